"""Owns the columns of a table that no line parts: how far the figures and names below each other reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from juesuan_gui.reading.pdf.pieces import Piece

_NUMBERED = 3
#: So many lines with two figures in one column show that it is two.
_SEVERAL = 2
#: Of the distance of two numbered columns: what stands nearer to a number is of its column.
_OF_ITS_OWN = 0.75
_NUMBER_WORDS = frozenset({"栏次", "行次"})


@dataclass(slots=True)
class Track:
    """A column as far as its words reach; ``rows`` are the lines that have something in it."""

    left: float
    right: float
    is_figure: bool
    rows: set[int]


def tracks_of(rows: Sequence[Sequence[Piece]], body: Sequence[int]) -> list[Track]:
    """The columns of figures, and of names beside them."""
    figures = _figure_tracks([(piece, index) for index in body for piece in rows[index] if piece.is_figure])
    words = [
        (piece, index)
        for index in range(body[0], len(rows))
        for piece in rows[index]
        if not piece.is_figure and not any(overlaps(piece, track) for track in figures)
    ]
    tracks = sorted(figures + _clusters(words, False), key=lambda track: track.left)
    joined: list[Track] = []
    for track in tracks:
        before = joined[-1] if joined else None
        if before and not before.is_figure and not track.is_figure and not before.rows & track.rows:
            # Names at the left and a centred 合计: one column, as no line has both.
            before.right, before.rows = max(before.right, track.right), before.rows | track.rows
        else:
            joined.append(track)
    return joined


def _clusters(pieces: Sequence[tuple[Piece, int]], is_figure: bool) -> list[Track]:
    tracks: list[Track] = []
    for piece, row in sorted(pieces, key=lambda item: item[0].left):
        if tracks and piece.left < tracks[-1].right:
            tracks[-1].right = max(tracks[-1].right, piece.right)
            tracks[-1].rows.add(row)
        else:
            tracks.append(Track(piece.left, piece.right, is_figure, {row}))
    return tracks


def _figure_tracks(pieces: Sequence[tuple[Piece, int]]) -> list[Track]:
    """The columns of figures. Where one line has several figures in a column, it is several that overlap.

    行次 stand at the left of amounts so wide that they reach below them.
    """
    found: list[Track] = []
    for track in _clusters(pieces, True):
        own = [(piece, row) for piece, row in pieces if overlaps(piece, track)]
        by_row: dict[int, list[Piece]] = {}
        for piece, row in own:
            by_row.setdefault(row, []).append(piece)
        most = max(map(len, by_row.values()))
        whole = [sorted(row, key=lambda piece: piece.left) for row in by_row.values() if len(row) == most]
        parts = [[row[place] for row in whole] for place in range(most)]
        if most == 1 or len(whole) < _SEVERAL or any(_meet(first, second) for first, second in pairwise(parts)):
            found.append(track)
            continue
        gathered: list[list[tuple[Piece, int]]] = [[] for _ in parts]
        for piece, row in own:
            gathered[min(range(most), key=lambda place: _apart(piece, parts[place]))].append((piece, row))
        found += [
            Track(
                min(piece.left for piece, _ in part),
                max(piece.right for piece, _ in part),
                True,
                {row for _, row in part},
            )
            for part in gathered
        ]
    return found


def _meet(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether figures of a column and of the next share an edge, so that they show no two columns."""
    return any(
        abs(piece.right - other.right) < 1 or abs(piece.left - other.left) < 1 for piece in left for other in right
    )


def _apart(piece: Piece, column: Sequence[Piece]) -> float:
    """How far a figure stands from those of a column, by the edge that is nearer."""
    return min(min(abs(piece.right - other.right), abs(piece.left - other.left)) for other in column)


def overlaps(piece: Piece, track: Track) -> bool:
    return piece.left < track.right and piece.right > track.left


def with_blank_columns(tracks: Sequence[Track], headers: Sequence[Sequence[Piece]]) -> list[Track]:
    """The columns with those that have a header or a number and no figure at all."""
    result = list(tracks)
    named_alone = _headed(tracks, headers)
    words = [piece for row in headers if not is_number_line(row) for piece in row]
    for row in sorted(headers, key=is_number_line, reverse=True):
        named = [piece for piece in row if _names_a_column(piece)]
        if is_number_line(row):
            numbers = [piece for piece in row if piece.is_figure]
            blank = _unmatched(numbers, [track for track in tracks if track.is_figure])
            result += [Track(piece.left, piece.right, True, set()) for piece in blank if _is_free(piece, result)]
            if not any(track.is_figure and track.rows for track in tracks):
                # Of an empty table only 合计 stands below 类 款 项 科目名称; a total with figures may go on overleaf.
                others = [piece for piece in row if not piece.is_figure and _is_free(piece, result)]
                result += [Track(piece.left, piece.right, False, set()) for piece in others]
            continue
        for index, track in enumerate(tracks):
            after = tracks[index - 1].right if index else float("-inf")
            held = [piece for piece in named if after < piece.centre <= track.right]
            first = tracks[0].left
            has_header = any(first - 1 <= piece.centre <= after and piece not in row for piece in words)
            if index and held and not has_header and _lacks_header(tracks[index - 1], index == 1, named):
                held = held[1:]
            # The words nearest to a column are its own header, unless others stand right over it and beside them.
            own = named_alone.get(index)
            beside = own is not None and any(own.left - piece.right > own.line.size for piece in held[-1:])
            blank = held[:-1]
            if beside and not overlaps(held[-1], track) and not any(_is_below(other, held[-1]) for other in words):
                blank = held
            result += [Track(piece.left, piece.right, True, set()) for piece in blank if _is_free(piece, result)]
        behind = [piece for piece in named if piece.left > tracks[-1].right]
        result += [Track(piece.left, piece.right, True, set()) for piece in behind if _is_free(piece, result)]
    return sorted(result, key=lambda track: track.left)


def without_groups(headers: Sequence[Sequence[Piece]]) -> list[Piece]:
    """The pieces of a header but those with several others below them, or one such: these are of several columns."""
    groups: set[int] = set()
    for index in range(len(headers) - 1, -1, -1):
        for piece in headers[index]:
            under = [[other for other in below if _is_below(other, piece)] for below in headers[index + 1 :]]
            if any(len(found) > 1 or any(id(other) in groups for other in found) for found in under):
                groups.add(id(piece))
    return [piece for row in headers for piece in row if id(piece) not in groups]


def _is_below(other: Piece, piece: Piece) -> bool:
    return other.left < piece.right and other.right > piece.left and other.line.middle > piece.line.middle


def _headed(tracks: Sequence[Track], headers: Sequence[Sequence[Piece]]) -> dict[int, Piece]:
    """By column of figures, words of the header that stand over it and over no other column."""
    found: dict[int, Piece] = {}
    for row in headers:
        for piece in row if not is_number_line(row) else ():
            under = [index for index, track in enumerate(tracks) if overlaps(piece, track)]
            if len(under) == 1 and tracks[under[0]].is_figure and _names_a_column(piece):
                found.setdefault(under[0], piece)
    return found


def _unmatched(numbers: Sequence[Piece], tracks: Sequence[Track]) -> list[Piece]:
    """The numbers of columns that no column of figures answers to, each of those having the nearest one in order.

    Codes and 行次 are columns of figures too, but without a number: they stand further from any than numbers do.
    """
    near = _OF_ITS_OWN * min((after.left - before.left for before, after in pairwise(numbers)), default=float("inf"))
    every = tracks
    # The last number of a wide column stands far from its figures; no other column is right of both.
    last = [track for track in tracks if track.left > numbers[-1].right]
    alone = len(last) == 1 and not any(
        abs(numbers[-1].centre - (track.left + track.right) / 2) <= near for track in tracks
    )
    tracks = [
        track
        for track in tracks
        if any(abs(number.centre - (track.left + track.right) / 2) <= near for number in numbers)
        or (alone and track is last[0])
    ]
    if len(numbers) <= len(tracks) or _end_behind(numbers, every):
        return []
    # costs[i][j]: the least distance of the first i columns from some of the first j numbers.
    costs = [[0.0] * (len(numbers) + 1)] + [[float("inf")] * (len(numbers) + 1) for _ in tracks]
    for i, track in enumerate(tracks, 1):
        middle = (track.left + track.right) / 2
        for j, number in enumerate(numbers, 1):
            costs[i][j] = min(costs[i][j - 1], costs[i - 1][j - 1] + abs(number.centre - middle))
    left: list[Piece] = []
    i = len(tracks)
    for j in range(len(numbers), 0, -1):
        if i and costs[i][j] != costs[i][j - 1]:
            i -= 1
        else:
            left.append(numbers[j - 1])
    return left


def _end_behind(numbers: Sequence[Piece], tracks: Sequence[Track]) -> bool:
    """Whether figures end between every number and the next: numbers at the left of columns, figures at the right."""
    ends = [*(number.left for number in numbers[1:]), float("inf")]
    return all(
        any(number.right < track.right < end for track in tracks) for number, end in zip(numbers, ends, strict=True)
    )


def _lacks_header(track: Track, is_first: bool, row: Sequence[Piece]) -> bool:
    """Whether a column of names has no header over it in this row: the next words at its right are its own.

    Names begin at the left of their column, the header stands in its middle, behind short names.
    """
    if all(piece.is_figure for piece in row) or not (is_first or not track.is_figure):
        return False
    return not any(overlaps(piece, track) for piece in row)


def _names_a_column(piece: Piece) -> bool:
    return piece.is_figure or len(piece.line.glyphs) > 1


def _is_free(piece: Piece, tracks: Sequence[Track]) -> bool:
    return not any(overlaps(piece, track) for track in tracks)


def borders_of(tracks: Sequence[Track], headers: Sequence[Piece], edges: Sequence[float] = ()) -> list[float]:
    """Where columns part: the middle of the widest gap that figures, names and headers leave between them.

    Words over no column, between one that has a header and one of figures without, head the latter: cells of web pages
    begin their header at the left edge and end their figures at the right one. ``edges`` are where printed lines end,
    which they do between columns.
    """
    borders: list[float] = []
    is_headed = bool(tracks) and any(piece.left < tracks[0].right for piece in headers)
    for before, after in pairwise(tracks):
        low, high = before.right, max(after.left, before.right + 0.1)
        between = [piece for piece in headers if low <= piece.left and piece.right <= high]
        has_own = any(overlaps(piece, after) for piece in headers)
        if is_headed and between and after.is_figure and not has_own:
            high = min(piece.left for piece in between)
        is_headed = has_own or bool(is_headed and between)
        drawn = [edge for edge in edges if before.right <= edge <= after.left]
        drawn = [edge for edge in drawn if not any(piece.left + 1 < edge < piece.right - 1 for piece in headers)]
        if drawn:
            borders.append(Counter(drawn).most_common(1)[0][0])
            continue
        taken = sorted(
            (max(piece.left, low), min(piece.right, high))
            for piece in headers
            if piece.left < high and piece.right > low and piece.right - piece.left < 2 * (high - low) + 1
        )
        best, at = 0.0, (low + high) / 2
        for start, end in _gaps(low, high, taken):
            if end - start > best:
                best, at = end - start, (start + end) / 2
        borders.append(at)
    return borders


def _gaps(low: float, high: float, taken: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    for start, end in taken:
        if start > low:
            yield low, start
        low = max(low, end)
    if high > low:
        yield low, high


def is_number_line(row: Sequence[Piece]) -> bool:
    """The line that numbers the columns: whole numbers each one more than the last."""
    texts = [piece.text for piece in row if piece.is_figure]
    words = ["".join(piece.text.split()) for piece in row if not piece.is_figure]
    fewest = 1 if words and set(words) <= _NUMBER_WORDS else _NUMBERED
    if len(texts) < fewest or not all(text.isdigit() and len(text) < 3 for text in texts):
        return False
    return all(int(after) - int(before) == 1 for before, after in pairwise(texts))


def column_of(piece: Piece, xs: Sequence[float], tracks: Sequence[Track]) -> int:
    """Figures by the column that they reach into, names by where they begin."""
    if piece.is_figure:
        reached = [(index, track) for index, track in enumerate(tracks) if track.rows and overlaps(piece, track)]
        if reached:
            shared = [min(piece.right, track.right) - max(piece.left, track.left) for _, track in reached]
            # Of columns that overlap, the one that it fills most, and among those the one whose edge is its own.
            return min(
                zip(reached, shared, strict=True),
                key=lambda item: (
                    -round(item[1]),
                    min(abs(piece.right - item[0][1].right), abs(piece.left - item[0][1].left)),
                ),
            )[0][0]
    at = piece.centre if piece.is_figure else piece.left + 1
    return sum(x <= at for x in xs[1:-1])
