"""Owns what follows from definitions of the field: balances carried over, personnel and public funds, funds in all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan_gui.figures import subtract
from juesuan_gui.narrative.claiming.claim import (
    EXPECTED,
    STATED,
    Claim,
    Facts,
    Relation,
    Way,
    is_money,
    printed,
    quantity,
    total,
)
from juesuan_gui.narrative.claiming.splits import Based, based_on, kinds_of_base
from juesuan_gui.narrative.model import ClaimKind, Role, Statement


def definition_claims(facts: Facts) -> Iterator[Claim]:
    """Definitions of the field: last year's closing balance, personnel and public funds, one fund within all."""
    yield from _opening_balance(facts)
    yield from _personnel_and_public(facts)
    yield from _within_all(facts)
    yield from _running_costs(facts)
    yield from _by_fund(facts)


def _first(facts: Facts, pattern: str) -> Statement | None:
    return next(
        (s for s in facts.all if s.role is Role.FINAL and is_money(s) and re.search(pattern, s.subject)),
        None,
    )


def _prior(facts: Facts, amount: Statement) -> Based | None:
    return next(
        (
            b
            for kind in kinds_of_base(facts, [amount])
            if not kind.endswith("预算") and (b := based_on(facts, amount, kind))
        ),
        None,
    )


def _opening_balance(facts: Facts) -> Iterator[Claim]:
    """XY-05: 上年总计 − 上年支出 = 本年总计 − 本年收入, the balance carried over."""
    whole = _first(facts, r"^(?:本年)?(?:收入?、支出?|收入支出)总计$")
    income, spent = _first(facts, r"^(?:本年)?收入合计$"), _first(facts, r"^(?:本年)?支出合计$")
    if whole is None or income is None or spent is None:
        return
    last_whole, last_spent = _prior(facts, whole), _prior(facts, spent)
    if last_whole is None or last_spent is None:
        return
    opening = subtract(quantity(whole), quantity(income))
    closing = subtract(last_whole.base, last_spent.base)
    formula = (
        f"推算的上年末结转和结余（上年总计减上年支出）为 {STATED}，"
        f"而本年年初结转和结余（本年总计减本年收入）为 {EXPECTED}，请核对或说明调整情况"
    )
    way = Way((last_whole.shown, whole, income, spent), opening, formula)
    yield Claim("XY-05", ClaimKind.IDENTITY, Relation.EQUAL, last_spent.shown, closing, (way,), remark="推算:上年结转")


def _personnel_and_public(facts: Facts) -> Iterator[Claim]:
    """人员经费 = 工资福利支出 + 对个人和家庭的补助, 公用经费 = the other economic classes of basic expenditure."""
    by_total: dict[int, list[Statement]] = {}
    for statement in facts.all:
        if statement.listing is not None:
            by_total.setdefault(statement.listing.total, []).append(statement)
    for statements in facts.lists.values():
        listing = statements[0].listing
        if listing is None:
            continue
        amounts = [s for s in statements if s.role is Role.FINAL and is_money(s)]
        personal = [s for s in amounts if re.search(r"工资福利|对个人和家庭", s.subject)]
        others = [s for s in amounts if re.search(r"商品和服务|资本性|债务利息|对企业补助", s.subject)]
        siblings = by_total[listing.total]
        for name, parts in (("人员经费", personal), ("公用经费", others)):
            whole = next((s for s in siblings if s.role is Role.FINAL and name in s.subject), None)
            if whole is None or not parts or len(personal) + len(others) != len(amounts):
                continue
            way = Way(tuple(parts), total([quantity(p) for p in parts]), " + ".join(printed(p) for p in parts))
            yield Claim("N6-01", ClaimKind.SUM, Relation.EQUAL, whole, quantity(whole), (way,))


def _within_all(facts: Facts) -> Iterator[Claim]:
    """Basic (project) expenditure of the general public budget is at most all basic (project) expenditure."""
    for name in ("基本支出", "项目支出"):
        whole = next(
            (
                s
                for s in facts.all
                if s.role is Role.FINAL
                and s.subject == name
                and s.path[-1:]
                and re.fullmatch(r"(?:本年)?支出合计", s.path[-1])
            ),
            None,
        )
        part = _first(facts, rf"一般公共预算.*{name}$")
        if whole is not None and part is not None and whole.passage is not part.passage:
            way = Way((whole,), quantity(whole), f"不超过全部{name}{printed(whole)}")
            yield Claim("X34-01", ClaimKind.CROSS_REF, Relation.AT_MOST, part, quantity(part), (way,))


def _running_costs(facts: Facts) -> Iterator[Claim]:
    """N10-01: 机关运行经费 = 公用经费 where one administrative unit reports; with more units it may be less."""
    costs = _first(facts, r"机关运行经费|基本支出中的日常公用经费")
    if costs is None:
        return
    ways = [
        Way((s,), quantity(s), f"前文{s.subject}为{printed(s)}")
        for s in facts.all
        if s.role is Role.FINAL
        and is_money(s)
        and s.passage is not costs.passage
        and s.listing is not None
        and "基本支出" in s.path[-1]
        and re.search(r"公用经费$|^商品和服务(?:支出)?$", s.subject)
    ]
    if ways:
        certain = _is_single_unit(facts) and any("公用经费" in way.operands[0].subject for way in ways)
        yield Claim("N10-01", ClaimKind.CROSS_REF, Relation.EQUAL, costs, quantity(costs), tuple(ways), certain=certain)


def _is_single_unit(facts: Facts) -> bool:
    return any(
        s.role is Role.COUNT and s.literal.figure.value == 1 and re.search(r"编报范围|决算单位|编制范围", s.subject)
        for s in facts.all
    )


def _by_fund(facts: Facts) -> Iterator[Claim]:
    """一般公共 + 政府性基金 (+ 国资) against all expenditure; other money may stand besides."""
    whole = _first(facts, r"^(?:本年)?支出合计$")
    general = _first(facts, r"^一般公共预算财政拨款支出$")
    fund = _first(facts, r"^政府性基金预算财政拨款支出$")
    if whole is not None and general is not None and fund is not None:
        parts = (general, fund)
        way = Way(parts, total([quantity(p) for p in parts]), " + ".join(printed(p) for p in parts))
        yield Claim(
            "X34-02",
            ClaimKind.IDENTITY,
            Relation.EQUAL,
            fund,
            quantity(fund),
            (
                Way(
                    (whole, general),
                    subtract(quantity(whole), quantity(general)),
                    f"{printed(whole)} − {printed(general)}",
                ),
            ),
            certain=False,
        )
        yield Claim("X34-02", ClaimKind.SUM, Relation.EQUAL, whole, quantity(whole), (way,), certain=False)
    basic, project = _first(facts, r"一般公共预算.*基本支出$"), _first(facts, r"一般公共预算.*项目支出$")
    if general is not None and basic is not None and project is not None:
        way = Way(
            (basic, project), total([quantity(basic), quantity(project)]), f"{printed(basic)} + {printed(project)}"
        )
        yield Claim("N5-01", ClaimKind.SUM, Relation.EQUAL, general, quantity(general), (way,), certain=False)
