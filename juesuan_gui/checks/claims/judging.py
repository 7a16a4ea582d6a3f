"""Owns the judgement of what a text claims: its findings with places, sums and roots, and what holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from juesuan_gui.checks.claims.findings import ClaimFinding, ClaimHeld, ClaimPlace, decimals_for, in_words, span_of
from juesuan_gui.checks.claims.units import unit_slip
from juesuan_gui.checks.claims.verdicts import HOLDING, Verdict, verdict_of
from juesuan_gui.checks.claims.wording import message_of
from juesuan_gui.checks.slips import slip_between
from juesuan_gui.figures import Quantity, midpoint
from juesuan_gui.narrative.claiming.claim import EXPECTED, STATED, Claim, Relation, Way, printed
from juesuan_gui.narrative.claiming.limits import TWO_SIDES
from juesuan_gui.narrative.model import ClaimKind, Statement
from juesuan_gui.narrative.subjects import subject_key


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """What became of the claims of a text, in its order."""

    findings: tuple[ClaimFinding, ...]
    held: tuple[ClaimHeld, ...]


def judge_claims(claims: Iterable[Claim]) -> ClaimResult:
    """Judge every claim. One that holds, if only by rounding, is held; one that cannot be decided is neither."""
    findings: list[ClaimFinding] = []
    held: list[ClaimHeld] = []
    keys: Counter[str] = Counter()
    open_words: dict[str, int] = {}
    for claim in claims:
        verdict = verdict_of(claim)
        if verdict is None:
            continue
        if verdict.outcome in HOLDING:
            said = [claim.stated]
            if claim.remark == "再述" and verdict.way is not None:
                # What is told twice agrees at both places.
                said += [other for other in verdict.way.operands if other.passage is not claim.stated.passage][:1]
            held += [ClaimHeld(claim.check, claim.kind.value, one, _place("stated", one)) for one in said]
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


def _finding(claim: Claim, verdict: Verdict, keys: Counter[str]) -> ClaimFinding:
    stated, way = claim.stated, verdict.way
    kind, check = claim.kind, claim.check
    is_told = way is None or STATED not in way.formula
    if verdict.turned and kind is ClaimKind.IDENTITY and is_told:
        kind, check = ClaimKind.WORDING, "N5-05"
    operands = way.operands if way is not None else ()
    expected = None
    shown = printed(stated)
    stated_text: str | None = shown
    difference = None
    formula = way.formula if way is not None else ""
    if way is not None and way.expected is not None and claim.relation is not Relation.WORD:
        stated_text, expected, difference = _texts(claim, way)
        is_derived = claim.kind is not ClaimKind.CROSS_REF and claim.remark != TWO_SIDES and STATED not in formula
        if claim.relation is Relation.EQUAL and is_derived:
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
    # Shown as printed: the words give the direction, but not of what is only derived from them.
    sign = -1 if STATED not in way.formula and _reads_negative(claim) else 1
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
