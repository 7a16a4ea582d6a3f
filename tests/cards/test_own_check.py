"""The check command on a report of our own: tables, scorecards and the drafted text, as the window lists them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from juesuan_gui.card_book import CardBook
from juesuan_gui.cli import main
from juesuan_gui.figures import Figure
from juesuan_gui.report import TableKey, insert_code, set_figure, set_text
from juesuan_gui.report_contract import report_json
from juesuan_gui.session import catalogue
from juesuan_gui.storage import ReportFile
from tests.cards.published import live_of, published
from tests.cards.test_book_and_text import own_wording, section_of


def test_findings_of_cards_and_text_decide_the_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = published("fengtai")
    expected = {item.key for item in CardBook(live_of(report)).findings().findings}
    codes = []
    for name, text in (
        ("对.jsgk", "2021年对14个项目开展了绩效自评。"),
        ("错.jsgk", "2021年对13个项目开展了绩效自评。"),
    ):
        report.apply(set_text(report, own_wording(section_of(report)), text))
        ReportFile.create(tmp_path / name, report).close()
        codes.append(main(["check", str(tmp_path / name), "--json", "-"]))
        content = json.loads(capsys.readouterr().out)[0]
        found = content["findings"]
        assert expected <= {item["key"] for item in found}
        assert content["read"]["scorecards"] == 14 and content["error"] is None
        assert all(item["root"] is None or 0 <= item["root"] < len(found) for item in found)
    assert codes == [0, 1]
    assert {item["check"] for item in found if item["level"] == "error"} == {"P16"}
    # A report with figures has an explanation to be written.
    codes_of = catalogue("function", report.form)
    report.apply(insert_code(report, TableKey("T3"), "2101501", "行政运行", codes_of))
    report.apply(set_figure(report, TableKey("T3").cell("2101501", "项目支出"), Figure(5_000_000_000)))
    content = report_json(Path("a.jsgk"), report, lambda _: codes_of, with_held=True, started=0.0)
    texts = [item for item in content["findings"] if item["check"] in ("F03", "F10", "N5-06")]
    assert texts and all(item["places"][0]["sheet"] for item in texts) and content["held"] is not None
