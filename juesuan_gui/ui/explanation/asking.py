"""Owns the box over the text: which question or paragraph it is open for, and the change that its words make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from juesuan_gui.narrative.drafting.explanation import DraftedSection, own_wording
from juesuan_gui.report import Change, Report
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.explanation.box import Asking, ExplanationBox
from juesuan_gui.ui.explanation.changes import (
    Target,
    TargetKind,
    asking_for,
    asking_paragraph,
    asking_section,
    confirmed,
    kept,
    reverted,
)
from juesuan_gui.ui.explanation.text import Anchor, AnchorKind, TextPlace
from juesuan_gui.ui.explanation.view import ExplanationView


class AskingBox(QObject):
    """One box for the whole text; every answer is one undo step of the report."""

    notice = Signal(str, str)
    #: (list of Address): what is asked for is typed in these cells.
    cells_requested = Signal(object)
    #: The box is closed, with or without a change: the text is to be shown as it is now.
    done = Signal()
    #: What was answered is kept, and the next question is wanted.
    next_requested = Signal()

    def __init__(self, desk: Desk, view: ExplanationView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._target: Target | None = None
        self.box = ExplanationBox(view.viewport())
        self.box.kept.connect(self._keep)
        self.box.reverted.connect(lambda: self._make(reverted))
        self.box.confirmed.connect(lambda: self._make(confirmed))
        self.box.closed.connect(self.close)

    @property
    def section(self) -> str:
        """The section that the box is open for, "" while it is closed."""
        return self._target.section if self._target is not None else ""

    # -- opening -----------------------------------------------------------------------------------

    def open(self, anchor: Anchor) -> None:
        """Open what lies behind a place of the text: a question, a paragraph or a section."""
        if anchor.asked is not None:
            self._ask(anchor)
        elif anchor.paragraph < 0:
            self.open_section(anchor.section)
        else:
            self.open_paragraph(TextPlace(anchor.section, anchor.paragraph, 0))

    def _ask(self, anchor: Anchor) -> None:
        asked = anchor.asked
        assert asked is not None
        need = asked.need
        if need.kind == "数":
            self.close()
            if need.addresses:
                self.notice.emit("info", f"请在表里填：{need.words}。")
                self.cells_requested.emit(list(need.addresses))
            return
        if self._desk.report.text(own_wording(anchor.section)) and need.name == own_wording(anchor.section):
            self.open_section(anchor.section)
            return
        has_next = asked.is_gap and len(self._view.anchors(AnchorKind.GAP)) > 1
        target = Target(TargetKind.ANSWER, anchor.section, anchor.paragraph, asked.start, need=need)
        self._open(target, asking_for(self._desk.report, need, has_next=has_next))

    def open_paragraph(self, place: TextPlace) -> None:
        """Open a paragraph for one's own words, or its section where that is worded as a whole."""
        item = self._view.section(place.section)
        if item is None or place.paragraph >= len(item.paragraphs):
            return
        paragraph = item.paragraphs[place.paragraph]
        if item.is_own or not paragraph.key:
            self.open_section(place.section)
            return
        alone = paragraph.asked[0] if len(paragraph.asked) == 1 else None
        if alone is not None and (alone.start, alone.end) == (0, len(paragraph.text)) and not paragraph.is_own:
            # The paragraph is nothing but an answer: that is what is to be written.
            self._ask(Anchor(AnchorKind.TOLD, place.section, place.paragraph, asked=alone))
            return
        same = [number for number, other in enumerate(item.paragraphs) if other.key == paragraph.key]
        target = Target(TargetKind.PARAGRAPH, place.section, same[0], key=paragraph.key)
        self._open(target, asking_paragraph([item.paragraphs[number] for number in same]))

    def open_section(self, section: str) -> None:
        """Open a whole section for one's own words."""
        item = self._view.section(section)
        if item is None:
            return
        if not item.paragraphs:
            self.notice.emit("info", "这里只有标题，没有文字。")
            return
        self._open(Target(TargetKind.SECTION, section, 0), asking_section(self._desk.report, item))

    def _open(self, target: Target, asking: Asking) -> None:
        self._target = target
        self.box.ask(asking)
        self._view.go_to(target.section, target.paragraph, target.start)
        self.box.show()
        self.place()
        self.box.raise_()
        self.box.edit.setFocus()

    def place(self) -> None:
        """Put the box beside the words that it is open for."""
        target = self._target
        if target is not None:
            self.box.place(self._view.rect_of(target.section, target.paragraph, target.start))

    def settle(self) -> None:
        """The text was written anew: find the words that the box is open for, and stand beside them."""
        target = self._target
        item = self._view.section(target.section) if target is not None else None
        if target is None or item is None:
            return
        for number, paragraph in enumerate(item.paragraphs):
            asked = [one for one in paragraph.asked if target.need is not None and one.need.name == target.need.name]
            if asked or (target.key and paragraph.key == target.key):
                self._target = target = replace(target, paragraph=number, start=asked[0].start if asked else 0)
                break
        self._view.go_to(target.section, min(target.paragraph, len(item.paragraphs) - 1), target.start)
        self.place()

    # -- closing -----------------------------------------------------------------------------------

    def close(self) -> None:
        """Close the box without keeping anything."""
        if self._target is not None:
            self._target = None
            self._hide()
            self.done.emit()

    def _hide(self) -> None:
        # A hidden field hands the keyboard on to the next place of the text, which would move the cursor there.
        self._view.setFocus()
        self.box.hide()

    def _keep(self, pieces: object, go_on: bool) -> None:
        if isinstance(pieces, tuple):
            self._make(lambda report, target, item: kept(report, target, item, pieces))
            if go_on:
                self.next_requested.emit()

    def _make(self, change: Callable[[Report, Target, DraftedSection], Change]) -> None:
        """Make the change of the open box, and close it."""
        target = self._target
        # What the words were written against is what is shown.
        item = self._view.section(target.section) if target is not None else None
        self._target = None
        self._hide()
        if target is not None and item is not None:
            self._desk.do(change(self._desk.report, target, item))
        self.done.emit()
