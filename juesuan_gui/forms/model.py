"""Owns what a form is: tables, rows, columns, printed fields, checks, number style."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from juesuan_gui.figures import NumberStyle, Unit
from juesuan_gui.forms.headings import OutlineSection
from juesuan_gui.forms.scorecards import Scorecard
from juesuan_gui.relations import Address, Basis, Comparison, Condition, Period

#: The key of the total row of every coded table.
TOTAL_ROW = "合计"


class ColumnKind(Enum):
    """What the figures of a column are."""

    MONEY = "money"
    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TEXT = "text"
    URL = "url"

    @property
    def is_words(self) -> bool:
        """Whether its cells hold words and no figures."""
        return self in (ColumnKind.TEXT, ColumnKind.URL)


class FieldRole(Enum):
    """What a printed column holds."""

    CODE = "code"
    NAME = "name"
    LINE = "line"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Column:
    """A figure column. ``label`` names it in messages; aliases are other printed names it is known by."""

    key: str
    label: str
    kind: ColumnKind = ColumnKind.MONEY
    aliases: tuple[str, ...] = ()
    where_found: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A fixed row. ``key`` is unique in the table, ``label`` is what is printed (with its ordinal).

    A row with an empty key is a printed filler line without figures.
    """

    key: str
    label: str
    code: str = ""
    line: str = ""
    groups: tuple[str, ...] = ()
    bold: bool = False
    indent: int = 0
    aliases: tuple[str, ...] = ()
    where_found: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One printed column of a block: header path from top to bottom, 栏次 text, relative width."""

    role: FieldRole
    header: tuple[str, ...]
    column: str = ""
    number: str = ""
    width: int = 10


@dataclass(frozen=True, slots=True)
class Block:
    """Printed columns that stand side by side with other blocks (two in T1/T4, three in T6, else one)."""

    name: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class FooterCell:
    """A cell of a printed line below the blocks: a label, or a row's figure."""

    label: str = ""
    row: str = ""
    column: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True)
class Coded:
    """How the rows of a coded table (类/款/项) are printed and which funds belong to it.

    ``blank_lines``: how many empty lines stand for the rows of a table without any.
    """

    funds: tuple[str, ...] = ()
    total: str = "first"
    total_label: str = "合计"
    levels: tuple[int, ...] = (3, 5, 7)
    split_code: bool = False
    merge_number_row: bool = True
    blank_lines: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a form: the nine statements, a supplementary table, a scorecard's block.

    ``above`` are the printed lines over the grid, each (left, middle, right), with placeholders {单位},
    {年度}, {计量单位}, {表号}. ``heading`` is the title as printed where more than the title is printed,
    with {表名} too: {年度}年度{表名}（{表号}）. ``other_headings`` are other names of a printed heading that
    stands over several columns. ``repeated`` tables have one instance per project. ``main_column`` is the
    one that an address means which names a row alone. ``where_found`` says where an accountant finds the
    figures of the table; a row or a column may say it more closely. ``absent`` rows (with their columns) are
    left out by the report: rules may name them, and they are always blank.
    """

    id: str
    title: str
    label: str
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    footer: tuple[tuple[FooterCell, ...], ...] = ()
    footer_rows: tuple[Row, ...] = ()
    coded: Coded | None = None
    aliases: tuple[str, ...] = ()
    not_titles: tuple[str, ...] = ()
    above: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[str, ...] = ()
    zero_sentence: str = ""
    landscape: bool = False
    number_row: bool = False
    repeated: bool = False
    supplementary: bool = False
    periods: tuple[str, ...] = Period.ALL
    bases: tuple[str, ...] = (Basis.FINAL,)
    numbers: NumberStyle | None = None
    source: str = ""
    where_found: str = ""
    main_column: str = ""
    heading: str = ""
    other_headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _rows: Mapping[str, Row] = field(init=False, repr=False, compare=False)
    _columns: Mapping[str, Column] = field(init=False, repr=False, compare=False)
    _block_columns: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _code_columns: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows: dict[str, Row] = {}
        block_columns: dict[str, tuple[str, ...]] = dict(self.absent)
        for block in self.blocks:
            keys = tuple(item.column for item in block.fields if item.role is FieldRole.FIGURE)
            for row in block.rows:
                if row.key:
                    rows[row.key] = row
                    block_columns[row.key] = keys
        for row in self.footer_rows:
            rows[row.key] = row
            block_columns[row.key] = tuple(
                dict.fromkeys(cell.column for line in self.footer for cell in line if cell.row == row.key)
            )
        object.__setattr__(self, "_rows", MappingProxyType(rows))
        object.__setattr__(self, "_columns", MappingProxyType({item.key: item for item in self.columns}))
        object.__setattr__(self, "_block_columns", MappingProxyType(block_columns))
        figures = [item for item in self.blocks[0].fields if item.role is FieldRole.FIGURE] if self.blocks else []
        object.__setattr__(self, "_code_columns", tuple(item.column for item in figures))

    @property
    def rows(self) -> Mapping[str, Row]:
        """The fixed rows by key, in printed order."""
        return self._rows

    def column(self, key: str) -> Column | None:
        """The column with this key, if there is one."""
        return self._columns.get(key)

    def columns_of(self, row: str) -> tuple[str, ...]:
        """The keys of the columns in which a row has figures; a code row has all of its block's."""
        known = self._block_columns.get(row)
        if known is not None:
            return known
        return self._code_columns

    def is_code(self, row: str) -> bool:
        """Whether the row key is a code of this coded table; no 科目 has noughts alone."""
        return self.coded is not None and row.isdigit() and len(row) in self.coded.levels and bool(row.strip("0"))

    def has_row(self, row: str) -> bool:
        """Whether a row with this key may exist, or is one that rules may name although the report leaves it out."""
        return self.prints_row(row) or row in self.absent

    def prints_row(self, row: str) -> bool:
        """Whether a row with this key may stand in the printed table."""
        return row in self._rows or self.is_code(row) or (row == TOTAL_ROW and self.coded is not None)

    @property
    def default_row(self) -> str | None:
        """The only fixed row of a table that has one row (T7), else ``None``."""
        return next(iter(self._rows)) if len(self._rows) == 1 and self.coded is None else None

    def default_column(self, row: str) -> str | None:
        """The only figure column of the row's block, else ``None``."""
        keys = self.columns_of(row)
        return keys[0] if len(keys) == 1 else None

    def named_column(self, row: str) -> str | None:
        """The column that an address means which names this row alone."""
        if self.main_column and self.main_column in self.columns_of(row):
            return self.main_column
        return self.default_column(row)

    def source_of(self, row: str, column: str) -> str:
        """Where an accountant finds this figure: the row's word, else the column's, else the table's."""
        found_row, found_column = self._rows.get(row), self._columns.get(column)
        return (
            (found_row.where_found if found_row else "")
            or (found_column.where_found if found_column else "")
            or self.where_found
        )


class Level(Enum):
    """The severity of a check and of a finding."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {Level.ERROR: "错误", Level.WARNING: "警告", Level.INFO: "提示"}[self]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]


_RANKS = {level: number for number, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Each:
    """The rows and columns that a rule runs over.

    ``rows`` holds row keys, codes, code patterns (``21*``), ``@group`` or one of the words 各行 (every row
    with figures), 科目 (code rows), 末级 (code rows without children), 上级 (rows with children, 合计
    included). ``named`` keeps rows with these printed names. ``columns`` holds column keys or ``*``; it is
    empty when the rule has no 本列. ``period`` and ``basis`` say of which figures the tables' rows are meant.
    """

    tables: tuple[str, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()
    fund: tuple[str, ...] = ()
    not_fund: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    period: str = Period.THIS
    basis: str = Basis.FINAL


@dataclass(frozen=True, slots=True)
class Rule:
    """One relation of a check. ``is_counted``: about persons, things or days, where one off is plainly wrong."""

    relation: Comparison
    text: str
    each: Each | None = None
    when: Condition | None = None
    when_text: str = ""
    computes: bool = False
    is_counted: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A check of the catalogue: id, level, kind, words and rules."""

    id: str
    level: Level
    kind: str
    title: str
    basis: str
    message: str
    rules: tuple[Rule, ...]
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """What a report of one place and year looks like, inheritance resolved."""

    id: str
    name: str
    region: str
    year: int
    numbers: NumberStyle
    tables: Mapping[str, Table]
    checks: Mapping[str, Check]
    lineage: tuple[str, ...] = ()
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cover: Mapping[str, str] = field(default_factory=dict)
    where_found: Mapping[str, str] = field(default_factory=dict)
    outline: tuple[OutlineSection, ...] = ()
    scorecards: Mapping[str, Scorecard] = field(default_factory=dict)
    snapshot: str = field(default="", repr=False, compare=False)

    @property
    def unit(self) -> Unit:
        """The money unit in which the form prints."""
        return self.numbers.unit

    @property
    def printed_tables(self) -> tuple[Table, ...]:
        """The tables of the published report, in printed order: without supplementary ones and scorecards."""
        return tuple(table for table in self.tables.values() if not table.supplementary and not table.repeated)

    def table(self, table_id: str) -> Table:
        """The table with this id; raises ``KeyError``."""
        return self.tables[table_id]

    def source_of(self, address: Address) -> str:
        """Where an accountant finds a figure, "" where the form does not say: budgets and last year's have places of
        their own, whatever the table.
        """
        if address.period == Period.PRIOR:
            return self.where_found.get(Period.PRIOR, "")
        if address.basis != Basis.FINAL:
            return self.where_found.get(address.basis, "")
        return self.table(address.table).source_of(address.row, address.column)
