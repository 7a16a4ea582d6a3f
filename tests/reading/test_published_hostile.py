"""Files that are damaged, locked, endless, disguised or no report at all: a clear Chinese refusal within the limits."""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from openpyxl import Workbook

from juesuan_gui.reading import Limits, ReadingError, ReadingWorker, RemarkKind, read_workbook
from juesuan_gui.reading.container import content_kind
from juesuan_gui.reading.docx.reader import read_docx
from juesuan_gui.reading.open_source import read_any
from juesuan_gui.reading.pdf.reader import read_pdf
from tests.reading.published_files import Page, grids, lines, make_pdf, rows_of
from tests.reading.test_published_docx import p, table, word

Make = Callable[[Path], Path]


@pytest.fixture(scope="module")
def worker() -> Iterator[ReadingWorker]:
    with ReadingWorker() as process:
        yield process


def page(sheet: Page) -> None:
    sheet.text(90, 100, "收入支出决算总体情况说明，收、支总计1,224.48万元。")


def encrypted_pdf(folder: Path) -> Path:
    writer = pypdf.PdfWriter(make_pdf(folder / "a.pdf", [page]))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(folder / "x.pdf")
    return folder / "x.pdf"


def written(name: str, content: bytes) -> Make:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def long_pdf(folder: Path) -> Path:
    """Ten thousand pages, each named once more in the list of pages."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 10000/Kids[" + b"3 0 R " * 10000 + b"]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj" % number + item + b"endobj\n"
    xref = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return written("x.pdf", body + xref + end)(folder)


def bomb_docx(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "x.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (300 << 20))
    return folder / "x.docx"


def entity_docx(folder: Path) -> Path:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    with zipfile.ZipFile(folder / "x.docx", "w") as archive:
        archive.writestr(
            "word/document.xml", f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "a">{entities}]><d>&a9;</d>'
        )
    return folder / "x.docx"


def deep_docx(folder: Path) -> Path:
    return word(folder / "x.docx", "<w:sdt><w:sdtContent>" * 5000 + p("底") + "</w:sdtContent></w:sdt>" * 5000)


def deep_tables(folder: Path) -> Path:
    return word(folder / "x.docx", "<w:tbl><w:tr><w:tc>" * 900 + p("底") + "</w:tc></w:tr></w:tbl>" * 900)


def huge_sheet(folder: Path) -> Path:
    book = Workbook()
    book.active.title = "表"
    book.active["A1"] = "支出决算表"
    book.save(folder / "x.xlsx")
    with zipfile.ZipFile(folder / "x.xlsx") as old, zipfile.ZipFile(folder / "y.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b'ref="A1"', b'ref="A1:XFD1048576"').replace(
                    b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
                )
            new.writestr(name, content)
    return folder / "y.xlsx"


def archive(name: str, member: str) -> Make:
    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / name, "w") as packed:
            packed.writestr(member, "x")
        return folder / name

    return make


def truncated(make: Make, share: float) -> Make:
    def cut(folder: Path) -> Path:
        path = make(folder)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        return path

    return cut


def good_pdf(folder: Path) -> Path:
    return make_pdf(folder / "x.pdf", [page])


def good_docx(folder: Path) -> Path:
    return word(folder / "x.docx", p("一、收入") + table([["项目", "金额"], ["合计", "1,224.48"]]))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)

REFUSED: list[tuple[Make, str]] = [
    (encrypted_pdf, "密码"),
    (written("x.pdf", b"%PDF-1.7 and nothing of it"), "损坏"),
    (long_pdf, "10000 页"),
    (bomb_docx, "解压后"),
    (entity_docx, "实体"),
    (deep_docx, "嵌套"),
    (deep_tables, "嵌套"),
    (truncated(good_docx, 0.5), "不完整"),
    (truncated(good_pdf, 0.1), "损坏"),
    (written("x.docx", b""), "空文件"),
    (written("x.doc", OLE + "WordDocument".encode("utf-16-le")), ".docx"),
    (written("x.docx", OLE + "EncryptedPackage".encode("utf-16-le")), "密码"),
    (archive("x.docx", "word/styles.xml"), "正文"),
    (archive("x.ofd", "OFD.xml"), "PDF"),
    (archive("x.zip", "报告.pdf"), "压缩包"),
    (archive("x.odt", "content.xml"), "OpenDocument"),
    (written("x.pdf", b"\x89PNG\r\n\x1a\n" + bytes(100)), "图片"),
    (written("x.doc", b"{\\rtf1 \xb5\xa5\xce\xbb}"), "RTF"),
    (written("x.txt", bytes(range(256)) * 20), "不是"),
    (written("x.txt", b"  \n \n"), "没有文字"),
    (written("x.html", b"<html><body><script>1</script></body></html>"), "没有文字"),
    (written("x.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"), "网页"),
    (lambda folder: folder, "文件夹"),
    (lambda folder: folder / "没有.pdf", "找不到"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "why"), REFUSED)
def test_it_is_refused_with_what_is_wrong_and_what_to_do(
    tmp_path: Path, worker: ReadingWorker, make: Make, why: str
) -> None:
    path = make(tmp_path)
    with pytest.raises(ReadingError) as caught:
        read_any(path, worker)
    error = caught.value
    assert why in str(error) and path.name in str(error) and error.advice
    assert "Error" not in str(error) and "Exception" not in str(error)


def test_a_bad_file_leaves_the_worker_good_for_the_next(tmp_path: Path, worker: ReadingWorker) -> None:
    for make in (deep_tables, truncated(good_pdf, 0.1), entity_docx):
        with pytest.raises(ReadingError):
            read_any(make(tmp_path), worker)
        assert "1,224.48" in lines(read_any(good_pdf(tmp_path), worker))[0]


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".txt", ".xls", ".html", ""])
def test_the_content_decides_and_not_the_suffix(tmp_path: Path, worker: ReadingWorker, suffix: str) -> None:
    for make in (good_pdf, good_docx):
        path = make(tmp_path)
        renamed = path.rename(tmp_path / f"报告{suffix}")
        source = read_any(renamed, worker)
        assert any("收入" in line for line in lines(source))


def test_a_huge_declared_sheet_costs_nothing(tmp_path: Path, worker: ReadingWorker) -> None:
    source = read_any(huge_sheet(tmp_path), worker, replace(Limits(), memory_bytes=600 << 20))
    assert "支出决算表" in rows_of(grids(source)[0])[0][0]


def test_a_file_beyond_the_size_limit(tmp_path: Path, worker: ReadingWorker) -> None:
    with pytest.raises(ReadingError, match="超过"):
        read_any(good_pdf(tmp_path), worker, replace(Limits(), file_bytes=1 << 20 >> 12))


def test_a_page_with_too_many_parts_is_told(tmp_path: Path, worker: ReadingWorker) -> None:
    source = read_any(good_pdf(tmp_path), worker, replace(Limits(), page_parts=10))
    assert [remark.place.page for remark in source.remarks] == [1]


@pytest.mark.parametrize("make", [lambda folder: good_pdf(folder), lambda folder: good_docx(folder)])
def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Make) -> None:
    """As the system says it; a superuser may read everything."""
    path = make(tmp_path)

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadingError, match="权限"):
        content_kind(path, Limits())


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_with_an_owner_password_alone_is_read(tmp_path: Path, algorithm: str) -> None:
    """It forbids printing and changing, and opens without a word."""
    writer = pypdf.PdfWriter(clone_from=good_pdf(tmp_path))
    writer.encrypt(user_password="", owner_password="secret", permissions_flag=0, algorithm=algorithm)
    writer.write(tmp_path / "locked.pdf")
    assert lines(read_pdf(tmp_path / "locked.pdf", Limits())) == lines(read_pdf(good_pdf(tmp_path), Limits()))


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("_rels/.rels", lambda content: content[:40]),
        ("_rels/.rels", lambda content: content.replace("word/document.xml", "word/gone.xml")),
        ("word/_rels/document.xml.rels", lambda content: content[:60]),
        ("word/_rels/document.xml.rels", lambda content: content.replace("styles.xml", "../../gone.xml")),
    ],
)
def test_a_broken_relation_of_a_docx_loses_none_of_its_text(
    tmp_path: Path, part: str, change: Callable[[str], str]
) -> None:
    """Word itself may refuse it; what is in the file is read."""
    whole = good_docx(tmp_path)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = {
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{kind}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": f'<Relationships><Relationship Id="s" Type="{kind}/styles" Target="styles.xml"/>'
        "</Relationships>",
    }
    relations[part] = change(relations[part])
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            if name not in relations:
                target.writestr(name, source.read(name))
        for name, content in relations.items():
            target.writestr(name, content)
    assert lines(read_docx(broken, Limits())) == lines(read_docx(whole, Limits()))


def test_a_cell_at_the_far_corner_of_a_sheet_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].cell(1_048_576, 16_384).value = 5
    book.save(tmp_path / "x.xlsx")
    (remark,) = read_workbook(tmp_path / "x.xlsx", Limits()).remarks
    assert remark.kind is RemarkKind.SKIPPED_SHEET and "16384" in remark.text


def test_any_cut_of_a_file_is_read_or_refused(tmp_path: Path, worker: ReadingWorker) -> None:
    """Whatever is cut off, there is a document or a refusal, never another error."""
    for make in (good_pdf, good_docx):
        for part in range(1, 20):
            path = truncated(make, part / 20)(tmp_path)
            try:
                read_any(path, worker)
            except ReadingError as error:
                assert error.advice


def test_a_pdf_whose_fonts_give_no_text_says_so(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "coded.pdf", [lambda page: page.text(70, 100, "2021年度部门决算公开，收入支出决算总表")])
    writer = pypdf.PdfWriter(clone_from=path)
    for number in range(1, len(writer._objects) + 1):
        found = writer.get_object(number)
        if isinstance(found, dict) and found.get("/Type") == "/Font":
            found.pop("/ToUnicode", None)
    writer.write(tmp_path / "uncoded.pdf")
    read_pdf(path, Limits())
    with pytest.raises(ReadingError, match="编码"):
        read_pdf(tmp_path / "uncoded.pdf", Limits())
