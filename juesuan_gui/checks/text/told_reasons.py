"""Owns the overruns that a text explains: what must only be explained is no finding where it is (check T7-03)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from juesuan_gui.checks.findings import Finding
from juesuan_gui.narrative.model import Statement
from juesuan_gui.narrative.tied import TiedStatement

#: 超过预算须说明原因 (三公经费公开要求).
_TO_BE_EXPLAINED = frozenset({"T7-03"})
#: 比预算增加…，原因是…; 决算数大于年初预算数的主要原因…: the overrun and its reason, in one sentence.
_EXPLAINED = re.compile(
    r"(?:预算[^。;]{0,40}?(?:增加|增长|大于|超出|超过|超支|高于|多)|(?:大于|高于|超出|超过|超|多于)[^。;]{0,10}预算)"
    r"[^。;]{0,60}?(?:原因|由于|因为|主要是|主要系|是因)"
)
#: 超出预算的原因是无。
_NO_REASON = re.compile(r"(?:原因|由于|因为|主要是|主要系|是因)(?:主要)?(?:是|为|系|:)?(?:无|没有|XX|××|_+|-+)?[。;]?$")
_SENTENCE = re.compile(r"[^。]+[。]?")


def without_explained(findings: Sequence[Finding], met: Iterable[TiedStatement]) -> tuple[Finding, ...]:
    """The findings without the overruns whose reason stands in the paragraph that tells of the same cell.

    What another finding follows from stays.
    """
    asked = [item for item in findings if item.check in _TO_BE_EXPLAINED and item.subject is not None]
    if not asked:
        return tuple(findings)
    told = {address for item in met if _gives_a_reason(item.statement) for address in item.addresses}
    roots = {item.root for item in findings}
    answered = {item.key for item in asked if item.subject in told and item.key not in roots}
    return tuple(item for item in findings if item.key not in answered)


def _gives_a_reason(statement: Statement) -> bool:
    """Whether the sentence with the figure, or one behind it in the paragraph, explains more than was planned."""
    text = statement.passage.text
    start = text.rfind("。", 0, statement.literal.start) + 1
    sentences = (found[0] for found in _SENTENCE.finditer(text, start))
    return any(_EXPLAINED.search(words) and not _NO_REASON.search(words) for words in sentences)
