"""Owns the gathering of the claims of a text from all families."""

from __future__ import annotations

from collections.abc import Iterable

from juesuan_gui.narrative.claiming.changes import change_claims
from juesuan_gui.narrative.claiming.claim import Claim, Facts
from juesuan_gui.narrative.claiming.definitions import definition_claims
from juesuan_gui.narrative.claiming.parts import share_claims, sum_claims
from juesuan_gui.narrative.claiming.rates import average_claims, completion_claims, ratio_claims
from juesuan_gui.narrative.claiming.repeated import repeated_claims
from juesuan_gui.narrative.claiming.splits import split_claims
from juesuan_gui.narrative.claiming.words import balance_claims, word_claims
from juesuan_gui.narrative.model import Statement

_FAMILIES = (
    change_claims,
    sum_claims,
    share_claims,
    completion_claims,
    average_claims,
    ratio_claims,
    word_claims,
    balance_claims,
    repeated_claims,
    split_claims,
    definition_claims,
)


def claims_of(statements: Iterable[Statement]) -> list[Claim]:
    """Every relation that the text states between its own figures, in the order of the stated figures."""
    facts = Facts(statements)
    order = {id(statement): number for number, statement in enumerate(facts.all)}
    claims = [claim for family in _FAMILIES for claim in family(facts)]
    return sorted(claims, key=lambda claim: order[id(claim.stated)])
