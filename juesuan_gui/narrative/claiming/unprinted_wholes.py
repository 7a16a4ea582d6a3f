"""Owns shares of a whole that is named but not printed: what each of them implies must be one amount."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from juesuan_gui.figures import Measure, Quantity, bounds, meets, midpoint
from juesuan_gui.narrative.claiming.catalogue import share_check
from juesuan_gui.narrative.claiming.claim import Claim, Relation, Way, printed, quantity, rate_of
from juesuan_gui.narrative.headings import ordinal_of
from juesuan_gui.narrative.model import ClaimKind, Statement
from juesuan_gui.narrative.subjects import subject_key

#: A share and the amount that it is told of.
Told = tuple[Statement, Statement]
#: A whole of the accounts; what is measured against another year, a plan or two things at once is none.
_WHOLE = re.compile(r"(?:收入|支出|总额|总量|规模|资金)(?:总?预算|决算|合计|总计)?$")
_OTHER = re.compile(r"同类|[该其各]|相应|对应|上年|去年|前年|同期|计划|任务|目标|标准|年初|\d|和|与|、")
#: Words between two shares that may change what is told of.
_OTHER_SCOPE = re.compile(r"[。]|\d{1,2}月|\d{4}年|当月|累计|全[市区县省国]|本级|同比口径")
_LEAST_NAME = 4


def unprinted_whole_claims(told: Sequence[Told]) -> Iterator[Claim]:
    """1.基本支出90万元,占本年支出的80%。2.项目支出30万元,占本年支出的30%: no amount has both shares.

    ``told`` are the shares whose whole no figure of the text is known to be.
    """
    runs: dict[object, list[Told]] = {}
    for share, amount in told:
        name = subject_key(share.whole)
        if len(share.whole) < _LEAST_NAME or _WHOLE.search(share.whole) is None or _OTHER.search(share.whole):
            continue
        if share.literal.about is None and share.literal.figure.value > 0 and midpoint(quantity(amount)) > 0:
            measure = (amount.literal.dimension, amount.literal.counted)
            runs.setdefault((name, measure, _place(share)), []).append((share, amount))
    for run in runs.values():
        start = 0
        for position in range(1, len(run) + 1):
            if position == len(run) or _is_of_another(run[position - 1], run[position]):
                yield from _of_one_whole(run[start:position])
                start = position


def _is_of_another(before: Told, after: Told) -> bool:
    """Whether the words between two shares of a paragraph may change what is told of."""
    between = after[0].passage.text[before[0].literal.end : after[1].literal.start]
    return before[0].passage is after[0].passage and _OTHER_SCOPE.search(between) is not None


def _place(share: Statement) -> object:
    """Where shares of one whole stand beside each other: a paragraph, or the numbered ones under one heading."""
    passage = share.passage
    if ordinal_of(passage.text) is None or share.listing is not None:
        return (id(passage), share.listing)
    above = passage.headings
    return above[:-1] if above and passage.text.startswith(above[-1]) else above


def _of_one_whole(run: Sequence[Told]) -> Iterator[Claim]:
    for position, (share, amount) in enumerate(run):
        others = [other for other in run if other is not run[position]]
        ways = tuple(way for other in others if (way := _way(amount, other)) is not None)
        fits = any(way.expected is not None and meets(way.expected, quantity(share)) for way in ways)
        # Of two shares that do not fit the later is named; of more only the one that fits none of those that agree.
        known = len(run) == 2 and position == 1
        if ways and (fits or known or _agree(others)):
            yield Claim(share_check(share), ClaimKind.SHARE, Relation.EQUAL, share, quantity(share), ways)


def _way(amount: Statement, other: Told) -> Way | None:
    """The share that an amount has of the whole which another amount and its share imply."""
    share, beside = other
    if bounds(quantity(share))[0] <= 0:
        return None
    part = rate_of(quantity(amount), quantity(beside))
    expected = _times_share(part, quantity(share)) if part is not None else None
    formula = f"{printed(amount)} ÷ ({printed(beside)} ÷ {printed(share)})"
    return Way((amount, beside, share), expected, formula) if expected is not None else None


def _times_share(part: Quantity, share: Quantity) -> Quantity:
    (low, high), (least, most) = bounds(part), bounds(share)
    value = Fraction(midpoint(part)) * Fraction(midpoint(share)) / 100
    return Measure(value, Fraction(low) * Fraction(least) / 100, Fraction(high) * Fraction(most) / 100, 0)


def _agree(told: Sequence[Told]) -> bool:
    """Whether all these shares are of one whole."""
    first = told[0]
    ways = [(_way(amount, first), share) for share, amount in told[1:]]
    return len(told) > 1 and all(
        way is not None and way.expected is not None and meets(way.expected, quantity(share)) for way, share in ways
    )
