"""Owns the count of offices or units beside the names listed right after it: 内设3个科室：甲、乙、丙 (N13-03)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from juesuan_gui.checks.observations import HeldRelation, Observation, Spot
from juesuan_gui.forms import Level
from juesuan_gui.forms.numerals import ordinal
from juesuan_gui.narrative.model import Passage

_NUMBER = r"(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_NOUN = r"(?P<noun>[^,。;:、()\d]{0,10}?(?:科室|处室|股室|机构|单位|部门|中心|学校|支队|大队))"
_LEAD = r"(?:,?(?:分别为|分别是|具体为|具体是|即|依次为|依次是)[:,]?|,?(?:包括|包含|有):|:|\((?:分别为|分别是|即)[:,]?)"
_LIST = r"(?P<names>[^。;:]+)"
_COUNTED = (
    re.compile(rf"{_NUMBER}(?:个|家|所){_NOUN}{_LEAD}{_LIST}"),
    re.compile(rf"{_NOUN}(?:共计|共有|共|数)?{_NUMBER}(?:个|家|所){_LEAD}{_LIST}"),
)
_CHINESE = {ordinal(number): number for number in range(1, 100)} | {"两": 2}
#: What a list is that need not be whole, or is of something else than names.
_OPEN = re.compile(r"等|其中|另|不含|除|以及其他|若干|\d")
_BRACKETS = re.compile(r"\([^()]*\)")
_NAME = re.compile(
    r"[一-龥A-Za-z·“”]{1,40}(?:科|处|股|室|局|院|中心|所|站|队|办|委|校|学|园|馆|部|厅|会|社|场|街道|镇|乡|公司|组|庭|署|本级|机关|基地|大厅)"
)
#: Within a name too: 价格和招标采购科.
_JOINING = re.compile(r"和|及|与")
#: The count is of a part, a change, or roughly told.
_LOOSE = re.compile(r"(?:约|近|超过|不少于|至少|第|增加|减少|撤销|新设|新增|合并|划转)$")


def listed_name_checks(text: Iterable[Passage]) -> tuple[list[Observation], list[HeldRelation]]:
    """Counts whose list of names, plainly whole and in the same sentence, has more or fewer of them.

    A 和 within a name may or may not part two names: the count is wrong only where neither way gives it.
    """
    wrong: list[Observation] = []
    right: list[HeldRelation] = []
    for passage in text:
        if passage.is_heading:
            continue
        for match in _counted(passage.text):
            told = int(match["number"]) if match["number"].isdecimal() else _CHINESE.get(match["number"])
            few, most = _names(match["names"])
            if told is None or not few:
                continue
            spot = Spot(passage.place(match.start("number")), passage.quote(match.start(), match.end()))
            if few <= told <= most:
                right.append(HeldRelation("N13-03", "sum", spot))
            else:
                wrong.append(_observation(match, told, few, most, spot))
    return wrong, right


def _counted(text: str) -> Iterator[re.Match[str]]:
    seen: set[int] = set()
    for pattern in _COUNTED:
        for match in pattern.finditer(text):
            if match.start("number") not in seen and not _LOOSE.search(text[: match.start("number")]):
                seen.add(match.start("number"))
                yield match


def _names(words: str) -> tuple[int, int]:
    """The fewest and the most names that a list may have; (0, 0) where it is not plainly a whole list of names."""
    plain = _BRACKETS.sub("", words)
    if "(" in plain or (")" in plain and not plain.endswith(")")):
        # The list stands in brackets itself, and ends with them.
        plain = plain.split(")")[0]
    if "(" in plain:
        return 0, 0
    separator = "、" if "、" in plain else ","
    pieces = plain.rstrip("),").split(separator)
    if separator == "、" and "," in pieces[-1]:
        # What follows the last name is another clause, unless it could be a name.
        last, *others = pieces[-1].split(",")
        if any(_NAME.fullmatch(other) for other in others):
            return 0, 0
        pieces[-1] = last
    if len(pieces) < 2 or any("," in piece or _OPEN.search(piece) or not _NAME.fullmatch(piece) for piece in pieces):
        return 0, 0
    return len(pieces), len(pieces) + sum(len(_JOINING.findall(piece)) for piece in pieces)


def _observation(match: re.Match[str], told: int, few: int, most: int, spot: Spot) -> Observation:
    listed = f"{few}" if few == most else f"{few}至{most}"
    return Observation(
        key=f"N13-03|所列|{match['noun']}|{match['names'][:12]}",
        check="N13-03",
        level=Level.WARNING,
        kind="sum",
        spot=spot,
        message=(
            f"这里写“{match['number']}个{match['noun']}”，后面列出的名称是 {listed} 个，请核对个数，或名称有无遗漏。"
        ),
        stated=f"{told}",
        expected=listed,
        difference=f"{told - few}" if few == most else None,
        formula="个数 = 后面列出的名称数",
    )
