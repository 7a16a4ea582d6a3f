"""Owns the words of the import page: what an import does in one sentence, and its lines about the file's parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_gui.document import Place
from juesuan_gui.ui.importing import kind_words
from juesuan_gui.ui.tables.rows_view import Line, Mark

if TYPE_CHECKING:
    from juesuan_gui.reading import ImportPreview, Recognised, RecognisedTable, Unmatched


def place_words(place: Place | None) -> str:
    """工作表“公开05” C12"""
    if place is None:
        return ""
    sheet = f"工作表“{place.sheet}”" if place.sheet else ""
    return f"{sheet} {place.cell or ''}".strip()


def summary(preview: ImportPreview) -> str:
    """What the import does, in one sentence."""
    parts = [f"认出 {len(preview.recognised.tables)} 张表"]
    if preview.new:
        parts.append(f"新填 {preview.new} 个数")
    if preview.conflicts:
        parts.append(f"改动 {len(preview.conflicts)} 个数")
    if preview.unchanged:
        parts.append(f"{preview.unchanged} 个数不变")
    if preview.rows_added:
        parts.append(f"增加 {len(preview.rows_added)} 个科目行")
    if preview.rows_removed:
        parts.append(f"去掉 {len(preview.rows_removed)} 个科目行")
    if preview.cards:
        parts.append(f"增加 {preview.cards} 张绩效自评表")
    return "，".join(parts) + "。"


def table_lines(recognised: Recognised) -> list[Line]:
    """The tables found, each with how many figures it gave and how much of it was not matched."""
    lines = []
    for table in recognised.tables:
        left = len(table.unmatched_rows) + len(table.unmatched_columns) + len(table.unread)
        count = f"{len(table.figures)} 个数"
        lines.append(
            Line(
                f"{table.title}{kind_words(table.basis)}　{place_words(table.place)}　单位：{table.unit.label}",
                f"{count}，{left} 处没对上" if left else count,
                mark=Mark.WARNING if left else Mark.GOOD,
                tone="warning" if left else "quiet",
            )
        )
    return lines


def _left_over(table: RecognisedTable, item: Unmatched) -> Line:
    text = f"{table.title}　{place_words(item.place)}　“{item.text}”：{item.reason}"
    return Line(text, mark=Mark.WARNING, tip=text)


def card_lines(recognised: Recognised) -> list[Line]:
    """The scorecards of the file by name, each with how much of it was read."""
    lines = []
    for card in recognised.cards:
        count = len(card.indicators) or len(card.projects) or len(card.lines)
        kind = "个项目" if card.projects else "行" if card.lines else "项指标"
        lines.append(Line(card.name or card.title or "整体绩效自评表", f"{count} {kind}", tone="quiet"))
    return lines


def unread_lines(recognised: Recognised) -> list[Line]:
    """The figures that could not be read."""
    lines = [_left_over(table, item) for table in recognised.tables for item in table.unread]
    for item in recognised.unread_in_cards:
        text = f"绩效自评表　{place_words(item.place)}　“{item.text}”：{item.reason}"
        lines.append(Line(text, mark=Mark.WARNING, tip=text))
    return lines


def unmatched_lines(recognised: Recognised) -> list[Line]:
    """What of the file has no place in the form, and the columns that it lacks."""
    lines = []
    for table in recognised.tables:
        lines += [_left_over(table, item) for item in (*table.unmatched_columns, *table.unmatched_rows)]
        for column in table.missing_columns:
            lines.append(Line(f"{table.title}：文件里没有“{column}”这一栏", mark=Mark.HOLLOW))
    for sheet in recognised.ignored:
        text = f"{place_words(sheet.place)}　{sheet.reason}"
        lines.append(Line(text, mark=Mark.HOLLOW, tip=text))
    return lines
