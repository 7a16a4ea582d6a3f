"""Owns telling which province a name or a title is of, by the names of provinces and of what they govern."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from juesuan_gui.paths import resource

#: Streets everywhere are called after provinces (北京路街道办事处).
_STREET = r"(?!(?:[东西南北中]{0,2}[路街]|大道))"
_STREET_NAME = re.compile(r"[\u4e00-\u9fff]{2}(?:[东西南北中]{0,2}[路街]|大道)")


class _PlacesFile(msgspec.Struct, forbid_unknown_fields=True):
    provinces: dict[str, list[str]]


@lru_cache(maxsize=1)
def _places() -> tuple[re.Pattern[str], dict[str, str]]:
    """All names as one pattern, the longest first, and the province of each."""
    content = msgspec.toml.decode(resource("codes", "places.toml").read_bytes(), type=_PlacesFile)
    provinces = {name: name for name in content.provinces}
    provinces |= {place: name for name, places in content.provinces.items() for place in places}
    names = sorted(provinces, key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, names)) + ")" + _STREET), provinces


def without_streets(text: str) -> str:
    """A text without the streets that are called after a place."""
    return _STREET_NAME.sub("", text)


def provinces_in(text: str) -> tuple[str, ...]:
    """The provinces that a text names, in its order: 固原市医疗保障局 is of 宁夏.

    Raises MissingDataError where the list of places is gone.
    """
    pattern, provinces = _places()
    return tuple(provinces[match.group()] for match in pattern.finditer(text))
