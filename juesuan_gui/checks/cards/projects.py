"""Owns which projects the checks of all cards together count: those of the cards, else the rows of the lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from juesuan_gui.checks.cards.desk import at
from juesuan_gui.checks.cards.listing import single_projects
from juesuan_gui.checks.cards.money import budget_of
from juesuan_gui.checks.cards.names import card_of
from juesuan_gui.report.cards import Card, CardFigure, CardKind, ListedProject, MoneyColumn, Printed

_TRANSFERS = ("转移支付", "社保专户", "财政专户")


@dataclass(frozen=True, slots=True)
class AssessedProject:
    """A project as its card or its row in a list gives it."""

    name: str
    about: CardFigure | Printed
    budget: CardFigure | None
    executed: CardFigure | None
    score: CardFigure | None
    own: bool


def assessed_projects(cards: Sequence[Card]) -> list[AssessedProject]:
    """The projects: of the cards where there are any, else of the lists."""
    found = [
        AssessedProject(
            card.name,
            at(card),
            budget_of(card.total_row) if card.total_row else None,
            card.amount(MoneyColumn.EXECUTED),
            card.total_score,
            not _is_transfer(card),
        )
        for card in cards
        if card.kind is CardKind.PROJECT
    ]
    if found:
        return found
    return [
        _listed(item, own=not _is_transfer_name(item.name.text))
        for card in cards
        for item in (single_projects(card) if card.kind is CardKind.LISTING else card.projects)
    ]


def listed_beside(listing: Card, cards: Sequence[Card]) -> list[AssessedProject]:
    """The rows of a list that stands beside cards, where it has projects that the cards have not."""
    projects = [card for card in cards if card.kind is CardKind.PROJECT]
    rows = [(row, card_of(row.name.text, projects)[0]) for row in single_projects(listing)] if projects else []
    if all(card is not None for _, card in rows):
        return []
    return [
        _listed(row, own=not (_is_transfer(card) if card is not None else _is_transfer_name(row.name.text)))
        for row, card in rows
    ]


def _listed(item: ListedProject, *, own: bool) -> AssessedProject:
    return AssessedProject(item.name.text.strip(), item.name, item.budget, item.executed, item.score, own)


def _is_transfer(card: Card) -> bool:
    """Whether a project is paid from other books than the department's own."""
    ticked = [option for attribute in card.attributes for option, mark in attribute.options if mark]
    return bool(card.books) or any(map(_is_transfer_name, (card.name, *ticked)))


def _is_transfer_name(text: str) -> bool:
    return any(word in text for word in _TRANSFERS)
