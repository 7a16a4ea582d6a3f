"""Owns the proof that the shipped code catalogue is sound: read straight from the csv files."""

import csv
from collections import Counter
from pathlib import Path

import pytest

CODES = Path(__file__).parents[2] / "resources" / "codes"
FUNDS = {"一般公共预算", "政府性基金预算", "国有资本经营预算"}
ATTESTED_2020 = {
    "2080505": "机关事业单位基本养老保险缴费支出",
    "2101501": "行政运行",
    "20805": "行政事业单位养老支出",
}


def rows(name: str) -> list[dict[str, str]]:
    with (CODES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def years(row: dict[str, str]) -> range:
    return range(int(row["from_year"]), int(row["to_year"]) + 1)


BOTH = pytest.mark.parametrize("name", ["function_codes.csv", "economic_codes.csv"])


@BOTH
def test_a_code_has_one_name_in_a_year(name: str) -> None:
    found = Counter((row["code"], year) for row in rows(name) for year in years(row))
    assert found
    assert [key for key, count in found.items() if count > 1] == []


@BOTH
def test_every_code_has_its_parent_in_every_year(name: str) -> None:
    listed = {(row["code"], year) for row in rows(name) for year in years(row)}
    assert [key for key in listed if len(key[0]) > 3 and (key[0][:-2], key[1]) not in listed] == []


@BOTH
def test_every_field_is_filled_with_what_it_may_hold(name: str) -> None:
    for row in rows(name):
        assert row["code"].isdigit()
        assert len(row["code"]) in {3, 5, 7}
        assert len(years(row)) > 0
        assert row["name"] == row["name"].strip() != ""
        assert row["confidence"] in {"attested", "H", "M", "L"}
        assert row["source"]
        if row["confidence"] != "attested":
            assert row["source"].startswith("recalled-unverified")


@BOTH
def test_rows_are_sorted_so_that_a_rebuild_shows_small_changes(name: str) -> None:
    keys = [(row["code"], int(row["from_year"])) for row in rows(name)]
    assert keys == sorted(keys)


def test_what_a_published_report_of_2020_printed_is_attested() -> None:
    found = {row["code"]: row for row in rows("function_codes.csv") if 2020 in years(row)}
    for code, printed in ATTESTED_2020.items():
        assert (found[code]["name"], found[code]["confidence"]) == (printed, "attested")


def test_a_renamed_code_keeps_both_names_in_their_years() -> None:
    names = {row["from_year"]: row["name"] for row in rows("function_codes.csv") if row["code"] == "20805"}
    assert names == {"2019": "行政事业单位离退休", "2020": "行政事业单位养老支出"}


@pytest.mark.parametrize(
    ("code", "fund"),
    [
        ("2101501", "一般公共预算"),
        ("20820", "一般公共预算"),
        ("20826", "一般公共预算"),
        ("21201", "一般公共预算"),
        ("20822", "政府性基金预算"),
        ("2082201", "政府性基金预算"),
        ("2120801", "政府性基金预算"),
        ("22960", "政府性基金预算"),
        ("2340101", "政府性基金预算"),
        ("22301", "国有资本经营预算"),
        ("2080451", "国有资本经营预算"),
    ],
)
def test_a_code_stands_in_its_fund(code: str, fund: str) -> None:
    assert {row["fund"] for row in rows("function_codes.csv") if row["code"] == code} == {fund}


def test_below_a_fund_every_code_is_of_that_fund() -> None:
    listed = rows("function_codes.csv")
    assert {row["fund"] for row in listed} == FUNDS
    for parent in (row for row in listed if row["fund"] != "一般公共预算"):
        below = {row["fund"] for row in listed if row["code"].startswith(parent["code"])}
        assert below == {parent["fund"]}
