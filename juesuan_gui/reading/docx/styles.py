"""Owns what a .docx says once for many paragraphs: list and outline level by style, numbers by list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from juesuan_gui.reading.docx.numbering import Numbering
from juesuan_gui.reading.docx.package import attribute, child, local, value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_BODY_LEVEL = 9
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    list_id: str | None
    list_level: int | None
    outline: int | None


class Styles:
    """Looks up what holds for a paragraph: its own properties before those of its style and the styles below."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        for element in styles if styles is not None else ():
            if local(element.tag) == "style" and attribute(element, "type") in (None, "paragraph"):
                name = attribute(element, "styleId") or ""
                self._styles[name] = _style(element)
                if attribute(element, "default") in ("1", "true"):
                    self._default = name
        self._numbering = Numbering(numbering)

    def label(self, properties: Element | None) -> str:
        """The number that Word prints before a paragraph; ask once for each, in their order."""
        own = child(properties, "numPr")
        chain = self._chain(properties)
        list_id = value(own, "numId")
        if list_id is None:
            list_id = next((style.list_id for style in chain if style.list_id is not None), None)
        level = _whole(value(own, "ilvl"))
        if level is None:
            level = next((style.list_level for style in chain if style.list_level is not None), 0)
        return self._numbering.label(list_id, level) if list_id not in (None, "0") and list_id else ""

    def outline_level(self, properties: Element | None) -> int | None:
        """The level of a heading counted from 1; ``None`` for what is no heading."""
        level = _whole(value(properties, "outlineLvl"))
        if level is None:
            level = next((style.outline for style in self._chain(properties) if style.outline is not None), None)
        return None if level is None or level >= _BODY_LEVEL else level + 1

    def _chain(self, properties: Element | None) -> list[_Style]:
        name = value(properties, "pStyle") or self._default
        chain: list[_Style] = []
        while name is not None and len(chain) < _DEEPEST and (style := self._styles.get(name)) is not None:
            chain.append(style)
            name = style.based_on
        return chain


def _style(element: Element) -> _Style:
    properties = child(element, "pPr")
    outline = _whole(value(properties, "outlineLvl"))
    if outline is None and (match := _HEADING.match((value(element, "name") or "").lower())):
        outline = int(match[1]) - 1
    return _Style(
        value(element, "basedOn"),
        value(properties, "numPr", "numId"),
        _whole(value(properties, "numPr", "ilvl")),
        outline,
    )


def _whole(text: str | None) -> int | None:
    return int(text) if text and len(text) < 6 and text.isascii() and text.isdigit() else None
