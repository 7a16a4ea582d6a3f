"""What the publishing tests share: the bundled fonts, a fixed date, and the sample rendered once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from juesuan_gui.document import Document
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word

from .sample import sample_document

CREATED = datetime(2021, 8, 30, 9, 0, tzinfo=UTC)


class Rendered:
    """The sample and its three files."""

    def __init__(self, document: Document, folder: Path, fonts: FontBook) -> None:
        self.document = document
        self.pdf = folder / "sample.pdf"
        self.word = folder / "sample.docx"
        self.excel = folder / "sample.xlsx"
        self.pages = render_pdf(document, self.pdf, fonts=fonts, created=CREATED)
        render_word(document, self.word, heading_pages=self.pages, fonts=fonts, created=CREATED)
        render_excel(document, self.excel, created=CREATED)


@pytest.fixture(scope="session")
def fonts() -> FontBook:
    """The bundled fonts, so that every machine gives the same pages."""
    return FontBook()


@pytest.fixture(scope="session")
def rendered(fonts: FontBook, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """The sample in all three formats."""
    return Rendered(sample_document(), tmp_path_factory.mktemp("sample"), fonts)
