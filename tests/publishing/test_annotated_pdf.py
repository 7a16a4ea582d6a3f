"""The copy of a PDF with remarks on the quoted words."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.pdf.annotated import PageRemark, annotate_pdf


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 12)
    canvas.drawString(100, 700, "total 1,234.56 and 1,234.56 again")
    canvas.drawString(100, 680, "split over")
    canvas.drawString(100, 660, "two lines 78.90")
    canvas.showPage()
    canvas.setFont("Helvetica", 12)
    canvas.drawString(100, 700, "second page 5.00")
    canvas.save()
    return path


def annotations(path: Path, page: int) -> list[tuple[str, str, int]]:
    return [
        (item["/Subtype"], item["/Contents"], len(item.get("/QuadPoints", ())) // 8)
        for item in (reference.get_object() for reference in PdfReader(path).pages[page - 1].get("/Annots", ()))
    ]


def test_each_remark_stands_on_its_words(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.pdf"
    remarks = [
        PageRemark(1, "1,234.56", "error", "第一处"),
        PageRemark(1, "1,234.56", "error", "第二处"),
        PageRemark(1, "split over\ntwo lines", "warning", "跨行"),
        PageRemark(2, "5.00", "info", "第二页"),
    ]
    assert annotate_pdf(source, target, remarks) == 4
    assert annotations(target, 1) == [
        ("/Highlight", "第一处", 1),
        ("/Highlight", "第二处", 1),
        ("/Highlight", "跨行", 2),
    ]
    assert annotations(target, 2) == [("/Highlight", "第二页", 1)]
    first, second = (item.get_object()["/Rect"] for item in PdfReader(target).pages[0]["/Annots"][:2])
    assert first[2] <= second[0], "the same words twice are two places"


def test_words_that_are_not_there_become_a_note(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.pdf"
    assert (
        annotate_pdf(source, target, [PageRemark(1, "9.99", "error", "没有这个数"), PageRemark(1, "", "info", "空格")])
        == 0
    )
    assert [kind for kind, _, _ in annotations(target, 1)] == ["/Text", "/Text"]


def test_a_page_that_does_not_exist_is_left_out(source: Path, tmp_path: Path) -> None:
    assert annotate_pdf(source, tmp_path / "copy.pdf", [PageRemark(9, "5.00", "error", "没有第九页")]) == 0


class NotWanted(BaseException):
    """What a cancelled task raises."""


@pytest.mark.parametrize("ended_at", [1, 2, 3, 4])
def test_it_asks_between_pages_and_leaves_no_half_copy(source: Path, tmp_path: Path, ended_at: int) -> None:
    target = tmp_path / "copy.pdf"
    target.write_bytes(b"what was there")
    files = sorted(tmp_path.iterdir())
    asked: list[tuple[int, int]] = []

    def pause(done: int, total: int) -> None:
        asked.append((done, total))
        if len(asked) == ended_at:
            raise NotWanted

    remarks = [PageRemark(1, "1,234.56", "error", "甲"), PageRemark(2, "5.00", "info", "乙")]
    with pytest.raises(NotWanted):
        annotate_pdf(source, target, remarks, pause)
    assert asked == [(0, 2), (1, 2), (2, 2), (2, 2)][:ended_at]
    assert target.read_bytes() == b"what was there" and sorted(tmp_path.iterdir()) == files


def test_a_copy_that_cannot_be_written_is_said(source: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishingError):
        annotate_pdf(source, tmp_path / "没有的文件夹" / "copy.pdf", [PageRemark(1, "5.00", "error", "甲")])


def test_the_source_stays_as_it_is(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    annotate_pdf(source, tmp_path / "copy.pdf", [PageRemark(1, "1,234.56", "error", "甲")])
    assert source.read_bytes() == before


def test_a_protected_or_broken_file_is_refused(source: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    writer = PdfWriter(clone_from=PdfReader(source))
    writer.encrypt("secret", algorithm="RC4-128")
    with locked.open("wb") as file:
        writer.write(file)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(source.read_bytes()[:200])
    for path in (locked, broken):
        with pytest.raises(PublishingError):
            annotate_pdf(path, tmp_path / "copy.pdf", [PageRemark(1, "5.00", "error", "甲")])
