"""Owns the 审核意见 as an Excel file: a head, a list that can be filtered, a column for the unit's reply."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from juesuan_gui.publishing.files import replace_file
from juesuan_gui.publishing.opinion.content import Opinion, OpinionLine

#: Together so wide that an A3 page across prints them in letters that can be read.
COLUMNS = (
    ("序号", 6),
    ("级别", 7),
    ("审核号", 9),
    ("类型", 9),
    ("部分", 14),
    ("位置", 14),
    ("问题", 40),
    ("原文", 22),
    ("对照", 30),
    ("文中数", 12),
    ("应为", 12),
    ("差额", 12),
    ("公式", 30),
    ("与上次比", 9),
    ("处理", 9),
    ("理由", 20),
    ("单位回复", 26),
)
_CENTRED = ("级别", "审核号", "类型", "与上次比", "处理")
_FIGURES = ("文中数", "应为", "差额")
_AMOUNT = re.compile(r"-?[\d,]+(?:\.\d+)?")
#: Excel prints at most so many significant digits; a longer amount stays a text, or it would be altered.
_EXACT_DIGITS = 15
_FONT = "宋体"
_WORDS_WIDTH = 120  # of the column of words that stand alone
_LINE_HEIGHT, _AIR = 15.0, 4.0  # points
_MOST_HEIGHT = 409.0  # points; Excel's own limit
#: A unit is given room for two lines of its reply.
_LEAST_LINES = 2


def write_opinion_excel(opinion: Opinion, path: Path) -> None:
    """Write the workbook, whole or not at all. Raises PublishingError."""
    buffer = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    workbook = Workbook(buffer, safe)
    styles = _Styles(workbook)
    sheet = workbook.add_worksheet("审核意见")
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, opinion.title, styles.title)
    row = 1
    for name, words in opinion.head:
        sheet.write_string(row, 0, f"{name}：{words}", styles.plain)
        row += 1
    row += 1
    _write_list(sheet, styles, row, opinion.lines)
    for position, (_, width) in enumerate(COLUMNS):
        sheet.set_column(position, position, width)
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)
    end = row + len(opinion.lines)
    if opinion.lines:
        sheet.autofilter(row, 0, end, len(COLUMNS) - 1)
    for number, (name, words) in enumerate((*opinion.foot, ("被审单位（盖章）", ""), ("回复日期", ""))):
        sheet.write_string(end + 2 + number, 0, f"{name}：{words}", styles.plain)
    _print_across(sheet)
    if opinion.refused:
        refused = workbook.add_worksheet("不采纳")
        _write_list(refused, styles, 0, opinion.refused)
        for position, (_, width) in enumerate(COLUMNS):
            refused.set_column(position, position, width)
        refused.freeze_panes(1, 0)
        refused.repeat_rows(0)
        _print_across(refused)
    for name, lines in (("已消除", opinion.gone), ("未能核对", opinion.unread)):
        if lines:
            _write_lines(workbook.add_worksheet(name), styles, name, lines)
    workbook.close()
    replace_file(path, buffer.getvalue())


class _Styles:
    def __init__(self, workbook: Any) -> None:
        base = {"font_name": _FONT, "font_size": 10, "valign": "top", "border": 1}
        self._workbook = workbook
        self._base = base
        self.title = workbook.add_format({"font_name": _FONT, "font_size": 15, "bold": True, "valign": "vcenter"})
        self.plain = workbook.add_format({"font_name": _FONT, "font_size": 10})
        self.head = workbook.add_format(base | {"bold": True, "align": "center", "bg_color": "#F0F2F5"})
        self.words = workbook.add_format(base | {"text_wrap": True})
        self.centred = workbook.add_format(base | {"text_wrap": True, "align": "center"})
        self.right = workbook.add_format(base | {"text_wrap": True, "align": "right"})
        self._amounts: dict[int, Any] = {}

    def amount(self, decimals: int) -> Any:
        """The format of an amount with so many decimals."""
        if decimals not in self._amounts:
            pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
            self._amounts[decimals] = self._workbook.add_format(self._base | {"num_format": pattern})
        return self._amounts[decimals]


def _write_list(sheet: Any, styles: _Styles, top: int, lines: Sequence[OpinionLine]) -> None:
    for column, (name, _) in enumerate(COLUMNS):
        sheet.write_string(top, column, name, styles.head)
    widths = [width for _, width in COLUMNS[1:]]
    for row, line in enumerate(lines, top + 1):
        texts = _texts(line)
        sheet.set_row(row, _height(texts, widths))
        sheet.write_number(row, 0, line.number, styles.centred)
        for column, text in enumerate(texts, 1):
            name = COLUMNS[column][0]
            number = _number(text) if name in _FIGURES else None
            if number is None:
                style = styles.centred if name in _CENTRED else styles.right if name in _FIGURES else styles.words
                sheet.write_string(row, column, text, style)
            else:
                sheet.write_number(row, column, float(number), styles.amount(_decimals(text)))


def _print_across(sheet: Any) -> None:
    """Every column on one page's width, A3 across."""
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.fit_to_pages(1, 0)


def _write_lines(sheet: Any, styles: _Styles, title: str, lines: Sequence[str]) -> None:
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, _WORDS_WIDTH)
    sheet.write_string(0, 0, "序号", styles.head)
    sheet.write_string(0, 1, title, styles.head)
    for row, words in enumerate(lines, 1):
        sheet.set_row(row, _height([words], [_WORDS_WIDTH], least=1))
        sheet.write_number(row, 0, row, styles.centred)
        sheet.write_string(row, 1, words, styles.words)
    sheet.repeat_rows(0)
    _print_across(sheet)


def _height(texts: Sequence[str], widths: Sequence[int], least: int = _LEAST_LINES) -> float:
    """How high a row must be, in points, for all of its texts; not every program measures them when it opens a file."""
    needed = max(
        sum(max(1, ceil(_measure(part) / width)) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(_MOST_HEIGHT, max(least, needed) * _LINE_HEIGHT + _AIR)


def _measure(text: str) -> float:
    """The width of a text in the unit of columns' widths; full-width signs take two and a little."""
    return sum(2.1 if ord(sign) > 0x2E7F or sign in "“”‘’…—" else 1.05 for sign in text)


def _texts(line: OpinionLine) -> tuple[str, ...]:
    return (
        line.level.label,
        line.check,
        line.kind,
        line.section,
        line.where,
        line.problem,
        line.quote,
        "\n".join(line.others),
        line.stated,
        line.expected,
        line.difference,
        line.formula,
        line.change,
        line.verdict.label,
        line.reason,
        "",
    )


def _number(text: str) -> Decimal | None:
    """An amount as a number, so that it can be added up; a rate or word stays a text."""
    if not _AMOUNT.fullmatch(text) or sum(mark.isdigit() for mark in text) > _EXACT_DIGITS:
        return None
    return Decimal(text.replace(",", ""))


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])
