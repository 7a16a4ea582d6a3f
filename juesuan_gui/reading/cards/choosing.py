"""Owns choosing the form of a document that has scorecards and no tables: by its layouts, its year, its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from juesuan_gui.forms import CardPart, Form, FormShelf, Scorecard
from juesuan_gui.report.card_contents import content_from, layout_for
from juesuan_gui.report.cards import Card, CardKind, MoneyColumn
from juesuan_gui.report.cards_targets import plain

#: How far a form is from a document: years off, then its place (0: the document's own, 1: nationwide, 2: another).
Nearness = tuple[int, int]

_OWN = 0


@dataclass(frozen=True, slots=True, order=True)
class _Distance:
    """How badly a form suits; compared from the first field on.

    What would be lost comes first: cards without a layout of their kind, what has no place on the layout. Then the
    year, the document's own place, how much of the layout the cards leave blank or have otherwise, and of forms
    that are alike in all this the nationwide one.
    """

    without_layout: int
    lost: int
    years: int
    not_own: bool
    otherwise: int
    place: int


def forms_for_cards(cards: Sequence[Card], shelf: FormShelf, nearness: Mapping[str, Nearness]) -> list[Form]:
    """The forms that fit a document's scorecards, all of them equally well; the newest first.

    ``nearness`` is how far each form of the shelf is from the document. Where the best layouts are those of another
    year than the document's, the best form of its own year is among them: which of the two is meant is not for the
    program to say. Empty where no form has a layout for any card.
    """
    ranked: list[tuple[_Distance, Form]] = []
    for head in shelf.heads:
        form = shelf.form(head.id)
        if any(layout_for(card, form) is not None for card in cards):
            ranked.append((_distance(cards, form, nearness[head.id]), form))
    if not ranked:
        return []
    best = min(distance for distance, _ in ranked)
    chosen = [form for distance, form in ranked if distance == best]
    if best.years:
        of_year = [item for item in ranked if item[0].years == 0]
        chosen += [min(of_year, key=lambda item: (item[0], len(item[1].lineage)))[1]] if of_year else []
    return _told_apart(chosen)


def _told_apart(forms: Iterable[Form]) -> list[Form]:
    """Forms of one place and year are one choice: the more general of them."""
    found: dict[tuple[str, int], Form] = {}
    for form in sorted(forms, key=lambda item: len(item.lineage)):
        found.setdefault((form.region, form.year), form)
    return sorted(found.values(), key=lambda form: (-form.year, form.id))


def _distance(cards: Sequence[Card], form: Form, nearness: Nearness) -> _Distance:
    years, place = nearness
    pairs = [(card, layout_for(card, form)) for card in cards]
    placed = [(card, layout) for card, layout in pairs if layout is not None]
    return _Distance(
        len(pairs) - len(placed),
        # Who is named on a card says nothing of its form.
        sum(len(content_from(replace(card, people=()), layout)[1]) for card, layout in placed),
        years,
        place != _OWN,
        sum(_otherwise(card, layout) for card, layout in placed),
        place,
    )


def _otherwise(card: Card, layout: Scorecard) -> int:
    """How many columns of a layout a card leaves blank, and how many headings and points it has otherwise."""
    money = {column for row in card.money for column, _ in row.cells}
    found = sum(column.name.lower() in layout.fields(CardPart.MONEY) and column not in money for column in MoneyColumn)
    fields = layout.fields(CardPart.INDICATOR)
    for field in ("content", "target", "actual", "weight", "score", "reason"):
        printed = any(getattr(item, field) is not None for item in card.indicators)
        found += field in fields and not printed
    if card.kind in (CardKind.PROJECT, CardKind.OVERALL):
        own = {item.path[0] for item in card.indicators if item.path[0]}
        found += len(own ^ {block.first for block in layout.blocks})
        found += len({plain(row.label.text) for row in card.money} ^ {plain(item.label) for item in layout.money})
        found += sum(_points(card, first) not in (None, Fraction(points)) for first, points in layout.weights)
    return found


def _points(card: Card, first: str) -> Fraction | None:
    """What the indicators under a heading come to; ``None`` where none has points."""
    weights = [item.weight.number for item in card.indicators if item.path[0] == first and item.weight is not None]
    known = [Fraction(weight) for weight in weights if weight is not None]
    return sum(known, Fraction(0)) if known else None
