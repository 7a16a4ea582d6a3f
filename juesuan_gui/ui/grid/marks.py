"""Owns which cells carry a finding, and how loudly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from juesuan_gui.checks import Finding
from juesuan_gui.forms import Level
from juesuan_gui.relations import Address
from juesuan_gui.report import TableKey


@dataclass(frozen=True, slots=True)
class Mark:
    """The corner mark of a cell: its gravest level, whether the finding is about this very cell, all keys."""

    level: Level
    is_place: bool
    findings: tuple[Finding, ...]


def marks_of(findings: Iterable[Finding], key: TableKey) -> dict[Address, Mark]:
    """The marked cells of one table: where root findings are, and the cells that rest on them.

    A consequence marks its cell no louder than an operand: the cell may be quite right (a 类 total whose 款 is
    wrong), and must not look as if it were called wrong.
    """
    places: dict[Address, list[Finding]] = {}
    operands: dict[Address, list[Finding]] = {}
    for finding in findings:
        place = finding.place
        if place is not None and TableKey.of(place) == key:
            (places if finding.root is None else operands).setdefault(place, []).append(finding)
        if finding.root is not None:
            continue
        for operand in finding.operands:
            if operand.address != place and TableKey.of(operand.address) == key:
                operands.setdefault(operand.address, []).append(finding)
    return {address: _mark(places.get(address, []), operands.get(address, [])) for address in {**operands, **places}}


def _mark(here: list[Finding], resting: list[Finding]) -> Mark:
    loudest = min(here or resting, key=lambda finding: finding.level.rank)
    return Mark(loudest.level, bool(here), (*here, *resting))
