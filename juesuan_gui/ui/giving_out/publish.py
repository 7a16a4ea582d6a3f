"""Owns publishing beside the window: a picture of the report, composed and rendered on a thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from juesuan_gui.document import Document, Orientation, PageSize
from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.package.made import Order, Package
from juesuan_gui.publishing.single_table import table_document
from juesuan_gui.report import Change, Report, SlotEdit
from juesuan_gui.session import Session
from juesuan_gui.ui.giving_out.package_choice import PackageChoice
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


@dataclass(frozen=True, slots=True)
class Preview:
    """The PDF of a preview, and what cannot be printed in it, in sentences."""

    path: Path
    lacking: tuple[str, ...] = ()


def preview_work(session: Session, path: Path) -> Work:
    """Render the PDF to ``path``; the result is a ``Preview``."""
    thaw = frozen(session)

    def work(progress: Progress) -> Preview:
        # Loaded with the first preview, as the renderers are.
        from juesuan_gui.publishing.fonts import FontBook
        from juesuan_gui.publishing.pdf.render import render_pdf
        from juesuan_gui.publishing.rare_characters import missing_characters, missing_sentences

        progress("正在编排", 0, 2)
        document = compose(thaw(), with_formulas=False, pause=partial(progress, "正在编排", 0, 2))
        progress("正在生成 PDF", 1, 2)
        fonts = FontBook.of_machine()
        render_pdf(document, path, fonts=fonts, pause=partial(progress, "正在生成 PDF", 1, 2))
        return Preview(path, tuple(missing_sentences(missing_characters(document, fonts))))

    return work


def order_of(formats: Sequence[str], choice: PackageChoice) -> Order:
    """What the user asked for."""
    template = choice.template_path if "docx" in formats else None
    return Order(tuple(formats), choice.pattern_text, template=template, with_sheets=choice.sheets.isChecked())


def export_work(session: Session, folder: Path, order: Order, open_findings: Mapping[str, int]) -> Work:
    """Write what is asked for into a folder; the result is the package. ``open_findings`` are counted by level."""
    thaw = frozen(session)

    def work(progress: Progress) -> Package:
        # The renderers' libraries take longer to load than the window; nobody needs them to start.
        from juesuan_gui.publishing.package.content import make_package

        return make_package(thaw(), folder, order, open_findings, progress)

    return work


@dataclass(frozen=True, slots=True)
class Printed:
    """What goes to the printer: a table ("" for the whole report) on its paper, ``None`` for the form's own."""

    table: str = ""
    orientation: Orientation | None = None
    page_size: PageSize | None = None


def print_work(session: Session, wanted: Printed, path: Path) -> Work:
    """Render what is to be printed to ``path``; the result is that path."""
    thaw = frozen(session)

    def work(progress: Progress) -> Path:
        composing = partial(progress, "正在编排", 0, 2)
        composing()
        live = thaw()
        if wanted.table:
            document = table_document(live, wanted.table, wanted.orientation, wanted.page_size, composing)
        else:
            document = compose(live, with_formulas=False, pause=composing)
        progress("正在生成页面", 1, 2)
        _render_pdf(document, path, partial(progress, "正在生成页面", 1, 2))
        return path

    return work


def _render_pdf(document: Document, path: Path, pause: Callable[[], None]) -> None:
    from juesuan_gui.publishing.pdf.render import render_pdf

    render_pdf(document, path, pause=pause)
