"""Owns the claims that words make about figures stated before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from juesuan_gui.narrative.claiming.catalogue import same_base
from juesuan_gui.narrative.claiming.claim import (
    AMOUNTS,
    Claim,
    Facts,
    Relation,
    Way,
    printed,
    quantity,
)
from juesuan_gui.narrative.model import ClaimKind, Passage, Role, Statement
from juesuan_gui.narrative.subjects import clean_subject, is_generic, same_subject
from juesuan_gui.narrative.words import COMPARED, COMPARISON, EVEN, EVEN_WITH_BUDGET, GREATER, LESS, NOT_OVER

_CLAUSE = re.compile(r"[,，。;:!?()]")
#: A shorter word before 决算数 names nothing of its own.
_NAMED = 4
#: 决算数未超过预算数.
NO_MORE = "不超过"


def word_claims(facts: Facts) -> Iterator[Claim]:
    """决算数大于预算数, 与年初预算持平: the word against the two figures it speaks of."""
    for statements in facts.passages():
        passage = statements[0].passage
        even = list(EVEN_WITH_BUDGET.finditer(passage.text))
        said = [(match, _relation(match["word"])) for match in COMPARISON.finditer(passage.text)]
        said += [(match, NO_MORE) for match in NOT_OVER.finditer(passage.text)]
        for match, relation in (*said, *((match, "等于") for match in even)):
            pair = _pair_named(facts, statements, match.start())
            if pair is not None:
                yield _word(match.span(), relation, *pair)
            elif (rate := _completion_before(statements, match.start())) is not None:
                yield _word_against_rate(match.span(), relation, rate)
        for match in EVEN.finditer(passage.text):
            if any(other.end() == match.end() for other in even):
                continue
            found = _even(facts, statements, passage, match)
            if found is not None:
                yield found


def words_behind(facts: Facts, passages: Sequence[Passage]) -> Iterator[Claim]:
    """决算数小于预算数的主要原因…: in a line of its own, right behind the paragraph that tells both figures."""
    for before, passage in pairwise(passages):
        match = next((m for p in (COMPARISON, NOT_OVER, EVEN_WITH_BUDGET) if (m := p.match(passage.text))), None)
        told = facts.of_passage(before)
        if match is None or before.is_heading or not told:
            continue
        pair = pair_before(facts, told, len(before.text))
        if pair is None:
            continue
        word = match.groupdict().get("word")
        relation = _relation(word) if word else NO_MORE if match.re is NOT_OVER else "等于"
        claim = _word(match.span(), relation, *pair)
        literal = replace(pair[0].literal, start=match.start(), end=match.end())
        yield replace(claim, stated=replace(pair[0], passage=passage, literal=literal, start=match.start()))


def _relation(word: str) -> str:
    return "大于" if word in GREATER else "小于" if word in LESS else "等于"


def _pair_named(facts: Facts, statements: Sequence[Statement], position: int) -> tuple[Statement, Statement] | None:
    """What a word speaks of: the thing named right before it in a sentence of its own, else what was last spoken of.

    其中:…公务接待费决算5万元,…。“三公”经费支出决算数小于预算数: the last figure is that of a part.
    """
    text = statements[0].passage.text
    near = _CLAUSE.split(text[:position])[-1]
    name = clean_subject(near)
    if len(name) < _NAMED or is_generic(name) or re.search(r"\d", name):
        return pair_before(facts, statements, position)
    told = [s for s in statements if s.literal.end <= position and s.role in AMOUNTS and same_subject(s.subject, name)]
    return pair_before(facts, [s for s in statements if s.frame == told[-1].frame], position) if told else None


def pair_before(facts: Facts, statements: Sequence[Statement], position: int) -> tuple[Statement, Statement] | None:
    """The amount and the budget of the thing last spoken of before a position."""
    before = [s for s in statements if s.literal.end <= position and s.role in (*AMOUNTS, Role.BUDGET)]
    if not before:
        return None
    frame = facts.frames[before[-1].frame]
    amount = next((s for s in frame if s.role in AMOUNTS), None)
    budgets = [s for s in frame if s.role is Role.BUDGET]
    if amount is None and budgets:
        amount = _of_the_same_budget(facts, before, budgets[-1])
    return (amount, budgets[-1]) if amount is not None and budgets else None


def _of_the_same_budget(facts: Facts, before: Sequence[Statement], budget: Statement) -> Statement | None:
    """年初预算为0万元,支出决算为60万元,由于年初预算数为0万元,…: the amount told with the budget that is told again."""
    earlier = [s for s in before if s.role is Role.BUDGET and s.frame != budget.frame]
    if not earlier or quantity(earlier[-1]) != quantity(budget) or not same_base(earlier[-1].base, budget.base):
        return None
    return facts.amount(earlier[-1].frame)


def _completion_before(statements: Sequence[Statement], position: int) -> Statement | None:
    """The completion rate right before a word about final figure and budget, neither of which is printed."""
    before = [s for s in statements if s.literal.end <= position]
    if not before or before[-1].role is not Role.COMPLETION:
        return None
    between = before[-1].passage.text[before[-1].literal.end : position]
    return before[-1] if re.fullmatch(r"[,，;]?(?:支出|收入)?", between) else None


def _word_against_rate(span: tuple[int, int], word: str, rate: Statement) -> Claim:
    way = Way((rate,), 100, f"完成率{printed(rate)}与100%比较")
    return Claim("N5-05", ClaimKind.WORDING, Relation.WORD, rate, quantity(rate), (way,), words=span, remark=word)


def _word(span: tuple[int, int], word: str, amount: Statement, budget: Statement) -> Claim:
    way = Way((amount, budget), quantity(budget), f"{printed(amount)}与{printed(budget)}比较")
    check = "N5-05"
    return Claim(check, ClaimKind.WORDING, Relation.WORD, amount, quantity(amount), (way,), words=span, remark=word)


def _even(facts: Facts, statements: Sequence[Statement], passage: Passage, match: re.Match[str]) -> Claim | None:
    if passage.text[match.start() : match.start() + 2] == "基本" or match.group() in ("一致", "相同"):
        return None
    before = [s for s in statements if s.literal.end <= match.start() and s.role in (*AMOUNTS, Role.BUDGET, Role.PRIOR)]
    if not before:
        return None
    # Only words right behind the figures speak of them.
    between = passage.text[before[-1].literal.end : match.start()]
    if re.search(r"[。;]", between) or len(between) > 24:
        return None
    compared = COMPARED.search(between + match.group())
    frame = facts.frames[before[-1].frame]
    amount = next((s for s in frame if s.role in AMOUNTS), None)
    bases = [s for s in facts.bases(before[-1].frame) if compared is None or same_base(s.base, compared["base"])]
    if amount is None or not bases:
        return None
    start = before[-1].literal.end + len(between) - len(between.lstrip(",，、。;: "))
    return _word((start, match.end()), "等于", amount, bases[-1])
