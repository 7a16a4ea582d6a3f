"""Owns the formulas that a report prints under its tables (27行=（1+2+3）行): read, and held against the table.

A table that breaks such a formula is another check's finding already. Here only a formula that cannot be right is
one: it names itself, is cut, or fails while every relation of the table's own checks holds in its cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass

from juesuan_gui.checks.judge import Outcome, judge
from juesuan_gui.checks.observations import HeldRelation, Observation, Spot
from juesuan_gui.figures import Quantity, add, negate
from juesuan_gui.forms import Level, Table
from juesuan_gui.live import LiveReport
from juesuan_gui.relations import Address, Unread
from juesuan_gui.report import PrintedTable, PrintedText, TableKey

_FORMULA = re.compile(
    r"(?P<left>\d{1,3})(?P<kind>行|栏)(?:各[行栏])?=\(?(?P<right>[\d+\-—–…‥.]+)\)?(?P=kind)?(?:各[行栏])?"
)
_TERM = re.compile(r"(?P<sign>[+-]?)(?P<number>\d{1,3})|(?P<gap>\+?(?:…+|\.{3,}|‥+))")


@dataclass(frozen=True, slots=True)
class _Formula:
    """A printed formula: left number, signed right numbers; ``whole`` is False where it could not be read through."""

    text: str
    kind: str
    left: int
    terms: tuple[tuple[int, int], ...]
    whole: bool


def formula_checks(
    printed: PrintedTable, table: Table, live: LiveReport, in_doubt: Container[Address]
) -> Iterator[Observation | HeldRelation]:
    """What the printed formulas of a table say: held, or wrong. ``in_doubt`` are the cells of other findings."""
    for note in printed.notes:
        for formula in _formulas(note.text):
            spot = Spot(note.place, _as_printed(note, formula), printed.id)
            if formula.left in {number for _, number in formula.terms}:
                yield _observation(formula, printed, spot, "等号两边有同一个编号，公式写错了")
            elif not formula.whole:
                yield _observation(formula, printed, spot, "公式不完整，读不通")
            else:
                yield from _judged(formula, printed, table, live, in_doubt, spot)


def _judged(
    formula: _Formula,
    printed: PrintedTable,
    table: Table,
    live: LiveReport,
    in_doubt: Container[Address],
    spot: Spot,
) -> Iterator[Observation | HeldRelation]:
    outcomes: list[Outcome] = []
    for left, terms in _instances(formula, printed, table):
        if any(cell in in_doubt for cell in (left, *(cell for _, cell in terms))):
            return
        try:
            stated = _value(live, left)
            total: Quantity | None = None
            for sign, cell in terms:
                value = _value(live, cell)
                if value is not None:
                    signed = value if sign > 0 else negate(value)
                    total = signed if total is None else add(total, signed)
        except Unread:
            return
        if stated is not None or total is not None:
            outcomes.append(judge("=", stated, total, left_is_cell=False, same_quantity=False).outcome)
    if not outcomes:
        return
    if any(outcome is Outcome.FAILS for outcome in outcomes):
        yield _observation(formula, printed, spot, "表里的数都对得上，只有这个公式不成立，公式写错了")
    else:
        yield HeldRelation("F15", "identity", spot)


def _value(live: LiveReport, cell: Address) -> Quantity | None:
    figure = live.shown(cell)
    return None if figure is None else figure.quantity()


def _instances(
    formula: _Formula, printed: PrintedTable, table: Table
) -> Iterator[tuple[Address, list[tuple[int, Address]]]]:
    """The cells of every application of the formula: over the columns of its rows, or the rows of its columns."""
    key = TableKey(printed.id)
    if formula.kind == "行":
        rows = {
            int(_plain(row.line.text)): row.key
            for row in printed.rows
            if row.line is not None and _plain(row.line.text).isdigit()
        }
        names = [rows.get(number) for number in (formula.left, *(number for _, number in formula.terms))]
        if None in names:
            return
        found = [name for name in names if name is not None]
        columns = [
            column for column in table.columns_of(found[0]) if all(column in table.columns_of(row) for row in found)
        ]
        for column in columns:
            cells = [key.cell(row, column) for row in found]
            yield cells[0], [(sign, cell) for (sign, _), cell in zip(formula.terms, cells[1:], strict=True)]
        return
    by_number = {
        int(_plain(column.number.text)): column.keys[0]
        for column in printed.columns
        if column.number is not None and _plain(column.number.text).isdigit() and len(column.keys) == 1
    }
    keys = [by_number.get(number) for number in (formula.left, *(number for _, number in formula.terms))]
    if None in keys:
        return
    for row in printed.rows:
        cells = [key.cell(row.key, column) for column in keys if column is not None]
        yield cells[0], [(sign, cell) for (sign, _), cell in zip(formula.terms, cells[1:], strict=True)]


def _formulas(text: str) -> Iterator[_Formula]:
    for match in _FORMULA.finditer(_plain(text)):
        terms, whole = _terms(match["right"])
        if terms:
            yield _Formula(match.group(), match["kind"], int(match["left"]), terms, whole)


def _terms(text: str) -> tuple[tuple[tuple[int, int], ...], bool]:
    """The signed numbers of a right side, ellipses filled in; whether every mark of it was understood."""
    words = text.replace("—", "-").replace("–", "-")
    terms: list[tuple[int, int]] = []
    position, fill, whole = 0, False, True
    while position < len(words):
        match = _TERM.match(words, position)
        if match is None:
            whole = False
            position += 1
            continue
        position = match.end()
        if match["gap"]:
            fill = True
            continue
        number = int(match["number"])
        if fill and terms:
            terms += [(1, between) for between in range(terms[-1][1] + 1, number)]
        fill = False
        terms.append((-1 if match["sign"] == "-" else 1, number))
    return tuple(terms), whole


def _as_printed(note: PrintedText, formula: _Formula) -> str:
    """The formula as its note prints it, else the whole note."""
    start = next((place for place in range(len(note.text)) if _plain(note.text[place:]).startswith(formula.text)), None)
    if start is None:
        return note.text
    for end in range(start + 1, len(note.text) + 1):
        if _plain(note.text[start:end]) == formula.text:
            return note.text[start:end]
    return note.text


def _observation(formula: _Formula, printed: PrintedTable, spot: Spot, why: str) -> Observation:
    return Observation(
        key=f"F15|{printed.id}|公式|{formula.left}{formula.kind}",
        check="F15",
        level=Level.WARNING,
        kind="structure",
        spot=spot,
        message=f"表注写的公式“{formula.text}”：{why}。",
        stated=formula.text,
    )


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
