"""Owns the turning of declared tables into the form model, with the errors only that step can see."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from juesuan_gui.figures import NumberStyle, Unit
from juesuan_gui.forms.declarations import CodedDeclaration, NumbersDeclaration, RowDeclaration, TableDeclaration
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.model import Block, Coded, Column, ColumnKind, Field, FieldRole, FooterCell, Row, Table
from juesuan_gui.relations import Basis, Period


def number_style(declaration: NumbersDeclaration, path: Path, where: str) -> NumberStyle:
    """The number style; raises FormError for an unknown unit or a senseless count of decimals."""
    try:
        unit = Unit.named(declaration.unit)
    except ValueError as error:
        raise FormError(path, where, f"键 unit：{error}") from None
    if not 0 <= declaration.decimals <= 8:
        raise FormError(path, where, "键 decimals 应在 0 到 8 之间")
    return NumberStyle(unit, declaration.decimals, declaration.thousands, declaration.zero, declaration.blank)


def build_table(declaration: TableDeclaration, path: Path) -> Table:
    """The table of a declaration; raises FormError for anything inconsistent in itself."""
    where = f"表 {declaration.id}"
    columns = _columns(declaration, path, where)
    blocks = _blocks(declaration, {column.key for column in columns}, path, where)
    footer_rows = tuple(_row(item) for item in declaration.footer_rows)
    _unique(
        [row.key for block in blocks for row in block.rows if row.key] + [row.key for row in footer_rows],
        path,
        where,
        "rows",
    )
    table = Table(
        id=declaration.id,
        title=declaration.title,
        label=declaration.label,
        columns=columns,
        blocks=blocks,
        footer=tuple(
            tuple(
                FooterCell(cell.label, cell.row, cell.column or (columns[0].key if cell.row else ""), cell.span)
                for cell in line
            )
            for line in declaration.footer
        ),
        footer_rows=footer_rows,
        coded=_coded(declaration.coded) if declaration.coded is not None else None,
        aliases=tuple(declaration.aliases),
        not_titles=tuple(declaration.not_titles),
        above=tuple(declaration.above),
        notes=tuple(declaration.notes),
        zero_sentence=declaration.zero_sentence,
        landscape=declaration.landscape,
        number_row=declaration.number_row,
        repeated=declaration.repeated,
        supplementary=declaration.supplementary,
        periods=known_names(declaration.periods, Period.ALL, path, where, "periods"),
        bases=known_names(declaration.bases, Basis.ALL, path, where, "bases"),
        source=declaration.source,
        where_found=declaration.where_found,
        main_column=declaration.main_column,
        absent=MappingProxyType({row: tuple(names) for row, names in declaration.absent.items()}),
        heading=declaration.heading,
        other_headings=MappingProxyType({key: tuple(names) for key, names in declaration.other_headings.items()}),
    )
    _check_footer(table, path, where)
    _check_blocks(declaration, path, where)
    if table.coded is not None and table.coded.total not in ("first", "last", "none"):
        raise FormError(path, where, "coded.total 应为 first、last 或 none")
    return table


def _columns(declaration: TableDeclaration, path: Path, where: str) -> tuple[Column, ...]:
    columns = tuple(
        Column(
            item.key,
            item.label or item.key,
            _column_kind(item.kind, path, where, item.key),
            tuple(item.aliases),
            item.where_found,
        )
        for item in declaration.columns
    )
    _unique([column.key for column in columns], path, where, "columns")
    if declaration.main_column and declaration.main_column not in {column.key for column in columns}:
        raise FormError(path, where, f"main_column：没有“{declaration.main_column}”这一列")
    return columns


def _blocks(declaration: TableDeclaration, known: Collection[str], path: Path, where: str) -> tuple[Block, ...]:
    """The blocks of a table with the columns ``known``."""
    names = [block.name for block in declaration.blocks]
    for name in declaration.rows:
        if name not in names:
            raise FormError(path, where, f"rows.{name}：没有叫“{name}”的 blocks")
    blocks = tuple(
        Block(
            block.name,
            tuple(
                Field(_role(item.role, path, where), tuple(item.header), item.column, item.number, item.width)
                for item in block.fields
            ),
            tuple(_row(item) for item in declaration.rows.get(block.name, [])),
        )
        for block in declaration.blocks
    )
    _check_sizes(declaration, path, where)
    for item in (item for block in blocks for item in block.fields):
        heading = "/".join(item.header)
        if (item.role is FieldRole.FIGURE) != bool(item.column):
            raise FormError(path, where, f"栏目 {heading}：figure 栏要有 column，其他栏不能有")
        if item.column and item.column not in known:
            raise FormError(
                path, where, f"栏目 {heading}：column 写作“{item.column}”，columns 里没有“{item.column}”这一列"
            )
    return blocks


def _coded(declaration: CodedDeclaration) -> Coded:
    return Coded(
        tuple(declaration.funds),
        declaration.total,
        declaration.total_label,
        tuple(declaration.levels),
        declaration.split_code,
        declaration.merge_number_row,
        declaration.blank_lines,
    )


def _check_sizes(declaration: TableDeclaration, path: Path, where: str) -> None:
    """Numbers that no printed table can have."""
    for item in (item for block in declaration.blocks for item in block.fields):
        if item.width < 1:
            raise FormError(path, where, f"栏目 {'/'.join(item.header)}：width 至少是 1，写成了 {item.width}")
    for row in (row for rows in (*declaration.rows.values(), declaration.footer_rows) for row in rows):
        if row.indent < 0:
            raise FormError(path, where, f"行“{row.key}”：indent 不能是负数，写成了 {row.indent}")
    if declaration.coded is not None:
        levels = declaration.coded.levels
        if not levels or levels[0] < 1 or any(left >= right for left, right in pairwise(levels)):
            raise FormError(path, where, f"coded.levels 应是由小到大的位数，写成了 {list(levels)}")
        if declaration.coded.blank_lines < 0:
            raise FormError(path, where, "coded.blank_lines 不能是负数")


def _check_footer(table: Table, path: Path, where: str) -> None:
    width = sum(len(block.fields) for block in table.blocks)
    footer_keys = {row.key for row in table.footer_rows}
    for number, line in enumerate(table.footer, 1):
        spanned = sum(cell.span for cell in line)
        if spanned != width:
            raise FormError(path, where, f"footer 第 {number} 行占 {spanned} 栏，表宽 {width} 栏")
        for cell in line:
            if cell.row and cell.row not in footer_keys:
                raise FormError(path, where, f"footer 第 {number} 行：footer_rows 里没有“{cell.row}”")


def _check_blocks(declaration: TableDeclaration, path: Path, where: str) -> None:
    """What would be lost in print: a column in no block, rows of two blocks of one name, a code without a name."""
    names = [block.name for block in declaration.blocks]
    _unique(names, path, where, "blocks 的 name ")
    headings = {text for block in declaration.blocks for item in block.fields for text in item.header}
    for text in declaration.other_headings:
        if text not in headings:
            raise FormError(path, where, f"other_headings：没有印“{text}”这个表头")
    printed = {item.column for block in declaration.blocks for item in block.fields}
    lost = [column.key for column in declaration.columns if column.key not in printed]
    if lost:
        raise FormError(path, where, f"columns 里的“{'、'.join(lost)}”没有印在 blocks 的任何一栏里")
    for row in (row for rows in declaration.rows.values() for row in rows):
        if row.code and not row.key:
            raise FormError(path, where, f"rows 里编码 {row.code} 的行没有 key")
        if row.code and not row.label and row.key.isdigit():
            raise FormError(path, where, f"rows 里编码 {row.code} 的行没有 label（印出的名称）")


def _row(item: RowDeclaration) -> Row:
    return Row(
        item.key,
        item.label or item.key,
        item.code,
        item.line,
        tuple(item.groups),
        item.bold,
        item.indent,
        tuple(item.aliases),
        item.where_found,
    )


def _column_kind(text: str, path: Path, where: str, key: str) -> ColumnKind:
    try:
        return ColumnKind(text)
    except ValueError:
        allowed = "、".join(kind.value for kind in ColumnKind)
        raise FormError(path, where, f"列“{key}”的 kind 应为 {allowed}，写成了 {text}") from None


def _role(text: str, path: Path, where: str) -> FieldRole:
    try:
        return FieldRole(text)
    except ValueError:
        raise FormError(path, where, f"role 应为 code、name、line、figure，写成了 {text}") from None


def known_names(values: tuple[str, ...], allowed: tuple[str, ...], path: Path, where: str, key: str) -> tuple[str, ...]:
    """The same values; raises FormError for one that is not allowed."""
    for value in values:
        if value not in allowed:
            raise FormError(path, where, f"键 {key} 里不能有“{value}”，只能是 {'、'.join(allowed)}")
    return tuple(values)


def _unique(keys: list[str], path: Path, where: str, what: str) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise FormError(path, where, f"{what} 里“{key}”重复")
