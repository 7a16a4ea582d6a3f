"""Owns judging the reasons of an explanation: copied from last year, told too often, unfit, against the sign.

Catalogue: N5-08, S11. The spots are those of ``explanation``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.document import Place
from juesuan_gui.forms import Level
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.figures import Need
from juesuan_gui.narrative.drafting.paragraphs import DraftedParagraph, DraftedSection
from juesuan_gui.report import SlotKind, Text

#: The beginning of the names of what last year's report said.
LAST_YEAR = "上年."
_OFTEN = 3
#: So many letters make a reason of its own; 「人员增加」 may be right many times.
_LONG = 6
_YEARS = re.compile(r"20\d\d年?度?")
_NO_LETTER = re.compile(r"[\s，。；、：（）“”\"'().,;:]+")
_BUDGET_ASKED = re.compile(r"预算")
_SINCE_LAST_YEAR = re.compile(r"(?:较|比|与)(?:上一?年|去年|前一年|20\d\d年)|同比")
_AGAINST_BUDGET = re.compile(r"(?:较|比|与)年初预算")
_MORE_ASKED, _LESS_ASKED = re.compile(r"增加|大于|增长"), re.compile(r"减少|小于|下降")
_MORE = re.compile(r"增加|增长|新增|增多|上升|提高|追加|增拨|增资|上涨|上调|提标|扩面|扩大")
_LESS = re.compile(r"减少|下降|压减|压缩|缩减|降低|减低|减支|压降|节约|节省|节支")
#: What was so in the year before says the opposite of the change since.
_OF_LAST_YEAR = re.compile(r"(?<![较比与同和])(?:上一?年|去年|前一年)")
#: Words for what grows while money falls, or falls while it grows: then the direction of a word says nothing.
_EITHER_WAY = re.compile(
    r"退休|离职|调出|调离|划转|划出|转出|核减|未|没有|不再|取消|结余|结转|退回|上缴|偿还|支付进度|抵"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Words that answer a question of the explanation."""

    section: DraftedSection
    paragraph: DraftedParagraph
    need: Need
    words: str

    @property
    def spot(self) -> Spot:
        """Where the words stand."""
        return Spot(Place(sheet=self.section.section.id, cell=self.paragraph.key), self.words)

    @property
    def where(self) -> str:
        """What was asked, without the words that every question ends with."""
        return self.need.words.removesuffix("的主要原因")


def answers_of(sections: Iterable[DraftedSection]) -> Iterator[Answer]:
    """What answers the questions for reasons, once each."""
    seen: set[str] = set()
    for item in sections:
        for paragraph in item.paragraphs:
            for asked in paragraph.asked:
                if not asked.is_gap and asked.need.kind == "原因" and asked.need.name not in seen:
                    seen.add(asked.need.name)
                    yield Answer(item, paragraph, asked.need, paragraph.text[asked.start : asked.end])


def judge_reasons(before: frozenset[str], answers: Sequence[Answer]) -> Iterator[Observation]:
    """What is to be looked at in the reasons; ``before`` are those of last year (``last_years_reasons``)."""
    alike: dict[str, list[Answer]] = {}
    for answer in answers:
        alike.setdefault(_plain(answer.words), []).append(answer)
        yield from _copied(before, answer)
        yield from _unfit(answer)
    for words, uses in alike.items():
        if len(uses) >= _OFTEN and len(words) >= _LONG:
            yield Observation(
                key=f"N5-08|重复原因|{words[:12]}",
                check="N5-08",
                level=Level.INFO,
                kind="wording",
                spot=uses[0].spot,
                message=f"同一个原因写了 {len(uses)} 次，请核对各处是否都合适。",
                others=tuple(use.spot for use in uses[1:]),
            )


def _plain(words: str) -> str:
    """Words without marks, blanks and years: what makes two reasons the same."""
    return _YEARS.sub("", _NO_LETTER.sub("", words))


def last_years_reasons(live: LiveReport) -> frozenset[str]:
    """The plain reasons of last year's report, but those too short to be anybody's own words."""
    kept = (
        _plain(value.text)
        for slot, value in live.report.slots()
        if slot.kind is SlotKind.TEXT and isinstance(value, Text) and slot.key[0].startswith(f"{LAST_YEAR}原因.")
    )
    return frozenset(words for words in kept if len(words) >= _LONG)


def _copied(before: frozenset[str], answer: Answer) -> Iterator[Observation]:
    """S11: a reason that last year's report gives in the same words, wherever it stood there."""
    if _plain(answer.words) in before:
        yield Observation(
            key=f"S11|{answer.need.name}",
            check="S11",
            level=Level.INFO,
            kind="wording",
            spot=answer.spot,
            message=f"{answer.where}的原因与上年写的一样，请核对是不是今年的情况。",
        )


def _unfit(answer: Answer) -> Iterator[Observation]:
    """N5-08: a reason that answers another question, or tells of the other direction."""
    asked, words = answer.need.words, answer.words
    about_budget = bool(_BUDGET_ASKED.search(asked))
    if about_budget and _SINCE_LAST_YEAR.search(words) and "预算" not in words:
        yield _unfit_reason(answer, Level.WARNING, "问的是决算与预算的差异，写的却是与上年相比的变化。")
    elif not about_budget and _AGAINST_BUDGET.search(words) and not _SINCE_LAST_YEAR.search(words):
        yield _unfit_reason(answer, Level.WARNING, "问的是与上年相比的变化，写的却是与预算的差异。")
    if _EITHER_WAY.search(words) or _OF_LAST_YEAR.search(words):
        return
    more, less = bool(_MORE.search(words)), bool(_LESS.search(words))
    if _MORE_ASKED.search(asked) and not _LESS_ASKED.search(asked) and less and not more:
        yield _unfit_reason(answer, Level.INFO, "问的是增加（大于）的原因，写的只有减少，请核对。")
    elif _LESS_ASKED.search(asked) and not _MORE_ASKED.search(asked) and more and not less:
        yield _unfit_reason(answer, Level.INFO, "问的是减少（小于）的原因，写的只有增加，请核对。")


def _unfit_reason(answer: Answer, level: Level, message: str) -> Observation:
    key = f"N5-08|不相符|{answer.need.name}"
    return Observation(key, "N5-08", level, "wording", answer.spot, f"{answer.where}：{message}")


def copied_into_own(before: frozenset[str], item: DraftedSection) -> Iterator[Observation]:
    """S11: a reason of last year's that an own wording repeats where it asks for none."""
    for paragraph in item.paragraphs:
        if not paragraph.is_own or any(asked.need.kind == "原因" for asked in paragraph.asked):
            continue
        words = _plain(paragraph.text)
        if any(reason in words for reason in before):
            yield Observation(
                key=f"S11|{item.section.id}|{paragraph.key}|{words[:12]}",
                check="S11",
                level=Level.INFO,
                kind="wording",
                spot=Spot(Place(sheet=item.section.id, cell=paragraph.key), paragraph.text),
                message=f"“{item.title}”里改写的一段，原因与上年写的一样，请核对是不是今年的情况。",
            )
