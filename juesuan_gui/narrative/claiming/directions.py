"""Owns what a direction word alone contradicts: 由85%上升到80%, and a decrease as large as what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.figures import midpoint
from juesuan_gui.narrative.claiming.catalogue import change_check
from juesuan_gui.narrative.claiming.claim import BASES, Claim, Facts, Relation, Way, is_money, printed, quantity
from juesuan_gui.narrative.model import ClaimKind, Role, Statement
from juesuan_gui.narrative.words import DIRECTION, direction_of

#: The remark of a decrease that equals what is left.
HALVED = "减少额等于本数"
_FROM, _TO = ("由", "率由"), ("至", "率至")
_REACHED = re.compile(r"(?:了)?(?:到|至|为)(?:了)?(?:本年度?|今年|当年|\d{4}年度?)?的?$")
#: Whoever was set up this year, or told nothing last year, has nothing to decrease from.
_NEW = re.compile(
    r"新(?:增|设|成立|组建)[^,，。;]{0,4}(?:单位|部门|机构)|(?:上年|去年|\d{4}年度?)[^,，。;]{0,4}(?:未填报|未列支|未编|无此项|没有此项|无相关数据)"
)
#: So many digits are not the same by chance.
_TELLING = 5


def direction_claims(facts: Facts) -> Iterator[Claim]:
    """Words of movement between two printed figures, and decreases that leave exactly as much."""
    for statements in facts.frames.values():
        yield from _moved(statements)
        yield from _halved(facts, statements)


def _moved(statements: Sequence[Statement]) -> Iterator[Claim]:
    """由上年的80万元减少到100万元: the word between the two against what it came from."""
    for before in (s for s in statements if s.remark in _FROM):
        after = next((s for s in statements if s.remark in _TO and s.literal.start > before.literal.end), None)
        if after is None or after.passage is not before.passage:
            continue
        text = before.passage.text
        between = text[before.literal.end : after.literal.start]
        word = DIRECTION.search(_REACHED.sub("", between))
        if word is None or re.search(r"[。;]", between):
            continue
        remark = "大于" if direction_of(word["word"]) > 0 else "小于"
        way = Way((after, before), quantity(before), f"{printed(after)}与{printed(before)}比较")
        words = (before.literal.end + word.start("word"), after.literal.end)
        yield Claim(
            "N5-05", ClaimKind.WORDING, Relation.WORD, after, quantity(after), (way,), words=words, remark=remark
        )


def _halved(facts: Facts, statements: Sequence[Statement]) -> Iterator[Claim]:
    """总计1,224.48万元,比上年减少1,224.48万元: exactly half of last year's, where no rate or base says the same."""
    amount = next((s for s in statements if s.role is Role.FINAL and is_money(s)), None)
    if amount is None:
        return
    for change in statements:
        is_one = change.role is Role.CHANGE and change.direction == -1 and not change.remark and is_money(change)
        if not is_one or midpoint(quantity(change)) != midpoint(quantity(amount)) or not amount.literal.figure.value:
            continue
        if any(s.role in (Role.CHANGE_RATE, *BASES) for s in statements):
            continue
        digits = len(re.sub(r"\D", "", printed(amount)).strip("0"))
        if digits < _TELLING and _NEW.search(amount.passage.text) is None:
            continue
        way = Way((amount,), None, printed(amount))
        words = (change.start, change.literal.end)
        yield Claim(
            change_check(change),
            ClaimKind.WORDING,
            Relation.WORDING,
            change,
            quantity(change),
            (way,),
            words=words,
            remark=HALVED,
        )
