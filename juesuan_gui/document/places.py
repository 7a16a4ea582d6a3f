"""Where in a source file something stands."""

from dataclasses import dataclass, field

#: Left, bottom, right, top on a page in points, y upward, as the page itself counts.
PaperBox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source file; pages and lines count from 1, what does not apply is None.

    ``box`` is where a cell stands on its page; it tells where to look, not which place it is.
    """

    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None
    box: PaperBox | None = field(default=None, compare=False)
