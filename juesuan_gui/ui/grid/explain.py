"""Owns what a cell says of itself: its formula in words with numbers, what was stated, its findings."""

from __future__ import annotations

from juesuan_gui.checks import Finding
from juesuan_gui.figures import Figure, subtract
from juesuan_gui.live import stated_differs
from juesuan_gui.relations import Address, Unread
from juesuan_gui.session import Session
from juesuan_gui.ui.grid.marks import Mark

_MOST_FINDINGS = 4


def explain(session: Session, address: Address, mark: Mark | None) -> str:
    """The tooltip of a figure cell, "" when there is nothing to say."""
    parts = [_stated(session, address), formula(session, address), where_found(session, address)]
    if mark is not None:
        parts += [_finding(session, finding) for finding in mark.findings[:_MOST_FINDINGS]]
        if len(mark.findings) > _MOST_FINDINGS:
            parts.append(f"另有 {len(mark.findings) - _MOST_FINDINGS} 条，见审核窗格。")
    return "\n\n".join(part for part in parts if part)


def where_found(session: Session, address: Address) -> str:
    """Where an accountant finds the figure, "" where the form does not say or the form computes it."""
    source = session.form.source_of(address)
    return f"取自：{source}" if source and not session.live.is_computed(address) else ""


def formula(session: Session, address: Address) -> str:
    """How the form computes the cell, in words and in numbers; "" for an input cell."""
    rule = session.live.computing_rule(address)
    if rule is None:
        return ""
    compiled, binding = rule
    right = compiled.rule.relation.right
    words = session.wording.expression(right, binding)
    name = session.wording.column_words(address) or session.wording.row_words(address)
    lines = [f"{name} = {words}", f"= {session.wording.numbers(right, binding)}"]
    try:
        computed = session.live.computed(address)
        lines.append(f"= {_number(session, computed, address)}")
    except Unread:
        lines.append("其中有没有读出的数，未能计算。")
    return "\n".join(lines)


def difference(session: Session, address: Address) -> str:
    """What a stated total says against what is computed; "" where they agree or nothing was stated."""
    stated = session.report.stated(address)
    if stated is None or stated.unread or not session.live.is_computed(address):
        return ""
    try:
        computed = session.live.computed(address)
    except Unread:
        return ""
    if not stated_differs(stated, computed):
        return ""
    left = stated.figure.quantity() if stated.figure else 0
    right = computed.quantity() if computed else 0
    gap = session.wording.number(subtract(left, right), address)
    here, there = _number(session, stated.figure, address), _number(session, computed, address)
    return f"表内 {here}（{stated.origin.value}），计算值 {there}，相差 {gap}"


def _stated(session: Session, address: Address) -> str:
    stated = session.report.stated(address)
    if stated is None:
        return ""
    if stated.unread:
        original = f"，原文“{stated.text}”" if stated.text else ""
        return f"未读出：{stated.unread}{original}"
    if not session.live.is_computed(address):
        return ""
    return difference(session, address) or f"表内的数由{stated.origin.value}得来，与计算值一致"


def _number(session: Session, figure: Figure | None, address: Address) -> str:
    return session.wording.number(figure.quantity() if figure else None, address)


def _finding(session: Session, finding: Finding) -> str:
    check = session.form.checks[finding.check]
    lines = [
        f"【{finding.level.label}】{check.title}（{finding.check}）",
        session.wording.formula(finding.instance),
    ]
    if finding.problem:
        lines.append(finding.problem)
    elif finding.place is not None:
        stated = session.wording.number(finding.stated, finding.place)
        expected = session.wording.number(finding.expected, finding.place)
        lines.append(f"{session.wording.place(finding.place)}：表内 {stated}，应为 {expected}")
    return "\n".join(lines)
