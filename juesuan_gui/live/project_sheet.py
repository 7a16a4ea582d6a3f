"""Owns the sheet of all projects: one row per project card, what its columns show and what may be written there.

The columns follow the layouts of the form's project cards: their fund columns (of the whole money of a card), rate
and its score, the score of each block of indicators, total, grade. What a card computes is shown where nothing was
written, as on the card itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from juesuan_gui.document import Place
from juesuan_gui.figures import round_half_up
from juesuan_gui.forms import CardPart, Form, Scorecard
from juesuan_gui.live.cards import ShownCard, number_of, trimmed
from juesuan_gui.report.card_sheets import BOOKS, OTHER_BOOKS, SCORE_REASON
from juesuan_gui.report.cards import CardKind, Measured
from juesuan_gui.report.cards_numbers import figure, is_blank
from juesuan_gui.report.cards_targets import plain
from juesuan_gui.report.values import CardKey

__all__ = ["ColumnSort", "SheetColumn", "has_reasons", "key_in", "may_write", "project_layouts", "sheet_columns"]

_MONEY_LABELS: Final = {"initial": "年初预算数", "budget": "全年预算数", "executed": "全年执行数"}
_HEAD_LABELS: Final = {"superior": "主管部门", "implementer": "实施单位"}
#: What the column of the books says where the department keeps them itself.
OWN_BOOKS: Final = "本部门"
_NOWHERE: Final = Place()


class ColumnSort(Enum):
    """What a column is of."""

    NAME = "name"
    WORDS = "words"
    BOOKS = "books"
    MONEY = "money"
    RATE = "rate"
    MONEY_SCORE = "money_score"
    BLOCK = "block"
    TOTAL = "total"
    GRADE = "grade"
    REASONS = "reasons"
    FINDINGS = "findings"

    @property
    def is_words(self) -> bool:
        """Whether its cells hold words."""
        return self in (
            ColumnSort.NAME, ColumnSort.WORDS, ColumnSort.BOOKS, ColumnSort.GRADE, ColumnSort.REASONS,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its key, heading, the heading over it and its neighbours ("" for none), and other names it is
    known by on a pasted sheet. ``field`` is the field of the card, for a block the name of its heading."""

    key: str
    sort: ColumnSort
    label: str
    over: str = ""
    field: str = ""
    aliases: tuple[str, ...] = ()


def project_layouts(form: Form) -> list[Scorecard]:
    """The layouts of the form for one project."""
    return [layout for layout in form.scorecards.values() if layout.kind == CardKind.PROJECT]


def sheet_columns(layouts: Sequence[Scorecard], cards: Sequence[ShownCard] = ()) -> tuple[SheetColumn, ...]:
    """The columns for cards of these layouts; headings of indicators that only the cards have are blocks as well."""
    return tuple(_columns(layouts, cards))


def _columns(layouts: Sequence[Scorecard], cards: Sequence[ShownCard]) -> Iterator[SheetColumn]:
    yield SheetColumn("name", ColumnSort.NAME, "项目名称", field="name", aliases=("项目", "名称", "专项（项目）名称"))
    printed = {field for layout in layouts for field in layout.fields(CardPart.HEAD)}
    for field, label in _HEAD_LABELS.items():
        if field in printed:
            aliases = ("项目实施单位", "项目单位") if field == "implementer" else ("项目主管部门",)
            yield SheetColumn(field, ColumnSort.WORDS, label, field=field, aliases=aliases)
    yield SheetColumn(BOOKS, ColumnSort.BOOKS, "资金账户", field=BOOKS, aliases=("列支账户",))
    units = {layout.unit.label for layout in layouts}
    over = f"项目资金（{units.pop()}）" if len(units) == 1 else "项目资金"
    money = [layout.fields(CardPart.MONEY) for layout in layouts]
    for field, label in _MONEY_LABELS.items():
        if any(field in fields for fields in money):
            yield SheetColumn(field, ColumnSort.MONEY, label, over, field, _MONEY_ALIASES[field])
    if any("rate" in fields for fields in money):
        yield SheetColumn("rate", ColumnSort.RATE, "执行率", over, "rate", ("预算执行率",))
    if any("score" in fields for fields in money):
        yield SheetColumn("money_score", ColumnSort.MONEY_SCORE, "执行率得分", "各项得分", "score", ("预算执行得分",))
    if any(layout.has_scores for layout in layouts):
        named = [block.first for layout in layouts if layout.has_scores for block in layout.blocks]
        named += [line.text("first") for card in cards for line in card.sheet.lines(CardPart.INDICATOR)]
        for first in dict.fromkeys("".join(name.split()) for name in named if name.strip()):
            yield SheetColumn(f"block-{first}", ColumnSort.BLOCK, first, "各项得分", first)
    if "total_score" in printed:
        yield SheetColumn("total_score", ColumnSort.TOTAL, "总分", field="total_score", aliases=_TOTAL_ALIASES)
        if any(layout.grades for layout in layouts) and "grade" in printed:
            yield SheetColumn("grade", ColumnSort.GRADE, "等级", field="grade", aliases=("评价等级", "自评等级"))
    yield SheetColumn("reasons", ColumnSort.REASONS, "扣分原因")
    yield SheetColumn("findings", ColumnSort.FINDINGS, "审核发现")


_MONEY_ALIASES: Final = {
    "initial": ("年初预算", "年初预算金额"),
    "budget": ("预算数", "全年预算", "预算金额", "预算安排", "调整后预算数"),
    "executed": ("执行数", "全年执行", "支出数", "决算数", "实际支出", "执行金额"),
}
_TOTAL_ALIASES: Final = ("得分", "自评得分", "自评总分", "总得分", "自评分数")


def key_in(shown: ShownCard, column: SheetColumn) -> CardKey | None:
    """The cell of the card that a column shows; ``None`` where the card has no such cell or it is only worked out."""
    if column.sort in (ColumnSort.BLOCK, ColumnSort.REASONS, ColumnSort.FINDINGS):
        return None
    if column.sort in (ColumnSort.MONEY, ColumnSort.RATE, ColumnSort.MONEY_SCORE):
        total = shown.total_row
        if total is None or column.field not in shown.layout.fields(CardPart.MONEY):
            return None
        return shown.key(column.field, CardPart.MONEY, total)
    if column.field not in shown.layout.fields(CardPart.HEAD) and column.sort not in (
        ColumnSort.NAME,
        ColumnSort.BOOKS,
    ):
        return None
    return shown.key(column.field)


def may_write(shown: ShownCard, column: SheetColumn) -> bool:
    """Whether something may be written: not where the card adds up the sources of its money."""
    key = key_in(shown, column)
    if key is None:
        return False
    return column.sort is not ColumnSort.MONEY or key not in shown.computed


def text_in(shown: ShownCard, column: SheetColumn) -> str:
    """What the column shows for a card; findings are counted by whoever judges."""
    if column.sort is ColumnSort.BLOCK:
        return _block_score(shown, column.field)
    if column.sort is ColumnSort.REASONS:
        lost = has_reasons(shown)
        return "" if lost is None else "已写" if lost else "未写"
    key = key_in(shown, column)
    if key is None:
        return ""
    text = shown.written(key) or shown.computed.get(key, "")
    return text or (OWN_BOOKS if column.sort is ColumnSort.BOOKS else "")


def is_computed(shown: ShownCard, column: SheetColumn) -> bool:
    """Whether what is shown was worked out and not written."""
    key = key_in(shown, column)
    if key is None:
        return True
    return column.sort is not ColumnSort.BOOKS and not shown.written(key) and bool(shown.computed.get(key))


def differs(shown: ShownCard, column: SheetColumn) -> bool:
    """Whether something was written that is not what the card works out."""
    key = key_in(shown, column)
    if key is None:
        return False
    written, computed = shown.written(key), shown.computed.get(key, "")
    return bool(written and computed) and not _same_as_printed(written, computed, shown)


def is_unread(shown: ShownCard, column: SheetColumn) -> bool:
    """Whether words stand where a number belongs."""
    key = key_in(shown, column)
    if key is None or column.sort.is_words:
        return False
    text = shown.written(key)
    return not is_blank(text) and number_of(text, shown.layout.unit) is None


def to_write(shown: ShownCard, column: SheetColumn, text: str) -> str:
    """What is written for a typed or pasted text: nothing where it says what the card works out anyway."""
    text = text.strip()
    if column.sort is ColumnSort.BOOKS:
        return text if text in OTHER_BOOKS else ""
    if column.sort is ColumnSort.RATE and text and number_of(text) is not None and not text.endswith("%"):
        # Excel hands a percentage over as it shows it; a bare number is meant in percent.
        text = f"{text}%"
    key = key_in(shown, column)
    if key is None or text == shown.written(key).strip():
        return text
    computed = shown.computed.get(key, "")
    return "" if computed and _same(text, computed, shown) else text


def repeats_computed(shown: ShownCard, column: SheetColumn) -> bool:
    """Whether what is written is exactly what the card works out."""
    key = key_in(shown, column)
    computed = shown.computed.get(key, "") if key is not None else ""
    return key is not None and bool(computed) and _same(shown.written(key), computed, shown)


def is_known_book(text: str) -> bool:
    """Whether a text says who keeps the books."""
    return text.strip() in ("", OWN_BOOKS, *OTHER_BOOKS)


def _same(text: str, computed: str, shown: ShownCard) -> bool:
    one, other = number_of(text, shown.layout.unit), number_of(computed, shown.layout.unit)
    return one == other if one is not None and other is not None else text.strip() == computed


def _same_as_printed(text: str, computed: str, shown: ShownCard) -> bool:
    """Whether a text is what the card works out, rounded as the text is (92% for 92.06%)."""
    one, other = number_of(text, shown.layout.unit), number_of(computed, shown.layout.unit)
    if one is None or other is None:
        return text.strip() == computed
    decimals = len(plain(text).rstrip("%分万亿元").partition(".")[2])
    return one == other or one == round_half_up(Fraction(other), decimals)


def _block_score(shown: ShownCard, first: str) -> str:
    """The sum of the scores under a heading; "" where one that counts is missing or unread."""
    total = block_sum(shown, first, "score")
    return trimmed(total) if total is not None else ""


def block_sum(shown: ShownCard, first: str, field: str) -> Decimal | None:
    """The weights or scores under a heading of the first level; ``None`` without any or with one that is no number."""
    numbers = []
    for line in shown.sheet.lines(CardPart.INDICATOR):
        text = line.text(field)
        if "".join(line.text("first").split()) != first or is_blank(text):
            continue
        found = figure(text, _NOWHERE, Measured.SCORE)
        if found is None or found.number is None:
            return None
        numbers.append(found.number)
    return sum(numbers, Decimal(0)) if numbers else None


def has_reasons(shown: ShownCard) -> bool | None:
    """Whether lost points are explained, by each indicator or once for the card; ``None`` where none were lost."""
    lines = shown.sheet.lines(CardPart.INDICATOR)
    short = [line for line in lines if _is_short(line.text("score"), line.text("weight"))]
    if not short and not _is_short(shown.head("total_score"), f"{shown.layout.full_marks}"):
        return None
    if any(shown.head(field).strip() for field in ("cause", "measures")):
        return True
    return bool(short) and all(line.text("reason").strip() or line.text(SCORE_REASON).strip() for line in short)


def _is_short(score: str, weight: str) -> bool:
    got, full = number_of(score), number_of(weight)
    return got is not None and full is not None and got < full
