"""Owns the making of function_codes.csv and economic_codes.csv from the attested and the recalled lists.

    python resources/codes/build_codes.py FOLDER

FOLDER holds function_codes.csv, economic_codes.csv and a second list of each with _recalled before the .csv.
An attested list has a row per year in which a published document printed the code (year,code,name,source); a
recalled list has spans of years written from memory (from_year,to_year,code,name,confidence,…,source).

Every year of a code gets one name: the attested one where there is one, else the recalled one. Neighbouring
years with one name become one row. A code that no recalled list speaks of is taken to be in force, under the
name nearest in time, in the whole span of the catalogue, and its source says so.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FIRST_YEAR, LAST_YEAR = 2019, 2025

GENERAL_FUND = "一般公共预算"
GOVERNMENT_FUND = "政府性基金预算"
STATE_CAPITAL_FUND = "国有资本经营预算"

# Named one by one because no prefix tells them apart: 20820, 20826 or 21201 beside them are 一般公共预算.
# A 类 that holds several funds is 一般公共预算 itself; a reader asks for the funds at or below it.
# fmt: off
GOVERNMENT_FUND_CODES = frozenset({
    "20610", "20707", "20709", "20710", "20822", "20823", "20829", "21160", "21161", "21208",
    "21210", "21211", "21213", "21214", "21215", "21216", "21217", "21218", "21219", "21366",
    "21367", "21369", "21370", "21371", "21460", "21462", "21464", "21468", "21469", "21562",
    "22904", "22908", "22909", "22960", "23104", "23204", "23304", "234",
})
# fmt: on
STATE_CAPITAL_CODES = frozenset({"223", "2080451"})

# Codes of a fund above that the lists lack. Without them nothing would be known of their fund.
# Recalled like the rest of the unattested codes; one that a list comes to hold is taken from the list.
ADDED = {
    "2080451": "国有资本经营预算补充社保基金支出",
    "21160": "可再生能源电价附加收入安排的支出",
    "21161": "废弃电器电子产品处理基金支出",
    "21370": "大中型水库库区基金对应专项债务收入安排的支出",
    "21371": "国家重大水利工程建设基金对应专项债务收入安排的支出",
    "21460": "海南省高等级公路车辆通行附加费安排的支出",
}

# 超长期特别国债 is spent through a 款 98 of government funds below an ordinary 类 (from memory; 22198 stands so in a
# published report of 2025). Their 项 are not listed: of those nothing is known.
SPECIAL_BONDS = "超长期特别国债安排的支出"
SPECIAL_BONDS_SINCE = 2024
# fmt: off
SPECIAL_BONDS_CLASSES = (
    "205", "206", "207", "208", "210", "211", "212", "213", "214", "215", "216", "220", "221", "222", "224",
)
# fmt: on
GOVERNMENT_FUND_LATER = frozenset(f"{code}98" for code in SPECIAL_BONDS_CLASSES)

ATTESTED = "attested"
RECALLED = "recalled-unverified"
CARRIED = "carried-over-unverified"
# From the surest to the least sure: a row of several years is as sure as the least sure recalled year in it.
CONFIDENCES = ("H", "M", "L")

# Sources as they stand in the lists → as the catalogue names them: public bodies and documents only.
_SOURCE_WORDS = (
    (re.compile(r"^github index id \d+ \((.*)\)$"), r"\1"),
    (re.compile(r"^pdf:"), ""),
    (re.compile(r" \[[^\]]*\]$"), ""),
)
_CORROBORATIONS = (
    ("Jackjet/supervise", "same name in a 2009-10 budget list"),
    ("alunupc/tytool", "code in a 2019 budget list"),
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of a code in one year."""

    name: str
    confidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A code under one name in a span of years."""

    from_year: int
    to_year: int
    code: str
    name: str
    confidence: str
    source: str


def attested_sources(text: str) -> tuple[str, ...]:
    """The documents that printed a code, each once and in order."""
    names: dict[str, None] = {}
    for part in text.split("; "):
        name = part
        for pattern, replacement in _SOURCE_WORDS:
            name = pattern.sub(replacement, name)
        names[name] = None
    return tuple(names)


def recalled_sources(corroboration: str) -> tuple[str, ...]:
    """The mark of a recalled row, with what supports it."""
    support = [words for key, words in _CORROBORATIONS if key in corroboration]
    for part in corroboration.split("; "):
        if part.startswith("name seen "):
            support.append(part.replace("seen", "seen in", 1))
    return (RECALLED + (f" ({'; '.join(support)})" if support else ""),)


def read(path: Path) -> list[dict[str, str]]:
    """The lines of a list."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def years_of_codes(attested: Path, recalled: Path, added: dict[str, str]) -> dict[str, dict[int, Stated]]:
    """What each code is called in each year, with the attested name wherever there is one."""
    codes: defaultdict[str, dict[int, Stated]] = defaultdict(dict)
    for line in read(recalled):
        stated = Stated(line["name"], line["confidence"], recalled_sources(line.get("corroboration", "")))
        for year in range(int(line["from_year"]), int(line["to_year"]) + 1):
            if year in codes[line["code"]]:
                raise ValueError(f"{recalled.name}: two names for {line['code']} in {year}")
            codes[line["code"]][year] = stated
    for code, name in added.items():
        if code not in codes:
            codes[code] = {year: Stated(name, "M", (RECALLED,)) for year in range(FIRST_YEAR, LAST_YEAR + 1)}
    if added:
        for code in sorted(GOVERNMENT_FUND_LATER - set(codes)):
            span = range(SPECIAL_BONDS_SINCE, LAST_YEAR + 1)
            codes[code] = {year: Stated(SPECIAL_BONDS, "L", (RECALLED,)) for year in span}
    recalled_codes = set(codes)
    for line in read(attested):
        year, years = int(line["year"]), codes[line["code"]]
        if (other := years.get(year)) and other.name != line["name"]:
            print(f"{line['code']} {year}: attested {line['name']} replaces {other.name}", file=sys.stderr)
        years[year] = Stated(line["name"], ATTESTED, attested_sources(line["source"]))
    for code, years in codes.items():
        if code not in recalled_codes:
            carry_over(years)
    return dict(codes)


def carry_over(years: dict[int, Stated]) -> None:
    """Fills the unknown years of a code with the name of the year before, else of the first known year."""
    known = years[min(years)]
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        known = years.setdefault(year, Stated(known.name, CARRIED, (CARRIED,)))


def rows_of_code(code: str, years: dict[int, Stated]) -> list[Row]:
    """Neighbouring years of one name as one row."""
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and spans[-1][-1] == year - 1 and years[year - 1].name == years[year].name:
            spans[-1].append(year)
        else:
            spans.append([year])
    return [
        Row(span[0], span[-1], code, years[span[0]].name, confidence_of(stated), source_of(span, stated))
        for span in spans
        if (stated := [years[year] for year in span])
    ]


def confidence_of(stated: Iterable[Stated]) -> str:
    """``attested`` as soon as one year is, else the least sure."""
    found = {one.confidence for one in stated}
    if ATTESTED in found:
        return ATTESTED
    return max(found, key=CONFIDENCES.index)


def source_of(years: Iterable[int], stated: Iterable[Stated]) -> str:
    """Every source once. Where a document printed the code, only a mark says what the other years rest on."""
    printed: dict[str, None] = {}
    recalled: dict[str, None] = {}
    for one in stated:
        (printed if one.confidence == ATTESTED else recalled).update(dict.fromkeys(one.sources))
    if printed and recalled:
        marks = dict.fromkeys(text.split(" ")[0] for text in recalled)
        return "; ".join([*printed, *(f"other years {mark}" for mark in marks)])
    return "; ".join(printed or recalled)


def fund_of(code: str) -> str:
    """The fund of a function code, from its own or its nearest listed parent's entry."""
    for length in (7, 5, 3):
        if code[:length] in STATE_CAPITAL_CODES:
            return STATE_CAPITAL_FUND
        if code[:length] in GOVERNMENT_FUND_CODES | GOVERNMENT_FUND_LATER:
            return GOVERNMENT_FUND
    return GENERAL_FUND


def orphans(codes: dict[str, dict[int, Stated]]) -> list[str]:
    """Codes in a year in which their 款 or 类 is not in force."""
    return [
        f"{code} {year}"
        for code, years in sorted(codes.items())
        for year in sorted(years)
        if len(code) > 3 and year not in codes.get(code[:-2], {})
    ]


def write(path: Path, codes: dict[str, dict[int, Stated]], with_fund: bool) -> None:
    """The merged table, sorted by code and year."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        fund_title = ("fund",) if with_fund else ()
        lines.writerow(("from_year", "to_year", "code", "name", *fund_title, "confidence", "source"))
        for code in sorted(codes):
            fund = (fund_of(code),) if with_fund else ()
            for row in rows_of_code(code, codes[code]):
                span = (row.from_year, row.to_year)
                lines.writerow((*span, code, row.name, *fund, row.confidence, row.source))


def main(arguments: list[str] | None = None) -> int:
    """Builds both tables; the exit code is 1 when a code has no parent in one of its years."""
    parser = argparse.ArgumentParser(description="Builds the code catalogue from its lists.")
    parser.add_argument("folder", type=Path, help="where the four lists are")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="where the two tables go")
    options = parser.parse_args(arguments)
    missing: list[str] = []
    for kind in ("function", "economic"):
        attested = options.folder / f"{kind}_codes.csv"
        recalled = options.folder / f"{kind}_codes_recalled.csv"
        is_function = kind == "function"
        codes = years_of_codes(attested, recalled, ADDED if is_function else {})
        write(options.out / attested.name, codes, with_fund=is_function)
        missing += orphans(codes)
        print(f"{kind}: {len(codes)} codes")
    for text in missing:
        print(f"no parent: {text}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
