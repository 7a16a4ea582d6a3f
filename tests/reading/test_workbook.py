"""Stage 1: what a file is by its content, what its cells hold, and the refusal of everything hostile."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from juesuan_gui.document import Cell, Paragraph, grids_of
from juesuan_gui.reading import Limits, ReadingError, RemarkKind, Source, read_workbook, recognise
from juesuan_gui.reading.excel.number_text import printed_text
from juesuan_gui.reading.excel.xls_formats import number_formats
from tests.reading.books import tiny_form, yuan

XLS = Path(__file__).parent / "samples" / "t3.xls"
WRITTEN: list[list[object]] = [
    [text]
    for number in range(6)
    for text in (
        f"{'一二三四五六'[number]}、某某情况说明",
        "2023年度本年收入合计3.50万元，其中：财政拨款收入3.50万元，占100%；其他收入0万元，占0%。主要原因是无。",
    )
]
SMALL = Limits(rows=50, columns=20, cells=200, sheets=4)


def saved(path: Path, change: Callable[[Worksheet], None]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    change(sheet)
    book.save(path)
    return path


def cells(source: Source) -> dict[str, Cell]:
    return {
        cell.place.cell: cell
        for grid in grids_of(source.document)
        for cell in grid.cells
        if cell.place and cell.place.cell
    }


def rewritten(source: Path, target: Path, part: str, change: Callable[[str], str]) -> Path:
    """The workbook with one of its parts changed as text."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if name == part else content)
    return target


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A workbook with shared texts, which openpyxl does not write."""
    path = tmp_path / "plain.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("表").write_row(0, 0, ["项目", 1.5])
    return path


def test_numbers_keep_their_exact_value_and_their_print(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows: list[tuple[float, str]] = [
            (103748.1, "0.0"),
            (0, "00.00"),
            (7059.5000000000009, "#,##0.00"),
            (0.1 + 0.2, "General"),
            (-1234.5, "#,##0.00_);(#,##0.00)"),
            (2101501, "General"),
            (0.5763, "0.00%"),
            (1e-18, "General"),
            (12345678.9, "#,##0.00,"),
        ]
        for row, (value, number_format) in enumerate(rows, 1):
            sheet.cell(row, 1).value = value
            sheet.cell(row, 1).number_format = number_format

    found = cells(read_workbook(saved(tmp_path / "x.xlsx", fill), Limits()))
    assert [(found[f"A{row}"].text, found[f"A{row}"].amount) for row in range(1, 10)] == [
        ("103748.1", Decimal("103748.1")),
        ("00.00", Decimal(0)),
        ("7,059.50", Decimal("7059.5")),
        ("0.3", Decimal("0.3")),
        ("(1,234.50)", Decimal("-1234.5")),
        ("2101501", Decimal(2101501)),
        ("57.63%", Decimal("0.5763")),
        ("0", Decimal(0)),
        ("12,345.68", Decimal("12345678.9")),
    ]


def test_texts_dates_truth_values_and_errors_are_text(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["一、收入\n合计", True, "#REF!", 44196])
        sheet["D1"].number_format = "yyyy-mm-dd"

    found = cells(read_workbook(saved(tmp_path / "x.xlsx", fill), Limits()))
    assert [(found[name].text, found[name].amount) for name in ("A1", "B1", "C1", "D1")] == [
        ("一、收入\n合计", None),
        ("TRUE", None),
        ("#REF!", None),
        ("2020-12-31", None),
    ]


def test_a_formula_without_result_shows_its_formula(tmp_path: Path, plain: Path) -> None:
    found = cells(read_workbook(saved(tmp_path / "x.xlsx", lambda sheet: sheet.append(["=SUM(B1:B3)"])), Limits()))
    assert (found["A1"].text, found["A1"].amount) == ("=SUM(B1:B3)", None)
    cached = rewritten(
        plain,
        tmp_path / "y.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("<v>1.5</v>", "<f>3/2</f><v>1.5</v>"),
    )
    assert cells(read_workbook(cached, Limits()))["B1"].amount == Decimal("1.5")


def test_inline_rich_and_escaped_texts(plain: Path, tmp_path: Path) -> None:
    inline = '<c r="A2" t="inlineStr"><is><r><t>本年</t></r><r><t>收入_x000D_</t></r><rPh><t>x</t></rPh></is></c><c r="B2" t="str"><v>文</v></c>'
    path = rewritten(
        plain,
        tmp_path / "x.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("</sheetData>", f'<row r="2">{inline}</row></sheetData>'),
    )
    found = cells(read_workbook(path, Limits()))
    assert (found["A2"].text, found["B2"].text) == ("本年收入\r", "文")


def test_shared_texts(plain: Path) -> None:
    assert cells(read_workbook(plain, Limits()))["A1"].text == "项目"


def test_cells_without_names_follow_each_other(plain: Path, tmp_path: Path) -> None:
    path = rewritten(
        plain, tmp_path / "x.xlsx", "xl/worksheets/sheet1.xml", lambda xml: re.sub(r' r="[A-Z]*\d+"', "", xml)
    )
    assert cells(read_workbook(path, Limits()))["B1"].amount == Decimal("1.5")


def test_merged_hidden_and_used_cells(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"] = "项目"
        sheet.merge_cells("B2:D3")
        sheet["E4"] = 5
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["E"].hidden = True

    source = read_workbook(saved(tmp_path / "x.xlsx", fill), Limits())
    merged = cells(source)["B2"]
    assert (merged.row, merged.column, merged.row_span, merged.column_span) == (1, 1, 2, 3)
    assert [remark.text for remark in source.remarks] == [
        "工作表“表”的第 4 行是隐藏的，已照常读取。",
        "工作表“表”的第 E 列是隐藏的，已照常读取。",
    ]


def test_a_huge_declared_range_and_merge_cost_nothing(plain: Path, tmp_path: Path) -> None:
    def widen(xml: str) -> str:
        wide = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', xml)
        return wide.replace(
            "</sheetData>",
            '</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/><mergeCell ref="A1:A1048576"/></mergeCells>',
        )

    source = read_workbook(rewritten(plain, tmp_path / "x.xlsx", "xl/worksheets/sheet1.xml", widen), Limits())
    (grid,) = grids_of(source.document)
    assert (grid.row_count, len(grid.columns), len(grid.cells)) == (1, 2, 2)


@pytest.mark.parametrize(
    ("fill", "reason"),
    [
        (lambda sheet: [sheet.append([row]) for row in range(60)], "超过 50 行"),
        (lambda sheet: sheet.append([1] * 30), "第 21 列"),
        (lambda sheet: [sheet.append([1] * 15) for _ in range(20)], "超过 200 格"),
    ],
)
def test_a_sheet_beyond_the_limits_is_left_out_with_a_remark(
    tmp_path: Path, fill: Callable[[Worksheet], None], reason: str
) -> None:
    source = read_workbook(saved(tmp_path / "x.xlsx", fill), SMALL)
    assert source.document.sections == ()
    (remark,) = source.remarks
    assert remark.kind is RemarkKind.SKIPPED_SHEET and reason in remark.text


@pytest.mark.parametrize("name", ["表.xls", "表.et", "没有后缀"])
def test_the_content_decides_and_not_the_suffix(plain: Path, tmp_path: Path, name: str) -> None:
    path = Path(shutil.copy(plain, tmp_path / name))
    assert cells(read_workbook(path, Limits()))["B1"].amount == Decimal("1.5")


@pytest.mark.parametrize("name", ["某某市医疗保障局.XLS", "表.xlsx"])
def test_an_excel_97_workbook_under_any_name(tmp_path: Path, name: str) -> None:
    source = read_workbook(Path(shutil.copy(XLS, tmp_path / name)), Limits())
    assert source.hidden_sheets() == {"参数"}
    recognised = recognise(source, tiny_form())
    assert yuan(recognised, "T3")["20805", "基本支出"] == Decimal("46310.4")
    assert len(yuan(recognised, "T3")) == 11
    table = recognised.table("T3")
    assert table is not None and table.unmatched_rows == () and table.missing_columns == ()
    assert recognised.unit_name == "某某市医疗保障局"


def test_an_excel_97_workbook_prints_its_numbers_as_their_formats_say() -> None:
    found = cells(read_workbook(XLS.with_name("formats.xls"), Limits()))
    printed = ["87.83", "-1,234.50", "—", "3.14159", "50.00%", "7.00", "8.00", "1.0"]
    assert [found[f"A{row}"].text for row in range(1, 9)] == printed
    assert found["A1"].amount == Decimal("87.826554") and found["C8"].text == "3.0"


@pytest.mark.parametrize("cut", [0, 7, 512, 600, 1100, 2600, 4000])
def test_a_damaged_excel_97_workbook_has_no_formats(cut: int) -> None:
    data = XLS.with_name("formats.xls").read_bytes()
    assert set(number_formats(data[:cut])) <= {0}
    assert set(number_formats(data[:cut] + b"\xff" * (len(data) - cut))) <= {0}


@pytest.mark.parametrize(
    ("rows", "paragraphs"),
    [
        ([*WRITTEN, ["序号", "单位名称"], [1, "某某局本级"], *WRITTEN], 2 * len(WRITTEN)),
        ([*WRITTEN[:4], ["科目", "金额"], ["合计", 3.5], ["教育", 3.5]], 0),
    ],
    ids=["a small list among sentences", "a table under a few sentences"],
)
def test_a_written_sheet_is_text_around_its_small_lists(
    rows: list[list[object]], paragraphs: int, tmp_path: Path
) -> None:
    def appended(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)

    source = read_workbook(saved(tmp_path / "x.xlsx", appended), Limits())
    blocks = [block for section in source.document.sections for block in section.blocks]
    assert sum(isinstance(block, Paragraph) for block in blocks) == paragraphs
    assert any(
        "单位名称" in cell.text or "科目" in cell.text for grid in grids_of(source.document) for cell in grid.cells
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_an_html_table_called_xls(tmp_path: Path, encoding: str) -> None:
    charset = "gb2312" if encoding == "gb18030" else encoding
    html = f"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}"><style>td {{color: red}}</style></head><body>
    <p>支出决算表</p><p>部门：某某局 &nbsp; 单位：万元</p>
    <table border=1><tr><td colspan=4>项目<td rowspan=2>本年支出合计<td rowspan=2>基本支出<td rowspan=2>项目支出
    <tr><td colspan=3>功能分类科目<br>编码</td><td>科目名称</td></tr>
    <tr><td colspan=4>合计</td><td>1,224.48</td><td>162.40</td><td>1,062.08</td></tr>
    <tr><td colspan=3>208</td><td>社会保障和就业支出</td><td>12.50</td><td>12.50</td><td></td></tr></table></body></html>"""
    path = tmp_path / "导出.xls"
    path.write_bytes(html.encode(encoding))
    recognised = recognise(read_workbook(path, Limits()), tiny_form())
    assert yuan(recognised, "T3") == {
        ("合计", "本年支出合计"): Decimal(12244800),
        ("合计", "基本支出"): Decimal(1624000),
        ("合计", "项目支出"): Decimal(10620800),
        ("208", "本年支出合计"): Decimal(125000),
        ("208", "基本支出"): Decimal(125000),
    }
    assert recognised.unit_name == "某某局"


def refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(ReadingError) as caught:
        read_workbook(path, limits or Limits())
    assert path.name in str(caught.value)
    return str(caught.value)


#: The first record of an .xls as it stands in the file.
_GLOBALS = bytes.fromhex("09081000000605 00bb0dcc0700000000 06000000".replace(" ", ""))


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + stream.encode("utf-16-le") + bytes(512)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "空文件"),
        (_ole("EncryptedPackage"), "打开密码"),
        (_ole("Workbook") + _GLOBALS + b"\x2f\x00\x36\x00", "打开密码"),
        (_ole("Workbook") + _GLOBALS + b"\x86\x00\x00\x00\x2f\x00\x36\x00", "打开密码"),
        (_ole("Workbook") + _GLOBALS + b"\xe1\x00\x02\x00\x2f\x00", "已损坏"),
        (_ole("Workbook"), "已损坏"),
        (_ole("WordDocument"), "Word"),
        (_ole("Other"), "不是能识别的工作簿"),
        (b"%PDF-1.7 ...", "PDF"),
        ("项目\t1".encode(), "不是 Excel 工作簿"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML 表格"),
        (b"<html><body>nothing</body></html>", "没有表格"),
        (b"PK\x03\x04 and nothing of a zip", "不完整或已损坏"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_reason(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "公开表.xlsx"
    path.write_bytes(content)
    assert message in refused(path)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert "找不到" in refused(tmp_path / "没有.xlsx")
    assert "打不开" in refused(tmp_path)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_truncated_workbook(plain: Path, tmp_path: Path, share: float) -> None:
    content = plain.read_bytes()
    path = tmp_path / "截断.xlsx"
    path.write_bytes(content[: int(len(content) * share)])
    assert "不完整或已损坏" in refused(path)


def test_a_workbook_with_a_damaged_part(plain: Path, tmp_path: Path) -> None:
    cut = rewritten(plain, tmp_path / "x.xlsx", "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])
    assert "不是完整的 XML" in refused(cut)
    content = bytearray(plain.read_bytes())
    with zipfile.ZipFile(plain) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    start = info.header_offset + 30 + len(info.filename)
    content[start : start + info.compress_size] = bytes(
        255 - byte for byte in content[start : start + info.compress_size]
    )
    flipped = tmp_path / "y.xlsx"
    flipped.write_bytes(content)
    assert "sheet1.xml" in refused(flipped)


def test_other_zip_files(tmp_path: Path) -> None:
    for member, message in (
        ("word/document.xml", "Word"),
        ("content.xml", "OpenDocument"),
        ("a.txt", "压缩包"),
        ("xl/workbook.bin", "xlsb"),
        ("xl/theme.xml", "工作簿目录"),
    ):
        path = tmp_path / "x.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, "x")
        assert message in refused(path)


def test_an_empty_workbook(tmp_path: Path) -> None:
    assert "全是空的" in refused(saved(tmp_path / "x.xlsx", lambda sheet: None))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(plain: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(plain, tmp_path / "bomb.xlsx"))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zero", bytes(40 << 20))
    assert "远大于正常" in refused(path)
    assert "远大于正常" in refused(plain, replace(Limits(), unpacked_bytes=1000))
    assert "超过" in refused(plain, replace(Limits(), file_bytes=1000))


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
def test_entities_are_refused(plain: Path, tmp_path: Path, part: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    path = rewritten(plain, tmp_path / "x.xlsx", part, lambda xml: bomb + re.sub(r"<\?xml.*?\?>", "", xml))
    assert "XML 实体" in refused(path)


def test_any_damage_is_refused_and_never_a_traceback(plain: Path, tmp_path: Path) -> None:
    """Sixty workbooks with letters changed at random, always the same ones."""
    chance = random.Random(2020)
    with zipfile.ZipFile(plain) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(60):
        damaged = dict(parts)
        name = chance.choice(sorted(parts))
        content = bytearray(parts[name])
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.choice(b'0123456789<>"/ABCr=: -')
        damaged[name] = bytes(content)
        with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
            for member, data in damaged.items():
                archive.writestr(member, data)
        with contextlib.suppress(ReadingError):
            recognise(read_workbook(tmp_path / "x.xlsx", Limits()), tiny_form())


def test_too_many_sheets(tmp_path: Path) -> None:
    def more(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        for _ in range(5):
            sheet.parent.create_sheet()

    assert "6 张工作表" in refused(saved(tmp_path / "x.xlsx", more), SMALL)


def test_a_fault_in_fonts_or_fills_does_not_matter(plain: Path, tmp_path: Path) -> None:
    """Exporters write styles that openpyxl refuses; the cells are sound."""
    path = rewritten(
        plain,
        tmp_path / "x.xlsx",
        "xl/styles.xml",
        lambda xml: re.sub(r"<fills.*?</fills>", "<fills><fill><strange/></fill></fills>", xml),
    )
    assert cells(read_workbook(path, Limits()))["B1"].amount == Decimal("1.5")


def numbers() -> Iterator[tuple[str, str, str]]:
    yield "1234.5", "0.00_ ", "1234.50"
    yield "1234.5", '"¥"#,##0.00', "¥1,234.50"
    yield "1234567.895", "#,##0.00", "1,234,567.90"
    yield "-0.004", "0.00", "0.00"
    yield "-5", "0;[Red](0)", "(5)"
    yield "0", '0.00;-0.00;"—"', "—"
    yield "12.30", "0.##", "12.3"
    yield "12", "0.##", "12"
    yield "5", "00", "05"
    yield "12345678", "0\\.0,", "1234.6"
    yield "12345678", "0\\.00,", "123.46"
    yield "8", "0\\.0,", "0.0"
    yield "0.5", "#.00", ".50"
    yield "44000000", "0.00E+00", "44000000"
    yield "3", "[>2]0.0;0", "3"
    yield "1234.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"
    yield "0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"
    yield "-1234.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1,234.50"


@pytest.mark.parametrize(("number", "number_format", "printed"), list(numbers()))
def test_number_formats(number: str, number_format: str, printed: str) -> None:
    assert printed_text(Decimal(number), number_format).strip() == printed
