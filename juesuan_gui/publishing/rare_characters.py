"""Owns what becomes of characters that no font has: they are named with their places before and after an export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from juesuan_gui.document import Document, Drawing, Grid, Label, PageBreak, TableOfContents, TextStyle
from juesuan_gui.publishing.fonts import UNKNOWN, FontBook

_HEADINGS = (TextStyle.PART_TITLE, TextStyle.HEADING_1, TextStyle.HEADING_2, TextStyle.HEADING_3)
_AROUND = 6  # characters of the text printed before and after the one that is missing
_PLACES = 3  # named for each character; more would hide the sentence
_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class MissingCharacter:
    """A character that no font has: where it stands, and the words around it, in printed order."""

    character: str
    places: tuple[tuple[str, str], ...]


def missing_characters(document: Document, fonts: FontBook) -> tuple[MissingCharacter, ...]:
    """The characters of a document that cannot be printed, each with all its places; none is the usual."""
    known: dict[str, bool] = {}
    found: dict[str, list[tuple[str, str]]] = {}
    for place, text in _texts(document):
        for position, character in enumerate(text):
            if character not in known:
                known[character] = fonts.can_print(character)
            if not known[character]:
                around = text[max(0, position - _AROUND) : position + _AROUND + 1].replace("\n", "")
                found.setdefault(character, []).append((place, around))
    return tuple(MissingCharacter(character, tuple(dict.fromkeys(places))) for character, places in found.items())


def missing_sentences(missing: tuple[MissingCharacter, ...]) -> list[str]:
    """What the user should know, in sentences; nothing where nothing is missing."""
    if not missing:
        return []
    said = "；".join(_said(item) for item in missing[:_CHARACTERS])
    more = f"；另有 {len(missing) - _CHARACTERS} 个字" if len(missing) > _CHARACTERS else ""
    return [
        f"本机的字体里没有这些字，PDF 中印作“{UNKNOWN}”：{said}{more}。"
        "请装上有这些字的字体（如“宋体-ExtB”）再导出，或改用通用的写法。"
    ]


def _said(item: MissingCharacter) -> str:
    places = "、".join(f"{place}“{around}”" for place, around in item.places[:_PLACES])
    more = f" 等 {len(item.places)} 处" if len(item.places) > _PLACES else ""
    return f"“{item.character}”（U+{ord(item.character):04X}）在{places}{more}"


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every text of the document with the name of its place: a heading, a table's title, the cover."""
    for number, section in enumerate(document.sections):
        place = "封面" if number == 0 else ""
        for block in section.blocks:
            if isinstance(block, Grid):
                title = block.title.text if block.title is not None else place
                texts = [title, *(part for line in block.lines for part in (line.left, line.middle, line.right))]
                texts += [cell.text for cell in block.cells]
                texts += [note.text for note in block.closing_paragraphs]
                yield from ((title, text) for text in texts if text)
            elif isinstance(block, Drawing):
                yield from ((place, shape.text) for shape in block.shapes if isinstance(shape, Label))
                if block.caption is not None:
                    yield place, block.caption.text
            elif isinstance(block, TableOfContents):
                if block.title is not None:
                    yield "目录", block.title.text
            elif not isinstance(block, PageBreak):
                if block.style in _HEADINGS:
                    place = block.text.replace("\n", "")
                yield place, block.text
