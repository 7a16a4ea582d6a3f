"""Owns Chinese ordinals: 一, 二, … 九十九."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def ordinal(number: int) -> str:
    """一, 二, … 十, 十一, … 九十九."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
