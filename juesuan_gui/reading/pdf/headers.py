"""Owns the headers of tables without vertical lines: which columns each reaches over, and what stands below which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from juesuan_gui.reading.pdf.header_groups import HeaderPiece, Stack, adopt, widen
from juesuan_gui.reading.pdf.lines import lines_of
from juesuan_gui.reading.pdf.paths import Rule

#: In sizes of the type: how near lines of one header stand, and a rule below its words.
_NEXT_LINE = 1.45
_TIGHT = 1.3
_WRAPPED_LINE = 1.7
_CENTRED = 0.2
_RULE_BELOW = 2.5
#: How much of the words, or of the column, makes them stand over it.
_OWN_SHARE = 0.3
_COLUMN_SHARE = 0.6
#: As a share of the table's width: a line so long reaches over all of it.
_WHOLE_WIDTH = 0.97


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of the header; rows and columns count from 0."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


def header_cells(rows: Sequence[Sequence[HeaderPiece]], xs: Sequence[float], rules: Sequence[Rule]) -> list[HeaderCell]:
    """The header as cells: a header over others spans their columns, one without others reaches down."""
    stacks = _stacks(rows, xs, rules)
    widen(stacks, xs)
    adopt(stacks, xs)
    columns = [
        sorted((stack for stack in stacks if stack.first <= column <= stack.last), key=lambda stack: stack.top)
        for column in range(len(xs) - 1)
    ]
    bands = _bands(stacks, xs, rules)
    level: dict[int, int] = {}
    depths = [0] * (max(bands.values(), default=0) + 1)
    for stack in sorted(stacks, key=lambda item: (bands[id(item)], item.top)):
        band = bands[id(stack)]
        above = [
            other
            for column in range(stack.first, stack.last + 1)
            for other in columns[column]
            if other is not stack and other.top < stack.top and bands[id(other)] == band
        ]
        level[id(stack)] = max((level[id(other)] + 1 for other in above), default=0)
        depths[band] = max(depths[band], level[id(stack)] + 1)
    cells: list[HeaderCell] = []
    for stack in stacks:
        band = bands[id(stack)]
        below = [
            level[id(other)]
            for column in range(stack.first, stack.last + 1)
            for other in columns[column]
            if bands[id(other)] == band and level[id(other)] > level[id(stack)]
        ]
        end = min(below, default=depths[band])
        glyphs = [glyph for piece in stack.pieces for glyph in (*piece.line.glyphs, *piece.line.spaces)]
        text = "\n".join(line.text for line in lines_of(glyphs))
        start = level[id(stack)]
        above_band = sum(depths[:band])
        cells.append(HeaderCell(above_band + start, stack.first, end - start, stack.last - stack.first + 1, text))
    return apart(cells)


def _bands(stacks: Sequence[Stack], xs: Sequence[float], rules: Sequence[Rule]) -> dict[int, int]:
    """For each header between how many lines over the whole width it stands: no cell reaches over such a line.

    A line drawn through words parts nothing, as programs draw that do not leave it out within merged cells.
    """
    width = xs[-1] - xs[0]
    full = [rule.position for rule in rules if rule.end - rule.start >= _WHOLE_WIDTH * width]
    spans = [(min(p.line.top for p in item.pieces), max(p.line.bottom for p in item.pieces)) for item in stacks]
    parting = [at for at in full if not any(top + 1 < at < bottom - 1 for top, bottom in spans)]
    used = sorted({sum(at < stack.middle for at in parting) for stack in stacks})
    return {id(stack): used.index(sum(at < stack.middle for at in parting)) for stack in stacks}


def apart(cells: Sequence[HeaderCell]) -> list[HeaderCell]:
    """The cells without any two on one place: the later one keeps what is free, or its words go to the other."""
    kept: list[HeaderCell] = []
    owner: dict[tuple[int, int], int] = {}
    for cell in cells:
        free = [
            column for column in range(cell.column, cell.column + cell.column_span) if (cell.row, column) not in owner
        ]
        if not free:
            other = owner[cell.row, cell.column]
            kept[other] = replace(kept[other], text=f"{kept[other].text}\n{cell.text}")
            continue
        last = free[0]
        while last + 1 in free:
            last += 1
        rows = 1
        while rows < cell.row_span and all(
            (cell.row + rows, column) not in owner for column in range(free[0], last + 1)
        ):
            rows += 1
        placed = replace(cell, column=free[0], column_span=last - free[0] + 1, row_span=rows)
        for row in range(placed.row, placed.row + placed.row_span):
            for column in range(placed.column, placed.column + placed.column_span):
                owner[row, column] = len(kept)
        kept.append(placed)
    return kept


def _stacks(rows: Sequence[Sequence[HeaderPiece]], xs: Sequence[float], rules: Sequence[Rule]) -> list[Stack]:
    stacks: list[Stack] = []
    for row in rows:
        # What stands under several words of a row is the line below a part of the table, not below one heading.
        own = [rule for rule in rules if sum(rule.start <= piece.centre <= rule.end for piece in row) == 1]
        reached = [(piece, *_reach(piece, xs, own)) for piece in row]
        above = [
            next(
                (item for item in stacks if (item.first, item.last) == (first, last) and _goes_on(item, piece, rules)),
                None,
            )
            for piece, first, last, _ in reached
        ]
        # A line most of which begins headers is a row of its own, however close it stands.
        goes_on = sum(stack is not None for stack in above) * 2 >= len(above)
        for (piece, first, last, fixed), stack in zip(reached, above, strict=True):
            if stack is not None and (
                goes_on
                or _distance(stack, piece) < _TIGHT * piece.line.size
                or (_distance(stack, piece) < _NEXT_LINE * piece.line.size and _is_wrapped(stack, piece))
            ):
                stack.pieces.append(piece)
            else:
                stacks.append(Stack(first, last, fixed, [piece]))
    return stacks


def _reach(piece: HeaderPiece, xs: Sequence[float], rules: Sequence[Rule]) -> tuple[int, int, bool]:
    """First and last column: those that a part rule right below spans, else those that the words stand over."""
    width = xs[-1] - xs[0]
    under = [
        rule
        for rule in rules
        if 0 <= rule.position - piece.line.bottom + 2 < _RULE_BELOW * piece.line.size
        and rule.start <= piece.centre <= rule.end
    ]
    nearest = min(under, key=lambda rule: rule.position, default=None)
    middles = [(left + right) / 2 for left, right in pairwise(xs)]
    if nearest is not None and nearest.end - nearest.start < 0.9 * width:
        over = [column for column, middle in enumerate(middles) if nearest.start <= middle <= nearest.end]
        if over:
            return over[0], over[-1], True
    over = [column for column, (left, right) in enumerate(pairwise(xs)) if _stands_over(piece, left, right)]
    if not over:
        over = [sum(x <= piece.centre for x in xs[1:-1])]
    return over[0], over[-1], False


def _stands_over(piece: HeaderPiece, left: float, right: float) -> bool:
    """Whether words stand over a column with enough of themselves, or of it: its edges are only guessed."""
    shared = min(piece.right, right) - max(piece.left, left)
    return shared > _OWN_SHARE * (piece.right - piece.left) or shared > _COLUMN_SHARE * (right - left)


def _distance(stack: Stack, piece: HeaderPiece) -> float:
    return piece.line.middle - stack.pieces[-1].line.middle


def _goes_on(stack: Stack, piece: HeaderPiece, rules: Sequence[Rule]) -> bool:
    """Whether words are the next line of a header: close below it with no rule between."""
    if _distance(stack, piece) > (_WRAPPED_LINE if _is_wrapped(stack, piece) else _NEXT_LINE) * piece.line.size:
        return False
    low, high = stack.pieces[-1].line.middle, piece.line.middle
    return not any(low < rule.position < high and rule.start <= piece.centre <= rule.end for rule in rules)


def _is_wrapped(stack: Stack, piece: HeaderPiece) -> bool:
    """Whether words are what did not fit on the line above: no longer than it, and centred below it."""
    above = stack.pieces[-1]
    return (
        stack.first == stack.last
        and piece.right - piece.left < above.right - above.left + _CENTRED * piece.line.size
        and abs(piece.centre - above.centre) < _CENTRED * piece.line.size
    )
