"""Owns the walk over one paragraph: figure by figure, with brackets and figures that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from juesuan_gui.narrative.brackets import Bracket, Brackets
from juesuan_gui.narrative.budget_years import prior_budget
from juesuan_gui.narrative.clauses import WHOLE, Reading, clean_base, read_near
from juesuan_gui.narrative.flow import DELIMITER, HIDDEN, Flow, Run, hidden_marks
from juesuan_gui.narrative.frames import AMOUNTS, Frame, Mention, find_frame
from juesuan_gui.narrative.lists import ListNumbers, SpanningList, lists_parts
from juesuan_gui.narrative.literals import find_literals
from juesuan_gui.narrative.model import Dimension, Literal, Passage, Role
from juesuan_gui.narrative.paragraph_frames import CHANGES, ParagraphFrames
from juesuan_gui.narrative.paragraph_lists import ParagraphLists
from juesuan_gui.narrative.subjects import is_generic, same_subject, split_names
from juesuan_gui.narrative.words import OTHER_SCOPE_BEFORE, ROUGHLY

_OF_PREVIOUS = re.compile(r"的(?:比重|比例|比率|百分比)?(?:为|达到?|约)?")
_PARALLEL = re.compile(r"(?:[,，、和与及]|以及)+(?:各|分别)?(?:为|是)?")
#: No clause that gives a figure its meaning is longer; it bounds the work on hostile text.
_LONGEST_NEAR = 240
#: The words behind a figure that tell whether it was a starting point (增加到).
_LONGEST_AFTER = 12


class PassageReader:
    """Reads one paragraph into frames. ``known`` finds an earlier frame of the document by its subject."""

    def __init__(
        self,
        passage: Passage,
        new_number: Callable[[], int],
        numbers: ListNumbers,
        known: Callable[[str], Frame | None],
        item_of: SpanningList | None = None,
        before: Frame | None = None,
    ) -> None:
        self.passage = passage
        self.literals = find_literals(passage.text)
        self._brackets = Brackets(passage.text, self.literals)
        self._frames = ParagraphFrames(passage, new_number, item_of)
        self._lists = ParagraphLists(self._frames, numbers, known, before)
        self._run: Run | None = None
        self._group: list[Frame] = []
        self._flows = [Flow(None)]

    @property
    def frames(self) -> list[Frame]:
        """The frames found so far."""
        return self._frames.frames

    def totals(self, opener: str) -> list[Frame]:
        """What a list that follows the paragraph can be the parts of."""
        sentences = re.split(r"[。!?]", self.passage.text)
        return self._lists.totals(opener, sentences[-1] if len(sentences) > 1 else "")

    def read(self) -> list[Frame]:
        """The frames of the paragraph in the order of their first figures."""
        for index, literal in enumerate(self.literals):
            self._enter(self._brackets.around(literal.start))
            self._one(index, literal)
        self._enter(None)
        return self.frames

    @property
    def tail(self) -> str:
        """The words behind the last figure."""
        start = self.literals[-1].end if self.literals else 0
        return self.passage.text[start:]

    def _enter(self, bracket: Bracket | None) -> None:
        while self._flows[-1].bracket is not None and self._flows[-1].bracket != bracket:
            if bracket is not None and self._flows[-1].bracket.start < bracket.start < self._flows[-1].bracket.end:
                break
            self._flows.pop()
        if bracket is not None and self._flows[-1].bracket != bracket:
            outer = self._flows[-1]
            inner = Flow(bracket, outer.current, outer.base, [], bracket.start + 1, outer.previous)
            self._flows.append(inner)
            if self._lists_parts(inner, bracket):
                self._lists.in_brackets(inner)

    def _lists_parts(self, inner: Flow, bracket: Bracket) -> bool:
        """Whether a bracket stands right behind the current amount and holds two figures of its kind or more."""
        amount = inner.current.amount if inner.current is not None else None
        if amount is None or amount.end != bracket.start or (inner.previous and inner.previous.literal is not amount):
            return False
        inside = [one for one in self.literals if bracket.start < one.start and one.end <= bracket.end]
        alike = [one for one in inside if (one.dimension, one.counted) == (amount.dimension, amount.counted)]
        return len(alike) > 1 and lists_parts(self._brackets.text_of(bracket))

    def _one(self, index: int, literal: Literal) -> None:
        flow = self._flows[-1]
        gap, places = self._brackets.words(flow.end, literal.start, flow.bracket)
        alone = flow.bracket is not None and self._brackets.text_of(flow.bracket).strip("-+") == self._text(
            literal
        ).strip("-+")
        gap = hidden_marks(gap)
        self._lists.between(flow, gap, self.passage.text[literal.end : literal.end + _LONGEST_NEAR])
        if self._parallel(flow, gap, literal):
            pass
        elif alone and literal.dimension is Dimension.PERCENT:
            self._bracketed_rate(flow, literal)
        elif alone and literal.dimension is Dimension.MONEY and self._bracketed_base(flow, literal):
            pass
        else:
            self._plain(flow, index, literal, gap, places)
        flow.end = literal.end

    def _text(self, literal: Literal) -> str:
        return self.passage.text[literal.start : literal.end]

    def _parallel(self, flow: Flow, gap: str, literal: Literal) -> bool:
        """A figure that only a separator divides from the one before it has the same role, for the next target."""
        run, previous = self._run, flow.previous
        if previous is None or not _PARALLEL.fullmatch(gap) or previous.literal.dimension is not literal.dimension:
            self._run = None
            return False
        if run is None:
            return False
        run.position += 1
        if run.targets is None:
            return self._next_amount(flow, run, literal)
        if run.position < len(run.targets):
            frame = run.targets[run.position]
            flow.previous = Mention(literal, run.reading, run.base, literal.start)
            frame.mentions.append(flow.previous)
        return True

    def _next_amount(self, flow: Flow, run: Run, literal: Literal) -> bool:
        """收、支总计各是A,B: the joint subject's names each take one amount."""
        # In a reason the current thing stays what it was: the figure before says whose names these are.
        before = next((f for f in reversed(self.frames) if flow.previous in f.mentions), None)
        first = before if run.position == 1 else self._group[0] if self._group else None
        if first is None:
            return False
        if run.position == 1:
            # The names of an earlier run are no more spoken of.
            self._group = []
            names = split_names(first.subject)
            if len(names) < 2:
                return False
            self._group = [first]
            first.subject, *rest = names
            run.reading = replace(run.reading, remark="、".join(rest))
        names = run.reading.remark.split("、") if run.reading.remark else []
        subject = names[run.position - 1] if run.position - 1 < len(names) else ""
        frame = self._frames.new_frame(flow, subject, literal)
        flow.previous = Mention(literal, replace(run.reading, remark=""), run.base, literal.start)
        frame.mentions.append(flow.previous)
        self._group.append(frame)
        return True

    def _bracketed_rate(self, flow: Flow, literal: Literal) -> None:
        """较上年减少5万元(3%): a bracketed rate is the rate of the change before it."""
        previous, frame = flow.previous, flow.current
        if previous is None or frame is None or previous.reading.role is not Role.CHANGE:
            return
        reading = Reading(
            Role.CHANGE_RATE, base=previous.base, direction=previous.reading.direction, remark=previous.reading.remark
        )
        frame.mentions.append(Mention(literal, reading, previous.base, literal.start))

    def _bracketed_base(self, flow: Flow, literal: Literal) -> bool:
        """比上年(400万元)增加80万元: a bracketed amount right behind a base is that base."""
        assert flow.bracket is not None
        clause = DELIMITER.split(self.passage.text[: flow.bracket.start])[-1][-_LONGEST_NEAR:]
        reading = read_near(clause, literal, "")
        if reading.remark != "比" or reading.role not in (Role.PRIOR, Role.BUDGET):
            return False
        frame = flow.current
        is_named = not is_generic(reading.subject)
        if frame is None and not is_named:
            return False
        if frame is None or (is_named and not same_subject(frame.subject, reading.subject)):
            # …,其中本年收入合计比上年(400万元)增加80万元: another thing than the one told before.
            told = find_frame(self.frames, reading.subject)
            frame = told or self._frames.new_frame(flow, reading.subject, literal, part=False)
        frame.mentions.append(Mention(literal, reading, reading.base, literal.start))
        return True

    def _plain(self, flow: Flow, index: int, literal: Literal, gap: str, places: Sequence[int]) -> None:
        cut = max((m.end() for m in DELIMITER.finditer(gap)), default=0)
        near = gap[cut:]
        if near.startswith(("、", "和", "与", "及", "以及")) and not cut:
            near = near.lstrip("、和与及")
        near = near.replace(HIDDEN, ",")[-_LONGEST_NEAR:]
        if literal.about is not None:
            near = ROUGHLY.sub("", near)
        reading = read_near(
            near, literal, flow.base, self.passage.text[literal.end : literal.end + _LONGEST_AFTER].lstrip(",，")
        )
        if _OF_PREVIOUS.fullmatch(near) and flow.previous is not None:
            reading = self._share_of_previous(flow)
        if reading.role in CHANGES and OTHER_SCOPE_BEFORE.search(self.passage.text[: literal.start][-_LONGEST_NEAR:]):
            reading = replace(reading, remark="同口径")
        reading = prior_budget(self.frames, self._frames.by_year(reading, near, literal), literal)
        start = places[-reading.width] if 0 < reading.width <= len(places) else literal.start
        base = reading.base or (flow.base if reading.role in CHANGES else "")
        if reading.role is None:
            flow.previous = None
            return
        frame = self._frames.frame_for(flow, reading, literal, gap)
        if frame is None:
            flow.previous = None
            return
        if reading.remark == "比":
            flow.base = base
        mention = Mention(literal, reading, clean_base(base), start)
        self._attach(flow, frame, mention, index)

    def _share_of_previous(self, flow: Flow) -> Reading:
        """占年初预算数A万元的B%: the whole is the figure just printed."""
        assert flow.previous is not None
        if flow.previous.reading.remark == WHOLE:
            return Reading(Role.SHARE, whole=flow.previous.reading.subject, remark=WHOLE)
        role = Role.COMPLETION if flow.previous.reading.role is Role.BUDGET else Role.SHARE
        return Reading(role, base=flow.previous.base, remark="前")

    def _attach(self, flow: Flow, frame: Frame, mention: Mention, index: int) -> None:
        targets = self._targets(flow, mention, index)
        reading = mention.reading
        self._run = Run(reading, mention.base, targets)
        if targets:
            frame = targets[0]
        frame.mentions.append(mention)
        flow.previous = mention
        if reading.remark == WHOLE:
            return
        if not flow.aside or (reading.role in CHANGES and reading.base):
            flow.current = frame

    def _targets(self, flow: Flow, mention: Mention, index: int) -> list[Frame] | None:
        """For figures side by side that are no amounts: the frames they belong to, in order."""
        if mention.reading.role in (*AMOUNTS, Role.BUDGET, Role.PRIOR, Role.AVERAGE):
            return None
        length = self._run_length(index)
        if length < 2:
            return []
        if len(self._group) == length:
            return list(self._group)
        if flow.lists and len(flow.lists[-1].items) >= length:
            return flow.lists[-1].items[-length:]
        outer = [f for f in self.frames if f.amount is not None and f.listing is None]
        names = split_names(mention.reading.subject)
        named = [found for name in names if (found := find_frame(outer, name)) is not None]
        if len(named) == length:
            return named
        # A,B,合计C,分别占: the shares are those of the named things.
        told = [f for f in outer if not f.borrowed]
        outer = told if len(told) >= length else outer
        return outer[-length:] if len(outer) >= length else []

    def _run_length(self, index: int) -> int:
        length = 1
        for left, right in zip(self.literals[index:], self.literals[index + 1 :], strict=False):
            between = self.passage.text[left.end : right.start]
            if left.dimension is not right.dimension or not _PARALLEL.fullmatch(between):
                break
            length += 1
        return length
