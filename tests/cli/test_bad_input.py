"""Bad input on the command line: a Chinese sentence that names the file, the right exit code, nothing half-written."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

import juesuan_gui.cli_check
import juesuan_gui.paths
from juesuan_gui.cli import main

from .conftest import ROOT, SAMPLE, Demo, Run, started
from .shapes import Checked, Finding, checked

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


# -- workbooks that are read, with something wrong in them ----------------------------------------------


def with_bad_amounts(book: Workbook) -> None:
    sheet = book["公开05表"]
    sheet["G10"].value = "待核"
    sheet["G13"].value = "1234567890123456789012345678901234567890"
    sheet["F10"].value = 1.2345e39


def without_table(book: Workbook) -> None:
    del book["公开09表"]


def with_other_sheets_and_merges(book: Workbook) -> None:
    book.create_sheet("备注", 0)["A1"].value = "随手记"
    book["公开07表"].sheet_state = "hidden"
    sheet = book.create_sheet("参数")
    sheet["A1"].value = "内部参数"
    sheet.sheet_state = "hidden"
    book["公开05表"].merge_cells("A24:G26")
    book["公开05表"].merge_cells("A3:D3")
    book["公开01表"].merge_cells("A2:D2")
    book["公开06表"].merge_cells("K1:N4")


def renamed(book: Workbook) -> None:
    book["公开05表"]["F4"].value = "基本开销"


BOOKS: dict[str, Callable[[Workbook], None]] = {
    "坏数": with_bad_amounts,
    "缺表": without_table,
    "别的": with_other_sheets_and_merges,
    "改名": renamed,
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checked]:
    """Every changed workbook as checked, and the sample itself."""
    folder = tmp_path_factory.mktemp("books")
    paths = [SAMPLE]
    for name, change in BOOKS.items():
        book = openpyxl.load_workbook(SAMPLE)
        change(book)
        paths.append(folder / f"{name}.xlsx")
        book.save(paths[-1])
    done = started("check", *paths, "--json", "-")
    assert done.code == 1, done.err
    return dict(zip(["原样", *BOOKS], checked(done.out), strict=True))


def keys(item: Checked) -> set[str]:
    return {finding.key for finding in item.findings}


def about(item: Checked, table: str, row: str) -> list[Finding]:
    """The findings of one row of a table itself."""
    return [finding for finding in item.findings if f":{table}[{row}]." in finding.key]


def test_what_is_no_amount_is_unread_and_gives_no_finding(read: dict[str, Checked]) -> None:
    item = read["坏数"]
    assert item.error is None
    assert {unread.quote[:4] for unread in item.read.unread} >= {"待核", "1234"}
    assert len(item.read.unread) == 3
    assert all(is_chinese(unread.why) for unread in item.read.unread)
    for row in ("2019999", "2080505"):
        assert about(item, "T5", row) == about(read["原样"], "T5", row) == []
    # What stands above rests on them, so nothing is said about that either.
    assert keys(item) <= keys(read["原样"])


def test_a_missing_sheet_is_named(read: dict[str, Checked]) -> None:
    item = read["缺表"]
    assert item.kind == "决算公开"
    assert [(unread.quote, unread.why) for unread in item.read.unread] == [
        ("国有资本经营预算财政拨款支出决算表", "文件里没有这张表")
    ]
    assert len(item.read.tables) == 8
    assert keys(item) - keys(read["原样"]) == {"F01|T9"}


def test_other_sheets_hidden_sheets_and_merges_elsewhere_do_not_matter(read: dict[str, Checked]) -> None:
    item = read["别的"]
    assert [unread.quote for unread in item.read.unread] == ["备注", "参数"]
    assert len(item.read.tables) == 9
    assert keys(item) == keys(read["原样"])


def test_a_renamed_header_is_named_as_not_matched(read: dict[str, Checked]) -> None:
    item = read["改名"]
    assert item.error is None
    assert any("基本开销" in unread.quote for unread in item.read.unread)


def test_a_column_that_was_not_matched_gives_no_error(read: dict[str, Checked]) -> None:
    assert keys(read["改名"]) <= keys(read["原样"])


def test_renamed_headers_in_an_import_are_told(run: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(SAMPLE)
    renamed(book)
    book.save(tmp_path / "改名.xlsx")
    done = run("import", tmp_path / "改名.xlsx", "--form", "ningxia-2020", "--out", tmp_path / "结果.jsgk")
    assert done.code == 0
    assert "没有对上" in done.out
    assert "基本开销" in done.out


# -- files that cannot be read ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bad:
    """A file that cannot be read: how to make it, and what the sentence must hold besides its name."""

    name: str
    make: Callable[[Path, Demo], object]
    says: str


def newer(path: Path, demo: Demo) -> None:
    shutil.copy(demo.file(".jsgk"), path)
    with closing(sqlite3.connect(path)) as file:
        file.execute("pragma user_version = 999")
        file.commit()


def damaged(path: Path, demo: Demo) -> None:
    content = bytearray(demo.file(".jsgk").read_bytes())
    content[5_000:20_000] = b"\xff" * 15_000
    path.write_bytes(content)


BAD = (
    Bad(
        "加密.xlsx",
        lambda path, demo: path.write_bytes(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)),
        "密码",
    ),
    Bad("截断.xlsx", lambda path, demo: path.write_bytes(SAMPLE.read_bytes()[:9_000]), "重新"),
    Bad("空.xlsx", lambda path, demo: path.touch(), "空文件"),
    Bad("空.jsgk", lambda path, demo: path.touch(), "空"),
    Bad("文件夹.xlsx", lambda path, demo: path.mkdir(), "文件"),
    Bad("文件夹.jsgk", lambda path, demo: path.mkdir(), "文件"),
    Bad("没有.xlsx", lambda path, demo: None, "找不到"),
    Bad("没有.jsgk", lambda path, demo: None, "找不到"),
    Bad("图片.png", lambda path, demo: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100)), "请"),
    Bad("旧.doc", lambda path, demo: path.write_bytes(OLE + bytes(1000)), "请"),
    Bad("无后缀", lambda path, demo: path.write_text("随手记", encoding="utf-8"), "请"),
    Bad("别的表.xlsx", lambda path, demo: save_other_book(path), "请"),
    Bad("新版.jsgk", newer, "升级"),
    Bad("损坏.jsgk", damaged, "抢救"),
    Bad("截断.jsgk", lambda path, demo: path.write_bytes(demo.file(".jsgk").read_bytes()[:9_000]), "抢救"),
    Bad("冒充.jsgk", lambda path, demo: path.write_bytes(SAMPLE.read_bytes()), "请"),
)
NAMES = [bad.name for bad in BAD]


def save_other_book(path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"].value = "工资表"
    book.save(path)


@pytest.fixture(scope="module")
def bad_folder(tmp_path_factory: pytest.TempPathFactory, demo: Demo) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    for bad in BAD:
        bad.make(folder / bad.name, demo)
    return folder


@pytest.fixture(scope="module")
def refused(bad_folder: Path) -> dict[str, Checked]:
    """All of them in one call, with one readable report among them."""
    before = sorted(bad_folder.rglob("*"))
    done = started("check", *(bad_folder / name for name in NAMES), "--json", "-")
    assert done.code == 2
    assert "Traceback" not in done.err
    assert sorted(bad_folder.rglob("*")) == before
    return dict(zip(NAMES, checked(done.out), strict=True))


@pytest.mark.parametrize("bad", BAD, ids=NAMES)
def test_check_says_which_file_and_what_to_do(refused: dict[str, Checked], bad: Bad) -> None:
    item = refused[bad.name]
    assert item.error is not None
    assert bad.name in item.error
    assert bad.says in item.error
    assert is_chinese(item.error)
    assert item.error.rstrip().endswith(("。", "！"))
    assert item.findings == []


@pytest.mark.parametrize("bad", BAD, ids=NAMES)
def test_build_refuses_it_and_leaves_nothing(bad_folder: Path, bad: Bad, run: Run, tmp_path: Path) -> None:
    done = run("build", bad_folder / bad.name, "--out", tmp_path)
    assert done.code == 2
    assert bad.name in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["加密.xlsx", "截断.xlsx", "文件夹.xlsx", "没有.xlsx", "图片.png"])
def test_import_refuses_it_and_leaves_nothing(bad_folder: Path, name: str, run: Run, tmp_path: Path) -> None:
    done = run("import", bad_folder / name, "--form", "ningxia-2020", "--out", tmp_path / "结果.jsgk")
    assert done.code == 2
    assert name in done.err
    assert list(tmp_path.iterdir()) == []


def test_import_with_one_bad_source_leaves_nothing(bad_folder: Path, run: Run, tmp_path: Path) -> None:
    done = run("import", SAMPLE, bad_folder / "截断.xlsx", "--form", "ningxia-2020", "--out", tmp_path / "结果.jsgk")
    assert done.code == 2
    assert list(tmp_path.iterdir()) == []


def test_import_that_fails_keeps_the_report_that_was_there(bad_folder: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "结果.jsgk"
    target.write_bytes(b"earlier")
    assert run("import", bad_folder / "截断.xlsx", "--form", "ningxia-2020", "--out", target).code == 2
    assert target.read_bytes() == b"earlier"


def test_a_workbook_called_xls_is_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "实为新格式.xls"
    shutil.copy(SAMPLE, path)
    [item] = checked(run("check", path, "--json", "-").out)
    assert item.error is None
    assert len(item.read.tables) == 9


def test_an_excel_97_workbook_called_xlsx_is_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "实为旧格式.xlsx"
    shutil.copy(ROOT / "tests" / "reading" / "samples" / "t3.xls", path)
    [item] = checked(run("check", path, "--json", "-").out)
    assert item.error is None
    assert [table.id for table in item.read.tables] == ["T3"]


# -- forms ----------------------------------------------------------------------------------------------


def test_an_unknown_form_is_named(run: Run, tmp_path: Path) -> None:
    done = run("import", SAMPLE, "--form", "无此版式", "--out", tmp_path / "结果.jsgk")
    assert done.code == 2
    assert "无此版式" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_form_file_with_a_wrong_key_names_file_table_and_key(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    table = templates / "ningxia-2020" / "tables" / "T3.toml"
    table.write_text(f"lanscape = true\n{table.read_text(encoding='utf-8')}", encoding="utf-8")
    for module in (juesuan_gui.cli_check, juesuan_gui.paths):
        monkeypatch.setattr(module, "data_folder", lambda name: tmp_path / name)
    for arguments in (
        ["forms"],
        ["import", str(SAMPLE), "--form", "ningxia-2020", "--out", str(tmp_path / "结果.jsgk")],
    ):
        done = run(*arguments)
        assert done.code == 2
        assert "T3.toml" in done.err
        assert "T3" in done.err
        assert "lanscape" in done.err
    assert not (tmp_path / "结果.jsgk").exists()


# -- places that cannot be written ------------------------------------------------------------------------


def commands(folder: Path) -> list[list[str]]:
    return [
        ["demo", "--out", str(folder)],
        ["build", str(SAMPLE), "--out", str(folder), "--formats", "xlsx"],
        ["import", str(SAMPLE), "--form", "ningxia-2020", "--out", str(folder / "结果.jsgk")],
        ["check", str(SAMPLE), "--json", str(folder / "结果.json")],
        ["forms", "--json", str(folder / "版式.json")],
    ]


@pytest.mark.parametrize("number", range(5), ids=["demo", "build", "import", "check", "forms"])
def test_a_folder_below_a_file_is_refused(run: Run, tmp_path: Path, number: int) -> None:
    file = tmp_path / "是文件"
    file.write_text("原来的", encoding="utf-8")
    done = run(*commands(file / "里面")[number])
    assert done.code == 2
    assert "是文件" in done.err
    assert is_chinese(done.err)
    assert file.read_text(encoding="utf-8") == "原来的"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("number", range(5), ids=["demo", "build", "import", "check", "forms"])
def test_a_read_only_folder_is_refused(tmp_path: Path, run: Run, number: int) -> None:
    folder = tmp_path / "只读"
    folder.mkdir()
    folder.chmod(0o555)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write everywhere (root)")
        done = run(*commands(folder)[number])
    finally:
        folder.chmod(0o755)
    assert done.code == 2
    assert "只读" in done.err
    assert list(folder.iterdir()) == []


def test_the_way_out_of_the_command_line_is_never_a_traceback(
    bad_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *(str(bad_folder / name) for name in NAMES), "--out", str(bad_folder / "出")]) == 2
    assert "Traceback" not in capsys.readouterr().err
