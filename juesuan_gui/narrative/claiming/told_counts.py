"""Owns what the counts behind “三公” spending say: groups and visitors, vehicles, against the money and each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juesuan_gui.figures import bounds
from juesuan_gui.narrative.claiming.claim import Claim, Facts, Relation, Way, is_money, printed, quantity
from juesuan_gui.narrative.claiming.three_kinds import ABROAD, BUYING, RECEPTION, RUNNING, only_figure, sections_of
from juesuan_gui.narrative.model import ClaimKind, Role, Statement

#: The remark of a count that the money denies (T7-05, T7-06, T7-07).
AGAINST_MONEY = "实物量"
_KEPT = "公务用车保有量"
#: What running a vehicle for a year costs at most before somebody asks (T7-06): 50,000 yuan, in 分.
_DEAR = 5_000_000
#: 共有车辆, and no 购置车辆 or 报废车辆.
_OWNED = re.compile(r"(?:^|[,，、:]|有|占用|使用)(?:公务)?车辆(?:共有|共计|合计|总数|总量|数量|共)?$")
_NOT_NOW = re.compile(r"上年|去年|年初|购置|购入|新增|报废|处置|更新|租")
_ASSETS = re.compile(r"国有资产")
_TAIL = r"(?:共计|累计|共有|共|数|量|总数|为|是|有|,)*$"
_LONGEST_NEAR = 32
_SENTENCE = re.compile(r"[。;!?]")
#: Counts of another year, of a part, or of somebody else.
_OTHER = re.compile(
    r"游客|旅客|观众|读者|患者|参观|上年|去年|同比|较|比(?![如例])|其他单位|下属|所属|每|平均|人均|(?<!公共)预算|计划"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
_OFFICIAL = re.compile(r"公务|国内|来访|来宾|三公")
_FOREIGN = re.compile(r"外事|外宾|\(境\)外|境外")
_PAID_BY_OTHERS = re.compile(r"承担|未发生费用|不发生费用|未列支|无费用|未支付|由[^,。;]{2,16}(?:支付|列支|负担)")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A count: the words right before it, its counting words, the spending that it stands behind, and the check."""

    name: str
    words: re.Pattern[str]
    counted: frozenset[str]
    money: re.Pattern[str]
    money_name: str
    check: str
    is_of_home: bool = False


def _kind(name: str, words: str, counted: str, money: re.Pattern[str], money_name: str, check: str) -> _Kind:
    is_of_home = money is RECEPTION
    return _Kind(name, re.compile(words + _TAIL), frozenset(counted.split("|")), money, money_name, check, is_of_home)


_KINDS = (
    _kind("出国（境）团组", r"(?:出国|出访)[^,。;\d]{0,8}团组", "个|批|批次|次", ABROAD, "因公出国（境）费", "T7-07"),
    _kind(
        "出国（境）人次",
        r"(?:出国|出访)[^。;]{0,24}?(?:人数|人次|人员)?",
        "人|人次",
        ABROAD,
        "因公出国（境）费",
        "T7-07",
    ),
    _kind(
        "公务用车购置数",
        r"(?:购置|更新|购入|新购)(?:\(更新\)|及更新|更新)?(?:了)?(?:公务用车|公车|车辆|小型客车|[^,。;\d]{0,4}用车)?(?:购置)?",
        "辆|台",
        BUYING,
        "公务用车购置费",
        "T7-05",
    ),
    _kind(_KEPT, r"保有", "辆|台", RUNNING, "公务用车运行维护费", "T7-06"),
    _kind("公务接待批次", r"接待(?:国内)?(?:来访|来宾)?(?:团组|批次)?", "批次|批|个", RECEPTION, "公务接待费", "T7-07"),
    _kind("公务接待人次", r"接待(?:(?!接待)[^。;]){0,20}?", "人|人次", RECEPTION, "公务接待费", "T7-07"),
)


def count_claims(facts: Facts) -> Iterator[Claim]:
    """Within one section about “三公”: spending without what was spent on, what was spent on without spending, and a
    count that is told again otherwise. A section that gives two figures for one thing in one paragraph says nothing."""
    for statements in sections_of(facts):
        money = [s for s in statements if is_money(s) and s.role is Role.FINAL]
        counts = [s for s in statements if s.role is Role.COUNT]
        for kind in _KINDS:
            first = _told(kind, counts)
            yield from _again(first)
            if len({quantity(s) for s in first}) == 1:
                yield from _against_money(kind, first[0], only_figure(money, kind.money))
                if kind.name == _KEPT:
                    yield from _too_dear(first[0], only_figure(money, kind.money))
                    yield from _more_than_owned(first[0], facts)


def told_counts(facts: Facts) -> Iterator[tuple[str, Statement]]:
    """The counts that the sections about “三公” tell, by name: 出国（境）团组, 公务用车保有量, 公务接待批次 …"""
    for statements in sections_of(facts):
        counts = [s for s in statements if s.role is Role.COUNT]
        for kind in _KINDS:
            for count in _told(kind, counts):
                yield kind.name, count


def _told(kind: _Kind, statements: Sequence[Statement]) -> list[Statement]:
    """The counts of one kind, one for each paragraph; none where a paragraph gives two different ones."""
    by_passage: dict[int, list[Statement]] = {}
    for count in (s for s in statements if _tells(kind, s)):
        by_passage.setdefault(id(count.passage), []).append(count)
    if any(len({quantity(s) for s in counts}) > 1 for counts in by_passage.values()):
        return []
    return [counts[0] for counts in by_passage.values()]


def _tells(kind: _Kind, statement: Statement) -> bool:
    if statement.literal.counted not in kind.counted:
        return False
    near = _near(statement)
    named = [int(year) for year in _YEAR.findall(near)]
    if named and any(int(year) > named[-1] for year in _YEAR.findall(statement.passage.text)):
        # 2017年更新用车1辆,2018年未购置车辆: told of an earlier year than the paragraph's own.
        return False
    if _OTHER.search(near) or "其中" in re.split("[,;(]", near)[-1] or (kind.is_of_home and _FOREIGN.search(near)):
        return False
    if kind.is_of_home and not _OFFICIAL.search(near + "".join(statement.passage.headings)):
        # A museum receives visitors, too.
        return "公务接待" in statement.passage.text and kind.words.search(near) is not None
    return kind.words.search(near) is not None and (kind.is_of_home or "接待" not in near)


def _near(count: Statement) -> str:
    """The words before a count in its sentence, without the counts before it and without quotes."""
    text = count.passage.text
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, count.literal.start)), default=0)
    words = re.sub(r"\d+(?:个|批次|批|人次|人|辆|台)", "", text[start : count.literal.start])
    return re.sub(r"[“”]", "", words)[-_LONGEST_NEAR:]


def _again(counts: Sequence[Statement]) -> Iterator[Claim]:
    """The same count in a later paragraph of the section."""
    first_is_of_home = counts and "国内" in _near(counts[0])
    for count in counts[1:]:
        if ("国内" in _near(count)) != first_is_of_home:
            # All visits, and those at home alone.
            continue
        way = Way((counts[0],), quantity(counts[0]), f"前文为{printed(counts[0])}")
        yield Claim("N13-01", ClaimKind.CROSS_REF, Relation.EQUAL, count, quantity(count), (way,), remark="再述")


def _too_dear(kept: Statement, money: Statement | None) -> Iterator[Claim]:
    """公务用车运行维护费40万元,保有量4辆: more for each than is usual, to be explained."""
    number = kept.literal.figure.value
    if money is None or not number or bounds(quantity(money))[0] <= _DEAR * number:
        return
    formula = f"公务用车运行维护费写作 {printed(money)}，保有量 {printed(kept)}，平均每辆超过5万元"
    yield _wording("T7-06", kept, money, formula)


def _more_than_owned(kept: Statement, facts: Facts) -> Iterator[Claim]:
    """保有量4辆 of “三公” and, in the section about assets, 共有车辆3辆: those kept are among all."""
    owned = [
        s
        for s in facts.all
        if s.role is Role.COUNT
        and s.listing is None
        and s.literal.counted in ("辆", "台")
        and _OWNED.search(_near(s))
        and not _NOT_NOW.search(_near(s))
        and any(_ASSETS.search(heading) for heading in s.passage.headings)
    ]
    if len({quantity(s) for s in owned}) == 1:
        way = Way((owned[0],), quantity(owned[0]), f"而国有资产占用情况写明共有车辆 {printed(owned[0])}")
        yield Claim("N12-01", ClaimKind.CROSS_REF, Relation.AT_MOST, kept, quantity(kept), (way,))


def _against_money(kind: _Kind, count: Statement, money: Statement | None) -> Iterator[Claim]:
    if money is None:
        return
    number, spent = count.literal.figure.value, money.literal.figure.value
    if (number > 0) == (spent > 0) or (kind.check == "T7-06" and spent == 0):
        # Vehicles may stand unused, or be paid for by others.
        return
    if spent == 0 and _PAID_BY_OTHERS.search(count.passage.text + money.passage.text):
        return
    formula = f"{kind.money_name}写作 {printed(money)}，而{kind.name}写作 {printed(count)}，两者应当同时有或同时没有"
    yield _wording(kind.check, count, money, formula)


def _wording(check: str, count: Statement, money: Statement, formula: str) -> Claim:
    """A count that does not go with the money, in words of its own."""
    words = (count.literal.start, count.literal.end)
    way = Way((money,), None, formula)
    return Claim(
        check,
        ClaimKind.CROSS_REF,
        Relation.WORDING,
        count,
        quantity(count),
        (way,),
        words=words,
        remark=AGAINST_MONEY,
    )
