"""Owns the parts of an .xlsx package: relations, sheet list, shared texts, number formats."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from xml.etree import ElementTree

from openpyxl.styles.numbers import BUILTIN_FORMATS

from juesuan_gui.reading.errors import ReadingError
from juesuan_gui.reading.limits import Limits

_DECLARATIONS = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DAMAGED = "请在 Excel/WPS 里打开并另存一份再导入。"


class Element(Protocol):
    """What is used of an XML element."""

    tag: str
    text: str | None

    def get(self, key: str) -> str | None: ...
    def iter(self) -> Iterator[Element]: ...
    def __iter__(self) -> Iterator[Element]: ...
    def clear(self) -> None: ...


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One sheet of the workbook's list; an empty ``part`` has no cells (a chart)."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """What all sheets of a workbook share."""

    file_name: str
    archive: zipfile.ZipFile
    names: dict[str, str]
    sheets: tuple[SheetEntry, ...]
    texts: tuple[str, ...]
    formats: tuple[str, ...]
    starts_1904: bool


def local(tag: str) -> str:
    """A tag or attribute name without its namespace, which differs between transitional and strict files."""
    return tag.rpartition("}")[2]


def elements(file_name: str, archive: zipfile.ZipFile, member: str) -> Iterator[tuple[str, Element]]:
    """Start and end events of a part. Refuses document types, the only way to entities that grow.

    Raises ReadingError for a part that is damaged or refused.
    """
    try:
        content = archive.read(member)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ReadingError(file_name, f"里的 {member} 读不出来，文件可能不完整。", _DAMAGED) from error
    except Exception as error:
        # zlib and lzma raise errors of their own that share no base class.
        raise ReadingError(file_name, f"里的 {member} 已损坏。", _DAMAGED) from error
    if any(mark in content for mark in _DECLARATIONS):
        raise ReadingError(
            file_name,
            f"里的 {member} 带有 XML 实体声明，正常的工作簿没有，为安全起见没有打开。",
            "请确认文件来源。",
        )
    try:
        yield from ElementTree.iterparse(io.BytesIO(content), ("start", "end"))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ReadingError(file_name, f"里的 {member} 不是完整的 XML。", _DAMAGED) from error


def open_package(file_name: str, archive: zipfile.ZipFile, limits: Limits) -> Package:
    """Read what the sheets share. Raises ReadingError when the package is not a workbook or too large."""
    # Some exporters write back slashes, others other capitals; a package's names are one without them.
    names = {name.replace("\\", "/").lower().lstrip("/"): name for name in archive.namelist()}
    book = _workbook_part(file_name, archive, names)
    relations = _relations(file_name, archive, names, book)
    sheets: list[SheetEntry] = []
    starts_1904 = False
    for event, element in elements(file_name, archive, names[book]):
        if event != "start":
            continue
        if local(element.tag) == "workbookPr":
            starts_1904 = element.get("date1904") in ("1", "true")
        elif local(element.tag) == "sheet":
            sheets.append(_sheet_entry(element, relations))
    if len(sheets) > limits.sheets:
        raise ReadingError(
            file_name,
            f"有 {len(sheets)} 张工作表，超过 {limits.sheets} 张。",
            "请把需要的工作表另存成新文件再导入。",
        )
    if not sheets:
        raise ReadingError(file_name, "里没有工作表。", _DAMAGED)
    texts_part = next((target for kind, target in relations.values() if kind == "sharedStrings"), "")
    styles_part = next((target for kind, target in relations.values() if kind == "styles"), "")
    return Package(
        file_name,
        archive,
        names,
        tuple(sheets),
        tuple(_texts(file_name, archive, names[texts_part])) if texts_part in names else (),
        tuple(_formats(file_name, archive, names[styles_part])) if styles_part in names else (),
        starts_1904,
    )


def _workbook_part(file_name: str, archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    for kind, target in _relations(file_name, archive, names, "").values():
        if kind == "officeDocument" and target in names:
            return target
    if "xl/workbook.xml" in names:
        return "xl/workbook.xml"
    raise ReadingError(file_name, "缺少工作簿目录（xl/workbook.xml）。", _DAMAGED)


def _relations(
    file_name: str, archive: zipfile.ZipFile, names: dict[str, str], part: str
) -> dict[str, tuple[str, str]]:
    """Relation id → (kind, target part) of a part; "" is the package itself."""
    folder, base = posixpath.split(part)
    member = names.get(posixpath.join(folder, "_rels", f"{base}.rels").lower())
    if member is None:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for event, element in elements(file_name, archive, member):
        if event == "start" and local(element.tag) == "Relationship":
            target = (element.get("Target") or "").replace("\\", "/")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = (element.get("Type") or "").rpartition("/")[2]
            found[element.get("Id") or ""] = (kind, posixpath.normpath(whole).lower())
    return found


def _sheet_entry(element: Element, relations: dict[str, tuple[str, str]]) -> SheetEntry:
    relation = next((value for key, value in getattr(element, "attrib", {}).items() if local(key) == "id"), "")
    kind, target = relations.get(relation, ("", ""))
    return SheetEntry(
        element.get("name") or "",
        target if kind in ("worksheet", "") else "",
        (element.get("state") or "visible") != "visible",
    )


def text_of(element: Element) -> str:
    """The text of a shared or inline string: all runs, without phonetic readings."""
    parts: list[str] = []
    for child in element:
        name = local(child.tag)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [grandchild.text or "" for grandchild in child if local(grandchild.tag) == "t"]
    # A carriage return and other control characters are written as _x000D_.
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), "".join(parts))


def _texts(file_name: str, archive: zipfile.ZipFile, member: str) -> Iterator[str]:
    for event, element in elements(file_name, archive, member):
        if event == "end" and local(element.tag) == "si":
            yield text_of(element)
            element.clear()


def _formats(file_name: str, archive: zipfile.ZipFile, member: str) -> Iterator[str]:
    """The number format of each cell style, by its number."""
    own: dict[int, str] = {}
    for event, element in elements(file_name, archive, member):
        name = local(element.tag)
        if event != "end":
            continue
        if name == "numFmt":
            own[_whole(element.get("numFmtId"))] = element.get("formatCode") or ""
        elif name == "cellXfs":
            for style in element:
                number = _whole(style.get("numFmtId"))
                yield own.get(number) or BUILTIN_FORMATS.get(number, "General")


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
