"""Owns stage 2: from a document to the form's tables, and the account of everything left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from juesuan_gui.document import Block, Grid, Paragraph, Place
from juesuan_gui.figures import Unit
from juesuan_gui.forms import ColumnKind, Form, Table
from juesuan_gui.reading.mending import mended
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.source import RemarkKind, Source
from juesuan_gui.reading.tables.amounts import FigureCell, stated_of, stored_decimals
from juesuan_gui.reading.tables.found_table import FoundTable, find_table
from juesuan_gui.reading.tables.grid_view import GridView
from juesuan_gui.reading.tables.recognised import (
    IgnoredSheet,
    IsComputed,
    Recognised,
    RecognisedFigure,
    RecognisedTable,
    Unmatched,
)
from juesuan_gui.reading.tables.rests import rest_rows, with_rest_unread
from juesuan_gui.reading.tables.surroundings import department_of, unit_of
from juesuan_gui.reading.tables.titles import TitleIndex, is_note
from juesuan_gui.reading.tables.transposed import upright
from juesuan_gui.relations import Period
from juesuan_gui.report import Origin, PrintedTable, PrintedText, Stated, TableKey


@dataclass(frozen=True, slots=True)
class _Segment:
    """The rows of a grid that may be one table. ``named_by`` is how it got its name; lower is surer."""

    view: GridView
    first: int
    last: int
    table: str
    place: Place
    named_by: int
    before: tuple[PrintedText, ...]
    after: tuple[PrintedText, ...]
    hidden: bool
    following: tuple[Block, ...] = ()


_BY_TITLE, _BY_SHEET, _BY_NUMBER = range(3)


def never_computed(table: str, row: str, column: str) -> bool:
    """No cell is computed: every blank says nothing."""
    return False


def recognise(
    source: Source, form: Form, is_computed: IsComputed = never_computed, period: str = Period.THIS
) -> Recognised:
    """The form's tables in a document. What fits no table, row or column is listed, never guessed."""
    titles = TitleIndex(form.tables.values())
    ignored = [
        IgnoredSheet(remark.place, remark.text) for remark in source.remarks if remark.kind is RemarkKind.SKIPPED_SHEET
    ]
    notes = [remark.text for remark in source.remarks if remark.kind is RemarkKind.HIDDEN_LINES]
    candidates: list[tuple[_Segment, FoundTable]] = []
    for view, before, below, hidden, following in _views(source):
        segments = _segments(view, _behind_notes(before), _own_lines(below, titles), hidden, titles)
        if segments:
            segments[-1] = replace(segments[-1], following=following)
        found = [
            (segment, find_table(segment.view, segment.first, segment.last, form.table(segment.table)))
            for segment in segments
        ]
        usable = [
            (segment, item)
            for segment, item in found
            if item is not None and _is_trusted(segment, item) and _has_codes(item, form.table(segment.table))
        ]
        candidates += usable
        if not usable:
            ignored.append(
                IgnoredSheet(
                    view.grid.place or Place(sheet=view.grid.sheet_name),
                    ("隐藏的工作表；" if hidden else "") + _why_ignored(segments, form),
                )
            )
    chosen = _chosen(candidates, form, ignored)
    unit, unit_notes = _units(chosen, form)
    notes += unit_notes
    notes += [
        f"“{form.table(segment.table).title}”没有印表名，按表号认出，请核对。"
        for segment, _ in chosen
        if segment.named_by == _BY_NUMBER
    ]
    notes += [
        f"“{form.table(segment.table).title}”取自隐藏的工作表“{segment.place.sheet}”。"
        for segment, _ in chosen
        if segment.hidden
    ]
    tables = tuple(
        with_rest_unread(
            table,
            form.table(table.id),
            rest_rows(segment.following, form.table(table.id), titles),
            TableKey(table.id, period),
        )
        for table, (segment, _) in zip(_tables(chosen, form, unit, is_computed, period), chosen, strict=True)
    )
    present = {table.id for table in tables}
    missing = tuple(
        table.id
        for table in form.tables.values()
        if not table.supplementary and not table.repeated and table.id not in present
    )
    unit_name, name_notes = _unit_name(chosen)
    most = Counter(table.unit for table in tables).most_common(1)
    return Recognised(
        source.file_name,
        tables,
        tuple(ignored),
        missing,
        period,
        most[0][0] if most else form.unit,
        unit_name,
        (*notes, *name_notes),
    )


#: How many lines above a grid may belong to it; what stands further up is text of its own.
_LINES_ABOVE = 12
#: So many rows of figures without a name are no blank line of an empty table.
_SEVERAL_ROWS = 3
_APART = "表里有的数和行名不在同一行，分不清是哪一行的"
#: And how many blocks below it may hold rows that it lost; a sheet of a workbook ends with its grid.
_BLOCKS_BELOW = 80


def _views(
    source: Source,
) -> Iterator[tuple[GridView, tuple[PrintedText, ...], tuple[PrintedText, ...], bool, tuple[Block, ...]]]:
    """Every grid with the nearest lines above it, those below it up to the next grid, whether it is hidden.

    Last come the blocks that follow it.
    """
    hidden = source.hidden_sheets()
    for section in source.document.sections:
        lines: list[list[PrintedText]] = [[]]
        grids: list[Grid] = []
        places: list[int] = []
        for place, block in enumerate(section.blocks):
            if isinstance(block, Paragraph):
                lines[-1].append(PrintedText(block.text, block.place or Place()))
            elif isinstance(block, Grid):
                grids.append(block)
                places.append(place)
                lines.append([])
        for grid, place, before, after in zip(grids, places, lines, lines[1:], strict=False):
            yield (
                GridView(upright(mended(grid))),
                tuple(before[-_LINES_ABOVE:]),
                tuple(after[:_LINES_ABOVE]),
                grid.sheet_name in hidden,
                section.blocks[place + 1 : place + 1 + _BLOCKS_BELOW] if grid.sheet_name is None else (),
            )


def _behind_notes(before: tuple[PrintedText, ...]) -> tuple[PrintedText, ...]:
    """The lines above a grid that stand below the notes of the table before, which may be an empty one."""
    last = max((number for number, line in enumerate(before) if is_note(line.text)), default=-1)
    return before[last + 1 :]


def _own_lines(below: tuple[PrintedText, ...], titles: TitleIndex) -> tuple[PrintedText, ...]:
    """The lines below a grid up to the title of another table: an empty one may be printed as lines only."""
    end = next((number for number, line in enumerate(below) if titles.table_of(line.text) is not None), len(below))
    return below[:end]


def _segments(
    view: GridView,
    before: tuple[PrintedText, ...],
    after: tuple[PrintedText, ...],
    hidden: bool,
    titles: TitleIndex,
) -> list[_Segment]:
    """The tables that a grid names: one from each title row to the next, else one for the whole grid."""
    grid = view.grid
    sheet = grid.sheet_name or ""
    rows = view.written_rows(0, view.height)

    def segment(first: int, last: int, table: str, named_by: int) -> _Segment:
        start = next((row for row in rows if row >= first), first)
        cells = view.starting(start)
        place = (cells[0].place if cells else None) or grid.place or Place(sheet=sheet)
        return _Segment(view, first, last, table, place, named_by, before, after, hidden)

    named = [
        (row, table)
        for row in rows
        if (table := next((found for cell in view.starting(row) if (found := titles.table_of(cell.text))), None))
    ]
    if named:
        # What stands above the first title (公开01表, the unit) belongs to the first table.
        starts = [0, *(row for row, _ in named[1:])]
        ends = [*starts[1:], view.height]
        return [
            segment(first, last, table, _BY_TITLE) for first, last, (_, table) in zip(starts, ends, named, strict=True)
        ]
    above_texts = [line.text for line in before]
    for text in (*reversed(above_texts), sheet):
        if (titled := titles.table_of(text)) is not None:
            return [segment(0, view.height, titled, _BY_SHEET)]
    above = [cell.text for row in rows[:5] for cell in view.starting(row)]
    for text in (*above_texts, sheet, *above):
        if (numbered := titles.table_numbered(text)) is not None:
            return [segment(0, view.height, numbered, _BY_NUMBER)]
    return []


def _is_trusted(segment: _Segment, found: FoundTable) -> bool:
    """A table known only by its number must have all its columns: the numbers changed over the years."""
    return segment.named_by != _BY_NUMBER or not found.columns.missing


def _has_codes(found: FoundTable, table: Table) -> bool:
    """Whether a table of codes shows any; several rows and not a single code are read wrongly as a whole.

    One row without a code is the blank line of an empty table.
    """
    return table.coded is None or bool(found.rows.rows) or len(found.rows.unmatched) < _SEVERAL_ROWS


def _why_ignored(segments: list[_Segment], form: Form) -> str:
    if not segments:
        return "没有找到本版式的表名。"
    names = "、".join(f"“{form.table(segment.table).title}”" for segment in segments[:3])
    if segments[0].named_by == _BY_NUMBER:
        return f"没有印表名，表号像是{names}，但表头不同。"
    return f"提到了{names}，但没有找到它的表头，或者没有一行有科目编码。"


def _chosen(
    candidates: list[tuple[_Segment, FoundTable]], form: Form, ignored: list[IgnoredSheet]
) -> list[tuple[_Segment, FoundTable]]:
    """One candidate for each table, in the form's order; the others are listed."""
    chosen: list[tuple[_Segment, FoundTable]] = []
    for table in form.tables.values():
        same = [item for item in candidates if item[0].table == table.id]
        same.sort(key=lambda item: (item[0].hidden, item[0].named_by))
        for segment, _ in same[1:]:
            kept = same[0][0].place
            reason = f"“{table.title}”出现了不止一次，用了“{kept.sheet}”的 {kept.cell} 处那一张。"
            if segment.hidden:
                reason = f"隐藏的工作表；{reason}"
            ignored.append(IgnoredSheet(segment.place, reason))
        chosen += same[:1]
    return chosen


def _stated_unit(segment: _Segment, found: FoundTable) -> Unit | None:
    return unit_of((*(line.text for line in segment.before), *(text for line in found.lines for text in line)))


def _units(chosen: list[tuple[_Segment, FoundTable]], form: Form) -> tuple[dict[str, Unit], list[str]]:
    """Each table's money unit: its own, else the one all other tables of the file have, else the form's."""
    stated = {segment.table: _stated_unit(segment, found) for segment, found in chosen}
    others = {unit for unit in stated.values() if unit is not None}
    units: dict[str, Unit] = {}
    notes: list[str] = []
    for table_id, unit in stated.items():
        table = form.table(table_id)
        has_money = any(column.kind is ColumnKind.MONEY for column in table.columns)
        if unit is not None:
            units[table_id] = unit
        elif not has_money:
            # Counts and words have no money unit to be missed.
            units[table_id] = (table.numbers or form.numbers).unit
        elif len(others) == 1:
            units[table_id] = next(iter(others))
            notes.append(f"“{table.title}”没有写金额单位，按同一文件其他表的“{units[table_id].label}”读。")
        else:
            units[table_id] = (table.numbers or form.numbers).unit
            notes.append(f"“{table.title}”没有写金额单位，按版式的“{units[table_id].label}”读，请核对。")
    return units, notes


def _unit_name(chosen: list[tuple[_Segment, FoundTable]]) -> tuple[str, list[str]]:
    names = Counter(
        name
        for segment, found in chosen
        if (name := department_of((*((line.text,) for line in segment.before), *found.lines)))
        # 【待填：单位名称】 of a draft is nobody's name.
        and "待填" not in name
    )
    if len(names) < 2:
        return next(iter(names), ""), []
    most = names.most_common(1)[0][0]
    return most, [f"各表写的单位名称不一致：{'、'.join(names)}；取了最多的“{most}”。"]


def _tables(
    chosen: list[tuple[_Segment, FoundTable]],
    form: Form,
    units: dict[str, Unit],
    is_computed: IsComputed,
    period: str,
) -> tuple[RecognisedTable, ...]:
    cells = {
        segment.table: found.figure_cells(form.table(segment.table), units[segment.table], period)
        for segment, found in chosen
    }
    decimals = stored_decimals(figure for figures in cells.values() for figure in figures)
    return tuple(
        _table(
            segment,
            found,
            form.table(segment.table),
            units[segment.table],
            cells[segment.table],
            decimals,
            is_computed,
        )
        for segment, found in chosen
    )


def _table(
    segment: _Segment,
    found: FoundTable,
    table: Table,
    unit: Unit,
    cells: list[FigureCell],
    decimals: dict[Unit, int],
    is_computed: IsComputed,
) -> RecognisedTable:
    figures: list[RecognisedFigure] = []
    unread: list[Unmatched] = []
    for cell in cells:
        stated = stated_of(cell, decimals)
        address = cell.address
        if stated.unread:
            unread.append(Unmatched(cell.place, stated.text, stated.unread))
        elif stated.figure is None and not is_computed(address.table, address.row, address.column):
            continue
        figures.append(RecognisedFigure(address, stated, cell.place, cell.printed))
    if any(row.is_nameless for row in found.rows.unmatched):
        figures = list(_blank_rows_unread(figures))
    account = found.account(table, segment.place)
    if account.unmatched_columns and cells:
        figures += _unread_columns(account, table, TableKey.of(cells[0].address))
    return replace(
        account,
        unit=unit,
        figures=tuple(figures),
        unread=tuple(unread),
        printed=_printed(account.printed, segment, found, table),
    )


def _blank_rows_unread(figures: Sequence[RecognisedFigure]) -> Iterator[RecognisedFigure]:
    """Where figures stand in rows of their own without a name, a row without any figure may be theirs."""
    written = {item.address.row for item in figures if item.stated.figure is not None or item.stated.unread}
    for item in figures:
        if item.address.row in written:
            yield item
        else:
            yield replace(item, stated=Stated(None, Origin.IMPORTED, unread=_APART))


def _printed(printed: PrintedTable | None, segment: _Segment, found: FoundTable, table: Table) -> PrintedTable | None:
    """What the source prints around the table, beside its rows and columns."""
    if printed is None:
        return None
    lines = (*segment.before, *(cell for cells in found.cells_above for cell in cells))
    titles = TitleIndex.of_table(table)
    title = next((line for line in reversed(lines) if titles.table_of(line.text) is not None), None)
    name = department_of((*((line.text,) for line in segment.before), *found.lines))
    department = next((line for line in lines if name and name in "".join(folded(line.text))), None)
    return replace(
        printed,
        title=title,
        lines=lines,
        notes=segment.after,
        unit=_stated_unit(segment, found),
        department=PrintedText(name, department.place) if department is not None else None,
    )


def _unread_columns(account: RecognisedTable, table: Table, key: TableKey) -> Iterator[RecognisedFigure]:
    """The cells of columns that were not found while some heading was not understood: unread, not blank."""
    for column in account.missing_columns:
        label = next((item.label for item in table.columns if item.key == column), column)
        for row in account.row_keys:
            if column in table.columns_of(row):
                stated = Stated(None, Origin.IMPORTED, unread=f"文件里没有找到“{label}”这一列")
                yield RecognisedFigure(key.cell(row, column), stated, account.place)
