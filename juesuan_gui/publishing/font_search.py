"""Finds the fonts that this machine has, by the family names inside the files, and the glyphs of their characters."""

import mmap
import os
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILE_LIMIT = 5000  # a design studio's font store must not hold up the export
FONT_SUFFIXES = (".ttf", ".ttc", ".otf", ".otc", ".TTF", ".TTC", ".OTF", ".OTC")
FAMILY_NAMES = (1, 4, 16)
RESTRICTED = 0x0002  # OS/2 fsType: the maker forbids embedding


@dataclass(frozen=True, slots=True)
class FontFile:
    """One font: its file, and its place in a collection."""

    path: Path
    index: int = 0


def machine_font_folders() -> tuple[Path, ...]:
    """Where operating systems keep fonts, the user's own first."""
    home = Path.home()
    folders: list[Path] = []
    if sys.platform == "win32":
        for variable, rest in (("LOCALAPPDATA", "Microsoft/Windows/Fonts"), ("WINDIR", "Fonts")):
            if os.environ.get(variable):
                folders.append(Path(os.environ[variable]) / rest)
    elif sys.platform == "darwin":
        folders += [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    else:
        folders += [home / ".local/share/fonts", home / ".fonts"]
        folders += [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return tuple(folder for folder in folders if folder.is_dir())


@dataclass(frozen=True, slots=True)
class FontsFound:
    """The fonts of a machine."""

    #: Those with TrueType outlines, which the PDF writer embeds as they are, by family name in lower case.
    families: dict[str, FontFile]
    #: Those with PostScript outlines (CFF), whose glyphs must be made anew, with their family names in lower case.
    postscript: dict[FontFile, frozenset[str]]


def fonts_found(folders: tuple[Path, ...]) -> FontsFound:
    """Every usable family name with its font; the first folder that has a name wins."""
    found = FontsFound({}, {})
    for path in _font_paths(folders):
        try:
            with (
                path.open("rb") as stream,
                mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content,
            ):
                for index, start in enumerate(_font_starts(content)):
                    tables = _tables(content, start)
                    names = frozenset(name.lower() for name in _usable_names(content, tables))
                    if b"glyf" not in tables and names:
                        found.postscript[FontFile(path, index)] = names
                        continue
                    for name in names:
                        found.families.setdefault(name, FontFile(path, index))
        except (OSError, ValueError, struct.error):
            continue  # a damaged font is no reason to fail: the next one will do
    return found


def _font_paths(folders: tuple[Path, ...]) -> Iterator[Path]:
    count = 0
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in sorted(names):
                if name.endswith(FONT_SUFFIXES):
                    count += 1
                    if count > FILE_LIMIT:
                        return
                    yield Path(root) / name


def _font_starts(content: mmap.mmap) -> tuple[int, ...]:
    if content[:4] != b"ttcf":
        return (0,)
    (count,) = struct.unpack_from(">I", content, 8)
    return struct.unpack_from(f">{min(count, 64)}I", content, 12)


def _tables(content: mmap.mmap, start: int) -> dict[bytes, tuple[int, int]]:
    """Where the tables of a font begin, and how long they are."""
    (count,) = struct.unpack_from(">H", content, start + 4)
    tables: dict[bytes, tuple[int, int]] = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", content, start + 12 + 16 * number)
        tables[tag] = (offset, length)
    return tables


def _usable_names(content: mmap.mmap, tables: dict[bytes, tuple[int, int]]) -> set[str]:
    """The family names of one font, none where it has no outlines of one shape or must not be embedded."""
    if not tables.keys() & {b"glyf", b"CFF "} or b"name" not in tables or b"fvar" in tables:
        return set()
    if b"OS/2" in tables and struct.unpack_from(">H", content, tables[b"OS/2"][0] + 8)[0] & 0xF == RESTRICTED:
        return set()
    base = tables[b"name"][0]
    _, records, strings = struct.unpack_from(">HHH", content, base)
    names: set[str] = set()
    for number in range(records):
        platform, encoding, _, identifier, length, offset = struct.unpack_from(
            ">HHHHHH", content, base + 6 + 12 * number
        )
        if identifier not in FAMILY_NAMES or platform != 3 or encoding not in (1, 10):
            continue
        begin = base + strings + offset
        names.add(content[begin : begin + length].decode("utf-16-be"))
    return names


def has_character(font: FontFile, character: str) -> bool:
    """Whether a font has a glyph for a character; a damaged font has none.

    Only the table of characters is looked at (formats 4 and 12, which all fonts of the last twenty years have), so
    that a great font need not be read as a whole.
    """
    try:
        with font.path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return bool(_glyph(content, _tables(content, _font_starts(content)[font.index]), character))
    except (OSError, ValueError, IndexError, struct.error):
        return False


def _glyph(content: mmap.mmap, tables: dict[bytes, tuple[int, int]], character: str) -> int:
    """The number of a character's glyph, 0 for none."""
    found = (_mapped(content, table, ord(character)) for table in _character_tables(content, tables))
    return next((glyph for glyph in found if glyph), 0)


def _character_tables(content: mmap.mmap, tables: dict[bytes, tuple[int, int]]) -> Iterator[int]:
    """Where the Unicode tables of a font's characters begin."""
    if b"cmap" not in tables:
        return
    base = tables[b"cmap"][0]
    (count,) = struct.unpack_from(">H", content, base + 2)
    for place in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", content, base + 4 + 8 * place)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            yield base + offset


def _mapped(content: mmap.mmap, table: int, code: int) -> int:
    (form,) = struct.unpack_from(">H", content, table)
    if form == 12:
        (count,) = struct.unpack_from(">I", content, table + 12)
        groups = (struct.unpack_from(">III", content, table + 16 + 12 * number) for number in range(count))
        return next((glyph + code - first for first, last, glyph in groups if first <= code <= last), 0)
    if form != 4 or code > 0xFFFF:
        return 0
    (doubled,) = struct.unpack_from(">H", content, table + 6)
    ends, starts = table + 14, table + 16 + doubled
    for place in range(0, doubled, 2):
        (last,) = struct.unpack_from(">H", content, ends + place)
        if code > last:
            continue
        (first,) = struct.unpack_from(">H", content, starts + place)
        if code < first:
            return 0
        delta, reach = struct.unpack_from(">H", content, starts + doubled + place)[0], starts + 2 * doubled + place
        (offset,) = struct.unpack_from(">H", content, reach)
        glyph: int = code
        if offset:
            (glyph,) = struct.unpack_from(">H", content, reach + offset + 2 * (code - first))
        return (glyph + int(delta)) & 0xFFFF if glyph else 0
    return 0
