"""Fonts: the bundled ones are whole, the machine's own come first, unusable ones are passed over."""

import hashlib
import struct
from pathlib import Path

import pytest

from juesuan_gui.paths import resource
from juesuan_gui.publishing import fonts as fonts_module
from juesuan_gui.publishing.font_search import font_families
from juesuan_gui.publishing.fonts import BUNDLED_FILES, FontBook
from juesuan_gui.publishing.typography import FontRole


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
    assert font_families((tmp_path,)) == {}
    (tmp_path / "free.ttf").write_bytes(content)
    assert "js noto sans sc" in font_families((tmp_path,))


def test_a_character_the_font_lacks_comes_from_the_complete_one(fonts: FontBook) -> None:
    pieces = list(fonts.pieces(FontRole.TITLE, "王䶮\x00局"))
    assert [text for _, text in pieces] == ["王", "䶮", "局"]
    assert pieces[0][0] == pieces[2][0] == fonts.face(FontRole.TITLE).name
    assert pieces[1][0] == fonts.face(FontRole.SONG).name
