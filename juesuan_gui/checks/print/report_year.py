"""Owns the year that a published document reports on."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

_YEAR = re.compile(r"(?<!\d)(20\d\d)年度?")
_BARE = re.compile(r"20\d\d年")
#: A year that something is compared with or comes from is another than the one reported on.
_COMPARED = re.compile(r"(?:[较比与和同至从自由]|截[至止]|相比)(?P<year>20\d\d)年度?")
_FUND = re.compile(r"(?:一般公共|政府性基金|国有资本经营)预算")
#: The first lines of a document are its cover; longer ones are sentences.
_HEAD = 30
_TITLE_LENGTH = 40


def year_of(lines: Sequence[str], titles: Iterable[str] = ()) -> int | None:
    """The year reported on: the one that most titles name, of the tables and at the head of the document.

    A title of a budget does not count where others are: a document may tell of this year's budget and last year's
    accounts; nor does a bare 2015年, which heads a column or a row. Where no title names a year, the one that the
    text names most as 年度 (a text speaks of last year too).
    """
    head = [line for line in lines[:_HEAD] if len(line) <= _TITLE_LENGTH and "。" not in line]
    named = [*head, *titles]
    of_accounts = [line for line in named if not (_is_budget(line) or _BARE.fullmatch(_plain(line)))]
    for texts in (of_accounts, named, lines):
        years = Counter(year for text in texts for year in _YEAR.findall(_COMPARED.sub("", _plain(text))))
        if years:
            return int(years.most_common(1)[0][0])
    return None


def _is_budget(title: str) -> bool:
    """Whether a title is one of a budget; 一般公共预算 and the like are names of a fund."""
    words = _FUND.sub("", _plain(title))
    return "预算" in words and "决算" not in words


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
