"""A “三公” table by itself, in a layout that no form has: its sums are judged, and it is told what the file is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from juesuan_gui.examination import Examination
from juesuan_gui.forms import Level
from tests.documents.judging import examined_file

Rows = Sequence[Sequence[str]]


def by_office(total: str = "13.50", own: str = "12.50") -> Rows:
    """Items as headings in two tiers, a row for every office; the last is their sum."""
    return (
        ("序号", "单位名称", "三公经费合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"),
        ("", "", "", "", "小计", "购置费", "运行费", ""),
        ("1", "区水务局机关", own, "0.00", "11.00", "0.00", "11.00", "1.50"),
        ("2", "区水利站", "1.00", "", "", "", "", "1.00"),
        ("", "合计", total, "0.00", "11.00", "0.00", "11.00", "2.50"),
    )


def by_year(total: str = "153,000", car: str = "130,000") -> Rows:
    """Items downwards, a column for every year, a difference and a rate."""
    return (
        ("项目", "2022年决算数", "2023年决算数", "增减额", "增减率"),
        ("“三公”经费支出合计", "160,000", total, "-7,000", "-4.4%"),
        ("因公出国（境）费", "0", "—", "0", "—"),
        ("公务用车购置及运行维护费", "140,000", car, "-10,000", "-7.1%"),
        ("　　其中：公务用车购置", "0", "0", "0", ""),
        ("　　　　　公务用车运行维护", "140,000", "130,000", "-10,000", "-7.1%"),
        ("公务用车保有量（辆）", "4", "4", "0", ""),
        ("公务接待费", "20,000", "23,000", "3,000", "15.0%"),
    )


def of_cards(total: str) -> Rows:
    """One row, cars in two parts without a sum of their own, behind numbers of columns."""
    return (
        ("“三公”经费合计", "因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行费"),
        ("1", "2", "3", "4", "5"),
        (total, "0", "2.30", "", "13.00"),
    )


def with_a_rate(total: str = "-16.77%") -> Rows:
    """A row for every year and one for the change in percent, which no sum goes over."""
    return (
        ("项目", "合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"),
        ("2022年", "6.20", "0", "5.00", "1.20"),
        ("2023年", "5.16", "0", "4.80", "0.36"),
        ("2023年比2022年增减%", total.rstrip("%"), "0", "-4.00", "-70.00"),
    )


def examined(folder: Path, rows: Rows, suffix: str = ".txt") -> Examination:
    path = folder / f"report{suffix}"
    above = ("某区水务局“三公”经费情况公开表", "单位：万元")
    if suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in ((above[0],), (above[1],), *rows):
            book.worksheets[0].append([cell or None for cell in row])
        book.save(path)
    else:
        path.write_text("\n".join((*above, "", *("\t".join(row) for row in rows), "")), encoding="utf-8")
    return examined_file(path)


def found(examination: Examination) -> list[tuple[str, str | None, str | None]]:
    return [
        (item.check, item.stated, item.expected) for item in examination.observations if item.level is not Level.INFO
    ]


@pytest.mark.parametrize("suffix", [".txt", ".xlsx"])
@pytest.mark.parametrize(
    ("rows", "wrong", "right"),
    [
        (by_office(), [], 5),
        (by_office("13.90"), [("T7-01", "13.90", "13.50")], 4),
        (by_office(own="12.52"), [], 5),
        (by_office(own=""), [("T7-01", "空", "12.50")], 4),
        (by_year(), [], 4),
        (with_a_rate(), [], 2),
        (by_year("155,000", "132,000"), [("T7-02", "132,000", "130,000")], 3),
        (of_cards("15.30"), [], 1),
        (of_cards("15.50"), [("T7-01", "15.50", "15.30")], 0),
    ],
    ids=[
        "offices",
        "wrong sum",
        "rounded",
        "blank sum",
        "years",
        "a rate",
        "wrong sum of cars",
        "one row",
        "one row wrong",
    ],
)
def test_its_sums_are_judged(
    tmp_path: Path, suffix: str, rows: Rows, wrong: list[tuple[str, str, str]], right: int
) -> None:
    examination = examined(tmp_path, rows, suffix)
    assert found(examination) == wrong
    assert len(examination.held) == right
    assert not examination.is_empty
    hints = [item for item in examination.observations if item.level is Level.INFO]
    assert [item.check for item in hints] == ["F01"]
    assert "三公" in hints[0].message


def test_one_last_digit_off_is_a_warning(tmp_path: Path) -> None:
    examination = examined(tmp_path, of_cards("15.33"))
    assert [item.level for item in examination.observations if item.check == "T7-01"] == [Level.WARNING]


def test_what_is_no_amount_is_listed_and_its_line_not_judged(tmp_path: Path) -> None:
    examination = examined(tmp_path, of_cards("约15"))
    assert not found(examination) and not examination.held
    assert [item.quote for item in examination.unread if item.quote] == ["约15"]


@pytest.mark.parametrize("other", ["办公费", "其他支出"])
def test_among_other_items_nothing_is_taken_for_it(tmp_path: Path, other: str) -> None:
    """A list of all kinds of expenditure has these items too, and its sum is of more."""
    rows = [*by_year()[:4], (other, "5,000", "6,000", "1,000", "20.0%"), *by_year()[4:]]
    examination = examined(tmp_path, rows)
    assert not examination.held and not found(examination)
    assert examination.is_empty


def test_meetings_and_training_may_be_in_the_sum_or_not(tmp_path: Path) -> None:
    for total, wrong in (("15.30", 0), ("16.30", 0), ("16.00", 1)):
        head, _, row = of_cards(total)
        examination = examined(tmp_path, ((*head, "会议费"), (*row, "1.00")))
        assert len(found(examination)) == wrong
