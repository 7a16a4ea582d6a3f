"""Owns the 审核意见 as a Word file: a page a bureau can send back, with room for the unit's reply."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from juesuan_gui.document import (
    Alignment,
    Cell,
    CellRole,
    Column,
    Document,
    Grid,
    Orientation,
    PageNumbering,
    Paragraph,
    Section,
    TextStyle,
)
from juesuan_gui.publishing.opinion.content import Opinion, OpinionLine
from juesuan_gui.publishing.word.render import render_word

_COLUMNS = (
    ("序号", 4),
    ("级别", 5),
    ("位置", 10),
    ("问题", 24),
    ("证据（原文、对照、公式）", 30),
    ("审核意见", 11),
    ("单位回复", 14),
)
_REFUSED = (("序号", 4), ("级别", 5), ("位置", 12), ("审核内容", 42), ("不采纳的理由", 30))


def write_opinion_word(opinion: Opinion, path: Path) -> None:
    """Write the Word file, whole or not at all. Raises PublishingError."""
    render_word(opinion_document(opinion), path)


def opinion_document(opinion: Opinion) -> Document:
    """The document tree of a 审核意见."""
    blocks: list[Paragraph | Grid] = [
        Paragraph.of(opinion.title, TextStyle.TABLE_TITLE, outline_level=0, alignment=Alignment.CENTER)
    ]
    blocks += [Paragraph.of(f"{name}：{words}", TextStyle.TABLE_LINE) for name, words in opinion.head]
    blocks.append(_heading("一、需核实和修改的问题"))
    if opinion.lines:
        blocks.append(_grid("opinion", _COLUMNS, [_cells(line) for line in opinion.lines]))
    else:
        blocks.append(Paragraph.of("没有发现需核实和修改的问题。", TextStyle.TABLE_LINE))
    sections = (
        (
            "不采纳的审核结果",
            [_grid("refused", _REFUSED, [_refused(line) for line in opinion.refused])] if opinion.refused else [],
        ),
        ("上次送审的问题中已消除的", _numbered(opinion.gone)),
        ("未能核对的内容", _numbered(opinion.unread)),
    )
    number = 1
    for title, inner in sections:
        if inner:
            number += 1
            blocks += [_heading(f"{'一二三四五'[number - 1]}、{title}"), *inner]
    blocks.append(Paragraph.of("", TextStyle.TABLE_LINE))
    blocks += [
        Paragraph.of(f"{name}：{words or '＿＿＿＿＿＿＿＿'}", TextStyle.TABLE_LINE, keep_with_next=True)
        for name, words in opinion.foot
    ]
    blocks.append(Paragraph.of("被审单位（盖章）：＿＿＿＿＿＿＿＿　回复日期：＿＿＿＿＿＿＿＿", TextStyle.TABLE_LINE))
    section = Section(tuple(blocks), Orientation.LANDSCAPE, numbering=PageNumbering.START)
    return Document(opinion.title, (section,))


def _heading(words: str) -> Paragraph:
    return Paragraph.of(words, TextStyle.BODY_FLUSH, keep_with_next=True)


def _numbered(lines: Sequence[str]) -> list[Paragraph]:
    return [Paragraph.of(f"{number}. {words}", TextStyle.TABLE_LINE) for number, words in enumerate(lines, 1)]


def _cells(line: OpinionLine) -> list[str]:
    where = "\n".join(part for part in (line.where, line.section, line.check) if part)
    problem = f"【{line.change}】{line.problem}" if line.change else line.problem
    return [str(line.number), line.level.label, where, problem, line.evidence, line.decision, ""]


def _refused(line: OpinionLine) -> list[str]:
    return [str(line.number), line.level.label, line.where, line.problem, line.reason]


def _grid(key: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> Grid:
    cells = [Cell(0, column, name, CellRole.HEADER) for column, (name, _) in enumerate(columns)]
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts):
            alignment = Alignment.CENTER if column < 2 else Alignment.LEFT
            cells.append(Cell(row, column, text, alignment=alignment))
    return Grid(key, tuple(Column(weight) for _, weight in columns), tuple(cells), header_rows=1)
