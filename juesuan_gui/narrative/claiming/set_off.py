"""Owns totals behind their addends, and what is left when income and expenditure are set off against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.figures import subtract
from juesuan_gui.narrative.claiming.claim import Claim, Facts, Relation, Way, is_money, printed, quantity, total
from juesuan_gui.narrative.model import ClaimKind, Role, Statement

_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_PLUS = re.compile(r"^[^,，]*[,，]?加上?[^,，]*$")
_SET_OFF = re.compile(r"收支相抵[,，]?(?:年终|年末|当年|累计|滚存)*(?:结余|结转)(?:资金)?(?:为)?$")
#: What a year's income was more than its expenditure.
_REST_OF_YEAR = re.compile(r"(?:本年度?|当年度?|本期|当期|全年)?收支(?:相抵后?)?(?:的)?结余(?:额)?")
_MADE_UP = re.compile(r"(?:构成|组成)")


def set_off_claims(facts: Facts) -> Iterator[Claim]:
    """本年收入A,加年初结转B,收入总计C; 上述收支相抵,年终结余D."""
    for statements in facts.passages():
        amounts = [s for s in statements if s.role is Role.FINAL and is_money(s) and s.listing is None]
        yield from _trailing_total(outside_brackets(amounts), statements)
        yield from _rest_of_year(statements)
    yield from _left_over(facts)


def _rest_of_year(statements: Sequence[Statement]) -> Iterator[Claim]:
    """基金收入A,增长3%;支出B。本年收支结余C: the one income and the one expenditure told before it in the paragraph."""
    near: list[Statement] = []
    for statement in statements:
        if statement.role is not Role.FINAL or not is_money(statement) or statement.listing is not None:
            continue
        if _REST_OF_YEAR.fullmatch(statement.subject) is None:
            near.append(statement)
            continue
        income = [s for s in near if re.search(r"收入(?:合计)?$", s.subject)]
        expense = [s for s in near if re.search(r"支出(?:合计)?$", s.subject)]
        if len(income) == len(expense) == 1 and len(near) == len(income + expense):
            left = subtract(quantity(income[0]), quantity(expense[0]))
            way = Way((income[0], expense[0]), left, f"{printed(income[0])} − {printed(expense[0])}")
            yield Claim("T1-05", ClaimKind.IDENTITY, Relation.EQUAL, statement, quantity(statement), (way,))
        near = []


def outside_brackets(amounts: Sequence[Statement]) -> list[Statement]:
    """安排调节基金28478万元(累计43429万元),支出合计…: what a bracket adds is no addend."""

    def opened(text: str, end: int) -> int:
        return text.count("(", 0, end) - text.count(")", 0, end)

    return [s for s in amounts if not opened(s.passage.text, s.literal.start)]


def _trailing_total(amounts: Sequence[Statement], statements: Sequence[Statement]) -> Iterator[Claim]:
    for position, whole in enumerate(amounts):
        text = whole.passage.text
        near = re.split(r"[,，;。:]", text[: whole.literal.start])[-1]
        match = re.fullmatch(
            r"(?:以上)?(?P<number>[两二三四五六])?项?(?:收入|支出)?(?:总计|合计|共计|总量)(?:为)?", near
        )
        if match is None or position < 2:
            continue
        parts: list[Statement] = []
        others: list[Statement] = []
        for part in reversed(amounts[:position]):
            # 收入总计500万元,…,支出总计500万元: a total of the other side is no addend.
            if re.search(r"[。;]", text[part.literal.end : whole.literal.start]) or "总计" in part.subject:
                break
            parts.append(part)
        parts.reverse()
        if parts and _PLUS.search(re.split(r"[。;]", text[: parts[0].literal.start])[-1]) is not None:
            # …收入40.5亿元。加上上级补助32.5亿元,…收入总计: what it is added to stands in the sentence before.
            earlier = amounts[: amounts.index(parts[0])]
            if not earlier or text.count("。", earlier[-1].literal.end, parts[0].literal.start) > 1:
                continue
            parts.insert(0, earlier[-1])
            if (nearer := _last_before(statements, parts[1])) is not parts[0]:
                # 总收入A,其中地方收入B;加上级补助收入C: what is added to may be the part that was told last.
                others.append(nearer)
        if len(parts) < 2:
            continue
        counted = match["number"] is not None and len(parts) == _NUMBERS.get(match["number"])
        ways = [_added(parts), *(_added([other, *parts[1:]]) for other in others)]
        check = "T1-03" if "结转" in parts[0].subject else "N5-07"
        yield Claim(
            check,
            ClaimKind.IDENTITY,
            Relation.EQUAL,
            whole,
            quantity(whole),
            tuple(ways),
            certain=counted or _has_balance(parts) or _MADE_UP.match(text, parts[-1].literal.end) is not None,
        )


def _added(parts: Sequence[Statement]) -> Way:
    return Way(tuple(parts), total([quantity(p) for p in parts]), " + ".join(printed(p) for p in parts))


def _last_before(statements: Sequence[Statement], first: Statement) -> Statement:
    """The last amount of money told before a figure of the paragraph, in a list or not."""
    told = [s for s in statements if s.role is Role.FINAL and is_money(s) and s.literal.start < first.literal.start]
    return told[-1] if told else first


def _has_balance(parts: Sequence[Statement]) -> bool:
    """Whether a balance carried over is among the addends, so that they make up 总计."""
    return any("结转" in part.subject for part in parts)


def _left_over(facts: Facts) -> Iterator[Claim]:
    """上述收支相抵,年终结余65616万元: the income less the expenditure of the two paragraphs above."""
    before: list[list[Statement]] = []
    for statements in facts.passages():
        here = [s for s in statements if s.role is Role.FINAL and is_money(s)]
        for rest in here[:1]:
            if _SET_OFF.search(rest.passage.text[: rest.literal.start]) is None:
                continue
            near = [s for told in before[-2:] for s in told if s.passage.headings == rest.passage.headings]
            ways = list(_differences(near))
            if ways:
                yield Claim(
                    "T1-05", ClaimKind.IDENTITY, Relation.EQUAL, rest, quantity(rest), tuple(ways), certain=False
                )
        before.append(here)


def _differences(near: Sequence[Statement]) -> Iterator[Way]:
    income = [s for s in near if re.search(r"收入(?:合计|总计)$", s.subject)]
    expense = [s for s in near if re.search(r"支出(?:合计|总计)$", s.subject)]
    if len(income) == 1 and len(expense) == 1:
        left = subtract(quantity(income[0]), quantity(expense[0]))
        yield Way((income[0], expense[0]), left, f"{printed(income[0])} − {printed(expense[0])}")
        return
    got = [s for s in near if re.search(r"收入$|上年.*结余", s.subject) and "支出" not in s.subject]
    spent = [s for s in near if s.subject.endswith("支出")]
    if len(got) + len(spent) == len(near) and got and len(spent) == 1:
        left = subtract(total([quantity(s) for s in got]), quantity(spent[0]))
        yield Way((*got, *spent), left, f"{' + '.join(map(printed, got))} − {printed(spent[0])}")
