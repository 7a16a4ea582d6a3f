"""Owns the sentences in which a finding about the text is told."""

from __future__ import annotations

from juesuan_gui.narrative.claiming.claim import EXPECTED, STATED, Claim, Relation, printed
from juesuan_gui.narrative.claiming.directions import HALVED
from juesuan_gui.narrative.claiming.impossible import LESS_THAN_NOTHING, MORE_THAN_ALL, MORE_THAN_WHOLE
from juesuan_gui.narrative.claiming.limits import TWO_SIDES, WITHIN
from juesuan_gui.narrative.claiming.shares import BEYOND
from juesuan_gui.narrative.claiming.told_counts import AGAINST_MONEY
from juesuan_gui.narrative.clauses import OF_BASE
from juesuan_gui.narrative.model import ClaimKind, Dimension, Role, Statement

_RATE_NAMES = {Role.CHANGE_RATE: "增减幅度", Role.SHARE: "占比", Role.COMPLETION: "完成率", Role.RATIO: "比率"}


def message_of(claim: Claim, *, turned: bool, stated: str | None, expected: str | None, formula: str) -> str:
    """One or two calm sentences: what is stated, what follows from the other figures, and how."""
    if STATED in formula:
        return formula.replace(STATED, stated or "").replace(EXPECTED, expected or "") + "。"
    name = f"“{claim.stated.subject}”" if claim.stated.subject else "这里"
    if claim.relation is Relation.WORDING:
        return _words(claim, name, stated)
    if claim.relation is Relation.ZERO_BASE:
        return _zero_base(claim, name)
    if claim.relation is Relation.WORD:
        words = claim.stated.passage.text[slice(*(claim.words or (0, 0)))]
        return f"{name}的用语与数字不一致：文中写“{words}”，但{formula}并非{claim.remark}。"
    if turned:
        return f"{name}的增减方向与数字不一致：文中写“{_printed_clause(claim.stated)}”，按 {formula} 方向相反。"
    if claim.kind is ClaimKind.CROSS_REF or claim.remark == TWO_SIDES:
        return _cross(claim, name, stated, formula)
    if claim.relation is Relation.AT_MOST or claim.remark in (MORE_THAN_ALL, BEYOND):
        return _too_large(claim, name, stated, formula)
    if claim.kind is ClaimKind.SUM:
        return f"{name}与分项之和不符：文中写 {stated}，分项合计为 {formula}。"
    if claim.kind is ClaimKind.IDENTITY:
        return f"{name}的{_what(claim)}与其他数字不符：文中写 {stated}，按 {formula}。"
    if claim.remark == "占比之和":
        addends = formula.partition(" = ")[0]
        return f"各项占比相加不等于100%：{addends} = {stated}。"
    return f"{name}的{_what(claim)}不符：文中写 {stated}，按 {formula}。"


def _too_large(claim: Claim, name: str, stated: str | None, formula: str) -> str:
    if claim.remark == MORE_THAN_ALL:
        return f"{name}的增加额 {stated} 大于它本身的 {formula}，照此推算，增加之前的数小于零。"
    if claim.remark == LESS_THAN_NOTHING:
        base = printed(claim.ways[0].operands[0])
        return f"{name}的减少额 {stated} 大于它减少之前的 {base}，照此推算，减少之后的数小于零。"
    if claim.remark == MORE_THAN_WHOLE:
        return f"{name}的降幅 {stated} 超过100%，照此推算，减少之后的数小于零，请核对是增长还是下降。"
    if claim.remark == BEYOND and claim.stated.role is Role.RATIO:
        return f"{name}为 {stated}，超过100%，请核对数字。"
    if claim.remark == BEYOND:
        return f"{name}的占比 {stated} 超过100%，部分不会大于全部，请核对数字或说明是占什么的比重。"
    bound = printed(claim.ways[0].operands[0])
    said = "文中却说没有超过 " if claim.remark == WITHIN else "大于它所属的总数 "
    return f"{name}为 {stated}，{said}{bound}。"


def _what(claim: Claim) -> str:
    if claim.stated.literal.dimension is Dimension.POINTS:
        return "百分点"
    if claim.stated.remark == OF_BASE:
        return "比率"
    if claim.stated.role is Role.CHANGE:
        return "增减额"
    return _RATE_NAMES.get(claim.stated.role, "金额" if not claim.stated.literal.counted else "数量")


def _printed_clause(statement: Statement) -> str:
    return statement.words + printed(statement)


def _words(claim: Claim, name: str, stated: str | None) -> str:
    if claim.remark == "两个方向":
        return f"{name}处同时写了增和减两个相反的词（{stated}），请保留一个。"
    if claim.remark == HALVED:
        return (
            f"{name}的减少额与它本身都是 {claim.ways[0].formula}，照此推算上年正好是本年的两倍，"
            "请核对是否应写“增加”，或上年没有数。"
        )
    if claim.remark == AGAINST_MONEY:
        return f"{claim.ways[0].formula}，请核实。"
    if claim.remark == "计量单位":
        return f"{name}的计量单位前后不一致：此处写 {stated}，{claim.ways[0].formula}，同一数字不应既是人数又是人次。"
    where = f"{name}处" if claim.stated.subject else name
    return f"{where}模板中的备选词没有取舍（{stated}），请按实际情况只保留一个，没有变化的写“持平”。"


def _cross(claim: Claim, name: str, stated: str | None, formula: str) -> str:
    if claim.remark == TWO_SIDES:
        return f"{name}写作 {stated}，而{formula}，两者应当相等；如果写的是本年合计，请改称“合计”。"
    if claim.check == "N10-01":
        return f"{name}与公用经费不一致：文中写 {stated}，{formula}。"
    if claim.relation is Relation.AT_MOST:
        return f"{name}为 {stated}，{formula}，部分不应大于全部。"
    return f"{name}前后不一致：此处写 {stated}，{formula}。"


def _zero_base(claim: Claim, name: str) -> str:
    way = claim.ways[0]
    if claim.kind is ClaimKind.GROWTH_RATE:
        clause = _printed_clause(claim.stated)
        return (
            f"{name}的基数为0，增减幅度没有意义：文中写“{clause}”（{way.formula}），"
            "请删去比率或写明上年（年初）无此项。"
        )
    if claim.kind is ClaimKind.COMPLETION:
        return f"{name}的预算数为0，不能计算完成率：文中写 {printed(claim.stated)}（{way.formula}）。"
    return f"{name}的总数为0，不能计算占比：文中写 {printed(claim.stated)}（{way.formula}）。"
