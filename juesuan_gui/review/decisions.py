"""Owns what a reviewer decides on a finding, and the signature below the whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """What is decided on a finding; the value is what the file keeps, ``label`` what people read."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"

    @property
    def label(self) -> str:
        """待核, 认可, 不采纳, 已修改."""
        return _LABELS[self]


_LABELS = {
    Verdict.PENDING: "待核",
    Verdict.ACCEPTED: "认可",
    Verdict.REJECTED: "不采纳",
    Verdict.CORRECTED: "已修改",
}


class DecisionError(Exception):
    """A decision or signature that cannot stand; the message is a Chinese sentence saying what is missing."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on the finding ``key``: made at ``time`` (ISO 8601 with offset), on what ``fingerprint`` stands for.

    ``submission`` counts from 1: which sending-in it was made on.
    """

    key: str
    verdict: Verdict
    reason: str
    time: str
    fingerprint: str
    submission: int


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signed on which day (YYYY-MM-DD) with which remark; ``time`` is when it was entered."""

    name: str
    date: str
    remark: str
    time: str


def decide(key: str, verdict: Verdict, reason: str, fingerprint: str, submission: int, time: str) -> Decision:
    """A decision. Raises DecisionError when 不采纳 has no reason."""
    words = reason.strip()
    if verdict is Verdict.REJECTED and not words:
        raise DecisionError("不采纳要写理由，例如“按规定口径不含转移支付”。")
    return Decision(key, verdict, words, time, fingerprint, submission)


def sign(name: str, date: str, remark: str, time: str) -> SignOff:
    """A signature. Raises DecisionError without a name or a day."""
    if not name.strip():
        raise DecisionError("请填写签发人。")
    if not date.strip():
        raise DecisionError("请填写签发日期。")
    return SignOff(name.strip(), date.strip(), remark.strip(), time)
