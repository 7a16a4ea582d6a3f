"""Owns the years that a text compares with: what is told of the year reported on is compared with an earlier one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.checks.observations import Observation, Spot, numbered
from juesuan_gui.forms import Level
from juesuan_gui.narrative.claiming.catalogue import base_kind, is_performance
from juesuan_gui.narrative.model import Passage, Role, Statement

_YEAR = re.compile(r"20\d\d")
#: 2020年度…, 某局2020年度…, 2.收入情况。2020年度…: the year at the head of a paragraph, behind whose it is.
_OPENING = re.compile(
    r"(?:[(]?[\d一二三四五六七八九十]{1,3}[).、][^。;,:\d]{0,20}[。:])?"
    r"(?:[\u4e00-\u9fff()“”]{0,30}?(?<![与和同比较至从自到在截后前]))(?P<year>20\d\d)(?=年)"
)
_FUND = re.compile(r"(?:一般公共|政府性基金|国有资本经营)预算")
#: Over several years something is averaged, and a base before the last year is meant.
_SEVERAL = re.compile(r"年均|平均|[两三四五]年|\d年来|以来|“十")
#: So many comparisons with the last year make it a habit.
_HABIT = 2
_LONGEST_HEADING = 40
#: What a heading tells of the report's own year, and the headings of its parts.
_OF_THE_YEAR = re.compile(r"决算|(?:重点|主要)工作(?:任务)?(?:完成|开展|介绍|情况)")
_PART = re.compile(r"第[一二三四五六七八九十]部分")
#: 我部门2022年度无…，故本表无数据: told of the year of the table.
_EMPTY_TABLE = re.compile(r"(?P<year>20\d\d)年(?!初|末|底)[^。;]{0,50}(?:本表(?:无数据|为空|以空表)|空表列示)")
#: So many paragraphs of one part that open with the report's year make it the rule.
_OPENED = 3
_SENTENCE = re.compile(r"[。;]")
_TOTAL = re.compile(r"(?:总计|合计|财政拨款(?:收入|支出)|机关运行经费(?:支出)?|三公[”\"]?经费.{0,8}|采购支出总额)$")

#: 2019年度本年收入, 2019年我局无…: told of the year itself, not of its end or of what was left of it.
_WHOLE_YEAR = re.compile(r"年度?(?![末底初以至到来间前后结转])(?!决算数|预算数|支出决算数|相比|安排|下达|结余|剩余)")
#: What is told of the year of the report, with or without a figure.
_OF_ACCOUNTS = re.compile(
    r"^[^。;]{0,24}(?:一般公共预算|政府性基金|国有资本经营|财政拨款|收入|支出|三公|机关运行经费|政府采购|公务接待|公务用车|决算)"
)
#: What a paragraph explains of its own year: the comparison with the year before, or with the budget, and its reason.
_EXPLAINED = re.compile(
    r"^(?P<year>20\d\d)年度?[^。;]{0,60}?(?:同比|[较比与]上年|决算数?(?:大于|小于|高于|低于))[^。;]{0,30}?原因(?:主要)?(?:是|为|:|系)"
)


def base_year_checks(statements: Sequence[Statement], year: int | None) -> list[Observation]:
    """F06 in sentences: 与2021年度相比 in the report of 2021, and totals told of another year than the report's.

    Nothing is said where the year of the report is not known, in the part about performance, or where the sentence
    speaks of a later year itself (2022年预算比2021年增加).
    """
    if year is None:
        return []
    told = (*_bases(statements, year), *_budgets_of_later(statements, year), *_older_bases(statements, year))
    return numbered([*told, *_subjects(statements, year)])


def _wrong_year(
    about: str, passage: Passage, span: tuple[int, int], message: str, stated: str, expected: str
) -> Observation:
    """A 警告 about a year in running text; the words judged are those of ``span``."""
    return Observation(
        key=f"F06|{about}",
        check="F06",
        level=Level.WARNING,
        kind="wording",
        spot=Spot(passage.place(span[0]), passage.quote(*span)),
        message=message,
        stated=stated,
        expected=expected,
    )


def _bases(statements: Sequence[Statement], year: int) -> Iterator[Observation]:
    seen: set[tuple[int, int]] = set()
    for change in statements:
        if change.role not in (Role.CHANGE, Role.CHANGE_RATE) or is_performance(change.passage):
            continue
        kind = base_kind(change.base)
        if not kind.isdigit() or (int(kind) < year and not _is_of_itself(change, kind, year)):
            continue
        text = change.passage.text
        start = max((m.end() for m in _SENTENCE.finditer(text, 0, change.literal.start)), default=0)
        named = list(_YEAR.finditer(text, start, change.literal.start))
        base = next((m for m in reversed(named) if m.group() == kind), None)
        if base is None or any(int(m.group()) > int(kind) for m in named):
            continue
        if (id(change.passage), base.start()) in seen:
            continue
        seen.add((id(change.passage), base.start()))
        yield _wrong_year(
            "对比年度",
            change.passage,
            (base.start(), change.literal.end),
            (
                f"这里与 {kind} 年相比，而本报告就是 {year} 年度决算，通常应与 {year - 1} 年相比，请核对年度。"
                if int(kind) >= year
                else f"这一段开头说的是 {kind} 年，又与 {kind} 年相比；本报告是 {year} 年度决算，请核对年度。"
            ),
            kind,
            str(year - 1) if int(kind) >= year else str(year),
        )


def _budgets_of_later(statements: Sequence[Statement], year: int) -> Iterator[Observation]:
    """2021年使用…支出5万元,比2022年年初预算增加1万元: what is held against this year's budget is told of this year."""
    seen: set[int] = set()
    for change in statements:
        passage = change.passage
        if change.role is not Role.CHANGE or id(passage) in seen or is_performance(passage):
            continue
        match = _OPENING.match(passage.text)
        if match is None or int(match["year"]) != year - 1 or f"{year}年" not in change.base:
            continue
        is_one = "预算" in change.base and _SENTENCE.search(passage.text, match.end(), change.literal.start) is None
        if not is_one or _WHOLE_YEAR.match(passage.text, match.end()) is None:
            continue
        seen.add(id(passage))
        yield _wrong_year(
            "所述年度",
            passage,
            (0, change.literal.end),
            f"这一段说的是 {match['year']} 年，却与 {year} 年预算相比；本报告是 {year} 年度决算，请核对年度。",
            match["year"],
            str(year),
        )


def _is_of_itself(change: Statement, kind: str, year: int) -> bool:
    """2019年度收入合计…。与2019年度相比…因2020年新增: a paragraph told of the year that it compares with.

    One that does not speak of the report's year at all is told so as a whole.
    """
    opening = _OPENING.match(change.passage.text)
    if str(year) not in change.passage.text:
        return False
    if opening is None or opening["year"] != kind or opening.end() > change.start:
        return False
    behind = change.passage.text[opening.end() : opening.end() + 14]
    return _WHOLE_YEAR.match(behind) is not None


def _older_bases(statements: Sequence[Statement], year: int) -> Iterator[Observation]:
    """与2019年相比 in the report of 2021 whose other comparisons are with 2020: kept from the text of last year."""
    changes = [s for s in statements if s.role in (Role.CHANGE, Role.CHANGE_RATE) and not is_performance(s.passage)]
    told = {id(s.passage) for s in changes if base_kind(s.base) in (str(year - 1), "上年")}
    old = str(year - 2)
    if len(told) < _HABIT or sum(1 for s in changes if base_kind(s.base) == old and s.role is Role.CHANGE) > len(told):
        return
    seen: set[int] = set()
    for change in changes:
        text = change.passage.text
        start = max((m.end() for m in _SENTENCE.finditer(text, 0, change.literal.start)), default=0)
        said = text[start : change.literal.end]
        if base_kind(change.base) != old or id(change.passage) in seen or str(year - 1) in said or "上年" in said:
            continue
        place = text.rfind(old, 0, change.literal.start)
        if place < 0 or _SEVERAL.search(text) is not None:
            continue
        seen.add(id(change.passage))
        yield _wrong_year(
            "对比年度",
            change.passage,
            (place, change.literal.end),
            f"这里与 {old} 年相比，别处都与 {year - 1} 年相比，像是沿用了上年的文字，请核对年度。",
            old,
            str(year - 1),
        )


def opening_year_checks(
    text: Sequence[Passage], statements: Sequence[Statement], year: int | None
) -> Iterator[Observation]:
    """F06: 2019年度我局无国有资本经营预算…, where other paragraphs of the same part open with the report's year.

    Paragraphs whose total says so already are left out, as are those that speak of the report's year as well.
    """
    if year is None:
        return
    opened = [
        (passage, match)
        for passage in text
        if not passage.is_heading and not passage.in_cell and not is_performance(passage)
        if (match := _OPENING.match(passage.text)) is not None
        if _WHOLE_YEAR.match(passage.text, match.end()) and _OF_ACCOUNTS.match(passage.text[match.end() + 1 :])
    ]
    told = {id(total.passage) for total in _subjects_told(statements, year)}
    own = [passage for passage, match in opened if int(match["year"]) == year]
    for passage, match in opened:
        if int(match["year"]) != year - 1 or str(year) in passage.text or id(passage) in told:
            continue
        if any(match["year"] in heading for heading in passage.headings):
            continue
        if sum(1 for other in own if other.headings[:1] == passage.headings[:1]) < _OPENED:
            continue
        yield _wrong_year(
            "开头年度",
            passage,
            (0, match.end() + 1),
            (
                f"这一段说的是 {match['year']} 年，而本报告是 {year} 年度决算，"
                f"同一部分别的段落都说 {year} 年，请核对年度。"
            ),
            match["year"],
            str(year),
        )


def empty_table_year_checks(text: Sequence[Passage], year: int | None) -> Iterator[Observation]:
    """F06 below an empty table: 我部门2022年度无…，故本表无数据 in the report of 2023."""
    if year is None:
        return
    for passage in text:
        match = _EMPTY_TABLE.search(passage.text)
        if match is not None and int(match["year"]) == year - 1 and str(year) not in passage.text:
            yield _wrong_year(
                "空表说明",
                passage,
                match.span(),
                f"空表的说明写的是 {match['year']} 年，本报告是 {year} 年度决算，请核对年度。",
                match["year"],
                str(year),
            )


def heading_year_checks(text: Sequence[Passage], year: int | None) -> Iterator[Observation]:
    """F06 in headings: 五、2020年度…支出决算情况说明 among headings of 2021."""
    if year is None:
        return
    headings = [
        (passage, years)
        for passage in text
        if passage.is_heading and not passage.in_cell and len(passage.text) <= _LONGEST_HEADING
        # A heading of a budget, or within the part about performance, may well tell of another year.
        if _OF_THE_YEAR.search(passage.text) and not is_performance(passage)
        if (years := {int(found) for found in re.findall(r"(?<!\d)(20\d\d)(?=年)", passage.text)})
    ]
    own = sum(1 for _, years in headings if year in years)
    for passage, years in headings:
        # The parts of a report bear its year; of other headings a few must do.
        if own < (1 if _PART.match(passage.text) else _HABIT):
            continue
        if len(years) == 1 and years <= {year - 1, year + 1}:
            told = min(years)
            yield Observation(
                key=f"F06|标题|{passage.text[:16]}",
                check="F06",
                level=Level.ERROR,
                kind="wording",
                spot=Spot(passage.place(0), passage.quote(0, len(passage.text))),
                message=f"标题写的是 {told} 年，本报告是 {year} 年度决算。",
                stated=str(told),
                expected=str(year),
            )


def _subjects(statements: Sequence[Statement], year: int) -> Iterator[Observation]:
    """2020年度收入总计… at the head of a paragraph of the report of 2021 that does not speak of 2021 at all."""
    for total in _subjects_told(statements, year):
        passage = total.passage
        match = _OPENING.match(passage.text)
        assert match is not None
        told = int(match["year"])
        yield _wrong_year(
            "所述年度",
            passage,
            (0, total.literal.end),
            f"这一段说的是 {told} 年，而本报告是 {year} 年度决算，请核对年度。",
            str(told),
            str(year),
        )


def _subjects_told(statements: Sequence[Statement], year: int) -> Iterator[Statement]:
    """The totals at the head of paragraphs that are told of the year before or after alone."""
    read: set[int] = set()
    for total in statements:
        passage = total.passage
        if id(passage) in read:
            continue
        read.add(id(passage))
        match = _OPENING.match(passage.text)
        if match is None or match.end() > total.literal.start:
            continue
        if total.role not in (Role.FINAL, Role.BUDGET) or _TOTAL.search(total.subject) is None:
            continue
        told = int(match["year"])
        between = passage.text[match.end() : total.literal.start]
        if told not in (year - 1, year + 1) or str(year) in passage.text or is_performance(passage):
            continue
        if re.match(r"年度?", between) is None or re.search(r"[。;]", between) is not None:
            continue
        # 2022年度…年初预算为5万元,支出决算为4万元 is told of the accounts, a budget alone of whatever year it is.
        if "预算" in _FUND.sub("", between) and "决算" not in passage.text[total.literal.end :]:
            continue
        yield total


def reason_year_checks(text: Sequence[Passage], year: int | None) -> Iterator[Observation]:
    """F06 in reasons: 2015年支出决算同比下降的主要原因是… in the report of 2016, kept from last year's text."""
    if year is None:
        return
    for passage in text:
        match = _EXPLAINED.match(passage.text)
        if match is None or passage.is_heading or passage.in_cell or is_performance(passage):
            continue
        if int(match["year"]) != year - 1 or str(year) in passage.text:
            continue
        if any(match["year"] in heading for heading in passage.headings[-2:]):
            # A section of its own about last year.
            continue
        yield _wrong_year(
            "原因年度",
            passage,
            (0, match.end()),
            f"这里说的是 {match['year']} 年变动的原因，而本报告是 {year} 年度决算，请核对是否沿用了上年的文字。",
            match["year"],
            str(year),
        )
