"""Owns shares without an amount or a named whole: 占100% beside a total, parts whose shares make up the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.narrative.claiming.catalogue import share_check
from juesuan_gui.narrative.claiming.claim import (
    AMOUNTS,
    Claim,
    Facts,
    Relation,
    Way,
    is_money,
    printed,
    quantity,
    rate_of,
    total,
)
from juesuan_gui.narrative.claiming.partitions import is_named_division
from juesuan_gui.narrative.claiming.shares import BEYOND
from juesuan_gui.narrative.model import ClaimKind, Dimension, Role, Statement

_SIDE = re.compile(r"收入|支出")
_TOTAL = re.compile(r"(?:收入|支出)(?:决算)?(?:合计|总计|总额)$|^总(?:收入|支出)$")
#: 项目支出580万元,全部为本级支出,占100%: what stands between may be what it is all of.
_NEXT_TO = re.compile(r"[,，]?占(?:比)?(?:为)?")
_MADE_OF = re.compile(r"[两二三四五六]部分(?:构成|组成)|(?:构成|组成)[^。;,，]{0,6}[:,，]")
#: What counts those of all that are as they should be. 参保率, 入学率, 到位率 and 完成率 may be more than the whole.
_AMONG_ALL = re.compile(
    r"(?:合格|合规|及时|准确|知晓|优良|处置|办结|完好|达标|参与|正常|满意|应救必救|出勤|(?<!备)覆盖)率$|满意度$"
)
_WHOLE = 100


def bare_share_claims(facts: Facts) -> Iterator[Claim]:
    """占100% without a word of what, and shares of one whole that are told without amounts."""
    for statements in facts.passages():
        yield from _beyond_all(statements)
        shares = [s for s in statements if s.role is Role.SHARE and s.literal.about is None]
        if not shares:
            continue
        yield from _of_all(facts, statements, shares)
        bare = [s for s in shares if not s.whole and facts.amount(s.frame) is None]
        for run in _runs(bare):
            yield from _make_up(run)


def _beyond_all(statements: Sequence[Statement]) -> Iterator[Claim]:
    """合格率130%: a rate of what was right among all there was is never more than the whole (check F18)."""
    for rate in (s for s in statements if s.role is Role.RATIO and _AMONG_ALL.search(s.subject)):
        if rate.literal.dimension is Dimension.PERCENT and rate.literal.figure.value > _WHOLE:
            way = Way((rate,), _WHOLE, "100%")
            yield Claim("F18", ClaimKind.SHARE, Relation.AT_MOST, rate, quantity(rate), (way,), remark=BEYOND)


def _of_all(facts: Facts, statements: Sequence[Statement], shares: Sequence[Statement]) -> Iterator[Claim]:
    """本年收入合计600万元。财政拨款收入580万元,占100%: all of the one total that stands before it."""
    if len(shares) != 1:
        return
    share, amount = shares[0], facts.amount(shares[0].frame)
    if share.whole or share.listing is not None or share.literal.figure.value != _WHOLE or amount is None:
        return
    side = _SIDE.search(amount.subject)
    before = [s for s in statements if s.role in AMOUNTS and is_money(s) and s.literal.end <= amount.literal.start]
    totals = [s for s in before if _TOTAL.search(s.subject)]
    if side is None or not is_money(amount) or len(totals) != 1 or totals[0] is not before[-1]:
        return
    whole = totals[0]
    between = amount.passage.text[amount.literal.end : share.literal.start]
    if side.group() in whole.subject and _NEXT_TO.fullmatch(between) is not None:
        way = Way((amount, whole), rate_of(quantity(amount), quantity(whole)), f"{printed(amount)} ÷ {printed(whole)}")
        yield Claim(share_check(share), ClaimKind.SHARE, Relation.EQUAL, share, quantity(share), (way,))


def _runs(shares: Sequence[Statement]) -> Iterator[list[Statement]]:
    """The shares of one sentence each."""
    run: list[Statement] = []
    for share in shares:
        if run and "。" in share.passage.text[run[-1].literal.end : share.literal.start]:
            yield run
            run = []
        run.append(share)
    yield run


def _make_up(run: Sequence[Statement]) -> Iterator[Claim]:
    """基本支出占60%,项目支出占30%,经营支出占10%: a division of the accounts, or parts that are said to make up all."""
    if len(run) < 2 or any(share.listing is not None for share in run):
        return
    text = run[0].passage.text
    lead = text[text.rfind("。", 0, run[0].literal.start) + 1 : run[0].literal.start]
    if not is_named_division([share.subject for share in run]) and _MADE_OF.search(lead) is None:
        return
    way = Way(tuple(run), _WHOLE, " + ".join(printed(share) for share in run))
    added = total([quantity(share) for share in run])
    yield Claim("N3-02", ClaimKind.SHARE, Relation.EQUAL, run[-1], added, (way,), remark="占比之和")
