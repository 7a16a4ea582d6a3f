"""Owns the result of stage 2: tables of the form found in a file, and everything that was not matched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from juesuan_gui.document import Place
from juesuan_gui.figures import Figure, Unit
from juesuan_gui.relations import Address, Basis
from juesuan_gui.report import CodedRow, PrintedTable, Stated
from juesuan_gui.report.cards import Card

#: Whether a form computes a cell (table, row, column). A blank there was stated, elsewhere it says nothing.
IsComputed = Callable[[str, str, str], bool]


@dataclass(frozen=True, slots=True)
class RecognisedFigure:
    """One figure as the file states it; ``quote`` is the text of its cell, unchanged."""

    address: Address
    stated: Stated
    place: Place
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row, column or cell that was not taken over; ``text`` is what stands there.

    ``is_nameless`` where it is a row with figures and without a name or code.
    """

    place: Place
    text: str
    reason: str
    is_nameless: bool = False


@dataclass(frozen=True, slots=True)
class StrangeRow:
    """A row with figures that the form does not have, beside rows (``run``) that a sum (``total``) may add up.

    ``figures`` are its own by column, ``None`` where something stands that is no amount. ``withheld`` are the cells
    that are unread because of it, with what was read there, ``None`` for nothing. ``is_certain``: the table was read
    as a whole, so that nothing else can be missing in its sums.
    """

    place: Place
    text: str
    run: tuple[str, ...]
    total: str
    figures: Mapping[str, Figure | None]
    withheld: Mapping[Address, RecognisedFigure | None]
    is_certain: bool


@dataclass(frozen=True, slots=True)
class RecognisedTable:
    """One table of the form as found in the file.

    ``rows`` and ``columns`` count what was matched; ``row_keys`` and ``column_keys`` name them, so that an
    import knows which blank cells were really there. ``unread`` are figure cells that hold no amount. ``basis``
    says what kind of figures they are: 决算, a budget, or 财决. ``strange_rows`` are those of
    ``unmatched_rows`` because of which cells are unread.
    """

    id: str
    title: str
    place: Place
    unit: Unit
    row_keys: tuple[str, ...]
    column_keys: tuple[str, ...]
    figures: tuple[RecognisedFigure, ...]
    code_rows: tuple[CodedRow, ...] = ()
    missing_columns: tuple[str, ...] = ()
    unmatched_columns: tuple[Unmatched, ...] = ()
    unmatched_rows: tuple[Unmatched, ...] = ()
    unread: tuple[Unmatched, ...] = ()
    basis: str = Basis.FINAL
    printed: PrintedTable | None = None
    strange_rows: tuple[StrangeRow, ...] = ()

    @property
    def rows(self) -> int:
        """The number of rows matched."""
        return len(self.row_keys)

    @property
    def columns(self) -> int:
        """The number of columns matched."""
        return len(self.column_keys)


@dataclass(frozen=True, slots=True)
class IgnoredSheet:
    """A sheet, or a part of one, of which nothing was taken."""

    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """Everything stage 2 found in one file. ``period`` is the year its figures are of.

    ``cards`` are its scorecards, ``unread_in_cards`` what in them could not be understood.
    """

    file_name: str
    tables: tuple[RecognisedTable, ...]
    ignored: tuple[IgnoredSheet, ...]
    missing: tuple[str, ...]
    period: str
    unit: Unit
    unit_name: str
    notes: tuple[str, ...]
    cards: tuple[Card, ...] = ()
    unread_in_cards: tuple[Unmatched, ...] = ()

    def table(self, table_id: str) -> RecognisedTable | None:
        """The table with this id, if the file has it."""
        return next((table for table in self.tables if table.id == table_id), None)

    def table_of_basis(self, table_id: str, basis: str) -> RecognisedTable | None:
        """The table with this id and kind of figures, if the file has it."""
        return next((table for table in self.tables if (table.id, table.basis) == (table_id, basis)), None)

    def with_blanks(self, is_computed: IsComputed) -> Recognised:
        """The same without the blanks of cells that the form does not compute: those say nothing."""

        def says_something(item: RecognisedFigure) -> bool:
            address, stated = item.address, item.stated
            return (
                stated.figure is not None
                or bool(stated.unread)
                or is_computed(address.table, address.row, address.column)
            )

        tables = tuple(replace(table, figures=tuple(filter(says_something, table.figures))) for table in self.tables)
        return replace(self, tables=tables)
