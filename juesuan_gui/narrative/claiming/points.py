"""Owns the claims about percentage points: the difference of two printed rates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.figures import subtract
from juesuan_gui.narrative.claiming.catalogue import is_performance
from juesuan_gui.narrative.claiming.claim import Claim, Facts, Relation, Way, printed, quantity, signed
from juesuan_gui.narrative.clauses import RATE_BEFORE, RATE_NOW
from juesuan_gui.narrative.model import ClaimKind, Dimension, Role, Statement

_RATES = (Role.RATIO, Role.SHARE, Role.COMPLETION, Role.CHANGE_RATE)
_SENTENCE = re.compile(r"[。!?;]")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_LAST_YEAR = re.compile(r"上一?年|去年|前一?年")
#: 上年为92.1% may stand right behind the points, in a bracket or behind a comma.
_LONGEST_BEHIND = 16


def point_claims(facts: Facts) -> Iterator[Claim]:
    """提高3.1个百分点: the rate of now less the rate before, where the sentence prints both (trap 12)."""
    for statements in facts.passages():
        for point in statements:
            if point.literal.dimension is not Dimension.POINTS or point.role is not Role.CHANGE:
                continue
            if point.direction is None:
                continue
            rates = [s for s in statements if s.literal.dimension is Dimension.PERCENT and s.role in _RATES]
            pair = _pair(point, rates)
            if pair is not None:
                yield _claim(point, *pair)


def _claim(point: Statement, now: Statement, before: Statement) -> Claim:
    way = Way((now, before), subtract(quantity(now), quantity(before)), f"{printed(now)} − {printed(before)}")
    check = "P17" if is_performance(point.passage) else "N1-02"
    return Claim(check, ClaimKind.IDENTITY, Relation.EQUAL, point, signed(point), (way,))


def _pair(point: Statement, rates: Sequence[Statement]) -> tuple[Statement, Statement] | None:
    """The rate of now and the one before; ``None`` where the sentence does not print exactly one of the kind."""
    text = point.passage.text
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, point.literal.start)), default=0)
    told = [s for s in rates if start <= s.literal.start < point.literal.start]
    behind = [
        s
        for s in rates
        if 0 <= s.literal.start - point.literal.end <= _LONGEST_BEHIND
        and _SENTENCE.search(text, point.literal.end, s.literal.start) is None
        and _is_before(s, ())
    ]
    bases = [s for s in told if _is_before(s, told)] or behind[:1]
    currents = [s for s in told if s not in bases]
    if len(bases) != 1 or not currents:
        return None
    # 基本支出占75%,项目支出占25%,比上年的20%提高5个百分点: the rate next to the base is spoken of.
    base = bases[0]
    around = sorted(currents, key=lambda s: abs(s.literal.start - base.literal.start))
    return (around[0] if len(currents) > 1 else currents[0]), base


def _is_before(rate: Statement, told: Sequence[Statement]) -> bool:
    """Whether a rate is that of an earlier year, or what another is compared with."""
    if rate.remark == RATE_BEFORE:
        year = _YEAR.search(rate.base)
        others = [int(y) for s in told if s is not rate for y in _YEAR.findall(_clause(s))]
        # 2021年为95.2%,2020年为92.1%: of two named years the earlier is the base.
        return year is None or not others or int(year.group(1)) < max(others)
    clause = _clause(rate)
    if rate.remark == RATE_NOW:
        return False
    if rate.role is not Role.CHANGE_RATE and _LAST_YEAR.search(clause) is not None:
        return True
    years = [int(y) for y in _YEAR.findall(clause)]
    others = [int(y) for s in told if s is not rate for y in _YEAR.findall(_clause(s))]
    return bool(years and others) and rate.role is not Role.CHANGE_RATE and max(years) < max(others)


def _clause(rate: Statement) -> str:
    return re.split(r"[,，;。:()]", rate.passage.text[: rate.literal.start])[-1]
