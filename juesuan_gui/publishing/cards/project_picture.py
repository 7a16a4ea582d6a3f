"""Owns the one-page picture of all projects: execution rate against score, the lowest first, as plain shapes.

A line per project with two bars on one scale from 0 to 100: the rate hatched, the score (of full marks) dark, each
with its figure. Many projects stand in two or three columns; bars and figures never rest on colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from juesuan_gui.document import Alignment, Paragraph, TextStyle
from juesuan_gui.document.drawings import Box, Drawing, Fill, Label, Shape, Stroke
from juesuan_gui.forms import CardPart
from juesuan_gui.live.cards import ShownCard, number_of, trimmed
from juesuan_gui.report.cards import CardKind

#: The text area of a 公文 page (GB/T 9704: 156 mm × 225 mm) less room for heading and caption, in points.
PAGE_WIDTH: Final = 442.0
PAGE_HEIGHT: Final = 590.0
#: The bounds of 中, 良, 优 (财预〔2020〕10号), for forms without grades of their own.
_NATIONWIDE: Final = (Decimal(60), Decimal(80), Decimal(90))
_LEGEND_HEIGHT: Final = 20.0
_SCALE_HEIGHT: Final = 12.0
_TALLEST, _LOWEST = 26.0, 11.0
_GAP: Final = 14.0
_MOST_COLUMNS: Final = 3
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class ProjectMark:
    """What the picture says of a project: its card, name, execution rate in percent, score and full marks.

    ``rate`` and ``score`` are ``None`` where the card shows none. ``bounds`` are the least scores of its form's
    grades, as percentages of full marks.
    """

    card: str
    name: str
    rate: Decimal | None
    score: Decimal | None
    full: Decimal = _HUNDRED
    bounds: tuple[Decimal, ...] = _NATIONWIDE

    @property
    def share(self) -> Decimal | None:
        """The score as a percentage of full marks."""
        return self.score * 100 / self.full if self.score is not None and self.full else None


@dataclass(frozen=True, slots=True)
class PictureRow:
    """Where the line of a project lies in the drawing, for the mouse."""

    card: str
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the drawing lies in the line."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class ProjectPicture:
    """The drawing, its lines from the lowest on, and how many projects found no room."""

    drawing: Drawing
    rows: tuple[PictureRow, ...]
    left_out: int = 0


def project_marks(cards: Iterable[ShownCard]) -> list[ProjectMark]:
    """What the picture needs of the project cards among these, the lowest first; cards without any figure too."""
    found = []
    for shown in cards:
        if shown.layout.kind != CardKind.PROJECT:
            continue
        total = shown.total_row
        rate = number_of(shown.shown(CardPart.MONEY, total, "rate")) if total is not None else None
        score = number_of(shown.head("total_score"))
        name, full = shown.head("name") or "（未填项目名称）", shown.layout.full_marks
        found.append(ProjectMark(shown.sheet.id, name, rate, score, full, _bounds(shown)))
    return sorted(found, key=_lowest_first)


def _bounds(shown: ShownCard) -> tuple[Decimal, ...]:
    full = shown.layout.full_marks
    found = sorted(least * 100 / full for _, least in shown.layout.grades if 0 < least < full)
    return tuple(found) or _NATIONWIDE


def _lowest_first(mark: ProjectMark) -> tuple[bool, Decimal, bool, Decimal]:
    """By score, then by rate; what has none comes behind what has one."""
    share, rate = mark.share, mark.rate
    return (share is None, share or Decimal(0), rate is None, rate or Decimal(0))


def project_picture(
    marks: Sequence[ProjectMark], *, width: float = PAGE_WIDTH, height: float = PAGE_HEIGHT, caption: str = ""
) -> ProjectPicture:
    """The picture of projects, at most so large (points); as low as its lines need.

    Where even three columns of the lowest lines have no room for all, the best are left out and a line says how many.
    """
    has_scores = any(mark.score is not None for mark in marks)
    room = max(height - _LEGEND_HEIGHT - _SCALE_HEIGHT, _LOWEST)
    columns = next((n for n in range(1, _MOST_COLUMNS + 1) if _lines(len(marks), n) * _LOWEST <= room), _MOST_COLUMNS)
    most = int(room // _LOWEST) * columns
    # The line that says how many are left out takes the room of one.
    drawn = list(marks) if len(marks) <= most else list(marks[: most - 1])
    left_out = len(marks) - len(drawn)
    lines = _lines(len(drawn) + bool(left_out), columns)
    line_height = min(_TALLEST, room / lines) if lines else _TALLEST
    column_width = (width - _GAP * (columns - 1)) / columns
    top = _LEGEND_HEIGHT + _SCALE_HEIGHT
    bottom = top + lines * line_height
    # Projects of several layouts may have grades of their own: then the scale shows the nationwide ones.
    grades = {mark.bounds for mark in drawn}
    ticks = (Decimal(0), *(grades.pop() if len(grades) == 1 else _NATIONWIDE), _HUNDRED)
    shapes: list[Shape] = list(_legend(width, has_scores=has_scores))
    rows: list[PictureRow] = []
    for number in range(columns):
        part = drawn[number * lines : (number + 1) * lines]
        if not part:
            continue
        column = _Column(number * (column_width + _GAP), column_width, top, line_height, has_scores)
        shapes += column.scale(len(part), ticks)
        for at, mark in enumerate(part):
            shapes += column.line(number * lines + at + 1, at, mark)
            rows.append(PictureRow(mark.card, column.x, top + at * line_height, column_width, line_height))
    if left_out:
        at = len(drawn) - (columns - 1) * lines
        x = (columns - 1) * (column_width + _GAP)
        words = f"另有 {left_out} 个项目没有画出，都在以上各项之后。"
        shapes.append(Label(x, top + (at + 0.5) * line_height, words, 6.0))
    said = "；".join(f"{mark.name}：执行率 {_percent(mark.rate)}，得分 {_score(mark.score)}" for mark in drawn)
    below = Paragraph.of(caption, TextStyle.TABLE_NOTE) if caption else None
    return ProjectPicture(Drawing(width, bottom + 2, tuple(shapes), below, said), tuple(rows), left_out)


def _lines(count: int, columns: int) -> int:
    return -(-count // columns)


def _legend(width: float, *, has_scores: bool) -> Iterable[Shape]:
    y = _LEGEND_HEIGHT / 2
    yield Box(0, y - 4, 16, 7, Fill.HATCHED)
    yield Label(20, y, "预算执行率（%）", 8.0)
    if has_scores:
        yield Box(104, y - 4, 16, 7, Fill.DARK)
        yield Label(124, y, "自评得分（按满分 100 折算画出）", 8.0)
    yield Label(width, y, "由低到高", 8.0, Alignment.RIGHT)


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of lines: number and name at the left, bars in the middle, figures at the right."""

    x: float
    width: float
    top: float
    line_height: float
    has_scores: bool

    @property
    def size(self) -> float:
        """The size of the letters; the two figures of a line stand one above the other."""
        return min(9.0, max(5.0, self.line_height * 0.46))

    @property
    def name_width(self) -> float:
        return self.width * 0.42

    @property
    def figure_width(self) -> float:
        return self.size * 3.9

    @property
    def left(self) -> float:
        return self.x + self.name_width + 4

    @property
    def span(self) -> float:
        """How long a bar of 100 is."""
        return max(self.width - self.name_width - self.figure_width - 6, 10.0)

    def scale(self, count: int, ticks: Sequence[Decimal]) -> Iterable[Shape]:
        """The thin upright lines of the grades' bounds with their numbers above, and the axis."""
        bottom = self.top + count * self.line_height
        narrow = self.span < 90
        for at, tick in enumerate(ticks):
            x = self.left + self.span * float(tick) / 100
            yield Stroke(x, self.top, x, bottom, 0.7 if tick == 0 else 0.25)
            # The upper bounds and 100 would run into each other over a short scale.
            if not narrow or at in (0, 1, len(ticks) - 1):
                yield Label(x, self.top - 5, trimmed(tick), 6.0, Alignment.CENTER)

    def line(self, number: int, at: int, mark: ProjectMark) -> Iterable[Shape]:
        """One project."""
        top, size = self.top + at * self.line_height, self.size
        middle = top + self.line_height / 2
        yield from self._name(f"{number} {mark.name}", middle)
        halves = (mark.rate, mark.share) if self.has_scores else (mark.rate,)
        texts = (_percent(mark.rate), _score(mark.score))
        bar = self.line_height * 0.8 / len(halves)
        for half, value in enumerate(halves):
            upper = top + self.line_height * 0.1 + half * bar
            length = self.span * float(min(max(value, Decimal(0)), _HUNDRED)) / 100 if value is not None else 0.0
            if length > 0:
                fill = Fill.DARK if half else Fill.HATCHED
                yield Box(self.left, upper, length, bar * 0.86, fill)
            right = self.x + self.width
            yield Label(right, upper + bar * 0.43, texts[half], min(size, bar * 1.05), Alignment.RIGHT)

    def _name(self, text: str, middle: float) -> Iterable[Shape]:
        """A name in one line, or in two where it is long and the line is high enough."""
        size = self.size
        if words_width(text, size) <= self.name_width or self.line_height < 2.3 * size:
            yield Label(self.x, middle, fitted(text, self.name_width, size), size)
            return
        # An opening bracket begins the second line.
        upper = fitted(text, self.name_width, size)[:-1].rstrip("（(“《〔")
        yield Label(self.x, middle - size * 0.58, upper, size)
        yield Label(self.x, middle + size * 0.58, fitted(text[len(upper) :], self.name_width, size), size)


def fitted(text: str, width: float, size: float) -> str:
    """The words, cut with … where they are wider than so many points: a Chinese sign is as wide as its size."""
    if words_width(text, size) <= width:
        return text
    kept = ""
    for sign in text:
        if words_width(f"{kept}{sign}…", size) > width:
            break
        kept += sign
    return f"{kept}…"


def words_width(text: str, size: float) -> float:
    """About how wide words are, in points."""
    return sum(size * (0.55 if sign.isascii() else 1.0) for sign in text)


def _percent(rate: Decimal | None) -> str:
    return f"{trimmed(rate)}%" if rate is not None else "—"


def _score(score: Decimal | None) -> str:
    return f"{trimmed(score)}分" if score is not None else "—"
