"""Owns the characters that look like a word's own and have another code: radicals and compatibility ideographs.

The glyph tables of many fonts give ⼀ (U+2F00) or ⻋ (U+2ECB) for what the page shows as 一 and 车, so that a PDF
printed with them says words that no one wrote. The pairs are those of the Unicode standard's equivalent unified
ideographs (EquivalentUnifiedIdeograph), of them the simplified forms in use.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_WITHOUT_EQUIVALENT = dict(
    zip(
        "⺁⺇⺎⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "厂几兀民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)
_BLOCKS = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))


def _equivalents(codes: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for code in codes:
        character = chr(code)
        usual = _WITHOUT_EQUIVALENT.get(character) or unicodedata.normalize("NFKC", character)
        if usual != character:
            found[code] = ord(usual)
    return found


#: For ``str.translate``: each such character's code to the character in use.
RADICALS = {code: usual for block in _BLOCKS for code, usual in _equivalents(block).items()}
