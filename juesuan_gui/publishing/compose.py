"""Owns the way from a report to the document tree: cover, contents, the tables with notes, the explanation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from juesuan_gui.document import (
    Alignment,
    Cell,
    CellRole,
    Column,
    Document,
    EdgeLine,
    Grid,
    Metadata,
    NumberFormat,
    Orientation,
    PageNumbering,
    Paragraph,
    Section,
    TableOfContents,
    Term,
    TextStyle,
)
from juesuan_gui.figures import Figure, NumberStyle, format_day, format_figure, format_percent, in_unit, round_half_up
from juesuan_gui.forms import TOTAL_ROW, CodeRow, ColumnKind, PrintedCell, SectionKind, Table, lay_out
from juesuan_gui.forms import CellRole as PrintedRole
from juesuan_gui.live import LiveReport, stated_differs
from juesuan_gui.narrative.drafting.explanation import draft_in_steps
from juesuan_gui.publishing.cards.placing import placed_cards
from juesuan_gui.publishing.chart_shapes import drawings_by_section
from juesuan_gui.publishing.cover import COVER_DATE, cover_lines, named_with_scope
from juesuan_gui.publishing.explanation import body_sections, is_tables_heading
from juesuan_gui.publishing.pauses import ROWS_OF_A_PIECE, Pause, no_pause, with_pauses
from juesuan_gui.publishing.rounding import ROUNDING_NOTE
from juesuan_gui.relations import Address, Unread, linear_form
from juesuan_gui.report import Stated, TableKey
from juesuan_gui.uncollected import uncollected

#: The text of a report that holds the department's name, and its default on a draft without one.
UNIT_NAME = "单位名称"
#: Below a table whose lower 科目 are not all printed; reading a report knows it by these words.
_SECRET_NOTE = "注：涉密科目不公开，下级科目没有全部列出。"
_ROLES = {
    PrintedRole.HEADER: CellRole.HEADER,
    PrintedRole.NUMBER: CellRole.NUMBER_ROW,
    PrintedRole.CODE: CellRole.CODE,
    PrintedRole.NAME: CellRole.LABEL,
    PrintedRole.LINE: CellRole.LINE,
    PrintedRole.FIGURE: CellRole.FIGURE,
    PrintedRole.EMPTY: CellRole.BLANK,
}


@dataclass(frozen=True, slots=True)
class _Context:
    """What every table of one document shares."""

    live: LiveReport
    words: dict[str, str]
    with_formulas: bool = True
    pause: Pause = no_pause
    #: What cells show in the table's unit, for a total asks for its addends again.
    in_units: dict[tuple[Address, NumberStyle], Decimal | None] = field(default_factory=dict)

    def shown_in_unit(self, address: Address, style: NumberStyle) -> Decimal | None:
        """What a cell shows, in the unit of print; ``None`` for a blank or one that was not read."""
        key = address, style
        if key not in self.in_units:
            try:
                figure = self.live.shown(address)
            except Unread:
                figure = None
            self.in_units[key] = None if figure is None else in_unit(figure, style.unit, style.decimals)
        return self.in_units[key]

    def fill(self, text: str) -> str:
        """The text with its {placeholders} filled; an unknown one stays visible as 【待填：…】."""
        result = text
        for name, value in self.words.items():
            result = result.replace("{" + name + "}", value)
        return result.replace("{", "【待填：").replace("}", "】")


@uncollected()
def compose(live: LiveReport, *, with_formulas: bool = True, pause: Pause = no_pause) -> Document:
    """The document of a report: the order, labels, notes and number style are the form's.

    Only Excel needs the formulas of totals; in a long report they are half of the work. ``pause`` is called between
    the sections of the explanation and every few rows of a table.
    """
    form, report = live.form, live.report
    words = {
        "单位": report.text(UNIT_NAME) or "【待填：单位名称】",
        "年度": str(form.year),
        "文种": report.setting("文种") or "部门",
        "计量单位": form.unit.label,
    }
    context = _Context(live, words, with_formulas, pause)
    on_cover = _Context(live, {**words, "单位": named_with_scope(words["单位"], report.setting("口径"))}, with_formulas)
    title = on_cover.fill(form.cover.get("title", "{单位}\n{年度}年度{文种}决算"))
    cover = Section(tuple(cover_lines(title, report.text(COVER_DATE))), numbering=PageNumbering.NONE)
    contents = Section((TableOfContents(Paragraph.of("目录", TextStyle.CONTENTS_TITLE)),), numbering=PageNumbering.NONE)
    tables = [
        Section((_grid(context, table),), Orientation.LANDSCAPE if table.landscape else Orientation.PORTRAIT)
        for table in form.tables.values()
        if not table.supplementary and not table.repeated
    ]
    part = Paragraph.of(_tables_title(context), TextStyle.PART_TITLE, key="part-tables")
    cards = placed_cards(report, words)
    drafted = with_pauses(draft_in_steps(live), pause)
    body = body_sections(form, drafted, tables, part, drawings_by_section(live), cards.below)
    sections = (cover, contents, *body, *cards.behind)
    return Document(
        title.replace("\n", ""),
        sections,
        Metadata(author=words["单位"], subject=f"{form.year}年度{words['文种']}决算公开", keywords=("决算公开",)),
    )


def _tables_title(context: _Context) -> str:
    """The title above the tables: as the outline has it with its number, else the form's own words for it."""
    form = context.live.form
    heading = next((item for item in form.outline if is_tables_heading(item)), None)
    if heading is not None:
        return context.fill(f"{heading.number}{heading.title}")
    return context.fill(form.cover.get("tables", "{年度}年度{文种}决算表"))


def _grid(context: _Context, table: Table) -> Grid:
    live = context.live
    key = TableKey(table.id)
    rows = [CodeRow(row.code, live.row_name(table.id, row.code)) for row in live.report.ordered_rows(key)]
    printed = lay_out(table, rows, join_number_row=False, blank_lines=True)
    style = table.numbers or live.form.numbers
    words = {**context.words, "表号": table.label, "表名": table.title, "计量单位": style.unit.label}
    local = _Context(live, words, context.with_formulas, context.pause)
    cells = tuple(_cells(local, table, key, printed.cells, style))
    zero = table.zero_sentence and all(not _value(live, cell) for cell in _figure_cells(printed.cells, key))
    return Grid(
        key=table.id,
        columns=tuple(Column(weight) for weight in printed.widths),
        cells=cells,
        header_rows=printed.header_lines,
        title=Paragraph.of(
            local.fill(table.heading or table.title),
            TextStyle.TABLE_TITLE,
            key=f"table-{table.id}",
            in_contents=_in_contents(local, table),
        ),
        lines=tuple(EdgeLine(*(local.fill(part) for part in line)) for line in table.above),
        notes=tuple(Paragraph.of(local.fill(note), TextStyle.TABLE_NOTE) for note in _notes(live, table)),
        zero_sentence=Paragraph.of(local.fill(table.zero_sentence), TextStyle.TABLE_NOTE) if zero else None,
        sheet_name=f"{table.label} {table.title}".strip(),
    )


def _in_contents(context: _Context, table: Table) -> str:
    """How the contents name a table, where the form's outline says so: with its number."""
    outline = context.live.form.outline
    listed = next((item for item in outline if item.kind is SectionKind.TABLE and item.id == table.id), None)
    return "" if listed is None else context.fill(f"{listed.number}{listed.title}")


def _cells(
    context: _Context, table: Table, key: TableKey, printed: Iterable[PrintedCell], style: NumberStyle
) -> Iterator[Cell]:
    begun = -1
    for item in printed:
        if item.line // ROWS_OF_A_PIECE != begun:
            begun = item.line // ROWS_OF_A_PIECE
            context.pause()
        yield _cell(context, table, key, item, style)


def _notes(live: LiveReport, table: Table) -> tuple[str, ...]:
    """The table's notes, and the report's own: that 涉密科目 are left out, and on rounding, where not yet there."""
    notes = table.notes
    has_rows = table.coded is not None and bool(live.report.ordered_rows(TableKey(table.id)))
    if has_rows and live.report.setting("涉密科目不公开") == "是" and not any("涉密" in text for text in notes):
        notes = (*notes, _SECRET_NOTE)
    note = live.report.text(ROUNDING_NOTE)
    has_money = any(column.kind is ColumnKind.MONEY for column in table.columns)
    if not note or not has_money or any("尾数误差" in text or "尾差" in text for text in notes):
        return notes
    return (*notes, note)


def _figure_cells(cells: Iterable[PrintedCell], key: TableKey) -> list[Address]:
    return [key.cell(cell.row, cell.column) for cell in cells if cell.role is PrintedRole.FIGURE and cell.row]


def _value(live: LiveReport, address: Address) -> int | Fraction:
    try:
        figure = live.shown(address)
    except Unread:
        return 1
    return 0 if figure is None else figure.value


def _cell(context: _Context, table: Table, key: TableKey, item: PrintedCell, style: NumberStyle) -> Cell:
    role = _ROLES[item.role]
    if item.role is not PrintedRole.FIGURE or not item.row:
        return Cell(
            item.line,
            item.position,
            context.fill(item.text),
            role,
            item.row_span,
            item.column_span,
            alignment=Alignment.CENTER if _is_total_label(item) else None,
            indent=item.indent,
            bold=item.bold and item.role is not PrintedRole.HEADER,
        )
    return _figure_cell(context, table, key.cell(item.row, item.column), item, style)


def _is_total_label(item: PrintedCell) -> bool:
    return item.role is PrintedRole.NAME and item.bold and item.text.endswith((TOTAL_ROW, "总计"))


def _figure_cell(context: _Context, table: Table, address: Address, item: PrintedCell, style: NumberStyle) -> Cell:
    live = context.live
    stated = live.report.stated(address)
    try:
        figure = live.shown(address)
    except Unread:
        text = stated.text if stated else ""
        return Cell(
            item.line,
            item.position,
            text,
            CellRole.FIGURE,
            item.row_span,
            item.column_span,
            key=address.text,
            marked=True,
        )
    column = table.column(address.column)
    is_money = column is None or column.kind is ColumnKind.MONEY
    amount = None
    number_format = None
    if figure is not None and is_money:
        amount = context.in_units[address, style] = in_unit(figure, style.unit, style.decimals)
        number_format = NumberFormat(style.decimals, style.thousands, style.zero)
    marked = stated is not None and live.is_computed(address) and _differs(live, address, stated)
    return Cell(
        item.line,
        item.position,
        format_figure(figure, style) if column is None or is_money else _plain(figure, column.kind, stated),
        CellRole.TOTAL_FIGURE if item.bold else CellRole.FIGURE,
        item.row_span,
        item.column_span,
        bold=item.bold,
        marked=marked,
        key=address.text,
        amount=amount,
        number_format=number_format,
        formula=_formula(context, address, amount, style) if context.with_formulas and amount is not None else (),
    )


def _differs(live: LiveReport, address: Address, stated: Stated) -> bool:
    """Whether a stated total is not what the form computes; over unread figures nothing can be said."""
    try:
        return stated_differs(stated, live.computed(address))
    except Unread:
        return False


def _plain(figure: Figure | None, kind: ColumnKind, stated: Stated | None) -> str:
    """What a cell prints that holds no money: a count, a rate, a day, or words."""
    if kind.is_words:
        return stated.text if stated else ""
    if figure is None:
        return ""
    if kind is ColumnKind.DATE:
        return format_day(figure.value)
    decimals = 0
    scale = 100 if kind is ColumnKind.PERCENT else 1
    while not figure.exact and decimals < 8 and Fraction(1, 10**decimals) > Fraction(figure.step) * scale:
        decimals += 1
    if kind is ColumnKind.PERCENT:
        return format_percent(figure.value, 2 if figure.exact else decimals)
    return f"{round_half_up(figure.value, decimals):.{decimals}f}"


def _formula(context: _Context, address: Address, shown: Decimal, style: NumberStyle) -> tuple[Term, ...]:
    """The cell's sum for Excel, only where what is shown is what the printed addends give."""
    computing = context.live.computing_rule(address)
    if computing is None:
        return ()
    compiled, binding = computing
    form = linear_form(compiled.rule.relation.right, context.live, binding)
    if form is None or form.constant != 0 or len(form.terms) < 2:
        return ()
    terms: list[Term] = []
    total = Decimal(0)
    for coefficient, cell in form.terms:
        if cell.table != address.table or int(coefficient) != coefficient:
            return ()
        terms.append(Term(int(coefficient), cell.text))
        value = context.shown_in_unit(cell, style)
        if value is not None:
            total += int(coefficient) * value
    return tuple(terms) if total == shown else ()
