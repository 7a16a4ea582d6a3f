"""Owns the names of the 科目 that 具体情况 lists: an item whose amount the table has under another name (N5-03)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.document import Place
from juesuan_gui.figures import bounds, step_of
from juesuan_gui.forms import Level
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.model import Dimension, Role, Statement
from juesuan_gui.narrative.plain import simplified
from juesuan_gui.narrative.ties import Ties, plain_subject, topic_of
from juesuan_gui.relations import Address, Unread
from juesuan_gui.report import TableKey

_PART = re.compile(r"(?P<name>[^()]+(?:\([^()类款项]*\)[^()]*)*)\((?P<level>[类款项])[^)]*\)")
_ITEM, _GROUP = 7, 5
#: A shorter figure is the same as another by chance.
_LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A 项 of the table with its cell."""

    code: str
    name: str
    cell: Address


def item_name_checks(
    statements: Iterable[Statement], ties: Ties, live: LiveReport, places: Mapping[Address, tuple[Place, str]]
) -> Iterator[Observation]:
    """Items of the text that the table does not name so, though one row that no item names has their amount.

    Only where exactly one row fits: an amount that several rows have says nothing about a name.
    """
    filled = {key.table for key in live.report.tables() if key == TableKey(key.table)}
    for tie in ties.ties:
        if tie.role is not Role.FINAL or tie.rows not in filled or "一般公共" not in tie.topics:
            continue
        codes = {row.code: row.name for row in live.report.code_rows(TableKey(tie.rows)).values()}
        rows = [
            _Row(code, name, TableKey(tie.rows).cell(code, tie.column))
            for code, name in codes.items()
            # A row that prints no name says nothing about one.
            if code.isdigit() and len(code) == _ITEM and name.strip()
        ]
        items = [s for s in statements if _is_item(s, tie.topics, ties)]
        named = {row.code for s in items for row in rows if _names(s, row, codes)}
        strange = [s for s in items if not any(_names(s, row, codes) for row in rows)]
        seen: set[int] = set()
        unnamed = [row for row in rows if row.code not in named]
        # Where one name and one row are left over, also an amount of few digits tells that they are one.
        least = 1 if len({s.frame for s in strange}) == 1 == len(unnamed) else _LEAST_DIGITS
        for statement in strange:
            fitting = [row for row in unnamed if _has_amount(live, row, statement, least)]
            if len(fitting) == 1 and statement.frame not in seen:
                seen.add(statement.frame)
                yield _observation(statement, fitting[0], codes, places)


def _is_item(statement: Statement, topics: frozenset[str], ties: Ties) -> bool:
    if statement.role is not Role.FINAL or statement.literal.dimension is not Dimension.MONEY:
        return False
    topic = topic_of(ties, statement.passage.headings)
    return topic is not None and topic.id in topics and dict(_path(statement)).get("项") is not None


def _path(statement: Statement) -> list[tuple[str, str]]:
    """(level, name) from the outermost."""
    return [(match["level"], match["name"]) for match in _PART.finditer(plain_subject(statement.subject))]


def _names(statement: Statement, row: _Row, codes: Mapping[str, str]) -> bool:
    """Whether an item names a row: its own name, below the 款 that it gives, where the table has a 款 of that name."""
    path = dict(_path(statement))
    if not _same(path["项"], row.name):
        return False
    group = path.get("款")
    above = codes.get(row.code[:_GROUP])
    return group is None or above is None or _same(group, above)


def _same(printed: str, name: str) -> bool:
    plain = plain_subject(simplified(name))
    return printed == plain or f"{printed}支出" == plain or printed == f"{plain}支出"


def _has_amount(live: LiveReport, row: _Row, statement: Statement, least: int) -> bool:
    """Whether the row shows the item's amount, give or take one last digit."""
    text = statement.passage.text[statement.literal.start : statement.literal.end]
    if len(re.sub(r"\D", "", text).strip("0")) < least:
        return False
    try:
        figure = live.shown(row.cell)
    except Unread:
        return False
    if figure is None:
        return False
    stated, shown = statement.literal.figure.quantity(), figure.quantity()
    slack = max(step_of(stated), step_of(shown))
    (low, high), (below, above) = bounds(stated), bounds(shown)
    return low - slack <= above and below <= high + slack


def _observation(
    statement: Statement, row: _Row, codes: Mapping[str, str], places: Mapping[Address, tuple[Place, str]]
) -> Observation:
    path = dict(_path(statement))
    group = codes.get(row.code[:_GROUP], "")
    is_path = _same(path["项"], row.name)
    printed, expected = (path.get("款", ""), group) if is_path else (path["项"], row.name)
    level = "款" if is_path else "项"
    literal = statement.literal
    start = statement.passage.text.rfind("(项)", 0, literal.start) + len("(项)")
    begin = max(0, start - len(path["项"]) - len("(项)"))
    place, quote = places.get(row.cell, (Place(), ""))
    return Observation(
        key=f"N5-03|名称|{row.code}",
        check="N5-03",
        level=Level.WARNING,
        kind="table_vs_text",
        spot=Spot(statement.passage.place(begin), statement.passage.quote(begin, literal.end)),
        message=(
            f"说明里的“{printed}（{level}）”，表中没有这一{level}；金额与 {row.code} {row.name} 相同，"
            f"应当写作“{expected}（{level}）”。"
        ),
        stated=printed,
        expected=expected,
        others=(Spot(place, quote, row.cell.table, row.cell.row, row.cell.column),),
    )
