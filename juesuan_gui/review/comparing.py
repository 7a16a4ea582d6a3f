"""Owns the comparison of two submissions of one report: 新增, 已消除, 仍在, 有变化."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from juesuan_gui.review.content import Content, ReviewFinding


class Change(Enum):
    """What became of a finding since the submission before."""

    NEW = "新增"
    STILL = "仍在"
    CHANGED = "有变化"


@dataclass(frozen=True, slots=True)
class GoneFinding:
    """A finding of the submission before that this one no longer has: 已消除."""

    finding: ReviewFinding


def compared(before: Content, now: Content) -> tuple[Mapping[str, Change], tuple[GoneFinding, ...]]:
    """For every finding of ``now`` by key what became of it, and the findings of ``before`` that are gone."""
    known = {item.key: item.fingerprint for item in before.findings}
    changes = {
        item.key: Change.NEW
        if item.key not in known
        else Change.STILL
        if known[item.key] == item.fingerprint
        else Change.CHANGED
        for item in now.findings
    }
    return changes, tuple(GoneFinding(item) for item in before.findings if item.key not in changes)
