"""Owns watching over the scorecards of the open report: one book for all pages, judged when the keys rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from juesuan_gui.card_book import CardBook, CardFindings
from juesuan_gui.live.card_values import key_of
from juesuan_gui.narrative.drafting import own_wording
from juesuan_gui.session import SessionEvent
from juesuan_gui.ui.cards_words import place_words
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.parts import Observed, Part

#: The id and the title of the part.
CARDS: Final = "cards"
TITLE: Final = "绩效自评表"
#: What findings are listed under that the explanation has to answer for.
_TEXT: Final = "文字说明"
_GROUP: Final = "其他"
#: Milliseconds without typing.
_JUDGE_AFTER: Final = 400
_DRAFT_AFTER: Final = 1500


class CardsWatch(QObject):
    """The cards as they are shown, and what is found in them, told to the pages and to the desk's parts."""

    #: (card ids): these cards changed, came or went.
    touched = Signal(object)
    judged = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.book = CardBook(desk.session.live)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_JUDGE_AFTER)
        self._timer.timeout.connect(lambda: self._judge(quick=True))
        desk.edited.connect(self._follow)
        desk.parts.wanted.connect(self._catch_up)
        # The explanation is drafted for the checks in a longer pause.
        self._whole = QTimer(self)
        self._whole.setSingleShot(True)
        self._whole.setInterval(_DRAFT_AFTER)
        self._whole.timeout.connect(self.judge)
        #: What the checks said last, for all that is painted.
        self.findings = CardFindings((), ())
        self._desk.parts.put(self._part())
        # The window comes first: a report of many cards is judged when it stands.
        QTimer.singleShot(0, self, self.judge)

    def _follow(self, event: object) -> None:
        if not isinstance(event, SessionEvent):
            return
        touched = self.book.follow(event.change)
        if touched:
            self.touched.emit(touched)
        if not self.book.is_judged:
            self._timer.start()
            self._whole.start()

    def _catch_up(self) -> None:
        if self._whole.isActive():
            self.judge()

    def judge(self) -> None:
        """Judge the cards as they are now, held against the explanation as it would be printed now."""
        self._whole.stop()
        self._judge(quick=False)

    def _judge(self, *, quick: bool) -> None:
        self._timer.stop()
        found = self.book.findings(quick=quick)
        if found is self.findings:
            return
        self.findings = found
        self._desk.parts.put(self._part())
        self.judged.emit()

    def _part(self) -> Part:
        count = len(self.book.all_shown()) + len(self.book.without_layout())
        return Part(CARDS, TITLE, _GROUP, f"{count} 张" if count else "空", not count, tuple(self._observed()))

    def _observed(self) -> Iterator[Observed]:
        titles = {own_wording(section.id): section.title for section in self._desk.form.outline}
        for item in self.findings.findings:
            key = key_of(item.spot.place)
            sheet = item.spot.place.sheet or ""
            if sheet in titles:
                yield Observed(item, sheet, f"{titles[sheet]}：{item.spot.quote}", _TEXT)
                continue
            shown = self.book.shown(sheet)
            yield Observed(item, CARDS, place_words(shown, key) if shown is not None else TITLE, TITLE)
