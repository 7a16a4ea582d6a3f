"""Owns names in a form's files that lead nowhere: tables of relations, settings, budgets; empty words of a form.

A rule about a table that the form gave up (``without_tables``) is left out without a word; a table that no form of
the line ever had is a slip of whoever wrote the rule. Only a form read from its folder is held to this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from juesuan_gui.forms.declarations import CheckDeclaration, EachDeclaration, FormDeclaration, RuleDeclaration
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.model import Form
from juesuan_gui.relations import RawReference, Reference, RelationError, RowSelector, SelectorKind, parse_condition

#: The budgets that a code may belong to, as the code lists name them.
_FUNDS: Final = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
#: Years that a form may be of: 部门决算公开 began in 2010, and a slip of the pen is rarely a hundred years off.
_YEARS: Final = range(2000, 2100)


def refuse_empty_words(declaration: FormDeclaration, path: Path) -> None:
    """Raise FormError where the form's own file leaves blank what a person needs to choose or read it."""
    for key in ("name", "region"):
        if not getattr(declaration, key).strip():
            raise FormError(path, key, f"键 {key} 不能是空的")
    if declaration.year not in _YEARS:
        raise FormError(path, "year", f"键 year 应是四位的年度，写成了 {declaration.year}")
    for number, item in enumerate(declaration.outline, 1):
        for key in ("id", "title"):
            if not getattr(item, key).strip():
                raise FormError(path, f"outline 第 {number} 项", f"键 {key} 不能是空的")


def refuse_dangling(
    form: Form,
    checks: Mapping[str, CheckDeclaration],
    check_files: Mapping[str, Path],
    table_files: Mapping[str, Path],
    given_up: Collection[str],
) -> None:
    """Raise FormError for a table, a setting or a budget that is named and nowhere declared.

    ``given_up`` are tables that an ancestor has and this form has not.
    """
    known = (*form.tables, *given_up)
    for check_id, declaration in checks.items():
        for problem in _of_check(declaration, form, known):
            raise FormError(check_files[check_id], f"审核 {check_id}", problem)
    for table in form.tables.values():
        for name in table.coded.funds if table.coded is not None else ():
            if name not in _FUNDS:
                raise FormError(table_files[table.id], f"表 {table.id}", _no_fund("coded.funds", name))


def _of_check(declaration: CheckDeclaration, form: Form, tables: Sequence[str]) -> Iterator[str]:
    for setting, values in declaration.settings.items():
        if setting not in form.settings:
            yield f"settings：没有“{setting}”这项设置，能用的有 {'、'.join(form.settings)}"
            continue
        # "" stands for a report that has not chosen.
        wrong = [value for value in values if value not in ("", *form.settings[setting])]
        if wrong:
            yield f"settings.{setting}：没有“{wrong[0]}”，能用的有 {'、'.join(form.settings[setting])}"
    made = form.checks.get(declaration.id)
    is_whole = made is not None and len(made.rules) == len(declaration.rule)
    for rule in declaration.rule:
        # A rule that was taken up whole has been bound to its tables already.
        if not is_whole and not rule.optional:
            yield from _of_relations(rule, tables)
        if rule.each is not None:
            yield from _of_each(rule.each, tables)


def _of_relations(rule: RuleDeclaration, tables: Sequence[str]) -> Iterator[str]:
    for key, text in (("relation", rule.relation), ("when", rule.when)):
        named: list[str] = []

        def noted(raw: RawReference, named: list[str] = named) -> Reference:
            named.append(raw.table)
            return Reference(raw.table, RowSelector(SelectorKind.THIS), "")

        try:
            if text:
                parse_condition(text, noted)
        except RelationError as error:
            yield f"键 {key}：{error}"
        for name in named:
            if name not in tables:
                yield f"键 {key}：“{text}”：本版式没有表“{name}”，有：{'、'.join(tables)}"


def _of_each(each: EachDeclaration, tables: Sequence[str]) -> Iterator[str]:
    for name in each.tables:
        if name not in tables:
            yield f"each.tables：本版式没有表“{name}”，有：{'、'.join(tables)}"
    for key, funds in (("each.fund", each.fund), ("each.not_fund", each.not_fund)):
        for name in funds:
            if name not in _FUNDS:
                yield _no_fund(key, name)


def _no_fund(key: str, name: str) -> str:
    return f"{key}：没有“{name}”这种预算，只能是 {'、'.join(_FUNDS)}"
