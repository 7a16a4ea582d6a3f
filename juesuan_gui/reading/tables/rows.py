"""Owns matching the body rows of a grid to the rows of a form's table, by code or by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from juesuan_gui.document import Cell
from juesuan_gui.forms import TOTAL_ROW, Table
from juesuan_gui.reading.normal import display_name, folded, heading, row_name
from juesuan_gui.reading.tables.columns import ColumnGroup
from juesuan_gui.reading.tables.footers import FooterFigure, footer_figures
from juesuan_gui.reading.tables.grid_view import GridView
from juesuan_gui.reading.tables.header import Vocabulary, is_number_row, is_numbering_alone
from juesuan_gui.reading.tables.labels import RowLabel, read_labels
from juesuan_gui.reading.tables.row_names import RowFinder
from juesuan_gui.reading.tables.titles import is_note
from juesuan_gui.report import CodedRow

#: From so many rows with a name on, agreeing 行次 are no accident.
_ENOUGH_LINES = 8
NO_CODE = "没有科目编码"
#: How the reason ends why a row that stands in the table again was not taken.
REPEATED = "重复出现，用了前一行"


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """A row of a group that is a row of the form."""

    row: int
    group: ColumnGroup
    key: str
    label: Cell | None = None
    line: Cell | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class UnmatchedRow:
    """A row with figures that no row of the form answers to; ``is_nameless`` where it prints no name or code.

    ``repeats`` are the rows of the form that have its name or code, where others were found to be these.
    """

    cell: Cell
    text: str
    reason: str
    is_nameless: bool = False
    group: ColumnGroup | None = None
    repeats: tuple[str, ...] = ()


@dataclass(slots=True)
class RowMatch:
    """What became of the body rows."""

    rows: list[MatchedRow] = field(default_factory=list)
    footers: list[FooterFigure] = field(default_factory=list)
    code_rows: list[CodedRow] = field(default_factory=list)
    unmatched: list[UnmatchedRow] = field(default_factory=list)


def match_rows(
    view: GridView,
    rows: Sequence[int],
    groups: Sequence[ColumnGroup],
    table: Table,
    words: Vocabulary,
    shared_row: int | None = None,
) -> RowMatch:
    """Match the rows below the header, each group by itself. ``shared_row`` holds headings beside its figures."""
    match = RowMatch()
    body = [
        row
        for row in rows
        if not is_note(view.starting(row)[0].text) and (row == shared_row or not _repeats_header(view, row, words))
    ]
    footed = set()
    for row in body:
        footers = list(footer_figures(view, row, table))
        if footers:
            footed.add(row)
            match.footers += footers
    body = [row for row in body if row not in footed]
    lengths = sorted(words.code_lengths)
    nameless: list[tuple[ColumnGroup, int]] = []
    for group in groups:
        labelled = read_labels(view, body, group, lengths)
        if table.coded is not None:
            _match_coded(view, labelled, group, table, match)
        elif table.default_row is not None and not _prints_labels(table):
            _match_only_row(view, body, group, table.default_row, match)
        else:
            nameless += [(group, row) for row in _match_fixed(view, labelled, group, table, match)]
    _match_nameless(view, nameless, table, match)
    return match


def _prints_labels(table: Table) -> bool:
    """Whether the table prints names or codes of its rows at all."""
    return any(not item.column for block in table.blocks for item in block.fields)


def _repeats_header(view: GridView, row: int, words: Vocabulary) -> bool:
    """A header or 栏次 row printed again on a later page."""
    texts = [folded(cell.text) for cell in view.starting(row)]
    if len(texts) < 2:
        return False
    if is_number_row(view, row, words) and any(not text.isdigit() for text in texts):
        return True
    return all(heading(text) in words.headings for text in texts)


def figure_cells(view: GridView, row: int, group: ColumnGroup) -> list[Cell]:
    """The cells with words that begin in the figure columns of a row."""
    columns = {index for figure in group.figures for index in figure.indexes}
    return [cell for cell in view.starting(row) if cell.column in columns]


def _match_coded(
    view: GridView,
    labelled: list[tuple[int, RowLabel | None]],
    group: ColumnGroup,
    table: Table,
    match: RowMatch,
) -> None:
    assert table.coded is not None
    total = row_name(table.coded.total_label)
    seen: set[str] = set()
    # An empty table may print noughts where the codes of its only row would stand: that row is the total.
    is_empty = not any(label is not None and label.code.strip("0") for _, label in labelled)
    for row, label in labelled:
        key, reason = "", "没有行名或科目编码"
        if label is not None and label.code and not label.code.strip("0"):
            key = TOTAL_ROW if is_empty else ""
        elif label is not None and label.code:
            key = label.code if table.is_code(label.code) else ""
            reason = f"科目编码“{label.code}”的位数不对"
        elif label is not None and label.key in (total, TOTAL_ROW):
            key = TOTAL_ROW
        elif label is not None:
            reason = NO_CODE
        if key in seen:
            key, reason = "", f"“{key}”{REPEATED}"
        if not key:
            _report_row(view, row, group, label, reason, match)
            continue
        seen.add(key)
        match.rows.append(
            MatchedRow(
                row,
                group,
                key,
                label.cell if label is not None else None,
                None,
                label.name if label is not None else "",
            )
        )
        if key != TOTAL_ROW and label is not None:
            match.code_rows.append(CodedRow(key, label.name, len(match.code_rows)))


def _match_only_row(view: GridView, body: list[int], group: ColumnGroup, key: str, match: RowMatch) -> None:
    """A table of one row without a name (三公): the first row with figures is it."""
    written = [row for row in body if figure_cells(view, row, group) and not is_numbering_alone(view, row)]
    match.rows += [MatchedRow(row, group, key) for row in written[:1]]
    for row in written[1:]:
        _report_row(view, row, group, None, "这张表只有一行数据，这是多出来的一行", match)


def _match_fixed(
    view: GridView,
    labelled: list[tuple[int, RowLabel | None]],
    group: ColumnGroup,
    table: Table,
    match: RowMatch,
) -> list[int]:
    """Match the rows with names; returns those without one."""
    finder = RowFinder(table, [label for _, label in labelled if label is not None])
    taken = {matched.key for matched in match.rows}
    nameless: list[int] = []
    own: list[MatchedRow] = []
    for row, label in _without_cut_names(view, labelled, group, finder):
        if label is None:
            nameless.append(row)
            continue
        key = finder.find(label, taken) or finder.begun(label, taken)
        if key is None:
            repeats = finder.named(label)
            if _is_below_its_heading(view, row, group, repeats, own):
                # 一、“三公”经费支出 — —, then （一）支出合计 5.00: the first only heads what follows.
                own[:] = [item for item in own if item.key != repeats[0]]
                own.append(MatchedRow(row, group, repeats[0], label.cell, _line_cell(view, row, group), label.name))
                continue
            reason = REPEATED if repeats else "本版式没有这一行"
            _report_row(view, row, group, label, reason, match, repeats)
            continue
        taken.add(key)
        own.append(MatchedRow(row, group, key, label.cell, _line_cell(view, row, group), label.name))
    match.rows += own
    return nameless


def _is_below_its_heading(
    view: GridView, row: int, group: ColumnGroup, repeats: Sequence[str], own: Sequence[MatchedRow]
) -> bool:
    """Whether a row with figures answers to a row of the form that one without any was taken for."""
    before = next((item for item in own if item.key in repeats), None)
    if len(repeats) != 1 or before is None:
        return False
    has_figures, had_figures = (
        any(any(map(str.isdigit, cell.text)) for cell in figure_cells(view, one, group)) for one in (row, before.row)
    )
    return has_figures and not had_figures


def _without_cut_names(
    view: GridView, labelled: Sequence[tuple[int, RowLabel | None]], group: ColumnGroup, finder: RowFinder
) -> Iterator[tuple[int, RowLabel | None]]:
    """The rows, two as one where a page end or a layout without lines cut a name: only together is it known.

    The figures stand beside one half; the row that has them keeps the whole name.
    """
    position = 0
    while position < len(labelled):
        row, label = labelled[position]
        after, rest = labelled[position + 1] if position + 1 < len(labelled) else (row, None)
        # A rest may read as a word of headings (款): it is taken as printed.
        words = (
            "".join(cell.text for cell in view.starting(after) if cell.column in group.labels) if after > row else ""
        )
        if label is not None and words and not label.code and not finder.knows(label):
            name = display_name(f"{label.name}{words}")
            whole = replace(label, key=row_name(name), name=name)
            halves = [half for half in (row, after) if figure_cells(view, half, group) or _line_cell(view, half, group)]
            if len(halves) < 2 and not (rest is not None and finder.knows(rest)) and finder.knows(whole):
                yield (halves[0] if halves else row), whole
                position += 2
                continue
        yield row, label
        position += 1


def _match_nameless(view: GridView, nameless: Sequence[tuple[ColumnGroup, int]], table: Table, match: RowMatch) -> None:
    """Rows whose names the source lost: by their printed 行次, where those prove to be the form's."""
    by_line = _rows_by_line(table, match.rows)
    taken = {matched.key for matched in match.rows}
    for group, row in nameless:
        line = _line_cell(view, row, group)
        key = by_line.get(folded(line.text)) if line is not None else None
        if key is None or key in taken:
            _report_row(view, row, group, None, "没有行名", match)
            continue
        taken.add(key)
        match.rows.append(MatchedRow(row, group, key, None, line))


def _line_cell(view: GridView, row: int, group: ColumnGroup) -> Cell | None:
    return next((cell for cell in view.starting(row) if cell.column in group.lines), None)


def _rows_by_line(table: Table, named: Sequence[MatchedRow]) -> dict[str, str]:
    """行次 → row, where the named rows prove that the source numbers its lines as the form does.

    A source that lost the names of its total rows still prints their 行次; it is believed only where nearly
    all rows with a name have the 行次 that the form gives them.
    """
    numbered = [(table.rows[item.key].line, folded(item.line.text)) for item in named if item.line is not None]
    agreeing = sum(1 for wanted, printed in numbered if wanted == printed)
    if len(numbered) < _ENOUGH_LINES or agreeing * 10 < len(numbered) * 9:
        return {}
    return {row.line: row.key for row in table.rows.values() if row.line}


def _report_row(
    view: GridView,
    row: int,
    group: ColumnGroup,
    label: RowLabel | None,
    reason: str,
    match: RowMatch,
    repeats: tuple[str, ...] = (),
) -> None:
    """A row that cannot be placed loses nothing as long as it has no figures."""
    figures = figure_cells(view, row, group)
    if figures:
        words = f"{label.code}{label.name}" if label is not None else ""
        match.unmatched.append(
            UnmatchedRow(
                label.cell if label is not None else figures[0],
                words or figures[0].text,
                reason,
                not words,
                group,
                repeats,
            )
        )
