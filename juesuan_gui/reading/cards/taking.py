"""Owns putting the scorecards of a document beside its tables, so that one import takes both."""

from __future__ import annotations

from dataclasses import replace

from juesuan_gui.document import Document
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.reading.tables.recognised import Recognised, Unmatched
from juesuan_gui.report.cards import CardReading


def with_cards(recognised: Recognised, document: Document, reading: CardReading | None = None) -> Recognised:
    """What was recognised in a document, with its scorecards; ``reading`` are they where they were read before.

    A sheet or grid that a card was read from is not told as left out.
    """
    found = read_cards(document) if reading is None else reading
    if not found.cards:
        return recognised
    places = {(card.place.sheet, card.place.page) for card in found.cards}
    ignored = tuple(part for part in recognised.ignored if (part.place.sheet, part.place.page) not in places)
    unread = tuple(Unmatched(item.place, item.quote, item.why) for item in found.unread)
    return replace(recognised, cards=found.cards, unread_in_cards=unread, ignored=ignored)
