"""Owns the finding: a relation that does not hold, with both sides, its cells and its root."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from juesuan_gui.checks.judge import Outcome
from juesuan_gui.figures import Figure, Quantity
from juesuan_gui.forms import Level
from juesuan_gui.live import Instance
from juesuan_gui.relations import Address


@dataclass(frozen=True, slots=True)
class Operand:
    """A cell that a relation reads: its sign or factor on the right-hand side, and what it shows."""

    address: Address
    coefficient: int | Fraction
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation that does not hold.

    ``key`` is stable: check, rule and the cell (or row) it is about, never its wording or values.
    ``subject`` is the cell on the left side; ``culprit`` the cell whose correction satisfies most relations,
    ``None`` when several would do equally well. ``stated`` and ``expected`` belong to ``place``.
    ``root`` is the key of the finding that this one follows from.
    """

    key: str
    check: str
    level: Level
    kind: str
    outcome: Outcome
    instance: Instance
    subject: Address | None
    culprit: Address | None
    stated: Quantity | None
    expected: Quantity | None
    left: Quantity | None
    right: Quantity | None
    operands: tuple[Operand, ...]
    fingerprint: str
    root: str | None = None
    problem: str = ""

    @property
    def cells(self) -> frozenset[Address]:
        """Every cell that the finding is about."""
        own = {address for address in (self.subject, self.culprit) if address is not None}
        return frozenset(own | {operand.address for operand in self.operands})

    @property
    def place(self) -> Address | None:
        """The cell to go to: the culprit where there is one, else the subject."""
        return self.culprit or self.subject


@dataclass(frozen=True, slots=True)
class Held:
    """A relation that was checked and holds."""

    check: str
    kind: str
    instance: Instance
    subject: Address | None
