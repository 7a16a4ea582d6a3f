"""Owns matching the body rows of a grid to the rows of a form's table, by code or by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from juesuan_gui.document import Cell
from juesuan_gui.forms import TOTAL_ROW, Block, Row, Table
from juesuan_gui.reading.normal import display_name, folded, heading, row_name
from juesuan_gui.reading.tables.columns import ColumnGroup
from juesuan_gui.reading.tables.grid_view import GridView
from juesuan_gui.reading.tables.header import Vocabulary, is_number_row
from juesuan_gui.reading.tables.labels import RowLabel, read_labels
from juesuan_gui.reading.tables.titles import is_note
from juesuan_gui.report import CodedRow

#: From so many rows with a name on, agreeing 行次 are no accident.
_ENOUGH_LINES = 8
NO_CODE = "没有科目编码"
#: Of a name that its cell cut off so much must be left, and no more than this may be missing.
_SHORTEST_BEGINNING, _MOST_CUT_OFF = 4, 3


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
class FooterFigure:
    """A figure in a line below the blocks; ``text`` when it shares its label's cell, no cell when blank."""

    row: int
    key: str
    column: str
    label: Cell
    cell: Cell | None
    text: str | None = None


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
        footers = list(_footers(view, row, table))
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
            key, reason = "", f"“{key}”重复出现，用了前一行"
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
    written = [row for row in body if figure_cells(view, row, group)]
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
    finder = _RowFinder(table, [label for _, label in labelled if label is not None])
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
            reason = "重复出现，用了前一行" if repeats else "本版式没有这一行"
            _report_row(view, row, group, label, reason, match, repeats)
            continue
        taken.add(key)
        own.append(MatchedRow(row, group, key, label.cell, _line_cell(view, row, group), label.name))
    match.rows += own
    return nameless


def _without_cut_names(
    view: GridView, labelled: Sequence[tuple[int, RowLabel | None]], group: ColumnGroup, finder: _RowFinder
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


class _RowFinder:
    """Finds the rows of one column group, first in the block whose rows it mostly has, then in the others."""

    def __init__(self, table: Table, labels: Sequence[RowLabel]) -> None:
        self._by_code = {row.code: row.key for row in table.rows.values() if row.code}
        self._blocks = [[(row.key, names_of(row)) for row in _keyed(block)] for block in table.blocks]
        votes = [sum(any(label.key in names for _, names in rows) for label in labels) for rows in self._blocks]
        self._own = votes.index(max(votes))
        self._last = -1

    def knows(self, label: RowLabel) -> bool:
        """Whether the form has such a row at all."""
        return bool(self.named(label))

    def named(self, label: RowLabel) -> tuple[str, ...]:
        """Every row of the form with such a code or name."""
        by_code = [self._by_code[label.code]] if label.code in self._by_code else []
        by_name = [key for rows in self._blocks for key, names in rows if label.key in names]
        return tuple(dict.fromkeys(by_code + by_name))

    def begun(self, label: RowLabel, taken: set[str]) -> str | None:
        """The row left whose name begins so, where a narrow cell cut the name off; of one name the next one below."""
        if label.code or len(label.key) < _SHORTEST_BEGINNING or self.knows(label):
            return None
        begun: dict[str, list[int]] = {}
        for place, (key, names) in enumerate(self._blocks[self._own]):
            for name in names if key not in taken else ():
                if name.startswith(label.key) and len(name) - len(label.key) <= _MOST_CUT_OFF:
                    begun.setdefault(name, []).append(place)
        places = sorted({place for found in begun.values() for place in found})
        if not places or all(found != places for found in begun.values()):
            return None
        self._last = next((place for place in places if place > self._last), places[0])
        return self._blocks[self._own][self._last][0]

    def find(self, label: RowLabel, taken: set[str]) -> str | None:
        """The row's key. Of rows with one name in a block, the next below the last one found is meant."""
        if label.code:
            key = self._by_code.get(label.code)
            if key is not None:
                return key if key not in taken else None
        if not label.key:
            return None
        own = self._blocks[self._own]
        places = [place for place, (key, names) in enumerate(own) if label.key in names and key not in taken]
        if places:
            self._last = next((place for place in places if place > self._last), places[0])
            return own[self._last][0]
        if any(label.key in names for _, names in own):
            return None
        others = [
            key
            for rows in self._blocks
            if rows is not own
            for key, names in rows
            if label.key in names and key not in taken
        ]
        return others[0] if len(others) == 1 else None


def _keyed(block: Block) -> Iterator[Row]:
    return (row for row in block.rows if row.key)


def names_of(row: Row) -> frozenset[str]:
    """Every name that a row of the form may print, as compared."""
    return frozenset(row_name(text) for text in (row.label, row.key, *row.aliases)) - {""}


def _footers(view: GridView, row: int, table: Table) -> Iterator[FooterFigure]:
    """The figures of a line below the blocks: each behind its label, or in one cell with it."""
    slots = _footer_slots(table)
    cells = view.starting(row)
    for position, cell in enumerate(cells):
        name = row_name(cell.text)
        if name in slots:
            key, column = slots[name]
            following = cells[position + 1] if position + 1 < len(cells) else None
            blank = following is None or row_name(following.text) in slots
            yield FooterFigure(row, key, column, cell, None if blank else following)
            continue
        for words, (key, column) in slots.items():
            figure = name.removeprefix(words)
            if figure != name and figure[:1] in "-0123456789":
                yield FooterFigure(row, key, column, cell, cell, figure)


def _footer_slots(table: Table) -> dict[str, tuple[str, str]]:
    """Compared label → (row, column) of the figures in the lines below the blocks."""
    slots: dict[str, tuple[str, str]] = {}
    for line in table.footer:
        for label, cell in zip(("", *(item.label for item in line)), line, strict=False):
            row = table.rows.get(cell.row)
            if row is not None:
                for words in (label, row.label, row.key, *row.aliases):
                    if words:
                        slots.setdefault(row_name(words), (row.key, cell.column))
    return slots
