"""Owns watching over the scorecards of the open report: one book for all pages, judged when the keys rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from juesuan_gui.card_book import CardBook, CardFindings
from juesuan_gui.live.card_values import key_of
from juesuan_gui.narrative.drafting.explanation import own_wording
from juesuan_gui.session import SessionEvent
from juesuan_gui.steps import Steps, completed
from juesuan_gui.ui.cards.words import place_words
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.explanation.watch import ExplanationWatch
from juesuan_gui.ui.parts import Observed, Part
from juesuan_gui.ui.slices import Slices

#: The id and the title of the part.
CARDS: Final = "cards"
TITLE: Final = "绩效自评表"
#: What findings are listed under that the explanation has to answer for.
_TEXT: Final = "文字说明"
_GROUP: Final = "其他"
#: Milliseconds without typing.
_JUDGE_AFTER: Final = 400


class CardsWatch(QObject):
    """The cards as they are shown, and what is found in them, told to the pages and to the desk's parts."""

    #: (card ids): these cards changed, came or went.
    touched = Signal(object)
    judged = Signal()

    def __init__(self, desk: Desk, explanation: ExplanationWatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._explanation = explanation
        self.book = CardBook(desk.session.live)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_JUDGE_AFTER)
        self._slices = Slices(self)
        self._timer.timeout.connect(lambda: self._slices.begin(self._steps(quick=True)))
        desk.edited.connect(self._follow)
        desk.parts.wanted.connect(self._catch_up)
        # What the explanation says of the cards is known in a longer pause.
        explanation.drafted.connect(self._listen)
        #: What the checks said last, for all that is painted.
        self.findings = CardFindings((), ())
        self._desk.parts.put(self._part())
        # The window comes first: a report of many cards is judged when it stands.
        self._slices.begin(self._steps(quick=True))

    def _follow(self, event: object) -> None:
        if not isinstance(event, SessionEvent):
            return
        touched = self.book.follow(event.change)
        if touched:
            self.touched.emit(touched)
        if not self.book.is_judged:
            self._slices.drop()
            self._timer.start()

    def _listen(self) -> None:
        if not self.book.is_judged:
            self._timer.stop()
            self._slices.begin(self._steps())

    def _catch_up(self) -> None:
        if not self.book.is_judged:
            self.judge()

    def judge(self) -> None:
        """Judge the cards as they are now, held against the explanation as it would be printed now; at once."""
        self._timer.stop()
        self._slices.drop()
        completed(self._steps())

    def _steps(self, *, quick: bool = False) -> Steps[None]:
        """The same with pauses; ``quick`` holds the cards against the explanation as it was when heard last."""
        has_cards = bool(self.book.all_shown())
        sections = self._explanation.sections() if has_cards and not quick else ()
        found = yield from self.book.findings_in_steps(sections, quick=quick)
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
