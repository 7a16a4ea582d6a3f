"""Owns the side-by-side view of a finding between two tables: which of their cells belong on one line."""

from __future__ import annotations

from dataclasses import dataclass

from juesuan_gui.checks import Finding
from juesuan_gui.figures import Quantity, midpoint, subtract
from juesuan_gui.relations import Address, Unread
from juesuan_gui.report import TableKey
from juesuan_gui.session import Session


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One line: its name and the cells of both sides; ``None`` where a side has none."""

    name: str
    left: Address | None
    right: Address | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both tables' cells of one finding. The left side is the table that the finding leads to."""

    left_title: str
    right_title: str
    lines: tuple[ComparedLine, ...]
    chosen: int

    def cells(self) -> frozenset[Address]:
        """Every cell that is shown."""
        return frozenset(cell for line in self.lines for cell in (line.left, line.right) if cell is not None)


def comparison_of(session: Session, finding: Finding) -> Comparison | None:
    """The comparison of a finding that two tables take part in, ``None`` for one within a table.

    Where one column of each is compared row by row, all their rows stand there, the finding's own chosen;
    otherwise the cells that the finding reads.
    """
    place = finding.place
    if place is None:
        return None
    cells = [place, *dict.fromkeys(cell for cell in _cells(finding) if cell != place)]
    own = [cell for cell in cells if TableKey.of(cell) == TableKey.of(place)]
    others = [cell for cell in cells if TableKey.of(cell) != TableKey.of(place)]
    if not others:
        return None
    if len(own) == len(others) == 1 and others[0].row == place.row and _is_coded(session, place, others[0]):
        return _by_rows(session, place, others[0])
    lines = [
        ComparedLine(
            _name(session, own[number] if number < len(own) else others[number]),
            own[number] if number < len(own) else None,
            others[number] if number < len(others) else None,
        )
        for number in range(max(len(own), len(others)))
    ]
    return Comparison(_title(session, own), _title(session, others), tuple(lines), 0)


def shown_words(session: Session, cell: Address | None) -> str:
    """What a cell shows; "" where there is none."""
    return "" if cell is None else session.wording.shown(cell)


def difference_words(session: Session, line: ComparedLine) -> str:
    """Left minus right where both sides have a cell and they differ, else ""."""
    if line.left is None or line.right is None:
        return ""
    try:
        left, right = (_value(session, cell) for cell in (line.left, line.right))
    except Unread:
        return ""
    value = subtract(left, right)
    return session.wording.number(value, line.left).replace("-", "−") if value else ""


def _by_rows(session: Session, place: Address, other: Address) -> Comparison:
    left_key, right_key = TableKey.of(place), TableKey.of(other)
    rows = [place.row for place in (place,) if place.row not in _codes(session, left_key, right_key)]
    rows += _codes(session, left_key, right_key)
    present = {key: set(session.report.code_rows(key)) for key in (left_key, right_key)}
    lines = []
    for row in rows:
        left = left_key.cell(row, place.column) if row == place.row or row in present[left_key] else None
        right = right_key.cell(row, other.column) if row == place.row or row in present[right_key] else None
        cell = left or right
        assert cell is not None
        lines.append(ComparedLine(session.wording.row_words(cell), left, right))
    return Comparison(_title(session, [place]), _title(session, [other]), tuple(lines), rows.index(place.row))


def _codes(session: Session, *keys: TableKey) -> list[str]:
    return sorted({code for key in keys for code in session.report.code_rows(key)})


def _is_coded(session: Session, *cells: Address) -> bool:
    return all(session.form.table(cell.table).coded is not None for cell in cells)


def _cells(finding: Finding) -> list[Address]:
    subject = [finding.subject] if finding.subject is not None else []
    return [*subject, *(operand.address for operand in finding.operands)]


def _title(session: Session, cells: list[Address]) -> str:
    tables = dict.fromkeys(cell.table for cell in cells)
    words = "、".join(session.wording.table_label(session.form.table(table)) for table in tables)
    column = session.wording.column_words(cells[0]) if len({cell.column for cell in cells}) == 1 else ""
    return f"{words}\n{column}" if column else words


def _name(session: Session, cell: Address) -> str:
    return session.wording.row_words(cell) or session.wording.column_words(cell)


def _value(session: Session, cell: Address) -> Quantity:
    figure = session.live.shown(cell)
    return 0 if figure is None else midpoint(figure.quantity())
