"""Owns the comparable form of a printed text: half width, simplified, no spaces that only justify."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from juesuan_gui.document import RADICALS
from juesuan_gui.narrative.model import SourceLine

# Characters of the field's own words as older or overseas systems print them.
_TRADITIONAL = str.maketrans(
    "萬億圓較減長佔總計收數預決額單經費財撥達實際項與對個過發務業專級結轉餘構購買車輛增體類詳見"
    "無補貼機關運維護會議訓對庭資產處設備團組樓標書國債營資農業電話費",
    "万亿圆较减长占总计收数预决额单经费财拨达实际项与对个过发务业专级结转余构购买车辆增体类详见"
    "无补贴机关运维护会议训对庭资产处设备团组楼标书国债营资农业电话费",
)
_TRADITIONAL |= str.maketrans(
    "衛節環鄉區險養醫療獎績離職撫卹繳網絡軟儲遷贈應災眾邊勞稅辦員隊黨協聯參監檢審紀檔館藝術廣視傳遊歷場擁雜錢歸還彌虧損調劑"
    "壓縮變動準別註錄間門縣鎮衆圖園內來種稱織評價優滿東漢寧陝蘇滬臨當報簡況說佈廳執據罰沒偵獄裝屬條戶礦氣質測繪圍賬帳遺馬龍",
    "卫节环乡区险养医疗奖绩离职抚恤缴网络软储迁赠应灾众边劳税办员队党协联参监检审纪档馆艺术广视传游历场拥杂钱归还弥亏损调剂"
    "压缩变动准别注录间门县镇众图园内来种称织评价优满东汉宁陕苏沪临当报简况说布厅执据罚没侦狱装属条户矿气质测绘围账账遗马龙",
)
#: Also what only looks like a character in use.
_TRADITIONAL |= RADICALS
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>|&nbsp;|&emsp;|\*\*|__|`|^\s{0,3}#{1,6}\s+|^\s{0,3}[-*+•●·]\s+")
_MINUSES = "−－﹣–‐‑‒"
_JOINERS = "​‌‍⁠﻿­"


def simplified(text: str) -> str:
    """The text with the traditional characters of the field's words as simplified ones."""
    return text.translate(_TRADITIONAL)


@cache
def plain_character(character: str) -> str:
    """One printed character made comparable; spaces of every kind become a plain space."""
    if character in _JOINERS:
        return ""
    if character == "　" or character.isspace():
        return " "
    if character in _MINUSES:
        return "-"
    if character == "，":
        # A full-width comma between digits separates two figures; an ASCII one may group thousands.
        return character
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if code < 32 or code == 127:
        return ""
    return character.translate(_TRADITIONAL)


def plain_text(lines: Sequence[SourceLine], full: Collection[int] = ()) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The comparable text of lines that belong together, and for each of its characters (line, offset).

    Line ends are dropped like any space; only between two digits or two Latin letters one space stays, so
    that two figures or words never run together. ``full`` are the numbers of lines that reach the margin: an
    amount or a rate may be broken at their ends. Markdown and HTML marks are no text.
    """
    characters: list[str] = []
    origins: list[tuple[int, int]] = []
    space: tuple[int, int] | None = None
    broken = {number for number in full if number + 1 < len(lines) and _breaks_number(lines, number)}
    for character, origin in _characters(lines):
        if character == " ":
            space = origin
            continue
        if space is not None:
            is_broken = origin[0] - 1 in broken and origin[1] == 0
            if characters and not is_broken and _would_merge(characters[-1], character):
                characters.append(" ")
                origins.append(space)
            space = None
        characters.append(character)
        origins.append(origin)
    return _commas("".join(characters)), tuple(origins)


_NUMBER_END = re.compile(r"[\d,.]*\d$")
_NUMBER_BEGIN = re.compile(r"(?P<number>\d[\d,.]*) *(?:%|亿元|万元|元)")
_YEAR_BEGIN = re.compile(r"(?P<number>\d{1,3}) *年")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def _breaks_number(lines: Sequence[SourceLine], number: int) -> bool:
    """Whether a line ends within an amount, a rate or a year that the next goes on with: 6534 | 62.38元, 20 | 22年."""
    before, after = ("".join(map(plain_character, line.text)).replace("，", ",") for line in lines[number : number + 2])
    end = _NUMBER_END.search(before)
    if end is None:
        return False
    year, begin = _YEAR_BEGIN.match(after), _NUMBER_BEGIN.match(after)
    if year is not None and _YEAR.fullmatch(end.group() + year["number"]):
        return True
    return begin is not None and _NUMBER.fullmatch(end.group() + begin["number"]) is not None


def _characters(lines: Sequence[SourceLine]) -> Iterator[tuple[str, tuple[int, int]]]:
    for number, line in enumerate(lines):
        skipped: set[int] = set()
        for mark in _MARKUP.finditer(line.text):
            skipped.update(range(mark.start(), mark.end()))
        for offset, character in enumerate(line.text):
            plain = " " if offset in skipped else plain_character(character)
            if plain:
                yield plain, (number, offset)
        yield " ", (number, max(0, len(line.text) - 1))


def _would_merge(before: str, after: str) -> bool:
    if before.isdigit() and after.isdigit():
        return True
    return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()


def _commas(text: str) -> str:
    return re.sub(r"(?<!\d)，|，(?!\d)", ",", text)


def squeezed(text: str) -> str:
    """A heading or name without any space, half width, for comparison."""
    return "".join(plain for plain in map(plain_character, text) if plain != " ").replace("，", ",")
