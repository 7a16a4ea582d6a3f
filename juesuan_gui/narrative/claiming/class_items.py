"""Owns the claims that the budgets of a class are those of its items, where all its items are told below it."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan_gui.figures import meets
from juesuan_gui.narrative.claiming.claim import Claim, Facts, Relation, Way, is_money, printed, quantity, total
from juesuan_gui.narrative.model import ClaimKind, Role, Statement

_CLASS, _ITEM = "(类)", "(项)"


def class_item_claims(facts: Facts) -> Iterator[Claim]:
    """3.某支出(类)。年初预算为5万元,支出决算为4万元。 | (1)某款(款)某项(项)年初预算为2万元…: a class told with figures.

    No words open a list there. Its items are all there where what was spent on them adds up; then so do their budgets.
    """
    for statements in facts.passages():
        passage = statements[0].passage
        if not passage.headings or not _is_class(passage.headings[-1]):
            continue
        if not passage.text.startswith(passage.headings[-1]):
            continue
        spent, planned = _first(statements, Role.FINAL), _first(statements, Role.BUDGET)
        if spent is None or planned is None:
            continue
        items = [_told_item(facts, s) for s in facts.under(passage.headings) if s.passage is not passage]
        told = [item for item in items if item is not None]
        if len(told) < 2 or any(s.listing is not None for pair in told for s in pair):
            continue
        if not meets(quantity(spent), total([quantity(final) for final, _ in told])):
            continue
        budgets = tuple(budget for _, budget in told)
        way = Way(budgets, total([quantity(s) for s in budgets]), " + ".join(map(printed, budgets)))
        yield Claim("N5-07", ClaimKind.SUM, Relation.EQUAL, planned, quantity(planned), (way,))


def _is_class(heading: str) -> bool:
    return heading.rstrip("。.").endswith(_CLASS)


def _first(statements: list[Statement], role: Role) -> Statement | None:
    return next((s for s in statements if s.role is role and is_money(s)), None)


def _told_item(facts: Facts, final: Statement) -> tuple[Statement, Statement] | None:
    """What was spent on an item and its budget, as its paragraph opens with them."""
    if final.role is not Role.FINAL or _ITEM not in final.subject or not is_money(final):
        return None
    beside = facts.of_passage(final.passage)
    budget = next((s for s in beside if s.role is Role.BUDGET and s.frame == final.frame and is_money(s)), None)
    return (final, budget) if budget is not None else None
