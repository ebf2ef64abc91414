"""One verification: hold the claim against a commit, run it again in a clone, compare."""

from pathlib import Path
from typing import Any

from .. import seal
from ..git import why_none
from . import checks, compare, environment, rerun_checks
from .certificate import Compared, Found
from .commands import git
from .compare import Likeness
from .errors import SharingError
from .places import CLAIM, PREDICTIONS, read_text
from .prints import prints
from .scratch import Results, clone, reseed, results, run_again, scratch
from .screen import Screen
from .verdicts import Outcome, Step, verdict


def against(claim: dict[str, Any], claimed: Results, got: Results) -> Compared:
    """Compare the results of a run with the claimed ones."""
    numbers = compare.metrics(claim["metrics"], got.metrics)
    if claimed.predictions:
        predictions = compare.predictions(claimed.predictions, got.predictions)
    else:
        predictions = compare.unseen(claim["outputs"][PREDICTIONS.as_posix()], got.predictions)
    facts = compare.facts(claimed.facts, got.facts)
    answers = got.facts["run"]["answers_sha256"] == claim["answers_sha256"]
    likenesses = [each.likeness for each in numbers] + [predictions.likeness, *facts.values()]
    likenesses += [] if answers else [Likeness.DIFFERENT]
    return Compared(numbers, predictions, facts, answers, compare.worst_of(likenesses))


def measured(found: Compared) -> Likeness:
    """Return how alike the measurements are: the facts name the seed, so a canary ignores them."""
    return compare.worst_of(
        [*(each.likeness for each in found.metrics), found.predictions.likeness]
    )


class Verification:
    """What has been found so far about the commit of the project in the working directory."""

    def __init__(self, screen: Screen) -> None:
        """Look which commit it is.

        Raises:
            SharingError: There is none.
        """
        self.screen, self.project = screen, Path.cwd()
        try:
            self.commit = git("rev-parse", "--verify", "HEAD", folder=self.project).strip()
        except SharingError as error:
            none = "nothing is committed here: git add --all, git commit"
            raise SharingError(why_none(self.project) or none) from error
        self.found: list[Step] = []
        self.compared: Compared | None = None
        self.canary: Likeness | None = None
        screen.line(f"verify {self.project.name} @ {self.commit[:10]}")

    def note(self, check: Step) -> None:
        """Print a check and keep it."""
        self.found.append(self.screen.check(check))

    def look(self, root: Path, claim: dict[str, Any]) -> bool:
        """Make every check that runs no stage; return whether the claim is about what is here."""
        place = checks.at(root, claim)
        self.note(checks.commit(self.project))
        for check in checks.STATIC:
            self.screen.passing(check.__name__)
            self.note(check(place))
        return not any(each.outcome is Outcome.STALE for each in self.found)

    def fast(self) -> Found:
        """Hold the claim against the working tree."""
        claim = checks.read_claim(self.project)
        self.look(self.project, claim)
        return self.ended(self.project, claim)

    def full(self, canary: bool, foreign: bool) -> Found:
        """Hold the claim against the commit, then run everything again."""
        with scratch() as folder:
            root = self.cloned(folder / "first")
            claim = self.claim(root)
            if self.look(root, claim):
                claimed = self.claimed(root, claim)
                self.rerun(root, claim, claimed)
                alike = self.compared and self.compared.likeness is not Likeness.DIFFERENT
                if alike and canary:
                    self.try_seed(self.cloned(folder / "seed"), claim, claimed)
                if alike and foreign:
                    self.travel(self.cloned(folder / "foreign"), claim, claimed)
            return self.ended(root, claim)

    def cloned(self, folder: Path) -> Path:
        """Return a new clone."""
        self.screen.passing("clone")
        folder.mkdir()
        return clone(self.project, folder)

    def claim(self, root: Path) -> dict[str, Any]:
        """Return the committed claim.

        Raises:
            SharingError: There is none.
        """
        if (self.project / CLAIM).exists() and not (root / CLAIM).exists():
            raise SharingError(f"{CLAIM} is not committed: git add {CLAIM}, git commit, run again")
        return checks.read_claim(root)

    def claimed(self, root: Path, claim: dict[str, Any]) -> Results:
        """Return the claimed results; predictions that are private are taken from the author."""
        found = results(root, private=PREDICTIONS.as_posix() in claim.get("private", []))
        own = prints(self.project, [PREDICTIONS])
        if found.predictions or not own.items() <= claim["outputs"].items():
            return found
        return found._replace(predictions=read_text(self.project / PREDICTIONS) if own else "")

    def again(self, root: Path, settings: dict[str, str], title: str) -> Results:
        """Run the pipeline in a clone, showing on a terminal how far it is."""

        def say(stage: str) -> None:
            self.screen.passing(f"{title}: {stage}, {self.screen.seconds:.0f} s")

        return run_again(self.project, root, settings, say)

    def rerun(self, root: Path, claim: dict[str, Any], claimed: Results) -> None:
        """Run everything again and compare it with the claim."""
        got = self.again(root, {}, "rerun")
        self.compared = against(claim, claimed, got)
        self.note(rerun_checks.rerun_check(got))
        self.screen.numbers(self.compared.metrics)
        other = environment.unlike(claim["environment"], environment.described())
        for check in rerun_checks.compared_checks(self.compared, claim, other):
            self.note(check)

    def try_seed(self, root: Path, claim: dict[str, Any], claimed: Results) -> None:
        """Run with another seed: a check that cannot fail checks nothing."""
        reseed(root)
        self.canary = measured(against(claim, claimed, self.again(root, {}, "another seed")))
        self.note(rerun_checks.teeth_check(self.canary))

    def travel(self, root: Path, claim: dict[str, Any], claimed: Results) -> None:
        """Run as on an older machine."""
        settings = environment.foreign()
        got = self.again(root, settings, "an older machine")
        self.note(rerun_checks.foreign_check(against(claim, claimed, got), settings))

    def ended(self, root: Path, claim: dict[str, Any]) -> Found:
        """Return all that was found."""
        likeness = self.compared.likeness if self.compared else None
        return Found(
            verdict(self.found, likeness, self.canary),
            self.commit,
            claim,
            checks.fingerprint(root),
            self.found,
            self.compared,
            self.screen.seconds,
            seal.read(root),
        )
