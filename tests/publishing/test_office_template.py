"""A realistic template of an office: every place where words can stand is filled, and nothing else changes."""

from __future__ import annotations

import functools
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from juesuan_gui.cli import main
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.own_template.filling import fill_template
from juesuan_gui.publishing.own_template.told import FilledTemplate
from tests.narrative.drafted import full_report, live_of

from .office_template import control, fields, noted, office_template, sealed, split, text_box

NAME, UNIT = "{{ 单位 }}", "某市某某局"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


_LIVE = functools.cache(lambda: live_of(full_report("wuhan-2020")))


def filled(path: Path) -> tuple[dict[str, bytes], dict[str, bytes], FilledTemplate]:
    """The parts before and after, and what is said of it."""
    target = path.with_name("成文.docx")
    result = fill_template(_LIVE(), path, target, fonts=FontBook())
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target) as after:
        assert before.namelist() == [name for name in after.namelist() if not name.startswith("word/media/juesuan")]
        return (
            {name: before.read(name) for name in before.namelist()},
            {name: after.read(name) for name in after.namelist()},
            result,
        )


def canonical(content: bytes) -> bytes:
    """A part as it means, whatever the order of attributes; that blanks are kept is said of every text."""
    root = etree.fromstring(content)
    for piece in root.iter(qn("w:t")):
        piece.set(SPACE, "preserve")
    return etree.tostring(root, method="c14n")


def test_every_place_of_words_is_filled_and_nothing_else_changes(tmp_path: Path) -> None:
    body = text_box(NAME) + control(NAME) + control(NAME, whole=True) + control(NAME, bound=True) + noted(NAME)
    path = office_template(tmp_path, body, header=fields(NAME), note=NAME, title=NAME)
    before, after, result = filled(path)
    changed = {name for name in before if before[name] != after[name]}
    header = {name for name in before if name.startswith("word/header")}
    parts = {"word/document.xml", "word/comments.xml", "word/footnotes.xml", "docProps/core.xml"}
    assert changed == parts | header and header
    for name in changed:
        expected = before[name].decode().replace(NAME, UNIT)
        assert canonical(after[name]) == canonical(expected.encode()), name
    # A text box is written twice in the file and is one to its reader; the title follows the file's name for itself.
    assert result.filled == 8 and result.not_understood == () and result.needs == ()
    assert docx.Document(str(path.with_name("成文.docx"))).core_properties.title == UNIT


def test_a_placeholder_in_pieces_and_one_in_full_width_brackets(tmp_path: Path) -> None:
    body = split("前{", "{ 单", "位 ", "}", "}后") + split("｛｛年度｝｝年度") + split("{{ T1.", "收入总计 }}")
    _, after, result = filled(office_template(tmp_path, body))
    root = etree.fromstring(after["word/document.xml"])
    said = ["".join(piece.text or "" for piece in item.iter(qn("w:t"))) for item in root.iter(qn("w:p"))]
    assert said == [f"前{UNIT}后", "2020年度", "1,093.37万元"]
    assert result.filled == 3 and len(list(root.iter(qn("w:proofErr")))) == 5


def test_a_table_stands_in_a_control_for_blocks_and_in_no_comment(tmp_path: Path) -> None:
    body = control("{{ 表.T7 }}", whole=True) + text_box("{{ 表.T7 }}") + noted("甲")
    _, after, result = filled(office_template(tmp_path, body, note="{{ 表.T7 }}"))
    root = etree.fromstring(after["word/document.xml"])
    (table,) = root.iter(qn("w:tbl"))
    assert [parent.tag for parent in table.iterancestors()][:3] == [qn("w:sdtContent"), qn("w:sdt"), qn("w:body")]
    above = list(table.itersiblings(qn("w:p"), preceding=True))
    assert above and all(item.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for item in above)
    # Amounts are as wide as was reckoned, whatever typeface the template's own style has.
    faces = {fonts.get(qn("w:ascii")) for fonts in table.iter(qn("w:rFonts"))}
    assert faces == {"Times New Roman"} and len(list(table.iter(qn("w:rFonts")))) == len(list(table.iter(qn("w:r"))))
    # The text box once, the footnote and the comment.
    assert result.filled == 1 and [item.text for item in result.not_understood] == ["表.T7"] * 3


def test_the_seal_on_a_placeholders_paragraph_stays(tmp_path: Path) -> None:
    before, after, result = filled(office_template(tmp_path, sealed("{{ 说明.收入 }}") + sealed("甲")))

    def pictures(parts: dict[str, bytes]) -> int:
        return len(list(etree.fromstring(parts["word/document.xml"]).iter(qn("a:blip"))))

    assert pictures(before) == pictures(after) == 2 and result.filled == 1
    assert "收入合计".encode() in after["word/document.xml"] and b"{{" not in after["word/document.xml"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{% if 年度 %}甲{% endif %}", ["{% if 年度 %}", "{% endif %}"]),
        ("{% for 行 in 表 %}", ["{% for 行 in 表 %}"]),
        ("{{ 单位", ["{{ 单位"]),
        ("{{ 单位名 }}", ["{{单位名}}"]),
        ("｛｛ 上上年 ｝｝", ["{{上上年}}"]),
        ("{{ T1.没有 if 年度 else 单位名 }}", ["{{T1.没有 if 年度 else 单位名}}"]),
        ("集合 {甲、乙} 和 50%", []),
    ],
)
def test_what_is_no_placeholder_of_ours_stays_and_is_told(tmp_path: Path, written: str, told: list[str]) -> None:
    before, after, result = filled(office_template(tmp_path, split(written), note="甲"))
    assert [item.words for item in result.not_understood] == told
    assert before["word/document.xml"] == after["word/document.xml"]


def test_window_and_command_line_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = office_template(tmp_path, split("{{ 没有的名称 }}") + split("{% for 行 in 表 %}"))
    _, _, result = filled(path)
    sample = Path(__file__).parents[2] / "resources" / "samples" / "guyuan-2020.xlsx"
    options = ["--out", str(tmp_path / "包"), "--formats", "docx", "--template", str(path), "--no-sheets"]
    assert main(["pack", str(sample), *options]) == 0
    told = capsys.readouterr().err
    assert len(result.sentences()) == 2 and all(sentence in told for sentence in result.sentences())
