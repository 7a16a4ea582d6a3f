"""Owns judging the scorecards of a report: every check P01–P24 over all cards and what the report says of them."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan_gui.checks.cards_desk import CardFacts, Desk, money_places
from juesuan_gui.checks.cards_goals import check_goals
from juesuan_gui.checks.cards_indicators import check_indicators
from juesuan_gui.checks.cards_money import check_money
from juesuan_gui.checks.cards_overall import check_whole_department
from juesuan_gui.checks.cards_reviews import check_reviews
from juesuan_gui.checks.cards_scores import check_required, check_scores
from juesuan_gui.checks.cards_values import check_inequalities, check_values
from juesuan_gui.checks.cards_whole import check_whole
from juesuan_gui.checks.observations import HeldRelation, Observation
from juesuan_gui.report.cards import Card, CardUnread

__all__ = ["CardFacts", "judge_cards"]


def judge_cards(
    cards: Sequence[Card], facts: CardFacts
) -> tuple[list[Observation], list[HeldRelation], list[CardUnread]]:
    """What is wrong in the cards of one report, what was checked and holds, and what could not be checked.

    ``facts`` are the table amounts and statements to compare with; what is missing there is 未能核对. Without cards
    only what the statements say among themselves is checked.
    """
    desk = Desk(facts, money_places(cards))
    for card in cards:
        check_money(desk, card)
        check_scores(desk, card)
        check_indicators(desk, card)
        check_values(desk, card)
    check_inequalities(desk, cards)
    check_required(desk, cards)
    check_goals(desk, cards)
    check_reviews(desk, cards)
    check_whole(desk, cards)
    check_whole_department(desk, cards)
    return desk.findings, desk.held, desk.unread
