"""Owns the slips of the hand: a decimal point moved, two digits swapped, a digit left out or written twice."""

from __future__ import annotations

import re

#: Shorter figures look alike by chance.
_TELLING = 3
_LONG = 5
_NUMBER = re.compile(r"-?(?P<whole>\d[\d,]*)(?:\.(?P<part>\d+))?")


def slip_between(stated: str, expected: str) -> str | None:
    """What kind of slip makes one printed figure of the other, in words; ``None`` where none does.

    Both are figures as printed, in one unit (``1,066.51``, ``93.25%``): 小数点错位, 数字颠倒, 漏写一位数字,
    多写一位数字. Figures with fewer than three digits (five for a digit left out) tell nothing.
    """
    first, second = _NUMBER.search(stated), _NUMBER.search(expected)
    if first is None or second is None or stated.startswith("-") != expected.startswith("-"):
        return None
    (left, left_places), (right, right_places) = _digits(first), _digits(second)
    if left == right and left_places == right_places:
        return None
    bare, other = left.strip("0"), right.strip("0")
    if bare == other and len(bare) >= _TELLING:
        return "小数点错位"
    places = max(left_places, right_places)
    left, right = left + "0" * (places - left_places), right + "0" * (places - right_places)
    if len(left) == len(right) >= _TELLING and _is_swapped(left, right):
        return "数字颠倒"
    if len(right) >= _LONG and len(right) == len(left) + 1 and _lacks_one(left, right):
        return "漏写了一位数字"
    if len(left) >= _LONG and len(left) == len(right) + 1 and _lacks_one(right, left):
        return "多写了一位数字"
    return None


def _digits(number: re.Match[str]) -> tuple[str, int]:
    """The digits without leading zeros, and how many of them stand behind the point."""
    part = number["part"] or ""
    return (number["whole"].replace(",", "") + part).lstrip("0"), len(part)


def _is_swapped(left: str, right: str) -> bool:
    apart = [place for place, (one, two) in enumerate(zip(left, right, strict=True)) if one != two]
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    return left[apart[0]] == right[apart[1]] and left[apart[1]] == right[apart[0]]


def _lacks_one(shorter: str, longer: str) -> bool:
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
