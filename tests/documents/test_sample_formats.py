"""The bundled sample, errors and all, published by this program: every format gives the same findings on its tables."""

from __future__ import annotations

from pathlib import Path

from juesuan_gui.examination import examine
from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.publish import publish
from juesuan_gui.reading.intake import take_in
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.open_source import read_any
from tests.documents.judging import Here, codes_of, findings, shelf
from tests.generator.reports import ROOT

SAMPLE = ROOT / "resources" / "samples" / "guyuan-2020.xlsx"
#: Checks of the tables themselves; a workbook holds no explanation.
OF_TABLES = ("T", "X")


def test_every_format_of_the_sample_has_the_findings_of_its_tables(tmp_path: Path) -> None:
    source = read_any(SAMPLE, Here(), Limits())  # type: ignore[arg-type]
    first = examine(source, shelf(), codes_of)
    assert first.form is not None and first.recognised is not None
    live = LiveReport(take_in(first.recognised, first.form).report, codes_of(first.form))
    paths = publish(live, tmp_path, "样本")
    told = {}
    for path in paths:
        examination = examine(read_any(path, Here(), Limits()), shelf(), codes_of)  # type: ignore[arg-type]
        told[path.suffix] = {
            (item["check"], item["stated"], item["expected"], place["row"], place["column"])
            for item in findings(examination)
            if item["check"].startswith(OF_TABLES) and item["root"] is None
            for place in item["places"][:1]
        }
    assert len(told[".xlsx"]) > 3
    assert told[".docx"] == told[".pdf"] == told[".xlsx"]
