"""Owns watching over the explanation of the open report: drafted anew when the keys rest, judged, told to the parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from juesuan_gui.checks.observations import Observation
from juesuan_gui.checks.text.explanation import is_lack, judge_in_steps
from juesuan_gui.forms import FormError, Level, SectionKind
from juesuan_gui.narrative.drafting.explanation import DraftedParagraph, DraftedSection, draft_in_steps
from juesuan_gui.relations import Address
from juesuan_gui.steps import Steps, completed
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.parts import Observed, Part
from juesuan_gui.ui.slices import Slices

#: The beginning of the ids of the parts: 说明.总体.
SECTION: Final = "说明."
_GROUP: Final = "文字说明"
#: Milliseconds without typing before the text is drafted anew: while it is looked at, and else.
_DRAFT_SOON: Final = 350
_DRAFT_LATER: Final = 1500
_MENTION: Final = 26


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure of the text that a cell stands behind: section, paragraph (its position), and the words around it."""

    section: str
    paragraph: int
    start: int
    end: int
    heading: str
    words: str


class ExplanationWatch(QObject):
    """The draft as it would be printed now, and what is found in it."""

    #: The draft is another now.
    drafted = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sections: tuple[DraftedSection, ...] = ()
        self._is_current = False
        #: Whether somebody looks at the text.
        self.is_watched = False
        #: Whether what is still to be written is listed among the findings, or counted in the outline alone.
        self._lists_lacks = False
        self._findings: tuple[Observation, ...] = ()
        self._missing: int | None = None
        #: Why nothing could be drafted: a style file of the form that cannot be read.
        self.problem = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._slices = Slices(self)
        self._timer.timeout.connect(lambda: self._slices.begin(self._steps()))
        desk.edited.connect(self._follow)
        desk.parts.wanted.connect(self._catch_up)
        # The window comes first.
        self._timer.start(_DRAFT_SOON)

    def _follow(self, _event: object) -> None:
        self._is_current = False
        self._slices.drop()
        self._timer.start(_DRAFT_SOON if self.is_watched else _DRAFT_LATER)

    def _catch_up(self) -> None:
        # Who cannot wait is about to publish.
        self.list_lacks()
        if self.is_at_work:
            self.refresh()

    def list_lacks(self) -> None:
        """From now on what is still to be written is listed among the findings: the text was opened, or is given out.

        Until then it is counted in the outline: who fills in tables is not told with every figure that no text is
        written yet.
        """
        if not self._lists_lacks:
            self._lists_lacks = True
            if self._missing is not None:
                self._tell(self._sections)

    def forget(self) -> None:
        """Templates on the disk are others now: draft anew."""
        self._is_current = False
        self.refresh()

    @property
    def is_current(self) -> bool:
        """Whether the draft made last is that of the report as it is now."""
        return self._is_current

    @property
    def is_at_work(self) -> bool:
        """Whether the text will be drafted or judged anew by itself."""
        return self._timer.isActive() or self._slices.is_working

    def hurry(self) -> None:
        """Draft anew from now on, a little whenever the hands rest."""
        if not self._is_current:
            self._timer.stop()
            self._slices.begin(self._steps())

    def refresh(self) -> None:
        """Judge the draft of the report as it is now, and tell; at once."""
        self._timer.stop()
        self._slices.drop()
        completed(self._steps())

    def _steps(self) -> Steps[None]:
        """The same with pauses; an edit in one begins it anew."""
        yield from self._draft()
        sections = self._sections
        self._findings = yield from judge_in_steps(self._desk.session.live, sections)
        yield
        self._missing = self.open_count()
        self._tell(sections)
        self.drafted.emit()

    def _tell(self, sections: tuple[DraftedSection, ...]) -> None:
        parts = list(self._parts(sections))
        shown = {part.id for part in parts}
        gone = [part.id for part in self._desk.parts.all() if part.id.startswith(SECTION) and part.id not in shown]
        self._desk.parts.put_all(parts, gone)

    def sections(self) -> tuple[DraftedSection, ...]:
        """The draft of the report as it is now, made at once where it is not yet."""
        if not self._is_current:
            completed(self._draft())
            if self._slices.is_working:
                # It would draft the same once more.
                self._slices.begin(self._steps())
        return self._sections

    def latest(self) -> tuple[DraftedSection, ...]:
        """The draft that was made last, which a newer edit may have left behind; nothing is drafted for it."""
        return self._sections

    def _draft(self) -> Steps[None]:
        if not self._is_current:
            try:
                self._sections, self.problem = (yield from draft_in_steps(self._desk.session.live)), ""
            except FormError as error:
                self._sections, self.problem = (), str(error)
            self._is_current = True

    def section(self, section_id: str) -> DraftedSection | None:
        """One section of the draft."""
        return next((item for item in self.sections() if item.section.id == section_id), None)

    @property
    def findings(self) -> tuple[Observation, ...]:
        """What was found when the draft was judged last."""
        return self._findings

    def findings_of(self, section_id: str, key: str | None = None) -> list[Observation]:
        """What was found in a section, or in one paragraph of it."""
        return [
            item
            for item in self._findings
            if item.spot.place.sheet == section_id and (key is None or item.spot.place.cell == key)
        ]

    def state(self) -> tuple[str, str]:
        """How far the explanation is, for the guided path: tone and words, as it was judged last."""
        if self._missing is None:
            return "quiet", "文字说明"
        if any(item.level is not Level.INFO for item in self._findings):
            return "warning", "有要核对的文字"
        return ("accent", f"还有 {self._missing} 处待填") if self._missing else ("good", "都写好了")

    def open_count(self) -> int:
        """How many things the explanation still asks for."""
        return sum(len(item.needs) for item in self.sections())

    def mentions_of(self, address: Address) -> list[Mention]:
        """Where the text, as it was drafted last, prints a cell: first the figures that are this cell alone."""
        found = list(self._mentions(address))
        return [mention for _, mention in sorted(found, key=lambda item: item[0])]

    def _mentions(self, address: Address) -> Iterator[tuple[bool, Mention]]:
        # A cell is moved from with every key: nothing is drafted for that.
        for item in self._sections:
            for number, paragraph in enumerate(item.paragraphs):
                for span in paragraph.spans:
                    if address in span.addresses:
                        words = _around(paragraph, span.start, span.end)
                        mention = Mention(item.section.id, number, span.start, span.end, item.heading, words)
                        yield len(span.addresses) > 1, mention

    def _parts(self, sections: tuple[DraftedSection, ...]) -> Iterator[Part]:
        parents = {
            upper.section.id
            for upper, lower in pairwise(sections)
            if lower.section.level > upper.section.level and not upper.paragraphs
        }
        for item in sections:
            if item.section.id in parents or (not item.paragraphs and item.section.kind is not SectionKind.GLOSSARY):
                continue
            found = tuple(self._observed(item))
            missing = len(item.needs)
            state = f"{missing} 待填" if missing else ""
            is_empty = bool(missing)
            yield Part(f"{SECTION}{item.section.id}", item.heading, _GROUP, state, is_empty, found)

    def _observed(self, item: DraftedSection) -> Iterator[Observed]:
        for finding in self._findings:
            if finding.spot.place.sheet == item.section.id and (self._lists_lacks or not is_lack(finding)):
                words = finding.spot.quote
                short = words if len(words) <= _MENTION else f"{words[:_MENTION]}…"
                where = f"{item.title}：{short}" if short else item.title
                yield Observed(finding, f"{SECTION}{item.section.id}", where, f"{_GROUP}　{item.heading}")


def _around(paragraph: DraftedParagraph, start: int, end: int) -> str:
    """A figure with the words before it, back to the mark that ends the clause before."""
    before = paragraph.text[max(0, start - _MENTION) : start]
    for mark in "。；：":
        before = before.rpartition(mark)[2]
    return f"{before}{paragraph.text[start:end]}"
