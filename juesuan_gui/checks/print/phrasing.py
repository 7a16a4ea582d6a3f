"""Owns how a text is worded: remains of a template, slips of the pen, private data, reasons that do not fit.

Checks F10, F22, F23, N5-06 and N5-08 of the catalogue. No rule here holds the words of one report.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.checks.print.wordings import WORDINGS, Wording
from juesuan_gui.forms import Level
from juesuan_gui.narrative.model import Passage

_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,5})\1")
#: Doubled words that are Chinese as it should be.
_RIGHTLY_DOUBLED = re.compile(r"(.)\1|(?:逐步|一个|一次|研究|讨论|常态|方方面面)")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])")
_SENTENCE = re.compile(r"[^。;]+[。;]?")
_REASON = re.compile(r"(?:主要)?原因(?:是|为|:|系)+(?P<reason>[^。]+)")
#: …的原因是节约,与上年相比减少2.5万元: behind the reason a new comparison begins.
_NEXT_COMPARISON = re.compile(r",(?:较|比|与)(?:上年|去年|20\d\d年)[^,;]{0,10}?(?:增|减|持平|相同|一致|无)")
_BUDGET_DEVIATION = re.compile(r"决算数?(?:大于|小于|高于|低于|超出|超过)(?:年初)?预算数?")
_YEAR_COMPARED = re.compile(r"(?:较|比|与)(?:上年|去年|20\d\d年)|同比")
_CHANGED = re.compile(r"年初预算[^。;]{0,8}?(?:增加|减少)(?!0(?:\.0+)?(?:亿|万)?元)\d")
_ENDED = re.compile(r"[。;:!?…)”]$")
_AMOUNT = re.compile(r"\d(?:亿元|万元|元)")
#: A comma of a sentence, not one among the digits of an amount.
_COMMA = re.compile(r",(?!\d{3})")
_OPEN = re.compile(r"[\u4e00-\u9fff\d%]$")
#: A paragraph of so many characters with a comma is running text, and ends with a mark.
_RUNNING_TEXT = 24
_SHORT_TEXT = 14
_LONG_REASON = 16
_OFTEN = 3


def phrasing_checks(passages: Sequence[Passage]) -> Iterator[Observation]:
    """Everything that is wrong with the wording of a text."""
    text = [passage for passage in passages if not passage.is_heading]
    going_on = {
        id(before)
        for before, after in pairwise(passages)
        if before.text.endswith(":") and not after.is_heading and not after.in_cell
    }
    for wording in WORDINGS:
        yield from _found(wording, passages if wording.in_headings else text, going_on)
    yield from _doubled_words(text)
    yield from _open_ends(text)
    yield from _identities(text)
    yield from _unfit_reasons(text)
    yield from _missing_reasons(text)
    yield from _repeated_reasons(text)


def _found(wording: Wording, passages: Iterable[Passage], going_on: Container[int]) -> Iterator[Observation]:
    """One finding for a wording; every other place where it stands is listed with it.

    What ends a passage that goes on in the next paragraph is no end.
    """
    places = [
        (passage, match)
        for passage in passages
        for match in wording.pattern.finditer(passage.text)
        if not (match.end() == len(passage.text) and id(passage) in going_on)
    ]
    if not places:
        return
    spots = [_spot(passage, match.start(), match.end()) for passage, match in places]
    first = places[0][1]
    more = f"全文共 {len(places)} 处。" if len(places) > 1 else ""
    yield Observation(
        key=f"{wording.check}|{wording.id}",
        check=wording.check,
        level=wording.level,
        kind="wording",
        spot=_wider(places[0][0], first.start(), first.end()),
        message=wording.message.replace("{词}", first.group()) + more,
        others=tuple(spots[1:]),
    )


def _doubled_words(passages: Iterable[Passage]) -> Iterator[Observation]:
    for passage in passages:
        for match in _DOUBLED.finditer(passage.text):
            if _RIGHTLY_DOUBLED.fullmatch(match[1]) or _stand_apart(passage, match):
                continue
            yield Observation(
                key=f"F22|重复|{match[1]}",
                check="F22",
                level=Level.INFO,
                kind="wording",
                spot=_wider(passage, match.start(), match.end()),
                message=f"“{match[1]}”写了两遍。",
                stated=match.group(),
                expected=match[1],
            )


def _stand_apart(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the two words are names beside each other in a line that is no running text, as heads of columns are."""
    between = passage.quote(match.start(), match.end())
    return any(mark.isspace() for mark in between.strip()) and not _is_running_text(passage)


def _open_ends(passages: Sequence[Passage]) -> Iterator[Observation]:
    """A paragraph of running text that ends without a mark, where those around it end with one."""
    running = [passage for passage in passages if _is_running_text(passage)]
    ended = sum(1 for passage in running if _ENDED.search(passage.text))
    if ended * 10 < len(running) * 8:
        return
    for passage in running:
        if _OPEN.search(passage.text):
            tail = max(0, len(passage.text) - 20)
            yield Observation(
                key=f"F22|段末|{passage.headings[-1] if passage.headings else ''}",
                check="F22",
                level=Level.INFO,
                kind="wording",
                spot=_spot(passage, tail, len(passage.text)),
                message="段末没有标点，请核对句子是否完整。",
            )


def _is_running_text(passage: Passage) -> bool:
    """A paragraph of the text itself: no cell of a table, no note below one."""
    if passage.in_cell or passage.text.startswith(("注:", "单位", "部门", "附")):
        return False
    if _AMOUNT.search(passage.text):
        return len(passage.text) >= _SHORT_TEXT
    return len(passage.text) >= _RUNNING_TEXT and _COMMA.search(passage.text) is not None


def _identities(passages: Iterable[Passage]) -> Iterator[Observation]:
    for passage in passages:
        for match in _IDENTITY.finditer(passage.text):
            yield Observation(
                key="F23|身份证号",
                check="F23",
                level=Level.WARNING,
                kind="wording",
                spot=_spot(passage, match.start(), match.end()),
                message="这里像是身份证号，不应公开。",
            )


def _unfit_reasons(passages: Iterable[Passage]) -> Iterator[Observation]:
    """N5-08: a deviation from the budget explained by what changed since last year."""
    for passage in passages:
        for sentence in _SENTENCE.finditer(passage.text):
            deviation = _BUDGET_DEVIATION.search(sentence.group())
            reason = _REASON.search(sentence.group())
            if deviation is None or reason is None or reason.start() < deviation.start():
                continue
            words = _NEXT_COMPARISON.split(reason["reason"])[0]
            if _YEAR_COMPARED.search(words) and "预算" not in words:
                start = sentence.start() + deviation.start()
                yield Observation(
                    key=f"N5-08|同比原因|{passage.headings[-1] if passage.headings else ''}",
                    check="N5-08",
                    level=Level.WARNING,
                    kind="wording",
                    spot=_spot(passage, start, sentence.start() + reason.end()),
                    message="这里说的是决算与预算的差异，原因却写成了与上年相比的变化。",
                )


def _missing_reasons(passages: Sequence[Passage]) -> Iterator[Observation]:
    """N5-06: a deviation without a reason, in a list whose other items give one."""
    by_section: dict[tuple[str, ...], list[Passage]] = {}
    for passage in passages:
        if _CHANGED.search(passage.text) and not passage.text.endswith(("其中:", "其中")):
            by_section.setdefault(passage.headings[:1], []).append(passage)
    for items in by_section.values():
        without = [passage for passage in items if "原因" not in passage.text]
        if len(items) < _OFTEN or not without or len(without) * 2 > len(items):
            continue
        for passage in without:
            match = _CHANGED.search(passage.text)
            assert match is not None
            yield Observation(
                key=f"N5-06|{passage.text[:12]}",
                check="N5-06",
                level=Level.INFO,
                kind="wording",
                spot=_spot(passage, 0, len(passage.text)),
                message="与年初预算不一致，没有写原因；同一节的其他各项写了。",
            )


def _repeated_reasons(passages: Iterable[Passage]) -> Iterator[Observation]:
    """N5-08: one reason for three deviations or more."""
    uses: dict[str, list[tuple[Passage, re.Match[str]]]] = {}
    for passage in passages:
        for match in _REASON.finditer(passage.text):
            if len(match["reason"]) >= _LONG_REASON:
                uses.setdefault(match["reason"], []).append((passage, match))
    for reason, places in uses.items():
        if len(places) >= _OFTEN:
            spots = [_spot(passage, match.start(), match.end()) for passage, match in places]
            yield Observation(
                key=f"N5-08|重复原因|{reason[:12]}",
                check="N5-08",
                level=Level.INFO,
                kind="wording",
                spot=spots[0],
                message=f"同一个原因写了 {len(places)} 次，请核对各处是否都合适。",
                others=tuple(spots[1:]),
            )


def _wider(passage: Passage, start: int, end: int) -> Spot:
    """The words with a little of what stands around them, so that the quote can be found again."""
    return _spot(passage, max(0, start - 6), min(len(passage.text), end + 8))


def _spot(passage: Passage, start: int, end: int) -> Spot:
    return Spot(passage.place(start), passage.quote(start, end))
