"""Owns amounts told twice with the same digits, once in 元 and once in 万元 (check F08)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan_gui.figures import Unit
from juesuan_gui.narrative.claiming.claim import Claim, Facts, Relation, Way, is_money, printed, quantity
from juesuan_gui.narrative.model import ClaimKind, Role, Statement
from juesuan_gui.narrative.subjects import same_subject, subject_key

#: So many digits are not alike by chance.
_TELLING = 3
_NEAR = 12
_END = 5


def slipped_unit_claims(facts: Facts) -> Iterator[Claim]:
    """公务接待费1.58元,…公务接待费为1.58万元: the one in 元 against the other, which it must be.

    Only for one name under one heading, at most a dozen amounts apart; nothing is spent by single 元 with 分.
    """
    for statements in facts.passages():
        for small in statements:
            if not _is_told(small) or small.literal.unit is not Unit.YUAN or small.literal.decimals == 0:
                continue
            near = facts.under(small.passage.headings)
            place = near.index(small)
            for other in near[max(0, place - _NEAR) : place + _NEAR]:
                if _is_told(other) and other.literal.unit is Unit.WAN_YUAN and _alike(small, other):
                    way = Way((other,), quantity(other), f"别处的{printed(other)}")
                    yield Claim("N13-01", ClaimKind.CROSS_REF, Relation.EQUAL, small, quantity(small), (way,))
                    break


def _is_told(statement: Statement) -> bool:
    return statement.role is Role.FINAL and is_money(statement) and bool(statement.subject)


def _alike(small: Statement, other: Statement) -> bool:
    first, second = (re.sub(r"[^\d.]", "", printed(statement)) for statement in (small, other))
    telling = len(first.replace(".", "").strip("0")) >= _TELLING
    return telling and first == second and _end_alike(small.subject, other.subject)


def _end_alike(left: str, right: str) -> bool:
    """支出公务接待费, 决算公开公务接待费: with the same digits beside them the ends of two names are enough."""
    ends = {subject_key(subject)[-_END:] for subject in (left, right)}
    return same_subject(left, right) or (len(ends) == 1 and len(ends.pop()) == _END)
