"""Owns the number of units that a report says it covers, against those that it names (XU-02)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.forms import Level
from juesuan_gui.narrative.headings import ordinal_of
from juesuan_gui.narrative.model import Passage

_SECTION = re.compile(r"单位构成|机构设置|单位范围|单位情况")
_COUNT = re.compile(
    r"(?:编报|编制|汇总|决算|预算)范围的?[^。;:]{0,14}?单位(?:共有|共计|共|包括|有)?(?P<count>\d+)[个家](?P<rest>[^。]*)(?:。(?P<next>[^。]*))?"
)
#: What introduces the names, right behind the number.
_INTRODUCES = re.compile(r"^[^:、]{0,12}(?:包括|分别是|分别为|具体(?:是|为|包括)|如下|即|:)+")
_MERGED = re.compile(r"并入|不独立|未独立")
_SEPARATOR = re.compile(r"[、,;]|以及|和(?=[^、,;]{2,24}(?:局|院|中心|所|站|校|园|馆|队|处|会|室|级)$)")
_NUMBERED = re.compile(r"(?:^|(?<=[、,;]))[(]?\d{1,2}[、.)](?=\D)")
_KIND = re.compile(r"\d+[个家]$")
_ORDINAL_RANKS = (2, 3, 4, 5)
#: A name of a unit is no longer.
_LONGEST = 40


def unit_checks(text: Sequence[Passage]) -> Iterator[Observation]:
    """XU-02: 纳入决算编制范围的单位共 3 个, and as many are named; those merged into another do not count."""
    for number, passage in enumerate(text):
        if passage.is_heading or not any(_SECTION.search(heading) for heading in passage.headings):
            continue
        match = _COUNT.search(passage.text)
        if match is None:
            continue
        named = _in_sentence(match["rest"]) or _in_sentence(match["next"] or "") or _listed(text[number + 1 :], passage)
        counted = [name for name in named if not _MERGED.search(name)]
        # One name alone may be the head of something else; of a list at least two are there.
        if len(named) < 2 or len(counted) == int(match["count"]):
            continue
        start, end = match.span("count")
        yield Observation(
            key="XU-02",
            check="XU-02",
            level=Level.WARNING,
            kind="cross_ref",
            spot=Spot(passage.place(start), passage.quote(match.start(), end + 1)),
            message=f"写的是共 {match['count']} 个单位，列出的独立编制单位有 {len(counted)} 个，请核对。",
            stated=match["count"],
            expected=str(len(counted)),
            difference=str(int(match["count"]) - len(counted)),
        )


def _in_sentence(rest: str) -> list[str]:
    introduced = _INTRODUCES.match(rest)
    if introduced is None:
        return []
    # 1、某局本级;2、某某站: the mark behind an ordinal parts no names.
    listed = _NUMBERED.sub("", rest[introduced.end() :])
    names = [name.strip() for name in _SEPARATOR.split(listed) if name.strip()]
    # 其中:行政单位1个,事业单位2个: kinds and how many of each, no names.
    return names if all(len(name) <= _LONGEST and not _KIND.search(name) for name in names) else []


def _listed(text: Sequence[Passage], opener: Passage) -> list[str]:
    """The numbered paragraphs right behind, 1. 2. 3. …, of the same section."""
    names: list[str] = []
    rank = None
    for passage in text:
        ordinal = ordinal_of(passage.text)
        if ordinal is None or ordinal.rank not in _ORDINAL_RANKS or len(passage.text) > _LONGEST:
            break
        if passage.headings[: len(opener.headings)] != opener.headings or ordinal.value != len(names) + 1:
            break
        if rank is not None and ordinal.rank != rank:
            break
        rank = ordinal.rank
        names.append(passage.text[ordinal.length :])
    return names
