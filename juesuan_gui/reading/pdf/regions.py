"""Owns finding tables that no frame of lines encloses: between horizontal lines only, or by columns of figures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from juesuan_gui.reading.pdf.frames import Frame
from juesuan_gui.reading.pdf.lines import Line
from juesuan_gui.reading.pdf.paths import Rule
from juesuan_gui.reading.pdf.pieces import is_figure, narrow_gaps, pieces_of

#: In points: how far the ends of a table's horizontal lines may differ.
_SAME_END = 8.0
#: In points: how much more room than others a row may leave above the line below it.
_PADDING = 3.0
#: A piece so wide, as a share of the table, is prose and not a cell.
_PROSE = 0.6
#: In sizes of the type: farther lines are not of one table.
_FAR = 3.0
#: In sizes of the type: what stands nearer below a line may be the rest of its words.
_REST = 0.4
#: And how far below a line at the margin the next line of its name stands.
_NEXT_OF_NAME = 1.7
_EVEN = 1.15
_FEWEST_ROWS = 3
_MOST_BETWEEN = 2
_MOST_HEADER_LINES = 16
#: In sizes of the type: how far above its rows a header begins.
_HIGHEST_HEADER = 16.0
_OFF_MIDDLE = 3.0
COLUMN_GAP = 1.0
#: 其中：教育收费 is a heading, 单位：万元 is not.
_COLON = re.compile(r"(?<!其中)[:：]")
#: 2317357.25 元、 1169778.67 元和: what stands between the figures of a sentence that was drawn out to the margin.
_BETWEEN_FIGURES = re.compile(r"(?:[亿万]?元|[%％]|[人辆台套个次])?(?:[、，,；;。]|和|及)")
_DECIMAL = re.compile(r"[.．,，]\d|[%％]")


@dataclass(frozen=True, slots=True)
class Region:
    """The printed lines of a table, and the rules in it."""

    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()


def figures_in(line: Line) -> int:
    """How many pieces of a line are nothing but a figure."""
    return sum(piece.is_figure for piece in pieces_of(line))


def boxed(frames: Sequence[Frame], lines: Sequence[Line]) -> Iterator[Region]:
    """Frames of one column that hold rows of several figures."""
    for frame in frames:
        inside = [line for line in lines if frame.holds((line.left + line.right) / 2, line.middle)]
        if len(frame.xs) == 2 and sum(is_row(line) for line in inside) > 1:
            yield Region(tuple(inside), frame.horizontals)


def between_lines(loose: Sequence[Rule], lines: Sequence[Line]) -> list[Region]:
    """Tables with horizontal lines only: lines of equal extent with rows of several figures between them."""
    regions: list[Region] = []
    for group in _alike(loose):
        for part in _without_prose(group, lines):
            top, bottom = part[0].position, part[-1].position
            inside = [line for line in lines if top <= line.middle <= bottom]
            rows = [line for line in inside if is_row(line)]
            if not rows:
                continue
            first = lines.index(inside[0])
            if inside[0] is rows[0] or _is_underlined(lines[:first], [rule.position for rule in part], inside):
                # Lines below every row and none above the first: the header stands over the topmost one.
                above = max((lines.index(region.lines[-1]) + 1 for region in regions), default=0)
                inside = [*lines[first_header(lines, min(above, first), first, rows) : first], *inside]
            left, right = part[0].start - 1, part[0].end + 1
            others = [rule for rule in loose if top < rule.position < bottom and left <= rule.start <= right]
            regions.append(Region(tuple(inside), tuple(dict.fromkeys((*part, *others)))))
    return regions


def _is_underlined(above: Sequence[Line], rules: Sequence[float], inside: Sequence[Line]) -> bool:
    """Whether the words over the first of the lines stand as near to it as rows do to the line below them."""
    nearest = [
        min((rule - line.bottom for rule in rules if rule > line.middle), default=float("inf")) for line in inside
    ]
    usual = sorted(nearest)[len(nearest) // 2]
    return bool(above) and rules[0] - above[-1].bottom < usual + _PADDING


def _alike(loose: Sequence[Rule]) -> list[list[Rule]]:
    """Lines of equal extent, in groups of two and more from top to bottom."""
    groups: list[list[Rule]] = []
    for rule in sorted(loose, key=lambda item: item.position):
        for group in groups:
            if abs(group[0].start - rule.start) < _SAME_END and abs(group[0].end - rule.end) < _SAME_END:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) > 1]


def _without_prose(group: Sequence[Rule], lines: Sequence[Line]) -> Iterator[list[Rule]]:
    """The group cut where prose stands between two of its lines: those bound different tables."""
    part = [group[0]]
    for upper, lower in pairwise(group):
        between = [line for line in lines if upper.position < line.middle < lower.position]
        width = upper.end - upper.start
        prose = sum(_is_prose(line, width) for line in between)
        if prose > 0.3 * len(between) and prose:
            if len(part) > 1:
                yield part
            part = []
        part.append(lower)
    if len(part) > 1:
        yield part


def _is_prose(line: Line, width: float) -> bool:
    pieces = line.segments(COLUMN_GAP)
    return len(pieces) == 1 and not is_figure(line.text) and line.right - line.left > _PROSE * width


def without_lines(lines: Sequence[Line]) -> list[Region]:
    """Tables without any line: rows of names and figures whose figures stand in columns."""
    regions: list[Region] = []
    start = 0
    for first, last in _runs(lines):
        rows = [line for line in lines[first : last + 1] if is_row(line)]
        if _in_columns(rows):
            first = first_header(lines, start, first, rows)
            regions.append(Region(tuple(lines[first : last + 1])))
            start = last + 1
    return regions


def first_header(lines: Sequence[Line], start: int, first: int, rows: Sequence[Line]) -> int:
    """The line that the headers above the rows begin at."""
    found = first
    for index in range(first - 1, max(start, first - _MOST_HEADER_LINES) - 1, -1):
        far = lines[first].top - lines[index].top > _HIGHEST_HEADER * lines[index].size
        if far or not _may_be_header(lines[index], lines[index + 1], rows):
            break
        if (
            len(lines[index].segments(COLUMN_GAP)) > 1
            or _heads_columns(lines[index], rows)
            or _is_group(lines[index], lines[index + 1], rows)
        ):
            found = index
    return found


def _runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """First and last of rows that follow each other, with at most two other lines between two of them.

    Lines that stand in the columns of the rows, without a figure of their own, are blank rows or parts of names:
    there may be any number of them.
    """
    rows = [index for index, line in enumerate(lines) if is_row(line)]
    groups: list[list[int]] = []
    for row in rows:
        if groups:
            before = groups[-1][-1]
            between = lines[before + 1 : row]
            left = min(lines[index].left for index in groups[-1])
            right = max(lines[index].right for index in groups[-1])
            others = sum(not _is_in_columns(line, left, right) for line in between)
            if (others <= _MOST_BETWEEN or _are_blank_rows(lines[before : row + 1], right - left)) and not _is_far(
                lines[before : row + 1]
            ):
                groups[-1].append(row)
                continue
        groups.append([row])
    return [(group[0], _last_of_columns(lines, group)) for group in groups]


def _are_blank_rows(lines: Sequence[Line], width: float) -> bool:
    """Whether the lines between two rows are rows with nothing but a name: as far apart as rows, and no sentence."""
    gaps = [after.middle - before.middle for before, after in pairwise(lines)]
    words = lines[1:-1]
    return max(gaps) < _EVEN * min(gaps) and not any(
        _is_prose(line, width) or _COLON.search(line.text) or line.text.rstrip()[-1:] in "。；，" for line in words
    )


def _is_in_columns(line: Line, left: float, right: float) -> bool:
    """Whether a line without figures has words in several columns, or in one that does not begin at the margin."""
    if len(line.segments(COLUMN_GAP)) > 1:
        return not _COLON.search(line.text)
    return line.left > left + 2 * line.size and line.right < right and not _is_prose(line, right - left)


def _last_of_columns(lines: Sequence[Line], group: Sequence[int]) -> int:
    """The last line of a table: below the last figure, as long as lines stand in several columns close by.

    The end of a name that goes on under its figures stands alone, but right below and within the table.
    """
    left, right = min(lines[index].left for index in group), max(lines[index].right for index in group)
    last = group[-1]
    while last + 1 < len(lines):
        line, above = lines[last + 1], lines[last]
        several = len(line.segments(COLUMN_GAP)) > 1 and not _COLON.search(line.text)
        inside = _is_in_columns(line, left, right)
        rest = inside and line.top - above.bottom < _REST * line.size
        rest = rest or (
            _is_in_first_column(line, lines, group) and line.middle - above.middle < _NEXT_OF_NAME * line.size
        )
        if not (several or rest or (inside and _is_blank_row(line, above, lines, group))) or _is_far(
            lines[last : last + 2]
        ):
            break
        last += 1
    return last


def _is_in_first_column(line: Line, lines: Sequence[Line], group: Sequence[int]) -> bool:
    """Whether a line is the end of a name at the margin: no wider than the names there are."""
    names = [pieces_of(lines[index])[0] for index in range(group[0], group[-1] + 1)]
    names = [name for name in names if not name.is_figure and abs(name.left - line.left) < line.size / 2]
    return (
        len(names) > 1
        and len(pieces_of(line)) == 1
        and line.right <= max(name.right for name in names) + 1
        and line.text.rstrip()[-1:] not in "。；，"
        and not _COLON.search(line.text)
    )


def _is_blank_row(line: Line, above: Line, lines: Sequence[Line], group: Sequence[int]) -> bool:
    """Whether a line is a row with nothing but a name at the right: where names begin, as far below as rows stand."""
    names = [piece for index in group for piece in pieces_of(lines[index])[1:] if not piece.is_figure]
    gaps = sorted(lines[after].middle - lines[before].middle for before, after in pairwise(group))
    return (
        sum(abs(name.left - line.left) < _REST * line.size / 2 for name in names) >= _FEWEST_ROWS
        and len(pieces_of(line)) == 1
        and line.text.rstrip()[-1:] not in "。；，"
        and not _COLON.search(line.text)
        and line.middle - above.middle < _EVEN * gaps[len(gaps) // 2]
    )


def _is_far(lines: Sequence[Line]) -> bool:
    return any(after.top - before.bottom > _FAR * after.size for before, after in pairwise(lines))


def is_row(line: Line) -> bool:
    """Whether a line has a figure and something beside it, and is no part of a sentence."""
    pieces = pieces_of(line)
    if any(_BETWEEN_FIGURES.fullmatch(after.text.strip()) for before, after in pairwise(pieces) if before.is_figure):
        return False
    return len(pieces) > 1 and any(piece.is_figure for piece in pieces)


def _in_columns(rows: Sequence[Line]) -> bool:
    """Whether figures stand in columns: aligned at one side, several columns of them or amounts with decimals."""
    wide = [line for line in rows if figures_in(line) >= _FEWEST_ROWS]
    if len(rows) == 1 and figures_in(rows[0]) > _FEWEST_ROWS:
        # 三公 has one row of figures and no name: amounts side by side as no sentence has them.
        return sum(_DECIMAL.search(piece.text) is not None for piece in pieces_of(rows[0])) > _FEWEST_ROWS
    if len(rows) < _FEWEST_ROWS and (len(rows) < 2 or len(wide) < len(rows)):
        return False
    figures = [piece for line in rows for piece in pieces_of(line) if piece.is_figure]
    size = rows[0].size
    aligned = max(
        _most_alike([figure.right for figure in figures], size), _most_alike([figure.left for figure in figures], size)
    )
    if aligned < max(min(_FEWEST_ROWS, len(rows)), 0.6 * len(rows)) and not wide:
        return False
    several = sum(figures_in(line) > 1 for line in rows) * 2 >= len(rows)
    amounts = sum(_DECIMAL.search(figure.text) is not None for figure in figures)
    return amounts * 2 >= len(figures) or (several and len(rows) > _FEWEST_ROWS) or len(wide) > 1


def _most_alike(positions: Sequence[float], size: float) -> int:
    """At most how many of the positions lie within half a size of one of them."""
    ordered = sorted(positions)
    return max(bisect_left(ordered, at + size / 2) - bisect_right(ordered, at - size / 2) for at in ordered)


def _is_group(line: Line, below: Line, rows: Sequence[Line]) -> bool:
    """Whether words alone on their line head a group of columns: half a row above the others, or off the middle."""
    if below.middle - line.middle < below.size:
        return True
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    space = _OFF_MIDDLE * line.size
    off = abs((line.left + line.right) / 2 - (left + right) / 2) > space
    return off and line.size <= below.size and left + space < line.left and line.right < right - space


def _heads_columns(line: Line, rows: Sequence[Line]) -> bool:
    """Whether a line has words over several columns of figures, with next to no room between them."""
    places = narrow_gaps(line)
    if not places:
        return False
    figures = [(piece.left, piece.right) for row in rows for piece in pieces_of(row) if piece.is_figure]
    words = [Line(line.glyphs[start:end]) for start, end in pairwise([0, *places, len(line.glyphs)])]
    over = [
        {round(right / line.size) for left, right in figures if left < word.right and right > word.left}
        for word in words
    ]
    heads = [found for found in over if found]
    return len(heads) > 1 and all(not before & after for before, after in pairwise(heads))


def _may_be_header(line: Line, below: Line, rows: Sequence[Line]) -> bool:
    """Whether a line above rows may be of their header, not a unit or prose."""
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    return (
        not _COLON.search(line.text)
        and (not _is_prose(line, right - left) or _heads_columns(line, rows))
        and below.top - line.bottom < _FAR * below.size
        and line.left >= left - 3 * line.size
        # Columns without a figure reach further than the rows do.
        and (pieces_of(line)[-1].centre <= right + 3 * line.size or len(pieces_of(line)) > 2)
    )
