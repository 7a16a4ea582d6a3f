"""Owns judging the scorecards of a report: every check P01–P25 over all cards and what the report says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from juesuan_gui.checks.cards.counts import check_counts
from juesuan_gui.checks.cards.desk import CardFacts, Desk, money_places
from juesuan_gui.checks.cards.expenditure import check_expenditure
from juesuan_gui.checks.cards.goals import check_goals
from juesuan_gui.checks.cards.grades import check_printed_grades
from juesuan_gui.checks.cards.indicators import check_indicators
from juesuan_gui.checks.cards.listing import check_lists
from juesuan_gui.checks.cards.money import check_money
from juesuan_gui.checks.cards.overall import check_whole_department
from juesuan_gui.checks.cards.reviews import check_reviews
from juesuan_gui.checks.cards.scores import check_required, check_scores
from juesuan_gui.checks.cards.values import check_inequalities, check_values
from juesuan_gui.checks.observations import HeldRelation, Observation
from juesuan_gui.report.cards import Card, CardUnread
from juesuan_gui.steps import Steps, completed

__all__ = ["CardFacts", "judge_cards", "judge_cards_in_steps"]

_CHECKS_OF_ALL = (
    check_inequalities,
    check_required,
    check_goals,
    check_reviews,
    check_lists,
    check_expenditure,
    check_counts,
    check_whole_department,
)
#: What a card is asked for only by being there.
_COUNTING = (check_counts,)


def judge_cards(
    cards: Sequence[Card], facts: CardFacts
) -> tuple[list[Observation], list[HeldRelation], list[CardUnread]]:
    """What is wrong in the cards of one report, what was checked and holds, and what could not be checked.

    ``facts`` are the table amounts and statements to compare with; what is missing there is 未能核对. Without cards
    only what the statements say among themselves is checked. Cards that were not understood for certain are counted
    and nothing else.
    """
    return completed(judge_cards_in_steps(cards, facts))


def judge_cards_in_steps(
    cards: Sequence[Card], facts: CardFacts
) -> Steps[tuple[list[Observation], list[HeldRelation], list[CardUnread]]]:
    """The same as ``judge_cards``, with a pause after every card and between the checks of all."""
    certain = [card for card in cards if not card.doubt]
    counted = [replace(card, total_score=None, grade=None, money=()) if card.doubt else card for card in cards]
    desk = Desk(facts, money_places(certain))
    for card in certain:
        yield
        check_money(desk, card)
        check_scores(desk, card)
        check_printed_grades(desk, card)
        check_indicators(desk, card)
        check_values(desk, card)
    for check in _CHECKS_OF_ALL:
        yield
        check(desk, counted if check in _COUNTING else certain)
    return desk.findings, desk.held, desk.unread
