"""Owns small published reports with known mistakes, as text and as PDF, for tests of the review."""

from __future__ import annotations

from pathlib import Path

from juesuan_gui.document import Document, Paragraph, Section
from juesuan_gui.publishing.pdf.render import render_pdf

LINES = (
    "某市水务局2023年度部门决算",
    "第一部分 概况",
    "一、主要职责",
    "某市水务局负责全市水资源管理工作。",
    "第二部分 2023年度部门决算情况说明",
    "一、收入决算情况说明",
    "2023年度收入合计1,000.00万元，其中：财政拨款收入600.00万元，占60.00%；事业收入300.00万元，占35.00%；其他收入100.00万元，占10.00%。",
    "二、支出决算情况说明",
    "2023年度支出合计900.00万元，其中：基本支出500.00万元，占55.56%；项目支出300.00万元，占33.33%。",
    "三、“三公”经费情况",
    "公务接待费支出5.00万元，比上年增加1.00万元，增长20.00%。",
)
SHARE, SUM, GROWTH = "N2-01", "N3-01", "N7-01"


def write_text(path: Path, *changes: tuple[str, str]) -> Path:
    """The report as a text file, with words changed."""
    text = "\n\n".join(LINES)
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def write_pdf(path: Path) -> Path:
    """The report as a PDF."""
    render_pdf(Document("决算", (Section(tuple(Paragraph.of(line) for line in LINES)),)), path)
    return path
