"""Owns what the explanation says about self-assessments: counts, funds, 自评综述, scores, grades, ratios."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from juesuan_gui.figures import Unit
from juesuan_gui.narrative.model import Passage
from juesuan_gui.reading.cards.bases import told_bases
from juesuan_gui.reading.cards.statement_wording import GRADES, NUMBER, STATEMENT_PATTERNS
from juesuan_gui.report.cards import CardFigure, CardStatement, Measured, Printed, StatementKind

_ASSESSED = re.compile(r"自评|绩效评价|绩效目标|整体绩效|执行率|绩效")
_GRADE = re.compile(rf"等级为[“\"]?(?P<grade>{GRADES})")
_INDICATOR_SCORE = re.compile(rf"(?:得分?|分值?)(?:为)?{NUMBER}分")
_DONE = re.compile(
    r"(?P<words>[^\d,。;:、()《》“”]{4,40}?)(?:共计|共|总计|达到?了?|数?为|的)?(?P<n>\d{1,3}(?:,\d{3})+|\d+)"
    r"(?P<counted>人次|[件次家份人名户例场起批套])(?![\w%])"
)
#: 对21家定点医疗机构进行检查: what was counted stands behind the count, and it is said to be done.
_DONE_TO = re.compile(
    r"对(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?P<counted>人次|[件次家份人名户例场起批套])"
    r"(?P<words>[^\d,。;:、()《》“”]{2,30}(?:进行|开展|实施|完成)了?[^\d,。;:、()《》“”]{2,20})"
)
#: Where a text tells how the targets of a card were met.
_TELLS_DONE = re.compile(r"完成的?绩效目标|绩效目标(?:的)?(?:完成|实现)|年度目标\d|主要产出|产出(?:完成)?情况")
_MONEY = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?=亿元|万元|千元|元)")
_ALL_OF_IT = re.compile(r"占[^,。;%\d]{0,16}项目支出[^,。;%\d]{0,6}100(?:\.0+)?%")
_REPORT = re.compile(r"项目(?:支出)?绩效(?:自评|评价)报告$")
_OTHER_COUNT = re.compile(r"其中|上年|去年|同比|比\d|增加|减少|计划|预计|目标值|不少于|不低于|以上|未")
_REVIEW = re.compile(
    r"(?:^|[。;,])(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）.、]+)?(?P<name>[^。;,:]{2,60}?)(?:项目)?(?:支出)?绩效自评(?:综述|情况|结果)"
)
_CARD_NAME = re.compile(r"[《“](?P<name>[^《》“”]{2,50}?)(?:项目)?(?:支出)?绩效自评(?:价)?表[》”]")
_INLINE = re.compile(
    r"(?:^|[,。;:、])(?P<name>[^,。;:《》、]{3,50}?)项目(?=于\d{4}年|自评|绩效自评|绩效评价|评价得分|得分|资金预算|全年预算|资金于|,项目)"
)
_REPORTED = re.compile(r"增加(?P<name>[^,。;:]{3,50}?)项目绩效评价结果")
_CIRCLED = re.compile(r"^[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]")
_WHOLE = re.compile(r"整体|评价结论|评价等级")
_ALL = re.compile(r"所有|全部")
# Other work than self-assessment has counts and funds of its own.
_OTHER_WORK = re.compile(r"编报|编制|监控|事前|跟踪|部门评价|重点评价|财政评价|重点绩效评价")
_COUNTED = (StatementKind.PROJECTS, StatementKind.FUNDS, StatementKind.AVERAGE_SCORE, StatementKind.GRADE_COUNT)
_NO_NAME = re.compile(r"^(?:该|本|此|各|所有|重点|其他|部门|单位|今年|我|根据)")


def card_statements(passages: Sequence[Passage]) -> list[CardStatement]:
    """What the running text says about self-assessments, in order; other sentences give nothing.

    A figure belongs to the project that its sentence, its passage or the heading above names; figures of the
    whole (整体) are taken only from passages that speak of no project.
    """
    found: list[CardStatement] = told_bases(passages)
    reported = _reported(passages)
    above: Printed | None = None
    for passage in passages:
        text = passage.text
        if not _ASSESSED.search(text) and not any(_ASSESSED.search(heading) for heading in passage.headings):
            continue
        named = _named(passage)
        if named:
            above = named[-1][1]
        elif above is not None and passage.headings and plain_name(above) in passage.headings[-1]:
            named = [(0, above)]
        elif (about := _report_of(passage)) in reported:
            named = [(0, reported[about])]
        found += _statements(passage, named)
        found += _indicator_scores(passage)
        found += _counts_done(passage, named)
    return found


def _report_of(passage: Passage) -> str:
    """The heading of the report on a project's performance that a passage stands in, "" for none."""
    return next((heading for heading in passage.headings if _REPORT.search(heading)), "")


def _reported(passages: Sequence[Passage]) -> dict[str, Printed]:
    """The project of every such report that speaks of one project only."""
    names: dict[str, list[Printed]] = {}
    for passage in passages:
        heading = _report_of(passage)
        if heading:
            names.setdefault(heading, []).extend(name for _, name in _named(passage))
    return {heading: found[0] for heading, found in names.items() if len(set(map(plain_name, found))) == 1}


def plain_name(named: Printed) -> str:
    """A name without the spaces that the source prints in it."""
    return re.sub(r"\s", "", named.text)


def _named(passage: Passage) -> list[tuple[int, Printed]]:
    """The projects that a passage speaks of, as it prints their names, each with where its figures begin.

    Several names of one sort (甲项目自评得分…，乙项目自评得分…) each have the figures behind them; a name found by one
    wording is not looked for by another.
    """
    for pattern in (_REVIEW, _CARD_NAME, _REPORTED, _INLINE):
        found: list[tuple[int, Printed]] = []
        for match in pattern.finditer(passage.text):
            name = match["name"]
            if not _NO_NAME.match(name) and not re.search(
                r"部门整体|整体支出|开展|组织|根据预算|项目支出$|^项目", name
            ):
                start, end = match.span("name")
                found.append((start, Printed(passage.quote(start, end), passage.place(start))))
        if found:
            # What stands before the first name is about it too: figures may come before who they are about.
            return [(0, found[0][1]), *found[1:]]
    return []


def _statements(passage: Passage, named: Sequence[tuple[int, Printed]]) -> Iterator[CardStatement]:
    taken: list[tuple[int, int]] = []
    text = passage.text
    whole = not named and any(_WHOLE.search(words) for words in (*passage.headings, text))
    for pattern in STATEMENT_PATTERNS:
        if (pattern.about == "project" and not named) or (pattern.about == "whole" and not whole):
            continue
        for match in pattern.words.finditer(text):
            start, end = match.span("n")
            if any(first < end and start < last for first, last in taken):
                continue
            clause = re.split(r"[。;]", text[: match.start()])[-1] + match[0]
            if pattern.kind in _COUNTED and _OTHER_WORK.search(clause) and "自评" not in clause:
                continue
            kind = pattern.kind
            if kind is StatementKind.FUNDS_SHARE and _of_another_amount(text[:start], taken):
                if _ALL_OF_IT.search(text[:start]):
                    # The claims of the text know the whole that is told so.
                    continue
                kind = StatementKind.OTHER_FUNDS_SHARE
            taken.append((start, end))
            about = _owner(named, start) if pattern.about == "project" else None
            yield CardStatement(
                kind,
                _figure(passage, match, pattern.measured),
                plain_name(about) if about else "",
                match.groupdict().get("grade") or "",
                about,
                bool(_ALL.search(text[: match.start()][-60:])),
            )
    for match in _GRADE.finditer(text):
        start, end = match.span()
        figure = CardFigure(passage.quote(start, end), passage.place(start), None)
        about = _owner(named, start)
        yield CardStatement(StatementKind.GRADE, figure, plain_name(about) if about else "", match["grade"], about)


def _of_another_amount(before: str, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether the amount right before a share is none of those read: 涉及资金5万元…重点项目2万元,占项目支出的40%."""
    amounts = [match.start() for match in _MONEY.finditer(before)]
    return bool(amounts) and not any(first <= amounts[-1] < last for first, last in taken)


def _owner(named: Sequence[tuple[int, Printed]], at: int) -> Printed | None:
    """The project that a figure belongs to: the last one named before it."""
    return next((name for start, name in reversed(named) if start <= at), None)


def _indicator_scores(passage: Passage) -> Iterator[CardStatement]:
    """此项得 2 分 below a heading ①收入预算完成率: the score of an indicator of the whole."""
    heading = passage.headings[-1] if passage.headings else ""
    if not _CIRCLED.match(heading) or not any(re.search(r"指标", words) for words in passage.headings):
        return
    matches = list(_INDICATOR_SCORE.finditer(passage.text))
    if len(matches) == 1 and not _CIRCLED.match(passage.text):
        figure = _figure(passage, matches[0], Measured.SCORE)
        name = re.sub(r"[\s,。:]", "", heading[1:])
        yield CardStatement(StatementKind.INDICATOR_SCORE, figure, name)


def _counts_done(passage: Passage, named: Sequence[tuple[int, Printed]]) -> Iterator[CardStatement]:
    """受理信访投诉举报 43 件 where a text tells how the targets were met: a count that a card's indicator may have."""
    if not any(_TELLS_DONE.search(words) for words in (*passage.headings, passage.text)):
        return
    for match in (*_DONE.finditer(passage.text), *_DONE_TO.finditer(passage.text)):
        start, end = match.span("n")
        clause = re.split(r"[。;]", passage.text[:start])[-1][-40:]
        if _OTHER_COUNT.search(clause.rpartition(",")[2] or clause):
            continue
        end = match.end("counted")
        about = _owner(named, start)
        figure = CardFigure(
            passage.quote(start, end),
            passage.place(start),
            Decimal(match["n"].replace(",", "")),
            0,
            Measured.COUNT,
            counted=match["counted"],
        )
        name = plain_name(about) if about else ""
        is_said_done = match.re is _DONE_TO
        yield CardStatement(StatementKind.COUNT_DONE, figure, name, match["words"], about, is_said_done)


def _figure(passage: Passage, match: re.Match[str], measured: Measured) -> CardFigure:
    start, end = match.span()
    while passage.text[start] in "^,。;:、":
        start += 1
    groups = match.groupdict()
    number = Decimal(groups["n"].replace(",", "")) + Decimal(groups.get("more") or 0)
    unit = Unit.named(groups["unit"]) if groups.get("unit") else None
    decimals = len(groups["n"].partition(".")[2])
    return CardFigure(passage.quote(start, end), passage.place(start), number, decimals, measured, unit)
