"""Finds the figures that a published text gives and no table of its source: counts, budgets, last year (text_facts.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from juesuan_gui.figures import Figure, exact_count, parse_amount
from juesuan_gui.figures.figure import Unit
from juesuan_gui.forms import FormResolver
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative import Passage
from juesuan_gui.relations import Address, Reference, RelationError, parse_expression

_NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
_SLOT = re.compile(r"\{(额|数|增减)\}")
_PATTERNS = {"额": rf"{_NUMBER}(万?元)", "数": _NUMBER, "增减": rf"(增加|减少){_NUMBER}(万?元)"}
_HALF = str.maketrans("，；：", ",;:")


@dataclass(frozen=True, slots=True)
class TextFact:
    """A cell and what the text says of it."""

    address: Address
    figure: Figure


def text_facts(text: Sequence[Passage], live: LiveReport) -> Iterator[TextFact]:
    """Every fact of the text that the report has a cell for, the first to name a cell first."""
    declared = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["fact"]
    known: dict[str, Figure | None] = {}
    for item in declared:
        slots = [match[1] for match in _SLOT.finditer(item["words"])]
        pattern = re.compile(_SLOT.sub(lambda match: _PATTERNS[match[1]], item["words"].translate(_HALF)))
        told = [p for p in text if not p.in_cell and any(item["heading"] in heading for heading in p.headings)]
        matches = [found for p in told for found in [pattern.search(p.text.strip())] if found is not None]
        nth = item.get("nth", 1)
        if len(matches) < nth:
            continue
        groups = iter(matches[nth - 1].groups())
        for slot, cell in zip(slots, item["cells"], strict=False):
            # What a change is measured against follows from the figure before it.
            known[cell] = _figure(slot, groups, known.get(item.get("of", "")))
            yield from _facts(cell, known[cell], live)
        for cell, source in item.get("same", {}).items():
            yield from _facts(cell, _same(source, known, live), live)


def _facts(cell: str, figure: Figure | None, live: LiveReport) -> Iterator[TextFact]:
    address = _address(cell, live)
    if figure is not None and address is not None:
        yield TextFact(address, figure)


def _figure(slot: str, groups: Iterator[str], of: Figure | None) -> Figure | None:
    if slot == "数":
        return Figure(Fraction(next(groups).replace(",", "")))
    sign = {"增加": 1, "减少": -1}[next(groups)] if slot == "增减" else 0
    amount = parse_amount(next(groups), Unit.named(next(groups)))
    if amount is None or not sign:
        return amount
    return Figure(of.value - sign * amount.value, amount.step, exact=amount.exact) if of is not None else None


def _same(source: str, known: dict[str, Figure | None], live: LiveReport) -> Figure | None:
    if source == "0":
        return exact_count(0)
    address = _address(source, live)
    return known.get(source) or (live.shown(address) if address is not None else None)


def _address(text: str, live: LiveReport) -> Address | None:
    try:
        tree = parse_expression(text, FormResolver(live.form.tables))
    except RelationError:
        return None
    if not isinstance(tree, Reference) or not tree.row.name:
        return None
    return Address(tree.table, tree.row.name, tree.column, tree.period, tree.basis)
