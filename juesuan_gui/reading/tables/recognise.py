"""Owns stage 2: from a document to the form's tables, and the account of everything left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from juesuan_gui.document import Place
from juesuan_gui.figures import Unit
from juesuan_gui.forms import ColumnKind, FieldRole, Form, Table, fields_of
from juesuan_gui.reading.normal import folded
from juesuan_gui.reading.source import RemarkKind, Source
from juesuan_gui.reading.tables.amounts import FigureCell, stated_of, stored_decimals
from juesuan_gui.reading.tables.doubts import with_doubts_unread
from juesuan_gui.reading.tables.found_table import FoundTable, find_table
from juesuan_gui.reading.tables.recognised import (
    IgnoredSheet,
    IsComputed,
    Recognised,
    RecognisedFigure,
    RecognisedTable,
    Unmatched,
)
from juesuan_gui.reading.tables.rests import rest_rows, with_rest_unread
from juesuan_gui.reading.tables.rows import NO_CODE
from juesuan_gui.reading.tables.segments import BY_NUMBER, Segment, behind_notes, own_lines, segments_of, views
from juesuan_gui.reading.tables.strange_rows import with_strange_rows_unread
from juesuan_gui.reading.tables.surroundings import department_of, unit_of
from juesuan_gui.reading.tables.titles import TitleIndex
from juesuan_gui.relations import Period
from juesuan_gui.report import Origin, PrintedTable, PrintedText, Stated, TableKey


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
    candidates: list[tuple[Segment, FoundTable]] = []
    for view, before, below, hidden, following in views(source):
        segments = segments_of(view, behind_notes(before), own_lines(below, titles), hidden, titles)
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
        if segment.named_by == BY_NUMBER
    ]
    notes += [
        f"“{form.table(segment.table).title}”取自隐藏的工作表“{segment.place.sheet}”。"
        for segment, _ in chosen
        if segment.hidden
    ]
    tables = tuple(
        _without_doubts(table, segment, found, form.table(table.id), titles, TableKey(table.id, period))
        for table, (segment, found) in zip(_tables(chosen, form, unit, is_computed, period), chosen, strict=True)
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


def _without_doubts(
    account: RecognisedTable, segment: Segment, found: FoundTable, table: Table, titles: TitleIndex, key: TableKey
) -> RecognisedTable:
    """The table with everything unread that its grid lost or did not show for certain."""
    rest = rest_rows(segment.following, table, titles, is_inferred=segment.view.grid.is_inferred)
    account = with_strange_rows_unread(
        with_rest_unread(account, table, rest, key), found, table, key, is_whole=not rest
    )
    return with_doubts_unread(account, found, table, rest, key)


#: So many rows of figures without a name are no blank line of an empty table.
_SEVERAL_ROWS = 3
_APART = "表里有的数和行名不在同一行，分不清是哪一行的"


def _is_trusted(segment: Segment, found: FoundTable) -> bool:
    """A table known only by its number must have all its columns: the numbers changed over the years."""
    return segment.named_by != BY_NUMBER or not found.columns.missing


def _has_codes(found: FoundTable, table: Table) -> bool:
    """Whether a table of codes shows any; several rows and not a single code are read wrongly as a whole.

    One row without a code is the blank line of an empty table.
    """
    lost = [row for row in found.rows.unmatched if row.reason == NO_CODE]
    few = len(found.rows.unmatched) < _SEVERAL_ROWS
    # The total needs no code; with it a few more rows without one are listed each.
    return (
        table.coded is None
        or bool(found.rows.code_rows)
        or few
        or (bool(found.rows.rows) and len(lost) <= _SEVERAL_ROWS)
    )


def _why_ignored(segments: list[Segment], form: Form) -> str:
    if not segments:
        return "没有找到本版式的表名。"
    names = "、".join(f"“{form.table(segment.table).title}”" for segment in segments[:3])
    if segments[0].named_by == BY_NUMBER:
        return f"没有印表名，表号像是{names}，但表头不同。"
    return f"提到了{names}，但没有找到它的表头，或者没有一行有科目编码。"


def _chosen(
    candidates: list[tuple[Segment, FoundTable]], form: Form, ignored: list[IgnoredSheet]
) -> list[tuple[Segment, FoundTable]]:
    """One candidate for each table, in the form's order; the others are listed."""
    chosen: list[tuple[Segment, FoundTable]] = []
    for table in form.tables.values():
        same = [item for item in candidates if item[0].table == table.id]
        # A title printed again right above the rows may have made a table of its own, with nothing in it.
        same = [item for item in same if item[1].rows.rows or item[1].rows.unmatched] or same
        same.sort(key=lambda item: (item[0].hidden, item[0].named_by))
        for segment, _ in same[1:]:
            kept = same[0][0].place
            reason = f"“{table.title}”出现了不止一次，用了“{kept.sheet}”的 {kept.cell} 处那一张。"
            if segment.hidden:
                reason = f"隐藏的工作表；{reason}"
            ignored.append(IgnoredSheet(segment.place, reason))
        chosen += same[:1]
    return chosen


def _stated_unit(segment: Segment, found: FoundTable) -> Unit | None:
    return unit_of((*(line.text for line in segment.before), *(text for line in found.lines for text in line)))


def _units(chosen: list[tuple[Segment, FoundTable]], form: Form) -> tuple[dict[str, Unit], list[str]]:
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


def _unit_name(chosen: list[tuple[Segment, FoundTable]]) -> tuple[str, list[str]]:
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
    chosen: list[tuple[Segment, FoundTable]],
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
    segment: Segment,
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
    if cells and (account.unmatched_columns or _is_part(account, table)):
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


def _printed(printed: PrintedTable | None, segment: Segment, found: FoundTable, table: Table) -> PrintedTable | None:
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
        is_inferred=segment.view.grid.is_inferred,
    )


def _is_part(account: RecognisedTable, table: Table) -> bool:
    """Whether a source prints but one group of the form's columns (本年支出: 合计, 基本支出, 项目支出).

    A column left out of a row of others is one without figures; a table of spending alone says nothing of income.
    """
    groups = {item.column: item.header[0] for item in fields_of(table) if item.role is FieldRole.FIGURE}
    printed = [groups[key] for key in account.column_keys if key in groups]
    missing = {groups[key] for key in account.missing_columns if key in groups}
    return len(printed) > 1 and len(set(printed)) == 1 and bool(missing) and missing.isdisjoint(printed)


def _unread_columns(account: RecognisedTable, table: Table, key: TableKey) -> Iterator[RecognisedFigure]:
    """The cells of columns that were not found while some heading was not understood: unread, not blank.

    So are those beside the only group of columns that a source prints.
    """
    for column in account.missing_columns:
        label = next((item.label for item in table.columns if item.key == column), column)
        for row in account.row_keys:
            if column in table.columns_of(row):
                stated = Stated(None, Origin.IMPORTED, unread=f"文件里没有找到“{label}”这一列")
                yield RecognisedFigure(key.cell(row, column), stated, account.place)
