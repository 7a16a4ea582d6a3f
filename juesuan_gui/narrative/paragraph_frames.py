"""Owns the choice of the frame that a figure belongs to: an amount opens one, budgets, changes and rates join one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from juesuan_gui.narrative.clauses import WHOLE, Reading, base_in
from juesuan_gui.narrative.flow import DELIMITER, Flow
from juesuan_gui.narrative.frames import AMOUNTS, Frame, find_frame, measure_of, three_kinds_frame
from juesuan_gui.narrative.headings import run_in_heading
from juesuan_gui.narrative.lists import MADE_OF, SpanningList
from juesuan_gui.narrative.model import Dimension, Literal, Passage, Role
from juesuan_gui.narrative.subjects import (
    clean_subject,
    heading_subject,
    is_generic,
    one_side,
    same_subject,
    split_names,
    subject_key,
)
from juesuan_gui.narrative.words import COMPARED

_REASON = re.compile(r"原因|由于|因为|因[一-龥]{2,}|为了|用于")
_ENUMERATED = re.compile(r"等(?:\d*[^,，。;:、]{0,4}项?)?(?:支出|费用|经费|资金)?$|^(?:包括|含|包含|主要)")
_COMPARING = re.compile(r"(?:相比较?|比较|相较)$")
#: Between an amount and its own share.
_ITS_SHARE = re.compile(r"[,，]?占[^,，。;:]*")
_UNMOVED = re.compile(
    r"(?:^|[,，:])(?P<name>[^,，。;:\d]{3,24}?)(?:比|较|与)(?:年初|全年)?(?:预算|上年|去年)[^,，。;:]{0,8}?"
    r"(?:无增减(?:变化)?|无变化|持平|一致|相同|没有变化)"
)
_KIND_OF_SPENDING = re.compile(r"等(?P<name>人员经费|(?:日常)?公用经费|机构运行经费)(?:支出)?$")
_MADE_OF = re.compile(r"^(?:分别|全部|均|系)?由")
_INCLUDING = re.compile(r"^(?:其中)?(?:包括|包含|含)(?=[^、和及等]{3,20}$)")
#: The path of a 科目, or an item under it: what a whole paragraph of 具体情况 is about.
_LEVEL = re.compile(r"[(][类款项][)]")
_SIDE = re.compile(r"总?(?P<side>收入|支出)(?:总额|总计|合计)?")
#: …年末结转2万元。支出全部用于人居环境整治,较上年增加5万元: what the sentence begins with is what has changed.
_SPENT_ON = re.compile(r"(?:本年)?(?P<side>收入|支出)(?:主要|全部|均|都)?(?:用于|来源于|来自)")
#: 用于燃油、维修、保险等,分别支出A、B、C: the names of the figures that follow.
_RESPECTIVELY = re.compile(
    r"(?:用于|包括|为)(?P<names>[^,，。;:]{2,60}?)等?(?:方面|支出|费用)?,(?:金额|费用)?分别(?:支出|使用|安排|列支)?(?:为|是)?$"
)
_BOTH_NAMES = re.compile(r"收(?:入)?[、和与]?支(?:出)?")
_BOTH_TOTALS = re.compile(r"(?:财政拨款)?收(?:入)?[、和与]?支(?:出)?(?:决算)?总(?:计|额)")
_LEADING_YEAR = re.compile(r"(?P<year>20\d\d)年(?:度)?")
#: 52人次(不包括陪同人员),共计支出: a bracket behind a count names nothing.
_ASIDE = re.compile(r"[(](?:不|含|包)[^()]*[)]")
_SAME_THING = re.compile(
    r"(?:(?:共计|合计|总计|累计|共)(?:支出|开支|花费|费用|金额)?|(?:总)?金额|费用|花费|开支)(?:为|是|达|约)?"
)
_TOTAL_OF_YEAR = re.compile(r"(?:本年|全年|当年|收入|支出).{0,6}$")
#: The roles that are measured against something else.
CHANGES = (Role.CHANGE, Role.CHANGE_RATE)


class ParagraphFrames:
    """The frames of one paragraph while it is read. ``item_of`` is the list that the paragraph is a part of."""

    def __init__(self, passage: Passage, new_number: Callable[[], int], item_of: SpanningList | None) -> None:
        self.passage = passage
        self.frames: list[Frame] = []
        self.sentence = 0
        self._new_number, self._item_of = new_number, item_of
        self._borrowed = False
        self._years: dict[int, int] = {}

    def leave_list(self) -> None:
        """The paragraph has opened a list of its own: its figures are no parts of the one around it."""
        self._item_of = None

    def frame_for(self, flow: Flow, reading: Reading, literal: Literal, gap: str) -> Frame | None:
        """The frame that a figure with this reading belongs to; a new one where it opens one."""
        current = flow.current
        if reading.role in AMOUNTS:
            return self._amount_frame(flow, reading, literal, gap)
        if reading.role is Role.AVERAGE:
            return self.new_frame(flow, reading.subject, literal, part=False)
        if reading.role is Role.BUDGET and not reading.remark:
            return self._budget_frame(flow, reading, literal, gap)
        if reading.role is Role.COMPLETION:
            return self._measured_frame(flow) or self.new_frame(flow, reading.subject, literal, part=False)
        side = _SIDE.fullmatch(reading.subject)
        if side is not None and reading.role in CHANGES and (sided := self._of_side(side["side"])) is not None:
            return sided
        own = len(reading.subject) < 2 or is_generic(reading.subject)
        if own and reading.role is Role.SHARE and flow.aside and (told := self._told_last(flow, gap)) is not None:
            return told
        spent = _SPENT_ON.match(re.split(r"[。;!?]", gap)[-1]) if own and reading.role in CHANGES else None
        if spent is not None and (sided := self._of_side(spent["side"])) is not None:
            return sided
        if own and reading.role in CHANGES and (unmoved := self._unmoved_before(flow, gap, literal)) is not None:
            return unmoved
        if own or (current is not None and subject_key(reading.subject) == subject_key(current.subject)):
            if current is None:
                bare = side["side"] if side is not None and reading.role in CHANGES else ""
                return self.new_frame(flow, bare or self._named(gap), literal)
            told_base = reading.base or base_in(gap.rpartition("。")[2])
            return self._of_money(current, literal, told_base) if own and ("。" in gap or told_base) else current
        found = self._told_before(reading)
        is_open = current is not None and current.amount is None and current.literal(Role.PRIOR) is None
        if found is None and reading.role is Role.PRIOR and is_open:
            found = current
        return found or self.new_frame(flow, reading.subject, literal, part=False)

    def _told_last(self, flow: Flow, gap: str) -> Frame | None:
        """主要是其他支出5万元,占比40%: within a reason too, a bare share is of the amount right before it."""
        previous = flow.previous
        if previous is None or previous.reading.role not in AMOUNTS or _ITS_SHARE.fullmatch(gap) is None:
            return None
        return next((frame for frame in reversed(self.frames) if previous in frame.mentions), None)

    def _of_money(self, current: Frame, literal: Literal, base: str | None) -> Frame:
        """…5万元,保有量3辆。比上年增加2万元: what changed by money is the last amount of money, not a count.

        人均90元,比上年减少0.5万元: nor an average in another unit; none has a budget.
        """
        told = current.mentions[0] if current.mentions else None
        if told is not None and all(m.reading.role is Role.AVERAGE for m in current.mentions):
            if literal.dimension is Dimension.MONEY and ("预算" in (base or "") or told.literal.unit != literal.unit):
                told_in_money = (f for f in reversed(self.frames) if f.amount and f.measure == (Dimension.MONEY, ""))
                return next(told_in_money, current)
            return current
        is_other = literal.dimension is Dimension.MONEY and current.measure not in (None, (Dimension.MONEY, ""))
        if not is_other:
            return current
        money = [f for f in reversed(self.frames) if f.measure == (Dimension.MONEY, "")]
        return next((f for f in money if f.listing is None or f.listing.spans_passages), current)

    def _told_before(self, reading: Reading) -> Frame | None:
        """The frame of a thing that is named again."""
        found = find_frame(self.frames, reading.subject)
        if found is None and reading.role in CHANGES:
            # 一般公共预算财政拨款支出100万元。…一般公共预算财政拨款增加5万元
            spent = find_frame(self.frames, f"{reading.subject}支出") if reading.subject.endswith("拨款") else None
            found = self._joint(reading.subject) or spent or three_kinds_frame(self.frames, reading.subject)
        # 货物采购授予中小企业合同金额占…: a longer name is another thing, though it ends alike.
        same = found is not None and (reading.role is not Role.SHARE or found.subject.endswith(reading.subject))
        return found if same else None

    def _unmoved_before(self, flow: Flow, gap: str, literal: Literal) -> Frame | None:
        """公务接待费支出决算比预算无增减变化,比去年增加…: the frame of what has just been named without a figure.

        ``None`` where nothing else than the current thing is named.
        """
        name = self._unmoved_name(gap)
        if not name or (flow.current is not None and same_subject(name, flow.current.subject)):
            return None
        return find_frame(self.frames, name) or self.new_frame(flow, name, literal, part=False)

    @staticmethod
    def _unmoved_name(gap: str) -> str:
        match = None
        for match in _UNMOVED.finditer(re.split(r"[。;!?]", gap)[-1]):  # noqa: B007  the last one counts
            pass
        name = clean_subject(match["name"]) if match is not None else ""
        return "" if is_generic(name) or len(name) < 3 else name

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
            (f for f in reversed(self.frames) if f.sentence == self.sentence and f.literal(Role.BUDGET)), None
        )
        if budgeted is not None and budgeted.amount is None and is_generic(reading.subject) and not flow.lists:
            return budgeted
        if current is not None and fits and is_generic(reading.subject) and ("。" not in gap or self._is_item(current)):
            return current
        subject = reading.subject if not is_generic(reading.subject) else self._named(gap)
        found = find_frame(self.frames, subject) if subject and not flow.lists else None
        if found is not None and found.literal(Role.BUDGET) is None and found.sentence == self.sentence:
            return found
        return self.new_frame(flow, subject, literal)

    def _amount_frame(self, flow: Flow, reading: Reading, literal: Literal, gap: str) -> Frame:
        current = flow.current
        if reading.remark == WHOLE:
            return self.new_frame(flow, reading.subject, literal, part=False)
        generic = is_generic(reading.subject)
        if current is not None and self._is_reached(flow, current, reading, literal, gap):
            if current.borrowed and not is_generic(reading.subject):
                current.subject, current.borrowed = reading.subject, False
            return current
        if current is not None and self._is_share_first(flow, current, reading, gap):
            if flow.lists:
                flow.lists[-1].place(current, measure_of(literal))
            return current
        waits = current is not None and current.amount is None and current.measure == measure_of(literal)
        if waits and current is not None and (generic or (reading.explicit and is_generic(reading.subject))):
            return current
        if (
            generic
            and reading.explicit
            and current is not None
            and self._is_item(current)
            and current.measure == measure_of(literal)
        ):
            # 某科目257万元,…。年初预算为…,支出决算为246万元: said again of the same item, and it must be the same.
            return current
        subject = _INCLUDING.sub("", reading.subject)
        if flow.lists and flow.lists[-1].opener == MADE_OF:
            subject = _MADE_OF.sub("", subject)
        kind = _KIND_OF_SPENDING.search(subject)
        if kind is not None:
            # 基本工资、津贴补贴等人员经费
            subject = kind["name"]
        elif generic or _ENUMERATED.search(subject):
            subject = self._other_side(current, subject, gap) or one_side(self._named(gap), subject) or subject
        if literal.dimension is Dimension.COUNT:
            subject = self._counted_subject(flow, subject, generic, literal, gap)
        return self.new_frame(flow, subject, literal)

    @staticmethod
    def _other_side(current: Frame | None, subject: str, gap: str) -> str:
        """政府性基金收入240万元,支出220万元: the bare word is the other side of what was just named."""
        other = {"支出": "收入", "收入": "支出"}.get(subject, "")
        if not other or current is None or not current.subject.endswith(other) or re.search(r"[。;]", gap):
            return ""
        name = current.subject.removesuffix(other)
        return name + subject if len(name) > 1 else ""

    def _counted_subject(self, flow: Flow, subject: str, generic: bool, literal: Literal, gap: str) -> str:
        current = flow.current
        if not gap.strip("、,，和共计") and current is not None and current.measure != measure_of(literal):
            # 共接待22批次210人次: the second count is of the same thing.
            self._borrowed = current.borrowed
            return current.subject
        return subject + self._noun_after(literal) if generic or len(subject) < 2 else subject

    def _is_reached(self, flow: Flow, current: Frame, reading: Reading, literal: Literal, gap: str) -> bool:
        """比上年增加5万元,增长25%,达到25万元: the amount behind the change of a thing that has none yet."""
        if current.amount is not None or current.literal(Role.BUDGET) is not None or "。" in gap or flow.aside:
            return False
        moved = current.literal(Role.CHANGE, Role.PRIOR)
        if moved is None or measure_of(moved) != measure_of(literal) or (flow.lists and current.listing is None):
            return False
        named = current.borrowed and _TOTAL_OF_YEAR.match(reading.subject) is not None
        return named or is_generic(reading.subject) or same_subject(reading.subject, current.subject)

    def by_year(self, reading: Reading, near: str, literal: Literal) -> Reading:
        """2021年支出5万元,2020年支出4万元: of two years of one thing in a sentence the earlier is the base.

        Whichever of the two comes later in the text joins the frame of the other.
        """
        year = _LEADING_YEAR.match(near)
        if year is None or reading.role is not Role.FINAL:
            return reading
        for frame in reversed(self.frames):
            told = next((m for m in frame.mentions if m.reading.role is Role.FINAL), None)
            other = self._years.get(id(told.literal)) if told is not None else None
            if told is None or other is None or frame.sentence != self.sentence or frame.listing is not None:
                continue
            if reading.subject not in ("", told.reading.subject) or measure_of(told.literal) != measure_of(literal):
                continue
            if other > int(year["year"]):
                return replace(reading, role=Role.PRIOR, base=year.group())
            if other < int(year["year"]):
                told.reading = replace(told.reading, role=Role.PRIOR, base=f"{other}年")
                told.base = told.reading.base
        self._years[id(literal)] = int(year["year"])
        return reading

    def _is_share_first(self, flow: Flow, current: Frame, reading: Reading, gap: str) -> bool:
        """基本支出占75%,为1500万元: the amount of a thing whose share has just been told."""
        only = [mention.reading.role for mention in current.mentions] == [Role.SHARE]
        return only and not flow.aside and is_generic(reading.subject) and re.search(r"[。;]", gap) is None

    def _joint(self, subject: str) -> Frame | None:
        """收、支总计各增加…: one of the two equal totals that were stated each on its own."""
        names = split_names("收、支总计" if subject == "收支" else subject.replace("收入支出总", "收、支总"))
        found = [find_frame(self.frames, name) for name in names]
        frames = [frame for frame in found if frame is not None and frame.amount is not None]
        values = {(frame.amount.figure.value, frame.measure) for frame in frames if frame.amount is not None}
        if not frames and _BOTH_NAMES.fullmatch(subject):
            # 收支总计(含结转和结余)100万元。…收支各增加5万元
            told = (f for f in reversed(self.frames) if f.amount is not None and f.listing is None)
            return next((f for f in told if _BOTH_TOTALS.match(f.subject)), None)
        return frames[0] if len(found) > 1 and len(frames) == len(found) and len(values) == 1 else None

    def _is_item(self, frame: Frame) -> bool:
        """Whether the paragraph is about this one 科目: its path opens it, and no other has come since."""
        return frame is self.frames[0] and len(self.frames) == 1 and _LEVEL.search(frame.subject) is not None

    def _named(self, gap: str) -> str:
        """The nearest name before a figure that has none of its own: an earlier clause, or the heading."""
        own = run_in_heading(self.passage.text)
        if own is not None and not self.frames:
            return heading_subject(own[0].text)
        respectively = _RESPECTIVELY.search(gap)
        if respectively is not None and len(split_names(respectively["names"])) > 1:
            return clean_subject(respectively["names"])
        for piece in reversed(DELIMITER.split(re.split(r"[。;!?]", gap)[-1])[:-1]):
            if _ASIDE.fullmatch(piece):
                continue
            subject = clean_subject(_COMPARING.sub("", COMPARED.sub("", piece)))
            if not is_generic(subject) and not _REASON.search(piece) and len(subject) <= 40:
                return subject
        self._borrowed = True
        told = any(f.amount is not None and f.measure == (Dimension.MONEY, "") and not f.borrowed for f in self.frames)
        received = self._received()
        if (told or received) and _SAME_THING.fullmatch(DELIMITER.split(gap)[-1]):
            # 外事接待支出0万元,…共计支出0万元: what was named before is meant, no more the heading's name.
            return received
        return heading_subject(self.passage.headings[-1]) if self.passage.headings else ""

    def _received(self) -> str:
        """国内公务接待6批次,52人次,共计支出…: the visits that were just counted; "" where none were."""
        last = self.frames[-1] if self.frames else None
        counted = last is not None and last.measure is not None and last.measure[0] is Dimension.COUNT
        return f"{last.subject}支出" if last is not None and counted and last.subject.endswith("接待") else ""

    def _noun_after(self, literal: Literal) -> str:
        match = re.compile(r"[一-龥“”()]{2,16}?(?=[,，、。;:(]|$|为|是)").match(self.passage.text, literal.end)
        return match.group() if match is not None else ""

    def new_frame(self, flow: Flow, subject: str, literal: Literal, *, part: bool = True) -> Frame:
        """Open a frame, as a part of the list it stands in unless ``part`` is false."""
        frame = Frame(self._new_number(), self.passage, subject, self.sentence, borrowed=self._borrowed)
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
