"""Owns judging what a text says of last year against last year's published figures (XY-03)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from juesuan_gui.checks.judge import Outcome, judge, level_of
from juesuan_gui.checks.observations import HeldRelation, Observation, Spot, numbered
from juesuan_gui.checks.text.tied_text import printed
from juesuan_gui.checks.wording import Wording
from juesuan_gui.document import Place
from juesuan_gui.figures import Quantity, add, divide, midpoint, multiply, subtract
from juesuan_gui.forms import Level
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.claiming.catalogue import base_kind
from juesuan_gui.narrative.claiming.claim import quantity, signed
from juesuan_gui.narrative.model import Dimension, Role, Statement
from juesuan_gui.narrative.tied import TiedStatement
from juesuan_gui.relations import Address, Period, Unread
from juesuan_gui.report import TableKey

#: What makes last year's printed figures another unit's: with it a difference is to be looked at, not wrong.
_REORGANISED = re.compile(
    r"机构改革|职能划转|职责划转|整体划转|单位(?:合并|撤并|划转)|新增(?:预算|决算|下属|所属)?单位|同口径|可比口径"
)
_CHECK = "XY-03"


@dataclass(frozen=True, slots=True)
class _Told:
    """What a statement says of last year: its figure in the text, and what last year's table says instead."""

    statement: Statement
    addresses: tuple[Address, ...]
    stated: Quantity
    expected: Quantity
    formula: str


def judge_prior(
    tied: Iterable[TiedStatement],
    statements: Iterable[Statement],
    live: LiveReport,
    wording: Wording,
    year: int,
    text: str = "",
) -> tuple[list[Observation], list[HeldRelation]]:
    """The figures about last year that differ from those published then, and those that agree.

    ``tied`` are the text's statements of this year's cells, ``statements`` all of them; ``live`` has last year's
    figures loaded under 上年. ``year`` is the year reported on, ``text`` the whole explanation: where it declares a
    reorganisation a difference is a 警告. A cell of last year that was not read is neither.
    """
    frames: dict[int, list[Statement]] = {}
    for statement in statements:
        frames.setdefault(statement.frame, []).append(statement)
    declared = Level.WARNING if _REORGANISED.search(text) else Level.ERROR
    observations: list[Observation] = []
    held: list[HeldRelation] = []
    seen: set[int] = set()
    for item in tied:
        if item.statement.role is not Role.FINAL or item.tie.relation != "=" or item.statement.frame in seen:
            continue
        for told in _told(item, frames.get(item.statement.frame, ()), live, year):
            seen.add(item.statement.frame)
            outcome = judge("=", told.stated, told.expected, left_is_cell=False, same_quantity=False).outcome
            if outcome.is_violation:
                observations.append(_observation(item, told, outcome, declared, wording))
            elif outcome is not Outcome.UNREAD:
                literal = told.statement.literal
                quote = told.statement.passage.quote(literal.start, literal.end)
                held.append(HeldRelation(_CHECK, "cross_ref", Spot(told.statement.place, quote)))
    return numbered(observations), held


def _told(item: TiedStatement, frame: Iterable[Statement], live: LiveReport, year: int) -> Iterator[_Told]:
    """The figures of one frame that say something of last year; of amount and rate of a change the amount."""
    about_last = [one for one in frame if base_kind(one.base) in ("上年", str(year - 1)) or one.role is Role.PRIOR]
    if not about_last:
        return
    addresses = tuple(address._replace(period=Period.PRIOR) for address in item.addresses)
    filled = {key for key in live.report.tables() if key.period == Period.PRIOR}
    if not all(TableKey.of(address) in filled for address in addresses):
        return
    try:
        before, now = _sum(addresses, live), _sum(item.addresses, live)
    except Unread:
        return
    # A figure of this year that differs from its table is another check's matter.
    said = quantity(item.statement)
    if judge("=", said, now, left_is_cell=False, same_quantity=False).outcome.is_violation:
        return
    has_amount = any(one.role is Role.CHANGE for one in about_last)
    for one in about_last:
        if one.role is Role.PRIOR and _is_last_year(one, year):
            yield _Told(one, addresses, quantity(one), before, "上年数")
        elif one.role is Role.CHANGE and one.literal.dimension is Dimension.MONEY:
            yield _Told(one, addresses, signed(one), subtract(said, before), "本年数 − 上年公开数")
        elif one.role is Role.CHANGE_RATE and not has_amount and one.literal.dimension is Dimension.PERCENT:
            share = divide(subtract(said, before), before)
            if share is not None:
                yield _Told(one, addresses, signed(one), multiply(share, 100), "（本年数 − 上年公开数）÷ 上年公开数")


def _is_last_year(statement: Statement, year: int) -> bool:
    kind = base_kind(statement.base)
    return kind in ("", "上年", str(year - 1)) and statement.literal.dimension is Dimension.MONEY


def _sum(addresses: Iterable[Address], live: LiveReport) -> Quantity:
    total: Quantity = 0
    for address in addresses:
        figure = live.shown(address)
        if figure is not None:
            total = add(total, figure.quantity())
    return total


def _observation(item: TiedStatement, told: _Told, outcome: Outcome, declared: Level, wording: Wording) -> Observation:
    literal = told.statement.literal
    is_rate = literal.dimension is Dimension.PERCENT
    values = (told.stated, told.expected, subtract(told.stated, told.expected))
    stated, expected, apart = (
        _rate(value, literal.decimals) if is_rate else printed(literal, value) for value in values
    )
    place = "+".join(f"{address.table}[{address.row}].{address.column}" for address in item.addresses)
    cells = " + ".join(wording.place(address) for address in told.addresses)
    what = {Role.PRIOR: "上年数", Role.CHANGE: "与上年相比的增减额"}.get(told.statement.role, "与上年相比的增减率")
    advice = "说明里写有机构、单位的调整，请核对口径。" if declared is Level.WARNING else "请核对说明里用的上年数。"
    subject = item.statement.subject
    return Observation(
        key=f"{_CHECK}|{item.tie.id}|{told.statement.role.value}|{place}",
        check=_CHECK,
        level=level_of(outcome, declared),
        kind="cross_ref",
        spot=Spot(told.statement.place, told.statement.passage.quote(literal.start, literal.end)),
        message=f"“{subject}”{what}写作 {stated}，按{cells}应为 {expected}，相差 {apart}。{advice}",
        stated=stated,
        expected=expected,
        difference=apart,
        formula=f"{what} = {told.formula}",
        others=tuple(Spot(Place(), "", address.table, address.row, address.column) for address in told.addresses),
    )


def _rate(value: Quantity, decimals: int) -> str:
    """A percentage with the decimals of the printed one, rounded half up."""
    exact = Fraction(midpoint(value))
    number = Decimal(exact.numerator) / Decimal(exact.denominator)
    return f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)}%"
