"""Owns the making of the published files of one report: Word, PDF and Excel from one document tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.excel import render_excel
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf import render_pdf
from juesuan_gui.publishing.word import render_word

FORMATS = ("docx", "pdf", "xlsx")
#: Told the format that is begun, for a progress display.
Progress = Callable[[str], None]


def publish(
    live: LiveReport, folder: Path, name: str, formats: Iterable[str] = FORMATS, progress: Progress = lambda step: None
) -> list[Path]:
    """Write the files ``name``.docx, .pdf, .xlsx into the folder; returns their paths in that order.

    Raises PublishingError with a Chinese sentence. The PDF is made first: its page numbers fill Word's contents.
    """
    wanted = set(formats)
    document = compose(live, with_formulas="xlsx" in wanted)
    fonts = FontBook.of_machine()
    pages: dict[str, int] | None = None
    made: list[Path] = []
    if "pdf" in wanted:
        progress("pdf")
        pages = render_pdf(document, folder / f"{name}.pdf", fonts=fonts)
        made.append(folder / f"{name}.pdf")
    if "docx" in wanted:
        progress("docx")
        render_word(document, folder / f"{name}.docx", heading_pages=pages, fonts=fonts)
        made.append(folder / f"{name}.docx")
    if "xlsx" in wanted:
        progress("xlsx")
        render_excel(document, folder / f"{name}.xlsx")
        made.append(folder / f"{name}.xlsx")
    order = {suffix: number for number, suffix in enumerate(FORMATS)}
    return sorted(made, key=lambda path: order[path.suffix.lstrip(".")])
