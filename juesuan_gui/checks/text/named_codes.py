"""Owns the codes that a text prints behind the names of its 科目: “事业单位医疗”（2101102） (N5-03)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from juesuan_gui.checks.observations import Observation, Spot, numbered
from juesuan_gui.forms import CodeCatalogue, Level
from juesuan_gui.narrative.model import Passage

#: A name with a code of five or seven digits in a bracket behind it.
CODE_BEHIND = re.compile(r"(?P<name>[一-龥、]{4,40})[”\"]?(?:\((?:项|款|类)\))?\((?P<code>2\d{6}|2\d{4})\)")
#: 科目 of these names stand in many 款, each under its own code.
_SHORTEST = 4


def named_code_checks(text: Sequence[Passage], codes: CodeCatalogue) -> list[Observation]:
    """N5-03: a code behind the name of another 科目 of the year's catalogue.

    Only where the catalogue knows both: the code, and what is printed as the name of other codes alone. A name that
    it does not know, shortened or of another year, says nothing.
    """
    names: dict[str, set[str]] = {}
    for entry in codes:
        names.setdefault(_key(entry.name), set()).add(entry.code)
    found = [item for passage in text if not passage.in_cell for item in _in_passage(passage, codes, names)]
    return numbered(found)


def _in_passage(passage: Passage, codes: CodeCatalogue, names: dict[str, set[str]]) -> Iterator[Observation]:
    for match in CODE_BEHIND.finditer(passage.text):
        own = codes.name(match["code"])
        if not own:
            continue
        printed = _printed_name(match["name"], names)
        if (
            printed is None
            or _key(own) in (_key(printed), _key(match["name"]))
            or match["code"] in names[_key(printed)]
        ):
            continue
        if _key(match["name"]).endswith(_key(own)):
            continue
        start = match.end("name") - len(printed)
        yield Observation(
            key=f"N5-03|编码|{match['code']}",
            check="N5-03",
            level=Level.WARNING,
            kind="wording",
            spot=Spot(passage.place(start), passage.quote(start, match.end())),
            message=f"“{printed}”后面写的编码是 {match['code']}，按科目表这个编码是“{own}”，请核对名称和编码。",
            stated=printed,
            expected=own,
        )


def _printed_name(words: str, names: dict[str, set[str]]) -> str | None:
    """The longest end of the words that is the name of a 科目."""
    for start in range(len(words) - _SHORTEST + 1):
        if _key(words[start:]) in names:
            return words[start:]
    return None


def _key(name: str) -> str:
    bare = re.sub(r"[（(）)“”\s]", "", name)
    return bare.removesuffix("支出") or bare
