"""Owns the code catalogue (功能分类, 经济分类): names, funds and provenance of codes by year."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

GENERAL_FUND = "一般公共预算"
GOVERNMENT_FUND = "政府性基金预算"
STATE_CAPITAL_FUND = "国有资本经营预算"


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code with its name in a span of years; ``confidence`` is attested, H, M or L."""

    code: str
    name: str
    from_year: int
    to_year: int
    fund: str
    confidence: str


class CodeCatalogue:
    """The codes of one kind in one year. An unknown code is never an error, only unlisted."""

    def __init__(self, entries: Mapping[str, CodeEntry]) -> None:
        self._entries = dict(entries)
        self._funds: dict[str, frozenset[str]] | None = None

    def __iter__(self) -> Iterator[CodeEntry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, code: str) -> CodeEntry | None:
        """The entry of a code, ``None`` when the catalogue does not list it."""
        return self._entries.get(code)

    def name(self, code: str) -> str:
        """The catalogue's name of a code, "" when unlisted."""
        entry = self._entries.get(code)
        return entry.name if entry else ""

    def funds(self, code: str) -> frozenset[str]:
        """The funds that occur at or below a code; empty when nothing is known.

        A 款 or 类 may hold 项 of several funds, so this is a set, and of an unlisted code it says nothing: a 款
        new in its year (超长期特别国债安排的支出 below 住房保障支出) is often of another fund than those beside it.
        """
        return self._funds_below().get(code, frozenset())

    def _funds_below(self) -> Mapping[str, frozenset[str]]:
        """The funds at or below every beginning of a code, found in one pass: a long report asks for thousands."""
        if self._funds is None:
            found: dict[str, set[str]] = {}
            for code, entry in self._entries.items():
                if entry.fund:
                    for length in range(len(code) + 1):
                        found.setdefault(code[:length], set()).add(entry.fund)
            self._funds = {code: frozenset(funds) for code, funds in found.items()}
        return self._funds


def load_codes(path: Path, year: int) -> CodeCatalogue:
    """The entries of a merged catalogue file in force in ``year``; before its first year those of that one."""
    entries: dict[str, CodeEntry] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    year = max(year, min((int(line["from_year"]) for line in lines), default=year))
    for line in lines:
        first, last = int(line["from_year"]), int(line["to_year"])
        if first <= year <= last:
            entries[line["code"]] = CodeEntry(
                line["code"], line["name"], first, last, line.get("fund") or "", line["confidence"]
            )
    return CodeCatalogue(entries)


def parent_code(code: str) -> str:
    """The parent of a function or economic code (7 → 5 → 3 digits), "" above a 类."""
    return code[:5] if len(code) == 7 else code[:3] if len(code) == 5 else ""
