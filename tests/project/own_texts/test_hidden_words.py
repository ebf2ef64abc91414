"""No document names a word before the author has read which words it would name."""

import pytest
from rendering import rendered


@pytest.mark.parametrize("template", ["WALKTHROUGH.md.j2", "MODEL_CARD.md.j2", "index.html.j2"])
def test_what_was_not_read_is_not_named_and_the_documents_say_so(facts, template):
    nothing = {"words": [], "importance": [], "best_word": "", "words_shown": False}
    text = rendered(facts.model_copy(update=nothing), template)
    assert "training texts or more" not in text
    if template != "index.html.j2":
        assert "no word of them is named" in text
