"""Owns the claims about totals and their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from juesuan_gui.figures import Quantity, meets
from juesuan_gui.narrative.claiming.catalogue import same_base, sum_check
from juesuan_gui.narrative.claiming.claim import (
    Claim,
    Facts,
    Relation,
    Way,
    is_money,
    printed,
    quantity,
    signed,
    total,
)
from juesuan_gui.narrative.claiming.partitions import (
    is_complete,
    is_division,
    is_hundred,
    is_rest,
    missing_stems,
    used_role,
    without_included,
)
from juesuan_gui.narrative.claiming.whole_lists import (
    are_all_kinds,
    are_both_ends,
    are_of_several_kinds,
    are_two_sides,
    is_joint,
    may_be_cut_off,
)
from juesuan_gui.narrative.lists import GUESSED
from juesuan_gui.narrative.model import ClaimKind, Dimension, Listing, Role, Statement
from juesuan_gui.narrative.subjects import subject_key

_REST = re.compile(r"结转|结余")
#: So many digits of a total are not made up by chance.
_TELLING = 4
_CLASSES = re.compile(r"\((?:类|款|项)\)")


def sum_claims(facts: Facts) -> Iterator[Claim]:
    """Every printed list of parts against its total; its changes and budgets too, where all parts give them."""
    for statements in facts.lists.values():
        listing = statements[0].listing
        assert listing is not None
        whole = total_of(facts, listing)
        if whole is None:
            continue
        parts = _parts(listing, statements, whole)
        if not parts:
            continue
        for inner, within in _within_parts(facts, whole, parts):
            parts = [part for part in parts if part not in within]
            yield from _sum(facts, inner, within, complete=True, guessed=False)
        if is_joint(whole, parts) or are_both_ends(parts) or are_two_sides(parts):
            continue
        parts += _goes_on(facts, whole, parts)
        shares = [s for s in statements if s.role is Role.SHARE]
        complete = is_complete(listing, parts, shares, whole.subject) and not may_be_cut_off(facts, whole, parts)
        complete = complete or _is_told_in_full(facts, listing, parts) or are_all_kinds(facts, whole, parts)
        guessed = listing.opener.startswith(GUESSED)
        if _is_of_the_change(facts, whole, parts) or are_of_several_kinds(whole, parts):
            continue
        complete = complete and not _has_siblings(facts, parts)
        if _are_of_another_whole(facts, whole, shares):
            continue
        yield from _sum(facts, whole, parts, complete, guessed)
        if complete and len(parts) > 1:
            yield from _sums_of_bases(facts, listing, parts)
            yield from _sum_of_changes(facts, listing, parts)
            yield from _sum_of_shares(parts, shares)


def _within_parts(
    facts: Facts, whole: Statement, parts: Sequence[Statement]
) -> Iterator[tuple[Statement, list[Statement]]]:
    """用车费1502万元,其中:购置费384万元,增长5%;运行费1118万元,…: the semicolon also divides the parts of a part.

    Told by their names, or by what they add up to where all parts together are not the total.
    """
    together = sum_way(parts).expected
    add_up = together is not None and meets(quantity(whole), together)
    for inner, after in pairwise(parts):
        own = [s for s in facts.all_within(inner) if s.role is inner.role and is_money(s) == is_money(inner)]
        if len(own) != 1 or own[0].passage is not after.passage or own[0].literal.start > after.literal.start:
            continue
        within = [own[0], after]
        way = sum_way(within)
        fits = way.expected is not None and meets(quantity(inner), way.expected) and quantity(after) != quantity(inner)
        if (fits and not add_up) or is_division(within, inner.subject):
            yield inner, within


def _is_told_in_full(facts: Facts, listing: Listing, parts: Sequence[Statement]) -> bool:
    """救助9612人次,资金1895.88万元。其中:A 1424人次,704.73万元;B 8188人次,1191.15万元: where each part tells both
    and the ones make up their total to the digit, so must the others."""
    if len(parts) < 2 or listing.spans_passages:
        return False
    others: dict[int, list[Statement]] = {}
    for statement in facts.in_passage(parts[0]):
        other = statement.listing
        if other is not None and other.number != listing.number and other.opener == listing.opener:
            others.setdefault(other.number, []).append(statement)
    for number, statements in others.items():
        own = statements[0].listing
        whole = total_of(facts, own) if own is not None and own.number == number else None
        if own is None or whole is None or whole.passage is not parts[0].passage:
            continue
        beside = _parts(own, statements, whole)
        ordered = sorted((*parts, *beside), key=lambda s: s.literal.start)
        takes_turns = all(a.listing is not None and a.listing != b.listing for a, b in pairwise(ordered))
        added = total([quantity(part) for part in beside])
        telling = len(re.sub(r"\D", "", printed(whole)).strip("0")) >= _TELLING
        if len(beside) == len(parts) and takes_turns and telling and meets(quantity(whole), added):
            return True
    return False


def total_of(facts: Facts, listing: Listing) -> Statement | None:
    """The printed total of a list."""
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


def _is_of_the_change(facts: Facts, whole: Statement, parts: Sequence[Statement]) -> bool:
    """比上年增加80万元,其中:增资50万元,新增项目30万元: the parts are those of the change, not of the amount."""
    added = total([quantity(part) for part in parts])
    changes = [s for s in facts.frames[whole.frame] if s.role is Role.CHANGE and is_money(s)]
    before = [s for s in changes if s.passage is whole.passage and s.literal.start < parts[0].literal.start]
    return is_money(parts[0]) and not meets(added, quantity(whole)) and any(meets(added, quantity(s)) for s in before)


def _are_of_another_whole(facts: Facts, whole: Statement, shares: Sequence[Statement]) -> bool:
    """项目支出…,占支出总预算的4%。其中:教育支出…,占支出总预算的78%…: a division of what both are shares of."""
    own = [s for s in facts.frames[whole.frame] if s.role is Role.SHARE]
    named = {subject_key(share.whole) for share in (*own[:1], *shares)}
    return (
        bool(own) and own[0].literal.figure.value < 100 and len(named) == 1 and "" not in named and is_hundred(shares)
    )


def _has_siblings(facts: Facts, parts: Sequence[Statement]) -> bool:
    """(一)药品收入A;医疗收入C (二)门诊收入D;住院收入E: paragraphs that tell of several things are no single parts."""
    listing = parts[0].listing
    if listing is None or not listing.spans_passages or _CLASSES.search(parts[0].subject):
        return False
    several = 0
    for part in parts:
        text = part.passage.text
        beside = [
            s
            for s in facts.in_passage(part)
            if s.role is part.role
            and s.listing is None
            and s.frame != part.frame
            and is_money(s)
            and s.remark != "标题"
        ]
        # The first amount behind a semicolon of the part's own sentence stands beside it.
        several += any(
            re.fullmatch(r"[^。]*;[^。;,]*", text[part.literal.end : s.literal.start]) is not None for s in beside
        )
    return several > 1


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


def _carried_over(facts: Facts, whole: Statement, parts: Sequence[Statement]) -> Statement | None:
    """支出总计1000万元,包括:1.基本支出 2.项目支出 … (三)年末结转和结余100万元: what is told beside the parts is one."""
    if "总计" not in whole.subject or any(_REST.search(part.subject) for part in parts):
        return None
    year = "年初|上年" if "收入" in whole.subject else "年末"
    told = [
        s
        for s in facts.all
        if s.role is Role.FINAL and s.listing is None and _REST.search(s.subject) and re.match(year, s.subject)
    ]
    near = [s for s in told if s.passage.headings[:1] == whole.passage.headings[:1]]
    return near[0] if len({quantity(s) for s in near}) == 1 else None


def _sum(facts: Facts, whole: Statement, parts: Sequence[Statement], complete: bool, guessed: bool) -> Iterator[Claim]:
    check = sum_check(whole)
    way = sum_way(parts)
    if complete:
        within = without_included(parts)
        rest = _carried_over(facts, whole, parts)
        others = [within] if within else [[*parts, rest]] if rest is not None else []
        ways = (way, *map(sum_way, others))
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
