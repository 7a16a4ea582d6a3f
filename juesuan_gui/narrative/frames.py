"""Owns frames: the figures that a text gives about one thing in one place, while they are being read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from juesuan_gui.narrative.clauses import Reading
from juesuan_gui.narrative.model import Dimension, Listing, Literal, Passage, Role, Statement
from juesuan_gui.narrative.subjects import same_subject, subject_key

#: What a figure is counted in: parts and totals must share it.
Measure = tuple[Dimension, str]
AMOUNTS = (Role.FINAL, Role.COUNT)
_THREE_KINDS = "三公经费"


def measure_of(literal: Literal) -> Measure:
    """Money, or the counted unit."""
    return literal.dimension, literal.counted


@dataclass(slots=True)
class Mention:
    """One figure of a frame with what the words before it say."""

    literal: Literal
    reading: Reading
    base: str
    start: int


@dataclass(slots=True)
class Frame:
    """What a text says about one thing: its amount, budget, prior figure, changes, rates and shares.

    ``borrowed``: the words name nothing, and the heading above lent its name.
    """

    number: int
    passage: Passage
    subject: str
    sentence: int
    path: tuple[str, ...] = ()
    listing: Listing | None = None
    borrowed: bool = False
    mentions: list[Mention] = field(default_factory=list)

    def literal(self, *roles: Role) -> Literal | None:
        """The last figure with one of these roles."""
        for mention in reversed(self.mentions):
            if mention.reading.role in roles:
                return mention.literal
        return None

    @property
    def amount(self) -> Literal | None:
        """The stated amount or count."""
        return self.literal(*AMOUNTS)

    @property
    def whole(self) -> Literal | None:
        """The figure that a list of parts makes up: the amount, its own budget, else what it is compared with."""
        own = [m.literal for m in self.mentions if m.reading.role is Role.BUDGET and m.reading.remark != "比"]
        return self.amount or (own[-1] if own else self.literal(Role.BUDGET, Role.PRIOR))

    @property
    def measure(self) -> Measure | None:
        """What its amount, or else its budget, is counted in."""
        literal = self.literal(*AMOUNTS, Role.BUDGET, Role.PRIOR)
        return measure_of(literal) if literal is not None else None

    def statements(self) -> Iterator[Statement]:
        """Its figures as statements, in the order printed."""
        for mention in self.mentions:
            reading = mention.reading
            if reading.role is not None:
                yield Statement(
                    self.passage,
                    self.subject,
                    reading.role,
                    mention.literal,
                    path=self.path,
                    base=mention.base,
                    whole=reading.whole,
                    direction=reading.direction,
                    frame=self.number,
                    listing=self.listing,
                    words=reading.words,
                    start=mention.start,
                    remark=reading.remark or ("标题" if self.borrowed else ""),
                )


def find_frame(frames: Sequence[Frame], subject: str) -> Frame | None:
    """The nearest earlier frame with an amount whose subject is this one."""
    for frame in reversed(frames):
        if frame.measure is not None and same_subject(frame.subject, subject):
            return frame
    return None


def three_kinds_frame(frames: Sequence[Frame], subject: str) -> Frame | None:
    """“三公”经费财政拨款支出10万元。…“三公”经费支出减少2万元: the one amount of “三公” that a paragraph tells."""
    if _THREE_KINDS not in subject_key(subject) or "预算" in subject:
        return None
    told = [f for f in frames if _THREE_KINDS in subject_key(f.subject) and f.amount and f.listing is None]
    return told[-1] if len({f.amount.figure.value for f in told if f.amount}) == 1 else None
