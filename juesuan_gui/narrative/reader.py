"""Owns the walk over one paragraph: figure by figure, from the words before each to frames and lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from juesuan_gui.narrative.brackets import Bracket, Brackets
from juesuan_gui.narrative.clauses import Reading, base_in, clean_base, read_near
from juesuan_gui.narrative.flow import DELIMITER, HIDDEN, Flow, Run, hidden_marks
from juesuan_gui.narrative.frames import AMOUNTS, Frame, Mention, find_frame, measure_of
from juesuan_gui.narrative.headings import run_in_heading
from juesuan_gui.narrative.lists import GUESSED, ListNumbers, OpenList, SpanningList, loose_opener_in, opener_in
from juesuan_gui.narrative.literals import find_literals
from juesuan_gui.narrative.model import Dimension, Literal, Passage, Role
from juesuan_gui.narrative.subjects import clean_subject, heading_subject, is_generic, split_names, subject_key
from juesuan_gui.narrative.words import COMPARED, REASON

_SENTENCE = re.compile(r"[。!?]")
_PARALLEL = re.compile(r"(?:[,，、和与及]|以及)+(?:各|分别)?(?:为|是)?")
_OF_WHICH = re.compile(
    r"(?:^|[,，;。:])(?:\d{4}年度?)?(?P<name>(?!在)[^,，。;:\d]{2,30}?(?:费|费用|支出|收入|经费|资金|决算数?))中$"
)
_REASON = re.compile(r"原因|由于|因为|因[一-龥]{2,}|为了|用于")
_ENUMERATED = re.compile(r"等(?:\d*[^,，。;:、]{0,4}项?)?(?:支出|费用|经费|资金)?$|^(?:包括|含|包含|主要)")
_SIDE = re.compile(r"总?(?P<side>收入|支出)(?:总额|总计|合计)?")
#: No clause that gives a figure its meaning is longer; it bounds the work on hostile text.
_LONGEST_NEAR = 240
_CHANGES = (Role.CHANGE, Role.CHANGE_RATE)


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
        self.frames: list[Frame] = []
        self.literals = find_literals(passage.text)
        self._brackets = Brackets(passage.text, self.literals)
        self._new_number, self._numbers, self._known = new_number, numbers, known
        self._item_of, self._before = item_of, before
        self._sentence = 0
        self._run: Run | None = None
        self._group: list[Frame] = []
        self._flows = [Flow(None)]
        self._list_totals: list[Frame] = []
        self._borrowed = False
        self._split_totals: list[Frame] | None = None

    def read(self) -> list[Frame]:
        """The frames of the paragraph in the order of their first figures."""
        for index, literal in enumerate(self.literals):
            self._enter(self._brackets.around(literal.start))
            self._one(index, literal)
        self._enter(None)
        return self.frames

    def totals(self, opener: str) -> list[Frame]:
        """What a list that follows the paragraph can be the parts of: the last sentence's frames, outermost."""
        outer = [frame for frame in self.frames if frame.measure is not None and frame.listing is None]
        if not outer:
            return self._list_totals
        last = [frame for frame in outer if frame.sentence == outer[-1].sentence]
        named = [f for f in last for word in ("支出", "收入") if word in opener and word in f.subject]
        money = [frame for frame in last if frame.measure == (Dimension.MONEY, "")]
        # Of several amounts none is known to be the total.
        return named or (last if len(money) < 2 else [])

    @property
    def tail(self) -> str:
        """The words behind the last figure."""
        start = self.literals[-1].end if self.literals else 0
        return self.passage.text[start:]

    # -- levels ------------------------------------------------------------------------------------

    def _enter(self, bracket: Bracket | None) -> None:
        while self._flows[-1].bracket is not None and self._flows[-1].bracket != bracket:
            if bracket is not None and self._flows[-1].bracket.start < bracket.start < self._flows[-1].bracket.end:
                break
            self._flows.pop()
        if bracket is not None and self._flows[-1].bracket != bracket:
            outer = self._flows[-1]
            inner = Flow(bracket, outer.current, outer.base, [], bracket.start + 1, outer.previous)
            self._flows.append(inner)

    # -- one figure --------------------------------------------------------------------------------

    def _one(self, index: int, literal: Literal) -> None:
        flow = self._flows[-1]
        gap, places = self._brackets.words(flow.end, literal.start, flow.bracket)
        alone = flow.bracket is not None and self._brackets.text_of(flow.bracket).strip("-+") == self._text(
            literal
        ).strip("-+")
        gap = hidden_marks(gap)
        self._boundaries(flow, gap)
        if self._parallel(flow, gap, literal):
            pass
        elif alone and literal.dimension is Dimension.PERCENT:
            self._bracketed_rate(flow, literal)
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
        first = self._group[0] if self._group else flow.current
        if first is None:
            return False
        if run.position == 1:
            names = split_names(first.subject)
            if len(names) < 2:
                return False
            self._group = [first]
            first.subject, *rest = names
            run.reading = replace(run.reading, remark="、".join(rest))
        names = run.reading.remark.split("、") if run.reading.remark else []
        subject = names[run.position - 1] if run.position - 1 < len(names) else ""
        frame = self._new_frame(flow, subject, literal)
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

    # -- sentence and item ends, lists -------------------------------------------------------------

    def _boundaries(self, flow: Flow, gap: str) -> None:
        closes = _SENTENCE.search(gap) is not None
        if closes:
            self._sentence += 1
            flow.lists.clear()
            flow.base = ""
            flow.current = self._sentence_subject(flow)
        elif ";" in gap:
            flow.base = ""
            self._item_end(flow)
        if closes or ";" in gap:
            flow.aside = False
        after = re.split(r"[。!?;]", gap)[-1]
        flow.aside = flow.aside or REASON.search(after) is not None
        opener = opener_in(after)
        if opener is not None:
            self._open(flow, opener, closes)
        elif (
            flow.current is not None
            and (loose := loose_opener_in(after)) is not None
            and flow.current.measure is not None
        ):
            flow.lists.append(OpenList(loose, {}, len(flow.lists)))
        of_which = next((m for m in map(_OF_WHICH.search, re.split(r"[,，;。:]", after)[:-1]) if m), None)
        if of_which is not None and opener is None:
            self._open_within(flow, of_which["name"])
        base = base_in(after)
        if base is not None:
            flow.base = base

    def _sentence_subject(self, flow: Flow) -> Frame | None:
        outer = [frame for frame in self.frames if frame.listing is None and frame.measure is not None]
        return outer[-1] if outer else flow.current

    def _item_end(self, flow: Flow) -> None:
        """A semicolon ends the innermost list whose parts are set apart by commas, else the part."""
        while flow.lists:
            last = flow.lists[-1]
            if last.separator == ";" or (last.length < 2 and len(flow.lists) == 1 and last.listings):
                last.separator = ";"
                return
            flow.lists.pop()

    def _open(self, flow: Flow, opener: str, new_sentence: bool) -> None:
        nested = bool(flow.lists) and flow.lists[-1].listings and not new_sentence
        if nested and flow.current is not None:
            totals = [flow.current]
        else:
            totals = [f for f in self.frames if f.listing is None and self._sentence - f.sentence <= 2]
            if flow.bracket is not None and flow.current is not None:
                totals = [flow.current]
        if opener[0] in "按从构":
            # 按功能分…。按用途分…: every division is of what was stated before the first.
            self._split_totals = totals if self._split_totals is None else self._split_totals
            totals = self._split_totals
            if not totals and self._before is not None:
                totals, opener = [self._before], GUESSED + opener
        listings = self._numbers.listings(totals, opener)
        if listings:
            self._list_totals = [total for _, total in listings.values()]
            flow.lists.append(OpenList(opener, listings, len(flow.lists)))

    def _open_within(self, flow: Flow, name: str) -> None:
        """公务用车运行维护费中,…: the parts of something stated before."""
        total = find_frame(self.frames, clean_subject(name)) or self._known(clean_subject(name))
        if total is not None:
            self._item_of = None
            self._list_totals = [total]
            flow.lists.append(OpenList("中", self._numbers.listings([total], "中"), 0))

    # -- roles and frames --------------------------------------------------------------------------

    def _plain(self, flow: Flow, index: int, literal: Literal, gap: str, places: Sequence[int]) -> None:
        cut = max((m.end() for m in DELIMITER.finditer(gap)), default=0)
        near = gap[cut:]
        if near.startswith(("、", "和", "与", "及", "以及")) and not cut:
            near = near.lstrip("、和与及")
        near = near.replace(HIDDEN, ",")[-_LONGEST_NEAR:]
        reading = read_near(near, literal, flow.base)
        if near in ("的", "的比重为", "的比例为") and flow.previous is not None:
            reading = self._share_of_previous(flow)
        start = places[-reading.width] if 0 < reading.width <= len(places) else literal.start
        base = reading.base or (flow.base if reading.role in _CHANGES else "")
        if reading.role is None:
            flow.previous = None
            return
        frame = self._frame_for(flow, reading, literal, gap, index)
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
        if not flow.aside or (reading.role in _CHANGES and reading.base):
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
        return outer[-length:] if len(outer) >= length else []

    def _run_length(self, index: int) -> int:
        length = 1
        for left, right in zip(self.literals[index:], self.literals[index + 1 :], strict=False):
            between = self.passage.text[left.end : right.start]
            if left.dimension is not right.dimension or not _PARALLEL.fullmatch(between):
                break
            length += 1
        return length

    def _frame_for(self, flow: Flow, reading: Reading, literal: Literal, gap: str, index: int) -> Frame | None:
        current = flow.current
        if reading.role in AMOUNTS:
            return self._amount_frame(flow, reading, literal, gap)
        if reading.role is Role.AVERAGE:
            return self._new_frame(flow, reading.subject, literal, part=False)
        if reading.role is Role.BUDGET and not reading.remark:
            return self._budget_frame(flow, reading, literal, gap)
        if reading.role is Role.COMPLETION:
            return self._measured_frame(flow) or self._new_frame(flow, reading.subject, literal, part=False)
        side = _SIDE.fullmatch(reading.subject)
        if side is not None and reading.role in _CHANGES and (sided := self._of_side(side["side"])) is not None:
            return sided
        own = len(reading.subject) < 2 or is_generic(reading.subject)
        if own or (current is not None and subject_key(reading.subject) == subject_key(current.subject)):
            return current if current is not None else self._new_frame(flow, self._named(gap), literal)
        found = find_frame(self.frames, reading.subject)
        # 货物采购授予中小企业合同金额占…: a longer name is another thing, though it ends alike.
        if found is not None and (reading.role is not Role.SHARE or found.subject.endswith(reading.subject)):
            return found
        if reading.role is Role.PRIOR and current is not None and current.amount is None:
            return current
        if reading.role is Role.RATIO:
            return self._new_frame(flow, reading.subject, literal, part=False)
        return self._new_frame(flow, reading.subject, literal, part=False)

    def _of_side(self, side: str) -> Frame | None:
        """收入增加…,支出减少…: the stated income or expenditure that the bare word speaks of."""
        other = "支出" if side == "收入" else "收入"
        for frame in reversed(self.frames):
            if (
                frame.amount is not None
                and side in frame.subject
                and other not in frame.subject
                and frame.listing is None
            ):
                return frame
        return None

    def _measured_frame(self, flow: Flow) -> Frame | None:
        """What a completion rate is about: the current amount or budget of money, else the last one before."""
        if flow.current is not None and flow.current.measure == (Dimension.MONEY, ""):
            return flow.current
        return next((f for f in reversed(self.frames) if f.measure == (Dimension.MONEY, "")), None)

    def _budget_frame(self, flow: Flow, reading: Reading, literal: Literal, gap: str) -> Frame:
        current = flow.current
        fits = current is not None and current.literal(Role.BUDGET) is None and current.amount is not None
        budgeted = next(
            (f for f in reversed(self.frames) if f.sentence == self._sentence and f.literal(Role.BUDGET)), None
        )
        if budgeted is not None and budgeted.amount is None and is_generic(reading.subject) and not flow.lists:
            return budgeted
        if current is not None and fits and is_generic(reading.subject) and "。" not in gap:
            return current
        subject = reading.subject if not is_generic(reading.subject) else self._named(gap)
        found = find_frame(self.frames, subject) if subject and not flow.lists else None
        if found is not None and found.literal(Role.BUDGET) is None and found.sentence == self._sentence:
            return found
        return self._new_frame(flow, subject, literal)

    def _amount_frame(self, flow: Flow, reading: Reading, literal: Literal, gap: str) -> Frame:
        current = flow.current
        generic = is_generic(reading.subject)
        waits = current is not None and current.amount is None and current.measure == measure_of(literal)
        if waits and current is not None and (generic or (reading.explicit and is_generic(reading.subject))):
            return current
        subject = reading.subject
        if generic or _ENUMERATED.search(subject):
            subject = self._named(gap) or subject
        if literal.dimension is Dimension.COUNT and (generic or len(subject) < 2):
            subject = subject + self._noun_after(literal)
        return self._new_frame(flow, subject, literal)

    def _waiting(self, flow: Flow, reading: Reading, literal: Literal) -> Frame | None:
        """The thing whose budget was just given and whose final figure is due."""
        candidates = [flow.current] if flow.current is not None else []
        if reading.explicit and not flow.lists:
            candidates += [f for f in reversed(self.frames) if f.listing is None and self._sentence - f.sentence <= 1]
        for frame in candidates:
            if frame.amount is None and frame.measure == measure_of(literal):
                return frame
        return None

    def _named(self, gap: str) -> str:
        """The nearest name before a figure that has none of its own: an earlier clause, or the heading."""
        own = run_in_heading(self.passage.text)
        if own is not None and not self.frames:
            return heading_subject(own[0].text)
        for piece in reversed(DELIMITER.split(re.split(r"[。;!?]", gap)[-1])[:-1]):
            subject = clean_subject(COMPARED.sub("", piece))
            if not is_generic(subject) and not _REASON.search(piece) and len(subject) <= 40:
                return subject
        self._borrowed = True
        return heading_subject(self.passage.headings[-1]) if self.passage.headings else ""

    def _noun_after(self, literal: Literal) -> str:
        match = re.compile(r"[一-龥“”()]{2,16}?(?=[,，、。;:(]|$|为|是)").match(self.passage.text, literal.end)
        return match.group() if match is not None else ""

    def _new_frame(self, flow: Flow, subject: str, literal: Literal, *, part: bool = True) -> Frame:
        frame = Frame(self._new_number(), self.passage, subject, self._sentence, borrowed=self._borrowed)
        self._borrowed = False
        measure = measure_of(literal)
        part = part and not flow.aside
        if part and self._item_of is not None and flow.bracket is None and not flow.lists:
            found = self._item_of.listings.get(measure)
            if found is not None and not any(f.listing is found[0] for f in self.frames):
                frame.listing = found[0]
                frame.path = (*found[1].path, found[1].subject)
        if part and flow.lists:
            flow.lists[-1].place(frame, measure)
        self.frames.append(frame)
        return frame
