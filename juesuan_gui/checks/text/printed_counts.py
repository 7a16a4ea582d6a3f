"""Owns the counts behind “三公” spending that a source prints in a table: the text must tell the same (N7-01)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from juesuan_gui.checks.observations import HeldRelation, Observation, Spot
from juesuan_gui.document import Cell, Grid, Place
from juesuan_gui.forms import Level
from juesuan_gui.narrative.claiming.claim import Facts
from juesuan_gui.narrative.claiming.told_counts import told_counts
from juesuan_gui.narrative.model import Statement

_ORDINAL = re.compile(r"^(?:\(?[\d一二三四五六七八九十]{1,3}[)、.．]|其中:?)+")
_UNIT = re.compile(r"\((?:个|人|辆|台|批|批次|人次|次)\)$")
#: The rows of the printed tables, by the counts of a text that they must agree with.
_ROWS = {
    "出国（境）团组": re.compile(r"因公(?:临时)?出国\(境\)团组数?"),
    "出国（境）人次": re.compile(r"因公(?:临时)?出国\(境\)(?:人次|人数|人员)数?"),
    "公务用车购置数": re.compile(r"公务用车购置(?:数量?|辆数)"),
    "公务用车保有量": re.compile(r"公务用车(?:年末)?保有(?:数|量|辆数)"),
    "公务接待批次": re.compile(r"国内(?:公务)?接待批次数?"),
    "公务接待人次": re.compile(r"国内(?:公务)?接待(?:人次|人数)数?"),
}
_FROM_ABROAD = re.compile(r"国\(境\)外(?:公务)?接待(?:批次|人次|人数)数?")
_LINE_NUMBERS = frozenset({"行次", "栏次", "序号"})
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_AT_HOME = "国内"


def printed_count_checks(
    grids: Iterable[Grid], statements: Iterable[Statement]
) -> tuple[list[Observation], list[HeldRelation]]:
    """Counts of groups, visitors and vehicles that the text tells otherwise than a table of the same source.

    A table with several figures in such a row (budget and final) says nothing, nor do two tables that differ.
    """
    printed = _printed(grids)
    observations: list[Observation] = []
    held: list[HeldRelation] = []
    if not printed:
        return observations, held
    received_abroad = any(value for value, _ in printed.get("", ()))
    for name, told in told_counts(Facts(statements)):
        values = printed.get(name, [])
        if len({value for value, _ in values}) != 1:
            continue
        words = told.passage.text[: told.literal.start]
        if name.startswith("公务接待") and received_abroad and _AT_HOME not in re.split(r"[。;]", words)[-1]:
            continue
        (value, cell), *_ = values
        spot = Spot(told.place, told.passage.quote(told.literal.start, told.literal.end))
        if told.literal.figure.value == value:
            held.append(HeldRelation("N7-01", "table_vs_text", spot))
        else:
            observations.append(_observation(name, told, spot, value, cell))
    return observations, held


def _observation(name: str, told: Statement, spot: Spot, value: int, cell: Cell) -> Observation:
    counted = told.literal.counted
    stated = int(told.literal.figure.value)
    return Observation(
        key=f"N7-01|实物量|{name}",
        check="N7-01",
        level=Level.WARNING,
        kind="table_vs_text",
        spot=spot,
        message=f"说明中的{name}写作 {stated}{counted}，表中是 {value}，请核对。",
        stated=f"{stated}",
        expected=f"{value}",
        difference=f"{stated - value}",
        formula=f"{name} = 表中的{name}",
        others=(Spot(cell.place or Place(), cell.text.strip()),),
    )


def _printed(grids: Iterable[Grid]) -> dict[str, list[tuple[int, Cell]]]:
    """The counts that tables print, by name; those of visits received abroad under no name."""
    found: dict[str, list[tuple[int, Cell]]] = {}
    for grid in grids:
        rows: dict[int, list[Cell]] = {}
        for cell in grid.cells:
            rows.setdefault(cell.row, []).append(cell)
        numbered = {cell.column for cell in grid.cells if _plain(cell.text) in _LINE_NUMBERS}
        for cells in rows.values():
            for name, value, cell in _counts(sorted(cells, key=lambda cell: cell.column), numbered):
                found.setdefault(name, []).append((value, cell))
    return found


def _counts(cells: Sequence[Cell], numbered: set[int]) -> Iterator[tuple[str, int, Cell]]:
    """The counts of one row: name, value and the cell with it."""
    for position, label in enumerate(cells):
        words = _UNIT.sub("", _ORDINAL.sub("", _plain(label.text)))
        name = next((name for name, pattern in _ROWS.items() if pattern.fullmatch(words)), None)
        if name is None and _FROM_ABROAD.fullmatch(words) is None:
            continue
        figures: list[tuple[int, Cell]] = []
        for cell in cells[position + 1 :]:
            text = _plain(cell.text)
            if _NUMBER.fullmatch(text) is None:
                if re.search(r"[一-龥]", text):
                    break
            elif cell.column not in numbered:
                figures.append((int(text.replace(",", "")), cell))
        if len(figures) == 1:
            yield (name or "", *figures[0])


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
