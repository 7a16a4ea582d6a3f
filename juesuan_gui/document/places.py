"""Where in a source file something stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source file; pages and lines count from 1, what does not apply is None."""

    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None
