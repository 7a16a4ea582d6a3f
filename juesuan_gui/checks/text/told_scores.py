"""Owns scores that running text divides: 自评得分96.5分,其中:投入10分,过程37.5分,产出29分,效果20分 (P06, P07)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from juesuan_gui.checks.observations import HeldRelation, Observation, Spot, numbered
from juesuan_gui.forms import Level
from juesuan_gui.narrative.model import Passage

_NUMBER = r"\d{1,3}(?:\.\d+)?"
_WHOLE = re.compile(
    rf"(?:得分|评分|总分|自评分|得)(?:为|是)?(?P<n>{_NUMBER})分(?!值)(?P<between>[^。]{{0,24}}[,，。;]|[,，。;])其中[:,，]?"
)
_PART = re.compile(
    rf"(?P<name>[一-龥“”()]{{2,18}}?)(?:(?:满分|分值|权重)(?:为|是)?(?P<full>{_NUMBER})分?[,，]?)?"
    rf"(?:实际|自评)*(?:得分|得|评分)(?:为|是)?(?P<score>{_NUMBER})分"
)
_SCORE = re.compile(rf"{_NUMBER}分(?![值数])")
#: The parts that every division of a self-assessment has; one that lacks the last says nothing of the whole.
_STEMS = tuple(map(re.compile, ("投入|决策|预算执行|管理", "过程|成本|管理|产出", "产出|履职", "效果|效益|满意")))
_HUNDRED = Decimal(100)
#: Full marks that miss the hundred by more may be those of a part of the assessment.
_SLIP = Decimal(5)


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    full: Decimal | None
    score: Decimal
    start: int
    end: int


def told_score_checks(text: Sequence[Passage]) -> tuple[list[Observation], list[HeldRelation]]:
    """P06: the parts of a score make up the score, where the text gives them all; none is more than its full mark.

    A sentence with any other score in it, or with parts that need not be all, is only held to what parts can never
    be: more than the whole.
    """
    wrong: list[Observation] = []
    held: list[HeldRelation] = []
    for passage in text:
        for whole in _WHOLE.finditer(passage.text):
            end = passage.text.find("。", whole.end())
            end = len(passage.text) if end < 0 else end
            parts = _parts(passage.text, whole.end(), end)
            if len(parts) < 2:
                continue
            found = list(_judged(passage, whole, parts))
            wrong += found
            if not found and _is_complete(parts):
                held.append(HeldRelation("P06", "scorecard_sum", _spot(passage, whole.start("n"), whole.end("n") + 1)))
    return numbered(wrong), held


def _parts(text: str, start: int, end: int) -> list[_Part]:
    parts = [
        _Part(m["name"], Decimal(m["full"]) if m["full"] else None, Decimal(m["score"]), m.start("score"), m.end())
        for m in _PART.finditer(text, start, end)
    ]
    told = len(parts) + sum(part.full is not None for part in parts)
    # Another score in the sentence: what it is of is not known.
    return parts if len(_SCORE.findall(text[start:end])) == told else []


def _is_complete(parts: Sequence[_Part]) -> bool:
    names = [part.name for part in parts]
    if all(part.full is not None for part in parts):
        return sum((part.full or Decimal(0) for part in parts), Decimal(0)) == _HUNDRED
    return len(parts) > 2 and all(any(stem.search(name) for name in names) for stem in _STEMS)


def _judged(passage: Passage, whole: re.Match[str], parts: Sequence[_Part]) -> Iterator[Observation]:
    stated, added = Decimal(whole["n"]), sum((part.score for part in parts), Decimal(0))
    formula = "+".join(f"{part.score}" for part in parts)
    if added > stated or (added != stated and _is_complete(parts)):
        yield Observation(
            key="P06|文字",
            check="P06",
            level=Level.ERROR,
            kind="scorecard_sum",
            spot=_spot(passage, whole.start("n"), parts[-1].end),
            message=f"文中写得分 {stated} 分，各部分得分相加 {added} 分，相差 {stated - added} 分。",
            stated=f"{stated}",
            expected=f"{added}",
            difference=f"{stated - added}",
            formula=f"得分＝{formula}",
        )
    full = sum((part.full or Decimal(0) for part in parts), Decimal(0))
    if all(part.full is not None for part in parts) and 0 < abs(full - _HUNDRED) <= _SLIP:
        yield Observation(
            key="P04|文字",
            check="P04",
            level=Level.WARNING,
            kind="scorecard_sum",
            spot=_spot(passage, parts[0].start, parts[-1].end),
            message=f"各部分的满分相加 {full} 分，一般是 100 分，请核对。",
            stated=f"{full}",
            expected="100",
        )
    for part in parts:
        if part.full is not None and part.score > part.full:
            yield Observation(
                key="P06|文字|满分",
                check="P06",
                level=Level.ERROR,
                kind="scorecard_logic",
                spot=_spot(passage, part.start, part.end),
                message=f"“{part.name}”满分 {part.full} 分，写的得分是 {part.score} 分。",
                stated=f"{part.score}",
                expected=f"{part.full}",
            )


def _spot(passage: Passage, start: int, end: int) -> Spot:
    return Spot(passage.place(start), passage.quote(start, end))
