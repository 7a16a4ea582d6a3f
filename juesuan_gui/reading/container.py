"""Owns telling by its content what a file is, and refusing what no reader may open."""

from __future__ import annotations

import errno
import re
import zipfile
from enum import Enum
from pathlib import Path

from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.limits import MEBIBYTE, Limits

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"
_HEAD_BYTES = 4096
#: How the workbook of an .xls begins (BOF of the globals, BIFF8), and the record of its password.
_FIRST_RECORD = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_LOCK_RECORD = b"\x2f\x00"
#: Only the write protection may stand before it.
_RECORDS_BEFORE_LOCK = 4
_SYSTEM_WORDS = {
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EACCES: "没有读取权限",
    errno.EPERM: "没有读取权限",
    errno.EIO: "磁盘读取出错",
}
#: How files begin that are often taken for a report, what they are, and what to do.
_PICTURE = "请提供有文字的 PDF、Word 或 Excel 文件，或先做文字识别。"
_REFUSED = (
    (b"\x89PNG", "图片（PNG）", _PICTURE),
    (b"\xff\xd8\xff", "图片（JPEG）", _PICTURE),
    (b"II*\x00", "图片（TIFF）", _PICTURE),
    (b"MM\x00*", "图片（TIFF）", _PICTURE),
    (b"GIF8", "图片（GIF）", _PICTURE),
    (b"BM", "图片（BMP）", _PICTURE),
    (b"{\\rtf", " RTF 文档", "请在 Word/WPS 里打开，另存为 .docx 再导入。"),
    (b"Rar!", "压缩包（RAR）", "请先解压，再选择里面的文件。"),
    (b"7z\xbc\xaf", "压缩包（7z）", "请先解压，再选择里面的文件。"),
    (b"\x1f\x8b", "压缩包（GZ）", "请先解压，再选择里面的文件。"),
)


class FileKind(Enum):
    """The formats that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    TEXT = "txt"


def content_kind(path: Path, limits: Limits) -> FileKind:
    """What any file holds, whatever it is called. Raises ReadingError when no reader can open it."""
    head = _head(path, limits)
    if _PDF in head[:1024]:
        return FileKind.PDF
    if head.startswith(_ZIP):
        return _archive_kind(path, limits)
    if head.startswith(_OLE):
        content = path.read_bytes()
        if "WordDocument".encode("utf-16-le") in content and "Workbook".encode("utf-16-le") not in content:
            raise ReadingError(
                path.name, "是旧格式的 Word 或 WPS 文档（.doc、.wps）。", "请在 Word/WPS 里打开，另存为 .docx 再导入。"
            )
        return _ole_kind(path)
    for mark, what, advice in _REFUSED:
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(mark):
            raise ReadingError(path.name, f"是{what}。", advice)
    return _words_kind(path, head)


def _archive_kind(path: Path, limits: Limits) -> FileKind:
    with open_archive(path, limits) as archive:
        names = {name.replace("\\", "/").lower().lstrip("/") for name in archive.namelist()}
        if any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise ReadingError(path.name, "设了密码。", "请取消密码后另存一份再导入。")
    if "ofd.xml" in names:
        raise ReadingError(path.name, "是 OFD 版式文件。", "请用阅读器打开，另存或打印为 PDF 再导入。")
    if "word/document.xml" in names:
        return FileKind.DOCX
    if any(name.startswith("word/") for name in names):
        raise ReadingError(
            path.name, "是 Word 文档，但里面缺了正文，文件不完整。", "请在 Word/WPS 里打开，另存一份再导入。"
        )
    return _zip_kind(path, limits)


def _words_kind(path: Path, head: bytes) -> FileKind:
    plain = head.replace(b"\x00", b"").lower()
    for mark, what in (
        (b"schemas-microsoft-com:office:spreadsheet", "XML 表格（2003）"),
        (b"schemas.microsoft.com/office/word/2003", "XML 文档（2003）"),
        (b"content-type: multipart/related", "单个文件的网页（.mht）"),
    ):
        if mark in plain:
            raise ReadingError(path.name, f"是{what}。", "请用原来的软件打开，另存为 .docx、.xlsx 或 .pdf 再导入。")
    if re.search(rb"<(?:!doctype\s+html|html|head|body)[\s>]", plain):
        return FileKind.HTML
    is_fragment = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<table")
    if is_fragment and path.suffix.lower() not in (".txt", ".md"):
        return FileKind.HTML
    if b"\x00" in head and not _may_be_wide_text(head):
        raise ReadingError(
            path.name, "不是能识别的文件，或已损坏。", "请提供 .pdf、.docx、.xlsx、.xls、.txt 或 .html 文件。"
        )
    return FileKind.TEXT


def _may_be_wide_text(head: bytes) -> bool:
    """Whether zero bytes come from UTF-16, in which every other one of spaces and digits is zero."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    even, odd = head[::2].count(0), head[1::2].count(0)
    return min(even, odd) == 0 and max(even, odd) > len(head) // 16


def read_bytes(path: Path, limits: Limits) -> bytes:
    """All of a file. Raises ReadingError when it is missing, empty, too large, or may not be read."""
    _head(path, limits)
    return path.read_bytes()


def file_kind(path: Path, limits: Limits) -> FileKind:
    """Which workbook the file holds. Raises ReadingError when it is missing, too large, locked or no workbook."""
    head = _head(path, limits)
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return _zip_kind(path, limits)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(_PDF):
        raise ReadingError(path.name, "是 PDF 文件，不是工作簿。", "请选择 Excel 工作簿，或按 PDF 打开。")
    return _text_kind(path, head)


def _head(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise ReadingError(
                path.name,
                f"有 {size // MEBIBYTE} MB，超过 {limits.file_bytes // MEBIBYTE} MB。",
                "决算公开表不会这样大，请确认选对了文件，或把需要的工作表另存成新文件。",
            )
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except FileNotFoundError:
        raise ReadingError(path.name, "找不到了。", "它可能被移走或改名，请重新选择。") from None
    except OSError as error:
        raise ReadingError(
            path.name,
            f"打不开（{_SYSTEM_WORDS.get(error.errno or 0, '系统拒绝访问')}）。",
            "请确认它是文件、没有被别的程序占用，并且您有权读取。",
        ) from error
    if not head:
        raise ReadingError(path.name, "是空文件（0 字节）。", "请重新导出或重新拷贝。")
    return head


def open_archive(path: Path, limits: Limits) -> zipfile.ZipFile:
    """The zip, refused when truncated or when it would unpack to more than the limits allow.

    Raises ReadingError for a zip that is refused.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadingError(
            path.name,
            "不完整或已损坏，压缩包结构读不出来。",
            "请重新导出或重新拷贝；能用 Excel/WPS 打开的话，另存一份再导入。",
        ) from error
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if (
        len(entries) > limits.zip_entries
        or unpacked > limits.unpacked_bytes
        or any(entry.file_size > limits.part_bytes for entry in entries)
        or (unpacked > limits.ratio_from_bytes and unpacked > packed * limits.ratio)
    ):
        archive.close()
        raise ReadingError(
            path.name,
            f"解压后有 {unpacked // MEBIBYTE} MB，远大于正常的决算表，为安全起见没有打开。",
            "请确认文件来源；确实需要的话，把需要的工作表另存成新文件再导入。",
        )
    return archive


def _zip_kind(path: Path, limits: Limits) -> FileKind:
    with open_archive(path, limits) as archive:
        names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    if any(name.endswith("workbook.bin") for name in names):
        raise ReadingError(path.name, "是二进制工作簿（.xlsb）。", "请在 Excel/WPS 里另存为 .xlsx 再导入。")
    if any(name.startswith("xl/") for name in names):
        return FileKind.XLSX
    if any(name.startswith("word/") for name in names):
        raise ReadingError(path.name, "是 Word 文档，不是工作簿。", "请选择 Excel 工作簿，或按 Word 文档打开。")
    if "content.xml" in names:
        raise ReadingError(path.name, "是 OpenDocument 文件（.odt、.ods）。", "请另存为 .docx 或 .xlsx 再导入。")
    if "[content_types].xml" in names:
        return FileKind.XLSX
    raise ReadingError(path.name, "是压缩包，不是工作簿。", "请先解压，再选择里面的 Excel 文件。")


def _ole_kind(path: Path) -> FileKind:
    """Looks for the stream names of the compound file's directory, which are UTF-16."""
    content = path.read_bytes()

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage") or _is_locked_workbook(content):
        raise ReadingError(
            path.name, "设了打开密码。", "请在 Word、Excel 或 WPS 里输入密码打开，取消密码后另存一份再导入。"
        )
    if holds("Workbook") or holds("Book"):
        return FileKind.XLS
    if holds("WordDocument"):
        raise ReadingError(path.name, "是 Word 97-2003 文档，不是工作簿。", "请选择 Excel 工作簿。")
    raise ReadingError(path.name, "不是能识别的工作簿，或文件不完整。", "请在 Excel/WPS 里打开并另存为 .xlsx 再导入。")


def _is_locked_workbook(content: bytes) -> bool:
    """Whether the first records of an .xls say that the others are encrypted (MS-XLS 2.4.117, FilePass)."""
    position = content.find(_FIRST_RECORD)
    for _ in range(_RECORDS_BEFORE_LOCK):
        kind, length = content[position : position + 2], content[position + 2 : position + 4]
        if position < 0 or len(length) < 2:
            return False
        if kind == _LOCK_RECORD:
            return True
        position += 4 + int.from_bytes(length, "little")
    return False


def _text_kind(path: Path, head: bytes) -> FileKind:
    plain = head.replace(b"\x00", b"").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain:
        raise ReadingError(path.name, "是 XML 表格（2003）。", "请在 Excel/WPS 里打开并另存为 .xlsx 再导入。")
    if b"<html" in plain or b"<table" in plain or b"<!doctype html" in plain:
        return FileKind.HTML
    raise ReadingError(path.name, "不是 Excel 工作簿。", "请选择 .xlsx 或 .xls 文件。")
