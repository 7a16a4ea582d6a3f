"""Owns amounts finer than a 分: no account holds them, and their decimal point stands in the wrong place (F18)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.forms import Level
from juesuan_gui.narrative.model import Passage

#: 2031.844元, 1.2345678万元. 000 behind the 分 says nothing more.
_FINE = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)\.(?:\d{2}(?!0+元)\d+(?=元)|\d{6}(?!0+万元)\d+(?=万元)|\d{10}(?!0+亿元)\d+(?=亿元))"
)
#: Prices, tariffs and rates may be finer.
_PRICE_BEFORE = re.compile(r"(?:每|单价|均价|电价|水价|气价|汇率|费率|标准|人均|车均|平均|均)[^,，。;]{0,16}$")
_PRICE_AFTER = re.compile(r"[万亿]?元(?:/|每|一)")


def fine_amount_checks(text: Sequence[Passage]) -> Iterator[Observation]:
    """F18: an amount with more decimals than 分 has."""
    for passage in text:
        if passage.is_heading:
            continue
        for match in _FINE.finditer(passage.text):
            start, end = match.span()
            if _PRICE_BEFORE.search(passage.text[:start]) or _PRICE_AFTER.match(passage.text, end):
                continue
            unit = re.match("[万亿]?元", passage.text[end:])
            quote = passage.quote(start, end + (unit.end() if unit is not None else 0))
            yield Observation(
                key=f"F18|小于一分|{match.group()}",
                check="F18",
                level=Level.WARNING,
                kind="unit",
                spot=Spot(passage.place(start), quote),
                message=f"“{quote}”的小数比分还细，账上没有这样的金额，请核对小数点的位置；这个数没有核对。",
                stated=match.group(),
            )
