"""Owns the sums of a “三公” table that is in no form's layout: what it says of itself (T7-01, T7-02)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from juesuan_gui.checks.observations import HeldRelation, Observation, Spot
from juesuan_gui.document import Place
from juesuan_gui.forms import Level


class Expense(Enum):
    """What a figure of such a table is; the value is how it is told."""

    TOTAL = "合计"
    TRIP = "因公出国（境）费"
    CAR = "公务用车购置及运行费"
    BUYING = "公务用车购置费"
    RUNNING = "公务用车运行费"
    RECEPTION = "公务接待费"
    MEETING = "会议费"
    TRAINING = "培训费"


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """A figure of the table as printed; ``value`` in its own unit, ``None`` where the cell is blank."""

    place: Place
    text: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class ExpenseLine:
    """The figures that belong together: those of one year, one kind (预算数, 决算数), one office.

    ``name`` says which; ``decimals`` is how many the table prints. ``unread`` are cells that hold something else than
    an amount: then no sum of the line is judged.
    """

    name: str
    amounts: Mapping[Expense, PrintedAmount]
    decimals: int
    unread: tuple[PrintedAmount, ...] = ()

    def stands_at(self, place: Place) -> bool:
        """Whether one of its figures stands at a place; on a page only the box tells one from another."""
        return any((item.place, item.place.box) == (place, place.box) for item in self.amounts.values())


def three_public_checks(lines: Sequence[ExpenseLine]) -> Iterator[Observation | HeldRelation]:
    """Every sum that these figures should keep: what does not hold, and what does.

    合计 = 因公出国 + 公务用车 + 公务接待, and the second = 购置 + 运行. Meetings and training belong to no “三公”
    sum, but some tables print one sum of all.
    """
    for line in lines:
        parts = {} if line.unread else line.amounts
        has_car_parts = Expense.BUYING in parts and Expense.RUNNING in parts
        if Expense.CAR in parts and has_car_parts:
            yield from _judged("T7-02", line, Expense.CAR, (Expense.BUYING, Expense.RUNNING))
        cars = (Expense.CAR,) if Expense.CAR in parts else (Expense.BUYING, Expense.RUNNING)
        addends = (Expense.TRIP, *cars, Expense.RECEPTION)
        if all(part in parts for part in addends):
            yield from _judged("T7-01", line, Expense.TOTAL, addends)


def _judged(
    check: str, line: ExpenseLine, total: Expense, addends: Sequence[Expense]
) -> Iterator[Observation | HeldRelation]:
    """One sum; a blank total of figures was not filled in, and says nothing where there are none."""
    stated = line.amounts.get(total)
    known = [line.amounts[part] for part in addends]
    if stated is None or (stated.value is None and not any(item.value for item in known)):
        return
    value = stated.value or Decimal(0)
    sums = [sum((item.value or Decimal(0) for item in known), start=Decimal(0))]
    others = [line.amounts[item].value for item in (Expense.MEETING, Expense.TRAINING) if item in line.amounts]
    if total is Expense.TOTAL and any(others):
        sums.append(sums[0] + sum((item or Decimal(0) for item in others), start=Decimal(0)))
    step = Decimal(1).scaleb(-line.decimals)
    # Every printed figure may be half a last digit off.
    room = step * (1 + sum(item.value is not None for item in known)) / 2
    spot = Spot(stated.place, stated.text)
    if min(abs(value - expected) for expected in sums) <= room:
        yield HeldRelation(check, "sum", spot)
        return
    expected = sums[0]
    difference = abs(value - expected)

    def words(amount: Decimal) -> str:
        return f"{amount:,.{line.decimals}f}"

    said = words(value) if stated.value is not None else "空"
    named = "、".join(part.value for part in addends)
    of = f"（{line.name}）" if line.name else ""
    yield Observation(
        key=f"{check}|{line.name}|{total.value}",
        check=check,
        level=Level.WARNING if difference <= room + step else Level.ERROR,
        kind="sum",
        spot=spot,
        message=f"“三公”经费表{of}{total.value}：表内 {said}，"
        f"{named}相加 {words(expected)}，相差 {words(difference)}。",
        stated=said,
        expected=words(expected),
        difference=words(difference),
        formula=f"{total.value} = {' + '.join(part.value for part in addends)}",
        others=tuple(Spot(item.place, item.text) for item in known if item.text),
    )
