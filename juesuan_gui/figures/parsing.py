"""Owns the reading of typed, pasted and printed Chinese amounts, counts and percentages."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from juesuan_gui.figures.figure import Figure, Unit, printed_money


class AmountError(ValueError):
    """A text that is not an amount; the message is a Chinese sentence for the user."""


# What accountants leave in a cell that has no amount. A lone dash of any kind means "none", never zero.
_BLANK = frozenset({"", "-", "--", "---", "/", "\\"})
_MINUS = "−－﹣–—‐‑‒―"
# Digits and separators only: a comma must stand before exactly three digits (1,23 is a typing error).
_NUMBER = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?P<fraction>\d*))?")
_UNITS = (
    ("亿元", Unit.YI_YUAN),
    ("万元", Unit.WAN_YUAN),
    ("千元", Unit.QIAN_YUAN),
    ("亿", Unit.YI_YUAN),
    ("万", Unit.WAN_YUAN),
    ("元", Unit.YUAN),
)
# 10^15 元 is above every public budget there is; a longer number is a slip (two cells run together).
_WHOLE_DIGITS = 15


def _plain(text: str) -> str:
    if text.isascii():
        return "".join(text.split())
    folded = unicodedata.normalize("NFKC", text)
    folded = "".join("-" if mark in _MINUS else mark for mark in folded)
    return "".join(mark for mark in folded if not mark.isspace() and unicodedata.category(mark) != "Cf")


def _signed_number(plain: str, original: str) -> tuple[Decimal, int]:
    """Value and printed decimals of a bare number text; raises AmountError."""
    negative = False
    body = plain
    if body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1]
    if body.startswith(("-", "+")):
        if negative:
            raise AmountError(f"“{original}”不是数字：括号和负号只能用一个。")
        negative, body = body[0] == "-", body[1:]
    match = _NUMBER.fullmatch(body)
    if match is None or not (match["whole"] or match["fraction"]):
        if re.fullmatch(r"[\d,.]+", body):
            raise AmountError(f"“{original}”不是规范的数字：千分位逗号后应正好三位，小数点只能有一个。")
        raise AmountError(f"“{original}”不是数字，请改成数字或清空。")
    whole = (match["whole"] or "0").replace(",", "")
    fraction = match["fraction"] or ""
    if len(whole.lstrip("0")) > _WHOLE_DIGITS:
        raise AmountError(f"“{original[:24]}…”的整数部分超过 {_WHOLE_DIGITS} 位，像是两格连在了一起，请核对。")
    try:
        value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    except InvalidOperation as error:  # pragma: no cover - the pattern admits digits only
        raise AmountError(f"“{original}”不是数字，请改成数字或清空。") from error
    return (-value if negative else value), len(fraction)


def parse_amount(text: str, unit: Unit = Unit.YUAN) -> Figure | None:
    """An amount typed or printed in ``unit`` (a suffix 元/万元/亿元 in the text goes before it).

    Returns ``None`` for a blank or a dash. The printed decimals decide whether the figure is exact.
    Raises AmountError with a Chinese sentence for anything that is not one amount.
    """
    plain = _plain(text)
    for currency in ("人民币", "¥", "￥", "RMB"):
        plain = plain.removeprefix(currency)
    if plain in _BLANK:
        return None
    for suffix, suffix_unit in _UNITS:
        if plain.endswith(suffix):
            plain, unit = plain.removesuffix(suffix), suffix_unit
            break
    value, decimals = _signed_number(plain, text.strip())
    try:
        return printed_money(value, unit, decimals)
    except ValueError:
        raise AmountError(f"“{text.strip()}”超过了分（{unit.label}最多 {len(str(unit.value)) - 1} 位小数）。") from None


def parse_number(text: str) -> Figure | None:
    """A count or other plain number (人, 辆, 平方米, 分值): whole numbers are exact, decimals an interval.

    Returns ``None`` for a blank or a dash; raises AmountError.
    """
    plain = _plain(text)
    if plain in _BLANK:
        return None
    value, decimals = _signed_number(plain, text.strip())
    if decimals == 0:
        return Figure(int(value))
    return Figure(Fraction(value), Fraction(1, 10**decimals), exact=False)


def parse_percent(text: str) -> Figure | None:
    """A printed percentage such as ``57.63%``: the ratio with the interval of its printed decimals.

    Returns ``None`` for a blank or a dash; raises AmountError, also when the percent sign is missing.
    """
    plain = _plain(text)
    if plain in _BLANK:
        return None
    if not plain.endswith("%"):
        raise AmountError(f"“{text.strip()}”没有百分号。")
    value, decimals = _signed_number(plain[:-1], text.strip())
    return Figure(Fraction(value) / 100, Fraction(1, 100 * 10**decimals), exact=False)
