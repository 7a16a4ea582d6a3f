"""Owns what a source prints around a report's figures: titles, units, names of rows, 行次 and 栏次, with places."""

from __future__ import annotations

from dataclasses import dataclass

from juesuan_gui.document import Place
from juesuan_gui.figures import Unit


@dataclass(frozen=True, slots=True)
class PrintedText:
    """Words of a source with their place."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row as the source prints it: the form's row, its name and its 行次, where printed.

    ``block`` counts the blocks that stand side by side from 0; ``title`` is the name without its code.
    """

    key: str
    block: int
    name: PrintedText | None = None
    line: PrintedText | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A figure column as the source prints it: the form's columns that it is, and its 栏次, where printed."""

    keys: tuple[str, ...]
    block: int
    number: PrintedText | None = None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as the source prints it. ``lines`` stand above it, ``notes`` below; ``unit`` is its own, if printed.

    ``loose_numbers`` are 栏次 over columns that no column of the form answers to. ``is_inferred``: no line
    of the source parts its columns, so that words of two rows may stand as one name.
    """

    id: str
    place: Place
    title: PrintedText | None = None
    lines: tuple[PrintedText, ...] = ()
    notes: tuple[PrintedText, ...] = ()
    unit: Unit | None = None
    department: PrintedText | None = None
    rows: tuple[PrintedRow, ...] = ()
    columns: tuple[PrintedColumn, ...] = ()
    loose_numbers: tuple[PrintedText, ...] = ()
    is_inferred: bool = False
