"""The 报送包: one name for all files, the two sheets, own template, open findings counted and never in the way."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from juesuan_gui.cli import main
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.naming import file_stem
from juesuan_gui.publishing.package.content import make_package
from juesuan_gui.publishing.package.made import Order
from juesuan_gui.report import Origin, Report, Slot, SlotEdit, Stated, TableKey, compose, set_setting, set_text
from tests.narrative.drafted import form_named, full_report, live_of

from .reading_back import word_tables


@pytest.mark.parametrize(
    ("pattern", "stem"),
    [
        ("", "甲_乙局2020年度部门决算"),
        ("{年度}年-{单位}-{文种}", "2020年-甲_乙局-部门"),
        ("..{地区}..", "湖北·武汉"),
        ("{单位}" * 40, ("甲_乙局" * 40)[:80]),
        ("???", "___"),
        ("...", "决算公开"),
    ],
)
def test_a_file_name_follows_the_pattern_and_fits_every_file_system(pattern: str, stem: str) -> None:
    report = Report(form_named("wuhan-2020"))
    report.apply(set_text(report, "单位名称", "甲/乙局"))
    assert file_stem(report, pattern) == stem


def test_a_pattern_with_an_unknown_name_is_told() -> None:
    with pytest.raises(PublishingError, match="没有这个"):
        file_stem(Report(form_named("wuhan-2020")), "{没有这个}决算")


def sheets_of(folder: Path) -> dict[str, set[str]]:
    return {path.stem: set(word_tables(path)[0].values()) for path in folder.glob("*表*.docx")} | {
        path.stem: set(word_tables(path)[0].values()) for path in folder.glob("*回执.docx")
    }


def test_the_sheets_say_what_the_report_says(tmp_path: Path) -> None:
    report = full_report("wuhan-2020")
    report.apply(set_setting(report, "文种", "单位"))
    cell = TableKey("公开").cell(next(iter(report.form.table("公开").rows)), "公开网址")
    url = Stated(None, Origin.TYPED, text="https://example.invalid/1")
    report.apply(compose("网址", [SlotEdit(Slot.figure(cell), report.stated(cell), url)]))
    steps: list[str] = []
    order = Order(("docx",), "{年度}", with_sheets=True)
    package = make_package(live_of(report), tmp_path, order, {"错误": 3}, lambda step, done, total: steps.append(step))
    assert [path.name for path in package.files] == ["2020.docx", "2020审签表.docx", "2020公开情况回执.docx"]
    assert steps[0] == "正在编排" and steps[-1] == "完成"
    said = sheets_of(tmp_path)
    assert {"某市某某局", "1,093.37万元", "还有错误3条没有处理。"} <= said["2020审签表"]
    assert "https://example.invalid/1" in said["2020公开情况回执"]
    title = docx.Document(str(tmp_path / "2020审签表.docx")).paragraphs[0].text
    assert title == "单位决算公开审签表"


def test_an_empty_report_gets_its_package_too(tmp_path: Path) -> None:
    package = make_package(live_of(Report(form_named("hebei-2021"))), tmp_path, Order(("docx",), with_sheets=True))
    assert len(package.files) == 3
    assert any("没有未处理" in text for text in sheets_of(tmp_path)[package.files[1].stem])


def test_an_own_template_takes_the_place_of_the_word_file_alone(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("{{ 单位 }}：{{ 没有 }}")
    word.save(str(tmp_path / "模板.docx"))
    order = Order(("docx", "xlsx"), "甲", template=tmp_path / "模板.docx")
    package = make_package(live_of(full_report("wuhan-2020")), tmp_path / "出", order)
    assert docx.Document(str(package.files[0])).paragraphs[0].text == "某市某某局：{{ 没有 }}"
    assert len(package.remarks) == 1 and "没有" in package.remarks[0]
    assert package.files[1].stat().st_size > 0


def test_cancelling_stops_before_the_next_file(tmp_path: Path) -> None:
    class Stop(BaseException):
        pass

    def stop(step: str, done: int, total: int) -> None:
        if done == 2:
            raise Stop

    with pytest.raises(Stop):
        make_package(live_of(full_report("wuhan-2020")), tmp_path, Order(("docx", "xlsx"), "甲"), progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["甲.docx"]


def test_the_command_packs_and_tells_what_is_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = Path(__file__).parents[2] / "resources" / "samples" / "guyuan-2020.xlsx"
    code = main(["pack", str(sample), "--out", str(tmp_path), "--formats", "xlsx", "--name", "报送{年度}"])
    told = capsys.readouterr().out
    assert code == 0 and "没有处理" in told.splitlines()[0]
    # Reasons that nobody wrote are counted too: the sample has tables alone.
    assert "提示" in told.splitlines()[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "报送2020.xlsx",
        "报送2020公开情况回执.docx",
        "报送2020审签表.docx",
    ]
    assert main(["pack", str(sample), "--out", str(tmp_path), "--formats", "odt"]) == 2
