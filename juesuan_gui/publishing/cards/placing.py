"""Owns where the scorecards stand in the published report: below their headings of the outline, or behind the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from juesuan_gui.document import Paragraph, Section, TextStyle
from juesuan_gui.forms import MADE_LISTING, OutlineSection
from juesuan_gui.live.cards import ShownCard, shown_cards
from juesuan_gui.publishing.cards.grids import card_section
from juesuan_gui.publishing.cards.summary import summary_of
from juesuan_gui.report import Report

_PART = "附件：绩效自评表"


@dataclass(frozen=True, slots=True)
class PlacedCards:
    """The pages of all cards: by the id of the heading that they stand below, and those without one."""

    below: Mapping[str, tuple[Section, ...]]
    behind: tuple[Section, ...]


def placed_cards(report: Report, words: Mapping[str, str]) -> PlacedCards:
    """Every card of the report on pages of its own, each once: below the heading of the outline that names its
    layout, else below the one that names its kind, in the order in which the heading names them. ``words`` fill the
    {placeholders} of titles.

    Where a heading wants the list of projects written from the cards and the report has none, it is made.
    """
    cards = shown_cards(report)
    outline = report.form.outline
    below: dict[str, list[tuple[int, Section]]] = {}
    behind: list[Section] = []
    for shown in cards:
        place = _place(shown, outline)
        if place is None:
            behind.append(card_section(shown, words))
        else:
            below.setdefault(place[0], []).append((place[1], card_section(shown, words)))
    made = next((item for item in outline if MADE_LISTING in item.cards), None)
    summary = summary_of(report.form, cards) if made is not None else None
    if made is not None and summary is not None:
        below.setdefault(made.id, []).append((made.cards.index(MADE_LISTING), card_section(summary, words)))
    if behind:
        # A form whose outline has no place for them: they have a heading of their own.
        title = Paragraph.of(_PART, TextStyle.PART_TITLE, key="part-cards")
        behind[0] = replace(behind[0], blocks=(title, *behind[0].blocks))
    pages = {key: tuple(page for _, page in sorted(found, key=_order)) for key, found in below.items()}
    return PlacedCards(pages, tuple(behind))


def _order(place: tuple[int, Section]) -> int:
    return place[0]


def _place(shown: ShownCard, outline: tuple[OutlineSection, ...]) -> tuple[str, int] | None:
    """The heading that a card stands below, and its turn among the cards there."""
    for name in (shown.layout.id, shown.layout.kind):
        for item in outline:
            if name in item.cards:
                return item.id, item.cards.index(name)
    return None
