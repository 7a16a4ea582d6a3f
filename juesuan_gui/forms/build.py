"""Owns the turning of decoded declarations into the form model, with the errors only that step can see."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from juesuan_gui.figures import NumberStyle, Unit
from juesuan_gui.forms.declarations import (
    CheckDeclaration,
    EachDeclaration,
    NumbersDeclaration,
    RowDeclaration,
    RuleDeclaration,
    TableDeclaration,
)
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.model import (
    Block,
    Check,
    Coded,
    Column,
    ColumnKind,
    Each,
    Field,
    FieldRole,
    FooterCell,
    Level,
    Row,
    Rule,
    Table,
)
from juesuan_gui.forms.names import FormResolver, UnknownName, UnknownTable
from juesuan_gui.relations import (
    THIS_COLUMN,
    Basis,
    Comparison,
    Period,
    RelationError,
    parse_condition,
    references,
)

KINDS = frozenset(
    {
        "growth_rate",
        "share",
        "completion",
        "average",
        "sum",
        "identity",
        "cross_table",
        "table_vs_text",
        "cross_ref",
        "scorecard_rate",
        "scorecard_sum",
        "scorecard_logic",
        "unit",
        "structure",
        "wording",
    }
)


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
    known = {column.key for column in columns}
    if declaration.main_column and declaration.main_column not in known:
        raise FormError(path, where, f"main_column：没有“{declaration.main_column}”这一列")
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
    for block in blocks:
        for item in block.fields:
            if (item.role is FieldRole.FIGURE) != bool(item.column):
                raise FormError(path, where, f"栏目 {'/'.join(item.header)}：figure 栏要有 column，其他栏不能有")
            if item.column and item.column not in known:
                heading = "/".join(item.header)
                raise FormError(
                    path, where, f"栏目 {heading}：column 写作“{item.column}”，columns 里没有“{item.column}”这一列"
                )
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
        coded=None
        if declaration.coded is None
        else Coded(
            tuple(declaration.coded.funds),
            declaration.coded.total,
            declaration.coded.total_label,
            tuple(declaration.coded.levels),
            declaration.coded.split_code,
            declaration.coded.merge_number_row,
            declaration.coded.blank_lines,
        ),
        aliases=tuple(declaration.aliases),
        not_titles=tuple(declaration.not_titles),
        above=tuple(declaration.above),
        notes=tuple(declaration.notes),
        zero_sentence=declaration.zero_sentence,
        landscape=declaration.landscape,
        number_row=declaration.number_row,
        repeated=declaration.repeated,
        supplementary=declaration.supplementary,
        periods=_known(declaration.periods, Period.ALL, path, where, "periods"),
        bases=_known(declaration.bases, Basis.ALL, path, where, "bases"),
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


def _known(values: tuple[str, ...], allowed: tuple[str, ...], path: Path, where: str, key: str) -> tuple[str, ...]:
    for value in values:
        if value not in allowed:
            raise FormError(path, where, f"键 {key} 里不能有“{value}”，只能是 {'、'.join(allowed)}")
    return tuple(values)


def _unique(keys: list[str], path: Path, where: str, what: str) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise FormError(path, where, f"{what} 里“{key}”重复")


def build_check(declaration: CheckDeclaration, tables: Mapping[str, Table], path: Path) -> Check:
    """The check of a declaration; a rule about a table or an optional name the form lacks is left out."""
    where = f"审核 {declaration.id}"
    for key in ("level", "kind", "title", "basis", "message"):
        if not getattr(declaration, key):
            raise FormError(path, where, f"缺少键 {key}")
    try:
        level = Level(declaration.level)
    except ValueError:
        raise FormError(path, where, f"level 应为 error、warning、info，写成了 {declaration.level}") from None
    if declaration.kind not in KINDS:
        raise FormError(path, where, f"不认识的 kind：{declaration.kind}")
    if not declaration.rule:
        raise FormError(path, where, "缺少键 rule")
    rules = [_rule(item, tables, path, where) for item in declaration.rule]
    return Check(
        declaration.id,
        level,
        declaration.kind,
        declaration.title,
        declaration.basis,
        declaration.message,
        tuple(rule for rule in rules if rule is not None),
        MappingProxyType({key: tuple(values) for key, values in declaration.settings.items()}),
    )


def _rule(item: RuleDeclaration, tables: Mapping[str, Table], path: Path, where: str) -> Rule | None:
    resolver = FormResolver(tables)
    key = "relation"
    try:
        relation = parse_condition(item.relation, resolver)
        key = "when"
        when = parse_condition(item.when, resolver) if item.when else None
    except UnknownTable:
        # A form without this table has nothing to check here; completeness is another check's matter.
        return None
    except UnknownName as error:
        if item.optional:
            return None
        raise FormError(path, where, f"键 {key}：{error}") from None
    except RelationError as error:
        raise FormError(path, where, f"键 {key}：{error}") from None
    if not isinstance(relation, Comparison):
        raise FormError(path, where, f"“{item.relation}”应是一个等式或不等式，条件写在 when 里")
    if item.each is not None:
        _known((item.each.period,), Period.ALL, path, where, "each.period")
        _known((item.each.basis,), Basis.ALL, path, where, "each.basis")
    each = _each(item.each, tables) if item.each else None
    if each is not None and not each.tables:
        return None
    kinds = _kinds(relation, each, tables)
    words = [name for name, kind in kinds.items() if kind.is_words]
    if words:
        raise FormError(path, where, f"“{item.relation}”：“{words[0]}”一列是文字，不能计算")
    # Nothing in it is money or a rate: then its figures are exact and no digit is rounded.
    is_counted = bool(kinds) and set(kinds.values()) <= {ColumnKind.COUNT, ColumnKind.DATE}
    return Rule(relation, item.relation, each, when, item.when, item.computes, is_counted)


def _kinds(relation: Comparison, each: Each | None, tables: Mapping[str, Table]) -> dict[str, ColumnKind]:
    """What the columns that a relation reads hold, by table and column."""
    found: dict[str, ColumnKind] = {}
    for reference, _ in references(relation):
        is_bound = reference.column == THIS_COLUMN and each is not None
        names = each.columns if is_bound and each is not None else (reference.column,)
        table = tables[reference.table]
        for column in table.columns:
            if column.key in names or "*" in names:
                found[f"{table.id}.{column.key}"] = column.kind
    return found


def _each(item: EachDeclaration, tables: Mapping[str, Table]) -> Each:
    return Each(
        tuple(table for table in item.tables if table in tables),
        tuple(item.rows),
        tuple(item.columns),
        tuple(item.fund),
        tuple(item.not_fund),
        tuple(item.exclude),
        tuple(item.named),
        item.period,
        item.basis,
    )
