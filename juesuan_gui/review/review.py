"""Owns one review: the submissions of a report, the decisions on their findings, the sign-off."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from juesuan_gui.review.comparing import Change, GoneFinding, compared
from juesuan_gui.review.content import Content, ReviewFinding, content_of
from juesuan_gui.review.decisions import Decision, DecisionError, SignOff, Verdict


@dataclass(frozen=True, slots=True)
class Submission:
    """One file as it was sent in: its name, digest, what its examination said; ``unit_name`` may be empty.

    ``examined`` is the JSON object of the contract, as text; ``content`` is what it says.
    """

    file_name: str
    sha256: str
    examined: str
    content: Content
    unit_name: str
    year: int | None
    time: str

    @staticmethod
    def of(file_name: str, source: bytes, examined: str, unit_name: str, year: int | None, time: str) -> Submission:
        """A submission of these bytes. Raises ValueError when ``examined`` is no object of the contract."""
        parsed = json.loads(examined)
        if not isinstance(parsed, dict):
            raise ValueError("not an object of the contract")
        digest = hashlib.sha256(source).hexdigest()
        return Submission(file_name, digest, examined, content_of(parsed), unit_name, year, time)


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with what was decided on it. ``is_stale``: its operands have changed since."""

    finding: ReviewFinding
    decision: Decision | None
    change: Change | None
    is_stale: bool

    @property
    def verdict(self) -> Verdict:
        """What counts now: a decision on other figures no longer does."""
        return self.decision.verdict if self.decision is not None and not self.is_stale else Verdict.PENDING


@dataclass(frozen=True, slots=True)
class Review:
    """A review as it stands. Every change gives a new one; decisions are a log, the last on a key counts."""

    submissions: tuple[Submission, ...]
    decisions: tuple[Decision, ...] = ()
    sign_off: SignOff | None = None

    @property
    def current(self) -> Submission:
        """The submission sent in last."""
        return self.submissions[-1]

    @property
    def is_signed(self) -> bool:
        """Whether it may only be read until the signature is withdrawn."""
        return self.sign_off is not None

    @property
    def title(self) -> str:
        """Whose report it is, and of which year; the file's name where it does not say."""
        now = self.current
        if not now.unit_name:
            return now.file_name
        return f"{now.unit_name} {now.year} 年度" if now.year else now.unit_name

    def latest(self) -> Mapping[str, Decision]:
        """The decision that was made last on each key."""
        return {decision.key: decision for decision in self.decisions}

    def changes(self) -> tuple[Mapping[str, Change], tuple[GoneFinding, ...]]:
        """What became of the findings since the submission before; nothing at the first submission."""
        if len(self.submissions) < 2:
            return {}, ()
        return compared(self.submissions[-2].content, self.current.content)

    def judged(self) -> Iterator[Judged]:
        """Every finding of the current submission with what was decided on it."""
        latest = self.latest()
        changes, _ = self.changes()
        for finding in self.current.content.findings:
            decision = latest.get(finding.key)
            stale = decision is not None and _is_stale(decision, finding, len(self.submissions))
            yield Judged(finding, decision, changes.get(finding.key), stale)

    def standing(self) -> list[Judged]:
        """What is said to the unit, in the order of its numbers: by section, the gravest first; 不采纳 is left out."""
        items = [item for item in self.judged() if item.verdict is not Verdict.REJECTED]
        sections = {name: number for number, name in enumerate(dict.fromkeys(item.finding.section for item in items))}
        return sorted(items, key=lambda item: (sections[item.finding.section], item.finding.level.rank))

    def verdicts(self) -> Counter[Verdict]:
        """How many findings stand at each verdict."""
        return Counter(item.verdict for item in self.judged())

    def with_decision(self, decision: Decision) -> Review:
        """With one more decision. Raises DecisionError when the review is signed."""
        self._check_open()
        return replace(self, decisions=(*self.decisions, decision))

    def with_submission(self, submission: Submission) -> Review:
        """With a newer version of the report. Raises DecisionError when the review is signed."""
        self._check_open()
        return replace(self, submissions=(*self.submissions, submission))

    def signed(self, sign_off: SignOff) -> Review:
        """Signed. Raises DecisionError when it is already."""
        self._check_open()
        return replace(self, sign_off=sign_off)

    def withdrawn(self) -> Review:
        """With the signature taken back."""
        return replace(self, sign_off=None)

    def _check_open(self) -> None:
        if self.sign_off is not None:
            raise DecisionError(f"这份审核已由 {self.sign_off.name} 签发。要修改请先撤回签发。")


def _is_stale(decision: Decision, finding: ReviewFinding, submission: int) -> bool:
    """Whether a decision no longer fits: its figures changed, or what was 已修改 came back unchanged."""
    if decision.verdict is Verdict.PENDING:
        return False
    if decision.verdict is Verdict.CORRECTED and decision.submission < submission:
        return True
    return decision.fingerprint != finding.fingerprint
