"""Owns the scorecards of one report as they are shown, kept from one look to the next.

A hundred and forty cards are worked out in a tenth of a second, which is too long for everybody who looks after each
key press: text, checks, pages. A card is worked out again when the report says that it was written into.
"""

from __future__ import annotations

from juesuan_gui.live.cards import ShownCard, show_card
from juesuan_gui.report import Report
from juesuan_gui.report.card_sheets import place_among, sheet


class CardShelf:
    """The report is asked, changes are not followed: whoever changed it, what is shown is right."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._kept: dict[str, tuple[int, ShownCard | None]] = {}

    def shown(self) -> list[ShownCard]:
        """Every card whose layout the form has, in printed order."""
        report = self._report
        present = report.card_ids()
        for card in self._kept.keys() - set(present):
            del self._kept[card]
        found = [item for card in present if (item := self._card(card)) is not None]
        return sorted(found, key=lambda item: place_among(item.sheet.id, item.sheet.fields))

    def _card(self, card: str) -> ShownCard | None:
        version = self._report.card_version(card)
        kept = self._kept.get(card)
        if kept is not None and kept[0] == version:
            return kept[1]
        item = sheet(self._report, card)
        layout = self._report.form.scorecards.get(item.layout)
        shown = show_card(item, layout) if layout is not None else None
        self._kept[card] = version, shown
        return shown
