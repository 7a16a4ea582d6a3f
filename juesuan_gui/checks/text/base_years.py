"""Owns the years that a text compares with: what is told of the year reported on is compared with an earlier one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.checks.observations import Observation, Spot, numbered
from juesuan_gui.forms import Level
from juesuan_gui.narrative.claiming.catalogue import base_kind, is_performance
from juesuan_gui.narrative.model import Role, Statement

_YEAR = re.compile(r"20\d\d")
_SENTENCE = re.compile(r"[。;]")
_TOTAL = re.compile(r"(?:总计|合计|财政拨款(?:收入|支出)|机关运行经费(?:支出)?|三公[”\"]?经费.{0,8}|采购支出总额)$")


def base_year_checks(statements: Sequence[Statement], year: int | None) -> list[Observation]:
    """F06 in sentences: 与2021年度相比 in the report of 2021, and totals told of another year than the report's.

    Nothing is said where the year of the report is not known, in the part about performance, or where the sentence
    speaks of a later year itself (2022年预算比2021年增加).
    """
    if year is None:
        return []
    return numbered([*_bases(statements, year), *_subjects(statements, year)])


def _bases(statements: Sequence[Statement], year: int) -> Iterator[Observation]:
    seen: set[tuple[int, int]] = set()
    for change in statements:
        if change.role not in (Role.CHANGE, Role.CHANGE_RATE) or is_performance(change.passage):
            continue
        kind = base_kind(change.base)
        if not kind.isdigit() or int(kind) < year:
            continue
        text = change.passage.text
        start = max((m.end() for m in _SENTENCE.finditer(text, 0, change.literal.start)), default=0)
        named = list(_YEAR.finditer(text, start, change.literal.start))
        base = next((m for m in reversed(named) if m.group() == kind), None)
        if base is None or any(int(m.group()) > int(kind) for m in named):
            continue
        if (id(change.passage), base.start()) in seen:
            continue
        seen.add((id(change.passage), base.start()))
        yield Observation(
            key="F06|对比年度",
            check="F06",
            level=Level.WARNING,
            kind="wording",
            spot=Spot(change.passage.place(base.start()), change.passage.quote(base.start(), change.literal.end)),
            message=f"这里与 {kind} 年相比，而本报告就是 {year} 年度决算，通常应与 {year - 1} 年相比，请核对年度。",
            stated=kind,
            expected=str(year - 1),
        )


def _subjects(statements: Sequence[Statement], year: int) -> Iterator[Observation]:
    """2020年度收入总计… at the head of a paragraph of the report of 2021 that does not speak of 2021 at all."""
    read: set[int] = set()
    for total in statements:
        passage = total.passage
        if id(passage) in read:
            continue
        read.add(id(passage))
        match = _YEAR.match(passage.text)
        if match is None or total.role is not Role.FINAL or _TOTAL.search(total.subject) is None:
            continue
        told = int(match.group())
        between = passage.text[match.end() : total.literal.start]
        if told not in (year - 1, year + 1) or str(year) in passage.text or is_performance(passage):
            continue
        if re.match(r"年度?", between) is None or re.search(r"[。;]|预算", between) is not None:
            continue
        yield Observation(
            key="F06|所述年度",
            check="F06",
            level=Level.WARNING,
            kind="wording",
            spot=Spot(passage.place(0), passage.quote(0, total.literal.end)),
            message=f"这一段说的是 {told} 年，而本报告是 {year} 年度决算，请核对年度。",
            stated=str(told),
            expected=str(year),
        )
