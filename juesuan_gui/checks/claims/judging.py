"""Owns the judgement of what a text claims: by intervals, by every way a claim may be meant, zero bases, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from juesuan_gui.checks.claims.findings import ClaimFinding, ClaimHeld, ClaimPlace, decimals_for, in_words, span_of
from juesuan_gui.checks.claims.units import unit_slip
from juesuan_gui.checks.claims.wording import message_of
from juesuan_gui.checks.judge import Outcome, judge, level_of
from juesuan_gui.checks.slips import slip_between
from juesuan_gui.figures import Measure, Quantity, bounds, magnitude, midpoint, negate
from juesuan_gui.forms import Level
from juesuan_gui.narrative.claiming.claim import EXPECTED, STATED, Claim, Relation, Way, printed
from juesuan_gui.narrative.claiming.limits import TWO_SIDES
from juesuan_gui.narrative.claiming.words import NO_MORE
from juesuan_gui.narrative.model import About, ClaimKind, Dimension, Role, Statement
from juesuan_gui.narrative.subjects import subject_key

_HOLDING = (Outcome.HOLDS, Outcome.ROUNDING)
_ORDER = (Outcome.HOLDS, Outcome.ROUNDING, Outcome.DIGIT, Outcome.FAILS)
_LONG = 10**4
_TELLING = 3
#: Checks that are hints however far off they are (CHECKS.md).
_HINTS = frozenset({"N3-02"})
_WARNINGS = frozenset({"N5-07", "P18", "N13-01", "N13-03", "XY-05", "F10", "N10-01", "T7-06"})


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """What became of the claims of a text, in its order."""

    findings: tuple[ClaimFinding, ...]
    held: tuple[ClaimHeld, ...]


@dataclass(frozen=True, slots=True)
class _Verdict:
    outcome: Outcome
    way: Way | None
    level: Level
    turned: bool = False


def judge_claims(claims: Iterable[Claim]) -> ClaimResult:
    """Judge every claim. One that holds, if only by rounding, is held; one that cannot be decided is neither."""
    findings: list[ClaimFinding] = []
    held: list[ClaimHeld] = []
    keys: Counter[str] = Counter()
    open_words: dict[str, int] = {}
    for claim in claims:
        verdict = _judged(claim)
        if verdict is None:
            continue
        if verdict.outcome in _HOLDING:
            held.append(ClaimHeld(claim.check, claim.kind.value, claim.stated, _place("stated", claim.stated)))
            continue
        finding = _finding(claim, verdict, keys)
        if claim.remark == "未作取舍":
            # The same alternatives left open again are one finding with every place.
            first = open_words.setdefault(finding.quote, len(findings))
            if first < len(findings):
                findings[first] = replace(findings[first], places=(*findings[first].places, *finding.places))
                continue
        slip = unit_slip(claim, verdict.way, keys) if claim.relation is Relation.EQUAL else None
        if slip is not None:
            findings.append(slip)
            finding = replace(finding, root=slip.key)
        findings.append(finding)
    return ClaimResult(tuple(_with_roots(findings)), tuple(held))


def _judged(claim: Claim) -> _Verdict | None:
    if claim.relation is Relation.WORDING:
        return _Verdict(Outcome.FAILS, None, Level.ERROR if claim.remark == "两个方向" else Level.WARNING)
    if claim.relation is Relation.ZERO_BASE:
        return _zero_base(claim)
    if claim.relation is Relation.WORD:
        return _word(claim)
    return _compared(claim)


def _compared(claim: Claim) -> _Verdict | None:
    """Equality and bounds: the best of all ways the claim may be meant decides, the first is shown."""
    ways = [way for way in claim.ways if way.expected is not None]
    if not ways:
        return None
    outcomes = [_outcome(claim, way) for way in ways]
    best = min(outcomes, key=_ORDER.index)
    if best in _HOLDING:
        return _Verdict(best, ways[outcomes.index(best)], Level.INFO)
    way = ways[outcomes.index(best)]
    if not claim.certain:
        return _uncertain(claim, way, best)
    turned = (
        claim.relation is Relation.EQUAL
        and claim.kind in (ClaimKind.IDENTITY, ClaimKind.GROWTH_RATE)
        and _is_turned(claim, ways)
    )
    return _Verdict(best, way, level_of(best, _declared(claim)), turned)


def _declared(claim: Claim) -> Level:
    if claim.stated.literal.about is not None:
        # What is told roughly is never wrong to the digit.
        return Level.WARNING
    if claim.check in _HINTS:
        return Level.INFO
    if claim.kind is ClaimKind.CROSS_REF and (
        claim.relation is Relation.AT_MOST or claim.remark.startswith("两种划分")
    ):
        return Level.ERROR
    return Level.WARNING if claim.check in _WARNINGS else Level.ERROR


def _outcome(claim: Claim, way: Way) -> Outcome:
    value, expected = claim.value, way.expected
    if claim.remark == "绝对值" and expected is not None and midpoint(expected) < 0:
        expected = negate(expected)
    # Whole counts are never rounded, so that one more or less is no last digit.
    counted = claim.stated.literal.dimension is Dimension.COUNT
    exact = counted and not isinstance(value, Measure) and not isinstance(expected, Measure)
    operator = {Relation.AT_MOST: "<=", Relation.AT_LEAST: ">="}.get(claim.relation, "=")
    about = claim.stated.literal.about
    if about in (About.ABOVE, About.BELOW) and expected is not None:
        # 下降超过20%: more of a decline; the size is what the word speaks of.
        if midpoint(value) < 0:
            value, expected = negate(value), negate(expected)
        operator = "<=" if about is About.ABOVE else ">="
    return judge(operator, value, expected, left_is_cell=False, same_quantity=exact).outcome


def _uncertain(claim: Claim, way: Way, outcome: Outcome) -> _Verdict | None:
    """A relation that the text need not mean: parts may not exceed the total, and a slip of one digit shows."""
    assert way.expected is not None
    if outcome is Outcome.DIGIT:
        return _Verdict(outcome, way, Level.WARNING)
    excess = bounds(way.expected)[0] - bounds(claim.value)[1]
    spent_once = claim.stated.literal.dimension is Dimension.MONEY or claim.stated.literal.counted == "辆"
    if claim.remark == "清单" and excess > 0 and spent_once:
        # Heads may be counted under two points of view (男, 党员); money is spent once, a car is of one kind.
        return _Verdict(outcome, way, Level.WARNING)
    if _is_one_digit(claim, way):
        return _Verdict(outcome, way, Level.WARNING)
    return None


def _is_one_digit(claim: Claim, way: Way) -> bool:
    """Whether the two sides differ by one digit at one place, as a slip of the hand does."""
    assert way.expected is not None
    literal = claim.stated.literal
    if literal.dimension is not Dimension.MONEY:
        return False
    step = Fraction(1) if literal.figure.exact else Fraction(literal.figure.step)
    if magnitude(Fraction(midpoint(claim.value))) / step < _LONG:
        # Short figures differ by one digit by chance.
        return False
    telling = max(_significant(one.literal.figure.value, step) for one in (claim.stated, *way.operands))
    if telling < _TELLING and (claim.kind is ClaimKind.SUM or claim.remark == TWO_SIDES):
        # 100.00 and 90.00 differ by one digit, too, and need not be more than two round figures.
        return False
    apart = magnitude(Fraction(midpoint(claim.value)) - Fraction(midpoint(way.expected))) / step
    digits = str(int(apart)) if apart.denominator == 1 else ""
    return bool(digits) and len(digits.rstrip("0")) == 1 and (len(way.operands) > 1 or claim.remark == TWO_SIDES)


def _significant(value: int | Fraction, step: Fraction) -> int:
    """How many digits of a figure tell something: those before its trailing zeros."""
    return len(str(int(magnitude(Fraction(value)) / step)).rstrip("0"))


def _is_turned(claim: Claim, ways: Sequence[Way]) -> bool:
    """Whether only the direction is wrong: the figure fits with the other sign."""
    if midpoint(claim.value) == 0:
        return False
    turned = replace(claim, value=negate(claim.value))
    return any(_outcome(turned, way) in _HOLDING for way in ways)


def _zero_base(claim: Claim) -> _Verdict | None:
    """A rate on nothing (N5-04): 0 on 0 is accepted, 100% on 0 is a convention, anything else is wrong."""
    stated = midpoint(claim.value)
    way = claim.ways[0]
    base, moved = _base_and_change(claim, way)
    if base is None or base != 0:
        return None
    if moved == 0:
        return _Verdict(Outcome.HOLDS if stated in (0, 100) else Outcome.FAILS, way, Level.WARNING)
    if claim.kind is ClaimKind.GROWTH_RATE and magnitude(stated) == 100:
        return _Verdict(Outcome.FAILS, way, Level.WARNING)
    return _Verdict(Outcome.FAILS, way, Level.ERROR)


def _base_and_change(claim: Claim, way: Way) -> tuple[int | Fraction | None, int | Fraction]:
    """The nominal base and what it is set against: the change for a rate, the amount for a completion or share."""
    first, second = way.operands
    one, two = first.literal.figure.value, second.literal.figure.value
    if claim.kind is not ClaimKind.GROWTH_RATE:
        return two, one
    if first.role is Role.CHANGE:
        if second.role in (Role.BUDGET, Role.PRIOR):
            return two, one
        direction = first.direction or claim.stated.direction or 1
        return two - direction * one, one
    return two, one - two


def _word(claim: Claim) -> _Verdict:
    """大于, 小于, 持平 against two figures."""
    way = claim.ways[0]
    assert way.expected is not None
    left, right = claim.value, way.expected
    (left_low, left_high), (right_low, right_high) = bounds(left), bounds(right)
    if claim.remark == "等于":
        outcome = judge("=", left, right, left_is_cell=False, same_quantity=True).outcome
        return _Verdict(outcome, way, level_of(outcome, Level.ERROR))
    if claim.remark == NO_MORE:
        fits = left_low <= right_high
    elif claim.remark == "大于":
        fits = left_high > right_low and midpoint(left) != midpoint(right)
    else:
        fits = left_low < right_high and midpoint(left) != midpoint(right)
    # 完成预算的100%,决算数大于预算数: the rate may have been rounded to it.
    rounded = len(way.operands) == 1 and left_low < right_low < left_high
    return _Verdict(Outcome.HOLDS if fits else Outcome.FAILS, way, Level.WARNING if rounded else Level.ERROR)


# -- findings ----------------------------------------------------------------------------------------


def _finding(claim: Claim, verdict: _Verdict, keys: Counter[str]) -> ClaimFinding:
    stated, way = claim.stated, verdict.way
    kind, check = claim.kind, claim.check
    if verdict.turned and kind is ClaimKind.IDENTITY:
        kind, check = ClaimKind.WORDING, "N5-05"
    operands = way.operands if way is not None else ()
    expected = None
    shown = printed(stated)
    stated_text: str | None = shown
    difference = None
    formula = way.formula if way is not None else ""
    if way is not None and way.expected is not None and claim.relation is not Relation.WORD:
        stated_text, expected, difference = _texts(claim, way)
        if claim.relation is Relation.EQUAL and claim.kind is not ClaimKind.CROSS_REF and STATED not in formula:
            formula = f"{formula} = {expected}"
    elif claim.words is not None:
        stated_text = stated.passage.quote(*claim.words)
    key = _key(check, kind.value, stated, keys)
    places = tuple(_places(claim, operands))
    message = message_of(claim, turned=verdict.turned, stated=stated_text, expected=expected, formula=formula)
    message += _slip(claim, way, stated_text, expected)
    formula = formula.replace(STATED, stated_text or "").replace(EXPECTED, expected or "")
    return ClaimFinding(
        key, check, verdict.level, kind.value, stated, stated_text, expected, difference, formula, message, places
    )


def _slip(claim: Claim, way: Way | None, stated: str | None, expected: str | None) -> str:
    """Where one slip of the hand, and no other, mends the relation: what it looks like."""
    if way is None or stated is None or expected is None or claim.relation is not Relation.EQUAL:
        return ""
    if claim.remark or claim.kind is ClaimKind.CROSS_REF:
        return ""
    own = slip_between(stated, expected)
    found = [(claim.stated, stated, expected, own)] if own is not None else []
    if claim.kind is ClaimKind.SUM and way.expected is not None:
        missing = midpoint(claim.value) - midpoint(way.expected)
        for part in way.operands:
            literal = part.literal
            like = printed(part)
            decimals = decimals_for(claim.stated, way.operands, literal.figure.value + missing)
            said = in_words(literal.figure.value, literal, literal.decimals, like=like)
            meant = in_words(literal.figure.value + missing, literal, decimals, like=like)
            kind = slip_between(said, meant)
            if kind is not None:
                found.append((part, said, meant, kind))
    if len(found) != 1:
        return ""
    figure, said, meant, kind = found[0]
    name = f"“{figure.subject}”的" if figure is not claim.stated and figure.subject else ""
    return f"{name}{said} 像是{kind}（{meant}），请核对。"


def _texts(claim: Claim, way: Way) -> tuple[str, str, str]:
    assert way.expected is not None
    literal = claim.stated.literal
    like = printed(claim.stated)

    value = midpoint(claim.value)
    # Shown as printed: the words give the direction.
    sign = -1 if _reads_negative(claim) else 1
    expected = midpoint(way.expected) * sign
    decimals = decimals_for(claim.stated, way.operands, expected)
    stated_text = in_words(value * sign, literal, literal.decimals, like=like)
    expected_text = in_words(expected, literal, decimals, like=like)
    apart = in_words(value * sign - expected, literal, decimals, like=like)
    return stated_text, expected_text, apart


def _reads_negative(claim: Claim) -> bool:
    """Whether the words carry the minus: 减少5万元 is −5 and printed 5."""
    return midpoint(claim.value) < 0 < claim.stated.literal.figure.value


def _key(check: str, kind: str, stated: Statement, keys: Counter[str]) -> str:
    stem = f"{check}:{kind}:{subject_key(stated.subject)}:{stated.role.value}"
    keys[stem] += 1
    return f"{stem}:{keys[stem]}"


def _places(claim: Claim, operands: Sequence[Statement]) -> Iterator[ClaimPlace]:
    if claim.words is not None:
        yield ClaimPlace("stated", claim.stated.passage, *claim.words)
    else:
        yield _place("stated", claim.stated)
    for operand in operands:
        if operand is not claim.stated:
            yield _place("other", operand)


def _place(role: str, statement: Statement) -> ClaimPlace:
    return ClaimPlace(role, statement.passage, *span_of(statement))


def _with_roots(findings: list[ClaimFinding]) -> Iterator[ClaimFinding]:
    """A wrong sum of shares follows from a wrong share among them."""
    shares = {
        (id(f.stated.passage), f.stated.literal): f.key
        for f in findings
        if f.kind == ClaimKind.SHARE.value and f.check != "N3-02"
    }
    for finding in findings:
        if finding.check == "N3-02" and finding.root is None:
            operands = [(id(place.passage), place.end) for place in finding.places]
            root = next((key for (passage, lit), key in shares.items() if (passage, lit.end) in operands), None)
            yield replace(finding, root=root) if root is not None else finding
        else:
            yield finding


__all__ = ["ClaimFinding", "ClaimHeld", "ClaimResult", "Quantity", "judge_claims"]
