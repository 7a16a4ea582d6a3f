"""Owns the table of contents of a published document against its headings and pages (F02, F06)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.document import Paragraph, Place
from juesuan_gui.forms import Level
from juesuan_gui.narrative.headings import ordinal_of
from juesuan_gui.narrative.model import Passage

_TITLE = re.compile(r"目录")
#: Dots or spaces, then the page.
_PAGE = re.compile(r"(?:[.…·．。\-—_]{2,}|\s{2,}|\t)\s*[-—–]*\s*(?P<page>\d{1,3})\s*[-—–]*\s*$")
_PART = 0
_TABLE = re.compile(r"表(?:\([^()]*\))?$")
_BULLET = re.compile(r"^\s*[-*•·]\s*")
_YEAR = re.compile(r"(\d+)年")
#: What stands for characters that could not be read.
_UNREAD = re.compile(r"[□\ufffd]")
#: A table of contents is no longer than this.
_LONGEST = 120
#: How alike a heading must be to be the one that an entry means.
_ALIKE = 0.6
#: From here on only a word differs (其他重要事项说明, 其他重要事项的情况说明): templates themselves have that.
_NEARLY = 0.85
#: So many entries must agree before one that does not is wrong.
_FEW = 5


@dataclass(frozen=True, slots=True)
class _Entry:
    text: str
    page: int | None
    place: Place
    quote: str


def contents_checks(lines: Sequence[Paragraph], text: Sequence[Passage]) -> Iterator[Observation]:
    """Entries of the contents that the body words otherwise, or that name another page than most do."""
    entries, rest = _entries(lines)
    if not entries:
        return
    body = "".join(_plain(line.text) for line in rest)
    headings = [passage for passage in text if passage.is_heading]
    found: list[tuple[_Entry, Passage]] = []
    for entry in entries:
        name = _plain(entry.text)
        exact = next((heading for heading in headings if _plain(heading.text) == name), None)
        if exact is not None:
            found.append((entry, exact))
        elif name not in body and (other := _meant(name, headings)) is not None:
            found.append((entry, other))
            if _years(name) != _years(other.text):
                yield _other_year(entry, other)
                continue
            if _UNREAD.search(name + other.text) or _likeness(name, _plain(other.text)) >= _NEARLY:
                continue
            words = f"目录里写“{entry.text.strip()}”，正文的标题是“{other.text}”。"
            yield _observed("F02|标题", entry, other, words, entry.text.strip(), other.text)
    yield from _pages(found)


def _years(text: str) -> list[str]:
    """The years that a title names, whole or cut."""
    return _YEAR.findall(_plain(text))


def _other_year(entry: _Entry, heading: Passage) -> Observation:
    """F06: the contents and the body name two years."""
    words = f"目录里写“{entry.text.strip()}”，正文的标题是“{heading.text}”，两处的年度不同。"
    stated, expected = ("、".join(_years(text)) or None for text in (entry.text, heading.text))
    return _observed("F06|目录", entry, heading, words, stated, expected, Level.ERROR)


def _observed(
    about: str,
    entry: _Entry,
    heading: Passage,
    message: str,
    stated: str | None,
    expected: str | None,
    level: Level = Level.WARNING,
) -> Observation:
    """What is said of an entry beside the heading that it means; ``about``: check and part of the key."""
    return Observation(
        key=f"{about}|{_plain(entry.text)[:16]}",
        check=about.split("|")[0],
        level=level,
        kind="structure",
        spot=Spot(entry.place, entry.quote),
        message=message,
        stated=stated,
        expected=expected,
        others=(Spot(heading.place(0), heading.quote(0, len(heading.text))),),
    )


def _entries(lines: Sequence[Paragraph]) -> tuple[list[_Entry], Sequence[Paragraph]]:
    """The numbered entries of the contents, and the lines behind it."""
    start = next((number for number, line in enumerate(lines) if _TITLE.fullmatch(_plain(line.text))), None)
    if start is None:
        return [], lines
    entries: list[_Entry] = []
    seen: set[str] = set()
    end = start + 1
    for number in range(start + 1, min(len(lines), start + _LONGEST)):
        line = lines[number]
        words = _BULLET.sub("", line.text.strip("\n"))
        match = _PAGE.search(words)
        name = words[: match.start()] if match else words
        plain = _plain(name)
        if not plain:
            continue
        if plain in seen and match is None:
            # The first heading of the body repeats an entry.
            end = number
            break
        seen.add(plain)
        # Tables are printed without the ordinals that the contents give them; F01 looks after them. A part is none.
        ordinal = ordinal_of(plain)
        if ordinal is not None and (ordinal.rank == _PART or not _TABLE.search(plain)):
            page = int(match["page"]) if match else None
            entries.append(_Entry(name, page, line.place or Place(), line.text.strip("\n")))
        end = number + 1
    else:
        return [], lines
    return entries, lines[end:]


def _meant(name: str, headings: Sequence[Passage]) -> Passage | None:
    """The one heading with the same ordinal that is nearly the same, where no other comes near."""
    ordinal = ordinal_of(name)
    if ordinal is None:
        return None
    alike = []
    for heading in headings:
        other = ordinal_of(heading.text)
        if other is None or (other.rank, other.value) != (ordinal.rank, ordinal.value):
            continue
        if _likeness(name[ordinal.length :], _plain(heading.text)[other.length :]) >= _ALIKE:
            alike.append(heading)
    return alike[0] if len(alike) == 1 else None


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second).ratio()


def _pages(found: Sequence[tuple[_Entry, Passage]]) -> Iterator[Observation]:
    """Entries whose page lies elsewhere than where all the others' pages say."""
    known = [
        (entry, heading, entry.page, page)
        for entry, heading in found
        if entry.page is not None and (page := heading.place(0).page) is not None
    ]
    offsets = Counter(page - printed for _, _, printed, page in known)
    if not offsets:
        return
    usual, most = offsets.most_common(1)[0]
    if most < _FEW or most * 4 < len(known) * 3:
        return
    for entry, heading, printed, page in known:
        if page - printed != usual:
            words = f"目录里“{entry.text.strip()}”写第 {printed} 页，按其他各条推算应为第 {page - usual} 页。"
            yield _observed("F02|页码", entry, heading, words, str(printed), str(page - usual))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", _BULLET.sub("", text)).split())
