"""Owns a published source as far as its tables go, and how its printed words are named and found."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from juesuan_gui.checks.observations import Spot
from juesuan_gui.figures import Figure
from juesuan_gui.forms import CodeCatalogue, Form
from juesuan_gui.relations import Address
from juesuan_gui.report import PrintedTable, PrintedText


@dataclass(frozen=True, slots=True)
class Published:
    """A source as far as its tables go: the form it was read with, the year it reports on, what it prints.

    ``partly_unread`` are tables with cells that were not understood, ``unlaid`` those printed as lines of text only.
    ``codes`` is the catalogue of 功能科目 of the form's year, where one is at hand.
    """

    form: Form
    year: int | None
    unit_name: str
    tables: tuple[PrintedTable, ...]
    figures: Mapping[Address, Figure]
    partly_unread: frozenset[str] = frozenset()
    unlaid: tuple[PrintedTable, ...] = ()
    codes: CodeCatalogue | None = None


def title_of(form: Form, printed: PrintedTable) -> str:
    """The title of a table in quotes, as the form has it."""
    table = form.table(printed.id)
    return f"“{table.title}”"


def plain(text: str) -> str:
    """A printed text half width and without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def spot_of(text: PrintedText, table: str = "", row: str = "", column: str = "") -> Spot:
    """Where a text is printed, and the cell that it belongs to."""
    return Spot(text.place, text.text.strip("\n"), table, row, column)
