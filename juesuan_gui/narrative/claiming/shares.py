"""Owns the claims about shares of a whole: printed, named before, or the sum of what is told beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from juesuan_gui.figures import Quantity, meets, midpoint
from juesuan_gui.narrative.claiming.catalogue import share_check
from juesuan_gui.narrative.claiming.claim import (
    AMOUNTS,
    BASES,
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
from juesuan_gui.narrative.claiming.partitions import (
    is_hundred,
)
from juesuan_gui.narrative.claiming.parts import total_of
from juesuan_gui.narrative.claiming.unprinted_wholes import unprinted_whole_claims
from juesuan_gui.narrative.clauses import WHOLE
from juesuan_gui.narrative.headings import ordinal_of
from juesuan_gui.narrative.lists import GUESSED
from juesuan_gui.narrative.model import ClaimKind, Dimension, Role, Statement
from juesuan_gui.narrative.subjects import same_subject, subject_key, without_office

#: How many statements of one name before and behind a share may be its whole.
_NEAR = 4
#: A shorter name of a whole is in many others.
_NAMED_WHOLE = 4
#: So many shares, all but one of an amount, tell that it is their whole.
_TELLING = 3
_GRANTED = re.compile(r"授予(?:中小|小微)企业")
_PROCURED = re.compile(r"^(?:本年)?政府采购支出(?:总额|合计|总计|总金额)?$|^政府采购总(?:额|支出|金额)$")
#: 共占3%: the joint share of what is told side by side.
_TOGETHER = re.compile(r"^[,，]?(?:[两二三四五六]项)?(?:共计?|合计|总共|一共)(?:分别)?占")
#: The remark of a share that is more than the whole.
BEYOND = "超过全部"
#: What a thing may be more than the whole of: a plan, a limit, what was due, another year.
_MEASURE = re.compile(
    r"预算|计划|任务|目标|指标|上年|去年|前年|同期|进度|年初|\d|标准|编制|核定|定额|限额|应|需|设计|产能|比例"
)
#: 占收入的92%: of the sum of what is told beside it, where no whole of that name is printed.
_ITS_SIDE = re.compile(r"(?:本年|全部|全年)?总?(?:收入|支出)(?:合计|总计|总额)?")


def share_claims(facts: Facts) -> Iterator[Claim]:
    """占X的p%: the amount against X, found by name in the paragraph, as the total of the list, or before."""
    by_name: dict[str, list[Statement]] = {}
    for statement in facts.all:
        if statement.role in AMOUNTS and statement.remark != "标题":
            by_name.setdefault(without_office(subject_key(statement.subject)), []).append(statement)
    alone: dict[object, list[tuple[Statement, Statement]]] = {}
    unprinted: list[tuple[Statement, Statement]] = []
    for share in (s for s in facts.all if s.role is Role.SHARE):
        amount = _amount_of(facts, share)
        if amount is None:
            yield from _beyond(share)
            continue
        wholes = [
            w
            for w in _wholes(facts, share, amount, by_name)
            if w.literal != amount.literal or w.passage is not amount.passage
        ]
        together = _told_together(facts, share, amount)
        if together:
            wholes = [whole for whole in wholes if midpoint(quantity(whole))]
        ways = tuple(_share_of_sum(together, whole) if together else _share_way(amount, whole) for whole in wholes)
        if ways:
            relation = Relation.EQUAL if any(way.expected is not None for way in ways) else Relation.ZERO_BASE
            yield Claim(share_check(share), ClaimKind.SHARE, relation, share, quantity(share), ways)
        elif beyond := list(_beyond(share)):
            yield from beyond
        elif not share.whole or _ITS_SIDE.fullmatch(share.whole):
            # 1.一般公共服务支出388.83万元,占89.56%; 2.…: numbered paragraphs under one heading are one run, also
            # where what stands before their colon is a heading of its own.
            above = share.passage.headings
            above = above[:-1] if above and share.passage.text.startswith(above[-1]) else above
            numbered = ordinal_of(share.passage.text) is not None and above
            alone.setdefault(numbered or id(share.passage), []).append((share, amount))
        else:
            unprinted.append((share, amount))
    for pairs in alone.values():
        yield from _shares_of_their_sum(facts, pairs)
    yield from unprinted_whole_claims(unprinted)


def _beyond(share: Statement) -> Iterator[Claim]:
    """A share of more than the whole (check F18); what is measured against a plan or another year may well be."""
    if share.whole and _MEASURE.search(share.whole) is None and share.literal.figure.value > 100:
        way = Way((share,), 100, "100%")
        yield Claim("F18", ClaimKind.SHARE, Relation.AT_MOST, share, quantity(share), (way,), remark=BEYOND)


def _shares_of_their_sum(facts: Facts, pairs: Sequence[tuple[Statement, Statement]]) -> Iterator[Claim]:
    """Amounts side by side whose shares make up 100%: their whole is their sum, though it is not printed."""
    run: list[tuple[Statement, Statement]] = []
    for share, amount in pairs:
        text = share.passage.text
        is_same = bool(run) and run[-1][0].passage is share.passage
        if is_same and re.search(r"[。]|按|从", text[run[-1][0].literal.end : amount.literal.start]):
            yield from _shares_of_sum(facts, run)
            run = []
        run.append((share, amount))
    yield from _shares_of_sum(facts, run)


def _shares_of_sum(facts: Facts, run: Sequence[tuple[Statement, Statement]]) -> Iterator[Claim]:
    measures = {(a.literal.dimension, a.literal.counted) for _, a in run}
    if len(run) < 2 or len(measures) > 1 or any(share.literal.about is not None for share, _ in run):
        return
    whole = total([quantity(amount) for _, amount in run])
    spoken = _spoken_of(facts, run)
    if spoken is not None:
        for share, amount in run:
            ways = (_share_way(amount, spoken),)
            yield Claim(share_check(share), ClaimKind.SHARE, Relation.EQUAL, share, quantity(share), ways)
        return
    if not is_hundred([share for share, _ in run]) and not _all_but_one_agree(run, whole) and not _add_up(facts, run):
        return
    words = " + ".join(printed(amount) for _, amount in run)
    for share, amount in run:
        operands = (amount, *(other for _, other in run if other is not amount))
        way = Way(operands, rate_of(quantity(amount), whole), f"{printed(amount)} ÷ ({words})")
        if way.expected is not None:
            yield Claim(share_check(share), ClaimKind.SHARE, Relation.EQUAL, share, quantity(share), (way,))


def _spoken_of(facts: Facts, run: Sequence[tuple[Statement, Statement]]) -> Statement | None:
    """支出A万元,下降5%。主要是其他支出B万元,占比40%,教育支出C万元,占比37%: what the paragraph tells first is the whole
    where three shares or more, all but one of them at most, are of it."""
    first = facts.in_passage(run[0][0])[0]
    if len(run) < _TELLING or first in (run[0][1], run[0][0]) or first.role not in AMOUNTS or not is_money(first):
        return None
    rates = [(share, rate_of(quantity(amount), quantity(first))) for share, amount in run]
    agreeing = [s for s, rate in rates if rate is not None and meets(rate, quantity(s)) and s.literal.figure.value]
    return first if len(agreeing) >= max(2, len(run) - 1) else None


def _add_up(facts: Facts, run: Sequence[tuple[Statement, Statement]]) -> bool:
    """Whether the amounts of shares make up an amount of their paragraph, or the last one before it under the same
    headings, which then is their whole."""
    own = [amount for _, amount in run]
    whole = total([quantity(amount) for amount in own])
    here = own[0].passage
    others = [s for s in facts.in_passage(own[0]) if s.role in AMOUNTS and is_money(s) and s not in own]
    told = facts.under(here.headings)
    first = next((place for place, s in enumerate(told) if s.passage is here), 0)
    others += [s for s in told[max(0, first - 1) : first] if is_money(s)]
    return all(map(is_money, own)) and any(s.literal.figure.value and meets(quantity(s), whole) for s in others)


def _all_but_one_agree(run: Sequence[tuple[Statement, Statement]], whole: Quantity) -> bool:
    """Whether so many shares, none of them of nothing, are those of the sum that it must be their whole."""
    run = [(share, amount) for share, amount in run if share.literal.figure.value or amount.literal.figure.value]
    rates = [(share, rate_of(quantity(amount), whole)) for share, amount in run]
    agreeing = [share for share, rate in rates if rate is not None and meets(rate, quantity(share))]
    telling = [share for share in agreeing if share.literal.figure.value]
    if len(run) == 2:
        # Of two shares one that fits to the hundredth is no chance.
        return len(telling) == 1 and telling[0].literal.decimals > 1 and telling[0].literal.figure.value not in (0, 100)
    return len(run) > 2 and len(agreeing) == len(run) - 1 and len(telling) > 1


def _share_way(amount: Statement, whole: Statement) -> Way:
    return Way((amount, whole), rate_of(quantity(amount), quantity(whole)), f"{printed(amount)} ÷ {printed(whole)}")


def _told_together(facts: Facts, share: Statement, amount: Statement) -> list[Statement]:
    """经营支出1元,其他支出2元,共占3%: the amounts side by side whose joint share it is; [] for one of its own."""
    text = share.passage.text
    if _TOGETHER.search(text[amount.literal.end : share.literal.start]) is None:
        return []
    told = [
        s
        for s in facts.all
        if s.passage is share.passage and s.literal.start < share.literal.start and s.listing == amount.listing
    ]
    last = max((s.literal.end for s in told if s.role not in AMOUNTS), default=0)
    start = max(last, text.rfind("。", 0, amount.literal.start), text.rfind(";", 0, amount.literal.start))
    found = [s for s in told if s.role in AMOUNTS and s.literal.start > start]
    return found if len(found) > 1 else []


def _share_of_sum(amounts: Sequence[Statement], whole: Statement) -> Way:
    formula = f"({' + '.join(map(printed, amounts))}) ÷ {printed(whole)}"
    return Way((*amounts, whole), rate_of(total([quantity(s) for s in amounts]), quantity(whole)), formula)


def _amount_of(facts: Facts, share: Statement) -> Statement | None:
    frame = facts.frames[share.frame]
    # 商品和服务支出预算5万元,占基本支出预算的25%: of what only a budget is told.
    budgets = [s for s in frame if s.role is Role.BUDGET and s.remark != "比"]
    amounts = [s for s in frame if s.role in AMOUNTS] or budgets
    before = [s for s in amounts if s.literal.start < share.literal.start]
    # 基本支出占75%,为1500万元: the share may come first.
    return before[-1] if before else amounts[0] if len(amounts) == 1 else None


def _wholes(facts: Facts, share: Statement, amount: Statement, by_name: dict[str, list[Statement]]) -> list[Statement]:
    if share.remark == "前":
        between = [s for s in facts.frames[share.frame] if s.role in (*AMOUNTS, *BASES) and s is not amount]
        return [s for s in between if s.literal.start < share.literal.start][-1:]
    if share.remark == WHOLE:
        named = [s for s in facts.in_passage(share) if s.remark == WHOLE and s.role in AMOUNTS]
        return [s for s in named if s.literal.start < share.literal.start][-1:]
    parent = total_of(facts, share.listing) if share.listing is not None else None
    alike = parent is not None and is_money(parent) == is_money(amount)
    if not share.whole and share.listing is None and _GRANTED.search(amount.subject):
        # 授予小微企业合同金额5万元,占比50%: of the procurement, or of what 中小企业 were granted.
        told = [s for s in facts.under(share.passage.headings) if s.role is Role.FINAL and s is not amount]
        return [
            s for s in told if _PROCURED.search(s.subject) or ("小微" in amount.subject and _GRANTED.search(s.subject))
        ]
    if not share.whole:
        if share.listing is not None and share.listing.opener.startswith(GUESSED):
            return []
        return [parent, *_outer_wholes(facts, parent)] if parent is not None and alike else []
    # 占收入预算的… of a budget whose name is 收入, its role 预算.
    is_budget = parent is not None and not any(s.role is Role.BUDGET for s in facts.frames[parent.frame][1:])
    name = share.whole.removesuffix("预算") if is_budget else share.whole
    if parent is not None and alike and (same_subject(name, parent.subject) or _is_pronoun(share.whole)):
        return [parent]
    inside = facts.in_passage(amount)
    here = [
        s
        for s in inside
        # A name that the heading lent is a guess, and no whole of anything.
        if s.role in AMOUNTS and s.literal.dimension is amount.literal.dimension and s.remark != "标题"
    ]
    named = [s for s in reversed(here) if s is not amount and same_subject(s.subject, share.whole)]
    exact = next((s for s in named if subject_key(s.subject) == subject_key(share.whole)), None)
    if exact is not None:
        return [exact]
    if subject_key(amount.subject).endswith(subject_key(share.whole)):
        # 一般性转移支付…,占转移支付…;专项转移支付…: what ends alike is a part of the same whole.
        named = []
    found = by_name.get(without_office(subject_key(share.whole)), [])
    if amount.role is Role.BUDGET and not found:
        found = [s for s in facts.budgets_of(share.whole.removesuffix("预算")) if s is not amount and s.remark != "比"]
    # 占支出的72%: 旗级支出 of the paragraph may be meant, and the 支出 told elsewhere too; where 市级支出 and 县级支出
    # stand beside each other neither is known to be.
    here = named[:1] if len({subject_key(s.subject) for s in named}) == 1 else []
    return [*here, *_nearest(found, share, amount.literal.dimension), *_told_as_all(facts, share, amount)]


def _told_as_all(facts: Facts, share: Statement, amount: Statement) -> list[Statement]:
    """资金50万元,占一般公共预算项目支出总额的100%。…重点项目20万元,占项目支出的40%: all of it is the whole."""
    name = subject_key(share.whole)
    told: list[Statement] = []
    for other in facts.in_passage(share):
        is_all = other.role is Role.SHARE and other.literal.figure.value == 100 and other is not share
        if is_all and len(name) >= _NAMED_WHOLE and name in subject_key(other.whole):
            whole = _amount_of(facts, other)
            if whole is not None and whole is not amount and whole.literal.dimension is amount.literal.dimension:
                told.append(whole)
    return told


def _outer_wholes(facts: Facts, parent: Statement) -> list[Statement]:
    """A占总额的80%,其中B占40%: the share of a part may be of the same whole as that of the parent."""
    shares = [s for s in facts.frames.get(parent.frame, ()) if s.role is Role.SHARE and s.whole]
    inside = facts.in_passage(parent)
    return [
        s
        for s in inside
        for share in shares[:1]
        if s.role in AMOUNTS and s is not parent and is_money(s) and same_subject(s.subject, share.whole)
    ][:1]


def _is_in_scope(whole: Statement, share: Statement) -> bool:
    """Whether a total is not that of one fund alone, where the share is told outside the fund's own section."""
    funds = {word for word in _FUNDS if any(word in heading for heading in whole.passage.headings)}
    if not funds or any(word in whole.subject for word in funds):
        return True
    return any(word in heading for word in funds for heading in share.passage.headings)


#: Sections whose 本年收入 and 本年支出 are those of their fund.
_FUNDS = ("政府性基金", "国有资本经营")


def _is_pronoun(whole: str) -> bool:
    return whole in ("总额", "总支出", "总收入", "总量", "全部支出", "全部收入", "总数", "全部")


def _nearest(found: Sequence[Statement], share: Statement, dimension: Dimension) -> list[Statement]:
    """Statements of one name that may be meant, the nearest before the share first; one of each value."""

    def may_be_meant(whole: Statement) -> bool:
        return whole.literal.dimension is dimension and _is_in_scope(whole, share)

    position = bisect_left(found, share.frame, key=lambda s: s.frame)
    before = islice(filter(may_be_meant, (found[place] for place in range(position - 1, -1, -1))), _NEAR)
    after = islice(filter(may_be_meant, (found[place] for place in range(position, len(found)))), _NEAR)
    around = [*reversed([*before]), *after]
    ordered = sorted(around, key=lambda s: abs(s.frame - share.frame))
    values: dict[object, Statement] = {}
    for statement in ordered:
        values.setdefault(statement.literal.figure.value, statement)
    return list(values.values())[:3]
