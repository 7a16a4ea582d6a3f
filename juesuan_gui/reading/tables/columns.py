"""Owns matching the columns of a grid to the fields of a form's table, by header path, never by position."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from juesuan_gui.document import Cell
from juesuan_gui.forms import FieldRole, Table
from juesuan_gui.reading.normal import folded, heading
from juesuan_gui.reading.tables.header import Header, HeaderColumn
from juesuan_gui.reading.tables.wanted import Fit, WantedHeadings

_TORN = "左边有一栏没有认出，分不清是哪一栏的数"


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """Grid columns under one heading, and the form's columns that they may be (one per block at most)."""

    indexes: tuple[int, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """Columns that stand together: a row's labels, then its figures. A two-sided table has two groups."""

    labels: tuple[int, ...]
    codes: frozenset[int]
    figures: tuple[FigureColumn, ...]
    lines: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class UnmatchedColumn:
    """A column with a heading that the form does not have."""

    index: int
    leaf: Cell | None
    heading: str
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """What became of every column."""

    groups: tuple[ColumnGroup, ...]
    unmatched: tuple[UnmatchedColumn, ...]
    missing: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    """A group while its columns are being gathered."""

    labels: list[int]
    codes: set[int]
    figures: list[FigureColumn]
    spare: list[HeaderColumn]
    lines: set[int]
    is_torn: bool = False


@dataclass(frozen=True, slots=True)
class _Heads:
    """All grid columns under one heading cell."""

    columns: tuple[HeaderColumn, ...]
    keys: tuple[str, ...] = ()
    role: FieldRole | None = None
    reason: str = ""

    @property
    def first(self) -> HeaderColumn:
        """The leftmost of them; all have the same path."""
        return self.columns[0]


def match_columns(header: Header, table: Table, hidden: AbstractSet[int] = frozenset()) -> ColumnMatch:
    """Match every column by its headings; what does not fit is listed, never guessed.

    ``hidden`` are columns that the sheet does not show: one beside another of its heading checks that one.
    """
    wanted = WantedHeadings(table)
    heads = _without_copies([_matched(columns, wanted) for columns in _under_one_heading(header.columns)], hidden)
    heads = _by_numbers(heads, header, wanted) or _without_rivals(heads, wanted)
    drafts = _grouped(_with_blank_codes(heads))
    unmatched: list[UnmatchedColumn] = []
    groups: list[ColumnGroup] = []
    reasons = {head.first.index: head.reason for head in heads}
    for draft in drafts:
        if draft.is_torn and len(table.blocks) > 1:
            lost = {index for figure in draft.figures for index in figure.indexes}
            unmatched += [
                UnmatchedColumn(column.index, column.leaf, "／".join(column.path), _TORN)
                for column in header.columns
                if column.index in lost
            ]
            draft.figures.clear()
        if not draft.labels or (table.coded is not None and not draft.codes):
            first_figure = min((figure.indexes[0] for figure in draft.figures), default=0)
            # A heading cut by its line hides the column of codes; what stands left of all figures are labels.
            draft.labels = sorted(
                {*draft.labels, *(column.index for column in draft.spare if column.index < first_figure)}
            )
            draft.spare = [column for column in draft.spare if column.index not in draft.labels]
        groups.append(
            ColumnGroup(tuple(draft.labels), frozenset(draft.codes), tuple(draft.figures), frozenset(draft.lines))
        )
        unmatched += [
            UnmatchedColumn(column.index, column.leaf, "／".join(column.path), reasons.get(column.index, ""))
            for column in draft.spare
        ]
    found = {key for group in groups for figure in group.figures for key in figure.keys}
    missing = tuple(column.key for column in table.columns if column.key not in found)
    return ColumnMatch(tuple(group for group in groups if group.figures), tuple(unmatched), missing)


def _under_one_heading(columns: Iterable[HeaderColumn]) -> list[tuple[HeaderColumn, ...]]:
    gathered: list[list[HeaderColumn]] = []
    for column in columns:
        before = gathered[-1][-1] if gathered else None
        if before is not None and column.leaf is not None and column.leaf == before.leaf and column.path == before.path:
            gathered[-1].append(column)
        else:
            gathered.append([column])
    return [tuple(items) for items in gathered]


def _matched(columns: tuple[HeaderColumn, ...], wanted: WantedHeadings) -> _Heads:
    fits = wanted.fits(columns[0].path)
    best = max((fit for _, fit in fits), default=Fit.NONE)
    if best < Fit.PATH and (role := _label_role(columns, wanted)) is not None:
        return _Heads(columns, role=role)
    if best is Fit.NONE:
        return _Heads(columns, reason="本版式没有这一列")
    keys = tuple(dict.fromkeys(item.column for item, fit in fits if fit is best))
    if best is Fit.LEAF and len(keys) > 1:
        return _Heads(columns, reason="表头不完整，分不清是哪一列")
    return _Heads(columns, keys=keys)


def _label_role(columns: tuple[HeaderColumn, ...], wanted: WantedHeadings) -> FieldRole | None:
    """Whether columns hold codes, names or line numbers: by 栏次 words, equal headings, similar ones."""
    fields = wanted.labels
    number, path = columns[0].number, wanted.as_printed(columns[0].path)
    if number and not number.isdigit():
        for item in fields:
            if folded(item.number) == number:
                return item.role
    if not path:
        return None
    for item in fields:
        if heading(item.header[-1]) == path[-1]:
            return item.role
    for item in fields:
        words = heading(item.header[-1])
        if len(path[-1]) > 1 and (words in path[-1] or path[-1] in words):
            return item.role
    return None


def _without_copies(heads: list[_Heads], hidden: AbstractSet[int]) -> list[_Heads]:
    """The hidden columns that could be the same as a visible one are none of the form's."""
    shown = {key for head in heads if head.first.index not in hidden for key in head.keys}
    return [
        _Heads(head.columns, reason="是隐藏的列，另有一列可见")
        if head.first.index in hidden and not shown.isdisjoint(head.keys)
        else head
        for head in heads
    ]


def _without_rivals(heads: list[_Heads], wanted: WantedHeadings) -> list[_Heads]:
    """Of several columns that could be one of the form's, the exact one wins; equals are all left out."""
    kept: list[_Heads] = []
    for head in heads:
        if not head.keys:
            kept.append(head)
            continue
        fit = wanted.best(head.first.path, head.keys)
        rivals = [other for other in heads if other is not head and set(other.keys) & set(head.keys)]
        rivals = [other for other in rivals if not _apart(head, other, heads)]
        best = max((wanted.best(other.first.path, other.keys) for other in rivals), default=Fit.NONE)
        if best > fit:
            kept.append(_Heads(head.columns, reason="另有一列与版式更相符"))
        elif rivals and best == fit:
            kept.append(_Heads(head.columns, reason="同样的表头有几列，分不清是哪一列"))
        else:
            kept.append(head)
    return kept


def _by_numbers(heads: list[_Heads], header: Header, wanted: WantedHeadings) -> list[_Heads]:
    """The columns by their printed 栏次, where a source shifted its headings: they then contradict 栏次.

    Only with every 栏次 of the form printed once, in its order, and every heading of the form there: then no
    column is missing, and what stands under 栏次 5 is the form's column 5. Empty when headings and 栏次 agree.
    """
    numbers = {item.number: item.column for item in wanted.figures}
    printed = [column for column in header.columns if column.number.isdigit()]
    if len(numbers) < 2 or [column.number for column in printed] != list(numbers):
        return []
    words = {text for column in header.columns for text in wanted.as_printed(column.path)}
    leaves = {item.path[-1] for item in wanted.figures}
    by_index = {column.index: numbers[column.number] for column in printed}
    contradicted = any(
        by_index.get(column.index) not in head.keys for head in heads if head.keys for column in head.columns
    )
    # Headings that all fit as a whole only stand in another order; where one fits by its last word alone, they moved.
    moved = any(wanted.best(head.first.path, head.keys) is Fit.LEAF for head in heads if head.keys)
    if not contradicted or not moved or not leaves <= words:
        return []
    columns = {column.index: column for head in heads for column in head.columns}
    labels = {column.index: head.role for head in heads if head.role for column in head.columns}
    return [
        _Heads((column,), keys=(by_index[index],))
        if index in by_index
        else _Heads((column,), role=labels.get(index) or (FieldRole.NAME if column.path else None))
        for index, column in sorted(columns.items())
    ]


def _apart(one: _Heads, other: _Heads, heads: list[_Heads]) -> bool:
    """Whether labels stand between two columns: then they belong to different blocks."""
    first, last = sorted((one.first.index, other.first.index))
    return any(head.role in (FieldRole.CODE, FieldRole.NAME) and first < head.first.index < last for head in heads)


def _with_blank_codes(heads: list[_Heads]) -> list[_Heads]:
    """Columns without any heading between code and name hold further parts of the code."""
    filled: list[_Heads] = []
    for position, head in enumerate(heads):
        rest = heads[position + 1 :]
        following = next((item.role for item in rest if item.first.path), None)
        before = filled[-1].role if filled else None
        if not head.first.path and head.role is None and before is FieldRole.CODE and following is not None:
            filled.append(_Heads(head.columns, role=FieldRole.CODE))
        else:
            filled.append(head)
    return filled


def _grouped(heads: list[_Heads]) -> list[_Draft]:
    drafts = [_Draft([], set(), [], [], set())]
    pending: list[HeaderColumn] = []
    for head in heads:
        if head.role is not None:
            if drafts[-1].figures:
                drafts.append(_Draft([], set(), [], pending, set()))
            else:
                # 编码 | 名称 | ? | 名称 | 金额: a block lost its figures, and whose the last ones are is not known.
                drafts[-1].is_torn |= bool(pending and drafts[-1].labels and head.role is not FieldRole.LINE)
                drafts[-1].spare += pending
            pending = []
            indexes = [column.index for column in head.columns]
            if head.role is FieldRole.LINE:
                drafts[-1].lines.update(indexes)
            else:
                drafts[-1].labels += indexes
            if head.role is FieldRole.CODE:
                drafts[-1].codes.update(indexes)
        elif head.keys:
            drafts[-1].spare += pending
            pending = []
            drafts[-1].figures.append(FigureColumn(tuple(column.index for column in head.columns), head.keys))
        else:
            pending += head.columns
    drafts[-1].spare += pending
    return drafts
