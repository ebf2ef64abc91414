"""The whole session in a real browser: by keyboard, by touch, from the file itself."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from interview import calculations, evidence, incoming, numbers, opening
from interview.advice import missed
from interview.browser import data as made
from interview.browser import page as written
from interview.contradictions import wrong_number
from interview.errors import InterviewError
from interview.judging import rated
from interview.knowing import unknown
from interview.mistakes import mistake, says_mistake
from interview.question import Question
from interview.reviews import Review, from_line, replay
from interview.room import Way
from interview.spelled import in_digits
from interview.ticking import sentences
from playwright.sync_api import Browser, Page

from browser import DESK, PHONE, overflow, violations
from kit import assemble, use_calculations

HOSTILE = (
    "1 < 2 & </script><script>document.title='taken'</script> <img src=x onerror=alert(1)> \"q\""
)
MEGABYTES = 1.5e6
SPOKEN = "I split by time, so that no copy can leak. The baseline has an interval."


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Iterator[Path]:
    """Stand in a project with the kit, and with the calculations of its layers."""
    folder = tmp_path_factory.mktemp("browser")
    with pytest.MonkeyPatch.context() as patch:
        use_calculations("spam", patch)
        patch.chdir(assemble("spam", folder))
        yield folder


@pytest.fixture(scope="module")
def held(project):
    return opening.open_session(aloud=False, seed=1)


@pytest.fixture(scope="module")
def data(held, project) -> dict[str, Any]:
    return json.loads(json.dumps(made.data(held, project)))


@pytest.fixture(scope="module")
def path(data, project) -> Path:
    written.write(data, project / "session.html")
    return project / "session.html"


@contextmanager
def opened(chromium: Browser, path: Path, **settings: Any) -> Iterator[Page]:
    """Open the page; nothing may be asked of the network, and no script may fail."""
    with chromium.new_context(**settings) as context:
        page = context.new_page()
        asked: list[str] = []
        failed: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.on("console", lambda message: failed.append(message.text))
        page.set_default_timeout(5_000)
        page.goto(path.as_uri())
        yield page
        assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
        assert failed == []


def stage(page: Page) -> str:
    """Return where a session is."""
    return str(page.evaluate("state.session?.over ? 'over' : state.session?.now?.stage ?? 'home'"))


def by_keyboard(page: Page) -> None:
    """Do what the stage asks for, with keys alone: the focus is where it has to be."""
    at = stage(page)
    now = page.evaluate("state.session?.now ?? {turn: {}, doubts: []}")
    lines = {"number": "0.5", "sum": "0.5", "predict": "2", "answer": SPOKEN, "band": "3"}
    lines |= {"follow": SPOKEN, "followed": "" if now.get("stuck") else "y", "ticks": "y"}
    lines |= {"doubt": "1" if now["doubts"] and now["doubts"][0]["kind"] == "words" else "k"}
    if at == "ticks":
        lines["ticks"] = "yynpy"[: page.evaluate("ideasOf(state.session.now).length")]
    if at == "answer" and now["number"] % 4 == 0:
        lines["answer"] = "?"
    page.keyboard.type(lines.get(at, ""))
    page.keyboard.press("Enter")
    if lines.get(at) == SPOKEN:
        page.keyboard.press("Enter")


def by_touch(page: Page) -> None:
    """Do what the stage asks for, with taps alone; only the answer is typed."""
    at = stage(page)
    if at in ("answer", "follow"):
        page.locator("#answer").fill(SPOKEN)
    taps = {
        "number": "text=Don't know: show me",
        "sum": "text=Don't know: show me",
        "predict": "[aria-label=Ideas] button:nth-child(2)",
        "band": ".sentences button:first-child",
        "followed": ".actions > button:last-child",
    }
    if at == "ticks":
        for row in page.locator(".tick").all():
            row.locator("button").first.tap()
    if at == "doubt" and page.locator(".sentences").count():
        page.locator(".sentences button").first.tap()
    else:
        page.locator(taps.get(at, "main button.go")).first.tap()


def whole(page: Page, step: Callable[[Page], None], seen: dict[str, Any], minutes: int) -> None:
    """Hold a session to its end; look at each kind of stage once, in both color schemes."""
    page.locator(f"input[value='{minutes}']").check()
    page.locator("main form button.go").focus()
    for _ in range(200):
        at = stage(page)
        if page.evaluate("state.session?.taken ?? 0") > minutes:  # more than were planned
            page.evaluate("state.session.used = 60 * state.session.minutes - RULES.shortest")
        if at not in seen:
            assert overflow(page) == 0, at
            seen[at] = []
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                seen[at] += violations(page)
        if at == "over":
            return
        step(page)
    pytest.fail(f"the session does not end: {stage(page)}")


def saved(page: Page) -> list[dict[str, Any]]:
    """Save the journal, and return its lines."""
    with page.expect_download() as download:
        page.locator("#save").click()
    assert re.fullmatch(
        r"interview-[\w-]+-\d{4}-\d\d-\d\d\.jsonl", download.value.suggested_filename
    )
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def check_journal(lines: list[dict[str, Any]], held, data, folder: Path) -> list[Review]:
    """Hold a saved journal against the kit's own records, and read it back."""
    head, *entries = lines
    assert head == {"kit": 1, "project": data["head"]["project"], "journal": 1}
    names = {field.name for field in fields(Review)}
    assert all(set(entry) == names for entry in entries)
    reviews = [review for entry in entries if (review := from_line(entry))]
    assert len(reviews) == len(entries)
    for review in reviews:
        if review.mode == "calculation":
            assert review.machine["slots"][1] == 1
            continue
        question = held.bank.question(review.id).asked(review.phrasing)
        assert review.facts_hash == question.facts_hash
        assert review.must == tuple(idea.must for idea in question.ideas)
        assert len(review.ticks) == len(question.ideas)
        assert review.rating == rated(review, Way())
    file, log = folder / "saved.jsonl", folder / "log.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    known = {*held.bank.raised, *calculations.makers()}
    apart = {(each["ts"], each["id"]) for each in entries}  # a robot may answer twice in a second
    assert incoming.bring(file, log, known, head["project"])[0] == len(apart)
    assert incoming.bring(file, log, known, head["project"]).added == 0
    assert {each.id for each in replay(log)} == {each.id for each in reviews}
    return reviews


def test_a_session_by_keyboard_on_a_desk(chromium, path, held, data, tmp_path):
    seen: dict[str, Any] = {}
    with opened(chromium, path, viewport=DESK, reduced_motion="reduce") as page:
        whole(page, by_keyboard, seen, 20)
        reviews = check_journal(saved(page), held, data, tmp_path)
        assert "all saved" in page.inner_text("#kept")
        assert "make rehearse DO=" in page.inner_text("main")
    assert {name: found for name, found in seen.items() if found} == {}
    assert {
        "home",
        "number",
        "predict",
        "answer",
        "ticks",
        "taught",
        "sum",
        "solved",
        "over",
    } <= set(seen)
    subjects = {
        held.bank.raised[each.id].subject for each in reviews if each.id in held.bank.raised
    }
    assert None in subjects
    assert len(subjects) > 1
    again = {each.id for each in reviews if each.mode == "retry"}
    assert again
    assert again == {each.id for each in reviews if each.mode == "typed" and missed(each)}


def test_a_session_by_touch_on_a_phone(chromium, path, held, data, tmp_path):
    seen: dict[str, Any] = {}
    with opened(chromium, path, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        whole(page, by_touch, seen, 10)
        small = page.evaluate(
            "[...document.querySelectorAll('button')].filter((e) => e.offsetHeight < 44).length"
        )
        assert small == 0
        reviews = check_journal(saved(page), held, data, tmp_path)
    assert {name: found for name, found in seen.items() if found} == {}
    assert held.bank.raised[reviews[0].id].level == "warm-up"


def test_a_page_that_was_closed_goes_on_where_it_was(chromium, path):
    with opened(chromium, path, viewport=DESK) as page:
        page.locator("input[value='10']").check()
        page.locator("main form button.go").click()
        until(page, "state.session.now.stage === 'answer'", by_keyboard)
        asked = page.inner_text("h2")
        page.keyboard.type("The first half")
        page.reload()
        assert "You stopped at question 1" in page.inner_text("main")
        page.keyboard.press("Enter")
        assert page.inner_text("h2") == asked
        assert page.input_value("#answer") == "The first half"
        page.keyboard.press("Control+Enter")
        assert stage(page) == "ticks"
        assert "The first half" in page.inner_text("main")


def until(page: Page, there: str, step: Callable[[Page], None]) -> None:
    """Go on with a session until a condition holds."""
    for _ in range(40):
        if page.evaluate(there):
            return
        step(page)
    pytest.fail(f"never {there}: {stage(page)}")


def aloud(page: Page) -> None:
    """Do what the stage asks for, with keys alone and without typing an answer."""
    assert stage(page) != "doubt"
    typed = {"predict": "2", "followed": "y"}.get(stage(page), "")
    if stage(page) == "ticks":
        typed = "yyyyyyyy"[: page.evaluate("ideasOf(state.session.now).length")]
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def test_what_is_said_aloud_is_ticked_and_not_checked(chromium, path):
    with opened(chromium, path, viewport=DESK) as page:
        page.locator("input[value='10']").check()
        page.locator("input[value='aloud']").check()
        page.locator("main form button.go").focus()
        until(page, "state.reviews.some((review) => review.mode === 'aloud')", aloud)
        until(page, "state.session.now.stage === 'answer'", aloud)
        page.keyboard.press("?")
        assert stage(page) == "taught"
        first = page.evaluate("state.reviews.find((review) => review.mode === 'aloud')")
    assert set(first["ticks"]) == {"yes"}


def test_two_tabs_lose_nothing_of_each_other(chromium, path):
    def show_me(page: Page) -> None:
        giving_up = page.locator("text=Don't know: show me")
        (giving_up if giving_up.count() else page.locator("main button.go")).first.click()

    with opened(chromium, path) as page:
        other = page.context.new_page()
        other.goto(path.as_uri())
        for each, mix in ((page, "own"), (other, "core")):
            each.locator(f"input[value='{mix}']").check()
            each.locator("main form button.go").click()
            until(each, "state.session.done.length", show_me)
        page.reload()
        assert page.evaluate("state.reviews.length") == 2


def test_a_browser_that_keeps_nothing_says_so_and_still_saves(chromium, path):
    broken = "Storage.prototype.setItem = () => { throw new Error('full'); };"
    with opened(chromium, path, viewport=PHONE) as page:
        page.add_init_script(broken)
        page.reload()
        assert "This browser keeps nothing" in page.inner_text("main")
        page.locator("main form button.go").click()
        until(page, "state.reviews.length", by_keyboard)
        page.locator("header button").click()
        assert len(saved(page)) == 2


def hostile(value: Any, key: str = "") -> Any:
    """Put hostile text wherever a person reads it."""
    if isinstance(value, dict):
        return {name: hostile(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [hostile(inner, key) for inner in value]
    texts = ("ask", "text", "answers", "wrong", "see", "idea", "interruptions", "tellings", "shown")
    return HOSTILE if key in texts and isinstance(value, str) else value


def test_hostile_text_stays_text(chromium, data, tmp_path):
    few = {
        **data,
        "questions": hostile(data["questions"][:6]),
        "head": {"project": "x</script>\u2028"},
    }
    written.write(few, tmp_path / "page.html")
    with opened(chromium, tmp_path / "page.html", viewport=PHONE) as page:
        page.locator("input[value='core']").check()
        page.locator("main form button.go").click()
        until(page, "state.session.now.stage === 'answer'", by_keyboard)
        assert HOSTILE in page.inner_text("h2")
        page.locator("#answer").fill(HOSTILE)
        page.keyboard.press("Control+Enter")
        assert HOSTILE in page.inner_text(".said")
        assert HOSTILE in page.inner_text(".tick")
        assert page.title() == "Interview session"
        assert page.locator("img").count() == 0


def test_the_page_asks_the_network_for_nothing_and_runs_only_its_own_script(path):
    text = path.read_text(encoding="utf-8")
    before, data = text.split('<script type="application/json" id="data">')
    script = data.split("</script>", 1)[1]
    assert not re.search(
        r"https?://|fetch\(|XMLHttp|import\(|@import|url\(|innerHTML|eval\(", before + script
    )
    assert "<" not in data.split("</script>", 1)[0]
    assert "default-src 'none'" in before
    assert "unsafe" not in before
    assert len(text.encode()) < MEGABYTES


EVERY = 12  # of the questions is held against the kit, beside those that answers were written to
ANSWERS = yaml.safe_load((Path(__file__).parent / "answers.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answered(held) -> list[tuple[Question, list[str]]]:
    """Return questions with answers: the model answers, and those written by hand."""
    by_hand: dict[str, list[str]] = {}
    for group in ANSWERS:
        for part in ("earns", "fails", "missed", "reader"):
            by_hand.setdefault(group["question"], []).extend(group.get(part, {}).values())
    names = [name for name in held.bank.raised if name in by_hand]
    names += [*held.bank.raised][::EVERY]
    questions = [held.bank.question(name) for name in dict.fromkeys(names)]
    return [
        (each, [in_digits(text) for text in (*each.answers[:1], *by_hand.get(each.id, ()))])
        for each in questions
    ]


def test_the_page_finds_the_words_of_an_idea_where_the_kit_does(chromium, path, answered):
    cases, expected = [], []
    for question, texts in answered:
        for (place, idea), text in itertools.product(enumerate(question.ideas), texts):
            others = question.asked(0).ideas
            verdict = evidence.weigh(idea, text, question.phrasings[0], others)
            left_out = (evidence.LISTED, evidence.NEGATED, evidence.AFFIRMED)
            if verdict.kind not in left_out:
                cases.append((question.id, place, text))
                both = [evidence.enough(verdict, quoted=pointed) for pointed in (False, True)]
                expected.append(both)
    script = """cases => cases.map(([name, place, text]) => {
      const question = QUESTIONS.get(name);
      return [false, true].map((at) => enough(question, 0, question.ideas[place], text, at));
    })"""
    with opened(chromium, path) as page:
        found = page.evaluate(script, cases)
    different = [c for c, one, other in zip(cases, expected, found, strict=True) if one != other]
    assert len(cases) > 500
    assert different == []


def test_the_page_knows_the_common_mistake_where_the_kit_does(chromium, path, answered):
    cases = [
        (question.id, each, says_mistake(each, question.wrong))
        for question, texts in answered
        for text in [*texts, mistake(question.wrong), f"I say: {mistake(question.wrong)}."]
        for each in sentences(text)
    ]
    script = "cases => cases.map(([name, text]) => saysMistake(text, QUESTIONS.get(name)))"
    with opened(chromium, path) as page:
        found = page.evaluate(script, [case[:2] for case in cases])
    assert sum(said for *_, said in cases) > 20
    assert [case for case, says in zip(cases, found, strict=True) if says != case[2]] == []


NOT_KNOWING = ("Don't know that one, sorry.", "I don\u2019t know", "No clue, honestly.", "Pass.")
KNOWING = (
    "I don't know the cause, so I measure it.",
    "Pass the mean.",
    "Not sure, maybe 0.5.",
    "?",
)


def test_the_page_understands_not_knowing_as_the_kit_does(chromium, path):
    texts = [*NOT_KNOWING, *KNOWING]
    with opened(chromium, path) as page:
        assert page.evaluate("texts => texts.map(unknown)", texts) == [*map(unknown, texts)]
    assert [*map(unknown, texts)] == [text in NOT_KNOWING for text in texts]


def test_the_page_asks_about_each_number_that_the_kit_calls_wrong(chromium, path, answered):
    cases = [
        (question.id, place, text)
        for question, texts in answered
        for place, idea in enumerate(question.ideas)
        for text in [*texts, *(re.sub(r"\d(?=\D*$)", "7", each) for each in texts)]
        if wrong_number(idea, text, question)
    ]
    script = """cases => cases.map(([name, place, text]) => {
      const question = QUESTIONS.get(name);
      return Boolean(wrongNumber(question, question.ideas[place], text));
    })"""
    with opened(chromium, path) as page:
        found = page.evaluate(script, cases)
    assert len(cases) > 3
    assert [case for case, asks in zip(cases, found, strict=True) if not asks] == []


def test_the_page_reads_and_judges_numbers_as_the_kit_does(chromium, path, data, held, answered):
    texts = [text for _, some in answered for text in some]
    texts += [
        "0,0175",
        "12,5%",
        "[0,1]",
        "1,2,3",
        "$12,440",
        ".87",
        "87 %",
        "12.4k",
        "-3",
        "\u22120.5",
        "1.2e-3",
        "1 000 000",
        "no",
    ]
    cases, expected = [], []
    for entry in data["questions"]:
        slot = held.bank.question(entry["id"]).what
        for factor in (1, 1.004, 0.97, 1.2, 100, 0.01) if slot else ():
            assert slot
            said = slot.answer * factor
            for text in (
                f"{said:.{slot.digits}f}",
                f"{said:.2g}%",
                f"{said:.5g}",
                "8/3",
                "a third",
            ):
                stated = numbers.read(text)
                cases.append((text, entry["what"]["answer"]))
                expected.append(
                    stated and numbers.agrees(stated, slot.answer, slot.digits, slot.percent)
                )
    judge = "cases => cases.map(([text, answer]) => numberRight(text, answer))"
    every = "texts => texts.map((t) => everyNumber(t).map((n) => [n.value, n.step, n.percent]))"
    with opened(chromium, path) as page:
        judged, read = page.evaluate(judge, cases), page.evaluate(every, texts)
    assert [c for c, one, other in zip(cases, expected, judged, strict=True) if one != other] == []
    for text, found in zip(texts, read, strict=True):
        assert found == [pytest.approx(list(each)) for each in numbers.every(text)], text


def test_the_page_is_written_whole_or_not_at_all(data, tmp_path):
    (tmp_path / "folder").write_text("old")
    with pytest.raises(InterviewError, match="cannot write"):
        written.write(data, tmp_path / "folder" / "page.html")
    assert (tmp_path / "folder").read_text() == "old"


def test_every_question_is_on_the_page_once_and_a_first_session_begins_with_a_warm_up(data, held):
    names = [question["id"] for question in data["questions"]]
    assert sorted(names) == sorted(held.bank.raised)
    assert held.bank.raised[names[0]].level == "warm-up"
    mixed = [bool(question["subject"]) for question in data["questions"][:8]]
    assert sum(mixed) == 4
