"""Owns the separate files of the scorecards: summary of all projects, every card, the picture of all projects."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from juesuan_gui.document import (
    Document,
    Drawing,
    Grid,
    Metadata,
    Orientation,
    PageNumbering,
    Paragraph,
    Section,
    TextStyle,
)
from juesuan_gui.live.cards import shown_cards
from juesuan_gui.publishing.cards.grids import card_section
from juesuan_gui.publishing.cards.project_picture import project_marks, project_picture
from juesuan_gui.publishing.cards.summary import summary_of
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pauses import Pause, no_pause
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word
from juesuan_gui.report import Report

_UNIT_NAME: Final = "单位名称"
#: Behind the name of a report's own files.
SUFFIX: Final = "绩效自评表"
#: A picture tells something from two projects on.
_FEWEST: Final = 2
_PICTURE_TITLE: Final = "项目预算执行率与自评得分"


def card_document(
    report: Report, words: Mapping[str, str], kinds: Collection[str] = (), *, with_picture: bool = True
) -> Document:
    """The scorecards as a document of their own: the summary of the projects, the cards, the picture.

    ``kinds`` leaves out cards of other kinds (and with project cards the summary and the picture, which tell of
    them); ``words`` fill the {placeholders} of titles: 单位, 年度.
    """
    cards = shown_cards(report)
    pages = [card_section(shown, words) for shown in cards if not kinds or shown.layout.kind in kinds]
    if not kinds or "listing" in kinds:
        summary = summary_of(report.form, cards)
        pages = [*([card_section(summary, words)] if summary is not None else []), *pages]
    marks = project_marks(cards)
    if with_picture and not kinds and len(marks) >= _FEWEST:
        pages.append(_picture_page(project_picture(marks).drawing))
    title = f"{words.get('单位', '')}{words.get('年度', '')}年度绩效自评表"
    numbered = (
        Section(page.blocks, page.orientation, numbering=PageNumbering.CONTINUE if at else PageNumbering.START)
        for at, page in enumerate(pages)
    )
    return Document(title, tuple(numbered), Metadata(author=words.get("单位", "")))


def title_words(report: Report) -> dict[str, str]:
    """What fills the {placeholders} of the cards' titles."""
    return {"单位": report.text(_UNIT_NAME) or "【待填：单位名称】", "年度": str(report.form.year)}


def _picture_page(drawing: Drawing) -> Section:
    title = Paragraph.of(_PICTURE_TITLE, TextStyle.TABLE_TITLE, key="title-project-picture", outline_level=3)
    return Section((title, drawing), Orientation.PORTRAIT)


def publish_cards(
    report: Report, folder: Path, name: str, formats: Iterable[str], pause: Pause = no_pause
) -> list[Path]:
    """Write ``name``绩效自评表.docx, .pdf, .xlsx into the folder; returns their paths in the order of ``formats``.

    Raises PublishingError for a report without scorecards, and where a file cannot be written.
    """
    return write_cards(report, [folder / f"{name}{SUFFIX}.{suffix}" for suffix in formats], pause)


def write_cards(report: Report, paths: Sequence[Path], pause: Pause = no_pause) -> list[Path]:
    """Write the scorecards to files whose suffix says the format (docx, pdf, xlsx); returns the paths.

    Raises PublishingError for a report without scorecards, and where a file cannot be written.
    """
    document = card_document(report, title_words(report))
    if not any(isinstance(block, Grid) for section in document.sections for block in section.blocks):
        raise PublishingError("这份报告里还没有绩效自评表，没有可以单独导出的内容。请先在“绩效自评表”页新建或导入。")
    fonts = FontBook.of_machine()
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".pdf":
            render_pdf(document, path, fonts=fonts, pause=pause)
        elif path.suffix == ".docx":
            render_word(document, path, fonts=fonts, pause=pause)
        else:
            render_excel(document, path, pause=pause)
    return list(paths)
