"""Owns printing a number as its cell's number format prints it."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise

# A double holds 15 decimal digits for certain; what follows is an artefact of binary storage.
_DOUBLE = Context(prec=15)
_WIDE = Context(prec=60)
# More digits than that were never a double; and beyond a quadrillion nothing is an amount.
_LARGEST_EXPONENT = 14
_SMALLEST_EXPONENT = -15

_GENERAL = ("", "general", "@", "g/通用格式")
_HIDDEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PLACEHOLDERS = re.compile(r"(?:[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+),*")
_CONDITION = re.compile(r"\[[<>=]")


def stored_number(text: str) -> Decimal | None:
    """The number that a workbook stores, at most 15 significant digits; ``None`` when it is none.

    The stored decimal text is read directly, so a double never comes into being on the way.
    """
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    if not number.is_finite():
        return None
    if number == 0 or number.adjusted() < _SMALLEST_EXPONENT:
        return Decimal(0)
    if number.adjusted() > _LARGEST_EXPONENT:
        return None
    return stripped(_DOUBLE.plus(number))


def stripped(number: Decimal) -> Decimal:
    """The same number without trailing zeros behind the point and without an exponent."""
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def plain_text(number: Decimal) -> str:
    """The digits as they are, never in powers of ten."""
    return f"{number:f}"


def printed_text(number: Decimal, number_format: str) -> str:
    """The number under an Excel number format; a format with conditions or fractions prints plainly."""
    if number_format.strip().lower() in _GENERAL or _CONDITION.search(number_format):
        return plain_text(number)
    section, signed = _section(number, number_format)
    bare = _HIDDEN.sub(lambda match: "\0" * len(match[0]), section)
    runs = list(_PLACEHOLDERS.finditer(bare))
    if "E+" in bare.upper() or "/" in bare:
        return plain_text(number)
    if not runs:
        return _literals(section)
    prefix, suffix = _literals(section[: runs[0].start()]), _literals(section[runs[-1].end() :])
    shown = abs(number).scaleb(2 * bare.count("%"))
    if len(runs) == 1:
        body = _digits(shown, runs[0][0])
    else:
        between = [_literals(section[left.end() : right.start()]) for left, right in pairwise(runs)]
        body = _spread_digits(shown, [run[0] for run in runs], between)
    minus = "-" if signed and number < 0 and any(digit in "123456789" for digit in body) else ""
    return f"{minus}{prefix}{body}{suffix}"


def _section(number: Decimal, number_format: str) -> tuple[str, bool]:
    """The section for the number's sign, and whether a minus must still be printed."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _literals(section: str) -> str:
    """The printed words around the digits: quoted, escaped, and the few signs that print themselves."""
    printed = re.sub(r"_.|\*.|\[[^\]]*\]", "", section)
    printed = re.sub(r'"([^"]*)"', r"\1", printed)
    return re.sub(r"\\(.)", r"\1", printed).replace("?", "")


def _digits(number: Decimal, placeholders: str) -> str:
    whole_part, _, fraction_part = placeholders.rstrip(",").partition(".")
    scaled = number.scaleb(-3 * (len(placeholders) - len(placeholders.rstrip(","))))
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction_part)), ROUND_HALF_UP, _WIDE)
    whole, _, fraction = f"{rounded:f}".partition(".")
    whole = whole.lstrip("0").rjust(whole_part.count("0"), "0")
    needed = len(fraction_part.rstrip("#?"))
    while len(fraction) > needed and fraction.endswith("0"):
        fraction = fraction[:-1]
    if "," in whole_part and whole:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)
    return f"{whole}.{fraction}" if fraction_part and (fraction or needed) else whole


def _spread_digits(number: Decimal, runs: list[str], between: list[str]) -> str:
    """Digits with literals among them, filled from the right: 0\\.0, is how 元 is made to look like 万元."""
    commas = len(runs[-1]) - len(runs[-1].rstrip(","))
    widths = [sum(mark in "#0?" for mark in run) for run in runs]
    rounded = number.scaleb(-3 * commas).quantize(Decimal(1), ROUND_HALF_UP, _WIDE)
    digits = f"{rounded:f}".rjust(sum(widths), "0")
    body = ""
    for width, literal in zip(reversed(widths[1:]), reversed(between), strict=True):
        body, digits = f"{literal}{digits[len(digits) - width :]}{body}", digits[: len(digits) - width]
    return digits + body
