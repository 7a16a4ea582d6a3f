"""A fixed sample of the proof: reports in several forms and looks, as printed and with one thing changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from juesuan_gui.document import Document, Grid
from tests.documents.judging import examined, findings, judge_changed, judge_clean, squeezed
from tests.generator.documents import make_published
from tests.generator.documents_changes import KINDS, make_change

CASES = (
    (301, "national-2020", "txt"),
    (302, "beijing-2021", "html"),
    (303, "ningxia-2020", "xlsx"),
    (305, "yunnan-2024", "txt"),
)


@pytest.mark.parametrize(("seed", "form_id", "look"), CASES)
def test_a_consistent_report_is_read_wholly_and_has_no_finding(seed: int, form_id: str, look: str) -> None:
    published = make_published(seed, form_id)
    examination = examined(published.told(), look)
    verdict = judge_clean(published, examination)
    assert verdict.wrong_figures == []
    assert verdict.alarms == []
    assert len(published.printed) > 100 and examination.claims > 10
    assert examination.unit_name == published.office


@pytest.mark.sampled(5)
@pytest.mark.parametrize(("number", "kind"), list(enumerate(KINDS)))
def test_one_change_is_found_where_it_is_and_nothing_else(number: int, kind: str) -> None:
    form_id = ("national-2021", "wuhan-2020", "national-2024")[number % 3]
    seeds = iter(range(400 + 10 * number, 410 + 10 * number))
    change = None
    while change is None:
        seed = next(seeds)
        change = make_change(make_published(seed, form_id), kind, Random(seed))
    verdict = judge_changed(change, examined(change.document, "txt"))
    assert verdict.missed == ""
    assert verdict.unfounded == []


Said = set[tuple[str, str | None, str | None]]


def test_four_formats_have_the_same_findings(tmp_path: Path) -> None:
    """With two errors in the report, one in a table and one in the text."""
    published = make_published(501, "national-2022")
    cell = make_change(published, "cell", Random(1))
    word = make_change(published, "completion", Random(2)) or make_change(published, "share", Random(2))
    assert cell is not None and word is not None
    document = _both(cell.document, word.document)
    told: dict[str, Said] = {}
    for look in ("txt", "own-docx", "own-pdf", "xlsx"):
        told[look] = {
            (item["check"], squeezed(item["stated"] or ""), squeezed(item["expected"] or ""))
            for item in findings(examined(document, look, tmp_path))
            if item["level"] != "info"
        }
    assert len(told["txt"]) > 1
    assert told["own-docx"] == told["own-pdf"] == told["xlsx"] == told["txt"]


def _both(tables: Document, text: Document) -> Document:
    """The tables of one and the text of the other."""
    sections = []
    for first, second in zip(tables.sections, text.sections, strict=True):
        pairs = zip(first.blocks, second.blocks, strict=True)
        sections.append(replace(second, blocks=tuple(a if isinstance(a, Grid) else b for a, b in pairs)))
    return replace(text, sections=tuple(sections))
