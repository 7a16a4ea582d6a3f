"""Owns what the words between two figures do: end sentences and items, open lists of parts, set a base."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from juesuan_gui.narrative.clauses import base_in
from juesuan_gui.narrative.flow import Flow
from juesuan_gui.narrative.frames import Frame, find_frame
from juesuan_gui.narrative.lists import (
    GUESSED,
    IN_BRACKETS,
    MADE_OF,
    ListNumbers,
    OpenList,
    is_made_of,
    loose_opener_in,
    opener_in,
)
from juesuan_gui.narrative.model import Dimension
from juesuan_gui.narrative.paragraph_frames import ParagraphFrames
from juesuan_gui.narrative.subjects import clean_subject, is_generic, same_subject, subject_key
from juesuan_gui.narrative.words import REASON

_SENTENCE = re.compile(r"[。!?]")
#: What a sentence is about that goes on with a comparison or opens a list.
_ABOUT = re.compile(
    r"(?P<name>[^,，。;:\d]{4,16}?)(?:合计)?(?=较|比|与|同比|,|:|增|减|(?:的?(?:具体|主要|其))?(?:构成|包括|情况))"
)
_SIDES = ("支出", "收入")
_LEFT_OVER = re.compile(r"结转|结余")
#: A shorter name is no name of a total within the words of a division (按支出功能分类).
_NAMED = 4
_OF_WHICH = re.compile(
    r"(?:^|[,，;。:])(?:(?P<office>[^,，;。:\d]{0,30})\d{4}年度?)?(?P<name>(?!在)[^,，。;:\d]{2,30}?(?:费|费用|支出|收入|经费|资金|决算数?))中$"
)
#: ;加上级补助收入5万元: a figure that is added to what was told before.
_ADDED = re.compile(
    r"(?:^|[,，:])(?:再)?(?:加上?|减去?)(?![班油强大快装固工密盖])[^,，。;:、\d]{0,16}(?:收入|支出|结转|结余|资金|基金)$"
)
#: 人员经费606万元,占83%:工资福利支出592万元、对个人和家庭的补助14万元: a colon right behind the figures of a thing.
_DIVIDED = re.compile(r":(?!主要|原因|增加|减少|比|较|同比|其中)[^,，。;:、\d]{3,24}$")
DIVIDED = "："
#: Marks a list of what is told within a thing: 三公经费支出中,….
WITHIN = "中"
#: How the words begin that announce one division of a total among several.
DIVIDES = "按从构"
#: 一是…;二是…: the items of an enumeration in words.
_ENUMERATED = re.compile(r"(?:^|[,，。;:、])(?P<number>[一二三四五六七八九])是(?!否)")
#: 按采购项目类型,分为三种类型。其中:
_ANNOUNCED = re.compile(r"(?P<opener>(?:按|从)[^,，。;:、]{2,16})[,，][^。;]*[。]其中[:,，]?[^。;]*$")


class ParagraphLists:
    """The lists of parts that one paragraph opens. ``known`` finds an earlier frame of the document by its subject;
    ``before`` is the last total of the paragraph before."""

    def __init__(
        self,
        frames: ParagraphFrames,
        numbers: ListNumbers,
        known: Callable[[str], Frame | None],
        before: Frame | None,
    ) -> None:
        self._frames = frames
        self._numbers, self._known, self._before = numbers, known, before
        self._totals: list[Frame] = []
        self._split_totals: list[Frame] | None = None

    def between(self, flow: Flow, gap: str, following: str = "") -> None:
        """Take in the words between two figures; ``following`` is what stands behind the second."""
        closes = _SENTENCE.search(gap) is not None
        self._leave_item(flow, gap)
        if closes:
            self._frames.sentence += 1
            flow.lists.clear()
            flow.base = ""
            flow.current = self._sentence_subject(flow)
        elif ";" in gap:
            flow.base = ""
            self._item_end(flow)
        if closes or ";" in gap:
            flow.aside = False
        after = re.split(r"[。!?;]", gap)[-1]
        if _ADDED.search(after) is not None:
            # 其中地方收入A;加上级补助收入B,上年结余C,收入合计D: what is added to the total is no part of it.
            flow.lists.clear()
        flow.aside = flow.aside or REASON.search(after) is not None
        opener = _announced(gap) or opener_in(after)
        of_which = next((m for m in map(_OF_WHICH.search, re.split(r"[,，;。:]", after)[:-1]) if m), None)
        if of_which is not None and self._open_within(flow, of_which, opener):
            pass
        elif opener is not None:
            named = self._named_before(opener, after) if closes else None
            self._open(flow, opener, closes, named or (self._of_one_side(opener, after) if closes else None))
        elif is_made_of(after, following):
            self._open(flow, MADE_OF, closes)
        elif flow.current is not None and flow.current.amount is not None and _DIVIDED.match(gap) is not None:
            self._open(flow, DIVIDED, closes, flow.current)
        elif (
            flow.current is not None
            and (loose := loose_opener_in(after)) is not None
            and flow.current.measure is not None
        ):
            flow.lists.append(OpenList(loose, {}, len(flow.lists)))
        flow.enumerated = len(flow.lists) if "一" in _ENUMERATED.findall(gap) else flow.enumerated
        base = base_in(after)
        flow.base = flow.base if base is None else base

    @staticmethod
    def _leave_item(flow: Flow, gap: str) -> None:
        """一是A 5万元,其中:…;二是B 3万元: the next item of an enumeration ends the lists that the last one opened."""
        marks = _ENUMERATED.findall(gap)
        if marks and marks[-1] != "一":
            del flow.lists[flow.enumerated :]

    def in_brackets(self, inner: Flow) -> None:
        """公务用车费13万元(购置费5万元、运行费8万元): the bracket behind an amount lists its parts."""
        if inner.current is not None:
            inner.lists.append(OpenList(IN_BRACKETS, self._numbers.listings([inner.current], IN_BRACKETS), 0))

    def totals(self, opener: str, sentence: str = "") -> list[Frame]:
        """What a list that follows the paragraph can be the parts of: the last sentence's frames, outermost.

        ``sentence`` is the last one, which may name a part of what was told before as the whole of the list.
        """
        named_part = self._named_part(sentence)
        if named_part is not None:
            return [named_part]
        outer = [frame for frame in self._frames.frames if frame.measure is not None and frame.listing is None]
        if not outer:
            # (一)收入决算总计…。包括: an item of a list of paragraphs has parts of its own.
            items = [f for f in self._frames.frames if f.listing is not None and f.listing.spans_passages]
            own = items[:1] if items and items[0] is self._frames.frames[0] else []
            return self._totals or own
        last = [frame for frame in outer if frame.sentence == outer[-1].sentence]
        named = [f for f in last for word in ("支出", "收入") if word in opener and word in f.subject]
        money = [frame for frame in last if frame.measure == (Dimension.MONEY, "")]
        # Of several amounts none is known to be the total.
        return named or (last if len(money) < 2 else [])

    def _named_part(self, sentence: str) -> Frame | None:
        """收入总计9万元,其中:本年收入8万元,年初结转1万元。本年收入具体构成: the part that the sentence is about."""
        match = _ABOUT.match(sentence)
        if match is None or is_generic(match["name"]):
            return None
        told = [f for f in self._frames.frames if f.amount is not None and same_subject(f.subject, match["name"])]
        # Of the same name as a total, the total is meant, which needs no help.
        return told[-1] if told and all(f.listing is not None for f in told) else None

    def _sentence_subject(self, flow: Flow) -> Frame | None:
        outer = [frame for frame in self._frames.frames if frame.listing is None and frame.measure is not None]
        return outer[-1] if outer else flow.current

    def _item_end(self, flow: Flow) -> None:
        """A semicolon ends the innermost list whose parts are set apart by commas, else the part."""
        while flow.lists:
            last = flow.lists[-1]
            if last.separator == ";" or (last.length < 2 and len(flow.lists) == 1 and last.listings):
                last.separator = ";"
                return
            flow.lists.pop()

    def _named_before(self, opener: str, words: str) -> Frame | None:
        """“三公”经费包括:… in a sentence of its own: what its first words name, where the paragraph has told it."""
        name = clean_subject(re.split(r"[,，;。:]", words[: words.rfind(opener)])[-1])
        if name in ("支出", "收入"):
            # 本年收入…,本年支出…,年末结转…。支出具体情况为: the one thing of that kind that was told.
            near = [f for f in self._near_totals() if f.amount is not None and subject_key(f.subject).endswith(name)]
            return near[0] if len(near) == 1 else None
        return find_frame(self._frames.frames, name) if len(name) >= _NAMED and not is_generic(name) else None

    def _of_one_side(self, opener: str, words: str) -> Frame | None:
        """本年收入9万元,本年支出8万元,年末结余1万元。其中:某支出…: no spending is a part of what was left over."""
        part = clean_subject(words[words.rfind(opener) + len(opener) :].strip(":,，"))
        side = next((word for word in _SIDES if part.endswith(word)), None)
        near = [frame for frame in self._near_totals() if frame.amount is not None]
        if side is None or not near or _LEFT_OVER.search(part) or not _LEFT_OVER.search(near[-1].subject):
            return None
        told = [frame for frame in near if subject_key(frame.subject).endswith(side)]
        return told[-1] if len(told) == 1 else None

    def _open(self, flow: Flow, opener: str, new_sentence: bool, named: Frame | None = None) -> None:
        nested = bool(flow.lists) and flow.lists[-1].listings and not new_sentence
        if nested and flow.current is not None:
            totals = [flow.current]
        else:
            totals = self._near_totals()
            if flow.bracket is not None and flow.current is not None:
                totals = [flow.current]
        if named is not None:
            totals = [named]
        if opener[0] in DIVIDES:
            # 按功能分…。按用途分…: every division is of what was stated before the first.
            self._split_totals = totals if self._split_totals is None else self._split_totals
            totals = self._named_in(opener) or _without_parts(self._split_totals)
            if not totals and self._before is not None:
                totals, opener = [self._before], GUESSED + opener
        listings = self._numbers.listings(totals, opener)
        if listings:
            self._totals = [total for _, total in listings.values()]
            flow.lists.append(OpenList(opener, listings, len(flow.lists)))

    def _only(self, name: str) -> Frame | None:
        """The frame of the paragraph with this very name; else the one whose name ends so, where no other does."""
        told = [f for f in self._frames.frames if f.measure is not None and same_subject(f.subject, name)]
        same = [f for f in told if subject_key(f.subject) == subject_key(name)]
        if same:
            return same[-1]
        return told[-1] if len({subject_key(f.subject) for f in told}) == 1 else None

    def _near_totals(self) -> list[Frame]:
        """The totals of the last sentences; else the last there are, or the part of a list that the paragraph is.

        A总计5万元。与上年相比…。与预算相比…。其中: sentences about changes may stand between. 1.基本支出5万元。其中,…:
        a part of a list of paragraphs has parts of its own.
        """
        outer = [frame for frame in self._frames.frames if frame.listing is None]
        near = [frame for frame in outer if self._frames.sentence - frame.sentence <= 2]
        if not near:
            near = [frame for frame in outer if frame.measure and frame.sentence == outer[-1].sentence]
        own = self._frames.frames[0] if self._frames.frames else None
        is_item = own is not None and own.listing is not None and own.listing.spans_passages
        if is_item and own is not None and not any(frame.measure == own.measure for frame in near):
            near = [own, *near]
        return near

    def _named_in(self, opener: str) -> list[Frame]:
        """按政府采购资金类型划分: the thing that the words of a division name themselves."""
        frames = (f for f in reversed(self._frames.frames) if f.listing is None and f.measure is not None)
        return next(([f] for f in frames if len(f.subject) >= _NAMED and f.subject in opener), [])

    def _open_within(self, flow: Flow, of_which: re.Match[str], opener: str | None) -> bool:
        """公务用车运行维护费中,… and 从结构看,公共预算收入中,…: the parts of something stated before, if it was."""
        names = [clean_subject(of_which["name"])]
        if of_which["office"]:
            names.append(clean_subject(of_which["office"] + of_which["name"]))
        if of_which["name"].endswith(("支出决算", "支出决算数")):
            # 三公经费支出预算为…,支出决算为…: the name was cut out with 支出, which goes with 决算 here.
            names += [f"{name}支出" for name in names]
        found = (self._only(name) or self._known(name) for name in names)
        total = next((frame for frame in found if frame is not None), None)
        if total is None:
            # 从结构看,全市支出中,…: of what has not been stated, and so of nothing that has.
            return opener is not None and opener[0] in DIVIDES
        self._frames.leave_list()
        self._totals = [total]
        word = opener or WITHIN
        flow.lists.append(OpenList(word, self._numbers.listings([total], word), 0))
        return True


def _without_parts(totals: list[Frame]) -> list[Frame]:
    """基本支出9万元,人员经费5万元、公用经费4万元。按经济分类: the last amounts, which make up the one before them, are
    left out: the division is of that one."""
    for whole in range(len(totals) - 2):
        amounts = [frame.amount for frame in totals[whole:]]
        if all(amount is not None and amount.dimension is Dimension.MONEY for amount in amounts):
            first, *rest = [amount.figure for amount in amounts if amount is not None]
            added = sum((Fraction(figure.value) for figure in rest), Fraction(0))
            slack = sum((Fraction(figure.step) for figure in rest), Fraction(0))
            if 2 * abs(first.value - added) <= slack:
                return totals[: whole + 1]
    return totals


def _announced(gap: str) -> str | None:
    """The division that a sentence without figures announces, whose parts the next one gives behind 其中."""
    match = _ANNOUNCED.search(gap)
    return match["opener"] if match is not None else None
