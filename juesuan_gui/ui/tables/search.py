"""Owns the search over all tables: by name, code or amount."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from juesuan_gui.figures import Unit
from juesuan_gui.figures.parsing import AmountError, parse_amount
from juesuan_gui.forms import CellRole as Role
from juesuan_gui.forms import CodeRow, ColumnKind, Table, lay_out
from juesuan_gui.relations import Address, Unread
from juesuan_gui.report import TableKey
from juesuan_gui.session import Session
from juesuan_gui.steps import Steps, completed

LIMIT = 300
#: So many cells are looked at in a few thousandths of a second.
_STEP = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A cell that was found, with the words that lead to it."""

    address: Address
    name: str
    value: str


def search(session: Session, text: str, unit: Unit) -> list[Hit]:
    """The figure cells whose row is named so, whose code begins so, or which show this amount; at most LIMIT."""
    return completed(search_steps(session, text, unit))


def search_steps(session: Session, text: str, unit: Unit) -> Steps[list[Hit]]:
    """The same in steps; whoever changes the report in a pause begins again."""
    wanted = text.strip()
    if not wanted:
        return []
    amount = _amount(wanted, unit)
    hits: list[Hit] = []
    for key in _keys(session):
        yield
        yield from _in_table(session, key, wanted, amount, hits)
        if len(hits) == LIMIT:
            break
    return hits


def _keys(session: Session) -> list[TableKey]:
    own = [TableKey(table.id) for table in session.form.tables.values() if not table.repeated]
    return own + [key for key in session.report.tables() if key not in own]


def _in_table(
    session: Session, key: TableKey, wanted: str, amount: int | Fraction | None, hits: list[Hit]
) -> Steps[None]:
    """Add what is found in one table."""
    table = session.form.table(key.table)
    rows = [CodeRow(row.code, session.live.row_name(table.id, row.code)) for row in session.report.ordered_rows(key)]
    seen_rows: set[str] = set()
    yield
    for number, cell in enumerate(lay_out(table, rows).cells):
        if number % _STEP == 0:
            yield
        if cell.role is not Role.FIGURE or not cell.row:
            continue
        address = key.cell(cell.row, cell.column)
        by_amount = amount is not None and _shows(session, table, address, amount)
        # A name leads to the first figure of its row; an amount to every cell that shows it.
        by_name = cell.row not in seen_rows and _is_named(session, address, wanted)
        if by_name:
            seen_rows.add(cell.row)
        if by_amount or by_name:
            hits.append(Hit(address, session.wording.place(address), session.wording.shown(address)))
            if len(hits) == LIMIT:
                return


def _is_named(session: Session, address: Address, wanted: str) -> bool:
    if wanted.isdigit():
        return session.live.code_of(address.row).startswith(wanted)
    return wanted.lower() in session.wording.row_words(address).lower()


def _shows(session: Session, table: Table, address: Address, amount: int | Fraction) -> bool:
    column = table.column(address.column)
    if column is not None and column.kind is not ColumnKind.MONEY:
        return False
    try:
        figure = session.live.shown(address)
    except Unread:
        return False
    return figure is not None and abs(figure.value) == abs(amount)


def _amount(text: str, unit: Unit) -> int | Fraction | None:
    try:
        figure = parse_amount(text, unit)
    except AmountError:
        return None
    return None if figure is None else figure.value
