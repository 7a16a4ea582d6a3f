"""The contract of the command line (DESIGN section 6): other programs call it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from msgspec import UNSET

import juesuan_gui.report_contract
from juesuan_gui.cli import main
from juesuan_gui.forms import load_form
from juesuan_gui.storage import Options, ReportFile
from tests.benchmarks.reports import large_draft

from .conftest import ROOT, SAMPLE, Demo, Run, started
from .shapes import Checked, Finding, checked, forms


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report file in which no check of level error fails."""
    path = tmp_path_factory.mktemp("sound") / "无误.jsgk"
    ReportFile.create(path, large_draft(40), options=Options(backups=0)).close()
    return path


@pytest.fixture(scope="module")
def several(demo: Demo, sound: Path) -> tuple[list[str], int, str]:
    """One call with several files: what was asked, the exit code, standard output."""
    files = [
        str(SAMPLE),
        str(demo.folder / "没有.xlsx"),
        str(demo.file(".jsgk")),
        str(sound),
        str(SAMPLE.relative_to(ROOT)),
    ]
    done = started("check", *files, "--json", "-", "--held")
    return files, done.code, done.out


@pytest.fixture(scope="module")
def results(several: tuple[list[str], int, str]) -> list[Checked]:
    return checked(several[2])


def numbers(findings: list[Finding]) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """Stated, expected and difference of the findings that have them; a blank total counts as zero."""
    for finding in findings:
        if finding.expected is not None and finding.difference is not None:
            texts = (finding.stated or "0", finding.expected, finding.difference)
            stated, expected, difference = (Decimal(text.replace(",", "").rstrip("%")) for text in texts)
            yield stated, expected, difference


# -- demo ----------------------------------------------------------------------------------------------


def test_the_demo_leaves_exactly_its_five_files(demo: Demo) -> None:
    assert demo.done.code == 0, demo.done.err
    assert sorted(path.suffix for path in demo.folder.iterdir()) == [".docx", ".jsgk", ".json", ".pdf", ".xlsx"]
    assert (demo.folder / "findings.json").is_file()
    assert all(path.stat().st_size > 0 for path in demo.folder.iterdir())


def test_the_demo_prints_verdict_and_paths_in_utf_8(demo: Demo) -> None:
    lines = demo.done.out.splitlines()
    assert any("错误" in line and "警告" in line and "根因" in line for line in lines)
    assert {Path(line) for line in lines[-5:]} == set(demo.folder.iterdir())


def test_the_findings_of_the_demo_follow_the_contract(demo: Demo, results: list[Checked]) -> None:
    [content] = checked((demo.folder / "findings.json").read_text(encoding="utf-8"))
    assert content.error is None
    assert content.form == "ningxia-2020"
    assert [item.key for item in content.findings] == [item.key for item in results[0].findings]


def test_the_demo_may_run_again_in_the_same_folder(demo: Demo, run: Run) -> None:
    before = sorted(path.name for path in demo.folder.iterdir())
    done = run("demo", "--out", demo.folder)
    assert done.code == 0, done.err
    assert sorted(path.name for path in demo.folder.iterdir()) == before


# -- check ---------------------------------------------------------------------------------------------


def test_one_object_per_file_in_argument_order(several: tuple[list[str], int, str], results: list[Checked]) -> None:
    assert [item.file for item in results] == several[0]


def test_the_exit_code_is_the_highest_of_all_files(several: tuple[list[str], int, str]) -> None:
    assert several[1] == 2


def test_exit_code_0_without_errors(sound: Path, run: Run) -> None:
    done = run("check", sound)
    assert done.code == 0
    assert "错误 0" in done.out


def test_exit_code_1_with_errors(demo: Demo, run: Run) -> None:
    done = run("check", demo.file(".jsgk"))
    assert done.code == 1
    assert "T4-02" in done.out


def test_exit_code_2_for_a_file_that_cannot_be_read(tmp_path: Path, run: Run) -> None:
    assert run("check", tmp_path / "没有.xlsx").code == 2


def test_exit_code_3_for_a_fault_of_the_program(
    sound: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError("试验")

    monkeypatch.setattr(juesuan_gui.report_contract, "report_json", break_down)
    done = run("check", sound, tmp_path / "没有.xlsx", "--json", "-")
    assert done.code == 3
    broken, missing = checked(done.out)
    assert "程序出错" in (broken.error or "")
    assert missing.error is not None and "程序出错" not in missing.error


def test_a_file_that_cannot_be_read_says_why_and_nothing_else(results: list[Checked]) -> None:
    item = results[1]
    assert item.error is not None
    assert "没有.xlsx" in item.error
    assert (item.form, item.unit, item.findings, item.held, item.read.tables) == (None, None, [], [], [])


def test_without_held_there_is_no_held(sound: Path, run: Run) -> None:
    [item] = checked(run("check", sound, "--json", "-").out)
    assert item.held is UNSET


def test_held_lists_relations_that_are_not_findings(results: list[Checked]) -> None:
    held = results[0].held
    assert isinstance(held, list)
    assert len(held) > 100
    assert {item.check for item in held} >= {"T1-01", "T2-02", "X12-01"}


def test_json_into_a_file_leaves_standard_output_to_people(demo: Demo, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "结果.json"
    done = run("check", demo.file(".jsgk"), "--json", target)
    assert done.code == 1
    assert "错误" in done.out
    with pytest.raises(json.JSONDecodeError):
        json.loads(done.out)
    assert len(checked(target.read_text(encoding="utf-8"))) == 1


def test_the_sample_is_read_whole(results: list[Checked]) -> None:
    item = results[0]
    assert (item.form, item.kind, item.error) == ("ningxia-2020", "决算公开", None)
    assert [table.id for table in item.read.tables] == [f"T{number}" for number in range(1, 10)]
    assert item.read.unread == []
    assert (item.read.scorecards, item.read.claims) == (0, 0)
    assert 0 < item.seconds < 60


def test_the_unit_is_that_of_the_report(results: list[Checked]) -> None:
    assert [item.unit for item in results if item.error is None] == ["元"] * 4


def test_roots_point_to_another_finding_and_never_in_a_circle(results: list[Checked]) -> None:
    for item in results:
        for number, finding in enumerate(item.findings):
            seen = {number}
            while finding.root is not None:
                assert 0 <= finding.root < len(item.findings)
                assert finding.root not in seen
                seen.add(finding.root)
                finding = item.findings[finding.root]
    assert any(finding.root is not None for finding in results[0].findings)


def test_the_difference_is_stated_minus_expected(results: list[Checked]) -> None:
    found = [triple for item in results for triple in numbers(item.findings)]
    assert len(found) > 30
    for stated, expected, difference in found:
        assert stated - expected == difference


def test_keys_are_unique(results: list[Checked]) -> None:
    for item in results:
        keys = [finding.key for finding in item.findings]
        assert len(keys) == len(set(keys))


def test_the_first_place_is_the_stated_side(results: list[Checked]) -> None:
    for finding in results[0].findings:
        roles = [place.role for place in finding.places]
        assert roles == ["stated"] + ["other"] * (len(roles) - 1)
        assert len(roles) > 1 or finding.check == "T6-01" or finding.check.startswith("F")
        assert finding.quote == finding.places[0].quote


def test_places_in_a_workbook_name_sheet_and_cell_where_the_quote_stands(results: list[Checked]) -> None:
    book = openpyxl.load_workbook(SAMPLE)
    places = [place for finding in results[0].findings for place in finding.places if place.quote is not None]
    amounts = [place for place in places if place.column is not None]
    words = [place for place in places if place.column is None]
    assert amounts and words
    for place in places:
        assert place.sheet is not None
        assert place.cell is not None
    for place in amounts:
        assert Decimal(str(book[place.sheet][place.cell].value)) == Decimal((place.quote or "").replace(",", ""))
    for place in words:
        assert str(book[place.sheet][place.cell].value) == place.quote


def test_stated_places_in_a_workbook_have_a_cell_even_when_blank(results: list[Checked]) -> None:
    for finding in results[0].findings:
        if finding.message.find("没有填数") > 0:
            assert finding.places[0].sheet == "公开04表"
            assert finding.places[0].cell is not None


def test_places_belong_to_the_form(results: list[Checked]) -> None:
    form = load_form("ningxia-2020", [ROOT / "templates"])
    declared = [finding for finding in results[0].findings if not finding.check.startswith("F")]
    assert declared
    for finding in declared:
        assert finding.check in form.checks
        for place in finding.places:
            assert place.table is not None and place.row is not None
            assert form.table(place.table).has_row(place.row)
            assert form.table(place.table).column(place.column or "") is not None


def test_our_own_file_gives_the_findings_of_the_workbook(results: list[Checked]) -> None:
    from_workbook, from_report = results[0], results[2]
    # What a sheet prints around its figures (行次, 序号) is no part of a report.
    figures = [item for item in from_workbook.findings if not item.check.startswith("F")]
    # What the explanation still lacks is no part of a workbook.
    own = [item for item in from_report.findings if not item.check.startswith(("F", "N"))]
    assert [item.key for item in own] == [item.key for item in figures]
    assert [item.root for item in own] == [item.root for item in figures]
    assert [item.message for item in own] == [item.message for item in figures]
    assert from_report.form == from_workbook.form


def test_a_report_is_not_changed_by_checking_it(sound: Path, run: Run) -> None:
    before = sound.read_bytes()
    run("check", sound)
    assert sound.read_bytes() == before
    assert [path.name for path in sound.parent.iterdir()] == [sound.name]


# -- build, import, forms ------------------------------------------------------------------------------


def test_build_makes_all_formats_of_a_report(sound: Path, run: Run, tmp_path: Path) -> None:
    done = run("build", sound, "--out", tmp_path / "公开")
    assert done.code == 0, done.err
    made = sorted((tmp_path / "公开").iterdir())
    assert [path.name for path in made] == ["无误.docx", "无误.pdf", "无误.xlsx"]
    assert sorted(Path(line) for line in done.out.splitlines()) == made


def test_what_build_made_is_read_again_without_errors(sound: Path, run: Run, tmp_path: Path) -> None:
    assert run("build", sound, "--out", tmp_path, "--formats", "xlsx").code == 0
    done = run("check", tmp_path / "无误.xlsx", "--json", "-")
    [item] = checked(done.out)
    assert [finding for finding in item.findings if finding.level == "error"] == []
    assert done.code == 0
    assert len(item.read.tables) == 9


def test_build_of_a_workbook_in_the_formats_asked_for(run: Run, tmp_path: Path) -> None:
    done = run("build", SAMPLE, "--out", tmp_path, "--formats", "xlsx,docx")
    assert done.code == 0, done.err
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".xlsx"]


@pytest.mark.parametrize("formats", ["odt", "", "docx,exe"])
def test_build_refuses_formats_that_do_not_exist(run: Run, tmp_path: Path, sound: Path, formats: str) -> None:
    done = run("build", sound, "--out", tmp_path / "公开", "--formats", formats)
    assert done.code == 2
    assert "docx" in done.err
    assert not (tmp_path / "公开").exists()


def test_import_takes_several_sources_into_one_report(run: Run, tmp_path: Path) -> None:
    parts = []
    for name, keep in (("上.xlsx", range(4)), ("下.xlsx", range(4, 9))):
        book = openpyxl.load_workbook(SAMPLE)
        for number, sheet in enumerate(book.worksheets):
            if number not in keep:
                book.remove(sheet)
        book.save(tmp_path / name)
        parts.append(tmp_path / name)
    target = tmp_path / "合.jsgk"
    done = run("import", *parts, "--form", "ningxia-2020", "--out", target)
    assert done.code == 0, done.err
    assert "读出 4 张表" in done.out
    assert "读出 5 张表" in done.out
    opened = ReportFile.open(target, read_only=True)
    opened.file.abandon()
    whole = tmp_path / "整.jsgk"
    assert run("import", SAMPLE, "--form", "ningxia-2020", "--out", whole).code == 0
    other = ReportFile.open(whole, read_only=True)
    other.file.abandon()
    assert {a: s.figure for a, s in opened.report.figures().items()} == {
        a: s.figure for a, s in other.report.figures().items()
    }
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".jsgk", ".jsgk", ".xlsx", ".xlsx"]


def test_forms_lists_every_bundled_form_resolved(run: Run) -> None:
    listed = {form.id: form for form in forms(run("forms", "--json", "-").out)}
    assert set(listed) == {path.name for path in (ROOT / "templates").iterdir() if (path / "form.toml").is_file()}
    child = listed["ningxia-2020"]
    assert (child.region, child.year, child.unit) == ("宁夏", 2020, "元")
    assert [table.id for table in child.tables][:9] == [f"T{number}" for number in range(1, 10)]
    assert set(child.checks) >= set(listed["national-2020"].checks) - {"T6-05"}


def test_forms_for_people_and_into_a_file(run: Run, tmp_path: Path) -> None:
    done = run("forms", "--json", tmp_path / "版式.json")
    assert "宁夏" in done.out
    assert forms((tmp_path / "版式.json").read_text(encoding="utf-8"))


# -- the program as such -------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["check"], ["import", "a.xlsx"], ["build", "a.xlsx"], ["查"]])
def test_a_wrong_call_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_no_command_loads_qt() -> None:
    code = (
        "import sys; from juesuan_gui.cli import main; main(['forms']);"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
