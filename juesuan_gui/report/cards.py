"""Owns what a performance scorecard (绩效自评表) says, as values: figures as printed, goals, indicators, blocks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from juesuan_gui.document import Place
from juesuan_gui.figures import Measure, Quantity, Unit


class CardKind(StrEnum):
    """What a card is about."""

    PROJECT = "project"
    OVERALL = "overall"
    SUMMARY = "summary"
    LISTING = "listing"


class MoneyColumn(StrEnum):
    """The columns of a card's money block."""

    INITIAL = "年初预算数"
    BUDGET = "全年预算数"
    EXECUTED = "全年执行数"
    WEIGHT = "分值"
    RATE = "执行率"
    SCORE = "得分"


class Measured(StrEnum):
    """What a printed number measures."""

    MONEY = "money"
    PERCENT = "percent"
    SCORE = "score"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Printed:
    """Words of a card: ``text`` as the source prints them, unchanged, so that it can be quoted."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class CardFigure:
    """A number as a card prints it.

    ``number`` is the printed number (57.63 for 57.63%) and ``decimals`` its printed places; money is in ``unit``.
    ``number`` is ``None`` with a reason in ``unread`` where the cell holds no number that could be understood;
    a blank cell has no ``CardFigure`` at all. ``counted`` keeps the word behind a count (人次, 家).
    """

    text: str
    place: Place
    number: Decimal | None
    decimals: int = 0
    measured: Measured = Measured.SCORE
    unit: Unit | None = None
    counted: str = ""
    unread: str = ""

    def quantity(self, decimals: int | None = None) -> Quantity:
        """The interval that the number stands for: money in 分, a percentage as its printed number.

        ``decimals`` raises the precision where a card drops trailing zeros: 5 beside 8.5 is 5.0. Money to the 分
        and scores (which are given, not measured) are exact. Raises ValueError for an unread figure.
        """
        if self.number is None:
            raise ValueError(f"unread figure {self.text!r}")
        size = self.unit.value if self.measured is Measured.MONEY and self.unit is not None else 1
        value = Fraction(self.number) * size
        step = Fraction(size, 10 ** max(self.decimals, decimals or 0))
        given = self.measured is Measured.SCORE or (self.measured is Measured.COUNT and self.decimals == 0)
        if given or (self.measured is Measured.MONEY and step <= 1):
            return value.numerator if value.denominator == 1 else value
        return Measure(value, value - step / 2, value + step / 2, step)


def money_figure(fen: int | Fraction, step: int | Fraction, unit: Unit, quote: str, place: Place) -> CardFigure:
    """A figure of a table as cards compare it: ``fen`` and its last printed digit ``step`` in 分, in ``unit``."""
    number = Decimal(Fraction(fen).numerator) / Decimal(Fraction(fen).denominator) / unit.value
    decimals = 0
    while Fraction(unit.value, 10**decimals) > step and decimals < len(str(unit.value)) - 1:
        decimals += 1
    return CardFigure(quote, place, number, decimals, Measured.MONEY, unit)


class TargetKind(StrEnum):
    """What kind of target an indicator has."""

    NUMBER = "定量"
    RANGE = "区间"
    DATE = "时限"
    WORDS = "定性"


class Operator(StrEnum):
    """The direction of a target."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    EQUAL = "="
    ABOVE = ">"
    BELOW = "<"


@dataclass(frozen=True, slots=True)
class Target:
    """A target or an actual value as understood from its words.

    ``low`` and ``high`` are the bounds of a range (its number is ``None``); ``unit`` is the word behind the number,
    with 万 and 亿 resolved for counts but kept for money (万元).
    """

    kind: TargetKind
    operator: Operator | None = None
    number: Decimal | None = None
    unit: str = ""
    decimals: int = 0
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. ``path`` is (一级指标, 二级指标) without weights; ``goal`` the goal it belongs to, from 0.

    ``target`` and ``actual`` are the words; ``target_value`` and ``actual_value`` what they mean. ``name`` is joined
    over cells cut by a page; ``label`` is its first cell in the source. ``content`` (指标内容) and
    ``criterion`` (评价标准) are what a card prints on how the indicator is judged.
    """

    path: tuple[str, str]
    name: str
    label: Printed
    target: Printed | None = None
    actual: Printed | None = None
    target_value: Target | None = None
    actual_value: Target | None = None
    named_value: Target | None = None
    weight: CardFigure | None = None
    score: CardFigure | None = None
    reason: Printed | None = None
    goal: int = 0
    content: Printed | None = None
    criterion: Printed | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of indicators with the weight printed on it.

    ``level`` is 1 for 一级指标, 2 for 二级指标; ``first`` and ``last`` (excluded) are the indicators under it as the
    lines stand; ``firm`` says that merged cells, not the order of lines, tell so.
    """

    name: str
    label: Printed
    level: int
    weight: CardFigure
    first: int
    last: int
    goal: int = 0
    firm: bool = False


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One row of the money block; ``total`` tells 年度资金总额 from the sources below it."""

    label: Printed
    total: bool
    cells: tuple[tuple[MoneyColumn, CardFigure], ...]

    def figure(self, column: MoneyColumn) -> CardFigure | None:
        """The figure in a column; ``None`` where the cell is blank."""
        return next((figure for name, figure in self.cells if name is column), None)


@dataclass(frozen=True, slots=True)
class Goal:
    """An annual goal: what was expected, what was reached, and its weight where one is printed."""

    expected: Printed | None
    actual: Printed | None = None
    weight: CardFigure | None = None


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A line of a 摘要版 table: ``part`` for a line that begins with 其中 or follows one."""

    label: Printed
    part: bool
    share: CardFigure | None
    weight: CardFigure | None
    score: CardFigure | None
    total: bool = False


@dataclass(frozen=True, slots=True)
class ListedProject:
    """One row of a list of projects (分项绩效项目清单, 自评结果汇总表); ``number`` is what its 序号 prints."""

    name: Printed
    number: str = ""
    budget: CardFigure | None = None
    executed: CardFigure | None = None
    returned: CardFigure | None = None
    rate: CardFigure | None = None
    score: CardFigure | None = None
    grade: Printed | None = None
    goal: Printed | None = None
    done: Printed | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """A line of check boxes: its options in order, each with whether it is ticked."""

    name: str
    options: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One scorecard as printed.

    ``people`` are the persons and telephones it names, with their labels: for the report that is made of it, never for
    a finding. ``heads`` are the departments that its upper rows name, each with its label (主管部门, 实施单位);
    ``department`` is the one that carries the project out. ``unit`` is the money unit of the card. ``amounts`` are
    figures beside the money block (基本支出总额). ``remarks`` are the written rows below the indicators (原因分析,
    改进措施, 说明). ``money_weight`` is the weight of budget execution where a heading and not a column prints it.
    ``list_total`` is the row 合计 of a list. ``full_marks`` are those of a form's own layout, ``None`` for a card that
    was read. ``doubt`` says what in a card without lines was not understood for certain: its figures are not judged.
    ``books`` says who else pays the project (转移支付, 社保专户), "" where it is the department or nothing
    is said.
    """

    kind: CardKind
    name: str
    place: Place
    title: str = ""
    label: Printed | None = None
    department: str = ""
    heads: tuple[tuple[str, Printed], ...] = ()
    people: tuple[tuple[str, Printed], ...] = ()
    year: int | None = None
    unit: Unit = Unit.WAN_YUAN
    money: tuple[MoneyRow, ...] = ()
    money_weight: CardFigure | None = None
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    blocks: tuple[Block, ...] = ()
    goal_weight: CardFigure | None = None
    full_marks: Decimal | None = None
    total_weight: CardFigure | None = None
    total_score: CardFigure | None = None
    grade: Printed | None = None
    attributes: tuple[Attribute, ...] = ()
    amounts: tuple[tuple[str, CardFigure], ...] = ()
    remarks: tuple[tuple[str, Printed], ...] = ()
    lines: tuple[SummaryLine, ...] = ()
    projects: tuple[ListedProject, ...] = ()
    list_total: ListedProject | None = None
    has_scores: bool = True
    has_reasons: bool = False
    doubt: str = ""
    books: str = ""

    @property
    def total_row(self) -> MoneyRow | None:
        """The row of the whole money of the card."""
        return next((row for row in self.money if row.total), None)

    def amount(self, column: MoneyColumn) -> CardFigure | None:
        """A figure of the whole money; the year's budget falls back to the initial one where only that is printed."""
        row = self.total_row
        if row is None:
            return None
        return row.figure(column)


class StatementKind(StrEnum):
    """What a sentence says about self-assessments."""

    PROJECTS = "自评项目数"
    FUNDS = "涉及资金"
    OVERALL_FUNDS = "整体自评资金"
    COVERAGE = "自评覆盖率"
    BUDGET = "全年预算数"
    EXECUTED = "执行数"
    RATE = "预算执行率"
    SCORE = "自评得分"
    AVERAGE_SCORE = "平均得分"
    OVERALL_SCORE = "整体得分"
    GRADE = "等级"
    GRADE_COUNT = "等级个数"
    PROBLEMS = "问题数"
    RECTIFIED = "已整改"
    RECTIFYING = "整改中"
    CARRIED_OVER = "结转结余"
    CARRY_RATE = "结转结余率"
    DIFFERENCE_RATE = "预决算差异率"
    INDICATOR_SCORE = "指标得分"
    COUNT_DONE = "完成数"
    FUNDS_SHARE = "涉及资金占比"
    OTHER_FUNDS_SHARE = "另一笔资金占比"
    PROJECT_BUDGET = "项目支出全年预算"
    PROJECT_SPENT = "项目支出决算"
    INCOME_BUDGET = "收入预算"
    INCOME = "本年收入"
    SPENDING_BUDGET = "支出预算"
    PURCHASE_BUDGET = "政府采购预算"
    PURCHASED = "政府采购支出"
    POSTS = "编制数"
    STAFF = "在职人数"
    INCOME_RATE = "收入预算完成率"
    ADJUSTED_RATE = "预算调整率"
    THREE_PUBLIC_RATE = "三公经费控制率"
    PURCHASE_RATE = "政府采购执行率"
    STAFF_RATE = "在职人员控制率"


@dataclass(frozen=True, slots=True)
class CardStatement:
    """A figure (or, for a grade, words) that the explanation states about a project or the whole.

    Of a count that was reached (受理举报 3 件) ``words`` are what stands before it in its clause, or behind it where
    the sentence says what was done to so many (对21家机构进行检查); that one is ``complete``.

    ``project`` is the name of the project as the sentence prints it, empty where it speaks of all or of the whole.
    ``complete`` says that the sentence speaks of all projects; ``named`` is where the name stands.
    """

    kind: StatementKind
    figure: CardFigure
    project: str = ""
    words: str = ""
    named: Printed | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True)
class CardUnread:
    """What a card holds that could not be understood; ``why`` is Chinese for the user."""

    place: Place
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class CardReading:
    """All cards of a document in order, and what in them stayed unread."""

    cards: tuple[Card, ...]
    unread: tuple[CardUnread, ...]
