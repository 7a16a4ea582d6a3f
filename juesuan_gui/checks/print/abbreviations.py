"""Owns abbreviations whose letters changed places: DGR in a text that says DRG (F22)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.document import Block, Grid, Paragraph, Place
from juesuan_gui.forms import Level

_ABBREVIATION = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3,6}(?![A-Za-z0-9])")
#: So many characters around the word are shown.
_AROUND = 8


def abbreviation_checks(blocks: Sequence[Block]) -> Iterator[Observation]:
    """DGR试点 in a document that says DRG试点, in its text or in its tables: two letters changed places.

    Told beside each other both may be meant. Of two that stand once each the later one is asked about.
    """
    found = [(text, place, match) for text, place in _texts(blocks) for match in _ABBREVIATION.finditer(text)]
    counts = Counter(match.group() for _, _, match in found)
    order = {word: number for number, word in enumerate(counts)}
    for text, place, match in found:
        word = match.group()
        turned = {word[:at] + word[at : at + 2][::-1] + word[at + 2 :] for at in range(len(word) - 1)}
        other = next((one for one in counts if one != word and one in turned), None)
        if other is None or counts[word] > 1 or other in text:
            continue
        if counts[other] == 1 and order[word] < order[other]:
            continue
        yield Observation(
            key=f"F22|缩写|{word}",
            check="F22",
            level=Level.INFO,
            kind="wording",
            spot=Spot(place, text[max(0, match.start() - _AROUND) : match.end() + _AROUND].strip()),
            message=f"“{word}”在别处写作“{other}”，像是字母颠倒，请核对。",
            stated=word,
            expected=other,
        )


def _texts(blocks: Sequence[Block]) -> Iterator[tuple[str, Place]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.place or Place()
        elif isinstance(block, Grid):
            for cell in block.cells:
                yield cell.text, cell.place or block.place or Place()
