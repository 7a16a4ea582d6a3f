"""Owns the gathering of the claims of a text from all families."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from juesuan_gui.narrative.claiming.balances import balance_claims
from juesuan_gui.narrative.claiming.bare_shares import bare_share_claims
from juesuan_gui.narrative.claiming.changes import change_claims
from juesuan_gui.narrative.claiming.claim import Claim, Facts
from juesuan_gui.narrative.claiming.class_items import class_item_claims
from juesuan_gui.narrative.claiming.definitions import definition_claims
from juesuan_gui.narrative.claiming.directions import direction_claims
from juesuan_gui.narrative.claiming.enumerated import enumerated_claims
from juesuan_gui.narrative.claiming.limits import limit_claims
from juesuan_gui.narrative.claiming.parts import sum_claims
from juesuan_gui.narrative.claiming.points import point_claims
from juesuan_gui.narrative.claiming.rates import average_claims, completion_claims
from juesuan_gui.narrative.claiming.ratios import both_total_claims, net_claims, ratio_claims
from juesuan_gui.narrative.claiming.reception import reception_claims
from juesuan_gui.narrative.claiming.repeated import repeated_claims
from juesuan_gui.narrative.claiming.set_off import set_off_claims
from juesuan_gui.narrative.claiming.shares import share_claims
from juesuan_gui.narrative.claiming.slipped_units import slipped_unit_claims
from juesuan_gui.narrative.claiming.splits import split_claims
from juesuan_gui.narrative.claiming.three_kinds import three_kind_claims
from juesuan_gui.narrative.claiming.told_counts import count_claims
from juesuan_gui.narrative.claiming.twice_told import twice_told_claims
from juesuan_gui.narrative.claiming.words import word_claims, words_behind
from juesuan_gui.narrative.model import Passage, Statement

_FAMILIES = (
    change_claims,
    sum_claims,
    share_claims,
    completion_claims,
    average_claims,
    ratio_claims,
    net_claims,
    both_total_claims,
    point_claims,
    word_claims,
    balance_claims,
    set_off_claims,
    limit_claims,
    repeated_claims,
    split_claims,
    three_kind_claims,
    count_claims,
    reception_claims,
    slipped_unit_claims,
    definition_claims,
    bare_share_claims,
    direction_claims,
    enumerated_claims,
    twice_told_claims,
    class_item_claims,
)
#: What is told again; where it differs it is a 警告 at most.
_RETOLD = (repeated_claims, twice_told_claims)


def claims_of(statements: Iterable[Statement], passages: Sequence[Passage] = (), *, retold: bool = True) -> list[Claim]:
    """Every relation that the text states between its own figures, in the order of the stated figures.

    ``passages`` are all paragraphs of the text, for words that stand in one without a figure.
    ``retold`` is ``False`` where nobody asks whether figures told again agree.
    """
    facts = Facts(statements)
    order = {id(statement): number for number, statement in enumerate(facts.all)}
    claims: dict[object, Claim] = {}
    for family in _FAMILIES:
        if not retold and family in _RETOLD:
            continue
        for claim in family(facts):
            claims.setdefault(_relation(claim), claim)
    for claim in words_behind(facts, passages):
        order[id(claim.stated)] = order[id(claim.ways[0].operands[0])]
        claims.setdefault(_relation(claim), claim)
    return sorted(claims.values(), key=lambda claim: order[id(claim.stated)])


def _relation(claim: Claim) -> object:
    """What makes two claims one: the same figure against the same others, found by two families."""
    operands = [frozenset(id(operand) for operand in way.operands) for way in claim.ways[:1]]
    return (claim.check, claim.kind, claim.relation, id(claim.stated), claim.certain, claim.words, *operands)
