"""Owns what goes out of a review: 审核意见 as Word and Excel, the PDF with remarks, the JSON of the contract."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_gui.contract import published_json
from juesuan_gui.review import Review
from juesuan_gui.ui.giving_out.pdf_pages import pdfium_lock
from juesuan_gui.ui.tasks import Progress, Work

if TYPE_CHECKING:
    from juesuan_gui.publishing.pdf.annotated import PageRemark

#: For each way out: the end of the proposed name, the file's suffix, the filter of the dialog.
KINDS = {
    "word": ("审核意见", ".docx", "Word 文档 (*.docx)"),
    "excel": ("审核意见", ".xlsx", "Excel 工作簿 (*.xlsx)"),
    "pdf": ("批注", ".pdf", "PDF 文件 (*.pdf)"),
    "json": ("审核结果", ".json", "JSON 文件 (*.json)"),
}


def proposed_name(review: Review, kind: str) -> str:
    """某局2023年度决算审核意见.docx, fit for every file system."""
    ending, suffix, _ = KINDS[kind]
    current = review.current
    if kind in ("pdf", "json") or not current.unit_name:
        stem = f"{Path(current.file_name).stem}-{ending}"
    else:
        stem = f"{current.unit_name}{current.year or ''}{'年度' if current.year else ''}决算{ending}"
    clean = "".join("_" if mark in '\\/:*?"<>|\n\t' else mark for mark in stem).strip(". ")
    return f"{clean}{suffix}"


def export_work(review: Review, source: bytes, kind: str, path: Path) -> Work:
    """The work of writing one file; the result is its path. Raises PublishingError in Chinese."""

    def work(progress: Progress) -> Path:
        progress(f"正在导出“{path.name}”", 0, 1)
        # The renderers' libraries take longer to load than the window; nobody needs them to start.
        if kind == "word":
            from juesuan_gui.publishing.opinion.content import opinion_of
            from juesuan_gui.publishing.opinion.word import write_opinion_word

            write_opinion_word(opinion_of(review), path)
        elif kind == "excel":
            from juesuan_gui.publishing.opinion.content import opinion_of
            from juesuan_gui.publishing.opinion.excel import write_opinion_excel

            write_opinion_excel(opinion_of(review), path)
        elif kind == "pdf":
            _annotate(review, source, path, progress)
        else:
            _write_json(review, path)
        return path

    return work


def _annotate(review: Review, source: bytes, path: Path, progress: Progress) -> None:
    from juesuan_gui.publishing.pdf.annotated import annotate_pdf

    with tempfile.TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True) as folder:
        original = Path(folder) / Path(review.current.file_name).name
        original.write_bytes(source)
        with pdfium_lock():
            annotate_pdf(original, path, page_remarks(review), partial(progress, f"正在导出“{path.name}”"))


def page_remarks(review: Review) -> Iterator[PageRemark]:
    """The remarks of a review: what was not adopted is no remark; a decision is said with its finding."""
    from juesuan_gui.publishing.pdf.annotated import PageRemark

    for number, item in enumerate(review.standing(), 1):
        finding = item.finding
        said = item.verdict.label + (f"（{item.decision.reason}）" if item.decision and item.decision.reason else "")
        for side in finding.sides:
            if side.page is None:
                continue
            if side.role == "stated":
                text = f"{number}. {finding.level.label} {finding.check}：{finding.message}\n处理：{said}"
                yield PageRemark(side.page, side.quote, finding.level.value, text, side.row, side.column, side.box)
            else:
                text = f"与第 {number} 条（{finding.check}）对照的数"
                yield PageRemark(side.page, side.quote, "", text, side.row, side.column, side.box)


def _write_json(review: Review, path: Path) -> None:
    from juesuan_gui.publishing.files import replace_file

    # A list of one object, as `check --json` writes it.
    content = published_json([json.loads(review.current.examined)])
    replace_file(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
