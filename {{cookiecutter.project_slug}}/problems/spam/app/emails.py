"""The email that one can paste, and made-up emails to start from: real ones are other people's."""

from pydantic import BaseModel, ConfigDict, Field

LONGEST = 20_000  # characters


class Email(BaseModel):
    """What is pasted of an email: what the model sees of one, without headers."""

    model_config = ConfigDict(extra="forbid")

    subject: str = Field("", title="Subject", max_length=300)
    body: str = Field(
        "", title="Text of the email", max_length=LONGEST, json_schema_extra={"rows": 14}
    )


ORDINARY = Email(
    subject="Re: patch for the parser",
    body="""Hi all,

I tried your patch on my machine and the tests pass now. One thing: the function that reads the
config file still assumes that the list is sorted. I wrote a small script that shows the problem
and put it on the server.

Shall we talk about it on Thursday, or do you want me to send a patch to the list?

Cheers,
Ada
""",
)
OFFER = Email(
    subject="Your free trial",
    body="""Dear friend,

a free sample is waiting for you. Order this month: every box saves money, and no lower rates were
offered this year.

Visit the web site, tell us where it goes, and click. Whoever wants out of the list says so.
""",
)
EMAILS = {"an offer": OFFER, "an ordinary email": ORDINARY}
