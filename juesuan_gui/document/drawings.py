"""Drawings of a document: plain shapes with their size, the same for screen, PDF and Word.

Lengths are points; x grows to the right and y downwards from the drawing's upper left corner. Shades are plain
greys and ruled hatches, so that a black and white printer shows every difference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from juesuan_gui.document.chart_data import ChartData
from juesuan_gui.document.text import Alignment, Paragraph

HATCH_STEP = 4.0  # between two lines of a hatch
HATCH_WIDTH = 0.5
OUTLINE_WIDTH = 0.6


class Fill(StrEnum):
    """What covers a box; each differs from every other without colour."""

    DARK = "dark"
    HATCHED = "hatched"
    LIGHT = "light"
    BLANK = "blank"


#: How dark a fill is, from 0 (black) to 1 (white); a hatch is ruled on white.
GREYS = {Fill.DARK: 0.25, Fill.HATCHED: 1.0, Fill.LIGHT: 0.82, Fill.BLANK: 1.0}


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = OUTLINE_WIDTH


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle from its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill = Fill.BLANK
    outlined: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """One line of words; x is its left end, middle or right end after its alignment, y its middle height."""

    x: float
    y: float
    text: str
    size: float = 9.0
    alignment: Alignment = Alignment.LEFT
    bold: bool = False


Shape = Stroke | Box | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with its caption below; ``words`` say what it shows to who cannot see it, ``data`` what it draws."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    caption: Paragraph | None = None
    words: str = ""
    data: ChartData | None = None


def hatch_of(box: Box) -> Iterator[Stroke]:
    """The slanting lines of a hatched box, cut at its edges; none for another fill."""
    if box.fill is not Fill.HATCHED:
        return
    reach = HATCH_STEP
    while reach < box.width + box.height:
        # The line x + y = reach, measured from the upper left corner.
        left, right = max(0.0, reach - box.height), min(reach, box.width)
        if right > left:
            yield Stroke(box.x + left, box.y + reach - left, box.x + right, box.y + reach - right, HATCH_WIDTH)
        reach += HATCH_STEP
