"""Owns what a published text says, as values: passages, literals, statements and claims."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from juesuan_gui.document import Place
from juesuan_gui.figures import Figure, Unit


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line (text file, PDF) or paragraph (Word, web page) as the source has it, unchanged."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph with its sentences rebuilt across line and page ends.

    ``text`` is made comparable: half width, no spaces that only justify. ``origins`` gives for every character
    of it (line index, offset in that line), so that a quote is cut from the source unchanged. ``headings`` are
    the headings above, outermost first, as printed without spaces; a heading is a passage too, and the last of
    its own headings. ``in_cell`` marks the prose of a table's cell.
    """

    text: str
    lines: tuple[SourceLine, ...]
    origins: tuple[tuple[int, int], ...]
    headings: tuple[str, ...] = ()
    is_heading: bool = False
    in_cell: bool = False

    def quote(self, start: int, end: int) -> str:
        """What the source prints from ``start`` to ``end`` (excluded), across line ends where need be."""
        if start >= end:
            return ""
        first_line, first = self.origins[start]
        last_line, last = self.origins[end - 1]
        if first_line == last_line:
            return self.lines[first_line].text[first : last + 1]
        middle = [line.text for line in self.lines[first_line + 1 : last_line]]
        parts = [self.lines[first_line].text[first:], *middle, self.lines[last_line].text[: last + 1]]
        return (
            "".join(
                part + _line_ends(before, after)
                for part, before, after in zip(
                    parts, self.lines[first_line:last_line], self.lines[first_line + 1 :], strict=False
                )
            )
            + parts[-1]
        )

    def place(self, start: int) -> Place:
        """Where the character at ``start`` stands in the source."""
        return self.lines[self.origins[start][0]].place


def _line_ends(before: SourceLine, after: SourceLine) -> str:
    """The line ends between two lines of one text: blank lines between them are part of the source."""
    if before.place.line is None or after.place.line is None or before.place.page != after.place.page:
        return "\n"
    return "\n" * max(1, after.place.line - before.place.line)


class Dimension(StrEnum):
    """What kind of number a literal is."""

    MONEY = "money"
    PERCENT = "percent"
    POINTS = "points"
    COUNT = "count"


class About(StrEnum):
    """How a figure that is not meant to the digit stands to the truth."""

    NEAR = "约"
    ABOVE = "超过"
    BELOW = "不足"


@dataclass(frozen=True, slots=True)
class Literal:
    """A number printed in a passage.

    Money is in 分; a percentage is its printed number (57.63 for 57.63%); a count is in its own unit, kept in
    ``counted`` (人, 辆, 批次, 台（套）…). ``unit`` is the money unit printed or, where none is, inherited.
    ``about`` is set for a percentage that is told roughly: 约20%, 超过20%.
    """

    start: int
    end: int
    figure: Figure
    dimension: Dimension
    decimals: int
    unit: Unit | None = None
    counted: str = ""
    about: About | None = None


class Role(StrEnum):
    """What a figure says about its subject."""

    FINAL = "决算"
    BUDGET = "预算"
    PRIOR = "上年"
    CHANGE = "增减额"
    CHANGE_RATE = "增减率"
    SHARE = "占比"
    COMPLETION = "完成率"
    AVERAGE = "平均"
    RATIO = "比率"
    COUNT = "数量"


@dataclass(frozen=True, slots=True)
class Listing:
    """The list of parts that a figure stands in: its number in the text, its total, and what opens it.

    ``total`` is the frame number of the total and ``figure`` the printed figure of it that the parts make up, with
    its ``role``. ``opener`` is the printed word (其中, 主要用于以下方面 …); ``spans_passages`` tells a list of
    paragraphs from one inside a sentence.
    """

    number: int
    total: int
    role: Role
    figure: Literal
    opener: str
    spans_passages: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure of a sentence with its role.

    ``subject`` names what is measured (基本支出, 教育支出（类）), ``path`` the totals it is a part of, outermost
    first. ``base`` is what a change, rate or completion is measured against (上年, 年初预算, 调整预算, 2019年度 …);
    ``whole`` is what a share is a share of. ``direction`` is +1 or −1 where a word (增加, 下降) gives the sign;
    the literal of a change is printed unsigned then. ``start`` is where the words about this figure begin.

    Figures about one thing in one place (its amount, budget, change, rate, share) share a ``frame`` number;
    ``listing`` is set for the figures of a part of a printed list. ``words`` are the direction words as printed.
    """

    passage: Passage
    subject: str
    role: Role
    literal: Literal
    path: tuple[str, ...] = ()
    base: str = ""
    whole: str = ""
    direction: int | None = None
    frame: int = 0
    listing: Listing | None = None
    words: str = ""
    start: int = 0
    remark: str = ""

    @property
    def place(self) -> Place:
        """Where the literal stands."""
        return self.passage.place(self.literal.start)


class ClaimKind(StrEnum):
    """The kinds of relation that sentences state (``kind`` of the JSON contract)."""

    GROWTH_RATE = "growth_rate"
    SHARE = "share"
    COMPLETION = "completion"
    AVERAGE = "average"
    SUM = "sum"
    IDENTITY = "identity"
    CROSS_REF = "cross_ref"
    UNIT = "unit"
    WORDING = "wording"
