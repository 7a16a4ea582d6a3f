"""Draws the charts of an explanation as plain shapes: columns for years side by side, lying bars for everything else.

Nothing depends on colour, every bar bears its figure, and long names wrap. One drawing serves screen, PDF and Word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from juesuan_gui.document import (
    Alignment,
    Box,
    ChartData,
    ChartSeries,
    Drawing,
    Fill,
    Label,
    NumberFormat,
    Paragraph,
    Shape,
    Stroke,
    TextStyle,
)
from juesuan_gui.figures import Figure, NumberStyle, in_unit
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.charts import Chart, ChartBar, ChartFigure, charts_of

WIDTH = 430.0
_SIZE = 9.0
_LINE = 11.5
_FILLS = (Fill.HATCHED, Fill.DARK, Fill.LIGHT, Fill.BLANK)
_LEGEND = 20.0
_NAME_CHARACTERS = 14
_BAR, _BAR_GAP, _GROUP_GAP = 11.0, 2.0, 10.0
_COLUMN_AREA, _COLUMN_WIDTH = 120.0, 44.0
_GAP = 5.0


def drawings_by_section(live: LiveReport) -> dict[str, list[Drawing]]:
    """The drawings that a report prints, below the section (its id) whose text they follow."""
    found: dict[str, list[Drawing]] = {}
    for chart in charts_of(live):
        found.setdefault(chart.section, []).append(replace(drawing_of(chart), data=_data(chart, live.form.numbers)))
    return found


def _data(chart: Chart, style: NumberStyle) -> ChartData:
    """The chart's amounts as the tables print them."""
    series = tuple(
        ChartSeries(
            name,
            tuple(_amount(bar.figures[position], style) for bar in chart.bars),
            tuple(_key(bar.figures[position]) for bar in chart.bars),
        )
        for position, name in enumerate(chart.series)
    )
    number_format = NumberFormat(style.decimals, style.thousands)
    names, notes = tuple(bar.name for bar in chart.bars), tuple(bar.note for bar in chart.bars)
    return ChartData(chart.caption, names, series, notes, style.unit.label, number_format, chart.is_compared)


def _amount(figure: ChartFigure, style: NumberStyle) -> Decimal | None:
    return in_unit(Figure(figure.value), style.unit, style.decimals) if figure.value is not None else None


def _key(figure: ChartFigure) -> str:
    return figure.addresses[0].text if len(figure.addresses) == 1 else ""


def drawing_of(chart: Chart) -> Drawing:
    """The chart as a drawing with its caption."""
    legend = _LEGEND if len(chart.series) > 1 else 4.0
    shapes = list(_legend(chart.series)) if len(chart.series) > 1 else []
    if chart.is_compared:
        names = max(len(_name_lines(bar.name)) for bar in chart.bars)
        below = any((item.value or 0) < 0 for bar in chart.bars for item in bar.figures)
        height = legend + _LINE + _COLUMN_AREA + (names + 0.5 + below) * _LINE
        shapes += _columns(chart, legend + _LINE)
    else:
        body = list(_bars(chart, legend))
        shapes += body
        height = legend + sum(_group_height(bar) for bar in chart.bars)
    caption = Paragraph.of(chart.caption, TextStyle.CAPTION)
    return Drawing(WIDTH, height, tuple(shapes), caption, _words(chart))


def _fill(position: int, count: int) -> Fill:
    """The last series, which is this year's, is the dark one."""
    return Fill.DARK if count == 1 or position == count - 1 else _FILLS[position % len(_FILLS)]


def _legend(series: tuple[str, ...]) -> Iterator[Shape]:
    width = sum(_extent(name) + 34 for name in series)
    x = (WIDTH - width) / 2
    for position, name in enumerate(series):
        yield Box(x, 3, 16, 8, _fill(position, len(series)))
        yield Label(x + 20, 7, name, _SIZE)
        x += _extent(name) + 34


def _columns(chart: Chart, top: float) -> Iterator[Shape]:
    """A group of standing columns for every name."""
    lowest, highest = _range(chart)
    span = highest - lowest or Fraction(1)
    zero = top + _COLUMN_AREA * float(highest / span)
    room = WIDTH / len(chart.bars)
    count = len(chart.series)
    # A figure must not run into that of the next column.
    step = min(
        max([_COLUMN_WIDTH + 14, *(_extent(item.text) + 8 for bar in chart.bars for item in bar.figures)]), room / count
    )
    thick = min(_COLUMN_WIDTH, step - 6)
    for group, bar in enumerate(chart.bars):
        middle = room * (group + 0.5)
        for position, item in enumerate(bar.figures):
            x = middle + (position - (count - 1) / 2) * step
            high = _COLUMN_AREA * float(abs(item.value or Fraction(0)) / span)
            up = (item.value or 0) >= 0
            if high > 0:
                yield Box(x - thick / 2, zero - high if up else zero, thick, high, _fill(position, count))
            y = zero - high - _LINE / 2 - 1 if up else zero + high + _LINE / 2 + 1
            yield Label(x, y, item.text, _SIZE, Alignment.CENTER)
        for number, line in enumerate(_name_lines(bar.name)):
            y = top + _COLUMN_AREA + (0 if lowest >= 0 else _LINE) + _LINE * (number + 0.8)
            yield Label(middle, y, line, _SIZE, Alignment.CENTER)
    yield Stroke(8, zero, WIDTH - 8, zero, 0.8)


def _bars(chart: Chart, top: float) -> Iterator[Shape]:
    """A lying bar for every figure, one name after another."""
    names = max(_extent(line) for bar in chart.bars for line in _name_lines(bar.name))
    ends = max(_extent(text) for bar in chart.bars for text in _ends(bar)) + _GAP
    lowest, highest = _range(chart)
    span = highest - lowest or Fraction(1)
    left = names + 2 * _GAP
    room = max(40.0, WIDTH - left - ends - (ends if lowest < 0 else 0) - _GAP)
    zero = left + (ends if lowest < 0 else 0) + room * float(-lowest / span)
    y = top
    for bar in chart.bars:
        lines = _name_lines(bar.name)
        height = _group_height(bar)
        for number, line in enumerate(lines):
            middle = y + height / 2 + (number - (len(lines) - 1) / 2) * _LINE
            yield Label(names + _GAP, middle, line, _SIZE, Alignment.RIGHT)
        first = y + (height - _block(bar)) / 2
        for position, (item, end) in enumerate(zip(bar.figures, _ends(bar), strict=True)):
            upper = first + position * (_BAR + _BAR_GAP)
            long = room * float(abs(item.value or Fraction(0)) / span)
            right = (item.value or 0) >= 0
            if long > 0:
                yield Box(zero if right else zero - long, upper, long, _BAR, _fill(position, len(bar.figures)))
            x = zero + long + _GAP if right else zero - long - _GAP
            yield Label(x, upper + _BAR / 2, end, _SIZE, Alignment.LEFT if right else Alignment.RIGHT)
        y += height
    yield Stroke(zero, top, zero, y, 0.8)


def _ends(bar: ChartBar) -> list[str]:
    """The words at the end of each bar: its figure, and the rate at the last."""
    texts = [item.text for item in bar.figures]
    if bar.note:
        texts[-1] += f"，完成{bar.note}" if len(texts) > 1 else f"，{bar.note}"
    return texts


def _block(bar: ChartBar) -> float:
    return len(bar.figures) * _BAR + (len(bar.figures) - 1) * _BAR_GAP


def _group_height(bar: ChartBar) -> float:
    return max(_block(bar), len(_name_lines(bar.name)) * _LINE) + _GROUP_GAP


def _name_lines(name: str) -> list[str]:
    """A name in lines of equal length, none longer than the names' column."""
    count = -(-len(name) // _NAME_CHARACTERS)
    length = -(-len(name) // max(1, count))
    return [name[start : start + length] for start in range(0, len(name), length)] or [""]


def _range(chart: Chart) -> tuple[Fraction, Fraction]:
    values = [item.value or Fraction(0) for bar in chart.bars for item in bar.figures]
    return min(Fraction(0), *values), max(Fraction(0), *values)


def _extent(text: str) -> float:
    """About how wide words are: a Chinese character is a square, others half of one."""
    return sum(1.0 if ord(character) > 0x2000 else 0.56 for character in text) * _SIZE


def _words(chart: Chart) -> str:
    """The whole chart in words, for who hears the document read."""
    parts = []
    for bar in chart.bars:
        said = "、".join(_told(chart, position, item) for position, item in enumerate(bar.figures))
        parts.append(f"{bar.name}{said}{f'（{bar.note}）' if bar.note else ''}")
    return f"{chart.caption}。{'；'.join(parts)}。"


def _told(chart: Chart, position: int, item: ChartFigure) -> str:
    return f"{chart.series[position]}{item.text}" if len(chart.series) > 1 else item.text
