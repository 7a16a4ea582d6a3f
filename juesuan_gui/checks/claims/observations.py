"""Owns the way from judged claims to observations about the source, as the contract wants them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import count

from juesuan_gui.checks.claims.findings import ClaimFinding, ClaimPlace
from juesuan_gui.checks.claims.judging import ClaimResult, judge_claims
from juesuan_gui.checks.observations import HeldRelation, Observation, Spot
from juesuan_gui.forms import Level
from juesuan_gui.narrative.claiming.claims import claims_of
from juesuan_gui.narrative.claiming.precision import with_dropped_zeros
from juesuan_gui.narrative.model import Passage, Statement
from juesuan_gui.narrative.unread import UnreadFigure, unread_of


@dataclass(frozen=True, slots=True)
class TextAudit:
    """What the text says about itself: findings, holding claims, figures not understood, and how many claims."""

    observations: tuple[Observation, ...]
    held: tuple[HeldRelation, ...]
    unread: tuple[UnreadFigure, ...]
    claims: int


def audit_text(passages: Sequence[Passage], statements: Sequence[Statement]) -> TextAudit:
    """Judge every relation that a text states between its own figures."""
    claims = claims_of(statements, passages)
    result = judge_claims(claims)
    closer = _closer_findings(statements, result)
    denied = {(finding.check, _spot(finding.place)) for finding in closer}
    held = (HeldRelation(held.check, held.kind, _spot(held.place)) for held in result.held)
    return TextAudit(
        tuple(_observation(finding) for finding in (*result.findings, *closer)),
        tuple(item for item in held if (item.check, item.spot) not in denied),
        tuple(unread_of(passages, statements)),
        len(claims),
    )


def _closer_findings(statements: Sequence[Statement], loose: ClaimResult) -> list[ClaimFinding]:
    """What only fails where a text that prints two decimals drops zeros: 6万元 of 10万元 are no 66.67%.

    A writer may have rounded the one figure, so that these are warnings.
    """
    exact = with_dropped_zeros(statements)
    if exact is None:
        return []
    # Figures told again are half of the work, and are a 警告 at most.
    found = judge_claims(claims_of(exact, retold=False)).findings
    taken = {finding.key for finding in loose.findings}
    places = {(finding.check, _spot(finding.place)) for finding in loose.findings}
    closer: list[ClaimFinding] = []
    for finding in found:
        # Which of several of one subject fails may differ between the two ways of reading: the place tells, not the
        # ordinal, and those that only fail here are numbered behind the others.
        if finding.level is Level.ERROR and (finding.check, _spot(finding.place)) not in places:
            key = _free_key(finding.key, taken)
            taken.add(key)
            closer.append(replace(finding, key=key, level=Level.WARNING, root=None))
    return closer


def _free_key(key: str, taken: Collection[str]) -> str:
    """The key with the next ordinal that no other finding has."""
    stem, _, first = key.rpartition(":")
    return next(free for ordinal in count(int(first)) if (free := f"{stem}:{ordinal}") not in taken)


def _observation(finding: ClaimFinding) -> Observation:
    return Observation(
        key=finding.key,
        check=finding.check,
        level=finding.level,
        kind=finding.kind,
        spot=_spot(finding.place),
        message=finding.message,
        stated=finding.stated_text,
        expected=finding.expected_text,
        difference=finding.difference_text,
        formula=finding.formula,
        others=tuple(_spot(place) for place in finding.places[1:]),
        root=finding.root,
    )


def _spot(place: ClaimPlace) -> Spot:
    return Spot(place.passage.place(place.start), place.quote)
