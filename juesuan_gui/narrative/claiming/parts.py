"""Owns the claims about totals and their parts, and about shares of a whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from juesuan_gui.figures import Quantity, bounds, meets, midpoint
from juesuan_gui.narrative.claiming.catalogue import same_base, share_check, sum_check
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
    signed,
    total,
)
from juesuan_gui.narrative.claiming.partitions import (
    is_complete,
    is_hundred,
    is_rest,
    missing_stems,
    used_role,
    without_included,
)
from juesuan_gui.narrative.clauses import WHOLE
from juesuan_gui.narrative.headings import ordinal_of
from juesuan_gui.narrative.lists import GUESSED
from juesuan_gui.narrative.model import ClaimKind, Dimension, Listing, Role, Statement
from juesuan_gui.narrative.subjects import same_subject, subject_key, without_office

#: How many statements of one name before and behind a share may be its whole.
_NEAR = 4
#: 占收入的92%: of the sum of what is told beside it, where no whole of that name is printed.
_ITS_SIDE = re.compile(r"(?:本年|全部|全年)?总?(?:收入|支出)(?:合计|总计|总额)?")
_TOGETHER = re.compile(r"^[,，]?(?:[两二三四五六]项)?(?:共计?|合计|总共|一共)(?:分别)?占")
_JOINT = re.compile(r"收(?:入)?[、和及与]?支(?:出)?(?:决算)?总(?:计|额)?")


def sum_claims(facts: Facts) -> Iterator[Claim]:
    """Every printed list of parts against its total; its changes and budgets too, where all parts give them."""
    for statements in facts.lists.values():
        listing = statements[0].listing
        assert listing is not None
        whole = _total(facts, listing)
        if whole is None:
            continue
        parts = _parts(listing, statements, whole)
        if not parts:
            continue
        if _is_joint(whole, parts):
            continue
        parts += _goes_on(facts, whole, parts)
        shares = [s for s in statements if s.role is Role.SHARE]
        complete = is_complete(listing, parts, shares, whole.subject) and not _may_be_cut_off(facts, whole, parts)
        guessed = listing.opener.startswith(GUESSED)
        if _is_of_the_change(facts, whole, parts):
            continue
        yield from _sum(whole, parts, complete, guessed)
        if complete and len(parts) > 1:
            yield from _sums_of_bases(facts, listing, parts)
            yield from _sum_of_changes(facts, listing, parts)
            yield from _sum_of_shares(parts, shares)


def _may_be_cut_off(facts: Facts, whole: Statement, parts: Sequence[Statement]) -> bool:
    """Whether the parts of an item run to the end of the text and fall short: an excerpt may end within a list."""
    is_item = whole.listing is not None and whole.listing.spans_passages
    at_end = facts.all[-1].passage is parts[-1].passage and parts[-1].passage is not whole.passage
    added = total([quantity(part) for part in parts])
    return is_item and at_end and bounds(added)[1] < bounds(quantity(whole))[0]


def _total(facts: Facts, listing: Listing) -> Statement | None:
    return next((s for s in facts.frames.get(listing.total, ()) if s.literal.start == listing.figure.start), None)


def _parts(listing: Listing, statements: Sequence[Statement], whole: Statement) -> list[Statement]:
    alike = [
        s
        for s in statements
        if s.literal.dimension is whole.literal.dimension and s.literal.counted == whole.literal.counted
    ]
    role = used_role(listing, alike)
    first: dict[int, Statement] = {}
    for statement in alike:
        if statement.role is role and not is_rest(statement, whole.subject):
            first.setdefault(statement.frame, statement)
    return list(first.values())


def _is_joint(whole: Statement, parts: Sequence[Statement]) -> bool:
    """收入、支出总计A万元,其中:收入总计A,支出总计A: two sides that are each the whole, no addends."""
    sides = ("收入", "支出")
    joint = _JOINT.search(whole.subject) is not None
    return joint and all(any(side in part.subject for part in parts) for side in sides)


def _is_of_the_change(facts: Facts, whole: Statement, parts: Sequence[Statement]) -> bool:
    """比上年增加80万元,其中:增资50万元,新增项目30万元: the parts are those of the change, not of the amount."""
    added = total([quantity(part) for part in parts])
    changes = [s for s in facts.frames[whole.frame] if s.role is Role.CHANGE and is_money(s)]
    before = [s for s in changes if s.passage is whole.passage and s.literal.start < parts[0].literal.start]
    return is_money(parts[0]) and not meets(added, quantity(whole)) and any(meets(added, quantity(s)) for s in before)


def _goes_on(facts: Facts, whole: Statement, parts: Sequence[Statement]) -> list[Statement]:
    """Parts of a division of the field that only come in a later sentence: …。公用经费285.88万元,…"""
    missing = missing_stems([part.subject for part in parts], whole.subject)
    found: list[Statement] = []
    for statement in facts.in_passage(parts[-1]):
        is_later = statement.literal.start > parts[-1].literal.start and statement.listing is None
        if not is_later or statement.role is not parts[-1].role or statement.remark == "标题":
            continue
        if statement.literal.dimension is not whole.literal.dimension:
            continue
        stem = next((stem for stem in missing if re.search(stem, statement.subject)), None)
        if stem is not None and statement.subject.count("占") == 0:
            found.append(statement)
            missing.remove(stem)
    return found


def _sum(whole: Statement, parts: Sequence[Statement], complete: bool, guessed: bool) -> Iterator[Claim]:
    check = sum_check(whole)
    way = sum_way(parts)
    if complete:
        within = without_included(parts)
        ways = (way, sum_way(within)) if within else (way,)
        yield Claim(check, ClaimKind.SUM, Relation.EQUAL, whole, quantity(whole), ways)
        return
    if len(parts) > 1:
        # The list need not be complete: it may add up, and must not add up to more.
        yield Claim(
            check,
            ClaimKind.SUM,
            Relation.EQUAL,
            whole,
            quantity(whole),
            (way,),
            certain=False,
            remark="" if guessed else "清单",
        )
        return
    if guessed:
        return
    check = "N11-02" if check == "N11-01" else check
    single = Way((whole,), quantity(whole), f"不超过{printed(whole)}")
    yield Claim(check, ClaimKind.IDENTITY, Relation.AT_MOST, parts[0], quantity(parts[0]), (single,))


def sum_way(parts: Sequence[Statement]) -> Way:
    """What parts add up to."""
    finer = any(part.literal.decimals for part in parts)
    return Way(
        tuple(parts), total([_addend(part, finer) for part in parts]), " + ".join(printed(part) for part in parts)
    )


def _addend(part: Statement, finer: bool) -> Quantity:
    """A bare 0万元 beside amounts with decimals says that there is nothing, not up to half of one (CHECKS, R)."""
    is_nothing = finer and part.literal.figure.value == 0 and part.literal.decimals == 0
    return 0 if is_nothing else quantity(part)


def _sums_of_bases(facts: Facts, listing: Listing, parts: Sequence[Statement]) -> Iterator[Claim]:
    """Printed budgets or prior figures of the parts against that of the total."""
    for whole in facts.bases(listing.total):
        if whole.literal.start == listing.figure.start:
            continue
        found = [_fitting(facts.bases(part.frame), whole) for part in parts]
        bases = [base for base in found if base is not None]
        if len(bases) == len(parts):
            yield Claim("N5-07", ClaimKind.SUM, Relation.EQUAL, whole, quantity(whole), (sum_way(bases),))


def _fitting(bases: Sequence[Statement], whole: Statement) -> Statement | None:
    return next((b for b in bases if b.role is whole.role and same_base(b.base, whole.base)), None)


def _sum_of_changes(facts: Facts, listing: Listing, parts: Sequence[Statement]) -> Iterator[Claim]:
    """The signed changes of the parts against the change of the total, on one base."""
    for whole in facts.frames.get(listing.total, ()):
        if whole.role is not Role.CHANGE or whole.direction is None or whole.literal.dimension is Dimension.POINTS:
            continue
        found = [_change(facts, part, whole) for part in parts]
        changes = [change for change in found if change is not None]
        if len(changes) != len(parts):
            continue
        formula = " ".join(("− " if (c.direction or 1) < 0 else "+ ") + printed(c) for c in changes).removeprefix("+ ")
        way = Way(tuple(changes), total([signed(change) for change in changes]), formula)
        yield Claim("N13-02", ClaimKind.SUM, Relation.EQUAL, whole, signed(whole), (way,))


def _change(facts: Facts, part: Statement, whole: Statement) -> Statement | None:
    changes = [s for s in facts.frames[part.frame] if s.role is Role.CHANGE and s.direction is not None]
    named = [s for s in changes if s.base and same_base(s.base, whole.base)]
    if named:
        return named[0]
    # A part that only says 增加 measures against the budget it has just printed.
    bare = [s for s in changes if not s.base]
    fits = any(same_base(base.base, whole.base) for base in facts.bases(part.frame))
    return bare[0] if bare and (fits or not facts.bases(part.frame)) else None


def _sum_of_shares(parts: Sequence[Statement], shares: Sequence[Statement]) -> Iterator[Claim]:
    own = [share for share in shares if any(share.frame == part.frame for part in parts)]
    wholes = {subject_key(share.whole) for share in own}
    if len(own) != len(parts) or len(wholes) > 1 or any(share.literal.about is not None for share in own):
        return
    way = Way(tuple(own), 100, " + ".join(printed(share) for share in own))
    added = total([quantity(share) for share in own])
    yield Claim("N3-02", ClaimKind.SHARE, Relation.EQUAL, own[-1], added, (way,), remark="占比之和")


def share_claims(facts: Facts) -> Iterator[Claim]:
    """占X的p%: the amount against X, found by name in the paragraph, as the total of the list, or before."""
    by_name: dict[str, list[Statement]] = {}
    for statement in facts.all:
        if statement.role in AMOUNTS and statement.remark != "标题":
            by_name.setdefault(without_office(subject_key(statement.subject)), []).append(statement)
    alone: dict[object, list[tuple[Statement, Statement]]] = {}
    for share in (s for s in facts.all if s.role is Role.SHARE):
        amount = _amount_of(facts, share)
        if amount is None:
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
        elif not share.whole or _ITS_SIDE.fullmatch(share.whole):
            # 1.一般公共服务支出388.83万元,占89.56%; 2.…: numbered paragraphs under one heading are one run.
            numbered = ordinal_of(share.passage.text) is not None and share.passage.headings
            alone.setdefault(numbered or id(share.passage), []).append((share, amount))
    for pairs in alone.values():
        yield from _shares_of_their_sum(facts, pairs)


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
    if not is_hundred([share for share, _ in run]) and not _all_but_one_agree(run, whole) and not _add_up(facts, run):
        return
    words = " + ".join(printed(amount) for _, amount in run)
    for share, amount in run:
        operands = (amount, *(other for _, other in run if other is not amount))
        way = Way(operands, rate_of(quantity(amount), whole), f"{printed(amount)} ÷ ({words})")
        if way.expected is not None:
            yield Claim(share_check(share), ClaimKind.SHARE, Relation.EQUAL, share, quantity(share), (way,))


def _add_up(facts: Facts, run: Sequence[tuple[Statement, Statement]]) -> bool:
    """Whether the amounts of shares make up another amount of their paragraph, which then is their whole."""
    own = [amount for _, amount in run]
    whole = total([quantity(amount) for amount in own])
    others = (s for s in facts.in_passage(own[0]) if s.role in AMOUNTS and is_money(s) and s not in own)
    return all(map(is_money, own)) and any(s.literal.figure.value and meets(quantity(s), whole) for s in others)


def _all_but_one_agree(run: Sequence[tuple[Statement, Statement]], whole: Quantity) -> bool:
    """Whether so many shares, none of them of nothing, are those of the sum that it must be their whole."""
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
    amounts = [s for s in facts.frames[share.frame] if s.role in AMOUNTS]
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
    parent = _total(facts, share.listing) if share.listing is not None else None
    alike = parent is not None and is_money(parent) == is_money(amount)
    if not share.whole:
        if share.listing is not None and share.listing.opener.startswith(GUESSED):
            return []
        return [parent, *_outer_wholes(facts, parent)] if parent is not None and alike else []
    # 占收入预算的… of a budget whose name is 收入, its role 预算.
    name = share.whole.removesuffix("预算") if parent is not None and parent.role is Role.BUDGET else share.whole
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
    if named:
        return named[:1]
    found = [
        s
        for s in by_name.get(without_office(subject_key(share.whole)), ())
        if s.literal.dimension is amount.literal.dimension and _is_in_scope(s, share)
    ]
    return _nearest(found, share)


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


def _nearest(found: Sequence[Statement], share: Statement) -> list[Statement]:
    """Statements of one name, the nearest before the share first; one of each value."""
    position = bisect_left(found, share.frame, key=lambda s: s.frame)
    around = found[max(0, position - _NEAR) : position + _NEAR]
    ordered = sorted(around, key=lambda s: abs(s.frame - share.frame))
    values: dict[object, Statement] = {}
    for statement in ordered:
        values.setdefault(statement.literal.figure.value, statement)
    return list(values.values())[:3]
