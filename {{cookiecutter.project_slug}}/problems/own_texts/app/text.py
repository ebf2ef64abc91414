"""The text that one can paste, and made-up ones to start from: those of the data are private."""

from pydantic import BaseModel, ConfigDict, Field

from project_package.cleaning import LONGEST

ROWS = 12  # lines of the box


class Text(BaseModel):
    """What is pasted: all that the model sees."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field("", title="Text", max_length=LONGEST, json_schema_extra={"rows": ROWS})


TEXTS = {
    "a short text": Text(text="It is just as I had hoped, and I would take it again."),
    "a longer one": Text(
        text="I waited two weeks for it, and when it came the box was open. They answered my "
        "message the same day and sent another. The second one is fine, but I do not think that "
        "I will order here again."
    ),
}
