"""Word files: every paragraph and table in the order of the file, as it is printed."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan_gui.reading import Limits, ReadingError, RemarkKind, Source
from juesuan_gui.reading.docx.numbering import number_text
from juesuan_gui.reading.docx.reader import read_docx
from tests.reading.published_files import grids, lines, paragraphs, rows_of, words_of

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="a" xmlns:wps="s" xmlns:v="v"'
)


def word(path: Path, body: str, **parts: str) -> Path:
    """A .docx with this body; other parts by their name without suffix."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {SPACES}>{xml}</w:{name}>")
    return path


def read(path: Path) -> Source:
    return read_docx(path, Limits())


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside if inside.startswith('<') else p(inside)}</w:tc>"


def table(rows: Sequence[Sequence[str]]) -> str:
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(item if item.startswith('<w:tc') else cell(item) for item in row) + '</w:tr>' for row in rows)}</w:tbl>"


def test_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    body = p("一、收入") + p(" ") + table([["项目", "金额"], ["合计", "1,224.48"]]) + p("注：无。")
    source = read(word(tmp_path / "x.docx", body))
    blocks = source.document.sections[0].blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Grid", "Paragraph"]
    assert lines(source) == ["一、收入", "注：无。"]
    assert rows_of(grids(source)[0]) == [["项目", "金额"], ["合计", "1,224.48"]]


def test_a_frame_around_a_table_is_no_table_and_one_beside_figures_is(tmp_path: Path) -> None:
    inner = table([["项目", "金额"], ["合计", "1,224.48"]])
    frame = table([["收入决算表"], ["部门：甲局", "单位：元"], [cell(inner + p(""))], ["注：无。"]])
    source = read(word(tmp_path / "x.docx", frame))
    assert lines(source) == ["收入决算表", "部门：甲局", "单位：元", "注：无。"]
    assert [rows_of(grid) for grid in grids(source)] == [[["项目", "金额"], ["合计", "1,224.48"]]]
    beside = table([["项目", "明细"], ["甲", cell(inner + p(""))]])
    assert [rows_of(grid)[-1][0] for grid in grids(read(word(tmp_path / "y.docx", beside)))] == ["甲", "合计"]


def test_merged_cells(tmp_path: Path) -> None:
    rows = [
        [cell("项目", '<w:gridSpan w:val="2"/>'), cell("合计", '<w:vMerge w:val="restart"/>')],
        [cell("编码"), cell("名称"), cell("", "<w:vMerge/>")],
        [
            cell("201"),
            cell(
                "一般公共<w:br/>服务".join(("<w:p><w:r><w:t>", "</w:t></w:r></w:p>")).replace(
                    "<w:br/>", "</w:t><w:br/><w:t>"
                )
            ),
            cell("6.20"),
        ],
    ]
    (grid,) = grids(read(word(tmp_path / "x.docx", table(rows))))
    assert words_of(grid) == {
        (0, 0): ("项目", 1, 2),
        (0, 2): ("合计", 2, 1),
        (1, 0): ("编码", 1, 1),
        (1, 1): ("名称", 1, 1),
        (2, 0): ("201", 1, 1),
        (2, 1): ("一般公共服务", 1, 1),
        (2, 2): ("6.20", 1, 1),
    }
    assert next(item.text for item in grid.cells if item.row == 2 and item.column == 1) == "一般公共\n服务"


def test_nested_tables_and_frames(tmp_path: Path) -> None:
    inner = table([["甲", "1.00"]])
    source = read(
        word(tmp_path / "x.docx", table([[cell(p("外") + inner), "2.00"]]) + table([[cell(p("框内一段") + inner)]]))
    )
    assert [rows_of(grid) for grid in grids(source)] == [[["外", "2.00"]], [["甲", "1.00"]], [["甲", "1.00"]]]
    assert lines(source) == ["框内一段"]


def test_content_controls_text_boxes_fields_and_hidden_words(tmp_path: Path) -> None:
    box = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{p("框里 5.00")}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{p("框里 5.00")}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE 99 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
    body = (
        f"<w:sdt><w:sdtContent>{p('控件里')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:t>前</w:t><w:tab/><w:t>后</w:t></w:r>{box}</w:p>"
        f"<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>{field}<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"
    )
    source = read(word(tmp_path / "x.docx", body))
    assert lines(source) == ["控件里", "前\t后", "框里 5.00", "链接7"]
    assert [remark.kind for remark in source.remarks] == [RemarkKind.HIDDEN_LINES]


def test_tracked_changes_are_accepted_and_told_and_comments_too(tmp_path: Path) -> None:
    body = '<w:p><w:r><w:t>支出</w:t></w:r><w:del><w:r><w:delText>1.00</w:delText></w:r></w:del><w:ins><w:r><w:t>2.00</w:t></w:r></w:ins><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    source = read(word(tmp_path / "x.docx", body))
    assert lines(source) == ["支出2.00"]
    assert [remark.kind for remark in source.remarks] == [RemarkKind.REVISION, RemarkKind.COMMENT]
    assert read(word(tmp_path / "y.docx", p("支出2.00"))).remarks == ()


def test_pictures_are_told_and_footnotes_come_last(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>" + p("正文")
    notes = f'<w:footnote w:type="separator">{p("线")}</w:footnote><w:footnote>{p("脚注 3.00")}</w:footnote>'
    source = read(word(tmp_path / "x.docx", body, footnotes=notes))
    assert lines(source) == ["正文", "脚注 3.00"]
    assert [remark.kind for remark in source.remarks] == [RemarkKind.UNREAD]


LEVELS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>'
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def numbered(text: str, level: int, item: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{item}"/></w:numPr>')


def test_numbers_that_word_sets_are_part_of_the_text(tmp_path: Path) -> None:
    body = (
        numbered("收入", 0)
        + numbered("总体", 1)
        + numbered("财政", 2)
        + numbered("其他", 2)
        + numbered("点", 3)
        + numbered("具体", 1)
        + numbered("财政", 2)
        + numbered("支出", 0)
        + numbered("总体", 1)
        + numbered("另起", 0, 2)
        + p("无号", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    source = read(word(tmp_path / "x.docx", body, numbering=NUMBERING))
    assert lines(source) == [
        "一、收入",
        "（一）总体",
        "1. 财政",
        "2. 其他",
        "点",
        "（二）具体",
        "1. 财政",
        "二、支出",
        "（一）总体",
        "一、另起",
        "无号",
    ]


def test_numbers_and_levels_by_style(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="我的标题"/><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    body = p("收入", '<w:pStyle w:val="1"/>') + p("总体", '<w:pStyle w:val="2"/>') + p("正文")
    source = read(word(tmp_path / "x.docx", body, numbering=NUMBERING, styles=styles))
    assert lines(source) == ["一、收入", "（一）总体", "正文"]
    assert [paragraph.level for paragraph in paragraphs(source)] == [1, 2, None]


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "chineseCounting", "二十"),
        (21, "japaneseCounting", "二十一"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (10, "ideographDigital", "一〇"),
        (3, "decimalEnclosedCircle", "③"),
        (25, "decimalEnclosedCircle", "25"),
        (4, "upperRoman", "IV"),
        (28, "upperLetter", "BB"),
        (12, "decimalFullWidth", "１２"),
        (2, "ideographTraditional", "乙"),
        (5, "decimalZero", "05"),
        (7, "unheardOf", "7"),
    ],
)
def test_number_formats(number: int, style: str, text: str) -> None:
    assert number_text(number, style) == text


@given(st.integers(1, 999), st.integers(1, 999))
def test_different_numbers_print_differently(first: int, second: int) -> None:
    for style in ("chineseCounting", "chineseLegalSimplified", "upperRoman", "ideographDigital"):
        assert (number_text(first, style) == number_text(second, style)) == (first == second)


def test_a_deleted_row_is_gone_and_told(tmp_path: Path) -> None:
    rows = table([["甲", "1.00"], ["乙", "2.00"]]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)
    source = read(word(tmp_path / "x.docx", rows))
    assert rows_of(grids(source)[0]) == [["乙", "2.00"]]
    assert [remark.kind for remark in source.remarks] == [RemarkKind.REVISION]


def test_no_words(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="没有文字"):
        read(word(tmp_path / "x.docx", p(" ")))
