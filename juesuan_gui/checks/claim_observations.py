"""Owns the way from judged claims to observations about the source, as the contract wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from juesuan_gui.checks.claim_findings import ClaimFinding, ClaimPlace
from juesuan_gui.checks.claims import judge_claims
from juesuan_gui.checks.observations import HeldRelation, Observation, Spot
from juesuan_gui.narrative.claims import claims_of
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
    claims = claims_of(statements)
    result = judge_claims(claims)
    return TextAudit(
        tuple(_observation(finding) for finding in result.findings),
        tuple(HeldRelation(held.check, held.kind, _spot(held.place)) for held in result.held),
        tuple(unread_of(passages, statements)),
        len(claims),
    )


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
