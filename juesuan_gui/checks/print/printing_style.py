"""Owns how figures are printed, and what they look like together: decimals, blocks, repeats (F09, F16, S07, T7-08)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.checks.print.published import Published
from juesuan_gui.document import Place
from juesuan_gui.figures import Figure, Unit
from juesuan_gui.forms import ColumnKind, Level
from juesuan_gui.narrative.budget_basis import declared_budget
from juesuan_gui.narrative.claiming.catalogue import base_kind, is_performance
from juesuan_gui.narrative.literals import find_literals
from juesuan_gui.narrative.model import Dimension, Passage, Role, Statement
from juesuan_gui.relations import Address

#: Where the source prints a cell, and what it prints there.
Cells = Mapping[Address, tuple[Place, str]]
_AMOUNT = re.compile(r"-?[\d,]+(?:\.(?P<decimals>\d+))?")
#: So many figures make a habit, from which a few may depart.
_HABIT, _MOSTLY = 8, 0.8
_STAFF, _OFFICE = re.compile(r"人员经费"), re.compile(r"公用经费")
#: The last digits of an amount, so many that two equal ones are no chance.
_DIGITS = 5
_TRAVEL = "T7"
#: Headings of what was done, not of what was spent.
_OF_THE_WORK = re.compile(r"概况|(?:重点|主要)工作|(?:主要)?职[能责]|工作任务")
_BY_ITEM = (("T5", "合计"), ("T3", "本年支出合计"))


def printing_checks(
    source: Published, text: Sequence[Passage], statements: Sequence[Statement], cells: Cells
) -> Iterator[Observation]:
    """What meets the eye in how a report prints its figures."""
    yield from _decimals(source, cells)
    yield from _percentages(text)
    yield from _blocks(source)
    yield from _repeats(source, cells)
    yield from _budget_basis(source, statements)


def _decimals(source: Published, cells: Cells) -> Iterator[Observation]:
    """F09: the amounts of a table have the same decimals, and thousands marks in all or none."""
    for printed in source.tables:
        table = source.form.table(printed.id)
        money = {column.key for column in table.columns if column.kind is ColumnKind.MONEY}
        habits: dict[str, list[Address]] = defaultdict(list)
        grouped: dict[bool, list[Address]] = defaultdict(list)
        for address, (_, quote) in cells.items():
            match = _AMOUNT.fullmatch("".join(unicodedata.normalize("NFKC", quote).split()))
            if address.table != printed.id or address.column not in money or match is None:
                continue
            if not match.group().strip("-0.,"):
                # A zero is printed 0, 0.00 or not at all; that is no habit of amounts.
                continue
            whole = match.group().lstrip("-").partition(".")[0]
            habits[str(len(match["decimals"] or ""))].append(address)
            if len(whole.replace(",", "")) > 3:
                grouped["," in whole].append(address)
        yield from _departing(source, printed.id, habits, cells, "小数位数")
        yield from _departing(
            source, printed.id, {str(key): item for key, item in grouped.items()}, cells, "千分位写法"
        )


def _departing(
    source: Published, table_id: str, habits: Mapping[str, Sequence[Address]], cells: Cells, what: str
) -> Iterator[Observation]:
    total = sum(map(len, habits.values()))
    if len(habits) < 2 or total < _HABIT:
        return
    usual = max(habits, key=lambda habit: len(habits[habit]))
    others = [address for habit, found in habits.items() if habit != usual for address in found]
    if len(habits[usual]) < total * _MOSTLY:
        return
    place, quote = cells[others[0]]
    example = cells[habits[usual][0]][1].strip()
    yield Observation(
        key=f"F09|{table_id}|{what}",
        check="F09",
        level=Level.INFO,
        kind="structure",
        spot=Spot(place, quote, table_id, others[0].row, others[0].column),
        message=f"“{source.form.table(table_id).title}”里有 {len(others)} 个数的{what}与其他数不同"
        f"（如 {quote.strip()}，其他数如 {example}）。",
    )


def _percentages(text: Sequence[Passage]) -> Iterator[Observation]:
    """F09: the percentages of an explanation have the same decimals; 0% and 100% are often printed bare."""
    found: dict[int, list[tuple[Passage, int, int]]] = defaultdict(list)
    for passage in text:
        if passage.in_cell or passage.is_heading or is_performance(passage):
            continue
        if any(_OF_THE_WORK.search(heading) for heading in passage.headings):
            # What a department achieved has figures of its own kind.
            continue
        for literal in find_literals(passage.text):
            if literal.dimension is Dimension.PERCENT and literal.figure.value not in (0, 100):
                found[literal.decimals].append((passage, literal.start, literal.end))
    total = sum(map(len, found.values()))
    if len(found) < 2 or total < _HABIT:
        return
    usual = max(found, key=lambda decimals: len(found[decimals]))
    if len(found[usual]) < total * _MOSTLY:
        return
    others = [item for decimals, items in found.items() if decimals != usual for item in items]
    passage, start, end = others[0]
    yield Observation(
        key="F09|说明|百分比",
        check="F09",
        level=Level.INFO,
        kind="structure",
        spot=Spot(passage.place(start), passage.quote(start, end)),
        message=f"说明里的百分比多数保留 {usual} 位小数，有 {len(others)} 处不同（如 {passage.quote(start, end)}）。",
    )


def _blocks(source: Published) -> Iterator[Observation]:
    """F16: 301 and 303 stand among the 人员经费, 302, 307, 310 … among the 公用经费."""
    for printed in source.tables:
        table = source.form.table(printed.id)
        kinds = [
            _kind_of_block(" ".join(head for item in block.fields for head in item.header)) for block in table.blocks
        ]
        if not any(kinds):
            continue
        own = {row.key: kinds[number] for number, block in enumerate(table.blocks) for row in block.rows if row.code}
        for row in printed.rows:
            there = kinds[row.block] if row.block < len(kinds) else ""
            if row.name is None or not there or not own.get(row.key) or there == own[row.key]:
                continue
            yield Observation(
                key=f"F16|{printed.id}|{row.key}",
                check="F16",
                level=Level.ERROR,
                kind="structure",
                spot=Spot(row.name.place, row.name.text, printed.id, row.key),
                message=f"经济科目 {row.key} 属于{own[row.key]}，印在了{there}一栏。",
                stated=there,
                expected=own[row.key],
            )


def _kind_of_block(header: str) -> str:
    words = "".join(header.split())
    if _STAFF.search(words):
        return "" if _OFFICE.search(words) else "人员经费"
    return "公用经费" if _OFFICE.search(words) else ""


def _repeats(source: Published, cells: Cells) -> Iterator[Observation]:
    """S07: two 科目 of a table with the very same amount, too exact to be chance."""
    table_id, column = next(
        ((table, column) for table, column in _BY_ITEM if any(item.id == table for item in source.tables)), ("", "")
    )
    amounts = {
        address.row: figure
        for address, figure in source.figures.items()
        if (address.table, address.column) == (table_id, column) and address.row.isdigit()
    }
    leaves = {row: figure for row, figure in amounts.items() if not _has_child(row, amounts)}
    same: dict[object, list[str]] = defaultdict(list)
    for row, figure in leaves.items():
        if _is_telling(figure):
            same[figure.value].append(row)
    for rows in same.values():
        if len(rows) < 2:
            continue
        address = next(cell for cell in cells if (cell.table, cell.column, cell.row) == (table_id, column, rows[1]))
        place, quote = cells[address]
        yield Observation(
            key=f"S07|{table_id}|{rows[0]}|{rows[1]}",
            check="S07",
            level=Level.INFO,
            kind="structure",
            spot=Spot(place, quote, table_id, rows[1], column),
            message=f"科目 {'、'.join(rows)} 的金额完全相同（{quote.strip()}），请核实是不是复制错了行。",
            others=tuple(Spot(Place(), "", table_id, row, column) for row in rows[:1]),
        )


def _has_child(row: str, rows: Iterable[str]) -> bool:
    return any(other != row and other.startswith(row) for other in rows)


def _is_telling(figure: Figure) -> bool:
    """Whether an amount has so many digits that two equal ones are no chance: not round, and long enough."""
    step = figure.step if not figure.exact else 1
    digits = str(abs(int(figure.value / step)))
    return len(digits.rstrip("0")) >= _DIGITS


def _budget_basis(source: Published, statements: Sequence[Statement]) -> Iterator[Observation]:
    """T7-08: a plan that the table calls 全年预算数 is not called 年初预算 in the text, nor the other way round."""
    travel = next((printed for printed in source.tables if printed.id == _TRAVEL), None)
    if travel is None:
        return
    declared = declared_budget(note.text for note in travel.notes)
    if not declared:
        return
    planned = Counter(
        figure.value
        for address, figure in source.figures.items()
        if address.table == _TRAVEL and address.column.startswith("预算") and figure.value
    )
    for statement in statements:
        kind = base_kind(statement.base)
        if statement.role is not Role.BUDGET or not any("三公" in heading for heading in statement.passage.headings):
            continue
        other = "年初预算" if declared == "全年预算" else "全年预算"
        literal = statement.literal
        if kind != other or literal.unit not in (Unit.YUAN, Unit.WAN_YUAN) or literal.figure.value not in planned:
            continue
        yield Observation(
            key=f"T7-08|{statement.subject}",
            check="T7-08",
            level=Level.INFO,
            kind="wording",
            spot=Spot(statement.place, statement.passage.quote(literal.start, literal.end)),
            message=f"“三公”经费表注说预算数是{declared}数，说明里把同一个数叫“{other}”，请统一口径。",
            stated=other,
            expected=declared,
        )
        return
