"""Owns the figures that an explanation states beside the tables: counts, procurement, assets, staff (facts.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from juesuan_gui.figures import Figure
from juesuan_gui.forms import Form, FormError, FormResolver, read_declared
from juesuan_gui.narrative.literals import find_literals
from juesuan_gui.narrative.model import Dimension, Literal, Passage
from juesuan_gui.paths import form_file
from juesuan_gui.relations import Address, Reference, RelationError, SelectorKind, parse_expression

_FILE = ("narrative", "facts.toml")
#: What may stand between the name of a thing and its figure.
_TAIL = (
    r"(?:支出|费用|费|总额|金额|数额?|数量)?(?:\([^()]*\))?"
    r"(?:共计|合计|共有|共|分别|实有|决算|年末|累计|为|是|有|约|总计|[:,])*$"
)
#: How far before a figure its name may begin.
_REACH = 120


class _FactDeclaration(msgspec.Struct, forbid_unknown_fields=True):
    figure: str
    headings: list[str]
    words: str
    counted: str = ""
    add: bool = False


class _FactsFile(msgspec.Struct, forbid_unknown_fields=True):
    fact: list[_FactDeclaration] = []


@dataclass(frozen=True, slots=True)
class FactRule:
    """How one cell of a supplementary table is worded: the words right before the figure, and its counting word.

    ``adds``: the cell is the sum of all that is worded so.
    """

    address: Address
    headings: tuple[str, ...]
    words: re.Pattern[str]
    counted: re.Pattern[str] | None
    adds: bool = False


@dataclass(frozen=True, slots=True)
class TextFact:
    """A figure of a text and the cell that it fills; ``figure`` is the sum where several places make it up."""

    address: Address
    passage: Passage
    literal: Literal
    figure: Figure


def load_fact_rules(form: Form) -> tuple[FactRule, ...]:
    """The rules of a form, then those of the forms it extends. Raises FormError for a file that cannot be read.

    A rule about a table, row or column that the form does not have is left out.
    """
    rules: list[FactRule] = []
    resolver = FormResolver(form.tables)
    for form_id in form.lineage or (form.id,):
        path = form_file(form_id, *_FILE)
        if path is None:
            continue
        for number, item in enumerate(read_declared(path, _FactsFile).fact, 1):
            where = f"第 {number} 个 fact"
            words = _pattern(item.words, _TAIL, path, where, "words")
            counted = _pattern(item.counted, "", path, where, "counted") if item.counted else None
            address = _address(item.figure, resolver)
            if address is None:
                continue
            rules.append(FactRule(address, tuple(item.headings), words, counted, item.add))
    return tuple(rules)


def refuse_lost_facts(form: Form) -> None:
    """Raise FormError for a rule of the form's own file that leads to no cell: whoever wrote it waits for it."""
    path = form_file(form.id, *_FILE)
    resolver = FormResolver(form.tables)
    for number, item in enumerate(read_declared(path, _FactsFile).fact if path is not None else (), 1):
        where = f"第 {number} 个 fact"
        try:
            parse_expression(item.figure, resolver)
        except RelationError as error:
            raise FormError(path or "", where, f"键 figure：{error}") from None
        if _address(item.figure, resolver) is None:
            raise FormError(path or "", where, f"键 figure：“{item.figure}”应是一个格子，例如 三公情况.公务用车保有量")


def _pattern(text: str, tail: str, path: Path, where: str, key: str) -> re.Pattern[str]:
    try:
        return re.compile(text + tail)
    except re.error as error:
        at = f"第 {error.pos + 1} 个字附近" if error.pos is not None else ""
        raise FormError(path, where, f"键 {key}：“{text}”不是正则表达式，{at}括号或符号不成对") from None


def _address(text: str, resolver: FormResolver) -> Address | None:
    try:
        found = parse_expression(text, resolver)
    except RelationError:
        return None
    if not isinstance(found, Reference) or found.row.kind is not SelectorKind.NAMED:
        return None
    return Address(found.table, found.row.name, found.column, found.period, found.basis)


def facts_of(passages: Iterable[Passage], rules: Iterable[FactRule]) -> list[TextFact]:
    """The figures that the rules find, each cell once: where the text states it first."""
    rules = tuple(rules)
    found: dict[Address, TextFact] = {}
    adding: dict[Address, FactRule] = {}
    for passage in passages:
        if passage.is_heading or passage.in_cell:
            continue
        usable = [rule for rule in rules if any(word in line for line in passage.headings for word in rule.headings)]
        if not usable:
            continue
        for literal in find_literals(passage.text):
            before = passage.text[max(0, literal.start - _REACH) : literal.start]
            open_rules = (one for one in usable if one.address not in found or adding.get(one.address) is one)
            rule = next((one for one in open_rules if _states(one, before, literal)), None)
            if rule is None:
                continue
            earlier = found.get(rule.address)
            if rule.adds:
                adding[rule.address] = rule
            if earlier is None:
                found[rule.address] = TextFact(rule.address, passage, literal, literal.figure)
            else:
                found[rule.address] = replace(earlier, figure=_added(earlier.figure, literal.figure))
    return list(found.values())


def _added(first: Figure, second: Figure) -> Figure:
    step = max(first.step, second.step)
    return Figure(first.value + second.value, step, exact=first.exact and second.exact)


def _states(rule: FactRule, before: str, literal: Literal) -> bool:
    if rule.counted is None:
        return literal.dimension is Dimension.MONEY and rule.words.search(before) is not None
    is_counted = literal.dimension is Dimension.COUNT and rule.counted.fullmatch(literal.counted) is not None
    return is_counted and rule.words.search(before) is not None
