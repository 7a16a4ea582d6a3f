"""A file arrives whole or not at all, and a failure is said in a sentence."""

import errno
import os
from pathlib import Path

import pytest

from juesuan_gui.document import Document, Paragraph, Section
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.excel.render import render_excel
from juesuan_gui.publishing.files import StagedFile, replace_file
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.word.render import render_word


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    replace_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("code", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_failure_leaves_the_old_file_and_no_rest(code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def fail(self: Path, other: Path) -> Path:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PublishingError) as caught:
        replace_file(target, b"new")
    assert str(target) in str(caught.value)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("is_dropped_first", [False, True])
def test_what_is_dropped_leaves_the_old_file_whoever_comes_last(is_dropped_first: bool, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    staged = StagedFile(target)
    if is_dropped_first:
        staged.drop()
    staged.write(b"new")
    assert (len(list(tmp_path.iterdir())) == 1) == is_dropped_first
    staged.drop()
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublishingError, match="不存在"):
        render_excel(Document("题", ()), tmp_path / "无" / "a.xlsx")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "只读"
    folder.mkdir()
    folder.chmod(0o500)
    with pytest.raises(PublishingError, match="没有写入权限"):
        render_excel(Document("题", ()), folder / "a.xlsx")


def test_an_empty_document_is_no_fault(fonts: FontBook, tmp_path: Path) -> None:
    for document in (Document("题", ()), Document("题", (Section(()),))):
        render_pdf(document, tmp_path / "a.pdf", fonts=fonts)
        render_word(document, tmp_path / "a.docx", fonts=fonts)
        render_excel(document, tmp_path / "a.xlsx")


def test_fonts_of_this_machine_serve_when_none_are_given(tmp_path: Path) -> None:
    document = Document("题", (Section((Paragraph.of("决算公开"),)),))
    render_pdf(document, tmp_path / "a.pdf")
    render_word(document, tmp_path / "a.docx")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")
