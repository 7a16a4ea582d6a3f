"""Owns the sign-off that some places print on a report: secrecy review and approval are said to be done (F20)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.forms import Level
from juesuan_gui.narrative.model import Passage

_LABEL = re.compile(
    r"(?P<label>(?:信息公开)?保密审查(?:情况|意见|结果)?"
    r"|(?:部门|单位|本级)?(?:主要)?(?:负责人|领导)(?:审签|签批|签发)(?:情况|意见)?)"
)
_SAID = re.compile(rf"{_LABEL.pattern}:")
_CHECKED, _BOXES = "☑√✓✔■☒", "□☐○"
_FILLER = re.compile(r"[\s_/—\-.…]+")
_NOT_DONE = re.compile(r"未|待|尚无|不同意|不通过|没有|^否$")
#: How an answer begins or ends, or a name that was signed.
_ANSWER = re.compile(
    rf"^(?:已|同意|通过|经|可|属|否|未|待|不|[{_CHECKED}{_BOXES}])|(?:审查|审签|签发|签批|通过)$|^(?!目录|前言|封面)[一-龥]{{2,4}}$"
)
#: A sign-off is a short line; what speaks of 保密审查 at length is a rule or a duty.
_LONGEST = 80
_LONGEST_VALUE = 30


def signing_checks(text: Sequence[Passage]) -> Iterator[Observation]:
    """F20: where a report prints 保密审查情况 or 审签情况, it says that both were done.

    A place that prints neither is asked for neither.
    """
    for number, passage in enumerate(text):
        if passage.in_cell or len(passage.text) > _LONGEST or "。" in passage.text:
            continue
        following = text[number + 1] if number + 1 < len(text) else None
        matches = list(_SAID.finditer(passage.text))
        for position, match in enumerate(matches):
            is_last = position + 1 == len(matches)
            value = passage.text[match.end() : None if is_last else matches[position + 1].start()]
            if not _FILLER.sub("", value) and is_last:
                value = _value_of(following)
            yield from _judged(passage, match, value)


def _value_of(passage: Passage | None) -> str:
    """What the next line says, where it is the answer and not the next question or a heading."""
    if passage is None or passage.in_cell or len(passage.text) > _LONGEST_VALUE:
        return ""
    is_label = ":" in passage.text or _LABEL.match(passage.text) is not None
    return passage.text if _ANSWER.search(passage.text) is not None and not is_label else ""


def _judged(passage: Passage, match: re.Match[str], value: str) -> Iterator[Observation]:
    chosen = _chosen(value)
    if chosen and _NOT_DONE.search(chosen) is None:
        return
    label = match["label"]
    problem = f"写的是“{chosen}”" if chosen else "没有填写"
    yield Observation(
        key=f"F20|{'保密审查' if '保密' in label else '审签'}",
        check="F20",
        level=Level.WARNING,
        kind="structure",
        spot=Spot(passage.place(match.start()), passage.quote(match.start(), len(passage.text))),
        message=f"“{label}”{problem}。公开前应完成保密审查和审签；手写或盖章的签名读不出来，请看原件。",
        stated=chosen or None,
    )


def _chosen(value: str) -> str:
    """The answer given: of boxes the one that is ticked, "" where none is or where only a line to write on stands."""
    for mark in _CHECKED:
        if mark in value:
            after = value.partition(mark)[2]
            return re.split(f"[{_BOXES}]", after)[0] or "√"
    if any(box in value for box in _BOXES):
        return ""
    return _FILLER.sub("", value)
