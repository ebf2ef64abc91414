"""What `make ready` finds, and what it leaves alone."""

import json

import pytest

from workbench.documents.stage import ANSWERS
from workbench.ready import (
    documents,
    names,
    personal,
    private,
    proof,
    removed_secrets,
    secrets,
    showing,
    state,
    story,
)
from workbench.ready.finding import Finding, Rank, in_order
from workbench.seal import Seal

LETTERS = "aB3" * 40  # planted secrets are put together here, so that none stands in this file


def ranks(findings):
    return [finding.rank for finding in findings]


@pytest.mark.parametrize(
    "line",
    [
        "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
        "aws = 'AKIA" + "ABCDEFGH23456789'",
        "ghp_" + LETTERS[:36],
        "github_pat_" + LETTERS[:70],
        "glpat-" + LETTERS[:20],
        "xoxb-" + "123456789012-abcdef",
        "AIza" + LETTERS[:35],
        "sk-proj-" + LETTERS[:40],
        "hf_" + LETTERS[:34],
        "pypi-AgE" + LETTERS[:60],
        "npm_" + LETTERS[:36],
        "sk_live_" + LETTERS[:24],
        'password = "' + 'hunter2-7"',
        "API_KEY: str = '" + "abcd1234efgh'",
        '{"access_token": "' + 'abcd1234efgh"}',
        "postgres://me:" + "hunter2@db.example.org/houses",
    ],
)
def test_a_secret_is_found_by_its_line_and_never_shown(line):
    found = secrets.check("src/x.py", f"first\n{line}\n")
    assert ranks(found) == [Rank.SECRET]
    assert found[0].where == "src/x.py:2"
    assert line.split()[-1][:20] not in f"{found[0]}"


def test_a_password_without_quotes_is_found_where_settings_have_none():
    line = "db_password: " + "hunter2-7\n"
    assert ranks(secrets.check("conf/db.yaml", line)) == [Rank.SECRET]
    assert secrets.check("src/db.py", line) == []


@pytest.mark.parametrize(
    "line",
    [
        "password = os.environ['DB_PASSWORD']",
        'password = "${oc.env:DB_PASSWORD}"',
        'token = "unsubscribe"',
        "api_key = 'your-key-here'",
        "secret: ${{ secrets.DEPLOY }}",
        "https://user:<password>@example.org",
        '<div class="sk-toggleable__content sk-estimator-doc-link-1234567890">',
        "--hash=sha256:44358584beea8ce167905e3ea4aa4381b64e27d60bb51ba7aac25aa10d0e2c6e",
    ],
)
def test_a_place_for_a_secret_is_none(line):
    assert secrets.check("conf/x.yaml", line) == []


@pytest.mark.parametrize("path", [".env", "conf/.env.local", "kaggle.json", "a/id_rsa", "x.pem"])
def test_a_file_of_keys_comes_first_and_is_to_be_changed_when_it_was_committed(path):
    assert ranks(names.check([path], set())) == [Rank.SECRET]
    assert "change what it holds" in names.check([path], {path})[0].do


@pytest.mark.parametrize(
    "path", ["data/raw/ames.parquet", "models/model.joblib", "mlflow.db", "mlruns/0/meta.yaml"]
)
def test_what_the_pipeline_makes_again_is_not_for_git(path):
    found = names.check([path], {path})
    assert ranks(found) == [Rank.PRIVATE]
    assert "git rm" in found[0].do
    assert ".gitignore" in found[0].do


DIARY = [
    private.Rule("diary", ["diary/mine/*"], False, "Yours", "`hide`"),
    private.Rule("diary", ["diary/*"], True, "A diary", "`hide`"),
]


def private_found(tracked=(), hidden=(), opened=()):
    paths = ["diary/a.md", "diary/mine/b.jsonl", "README.md"]
    seen = private.Seen(paths, set(tracked), set(hidden), set(opened))
    return private.check(DIARY, seen)


def test_what_a_folder_calls_private_is_found_by_the_first_rule_that_fits():
    assert [(each.where, each.rank) for each in private_found()] == [
        ("diary/mine/b.jsonl", Rank.PRIVATE),
        ("diary/a.md", Rank.PRIVATE),
    ]


def test_a_folder_that_was_let_in_on_purpose_is_a_hint_but_never_what_is_personal():
    assert ranks(private_found(opened={"diary"})) == [Rank.PRIVATE, Rank.HINT]
    forced = private_found(opened={"diary"}, hidden={"diary/a.md"})
    assert ranks(forced) == [Rank.PRIVATE, Rank.PRIVATE]


def test_what_git_tracks_already_is_to_be_taken_out():
    assert "git rm" not in private_found()[0].do
    assert "git rm -r --cached --quiet diary" in private_found({"diary/mine/b.jsonl"})[0].do


def test_what_is_private_and_was_deleted_is_still_in_the_history():
    seen = private.Seen([], set(), set(), set())
    found = private.history(DIARY, {"diary/mine/b.jsonl": "abc1234", "diary/a.md": "abc1234"}, seen)
    assert [(each.where, each.rank) for each in found] == [
        ("diary/mine/b.jsonl", Rank.PRIVATE),
        ("diary/a.md", Rank.HINT),
    ]
    assert "abc1234" in found[0].what


def test_ordinary_files_are_left_alone():
    paths = ["src/a/keys.py", "reports/predictions.csv", "tests/rows.csv", ".env.example"]
    assert names.check(paths, set(paths)) == []


def test_a_table_is_a_question_not_a_fault():
    assert ranks(names.check(["mine.csv"], set())) == [Rank.HINT]


def test_a_large_file_is_found_by_its_size():
    found = names.large({"a.bin": 7_000_000, "b.bin": 4_000_000})
    assert [(each.where, each.rank) for each in found] == [("a.bin", Rank.PRIVATE)]


def test_a_file_of_keys_that_was_deleted_is_still_in_the_history():
    found = names.history({".env": "abc1234", "README.md": "abc1234", "old.py": "abc1234"}, set())
    assert ranks(found) == [Rank.SECRET]
    assert "abc1234" in found[0].what


def test_a_secret_that_was_taken_out_is_still_in_the_history():
    line = "+key = 'AKIA" + "ABCDEFGH23456789'"
    log = f"\0abc1234\n\ndiff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n{line}\n"
    found = removed_secrets.check(log, {"x.py": "key = os.environ['KEY']"})
    assert [(each.where, each.rank) for each in found] == [("x.py", Rank.SECRET)]
    assert "abc1234" in found[0].what
    assert removed_secrets.check(log, {"x.py": f"\n{line[1:]}\n"}) == []


def test_an_address_of_somebody_is_found_but_not_where_it_is_meant_to_stand():
    text = "one\nwrite to ann@" + "mail.net, ann@example.org, git@github.com\n"
    found = personal.check("src/a.py", text, "/x")
    assert [(each.where, each.rank) for each in found] == [("src/a.py:2", Rank.PRIVATE)]
    assert ranks(personal.check("pyproject.toml", text, "/x")) == [Rank.STORY]


@pytest.mark.parametrize("path", ["/home/" + "ann/x", "/Users/" + "ann/x", "C:\\Users" + "\\ann"])
def test_a_path_of_one_machine_is_found(path):
    assert ranks(personal.check("a.md", f"see {path}", "/x")) == [Rank.PRIVATE]
    notebook = personal.check("a.ipynb", f'"{path}"'.replace("\\", "\\\\"), "/x")
    assert "--clear-output" in notebook[0].do


def test_the_projects_own_folder_is_found_wherever_it_lies():
    assert personal.check("a.md", "in /srv/houses/data", "/srv/houses")
    assert personal.check("a.md", "https://example.org/home/ann/ and /home/user/x", "/srv/h") == []


QUESTIONS = story.questions(
    [
        'own_part: {ask: "Whose?"}',
        'user: {ask: "Who uses it?", example: Agents set the price with it.}',
        "own_part: {example: The split is mine.}",
    ]
)


@pytest.mark.parametrize(
    ("user", "own", "said"),
    [
        ("", "The split; the rest is generated.", "Not answered: Who uses it?"),
        ("agents set the price with it", "The split; the rest is generated.", "the example's"),
        ("My aunt.", "The split is what I did.", "what came from the template"),
    ],
)
def test_a_question_is_open_until_it_is_answered_in_own_words(user, own, said):
    answers = {"user": user, "own_part": own}
    found = story.check_answers(
        "story.yaml", QUESTIONS, f"user: {user}\nown_part: {own}\n", answers
    )
    assert ranks(found) == [Rank.STORY]
    assert said in found[0].what


def test_a_story_that_is_told_leaves_nothing_to_do():
    answers = {"user": "My aunt.", "own_part": "The pipeline is generated, the slices are mine."}
    assert story.check_answers("story.yaml", QUESTIONS, "", answers) == []


def test_every_question_of_a_project_is_asked_in_private_and_leaves_no_trace_in_public(project):
    files = sorted((project / "interview").glob(story.QUESTIONS))
    asked = story.questions(path.read_text(encoding="utf-8") for path in files)
    assert set(asked) == set(ANSWERS)
    assert all(each.ask.endswith("?") and each.example for each in asked.values())
    text = (project / "story.yaml").read_text(encoding="utf-8")
    assert len(story.check_answers("story.yaml", asked, text, {})) == len(ANSWERS)
    assert not [key for key in asked if key in text]


def test_defaults_of_the_template_are_found():
    assert story.check_author("LICENSE", "a\nCopyright (c) Your Name")[0].where == "LICENSE:2"
    assert story.check_author("src/a.py", "Your Name") == []
    assert ranks(story.check_readme("README.md", "The table appears here after")) == [Rank.NUMBERS]


def test_no_license_is_a_fault_and_a_strict_one_a_choice():
    assert ranks(story.check_license(None)) == [Rank.FORM]
    assert ranks(story.check_license("Copyright (c) Ann. All rights reserved.")) == [Rank.HINT]
    assert story.check_license("MIT License") == []


def test_a_document_is_stale_from_its_first_wrong_line_on():
    found = documents.stale(
        {"A.md": "a\nb\n", "B.md": "x", "C.md": "x"}, {"A.md": "a\n", "B.md": "x"}
    )
    assert [each.where for each in found] == ["A.md:2", "C.md"]
    assert ranks(found) == [Rank.NUMBERS, Rank.NUMBERS]


def test_a_broken_link_is_found_by_its_line():
    texts = {"A.md": "one\n[two](gone.md)", "a.py": "[x](gone.md)"}
    found = documents.lost(texts, lambda _, text: ["gone.md"] if "gone" in text else [])
    assert [(each.where, each.rank) for each in found] == [("A.md:2", Rank.FORM)]


CLAIM: dict[str, object] = {"metrics": {}}
CHECKED = {"claim_sha256": "f", "verdict": "IDENTICAL"}


@pytest.mark.parametrize(
    ("claim", "changed", "certificate", "rank", "command"),
    [
        (None, [], None, Rank.PROOF, "make claim"),
        (CLAIM, ["src/a.py"], CHECKED, Rank.NUMBERS, "make claim"),
        (CLAIM, [], None, Rank.PROOF, "make verify"),
        (CLAIM, [], {**CHECKED, "claim_sha256": "old"}, Rank.PROOF, "make verify"),
        (CLAIM, [], {**CHECKED, "verdict": "DIFFERENT"}, Rank.NUMBERS, "certificate.md"),
    ],
)
def test_numbers_that_nobody_has_run_again_are_found(claim, changed, certificate, rank, command):
    found = proof.check(proof.Proof(claim, changed, certificate, "f"))
    assert ranks(found) == [rank]
    assert command in found[0].do


@pytest.mark.parametrize("verdict", ["IDENTICAL", "SAME NUMBERS"])
def test_numbers_that_came_out_again_are_not_complained_about(verdict):
    assert proof.check(proof.Proof(CLAIM, [], {**CHECKED, "verdict": verdict}, "f")) == []


def test_what_is_not_committed_is_named():
    assert "Nothing is committed" in state.check_commits(0, "?? a.py\0")[0].what
    assert "a b.py, c.py" in state.check_commits(3, " M a b.py\0?? c.py\0")[0].what
    assert state.check_commits(3, "") == []
    assert state.check_commits(3, "?? .env\0", {".env"}) == []


def test_a_pipeline_that_is_out_of_date_names_its_stages():
    answer = json.dumps({"train": [{"changed deps": {"src": "modified"}}]})
    assert "train" in state.check_pipeline(answer, False)[0].what
    assert state.check_pipeline("{}", False) == []
    assert ranks(state.check_pipeline("", True)) == [Rank.STATE]


def test_where_it_goes_and_who_signs_are_worth_a_thought():
    assert ranks(state.check_remote("", "")) == [Rank.HINT]
    assert ranks(state.check_remote("origin\n", "2\n")) == [Rank.HINT]
    assert state.check_remote("origin\n", "0\n") == []
    assert ranks(state.check_identity(["ann@example.org"])) == [Rank.HINT]
    assert state.check_identity(["1+ann@users.noreply.github.com"]) == []


def test_the_gravest_comes_first():
    findings = [Finding(rank, "a", "b", "c") for rank in reversed(Rank)]
    assert ranks(in_order(findings)) == list(Rank)


def printed(findings, capsys):
    showing.show(findings, Seal("1.0", "0", []), showing.make_console())
    return capsys.readouterr().out


def test_the_list_is_numbered_and_fits_80_columns(capsys):
    findings = [Finding(Rank.STORY, f"{'long/' * 30}x:1", "word " * 40, "Do it.")] * 2
    out = printed([*findings, Finding(Rank.HINT, "git", "No remote.", "")], capsys)
    assert max(map(len, out.splitlines())) <= 80
    assert out.count("-> Do it.") == 1
    assert out.index("To do before this goes public: 2") < out.index("Worth a thought: 1")
    assert "\n 3. git  No remote." in out
    assert "\x1b" not in out


def test_nothing_to_do_is_one_clear_line(capsys):
    assert printed([], capsys).startswith("Ready: nothing is left to do")
