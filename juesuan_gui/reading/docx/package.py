"""Owns the parts of a .docx package as XML trees, and the names that its markup uses."""

from __future__ import annotations

import zipfile
import zlib
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from juesuan_gui.reading.errors import ReadingError

_DECLARATIONS = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_ADVICE = "请在 Word/WPS 里打开并另存一份再导入。"


def local(tag: object) -> str:
    """A tag or attribute name without its namespace, which differs between transitional and strict files."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, its first child of the next name, and so on."""
    for name in path:
        if element is None:
            return None
        element = next((item for item in element if local(item.tag) == name), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The ``val`` of a child."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


def is_on(element: Element | None, *path: str) -> bool:
    """Whether a switch is there and not turned off."""
    found = child(element, *path)
    return found is not None and attribute(found, "val") not in ("0", "false", "off", "none")


class Package:
    """The parts of an open .docx file by their names in any capitals."""

    def __init__(self, file_name: str, archive: zipfile.ZipFile) -> None:
        self.file_name = file_name
        self._archive = archive
        self._names = {name.replace("\\", "/").lower().lstrip("/"): name for name in archive.namelist()}

    def has(self, prefix: str) -> bool:
        """Whether any part's name begins so."""
        return any(name.startswith(prefix) for name in self._names)

    def tree(self, part: str) -> Element | None:
        """The root of a part; ``None`` when the file has none of that name.

        Raises ReadingError when the part is damaged or declares entities, the only way to text that grows.
        """
        member = self._names.get(part)
        if member is None:
            return None
        try:
            content = self._archive.read(member)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
            # NotImplementedError (an unknown packing) is a RuntimeError.
            raise ReadingError(self.file_name, f"里的 {part} 已损坏，读不出来。", _ADVICE) from error
        if any(mark in content for mark in _DECLARATIONS):
            raise ReadingError(
                self.file_name,
                f"里的 {part} 带有 XML 实体声明，正常的 Word 文档没有，为安全起见没有打开。",
                "请确认文件来源。",
            )
        try:
            return ElementTree.fromstring(content)
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise ReadingError(self.file_name, f"里的 {part} 不是完整的 XML。", _ADVICE) from error
