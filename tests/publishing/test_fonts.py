"""Fonts: the bundled ones are whole, the machine's own come first, unusable ones are passed over."""

import hashlib
import struct
from pathlib import Path

import pytest

from juesuan_gui.document import Cell, Column, Document, Grid, Paragraph, Section, TextStyle
from juesuan_gui.paths import resource
from juesuan_gui.publishing import fonts as fonts_module
from juesuan_gui.publishing.font_search import FontFile, fonts_found, has_character
from juesuan_gui.publishing.fonts import BUNDLED_FILES, UNKNOWN, FontBook
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.rare_characters import missing_characters, missing_sentences
from juesuan_gui.publishing.typography import FontRole

from .test_pdf import page_texts

#: Beyond U+FFFF, in family names; in no bundled font.
RARE = "\U00020bb7"


def table_offset(content: bytes, tag: bytes) -> tuple[int, int]:
    """Where a table's directory entry is, and where the table."""
    (count,) = struct.unpack_from(">H", content, 4)
    for number in range(count):
        entry = 12 + 16 * number
        if content[entry : entry + 4] == tag:
            return entry, struct.unpack_from(">I", content, entry + 8)[0]
    raise AssertionError(tag)


def test_bundled_fonts_are_those_that_were_built() -> None:
    lines = resource("fonts", "SHA256SUMS").read_text("utf-8").splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)
    assert set(sums) == set(BUNDLED_FILES.values())
    for name, digest in sums.items():
        assert hashlib.sha256(resource("fonts", name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("role", list(FontRole))
def test_every_role_has_the_characters_of_a_report(role: FontRole, fonts: FontBook) -> None:
    for codec in ("gb2312",):
        for high in range(0xB0, 0xF8):
            for low in range(0xA1, 0xFF):
                try:
                    character = bytes([high, low]).decode(codec)
                except UnicodeDecodeError:
                    continue
                assert fonts.face(role).has(character), character
    assert not [mark for mark in "，。、；：？！（）《》“”‘’〔〕—…％·①⑩Ⅰ万元" if not fonts.face(role).has(mark)]


@pytest.mark.parametrize("role", list(FontRole))
def test_all_digits_are_equally_wide(role: FontRole, fonts: FontBook) -> None:
    assert len({fonts.width(role, digit, 10) for digit in "0123456789"}) == 1


def test_the_machines_own_font_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "sub" / "own.ttf"
    own.parent.mkdir()
    own.write_bytes(resource("fonts", BUNDLED_FILES[FontRole.KAI]).read_bytes())
    (tmp_path / "broken.ttf").write_bytes(b"\x00\x01\x00\x00\xff")
    (tmp_path / "empty.ttf").write_bytes(b"")
    monkeypatch.setitem(fonts_module.MACHINE_FAMILIES, FontRole.FANG, ("无此字体", "js kai"))
    book = FontBook((tmp_path,))
    assert book.face(FontRole.FANG).file.path == own
    assert book.face(FontRole.HEI).file.path == resource("fonts", BUNDLED_FILES[FontRole.HEI])


def test_fonts_that_cannot_or_must_not_be_embedded_are_passed_over(tmp_path: Path) -> None:
    content = resource("fonts", BUNDLED_FILES[FontRole.HEI]).read_bytes()
    entry, _ = table_offset(content, b"glyf")
    (tmp_path / "cff.ttf").write_bytes(content[:entry] + b"CFF " + content[entry + 4 :])
    _, licence = table_offset(content, b"OS/2")
    restricted = content[: licence + 8] + struct.pack(">H", 2) + content[licence + 10 :]
    (tmp_path / "restricted.ttf").write_bytes(restricted)
    assert fonts_found((tmp_path,)).families == {}
    (tmp_path / "free.ttf").write_bytes(content)
    assert "js noto sans sc" in fonts_found((tmp_path,)).families


def test_a_character_the_font_lacks_comes_from_the_complete_one(fonts: FontBook) -> None:
    pieces = list(fonts.pieces(FontRole.TITLE, "王䶮\x00局"))
    assert [text for _, text in pieces] == ["王", "䶮", "局"]
    assert pieces[0][0] == pieces[2][0] == fonts.face(FontRole.TITLE).name
    assert pieces[1][0] == fonts.face(FontRole.SONG).name


def font_with(character: str) -> bytes:
    """A font whose table of characters (format 12) has this one besides ASCII."""
    content = resource("fonts", BUNDLED_FILES[FontRole.KAI]).read_bytes()
    entry, _ = table_offset(content, b"cmap")
    groups = struct.pack(">6I", 0x20, 0x7E, 1, ord(character), ord(character), 40)
    table = struct.pack(">HHHHIHHIII", 0, 1, 3, 10, 12, 12, 0, 16 + len(groups), 0, 2) + groups
    patched = content[: entry + 8] + struct.pack(">II", len(content), len(table)) + content[entry + 16 :] + table
    # The writer takes two fonts of one name for the same.
    return patched.replace("Kai".encode("utf-16-be"), "Rar".encode("utf-16-be")).replace(b"Kai", b"Rar")


def named_document() -> Document:
    cells = (Cell(0, 0, "联系人"), Cell(0, 1, f"王{RARE}"))
    grid = Grid("附表", (Column(), Column()), cells, title=Paragraph.of("附表一", TextStyle.TABLE_TITLE))
    body = (Paragraph.of("一、机构情况", TextStyle.HEADING_1), Paragraph.of(f"负责人李{RARE}，经办人王䶮。"), grid)
    cover = Section((Paragraph.of("某局决算", TextStyle.COVER_TITLE),))
    return Document("题", (cover, Section(body)))


def test_a_character_no_font_has_is_marked_and_named_with_its_places(fonts: FontBook, tmp_path: Path) -> None:
    path = tmp_path / "rare.pdf"
    document = named_document()
    render_pdf(document, path, fonts=fonts)
    printed = "".join(page_texts(path))
    assert f"负责人李{UNKNOWN}，经办人王䶮" in printed and RARE not in printed
    (missing,) = missing_characters(document, fonts)
    assert missing.character == RARE
    assert [place for place, _ in missing.places] == ["一、机构情况", "附表一"]
    (sentence,) = missing_sentences((missing,))
    assert RARE in sentence and "一、机构情况" in sentence and "附表一" in sentence and "䶮”（" not in sentence
    assert missing_sentences(()) == []


def test_a_font_of_the_machine_stands_in_and_its_words_can_be_copied(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "broken.ttf").write_bytes(b"\x00\x01\x00\x00\xff")
    (folder / "rare.ttf").write_bytes(font_with(RARE))
    book = FontBook((folder,))
    document = named_document()
    assert missing_characters(document, book) == ()
    path = tmp_path / "rare.pdf"
    render_pdf(document, path, fonts=book)
    assert f"负责人李{RARE}，经办人王䶮" in "".join(page_texts(path))


def test_what_is_not_seen_lacks_nothing(fonts: FontBook) -> None:
    text = "王\u200b小\ufe01某\u2003局\U000e0100"
    assert (
        "".join(stretch for _, stretch in fonts.stretches(FontRole.KAI, text)).replace(" ", "\u2003")
        == "王小某\u2003局"
    )
    assert missing_characters(Document("题", (Section((Paragraph.of(text),)),)), fonts) == ()


@pytest.mark.parametrize("role", list(FontRole))
def test_the_search_knows_a_fonts_characters_as_the_writer_does(role: FontRole, fonts: FontBook) -> None:
    face = fonts.face(role)
    for character in "部䶮〓A，\u0e01\U0001f600㊣" + RARE:
        assert has_character(face.file, character) is face.has(character), character
    assert not has_character(FontFile(face.file.path, 7), "部")
