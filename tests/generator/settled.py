"""Two small ledgers written by hand, whose figures are all different, for tests that name a certain cell."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.generator.ledger import CAPITAL, FUND, GENERAL, Cells, Entry, tables

_STAFF = (
    Entry("2080505", GENERAL, basic={"30108": 61_234_567}),
    Entry("2080506", GENERAL, basic={"30109": 30_617_283}),
    Entry("2101101", GENERAL, basic={"30110": 25_512_345}),
    Entry("2101103", GENERAL, basic={"30111": 8_812_399}),
    Entry("2210201", GENERAL, basic={"30113": 45_123_466}),
)
_OFFICE = Entry(
    "2101501",
    GENERAL,
    opening=4_000_000,
    closing=5_000_000,
    basic={
        "30101": 210_456_701,
        "30102": 180_233_317,
        "30103": 95_100_550,
        "30201": 12_345_678,
        "30212": 4_000_150,
        "30215": 2_200_310,
        "30216": 1_850_220,
        "30217": 3_120_445,
        "30231": 6_300_990,
        "30299": 5_151_515,
        "30302": 7_654_321,
        "30305": 2_468_135,
        "31002": 9_876_543,
        "31013": 18_000_017,
        "30701": 1_500_155,
        "31204": 2_750_333,
        "39999": 1_111_888,
    },
)
_PROJECTS = (
    Entry("2101502", GENERAL, project=88_123_456, opening=7_000_000),
    Entry("2101599", GENERAL, project=50_111_222),
    Entry("2010302", GENERAL, project=33_444_555, closing=6_000_000),
    Entry("2010399", GENERAL, basic={"30211": 2_222_777}, project=44_555_666),
)
_FUNDS = (
    Entry("2120801", FUND, project=77_888_999, opening=9_000_000, closing=3_000_000),
    Entry("2120899", FUND, project=22_333_444),
    Entry("2290401", FUND, project=11_222_333, closing=1_500_000),
    Entry("2230105", CAPITAL, project=15_000_550, opening=2_000_000, closing=1_000_000),
)
_OTHERS = (
    Entry("2101599", "上级补助收入", project=6_666_123),
    Entry(
        "2019999",
        "事业收入",
        project=12_121_212,
        opening=1_000_000,
        closing=900_000,
        shared_out=700_000,
        drawn=400_000,
        tuition=2_000_000,
    ),
    Entry("2019999", "经营收入", business=5_432_100),
    Entry("2299999", "附属单位上缴收入", project=3_333_111, downward=1_000_222),
    Entry("2040299", "其他收入", project=8_080_808, upward=1_234_500),
)


def _balanced(entry: Entry) -> Entry:
    return replace(entry, income=entry.spent + entry.closing + entry.shared_out - entry.opening - entry.drawn)


def rich() -> Cells:
    """All funds, all sources, money carried over: every check finds something to compare."""
    entries = [_balanced(entry) for entry in (*_STAFF, _OFFICE, *_PROJECTS, *_FUNDS, *_OTHERS)]
    return tables(entries, Random(1))


def fiscal() -> Cells:
    """A unit that lives on 一般公共预算 alone and carries nothing over."""
    entries = [_balanced(replace(entry, opening=0, closing=0)) for entry in (*_STAFF, _OFFICE, *_PROJECTS)]
    return tables(entries, Random(1))
