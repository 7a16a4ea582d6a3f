"""Owns judging what a text says of a figure against the table that states it (N1 to N10 of the catalogue)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from juesuan_gui.checks.judge import Outcome, judge, level_of
from juesuan_gui.checks.observations import HeldRelation, Observation, Spot, numbered
from juesuan_gui.checks.slips import slip_between
from juesuan_gui.checks.wording import Wording
from juesuan_gui.document import Place
from juesuan_gui.figures import (
    Figure,
    NumberStyle,
    Quantity,
    Unit,
    format_figure,
    meets,
    midpoint,
    round_half_up,
    step_of,
    subtract,
)
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.model import Dimension, Literal, Statement
from juesuan_gui.narrative.tied import TiedStatement
from juesuan_gui.relations import Address, Binding, Unread, compile_expression


def judge_tied(
    tied: Iterable[TiedStatement], live: LiveReport, wording: Wording, places: Mapping[Address, tuple[Place, str]]
) -> tuple[list[Observation], list[HeldRelation]]:
    """The statements that differ from their tables, and those that agree.

    ``places`` gives for a cell where the source prints it and what it prints. A cell that was not read is
    neither. A blank cell of a table that is there says zero.
    """
    observations: list[Observation] = []
    held: list[HeldRelation] = []
    seen: set[tuple[object, ...]] = set()
    for item in tied:
        try:
            table = _table_value(item, live)
        except Unread:
            continue
        if table is None:
            continue
        text = item.statement.literal.figure.quantity()
        is_cell = item.statement.literal.dimension is Dimension.MONEY
        judgement = judge(item.tie.relation, text, table, left_is_cell=False, same_quantity=is_cell)
        spot = _spot(item.statement)
        if judgement.outcome.is_violation:
            found = _observation(item, judgement.outcome, table, wording, places)
            # 收、支总计 states two cells, and 决算为 may repeat the item's figure: the same said twice is one finding.
            about = {
                (id(item.statement.passage), item.statement.literal.start, found.expected),
                (item.statement.frame, found.stated, found.expected),
            }
            if not about & seen:
                observations.append(found)
            seen |= about
        elif judgement.outcome is not Outcome.UNREAD:
            held.append(HeldRelation(item.tie.check, "table_vs_text", spot))
    return numbered(observations), held


@dataclass(frozen=True, slots=True)
class ToldCell:
    """What the text says of one cell: the amount, the words, where."""

    quantity: Quantity
    quote: str
    spot: Spot


def told_cells(tied: Iterable[TiedStatement]) -> dict[Address, ToldCell]:
    """The single cells that a text tells exactly, each once or every time alike."""
    told: dict[Address, ToldCell] = {}
    doubtful: set[Address] = set()
    for item in tied:
        literal = item.statement.literal
        is_exact = item.tie.relation == "=" and literal.dimension is Dimension.MONEY and literal.about is None
        if not is_exact or len(item.addresses) != 1:
            continue
        address, quantity = item.addresses[0], literal.figure.quantity()
        quote = item.statement.passage.quote(literal.start, literal.end)
        known = told.setdefault(address, ToldCell(quantity, quote, _spot(item.statement)))
        if not meets(known.quantity, quantity):
            doubtful.add(address)
    return {address: item for address, item in told.items() if address not in doubtful}


def _table_value(item: TiedStatement, live: LiveReport) -> Quantity | None:
    """What the tables say; ``None`` where they give no such figure (a rate on nothing)."""
    if item.figure is not None:
        value = compile_expression(item.figure)(live, Binding())
        if value is None and len(item.addresses) == 1:
            # A total that was left blank: what it should be is what its addends give.
            computed = live.computed(item.addresses[0])
            value = None if computed is None else computed.quantity()
        if value is None and item.statement.literal.dimension is not Dimension.MONEY:
            return None
        return 0 if value is None else value
    figure = live.shown(item.addresses[0])
    return 0 if figure is None else figure.quantity()


def _spot(statement: Statement) -> Spot:
    literal = statement.literal
    return Spot(statement.place, statement.passage.quote(literal.start, literal.end))


def _observation(
    item: TiedStatement,
    outcome: Outcome,
    table: Quantity,
    wording: Wording,
    places: Mapping[Address, tuple[Place, str]],
) -> Observation:
    statement, literal = item.statement, item.statement.literal
    stated = printed(literal, literal.figure.quantity())
    decimals = _decimals(literal, table)
    expected = printed(literal, table, decimals)
    cells = " + ".join(wording.place(address) for address in item.addresses)
    relation = "应当等于" if item.tie.relation == "=" else "不应大于"
    advice = "只差末位一个单位，可能是四舍五入的尾差。" if outcome is Outcome.DIGIT else ""
    slip = slip_between(stated, expected) if item.tie.relation == "=" and not advice else None
    advice = f"文中的数像是{slip}，请核对。" if slip is not None else advice
    return Observation(
        key=f"{item.tie.check}|{item.tie.id}|{'+'.join(_cell_key(address) for address in item.addresses)}",
        check=item.tie.check,
        level=level_of(outcome, item.tie.level),
        kind="table_vs_text",
        spot=_subject_spot(statement),
        message=f"说明中“{statement.subject}”写作 {stated}，{relation}{cells}的 {expected}。{advice}",
        stated=stated,
        expected=expected,
        difference=printed(literal, subtract(literal.figure.quantity(), table), decimals),
        formula=f"{statement.subject} {item.tie.relation.replace('<=', '≤')} {cells}",
        others=tuple(_cell_spot(address, places) for address in item.addresses),
    )


def _subject_spot(statement: Statement) -> Spot:
    """The figure with its subject, where the subject stands right before it."""
    passage, literal = statement.passage, statement.literal
    start = passage.text.rfind(statement.subject, 0, literal.start) if statement.subject else -1
    if start < 0 or literal.start - start > len(statement.subject) + _NEAR:
        start = literal.start
    return Spot(passage.place(start), passage.quote(start, literal.end))


#: How many characters may stand between a subject and its figure in one quote.
_NEAR = 8


def _cell_key(address: Address) -> str:
    return f"{address.table}[{address.row}].{address.column}"


def _cell_spot(address: Address, places: Mapping[Address, tuple[Place, str]]) -> Spot:
    place, quote = places.get(address, (Place(), ""))
    return Spot(place, quote, address.table, address.row, address.column)


#: As many decimals as accounts are kept in.
_KEPT = 2


def printed(literal: Literal, quantity: Quantity, decimals: int | None = None) -> str:
    """An amount in the literal's unit, with its decimals unless others are given, commas, and the unit behind it.

    A rate with its decimals and the sign.
    """
    if literal.dimension is Dimension.PERCENT:
        return f"{round_half_up(Fraction(midpoint(quantity)), literal.decimals)}%"
    unit = literal.unit or Unit.YUAN
    style = NumberStyle(unit, literal.decimals if decimals is None else decimals, thousands=True)
    return f"{format_figure(Figure(midpoint(quantity)), style)}{unit.label}"


def _decimals(literal: Literal, table: Quantity) -> int:
    """The literal's decimals, or the table's where the text printed fewer and the difference would be hidden."""
    unit = literal.unit or Unit.YUAN
    decimals = literal.decimals
    if literal.dimension is Dimension.PERCENT:
        return decimals
    while decimals < _KEPT and unit.value > step_of(table) * 10**decimals:
        decimals += 1
    return decimals
