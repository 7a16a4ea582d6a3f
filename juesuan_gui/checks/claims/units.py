"""Owns the unit slip: a sum that holds once one figure is read in 万元 for 元, or 元 for 万元 (check F08)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from juesuan_gui.checks.claims.findings import ClaimFinding, ClaimPlace, span_of
from juesuan_gui.checks.judge import Outcome, judge
from juesuan_gui.figures import Figure, Unit
from juesuan_gui.forms import Level
from juesuan_gui.narrative.claiming.claim import Claim, Way, printed, quantity, total
from juesuan_gui.narrative.model import ClaimKind, Statement
from juesuan_gui.narrative.subjects import subject_key

_OTHER_UNIT = {Unit.YUAN: Unit.WAN_YUAN, Unit.WAN_YUAN: Unit.YUAN}
_HOLDING = (Outcome.HOLDS, Outcome.ROUNDING, Outcome.DIGIT)


def unit_slip(claim: Claim, way: Way | None, keys: Counter[str]) -> ClaimFinding | None:
    """The one figure of a failing sum whose other unit makes it hold; it must differ in unit from the rest.

    An amount told twice with the same digits is one too.
    """
    told_twice = claim.kind is ClaimKind.CROSS_REF
    if way is None or not (told_twice or (claim.kind is ClaimKind.SUM and len(way.operands) > 1)):
        return None
    figures = (claim.stated, *way.operands)
    units = Counter(figure.literal.unit for figure in figures)
    odd = [figure for figure in figures if units[figure.literal.unit] == 1 and figure.literal.unit in _OTHER_UNIT]
    for figure in odd:
        other = _in_other_unit(figure)
        parts = [other if part is figure else part for part in way.operands]
        stated = other if figure is claim.stated else claim.stated
        outcome = judge(
            "=", quantity(stated), total([quantity(p) for p in parts]), left_is_cell=False, same_quantity=False
        ).outcome
        if outcome in _HOLDING:
            return _finding(claim, way, figure, other, keys)
    return None


def _in_other_unit(statement: Statement) -> Statement:
    literal = statement.literal
    assert literal.unit is not None
    unit = _OTHER_UNIT[literal.unit]
    factor = Fraction(unit.value, literal.unit.value)
    value, step = literal.figure.value * factor, Fraction(unit.value, 10**literal.decimals)
    figure = Figure(_whole(value), _whole(step), exact=step <= 1)
    return replace(statement, literal=replace(literal, figure=figure, unit=unit))


def _whole(number: int | Fraction) -> int | Fraction:
    fraction = Fraction(number)
    return fraction.numerator if fraction.denominator == 1 else fraction


def _finding(claim: Claim, way: Way, figure: Statement, other: Statement, keys: Counter[str]) -> ClaimFinding:
    assert figure.literal.unit is not None and other.literal.unit is not None
    stated = printed(figure)
    expected = stated.removesuffix(figure.literal.unit.label) + other.literal.unit.label
    stem = f"F08:unit:{subject_key(figure.subject)}"
    keys[stem] += 1
    places = [ClaimPlace("stated", figure.passage, *span_of(figure))]
    places += [ClaimPlace("other", o.passage, *span_of(o)) for o in (claim.stated, *way.operands) if o is not figure]
    beside = f"{printed(claim.stated)} 相符（{way.formula}）"
    if claim.kind is ClaimKind.CROSS_REF:
        beside = f"{printed(way.operands[0] if figure is claim.stated else claim.stated)}（写在别处）相符"
    message = f"“{figure.subject}”的单位疑似有误：文中写 {stated}，写成 {expected} 时与 {beside}。"
    return ClaimFinding(
        f"{stem}:{keys[stem]}",
        "F08",
        Level.ERROR,
        ClaimKind.UNIT.value,
        figure,
        stated,
        expected,
        None,
        way.formula,
        message,
        tuple(places),
    )
