"""Owns the sums of the three kinds of “三公” spending where a text tells them in sentences of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from juesuan_gui.figures import Quantity, meets
from juesuan_gui.narrative.claiming.catalogue import base_kind
from juesuan_gui.narrative.claiming.claim import (
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
from juesuan_gui.narrative.claiming.parts import sum_way
from juesuan_gui.narrative.headings import ordinal_of
from juesuan_gui.narrative.model import ClaimKind, Passage, Role, Statement
from juesuan_gui.narrative.subjects import subject_key

_OF_A_YEAR = re.compile(r"预算|决算|20\d\d年")
_SECTION = re.compile(r"三公")
_WHOLE = re.compile(
    r"^(?!.*(?:不?含|其中|统筹|控制)).*?三公经费(?:财政拨款|一般公共预算|安排的?|总?支出|决算|预算|总额|总数|合计|[的数])*$"
)
ABROAD = re.compile(r"^(?:一般公共预算财政拨款)?(?:安排的)?因公(?:临时)?出国\(境\)(?:费|经费|支出|决算|$)")
RECEPTION = re.compile(r"^公务接待(?:费|支出|经费|决算|$)")
BOTH = re.compile(r"^公务用车购置(?:费)?(?:及|和|与|、)(?:公务用车)?运行(?:维护)?")
BUYING = re.compile(r"^(?:其中[:]?)?公务用车购置(?:费|支出|经费|决算|$)(?!及|和|与|、)")
RUNNING = re.compile(r"^(?:公务用车)?运行(?:维护)?(?:费|支出|经费|决算|$)|^公务用车运行")
_FUNDS = re.compile(r"政府性基金|国有资本|机关运行")
_PART_OF_RECEPTION = re.compile(r"国内|国\(境\)外|外宾|外事")
_ALL = (_WHOLE, ABROAD, BOTH, RECEPTION, BUYING, RUNNING)
_EQUATIONS = ((_WHOLE, ABROAD, BOTH, RECEPTION), (BOTH, BUYING, RUNNING))
_OTHER_FIGURE = re.compile(r"预算(?!财政|拨款)|上年|去年|年初|同期|(?:比|较|与).{0,8}20\d\d年|[本下所][级属]|汇总")


def three_kind_claims(facts: Facts) -> Iterator[Claim]:
    """“三公” = 出国 + 用车 + 接待, 用车 = 购置 + 运行, final figures and budgets each, within one section.

    Only where the section gives one figure for each of them; a list that is judged as one is left to it.
    """
    for told in sections_of(facts):
        statements = [s for s in told if is_money(s) and s.role in (Role.FINAL, Role.BUDGET)]
        for claim in _sums([s for s in statements if s.role is Role.FINAL]):
            yield claim
            yield from _shares(facts, claim)
        yield from _told_otherwise([s for s in statements if s.role is Role.FINAL])
        budgets = [s for s in statements if s.role is Role.BUDGET]
        for kind in dict.fromkeys(base_kind(s.base) for s in budgets):
            yield from _sums([s for s in budgets if base_kind(s.base) == kind])


def sections_of(facts: Facts) -> list[list[Statement]]:
    """The statements of each section about “三公”."""
    sections: dict[object, list[Statement]] = {}
    for statements in facts.passages():
        place = section_of(statements[0].passage)
        if place is not None:
            sections.setdefault(place, []).extend(statements)
    return list(sections.values())


def section_of(passage: Passage) -> object:
    """The headings down to the one about “三公”; all of them where none is."""
    for depth, heading in enumerate(passage.headings, 1):
        if _SECTION.search(heading) and not passage.in_cell:
            # A whole part about “三公” may hold sections on the budget and on the final figures of two years.
            below = passage.headings[depth : depth + 1]
            ordinal = ordinal_of(heading)
            deeper = (ordinal is None or ordinal.rank == 0) and any(_OF_A_YEAR.search(one) for one in below)
            return passage.headings[: depth + deeper]
    return passage.headings or id(passage)


def _sums(statements: Sequence[Statement]) -> Iterator[Claim]:
    both, buying, running = (only_figure(statements, words) for words in (BOTH, BUYING, RUNNING))
    if both is not None and buying is not None and running is not None:
        yield from _sum(both, (buying, running), statements)
    whole, abroad, reception = (only_figure(statements, words) for words in (_WHOLE, ABROAD, RECEPTION))
    if whole is None or abroad is None or reception is None:
        return
    if both is not None:
        yield from _sum(whole, (abroad, both, reception), statements)
    elif buying is not None and running is not None:
        yield from _sum(whole, (abroad, buying, running, reception), statements)


def _told_otherwise(statements: Sequence[Statement]) -> Iterator[Claim]:
    """公务接待费2.02万元, and further down 0.22万元: of two figures of one kind the sum proves which is right."""
    named = {words: [s for s in statements if words.search(_name(s)) and _is_final(s)] for words in _ALL}
    for words in _EQUATIONS:
        groups = [named[one] for one in words]
        values = [list(dict.fromkeys(map(quantity, group))) for group in groups]
        odd = next((number for number, found in enumerate(values) if len(found) > 1), None)
        if odd is None or not all(values) or sum(map(len, values)) != len(words) + 1:
            continue
        right = [value for value in values[odd] if _adds_up([*values[:odd], [value], *values[odd + 1 :]])]
        if len(right) != 1:
            continue
        proof = next(s for s in groups[odd] if quantity(s) == right[0])
        for other in groups[odd]:
            if quantity(other) != right[0] and subject_key(other.subject) == subject_key(proof.subject):
                rest = tuple(group[0] for number, group in enumerate(groups) if number != odd)
                formula = f"别处写 {printed(proof)}，与合计和分项相符"
                way = Way((proof, *rest), right[0], formula)
                yield Claim(
                    "N13-01", ClaimKind.CROSS_REF, Relation.EQUAL, other, quantity(other), (way,), remark="再述"
                )


def _adds_up(values: Sequence[Sequence[Quantity]]) -> bool:
    first, *rest = (one[0] for one in values)
    return meets(first, total(rest))


def _is_final(statement: Statement) -> bool:
    """Whether a figure is told of the year itself, and not of the budget, the year before or a part of the whole."""
    text = statement.passage.text
    clause = re.split(r"[。;,，]", text[: statement.literal.start])[-1]
    of_another = statement.listing is not None and statement.listing.role is not Role.FINAL
    names = statement.subject + "".join(statement.path)
    plain = _FUNDS.search(names) is None and _PART_OF_RECEPTION.search(statement.subject) is None
    return plain and not of_another and _OTHER_FIGURE.search(clause) is None


def _shares(facts: Facts, claim: Claim) -> Iterator[Claim]:
    """占50% of a kind that stands in a sentence of its own is of the sum."""
    whole = claim.stated
    for part in claim.ways[0].operands:
        for share in facts.frames[part.frame]:
            if share.role is not Role.SHARE or share.whole or share.listing is not None:
                continue
            way = Way((part, whole), rate_of(quantity(part), quantity(whole)), f"{printed(part)} ÷ {printed(whole)}")
            if way.expected is not None:
                yield Claim("N7-01", ClaimKind.SHARE, Relation.EQUAL, share, quantity(share), (way,))


def only_figure(statements: Sequence[Statement], words: re.Pattern[str]) -> Statement | None:
    """The one figure with such a name; ``None`` where there is none, or where two of them differ."""
    found = [s for s in statements if words.search(_name(s)) and not _FUNDS.search(s.subject + "".join(s.path))]
    # 国内公务接待费 is a part of 公务接待费 where both are told.
    found = [s for s in found if not _PART_OF_RECEPTION.search(s.subject)] or found
    return found[0] if found and len({quantity(s) for s in found}) == 1 else None


def _name(statement: Statement) -> str:
    return _name_in(statement.subject)


@lru_cache(maxsize=4096)
def _name_in(subject: str) -> str:
    """The kind that a subject names; kept, since every statement is held against every kind."""
    subject = re.sub(r"公车(?=购置|运行)", "公务用车", re.sub(r"^.*中(?:包?含|包括)", "", subject))
    return re.sub(r"[“”\"]|^.*?(?=公务接待|公务用车|因公)", "", subject.replace("”", "").replace("“", ""))


def _sum(whole: Statement, parts: Sequence[Statement], told: Sequence[Statement]) -> Iterator[Claim]:
    listed = [part for part in parts if part.listing is not None and part.listing.total == whole.frame]
    of_another = [
        part
        for part in parts
        if part.listing is not None and part.listing.figure.figure.value != whole.literal.figure.value
    ]
    way = sum_way(parts)
    if len(listed) == len(parts) or of_another or way.expected is None:
        return
    others = [s for s in told if s is not whole and s not in parts]
    if not meets(quantity(whole), way.expected) and any(meets(quantity(s), way.expected) for s in others):
        # 全口径30万元,其中财政拨款22.30万元: the kinds make up another figure that is told.
        return
    yield Claim("N7-01", ClaimKind.SUM, Relation.EQUAL, whole, quantity(whole), (way,))
