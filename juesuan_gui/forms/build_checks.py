"""Owns the turning of declared checks into the form model: relations that are parsed, names that are resolved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from juesuan_gui.forms.build import known_names
from juesuan_gui.forms.declarations import CheckDeclaration, EachDeclaration, RuleDeclaration
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.model import Check, ColumnKind, Each, Level, Rule, Table
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

#: What a check is about; the JSON of the command line tells it.
KINDS: Final = frozenset(
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


def build_check(declaration: CheckDeclaration, tables: Mapping[str, Table], path: Path) -> Check:
    """The check of a declaration; a rule about a table or an optional name the form lacks is left out.

    Raises FormError, naming the check and the key, for a declaration that cannot be meant.
    """
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
        known_names((item.each.period,), Period.ALL, path, where, "each.period")
        known_names((item.each.basis,), Basis.ALL, path, where, "each.basis")
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
