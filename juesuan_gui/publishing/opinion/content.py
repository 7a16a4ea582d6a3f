"""Owns what a 审核意见 says: head, numbered lines, what was not adopted or not checked, foot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from juesuan_gui.forms import Level
from juesuan_gui.review import Judged, Review, ReviewFinding, Side, Unread, Verdict, kind_words


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One numbered finding, every column in words; an amount is as the source prints it."""

    number: int
    level: Level
    check: str
    kind: str
    section: str
    where: str
    problem: str
    quote: str
    others: tuple[str, ...]
    stated: str
    expected: str
    difference: str
    formula: str
    change: str
    verdict: Verdict
    reason: str

    @property
    def evidence(self) -> str:
        """Both sides and the formula, a line each."""
        lines = [f"原文：{self.quote}"] if self.quote else []
        lines += [f"对照：{other}" for other in self.others]
        lines += [f"公式：{self.formula}"] if self.formula else []
        return "\n".join(lines)

    @property
    def decision(self) -> str:
        """认可, or 不采纳：the reason."""
        return f"{self.verdict.label}：{self.reason}" if self.reason else self.verdict.label


@dataclass(frozen=True, slots=True)
class Opinion:
    """A whole 审核意见. ``lines`` are numbered through; ``refused`` are the findings not adopted."""

    title: str
    head: tuple[tuple[str, str], ...]
    lines: tuple[OpinionLine, ...]
    refused: tuple[OpinionLine, ...]
    gone: tuple[str, ...]
    unread: tuple[str, ...]
    foot: tuple[tuple[str, str], ...]


def opinion_of(review: Review) -> Opinion:
    """The 审核意见 of a review as it stands."""
    judged = list(review.judged())
    refused = [item for item in judged if item.verdict is Verdict.REJECTED]
    current = review.current
    _, gone = review.changes()
    return Opinion(
        title=f"{review.title}部门决算公开审核意见" if current.unit_name else "部门决算公开审核意见",
        head=tuple(_head(review, judged)),
        lines=tuple(_line(number, item) for number, item in enumerate(review.standing(), 1)),
        refused=tuple(_line(number, item) for number, item in enumerate(refused, 1)),
        gone=tuple(f"{item.finding.where} {item.finding.message}" for item in gone),
        unread=tuple(unread_words(item) for item in current.content.unread),
        foot=tuple(_foot(review)),
    )


def unread_words(item: Unread) -> str:
    """第 3 页 “……”：why it could not be checked."""
    quote = f"“{item.side.text}”：" if item.side.quote else ""
    return f"{item.side.words} {quote}{item.why}".strip()


def side_words(side: Side) -> str:
    """第 10 页 208·本年支出合计：326.72; a blank cell says 空."""
    name = "·".join(part for part in (side.row, side.column) if part)
    quote = side.text or "空"
    return " ".join(part for part in (side.words, f"{name}：{quote}" if name else quote) if part)


def _head(review: Review, judged: Iterable[Judged]) -> Iterable[tuple[str, str]]:
    current = review.current
    yield "被审单位", current.unit_name or "（报告中没有读出）"
    yield "决算年度", f"{current.year} 年度" if current.year else "（报告中没有读出）"
    yield (
        "送审文件",
        current.file_name + (f"（第 {len(review.submissions)} 次送审）" if len(review.submissions) > 1 else ""),
    )
    yield "文件校验", f"SHA-256 {current.sha256}"
    content = current.content
    counts = "，".join(f"{level.label} {content.count(level)} 条" for level in Level)
    yield "审核结果", f"{counts}；未能核对 {len(content.unread)} 处"
    verdicts = review.verdicts()
    yield "处理情况", "，".join(f"{verdict.label} {verdicts[verdict]} 条" for verdict in Verdict)
    if len(review.submissions) > 1:
        changes, gone = review.changes()
        words = [
            f"{name} {sum(one.value == name for one in changes.values())} 条" for name in ("新增", "仍在", "有变化")
        ]
        yield "与上次比", "，".join([*words, f"已消除 {len(gone)} 条"])


def _line(number: int, item: Judged) -> OpinionLine:
    finding = item.finding
    reason = item.decision.reason if item.decision is not None and not item.is_stale else ""
    return OpinionLine(
        number=number,
        level=finding.level,
        check=finding.check,
        kind=kind_words(finding.kind),
        section=finding.section,
        where=finding.where,
        problem=finding.message,
        quote=_stated_quote(finding),
        others=tuple(side_words(side) for side in finding.sides[1:]),
        stated=finding.stated,
        expected=finding.expected,
        difference=finding.difference,
        formula=finding.formula_apart,
        change=item.change.value if item.change is not None else "",
        verdict=item.verdict,
        reason=reason,
    )


def _stated_quote(finding: ReviewFinding) -> str:
    side = finding.place
    return side.text or ("空" if side.table else "")


def _foot(review: Review) -> Iterable[tuple[str, str]]:
    signed = review.sign_off
    if signed is None:
        yield "审核人", ""
        yield "审核日期", ""
        return
    yield "签发人", signed.name
    yield "签发日期", signed.date
    if signed.remark:
        yield "签发意见", signed.remark
