"""Owns what the charts of an explanation show: declared by the form (``charts.toml``), filled from the report.

The nearest form that has the file says all of its charts. A chart marked ``optional`` is printed only where the
report's setting 图表 asks for all. What is not known stands as 【待填】 in its bar; nothing is left out silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import msgspec

from juesuan_gui.forms import Form, FormError, read_declared
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.facts import Facts
from juesuan_gui.narrative.drafting.figures import Amount, Marks, Rate
from juesuan_gui.narrative.drafting.templates import TextTemplates
from juesuan_gui.paths import form_file
from juesuan_gui.relations import Address, RelationError

#: The setting of a report that chooses its charts, and its two values that differ from the form's choice.
SETTING, ALL, NONE = "图表", "全部", "不要"
GAP = "【待填】"
_FILE = "charts.toml"


class _Bar(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    figures: tuple[str, ...]


class _Rows(msgspec.Struct, forbid_unknown_fields=True):
    table: str
    column: str
    level: str = "类"


class _Columns(msgspec.Struct, forbid_unknown_fields=True):
    table: str
    row: str
    without: str = ""


class _Chart(msgspec.Struct, forbid_unknown_fields=True):
    section: str
    title: str
    series: tuple[str, ...] = ()
    bar: tuple[_Bar, ...] = ()
    rows: _Rows | None = None
    columns: _Columns | None = None
    #: The figure that the bars are parts of: their shares are printed.
    whole: str = ""
    #: Whether the rows show the budget of the year's beginning beside the final figure, with the rate between them.
    completion: bool = False
    optional: bool = False


class _ChartFile(msgspec.Struct, forbid_unknown_fields=True):
    chart: tuple[_Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartFigure:
    """One bar: ``value`` in 分 and its printed words; ``None`` for what is not known."""

    value: Fraction | None
    text: str
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartBar:
    """What stands together under one name: a figure for every series, and a rate in words."""

    name: str
    figures: tuple[ChartFigure, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart, ``caption`` with its number in printed order; ``is_compared`` tells years side by side."""

    section: str
    caption: str
    series: tuple[str, ...]
    bars: tuple[ChartBar, ...]
    is_compared: bool


def charts_of(live: LiveReport) -> tuple[Chart, ...]:
    """The charts of a report in the order of its sections. Raises FormError for a file that cannot be read.

    A chart of a table that is not filled, or with nothing but zeros, is left out where the form does not ask for it.
    """
    choice = live.report.setting(SETTING)
    if choice == NONE:
        return ()
    templates = TextTemplates(live.form)
    declared = _declared(templates.folders)
    order = {item.id: position for position, item in enumerate(live.form.outline)}
    wanted = [item for item in declared if item.section in order and (not item.optional or choice == ALL)]
    found: list[Chart] = []
    for item in sorted(wanted, key=lambda chart: order[chart.section]):
        marks = Marks(templates.style(live.form.numbers))
        try:
            bars = tuple(_bars(item, Facts(live, marks, item.section), marks, live))
        except RelationError:
            # The form has no such table.
            continue
        known = [figure for bar in bars for figure in bar.figures if figure.value]
        if not bars or (not known and item.optional):
            continue
        series = tuple(_worded(text, live) for text in item.series) or _series(item, live)
        caption = f"图{len(found) + 1}：{_worded(item.title, live)}"
        found.append(Chart(item.section, caption, series, bars, bool(item.bar)))
    return tuple(found)


def _declared(folders: tuple[Path, ...]) -> tuple[_Chart, ...]:
    path = next((folder / _FILE for folder in folders if (folder / _FILE).is_file()), None)
    if path is None:
        return ()
    return read_declared(path, _ChartFile).chart


def refuse_lost_charts(form: Form) -> None:
    """Raise FormError for a chart of the form's own file that stands in no section or draws no table of the form."""
    path = form_file(form.id, "narrative", _FILE)
    sections = {item.id for item in form.outline}
    for number, item in enumerate(read_declared(path, _ChartFile).chart if path is not None else (), 1):
        where, problem = f"第 {number} 个 chart", ""
        if item.section not in sections:
            problem = f"键 section：没有 id 为“{item.section}”的标题"
        for drawn in (item.rows, item.columns):
            table = form.tables.get(drawn.table) if drawn is not None else None
            if drawn is not None and table is None:
                problem = f"键 table：没有表“{drawn.table}”，有：{'、'.join(form.tables)}"
            elif isinstance(drawn, _Rows) and table is not None and table.column(drawn.column) is None:
                problem = f"键 column：{drawn.table} 没有“{drawn.column}”这一列"
            elif isinstance(drawn, _Columns) and table is not None and not table.has_row(drawn.row):
                problem = f"键 row：{drawn.table} 没有“{drawn.row}”这一行"
        if problem:
            raise FormError(path or "", where, problem)


def _worded(text: str, live: LiveReport) -> str:
    return text.replace("{年度}", str(live.form.year)).replace("{上年度}", str(live.form.year - 1))


def _series(item: _Chart, live: LiveReport) -> tuple[str, ...]:
    if item.completion:
        return ("年初预算", f"{live.form.year}年度决算")
    return (f"{live.form.year}年度",)


def _bars(item: _Chart, facts: Facts, marks: Marks, live: LiveReport) -> Iterator[ChartBar]:
    whole = facts.figure(item.whole) if item.whole else None
    for bar in item.bar:
        yield ChartBar(bar.name, tuple(_figure(facts.figure(_worded(text, live)), marks) for text in bar.figures))
    if item.columns is not None:
        for name, amount in facts.columns(item.columns.table, item.columns.row, item.columns.without):
            yield ChartBar(name, (_figure(amount, marks),), _share(amount, whole, marks))
    if item.rows is not None:
        rows = item.rows
        for subject in facts.subjects(rows.table, rows.column, rows.level, 含预算=item.completion):
            final = subject.数(rows.column)
            if item.completion:
                budget = subject.预算(rows.column)
                figures = (_figure(budget, marks), _figure(final, marks))
                yield ChartBar(subject.名, figures, _share(final, budget, marks))
            else:
                yield ChartBar(subject.名, (_figure(final, marks),), _share(final, whole, marks))


def _figure(amount: Amount, marks: Marks) -> ChartFigure:
    if amount.缺:
        return ChartFigure(None, GAP, amount.addresses)
    text, _, _ = marks.unmarked(str(amount))
    return ChartFigure(Fraction(amount.value), text, amount.addresses)


def _share(part: Amount, whole: Amount | None, marks: Marks) -> str:
    if whole is None or part.缺 or whole.缺 or not Rate(part, whole).有:
        return ""
    return marks.unmarked(str(Rate(part, whole)))[0]
