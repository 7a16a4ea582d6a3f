"""Owns publishing beside the window: a picture of the report, composed and rendered on a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from juesuan_gui.document import Document
from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.compose import UNIT_NAME, compose
from juesuan_gui.report import Change, Report, SlotEdit
from juesuan_gui.session import Session
from juesuan_gui.ui.tasks import Progress, Work

FORMATS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}


def frozen(session: Session) -> Callable[[], LiveReport]:
    """The report as it stands now. Editing may go on while the returned function works on another thread."""
    edits = tuple(SlotEdit(slot, None, value) for slot, value in session.report.slots())
    form, codes, rules = session.form, session.function_codes, session.live.rules

    def thaw() -> LiveReport:
        report = Report(form)
        report.apply(Change("", edits))
        return LiveReport(report, codes, rules)

    return thaw


def preview_work(session: Session, path: Path) -> Work:
    """Render the PDF to ``path``; the result is that path."""
    thaw = frozen(session)

    def work(progress: Progress) -> Path:
        progress("正在编排", 0, 2)
        document = compose(thaw(), with_formulas=False)
        progress("正在生成 PDF", 1, 2)
        _render("pdf", document, path)
        return path

    return work


def export_work(session: Session, folder: Path, formats: Sequence[str]) -> Work:
    """Write the chosen formats into a folder; the result is the list of files."""
    thaw = frozen(session)
    stem = file_stem(session.report)

    def work(progress: Progress) -> list[Path]:
        steps = len(formats) + 1
        progress("正在编排", 0, steps)
        folder.mkdir(parents=True, exist_ok=True)
        document = compose(thaw(), with_formulas="xlsx" in formats)
        written = []
        for number, suffix in enumerate(formats, 1):
            progress(f"正在生成 {FORMATS[suffix]}", number, steps)
            path = folder / f"{stem}.{suffix}"
            _render(suffix, document, path)
            written.append(path)
        progress("完成", steps, steps)
        return written

    return work


def file_stem(report: Report) -> str:
    """The name of published files: the unit and the year, fit for every file system."""
    name = "".join("_" if mark in '\\/:*?"<>|\n\t' else mark for mark in report.text(UNIT_NAME)).strip(". ")
    kind = report.setting("文种") or "部门"
    return f"{name or '未填单位名称'}{report.form.year}年度{kind}决算"


def _render(suffix: str, document: Document, path: Path) -> None:
    # The renderers' libraries take longer to load than the window; nobody needs them to start.
    if suffix == "docx":
        from juesuan_gui.publishing.word import render_word

        render_word(document, path)
    elif suffix == "pdf":
        from juesuan_gui.publishing.pdf import render_pdf

        render_pdf(document, path)
    else:
        from juesuan_gui.publishing.excel import render_excel

        render_excel(document, path)
