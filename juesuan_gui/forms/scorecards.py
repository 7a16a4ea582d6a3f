"""Owns what a scorecard (绩效自评表) of a form looks like: printed rows, fields, weights, grades, rounding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import msgspec

from juesuan_gui.figures import Unit
from juesuan_gui.forms.declarations import in_chinese
from juesuan_gui.forms.errors import FormError


class CardPart(StrEnum):
    """The lines that a card has any number of; the value is the stored word. HEAD stands for the card itself."""

    HEAD = ""
    MONEY = "money"
    GOAL = "goal"
    INDICATOR = "indicator"
    PROJECT = "project"
    SUMMARY = "summary"


#: What a line of each part may say. A card itself says whatever its layout prints, and the fields of HEAD_FIELDS.
LINE_FIELDS: Final[Mapping[CardPart, frozenset[str]]] = {
    CardPart.MONEY: frozenset({"label", "initial", "budget", "executed", "weight", "rate", "score"}),
    CardPart.GOAL: frozenset({"expected", "actual", "weight"}),
    CardPart.INDICATOR: frozenset(
        {
            *("first", "first_weight", "second", "second_weight", "name", "content", "criterion"),
            *("operator", "target", "unit", "actual", "weight", "score", "reason"),
        }
    ),
    CardPart.PROJECT: frozenset(
        {"number", "name", "budget", "executed", "returned", "rate", "score", "grade", "goal", "done"}
    ),
    CardPart.SUMMARY: frozenset({"label", "share", "weight", "score"}),
}
HEAD_FIELDS: Final = frozenset(
    {
        *("name", "department", "superior", "implementer", "contact", "telephone", "category", "attribute", "type"),
        *("basic_total", "project_total", "whole_total", "total_share", "total_weight", "total_score", "grade"),
        *("cause", "measures", "notes"),
    }
)
#: The sign before the name of a field in a printed cell, and the cell that is merged with the one above.
FIELD_SIGN: Final = "@"
SAME_ABOVE: Final = "^"
CARD_KINDS: Final = ("project", "overall", "summary", "listing")


class _Declaration(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Base of the declarations of a scorecard's file: an unknown key is an error."""


class CardRowDeclaration(_Declaration):
    cells: list[tuple[str, int]]
    each: str = ""
    of: str = ""
    goal: bool = False


class CardMoneyDeclaration(_Declaration):
    key: str
    label: str
    total: bool = False


class CardGradeDeclaration(_Declaration):
    word: str
    least: str


class CardBlockDeclaration(_Declaration):
    first: str
    second: str = ""
    name: str = ""
    content: str = ""
    criterion: str = ""
    weight: str = ""
    first_weight: str = ""
    second_weight: str = ""
    goal: int = 0


class ScorecardDeclaration(_Declaration):
    id: str
    kind: str
    name: str
    widths: list[int]
    rows: list[CardRowDeclaration]
    titles: list[str] = []
    unit: str = "万元"
    landscape: bool = False
    full_marks: str = "100"
    money_weight: str = ""
    rate_decimals: int = 2
    score_decimals: int = 2
    not_applicable: str = ""
    money: list[CardMoneyDeclaration] = []
    grades: list[CardGradeDeclaration] = []
    weights: dict[str, str] = {}
    blocks: list[CardBlockDeclaration] = []
    goals: list[str] = []


@dataclass(frozen=True, slots=True)
class CardCell:
    """A printed cell: words with {placeholders}, a field, or (``same_above``) a part of the cell above it."""

    text: str
    field: str
    span: int
    same_above: bool = False


@dataclass(frozen=True, slots=True)
class CardRow:
    """A printed row. ``each`` repeats it over the lines of a part, ``of`` over the total or the other money rows only;
    rows marked ``goal`` that follow each other are repeated together over the goals, with the goal's indicators."""

    cells: tuple[CardCell, ...]
    each: CardPart = CardPart.HEAD
    of: str = ""
    goal: bool = False


@dataclass(frozen=True, slots=True)
class CardMoney:
    """A row of the money block that every card of the layout has."""

    key: str
    label: str
    total: bool


@dataclass(frozen=True, slots=True)
class CardBlock:
    """An indicator that a new card begins with, with the weight it is given; blanks are left to the user."""

    first: str
    second: str
    name: str
    content: str
    criterion: str
    weight: str
    first_weight: str
    second_weight: str
    goal: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The layout of a kind of card.

    ``weights`` are what the form prescribes for each 一级指标 (产出指标 → 50); ``grades`` from best to worst with the
    least score. Scores and rates that are computed have at most so many decimals. ``goals`` are the weights of the
    goals of a card with several.
    """

    id: str
    kind: str
    name: str
    titles: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[CardRow, ...]
    unit: Unit
    landscape: bool
    full_marks: Decimal
    money_weight: Decimal | None
    rate_decimals: int
    score_decimals: int
    not_applicable: str
    money: tuple[CardMoney, ...]
    grades: tuple[tuple[str, Decimal], ...]
    weights: tuple[tuple[str, Decimal], ...]
    blocks: tuple[CardBlock, ...]
    goals: tuple[str, ...]
    #: Asked for every cell of a hundred and forty cards, hence looked for once.
    _fields: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_fields", {part.value: tuple(_fields_of(self.rows, part)) for part in CardPart})

    def fields(self, part: CardPart) -> tuple[str, ...]:
        """The fields of a part that the layout prints, in printed order."""
        return self._fields[part]

    @property
    def has_scores(self) -> bool:
        """Whether indicators are scored."""
        return "score" in self.fields(CardPart.INDICATOR)

    def grade(self, score: Decimal) -> str:
        """The word for a score, "" where the form declares none."""
        return next((word for word, least in self.grades if score >= least), "")


def _fields_of(rows: tuple[CardRow, ...], part: CardPart) -> list[str]:
    found = [cell.field for row in rows if row.each is part for cell in row.cells if cell.field]
    if part is CardPart.GOAL:
        found += [cell.field[5:] for row in rows for cell in row.cells if cell.field.startswith("goal.")]
    return list(dict.fromkeys(name for name in found if not name.startswith("goal.")))


def build_scorecard(raw: Mapping[str, Any], path: Path) -> Scorecard:
    """The layout of a raw declaration. Raises FormError naming the file, the scorecard and the key."""
    where = f"自评表 {raw.get('id', '')}".strip()
    try:
        said = msgspec.convert(dict(raw), ScorecardDeclaration)
    except msgspec.ValidationError as error:
        raise FormError(path, where, in_chinese(error)) from None
    faults = list(_faults(said))
    if faults:
        raise FormError(path, where, faults[0])
    return Scorecard(
        id=said.id,
        kind=said.kind,
        name=said.name,
        titles=tuple(said.titles),
        widths=tuple(said.widths),
        rows=tuple(_row(row) for row in said.rows),
        unit=Unit.named(said.unit),
        landscape=said.landscape,
        full_marks=Decimal(said.full_marks),
        money_weight=Decimal(said.money_weight) if said.money_weight else None,
        rate_decimals=said.rate_decimals,
        score_decimals=said.score_decimals,
        not_applicable=said.not_applicable,
        money=tuple(CardMoney(item.key, item.label, item.total) for item in said.money),
        grades=tuple((item.word, Decimal(item.least)) for item in said.grades),
        weights=tuple((name, Decimal(text)) for name, text in said.weights.items()),
        blocks=tuple(
            CardBlock(
                item.first,
                item.second,
                item.name,
                item.content,
                item.criterion,
                item.weight,
                item.first_weight,
                item.second_weight,
                item.goal,
            )
            for item in said.blocks
        ),
        goals=tuple(said.goals),
    )


def _row(said: CardRowDeclaration) -> CardRow:
    return CardRow(tuple(_cell(*cell) for cell in said.cells), CardPart(said.each), said.of, said.goal)


def _cell(text: str, span: int) -> CardCell:
    if text == SAME_ABOVE:
        return CardCell("", "", span, same_above=True)
    if text.startswith(FIELD_SIGN):
        return CardCell("", text.removeprefix(FIELD_SIGN), span)
    return CardCell(text, "", span)


def _faults(said: ScorecardDeclaration) -> Iterator[str]:
    """What is wrong in a declaration, each naming its key, in words for whoever wrote it."""
    if said.kind not in CARD_KINDS:
        yield f"键 kind 只能是 {'、'.join(CARD_KINDS)}，写成了 {said.kind}"
    if not said.widths or any(width <= 0 for width in said.widths):
        yield "键 widths 要为每一列写一个大于 0 的宽度"
    try:
        Unit.named(said.unit)
    except (KeyError, ValueError):
        yield f"键 unit 不认识：{said.unit}"
    if min(said.rate_decimals, said.score_decimals) < 0:
        yield "键 rate_decimals、score_decimals 不能小于 0"
    yield from _number_faults(said)
    above: set[int] = set()
    for number, row in enumerate(said.rows, 1):
        key = f"键 rows 第 {number} 行"
        if row.each not in set(CardPart):
            yield f"{key}：each 只能是 {'、'.join(part for part in CardPart if part)}，写成了 {row.each}"
            continue
        if row.of not in ("", "total", "parts") or (row.of and row.each != CardPart.MONEY):
            yield f'{key}：of 只能在 each = "money" 的行写 total 或 parts'
        if any(span <= 0 for _, span in row.cells) or sum(span for _, span in row.cells) != len(said.widths):
            yield f"{key}：各格的列数相加要等于 {len(said.widths)}"
        yield from (f"{key}：{fault}" for fault in _field_faults(row))
        starts = {sum(span for _, span in row.cells[:at]) for at in range(len(row.cells))}
        merged = {
            sum(span for _, span in row.cells[:at]) for at, (text, _) in enumerate(row.cells) if text == SAME_ABOVE
        }
        if merged - above:
            yield f"{key}：“{SAME_ABOVE}”上面一行没有同样位置的格"
        above = starts
    keys = [item.key for item in said.money]
    if len(set(keys)) != len(keys):
        yield "键 money：key 有重复"


def _field_faults(row: CardRowDeclaration) -> Iterator[str]:
    part = CardPart(row.each)
    known = LINE_FIELDS.get(part, HEAD_FIELDS)
    for text, _ in row.cells:
        if not text.startswith(FIELD_SIGN):
            continue
        name = text.removeprefix(FIELD_SIGN)
        if name.startswith("goal."):
            if not row.goal or name[5:] not in LINE_FIELDS[CardPart.GOAL]:
                yield f"“{text}”只能写在 goal = true 的行，且应是 {'、'.join(sorted(LINE_FIELDS[CardPart.GOAL]))}"
        elif name not in known:
            yield f"不认识的栏 {text}，这一行可用：{'、'.join(sorted(known))}"


def _number_faults(said: ScorecardDeclaration) -> Iterator[str]:
    numbers = [("full_marks", said.full_marks)]
    numbers += [("money_weight", said.money_weight)] if said.money_weight else []
    numbers += [(f"weights.{name}", text) for name, text in said.weights.items()]
    numbers += [("grades", item.least) for item in said.grades]
    numbers += [("blocks.weight", item.weight) for item in said.blocks if item.weight]
    values: dict[str, Decimal] = {}
    for key, text in numbers:
        try:
            values[key] = Decimal(text)
        except InvalidOperation:
            yield f"键 {key} 应是数字，写成了 {text}"
            return
    least = [Decimal(item.least) for item in said.grades]
    if any(later >= earlier for earlier, later in pairwise(least)):
        yield "键 grades 要从高到低写"
    if said.weights:
        whole = sum((Decimal(text) for text in said.weights.values()), values.get("money_weight", Decimal(0)))
        if whole != values["full_marks"]:
            yield f"键 weights 和 money_weight 相加是 {whole}，满分 full_marks 是 {said.full_marks}"
    if any(item.weight for item in said.blocks):
        whole = sum((Decimal(item.weight or 0) for item in said.blocks), values.get("money_weight", Decimal(0)))
        if whole != values["full_marks"]:
            yield f"键 blocks 的分值和 money_weight 相加是 {whole}，满分 full_marks 是 {said.full_marks}"
