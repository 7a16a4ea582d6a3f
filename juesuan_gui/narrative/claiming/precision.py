"""Owns how exact a text prints its amounts: where trailing zeros are dropped, 14,206万元 stands for 14,206.00万元."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from juesuan_gui.figures import Unit
from juesuan_gui.narrative.model import Dimension, Statement

_KEPT = 2
#: So many amounts must be there, and so many of them printed to two decimals, before a habit is seen.
_LEAST = 8
_USUAL = 0.25


def with_dropped_zeros(statements: Sequence[Statement]) -> list[Statement] | None:
    """The statements with every amount in 万元 taken to two decimals, as others of the text are printed.

    ``None`` where the text has no such habit, or prints no amount shorter: then nothing can be said more exactly.
    """
    amounts = [s for s in statements if _is_in_ten_thousands(s) and s.literal.figure.value]
    full = [s for s in amounts if s.literal.decimals >= _KEPT]
    if len(amounts) < _LEAST or len(full) == len(amounts) or len(full) < len(amounts) * _USUAL:
        return None
    return [_exactly(statement) for statement in statements]


def _is_in_ten_thousands(statement: Statement) -> bool:
    return statement.literal.dimension is Dimension.MONEY and statement.literal.unit is Unit.WAN_YUAN


def _exactly(statement: Statement) -> Statement:
    literal = statement.literal
    if not _is_in_ten_thousands(statement) or literal.decimals >= _KEPT:
        return statement
    step = Fraction(Unit.WAN_YUAN.value, 10**_KEPT)
    figure = replace(literal.figure, step=step.numerator if step.denominator == 1 else step)
    return replace(statement, literal=replace(literal, figure=figure, decimals=_KEPT))
