"""Owns finding a code for a new row: by code, by name, by pinyin initials."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from juesuan_gui.forms import CodeCatalogue, Table

_TYPED_CODE = re.compile(r"(?P<code>\d{3,7})[\s·、.:：-]*(?P<name>[^\W\d_].*)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code row that may be inserted. ``hint`` says what is unusual about it."""

    code: str
    name: str
    hint: str = ""

    @property
    def text(self) -> str:
        """How it stands in the list."""
        return "  ".join(part for part in (self.code, self.name, self.hint) if part)


class CodeSearch:
    """The catalogue of one table with initials worked out once."""

    def __init__(self, table: Table, catalogue: CodeCatalogue) -> None:
        self._table = table
        self._catalogue = catalogue
        self._entries: list[tuple[str, str, str]] | None = None

    def find(self, text: str, present: Collection[str], most: int = 200) -> list[Candidate]:
        """Candidates in code order that the table does not have yet; an unlisted code comes first."""
        wanted = "".join(text.split()).lower()
        found = [
            Candidate(code, name, self._parent_words(code))
            for code, name, initials in self._listed()
            if code not in present and _matches(wanted, code, name, initials)
        ]
        typed = self.typed(text)
        if typed is not None and typed.code not in present and all(item.code != typed.code for item in found):
            found.insert(0, typed)
        return found[:most]

    def typed(self, text: str) -> Candidate | None:
        """The row that the text itself names by a complete code, with a name of its own behind it."""
        match = _TYPED_CODE.fullmatch(text.strip())
        if match is None or not self._table.is_code(match["code"]):
            return None
        own = (match["name"] or "").strip()
        name = own or self._catalogue.name(match["code"])
        return Candidate(match["code"], name, self._hint(match["code"]))

    def _parent_words(self, code: str) -> str:
        """行政运行 stands under sixty 款; only the parent's name tells which it is."""
        return f"· {self._catalogue.name(code[:5])}" if len(code) == 7 and self._catalogue.name(code[:5]) else ""

    def _hint(self, code: str) -> str:
        entry = self._catalogue.entry(code)
        if entry is None:
            return "（目录中没有这个编码，仍可插入）"
        assert self._table.coded is not None
        funds = self._table.coded.funds
        if funds and self._catalogue.funds(code).isdisjoint(funds):
            return f"（{entry.fund}科目，本表一般不列）"
        return ""

    def _listed(self) -> list[tuple[str, str, str]]:
        if self._entries is None:
            self._entries = [(code, name, initials_of(name)) for code, name in sorted(self._of_table())]
        return self._entries

    def _of_table(self) -> Iterable[tuple[str, str]]:
        assert self._table.coded is not None
        funds = set(self._table.coded.funds)
        for entry in self._catalogue:
            if self._table.is_code(entry.code) and (not funds or not entry.fund or entry.fund in funds):
                yield entry.code, entry.name


def initials_of(name: str) -> str:
    """行政运行 → xzyx."""
    # Its tables take half a second to load: the first table must not wait for a code that is typed later.
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def _matches(wanted: str, code: str, name: str, initials: str) -> bool:
    if not wanted:
        return True
    if wanted.isdigit():
        return code.startswith(wanted)
    return wanted in name.lower() or wanted in initials
