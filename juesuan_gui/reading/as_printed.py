"""Owns telling which settings of a report make it print its tables as a source prints them.

A place's offices differ in small things that are no form of their own: 24 or 26 function lines, codes in one or
three columns, 合计 first or last, the wording of a heading. They are read off the source's grids, where every one
of them can be seen whole; what is not clear stays as the form has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from juesuan_gui.document import Paragraph
from juesuan_gui.forms import TOTAL_ROW, FieldRole, Form, RawTable, Table, adjustment_text, declaration_of, fields_of
from juesuan_gui.forms.adjustments import (
    code_columns,
    headings,
    reheaded,
    retitled,
    splits_codes,
    with_code_columns,
)
from juesuan_gui.forms.adjustments_codes import has_fixed_codes, with_split_codes
from juesuan_gui.forms.adjustments_lines import DEBT_LINES, function_lines, with_debt_lines, without_lines
from juesuan_gui.forms.adjustments_print import (
    relabelled,
    total_place,
    with_blank_lines,
    with_notes,
    with_total,
    with_zero_sentence,
)
from juesuan_gui.reading.normal import folded, without_year
from juesuan_gui.reading.printed_grids import PrintedGrids, located
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.recognised import Recognised
from juesuan_gui.reading.tables.surroundings import department_in_titles
from juesuan_gui.relations import Basis

_ORDINAL = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_NOTE = re.compile(r"(?:注|说明):")
_EMPTY_TABLE = re.compile(r"无数据|没有|为空|空表")
_LEVELS = frozenset({"类", "款", "项"})
#: The digits of an economic code (款).
_ECONOMIC = 5
#: So many of a table's lines must have been found before the others are taken for left out.
_MOST = 0.8
#: So many tables without a note show that a source prints none.
_MANY_TABLES = 5


def printed_adjustments(source: Source, recognised: Recognised, form: Form) -> Mapping[str, str]:
    """The adjustments (see ``forms.adjust``) that make a report of ``form`` print as its source; those needed only."""
    name = recognised.unit_name or department_in_titles(_lines_of(source))
    prints = [
        located(PrintedGrids(form.table(table.id), table.printed, table, name), source)
        for table in recognised.tables
        if table.printed is not None and table.basis == Basis.FINAL
    ]
    _say_codes(prints)
    has_notes = any(_own_notes(item) for item in prints) or len(prints) < _MANY_TABLES
    found: dict[str, str] = {}
    for item in prints:
        wanted = declaration_of(form, item.table.id)
        for step in _STEPS:
            wanted = step(item, wanted)
        if not has_notes:
            wanted = with_notes(wanted, ())
        text = adjustment_text(form, item.table.id, wanted)
        if text:
            found[item.table.id] = text
    return found


def _lines_of(source: Source) -> list[str]:
    blocks = (block for section in source.document.sections for block in section.blocks)
    return [block.text for block in blocks if isinstance(block, Paragraph)]


# -- words ---------------------------------------------------------------------------------------------------


def _title(item: PrintedGrids, wanted: RawTable) -> RawTable:
    if item.printed.title is None:
        return wanted
    words = folded(item.printed.title.text)
    known = [item.table.title, *sorted(item.table.aliases, key=len, reverse=True)]
    said = next((title for title in known if folded(title) in words), item.table.title)
    # 收入决算表 ends 某表的收入决算表 too: only what stands for the whole title is another title.
    return retitled(wanted, said) if without_year(words) == folded(said) else wanted


def _labels(item: PrintedGrids, wanted: RawTable) -> RawTable:
    for printed in item.printed.rows:
        row = item.table.rows.get(printed.key)
        if row is None or not printed.title:
            continue
        words, own = _bare(printed.title), _bare(row.label)
        said = next((alias for alias in row.aliases if _bare(alias) == words), "")
        if words != own and said:
            wanted = relabelled(wanted, row.key, said)
    return wanted


def _bare(text: str) -> str:
    return _ORDINAL.sub("", folded(text), count=1)


def _headings(item: PrintedGrids, wanted: RawTable) -> RawTable:
    printed, own = item.header(), headings(wanted)
    for text in own:
        if without_year(text) in printed:
            continue
        others = [
            other
            for other in dict.fromkeys((*item.table.other_headings.get(text, ()), *_column_names(item.table, text)))
            if without_year(other) in printed and other not in own
        ]
        if len(others) == 1:
            wanted = reheaded(wanted, text, others[0])
    return wanted


def _column_names(table: Table, heading: str) -> Iterable[str]:
    """By what other words the columns below a heading are known."""
    for item in fields_of(table):
        if item.role is FieldRole.FIGURE and item.header[-1] == heading:
            column = table.column(item.column)
            yield from column.aliases if column is not None else ()


# -- lines ----------------------------------------------------------------------------------------------------


def _lines(item: PrintedGrids, wanted: RawTable) -> RawTable:
    """Fixed lines with a code that the source has and the form has not, or the other way round."""
    if item.table.coded is not None or not item.grids:
        return wanted
    coded = [row.key for row in item.table.rows.values() if row.code]
    missing = [key for key in coded if key not in item.places]
    if missing and len(missing) < len(coded) * (1 - _MOST):
        wanted = without_lines(wanted, missing)
    words = {folded(cell.text) for grid in item.grids for cell in grid.cells if _ORDINAL.match(folded(cell.text))}
    if function_lines(wanted) and set(DEBT_LINES.values()) <= {_bare(text) for text in words}:
        wanted = with_debt_lines(wanted, printed=True)
    return wanted


# -- codes ----------------------------------------------------------------------------------------------------


def _codes(item: PrintedGrids, wanted: RawTable) -> RawTable:
    if item.table.coded is None:
        is_known = item.codes and has_fixed_codes(wanted)
        return with_split_codes(wanted, split=item.codes == "apart") if is_known else wanted
    named = {folded(cell.text) for grid in item.grids[:1] for cell in grid.cells} >= _LEVELS
    if not item.codes or (item.codes_elsewhere and not named):
        return wanted
    count, split = 3 if item.codes == "apart" or named else 1, item.codes == "apart"
    is_so = (code_columns(wanted), splits_codes(wanted)) in ((count, split), (0, False))
    return wanted if is_so else with_code_columns(wanted, count, split=split)


def _say_codes(prints: Sequence[PrintedGrids]) -> None:
    """How each table prints its codes; one without rows as the others by 科目 do."""
    for item in prints:
        deepest = max(item.table.coded.levels) if item.table.coded is not None else _ECONOMIC
        seen = Counter(
            _printed_code(code, item.words(number, row, column))
            for key, (number, row, column) in item.places.items()
            if len(code := _code_of(item.table, key)) == deepest
        )
        item.codes = seen.most_common(1)[0][0] if seen else ""
    usual = Counter(item.codes for item in prints if item.table.coded is not None and item.codes)
    for item in prints:
        if item.table.coded is not None and set(item.places) <= {TOTAL_ROW} and usual:
            item.codes, item.codes_elsewhere = usual.most_common(1)[0][0], True


def _code_of(table: Table, key: str) -> str:
    row = table.rows.get(key)
    return (row.code if row is not None else "") or (key if table.coded is not None else "")


def _printed_code(code: str, words: Sequence[str]) -> str:
    """How a code begins its line: ``whole``, ``apart``, or "" where it does not stand in cells of its own."""
    if words and words[0] == code:
        return "whole"
    return "apart" if any("".join(words[:count]) == code for count in (2, 3)) else ""


# -- 合计 and empty tables ---------------------------------------------------------------------------------------


def _total(item: PrintedGrids, wanted: RawTable) -> RawTable:
    if item.table.coded is None or TOTAL_ROW not in item.places:
        return wanted
    keys = [row.key for row in item.printed.rows]
    if len(keys) > 1:
        place = "last" if keys[-1] == TOTAL_ROW else "first"
        return wanted if total_place(wanted) == place else with_total(wanted, place)
    number, row, _ = item.places[TOTAL_ROW]
    grid = item.grids[number]
    above = max((cell.row + cell.row_span for cell in grid.cells if cell.text.strip() and cell.row < row), default=row)
    blank = row - above
    if blank > 0:
        return with_blank_lines(with_total(wanted, "last"), min(blank, 40))
    return wanted


def _zero(item: PrintedGrids, wanted: RawTable) -> RawTable:
    """The sentence below a table without figures, with the unit's name as a blank to fill."""
    if not wanted.get("zero_sentence") or any(
        figure.stated.figure is not None and figure.stated.figure.value for figure in item.found.figures
    ):
        return wanted
    below = [note.text for note in item.printed.notes[:2]]
    below += [cell.text for grid in item.grids for cell in grid.cells if _NOTE.match(folded(cell.text))]
    said = ["".join(text.split()) for text in below if _EMPTY_TABLE.search(text)]
    if len(said) != 1 or not item.unit_name:
        return wanted
    words = re.sub(r"20\d\d(?=年)", "{年度}", said[0].replace(item.unit_name, "{单位}"))
    words = re.sub(r"(?<=本)(?:部门|单位)", "{文种}", words)
    return wanted if folded(words) == folded(str(wanted["zero_sentence"])) else with_zero_sentence(wanted, words)


def _own_notes(item: PrintedGrids) -> bool:
    """Whether a note about the table itself stands below it, which is no word on its being empty."""
    below = [note.text for note in item.printed.notes[:3]]
    # A sheet has them in its cells.
    below += [cell.text for grid in item.grids for cell in grid.cells]
    return any(_NOTE.match(folded(text)) and not _EMPTY_TABLE.search(text) for text in below)


_STEPS: tuple[Callable[[PrintedGrids, RawTable], RawTable], ...] = (
    _title,
    _labels,
    _lines,
    _headings,
    _codes,
    _total,
    _zero,
)
