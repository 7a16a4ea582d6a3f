"""Owns telling by its content what a file is, and refusing what no workbook reader may open."""

from __future__ import annotations

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


class FileKind(Enum):
    """The workbook formats that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    HTML = "html"


def file_kind(path: Path, limits: Limits) -> FileKind:
    """What the file holds. Raises ReadingError when it is missing, too large, locked or no workbook."""
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
            f"打不开（{error.strerror or '系统拒绝访问'}）。",
            "请确认它是文件、没有被别的程序占用，并且您有权读取。",
        ) from error
    if not head:
        raise ReadingError(path.name, "是空文件（0 字节）。", "请重新导出或重新拷贝。")
    return head


def open_archive(path: Path, limits: Limits) -> zipfile.ZipFile:
    """The zip, refused when truncated or when it would unpack to more than the limits allow."""
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
        raise ReadingError(
            path.name, "是 Word 文档，不是工作簿。", "请选择 Excel 工作簿，或按 Word 文档打开。"
        )
    if "content.xml" in names:
        raise ReadingError(path.name, "是 OpenDocument 文件（.ods）。", "请另存为 .xlsx 再导入。")
    if "[content_types].xml" in names:
        return FileKind.XLSX
    raise ReadingError(path.name, "是压缩包，不是工作簿。", "请先解压，再选择里面的 Excel 文件。")


def _ole_kind(path: Path) -> FileKind:
    """Looks for the stream names of the compound file's directory, which are UTF-16."""
    content = path.read_bytes()

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise ReadingError(
            path.name, "设了打开密码。", "请在 Excel/WPS 里输入密码打开，取消密码后另存一份再导入。"
        )
    if holds("Workbook") or holds("Book"):
        return FileKind.XLS
    if holds("WordDocument"):
        raise ReadingError(path.name, "是 Word 97-2003 文档，不是工作簿。", "请选择 Excel 工作簿。")
    raise ReadingError(
        path.name, "不是能识别的工作簿，或文件不完整。", "请在 Excel/WPS 里打开并另存为 .xlsx 再导入。"
    )


def _text_kind(path: Path, head: bytes) -> FileKind:
    plain = head.replace(b"\x00", b"").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain:
        raise ReadingError(path.name, "是 XML 表格（2003）。", "请在 Excel/WPS 里打开并另存为 .xlsx 再导入。")
    if b"<html" in plain or b"<table" in plain or b"<!doctype html" in plain:
        return FileKind.HTML
    raise ReadingError(path.name, "不是 Excel 工作簿。", "请选择 .xlsx 或 .xls 文件。")
