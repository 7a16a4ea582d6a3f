"""Owns lists of parts while a text is read: what opens them, what they are parts of, where they end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from juesuan_gui.narrative.frames import Frame, Measure
from juesuan_gui.narrative.headings import UNNUMBERED, ordinal_of
from juesuan_gui.narrative.model import Listing, Passage
from juesuan_gui.narrative.words import LOOSE_OPENER, OPENER

#: A paragraph that begins with the whole path of a 科目 is an item, with or without a number in front.
_CODE_PATH = re.compile(r"[“”\"]?[^,，。;:\d]{2,60}[(]款[^)]*[)][^,，。;:\d]{2,60}[(]项[^)]*[)]")

_CLOSED = re.compile(r"[(][^()]*[)]")
_CLASS = re.compile(r"[(]类[)]|支出$")
#: Marks the list of what a thing is made up of (由A和B构成), and one that stands in a bracket behind its total.
MADE_OF, IN_BRACKETS = "由", "括号"
_MADE_OF = re.compile(r"(?:^|[,，:])(?:分别|全部|均|系)?由[^,，。;:、\d]{2,30}$")
_ENDS_MADE_OF = re.compile(r"[^。;]*?(?:构成|组成)")
#: Figures in a bracket that are no parts of the figure before it.
_NO_PARTS = re.compile(
    r"预算|上年|去年|同比|较|比(?![重例])|\d{4}年|增|减|含|主要|每|人均|单价|标准|原[值价]|折旧|摊销"
)
#: The 预算 in these names is no budget.
_FUND_NAME = re.compile(r"(?:一般公共|公共财政|政府性基金|国有资本经营)预算")
#: Marks the opener of a list whose total is taken from the paragraph before, as the text does not name it.
GUESSED = "前文"


@dataclass(slots=True)
class OpenList:
    """A list of parts inside a sentence: the totals by measure, and how its parts are set apart."""

    opener: str
    listings: Mapping[Measure, tuple[Listing, Frame]]
    level: int
    items: list[Frame] = field(default_factory=list)
    separator: str = ""

    def place(self, frame: Frame, measure: Measure) -> None:
        """Take a frame in as a part, where the list has a total in its measure."""
        found = self.listings.get(measure)
        if found is not None and frame.listing is None:
            listing, total = found
            frame.listing = listing
            frame.path = (*total.path, total.subject)
        self.items.append(frame)

    @property
    def length(self) -> int:
        """How many parts there are so far; a part may give a count and an amount."""
        measures = [frame.measure for frame in self.items]
        return max((measures.count(measure) for measure in measures), default=0)


@dataclass(slots=True)
class SpanningList:
    """A list whose parts are the following paragraphs: numbered alike, or plain ones under the same headings."""

    opener: str
    listings: Mapping[Measure, tuple[Listing, Frame]]
    headings: tuple[str, ...]
    rank: int | None = None
    last: int = 0
    under: str = ""

    def takes(self, passage: Passage) -> bool | None:
        """Whether a paragraph is the next part; ``None`` when the list ends before it."""
        rank, value = _rank_of(passage, self.headings)
        if self.rank is None:
            self.rank = rank
        if self.rank == UNNUMBERED:
            return True if rank == UNNUMBERED and passage.headings == self.headings else None
        if rank == UNNUMBERED and self._is_bare_item(passage):
            return True
        if rank < self.rank or not self._under_same_headings(passage):
            return None
        if rank > self.rank:
            return False
        under = self._sub_heading(passage)
        if value == 1 and self.last and self.under and under not in ("", self.under):
            # (一)某支出(类) 1.… 2.… (二)某支出(类) 1.…: the items are numbered anew under each class.
            self.last = 0
        if value == self.last:
            return False
        if value != self.last + 1:
            return None
        self.last, self.under = value, under
        return True

    def _sub_heading(self, passage: Passage) -> str:
        """The heading of a class that the parts are set under, entered since the list began."""
        inner = [h for h in passage.headings if h not in self.headings and _rank(h) < (self.rank or 0)]
        return inner[-1] if inner and _CLASS.search(inner[-1]) else ""

    def _is_bare_item(self, passage: Passage) -> bool:
        """Whether a paragraph without a number is a part all the same: only the first 项 of each 类 is numbered."""
        inside = len(passage.headings) <= len(self.headings) + 1
        return inside and self._under_same_headings(passage) and _CODE_PATH.match(passage.text) is not None

    def _under_same_headings(self, passage: Passage) -> bool:
        # The caption of a chart may look like a heading without a number: only numbered ones count.
        outer, own = (
            [heading for heading in headings if _rank(heading) < (self.rank or 0)]
            for headings in (self.headings, passage.headings)
        )
        return own[: len(outer)] == outer


def _rank(heading: str) -> int:
    ordinal = ordinal_of(heading)
    return ordinal.rank if ordinal is not None else UNNUMBERED


def _rank_of(passage: Passage, opened: tuple[str, ...]) -> tuple[int, int]:
    """The ordinal that a paragraph stands under: its own, or that of a heading entered since the list began."""
    own = ordinal_of(passage.text)
    if own is not None:
        return own.rank, own.value
    for heading in passage.headings:
        ordinal = ordinal_of(heading)
        if ordinal is not None and heading not in opened:
            return ordinal.rank, ordinal.value
    return UNNUMBERED, 0


class ListNumbers:
    """Counts lists and makes the listings of one list, one for each measure of its totals."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def listings(
        self, totals: Sequence[Frame], opener: str, *, spans: bool = False
    ) -> dict[Measure, tuple[Listing, Frame]]:
        """One listing for each measure that the totals are in; the nearest total wins."""
        found: dict[Measure, tuple[Listing, Frame]] = {}
        for frame in reversed(totals):
            measure = frame.measure
            if measure is not None and measure not in found:
                figure = frame.whole
                role = next(m.reading.role for m in frame.mentions if m.literal is figure)
                if figure is not None and role is not None:
                    listing = Listing(next(self._numbers), frame.number, role, figure, opener, spans)
                    found[measure] = (listing, frame)
        return found


def opener_in(gap: str) -> str | None:
    """The words that open a list of parts, the last of a stretch of text; ``None`` where there are none."""
    found = None
    for found in OPENER.finditer(gap):  # noqa: B007  the last one counts
        pass
    return found.group() if found is not None else None


def loose_opener_in(gap: str) -> str | None:
    """Words after which figures follow that need not be all parts (主要是, 包括)."""
    # 使用非财政拨款结余(含专用结余)5万元: a bracket that is closed again belongs to the name.
    gap = _CLOSED.sub("", gap)
    match = LOOSE_OPENER.search(gap)
    # Behind a comma the next figure is a part of the outer list again: 主要包括:工资、津贴,公用经费6万元.
    return match.group() if match is not None and not re.search("[,，]", gap[match.end() :]) else None


def is_made_of(gap: str, following: str) -> bool:
    """Whether the words before a figure begin what a thing is made up of: 由本年收入 | 900万元和…100万元构成."""
    return _MADE_OF.search(gap) is not None and _ENDS_MADE_OF.match(following) is not None


def lists_parts(bracket: str) -> bool:
    """Whether the words of a bracket behind an amount may be its parts, told without 其中."""
    return _NO_PARTS.search(_FUND_NAME.sub("", bracket)) is None and OPENER.search(bracket) is None


def opens_at_end(tail: str) -> str | None:
    """The words at a paragraph's end after which the next paragraphs are the parts (其中:, 具体情况如下:)."""
    closing = re.split(r"[。;]", tail)
    last = closing[-1]
    if not last.endswith((":", "其中", "如下")):
        return None
    return opener_in(last)
