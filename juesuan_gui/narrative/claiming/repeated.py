"""Owns facts that a text states more than once: equal ones are held, contradictions are claims that fail."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction

from juesuan_gui.figures import bounds, meets, midpoint
from juesuan_gui.narrative.claiming.catalogue import base_kind, is_performance, same_base
from juesuan_gui.narrative.claiming.claim import AMOUNTS, Claim, Facts, Relation, Way, is_money, printed, quantity
from juesuan_gui.narrative.clauses import RATE_BEFORE
from juesuan_gui.narrative.model import ClaimKind, Dimension, Role, Statement
from juesuan_gui.narrative.subjects import subject_key

# What every report states once for the whole department; elsewhere it must be the same.
_INDICATOR = re.compile(
    r"^(?:本年)?(?:收入|支出)(?:合计|总计)$|^收、支(?:出)?总计$|^财政拨款收、支(?:出)?总计$|^一般公共预算财政拨款支出$|"
    r"^[“”]?三公[“”]?经费|^因公出国\(境\)费|^公务接待费|^公务用车购置(?:费)?[及和与](?:公务用车)?运行|^公务用车运行|机关运行经费支出?$|政府采购支出总额$|"
    r"授予(?:中小|小微)企业合同|公务用车保有量$"
)
#: What a report states with and without 合计, and also among the parts of 总收入.
_OF_YEAR = re.compile(r"本年(?:收入|支出)(?:合计)?")
_OVERALL = re.compile(r"(?:收入支出|收支|收入|支出)(?:决算)?(?:总体)?情况")
_TOTAL_SPENT = re.compile(r"资金总体支出|部门整体支出|整体支出总额")
#: The remark of what was spent in all, told again: of 总计 or of 合计.
TOTAL_AGAIN = "总数再述"
_NEAR = 8
_WHOLE_TOTAL = re.compile(r"^(?:本年)?支出(?:合计|总计)$|^收、支(?:出)?总计$")
_SCOPES = ("政府性基金", "国有资本", "一般公共", "财政拨款")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
_GOVERNMENT = re.compile(
    r"(全[国省市区县州旗]|[省市区县州旗](?:本)?级)(?=一般公共预算|政府性基金|国有资本|财政|公共财政|收入|支出)"
)
_VISITS = re.compile(r"(?:国内公务|国内|外事|外宾)接待(?:费)?支出$")
_SUMMED = re.compile(r"(?:共计|合计|累计|总计)(?:支出|金额|费用)?(?:为)?$")
_LEAST_DIGITS = 6
#: 预算执行率76.4% in a clause of its own: of what its item is about.
_LONE_EXECUTION = re.compile(
    r"(?:^|[。;:]|[,，](?:所以|因此|因而|故|导致|造成|使得))(?:\(?\d{1,2}[)、.])?(?:本?(?:年度|部门|单位|项目))?(?:整体)?(?:预算|资金)?执行率(?:仅)?(?:为|是)?$"
)


def repeated_claims(facts: Facts) -> Iterator[Claim]:
    """A fact stated again: the same subject, measure and year, in the same scope (SENTENCES trap 22)."""
    seen: dict[tuple[str, Dimension, str], list[Statement]] = {}
    for statement in facts.all:
        if statement.role not in AMOUNTS:
            continue
        key = (_key(statement), statement.literal.dimension, statement.literal.counted)
        for earlier in reversed(seen.get(key, [])[-4:]):
            claim = _again(statement, earlier)
            if claim is not None:
                yield claim
                break
        seen.setdefault(key, []).append(statement)
    yield from _spent_again(facts)
    yield from _rates_again(facts)
    yield from _execution_again(facts)
    yield from _same_amounts(facts)
    yield from _persons_and_visits(facts)
    yield from _visits_again(facts)


def _visits_again(facts: Facts) -> Iterator[Claim]:
    """国内公务接待支出5万元,…接待6批次,52人次,共计支出5万元: what visits cost, told twice in one paragraph."""
    for statements in facts.passages():
        told: dict[str, Statement] = {}
        for statement in statements:
            if statement.role is not Role.FINAL or not is_money(statement) or _VISITS.search(statement.subject) is None:
                continue
            earlier = told.setdefault(_key(statement), statement)
            before = statement.passage.text[: statement.literal.start]
            if earlier is not statement and _SUMMED.search(before) and statement.listing == earlier.listing:
                way = Way((earlier,), quantity(earlier), f"前文为{printed(earlier)}")
                yield Claim("N13-01", ClaimKind.CROSS_REF, Relation.EQUAL, statement, quantity(statement), (way,))


def _spent_again(facts: Facts) -> Iterator[Claim]:
    """全年预算资金总体支出17,559.64万元: one of the totals told before, so that a slip of the hand shows."""
    totals = [s for s in facts.all if s.role is Role.FINAL and is_money(s) and _WHOLE_TOTAL.search(s.subject)]
    for spent in (s for s in facts.all if s.role is Role.FINAL and is_money(s) and _TOTAL_SPENT.search(s.subject)):
        before = bisect_left(totals, spent.frame, key=lambda s: s.frame)
        told = [s for s in totals[max(0, before - _NEAR) : before] if not s.listing]
        ways = tuple(Way((s,), quantity(s), f"前文{s.subject}为{printed(s)}") for s in told)
        if ways and not any(meets(quantity(spent), quantity(s)) for s in told):
            yield Claim(
                "N13-01",
                ClaimKind.CROSS_REF,
                Relation.EQUAL,
                spent,
                quantity(spent),
                ways,
                certain=False,
                remark=TOTAL_AGAIN,
            )


def _key(statement: Statement) -> str:
    if _TOTAL_SPENT.search(statement.subject):
        return "支出"
    return subject_key(statement.subject)


def _again(statement: Statement, earlier: Statement) -> Claim | None:
    if statement.passage is earlier.passage or not _is_named(statement):
        return None
    agrees = meets(quantity(statement), quantity(earlier)) and _same_year(statement, earlier)
    if not agrees and not _must_agree(statement, earlier):
        return None
    way = Way((earlier,), quantity(earlier), f"前文为{printed(earlier)}")
    return Claim("N13-01", ClaimKind.CROSS_REF, Relation.EQUAL, statement, quantity(statement), (way,), remark="再述")


def _is_named(statement: Statement) -> bool:
    return len(_key(statement)) >= 4 or _INDICATOR.search(statement.subject) is not None or _key(statement) == "支出"


def _must_agree(statement: Statement, earlier: Statement) -> bool:
    """Whether two different figures contradict each other: an indicator of the whole, in one scope and year."""
    # What is soonest found out is asked first.
    return _is_one_indicator(statement, earlier) and (
        _same_year(statement, earlier)
        and _scope(statement) == _scope(earlier)
        and _government(statement) == _government(earlier)
        and _funds(statement) == _funds(earlier)
    )


def _is_one_indicator(statement: Statement, earlier: Statement) -> bool:
    """Whether two names mean one indicator of the whole, told by itself."""
    if statement.role is Role.COUNT and "保有量" not in statement.subject:
        return False
    if "标题" in (statement.remark, earlier.remark):
        # The words name nothing of their own; the heading's name is a guess.
        return False
    if _OF_YEAR.fullmatch(statement.subject) and _OF_YEAR.fullmatch(earlier.subject):
        return _is_overall(statement) and _is_overall(earlier) and statement.subject[:4] == earlier.subject[:4]
    if statement.listing is not None or earlier.listing is not None:
        return False
    return statement.subject == earlier.subject and _INDICATOR.search(statement.subject) is not None


def _is_overall(statement: Statement) -> bool:
    """Whether a figure stands in a section about the income or expenditure of the whole."""
    return any(_OVERALL.search(heading) for heading in statement.passage.headings)


def _government(statement: Statement) -> str:
    """全市, 市级, 全区: whose total a paragraph of a government's report tells (SENTENCES trap 22)."""
    told = _GOVERNMENT.findall(statement.passage.text[: statement.literal.start])
    return str(told[-1]) if told else ""


def _funds(statement: Statement) -> frozenset[str]:
    """全区政府性基金…,收入合计5亿元: the funds that a paragraph names before a figure which names none itself."""
    before = statement.passage.text[: statement.literal.start]
    return frozenset(fund for fund in _SCOPES[:2] if fund in before)


def _same_year(left: Statement, right: Statement) -> bool:
    """Whether two clauses may speak of one year: one that names none speaks of the report's."""
    first, second = _years(left), _years(right)
    return not first or not second or first == second


def _years(statement: Statement) -> frozenset[str]:
    """The years named in the clause of a figure."""
    text, end = statement.passage.text, statement.literal.start
    start = max(text.rfind(mark, 0, end) for mark in ",，;。:") + 1
    return frozenset(_YEAR.findall(text[start:end]))


def _scope(statement: Statement) -> str:
    words = statement.subject + "".join(statement.path) + "".join(statement.passage.headings[1:])
    return next((scope for scope in _SCOPES if scope in words), "")


def _rates_again(facts: Facts) -> Iterator[Claim]:
    """A rate of change given twice for one subject, perhaps to fewer decimals: 0.4% and 0.37%."""
    seen: dict[str, Statement] = {}
    for rate in (s for s in facts.all if s.role in (Role.CHANGE_RATE, Role.RATIO) and s.remark != RATE_BEFORE):
        key = f"{rate.role}{subject_key(rate.subject)}"
        earlier = seen.setdefault(key, rate)
        if earlier is rate or earlier.passage is rate.passage or not same_base(earlier.base, rate.base):
            continue
        if len(subject_key(rate.subject)) >= 4 and meets(quantity(rate), quantity(earlier)):
            way = Way((earlier,), quantity(earlier), f"前文为{printed(earlier)}")
            yield Claim("N13-01", ClaimKind.CROSS_REF, Relation.EQUAL, rate, quantity(rate), (way,), remark="再述")


def _execution_again(facts: Facts) -> Iterator[Claim]:
    """发现的问题:预算执行率76.4%: the one execution rate that its item, or the part around it, has told before.

    Where the part tells several rates none is known to be meant: the rate is held where one of them is the same.
    """
    told: dict[tuple[str, ...], list[Statement]] = {}
    for rate in (s for s in facts.all if s.role is Role.COMPLETION and not s.passage.in_cell):
        headings = rate.passage.headings if is_performance(rate.passage) else ()
        own = [s for s in facts.frames[rate.frame] if s.role in (*AMOUNTS, Role.BUDGET)]
        if not own and _LONE_EXECUTION.search(rate.passage.text[: rate.literal.start]) is not None:
            around = (told.get(headings[:depth], []) for depth in range(len(headings), 0, -1))
            earlier = next((found for found in around if found), [])
            if not earlier or earlier[-1].passage is rate.passage:
                continue
            first = next((s for s in earlier if meets(quantity(s), quantity(rate))), None)
            if first is None and all(quantity(s) == quantity(earlier[0]) for s in earlier):
                first = earlier[0]
            if first is not None:
                way = Way((first,), quantity(first), f"前文为{printed(first)}")
                yield Claim("N13-01", ClaimKind.CROSS_REF, Relation.EQUAL, rate, quantity(rate), (way,), remark="再述")
            continue
        if own and base_kind(rate.base).endswith("预算"):
            for depth in range(1, len(headings) + 1):
                told.setdefault(headings[:depth], []).append(rate)


def _same_amounts(facts: Facts) -> Iterator[Claim]:
    """A long amount that comes again under another name or in another unit: the cross-reference holds."""
    seen: dict[int, Statement] = {}
    for statement in (s for s in facts.all if s.role is Role.FINAL and is_money(s)):
        rounded = int(Fraction(midpoint(quantity(statement))) // 10**6)
        if rounded < 10:
            continue
        for near in (rounded, rounded - 1, rounded + 1):
            earlier = seen.get(near)
            if earlier is not None and earlier.passage is not statement.passage and _same_long(earlier, statement):
                way = Way((earlier,), quantity(earlier), f"{earlier.subject}{printed(earlier)}")
                check = "N13-01"
                yield Claim(
                    check, ClaimKind.CROSS_REF, Relation.EQUAL, statement, quantity(statement), (way,), remark="再述"
                )
                break
        seen.setdefault(rounded, statement)


def _same_long(left: Statement, right: Statement) -> bool:
    digits = [len(re.sub(r"\D", "", printed(s)).strip("0")) for s in (left, right)]
    widest = max(bounds(quantity(s))[1] - bounds(quantity(s))[0] for s in (left, right))
    return min(digits) >= _LEAST_DIGITS and widest <= 10**6 and meets(quantity(left), quantity(right))


def _persons_and_visits(facts: Facts) -> Iterator[Claim]:
    """The same large number as 人次 in one place and as 人 in another: one of the two measures is wrong."""
    visits: dict[object, list[Statement]] = {}
    for statement in facts.all:
        if statement.role is Role.COUNT and statement.literal.counted == "人次":
            visits.setdefault(statement.literal.figure, []).append(statement)
    for person in (s for s in facts.all if s.role is Role.COUNT and s.literal.counted in ("人", "名")):
        if midpoint(quantity(person)) < 100:
            continue
        for visit in visits.get(person.literal.figure, [])[:4]:
            if person.passage is not visit.passage and _share_words(person.subject, visit.subject):
                yield _measure_claim(person, visit)
                break


def _measure_claim(person: Statement, visit: Statement) -> Claim:
    way = Way((visit,), None, f"前文为{printed(visit)}")
    words = (person.literal.start, person.literal.end)
    return Claim(
        "N13-01",
        ClaimKind.CROSS_REF,
        Relation.WORDING,
        person,
        quantity(person),
        (way,),
        words=words,
        remark="计量单位",
    )


def _share_words(left: str, right: str, length: int = 4) -> bool:
    return any(left[start : start + length] in right for start in range(len(left) - length + 1))
