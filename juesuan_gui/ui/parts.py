"""Owns the parts of the open report that are no tables (scorecards, text): their state and what is found in them.

Whoever watches over a part puts its state here after every judgement; outline, audit pane, verdict and export read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from juesuan_gui.checks.cards.catalogue import CARD_CHECKS
from juesuan_gui.checks.observations import Observation
from juesuan_gui.checks.print.text_catalogue import TEXT_CHECKS
from juesuan_gui.forms import Level


@dataclass(frozen=True, slots=True)
class Observed:
    """A finding in a part: what was observed, the part's id, where it is in words, the heading it is listed under."""

    observation: Observation
    part: str
    where: str
    heading: str

    @property
    def key(self) -> str:
        """The stable key, for explanations."""
        return self.observation.key

    @property
    def check(self) -> str:
        """The id of the check."""
        return self.observation.check

    @property
    def level(self) -> Level:
        """How grave it is."""
        return self.observation.level

    @property
    def root(self) -> str | None:
        """The key of the finding that this one follows from."""
        return self.observation.root

    @property
    def title(self) -> str:
        """What ought to hold: the title of the check."""
        entry = CARD_CHECKS.get(self.check) or TEXT_CHECKS.get(self.check)
        return entry.title if entry is not None else self.observation.message

    @property
    def fingerprint(self) -> str:
        """What an explanation was written for: the words and figures judged, never where they stand."""
        return self.observation.fingerprint


@dataclass(frozen=True, slots=True)
class Part:
    """A part as the outline shows it: id, title, the heading it stands under, what there is (14 张), its findings."""

    id: str
    title: str
    group: str
    state: str = ""
    is_empty: bool = False
    findings: tuple[Observed, ...] = ()

    def counts(self) -> Counter[Level]:
        """How many findings of each level there are."""
        return Counter(item.level for item in self.findings)


class Parts(QObject):
    """The parts of one report by id, in the order in which they were first put."""

    changed = Signal()
    #: What was put last may be behind the last edit: who watches over a part is asked to judge now.
    wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: dict[str, Part] = {}

    def put(self, part: Part) -> None:
        """Take in the state of a part; nothing is told when it is as before."""
        if self._parts.get(part.id) != part:
            self._parts[part.id] = part
            self.changed.emit()

    def put_all(self, parts: Iterable[Part], gone: Iterable[str] = ()) -> None:
        """Take in the state of several parts and drop others; told once, where anything is not as before."""
        before = dict(self._parts)
        for part in gone:
            self._parts.pop(part, None)
        self._parts |= {part.id: part for part in parts}
        if before != self._parts:
            self.changed.emit()

    def drop(self, part: str) -> None:
        """A part is not there any more."""
        if self._parts.pop(part, None) is not None:
            self.changed.emit()

    def all(self) -> tuple[Part, ...]:
        """Every part as it was put last."""
        return tuple(self._parts.values())

    def findings(self, *, now: bool = False) -> Iterator[Observed]:
        """What is found in all parts; ``now`` has them judged first, for who cannot wait for a pause."""
        if now:
            self.wanted.emit()
        for part in self.all():
            yield from part.findings

    def counts(self) -> Counter[Level]:
        """How many findings of each level there are in all parts."""
        return Counter(item.level for item in self.findings())
