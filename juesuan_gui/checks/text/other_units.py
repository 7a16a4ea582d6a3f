"""Owns the name of another unit left where a report speaks of itself, as copied texts have it (S12)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.forms import Level
from juesuan_gui.narrative.model import Passage

_NAME = (
    r"(?P<name>[一-龥()]{2,28}?(?:局|委员会|委|办公室|办|联合会|学会|协会|院|厅|部|处|中心|学校|小学|中学|大学|幼儿园"
    r"|党校|学院|所|站|馆|队|政府|街道办事处|法院)(?:\((?:本级|机关|汇总)\))?(?:本级|机关)?)"
)
_YEAR = r"20\d\d年度?"
#: What a report says of itself and of nobody else.
_OWN_MATTER = (
    r"(?:本年)?(?:收、支|收入、?支出|收支|收入|支出|财政拨款收|财政拨款支|一般公共预算财政拨款(?:支出|基本支出)"
    r"|[“\"]三公[”\"]经费|机关运行经费|政府采购支出)[^。]{0,14}?(?:总计|合计|决算|总体|支出)"
)
_SUBJECTS = (
    re.compile(rf"^(?:\(?[一二三四五六七八九十\d]+[)、.])?{_NAME}(?:{_YEAR})(?:本年度?)?{_OWN_MATTER}"),
    # (一)机关运行经费支出情况。2020年度某县某局机关运行经费支出…: also behind a heading of the same line.
    re.compile(rf"^(?:\(?[一二三四五六七八九十\d]+[)、.])?(?:[^。,，:\d]{{2,24}}[。:])?{_YEAR}{_NAME}{_OWN_MATTER}"),
)
_TITLES = (
    re.compile(
        rf"^(?:第[一二三四五六七八九十]+部分)?{_NAME}(?:{_YEAR})(?:部门|单位)决算(?:公开)?(?:表|报表|情况说明|说明)?$"
    ),
    re.compile(rf"^(?:第[一二三四五六七八九十]+部分)?{_YEAR}{_NAME}(?:部门|单位)决算(?:表|情况说明)$"),
    re.compile(rf"^(?:第[一二三四五六七八九十]+部分){_NAME}(?:基本)?概况$"),
    re.compile(rf"^{_YEAR}{_NAME}(?:部门)?整体(?:支出)?绩效(?:自评|评价)报告$"),
)
_PRONOUN = re.compile(r"^(?:我|本|该|各|全|由|向|与|按|其|经|所属|下属|根据|关于|纳入)")
_MEMBERS = re.compile(r"单位构成|机构设置|单位范围|单位情况|概况|职能|职责")
_TITLE_LENGTH = 45


@dataclass(frozen=True, slots=True)
class _Subject:
    """A name where a report names itself."""

    name: str
    passage: Passage
    start: int
    end: int


def other_unit_checks(text: Sequence[Passage], unit_name: str, tables: int = 0) -> Iterator[Observation]:
    """S12: what a report says of itself has its own name, or that of a unit that it lists as its own.

    ``unit_name`` is the name of its tables or titles, "" where none was read: then the commonest of the subjects
    themselves. Where most of them differ from it, which is meant is not ours to guess; ``tables`` is how many tables
    print the name.
    """
    subjects = [subject for passage in text for subject in _subjects(passage)]
    own = unit_name or _commonest(subjects)
    strangers = [subject for subject in subjects if own and not is_same_unit(subject.name, own)]
    if not strangers or len(strangers) * 2 >= len(subjects) + (tables if unit_name else 0):
        return
    members = "".join(
        passage.text
        for passage in text
        if not any(pattern.match(passage.text) for pattern in _TITLES)
        and any(_MEMBERS.search(heading) for heading in passage.headings)
    )
    for subject in strangers:
        if _bare(subject.name) in members:
            continue
        yield Observation(
            key=f"S12|{subject.name}",
            check="S12",
            level=Level.WARNING,
            kind="wording",
            spot=Spot(subject.passage.place(subject.start), subject.passage.quote(subject.start, subject.end)),
            message=f"这里写的单位是“{subject.name}”，本报告是“{own}”的决算，像是沿用了别的单位的文字，请核对。",
            stated=subject.name,
            expected=own,
        )


def _subjects(passage: Passage) -> Iterator[_Subject]:
    if passage.in_cell:
        return
    is_title = len(passage.text) <= _TITLE_LENGTH and "。" not in passage.text
    for pattern in (*_SUBJECTS, *(_TITLES if is_title else ())):
        match = pattern.match(passage.text)
        if match is not None and _PRONOUN.match(match["name"]) is None:
            yield _Subject(match["name"], passage, *match.span("name"))
            return


def _commonest(subjects: Sequence[_Subject]) -> str:
    counted = Counter(subject.name for subject in subjects).most_common(2)
    if not counted or counted[0][1] < 2 or (len(counted) > 1 and counted[1][1] == counted[0][1]):
        return ""
    return counted[0][0]


def is_same_unit(name: str, own: str) -> bool:
    """Whether a name may be short for another: 区医保局 for 某市某区医疗保障局, 某局本级, 某局（汇总）."""
    short, long = sorted((_bare(name), _bare(own)), key=len)
    if not short or short in long:
        return True
    marks = iter(long)
    return all(mark in marks for mark in short)


def _bare(name: str) -> str:
    words = re.sub(r"\(.*?\)|（.*?）", "", "".join(name.split()))
    return re.sub(r"(?:本级|机关|汇总|部门|单位)+$", "", words)
