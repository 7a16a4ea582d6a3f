"""Owns what can be said of one cell: how it is computed, what feeds it, what it feeds, what confirms it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from juesuan_gui.checks import Finding
from juesuan_gui.figures import Measure, Quantity, midpoint
from juesuan_gui.live import stated_differs
from juesuan_gui.relations import Address, LinearForm, Reference, Unread, linear_form, operands
from juesuan_gui.report import TableKey
from juesuan_gui.session import Session

_WITNESSES = 12
_TARGETS = 12


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A line of the trace: a cell, its name beside the cell it is about, and what it shows."""

    address: Address
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class CellWords:
    """The formula bar's words: the cell's name, how it comes to its figure, and the same in numbers."""

    name: str
    formula: str
    numbers: str
    adoptable: bool = False


def cell_words(session: Session, address: Address) -> CellWords:
    """What the formula bar says of a cell."""
    wording, live = session.wording, session.live
    name = "·".join(part for part in (wording.row_words(address), wording.column_words(address)) if part)
    computing = live.computing_rule(address)
    if computing is None:
        targets = feeds(session, address)
        source = session.form.source_of(address)
        if source:
            # What an accountant wants to know of a supplementary cell is where its figure comes from.
            return CellWords(name, "录入格", f"取自：{source}")
        if not targets:
            return CellWords(name, "录入格", "")
        more = f" 等 {len(targets)} 处" if len(targets) > 3 else ""
        return CellWords(name, "录入格", f"计入 {'、'.join(item.name for item in targets[:3])}{more}")
    compiled, binding = computing
    tree = compiled.rule.relation.right
    formula = f"＝ {wording.expression(tree, binding)}"
    numbers = f"＝ {wording.numbers(tree, binding)}"
    stated = session.report.stated(address)
    if stated is None:
        return CellWords(name, formula, numbers)
    return CellWords(name, formula, _stated_words(session, address, numbers), adoptable=True)


def _stated_words(session: Session, address: Address, numbers: str) -> str:
    stated = session.report.stated(address)
    assert stated is not None
    shown = session.wording.shown(address)
    try:
        computed = session.live.computed(address)
    except Unread:
        return f"以{stated.origin.value}数 {shown} 为准；下级有没读出的数，算不出来"
    if not stated_differs(stated, computed):
        if computed:
            return f"{numbers}，与{stated.origin.value}数一致"
        origin = stated.origin.value
        return f"{origin}时为空" if stated.figure is None else f"{origin}数 {shown}，下级没有数"
    # As many decimals as the figure has: beside the stated one a rounded one would seem to be another.
    expected = session.wording.number(computed.quantity() if computed else None, address)
    if stated.figure is None and not stated.text:
        return f"{stated.origin.value}时为空；按公式应为 {expected}"
    return f"以{stated.origin.value}数 {shown} 为准；按公式应为 {expected}"


def sources(session: Session, address: Address) -> list[NamedFigure]:
    """The cells that a computed cell is made from; empty for an input cell."""
    computing = session.live.computing_rule(address)
    if computing is None:
        return []
    compiled, binding = computing
    return _named(session, operands(compiled.rule.relation.right, session.live, binding), address)


def operand_lines(session: Session, finding: Finding) -> list[NamedFigure]:
    """The cells that a finding's relation reads, without the cell it leads to."""
    cells = [item.address for item in finding.operands if item.address != finding.place]
    return _named(session, cells, finding.place)


def feeds(session: Session, address: Address) -> list[NamedFigure]:
    """The computed cells that a cell goes into directly."""
    live = session.live
    found: dict[Address, None] = {}
    if not session.report.is_filled(TableKey.of(address)):
        return _named(session, islice(_would_feed(session, address), _TARGETS), address)
    for instance in live.reading_instances(address):
        compiled = live.rules.rule(instance)
        left = compiled.rule.relation.left
        if not compiled.rule.computes or not isinstance(left, Reference):
            continue
        if address not in operands(compiled.rule.relation.right, live, instance.binding):
            continue
        for target in live.addresses(left, instance.binding)[:1]:
            computing = live.computing_rule(target)
            if target != address and computing is not None and computing[0] is compiled:
                found[target] = None
    return _named(session, islice(found, _TARGETS), address)


def _would_feed(session: Session, address: Address) -> Iterator[Address]:
    """The cells of an empty table that a figure will go into; no rule runs there yet that could be asked."""
    table, key = session.form.table(address.table), TableKey.of(address)
    for row in table.rows:
        for column in table.columns:
            target = key.cell(row, column.key)
            computing = session.live.computing_rule(target) if target != address else None
            if computing is not None:
                compiled, binding = computing
                if address in operands(compiled.rule.relation.right, session.live, binding):
                    yield target


def witnesses(session: Session, address: Address, expected: Quantity | None = None) -> list[NamedFigure]:
    """Relations that confirm the cell: those that hold, or that would with the ``expected`` figure in it."""
    live = session.live
    value = expected if expected is not None else _quantity(session, address)
    found: dict[Address, NamedFigure] = {}
    # Two blanks agree, but that confirms nothing.
    if value is None:
        return []
    for instance in live.reading_instances(address):
        relation = live.rules.rule(instance).rule.relation
        left = linear_form(relation.left, live, instance.binding)
        right = linear_form(relation.right, live, instance.binding)
        if relation.operator != "=" or left is None or right is None:
            continue
        if not _balances(session, left.plus(right.scaled(-1)), address, value):
            continue
        cells = [cell for _, cell in (*left.terms, *right.terms)]
        head = left.terms[0][1] if len(left.terms) == 1 else cells[0]
        if head == address:
            others = [cell for _, cell in right.terms if _quantity(session, cell) is not None]
            if len(others) == 1:
                found[others[0]] = _figure(session, others[0], address)
            elif others:
                words = session.wording.expression(relation.right, instance.binding)
                found[others[0]] = NamedFigure(others[0], words, session.wording.number(value, address))
        else:
            found[head] = _figure(session, head, address)
        if len(found) == _WITNESSES:
            break
    return list(found.values())


def _balances(session: Session, form: LinearForm, address: Address, value: Quantity) -> bool:
    """Whether left − right is nothing with this value in the cell; only exact figures can say so."""
    total = form.constant
    is_read = False
    for factor, cell in form.terms:
        quantity = value if cell == address else _quantity(session, cell)
        is_read = is_read or cell == address
        if isinstance(quantity, Measure):
            quantity = midpoint(quantity)
        total += factor * (quantity or 0)
    return is_read and total == 0


def _quantity(session: Session, address: Address) -> Quantity | None:
    try:
        figure = session.live.shown(address)
    except Unread:
        return None
    return None if figure is None else figure.quantity()


def _figure(session: Session, cell: Address, beside: Address | None) -> NamedFigure:
    return NamedFigure(cell, _beside(session, cell, beside), session.wording.shown(cell))


def _named(session: Session, cells: Iterable[Address], beside: Address | None) -> list[NamedFigure]:
    return [_figure(session, cell, beside) for cell in cells]


def _beside(session: Session, cell: Address, other: Address | None) -> str:
    """The name of a cell, leaving out what it shares with the cell it stands beside."""
    wording = session.wording
    if other is None or cell.table != other.table or cell[3:] != other[3:]:
        return wording.place(cell)
    row, column = wording.row_words(cell), wording.column_words(cell)
    if cell.row == other.row and column:
        return column
    if cell.column == other.column and row:
        return row
    return "·".join(part for part in (row, column) if part)
