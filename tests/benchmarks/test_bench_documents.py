"""The proof of the reader itself: it goes on where it stopped, counts what went wrong, and stops at nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from juesuan_gui.forms import form_ids
from tests.benchmarks.bench_documents import LOOKS, Case, cases, judged_all, tasks
from tests.benchmarks.documents_scores import Judged, recorded, table
from tests.documents.judging import Verdict
from tests.generator.documents_changes import KINDS
from tests.generator.documents_office import OFFICE
from tests.generator.reports import TEMPLATES


def test_every_form_meets_every_look_and_kind() -> None:
    many = list(cases(0, len(form_ids([TEMPLATES])) * len(LOOKS), LOOKS))
    met = Counter((case.form, case.look) for case in many)
    assert {look for _, look in met} == set(LOOKS)
    assert len({form for form, _ in met}) * len(set(LOOKS)) == len(met)
    assert len({case.kind for case in many}) == len(KINDS)


def test_documents_of_an_office_suite_are_judged_together_and_none_is_lost() -> None:
    many = list(cases(0, 200, LOOKS))
    judged = [case for task in tasks(many) for case in task]
    assert sorted(case.seed for case in judged) == list(range(200))
    assert all(len(task) == 1 or task[0].look in OFFICE for task in tasks(many))


def test_a_record_holds_the_last_verdict_of_each_document(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    first = Judged(1, "a", "txt", "cell", 9, Verdict(wrong_figures=["x", "y", "z"], lost_figures=1, listed_figures=1))
    again = Judged(1, "a", "txt", "cell", 9, Verdict(), Verdict(missed="x"))
    other = Judged(2, "a", "txt", "cell", 9, Verdict(), Verdict(unfounded=["x"]))
    path.write_text("".join(f"{item.line()}\n" for item in (first, other, again)), encoding="utf-8")
    found = recorded(path)
    assert (found[1], found[2]) == (again, other)
    assert recorded(tmp_path / "none") == {}
    assert first.wrong and again.wrong and other.wrong and not Judged(3, "a", "txt", "cell").wrong
    row = table("", [("all", item) for item in (first, again, other)])[-1].split()
    assert row == ["all", "3", "27", "1", "1", "1", "0", "0", "0", "2", "1", "50.0%", "1", "0"]


def test_a_document_that_fails_is_told_and_the_others_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(case: Case) -> None:
        raise ValueError("boom")

    monkeypatch.setattr(Case, "prepared", fail)
    [item] = judged_all([Case(5, "national-2020", "txt", 0)])
    assert "boom" in item.broken and item.wrong
