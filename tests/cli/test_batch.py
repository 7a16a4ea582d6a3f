"""``import`` of several sources: into a folder each makes its own report, into a file all make one."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan_gui.cli import main
from juesuan_gui.storage import ReportFile
from tests.generator.reports import ROOT

GUYUAN = ROOT / "resources" / "samples" / "guyuan-2020.xlsx"


def copies(folder: Path, *names: str) -> list[str]:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(GUYUAN.read_bytes())
    return [str(path) for path in paths]


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("ending", ["/", ""])
def test_a_folder_gets_a_report_for_each_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    out = tmp_path / "报告"
    if not ending:
        out.mkdir()
    sources = copies(tmp_path, "一中.xlsx", "二中.xlsx")
    assert main(["import", *sources, "--form", "ningxia-2020", "--out", f"{out}{ending}"]) == 0
    assert names_in(out) == {"一中.jsgk", "二中.jsgk"}
    assert "2 份报告" in capsys.readouterr().out
    opened = ReportFile.open(out / "一中.jsgk", read_only=True)
    opened.file.abandon()
    assert opened.report.figures()


def test_one_bad_source_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = copies(tmp_path, "一中.xlsx", "三中.xlsx")
    bad = tmp_path / "二中.xlsx"
    bad.write_bytes(b"PK\x03\x04 broken")
    out = tmp_path / "报告"
    assert main(["import", sources[0], str(bad), sources[1], "--form", "ningxia-2020", "--out", f"{out}/"]) == 2
    assert names_in(out) == {"一中.jsgk", "三中.jsgk"}
    said = capsys.readouterr()
    assert "二中.xlsx" in said.err and "Traceback" not in said.err


def test_a_file_gets_one_report_of_all_sources(tmp_path: Path) -> None:
    sources = copies(tmp_path, "一.xlsx", "二.xlsx")
    assert main(["import", *sources, "--form", "ningxia-2020", "--out", str(tmp_path / "合一")]) == 0
    assert (tmp_path / "合一.jsgk").is_file()
