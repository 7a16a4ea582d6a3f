"""Owns which lines of a section's text are headings of what stands below them: （一）部门概况.

Templates and pasted text tell them by nothing but their number. They look as official documents have them (GB/T
9704-2012, 7.3.3: 一、 黑体, （一） 楷体, 1. and （1） 仿宋) and stay on the page of what they head.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from juesuan_gui.document import TextStyle
from juesuan_gui.narrative.drafting.free_text import ParagraphForm
from juesuan_gui.narrative.drafting.paragraphs import DraftedParagraph
from juesuan_gui.narrative.headings import Ordinal, heading_of, ordinal_of

#: The looks by the rank of a line's number; those of a lower rank are running text that stays with the next.
_STYLES = {1: TextStyle.HEADING_1, 2: TextStyle.HEADING_2, 3: TextStyle.HEADING_3}
#: A heading that is printed with a full stop ends in what titles end in.
_TITLED = re.compile(r"(?:情况|说明|概况|报告|分析|结果|结论|问题|建议)。$")


def plain_headings(paragraphs: Sequence[DraftedParagraph]) -> dict[int, TextStyle]:
    """The places of the lines that head those below them, with how they look.

    A numbered line without a sentence heads what follows; where one follows another of its kind they are a list.
    """
    numbers = [_number(paragraph) for paragraph in paragraphs]
    found = dict(_bare(paragraphs, numbers))
    listed = {
        rank for place, rank in found.items() if place + 1 < len(numbers) and _rank(numbers[place + 1]) == rank
    } | {rank for place, rank in found.items() if found.get(place - 1) == rank}
    return {
        place: _STYLES.get(rank, TextStyle.BODY)
        for place, rank in found.items()
        if rank not in listed and place + 1 < len(numbers) and _rank(numbers[place + 1]) > rank
    }


def _bare(paragraphs: Sequence[DraftedParagraph], numbers: Sequence[Ordinal | None]) -> Iterator[tuple[int, int]]:
    """The places of numbered lines that are no sentence, with the rank of their number."""
    for place, (paragraph, number) in enumerate(zip(paragraphs, numbers, strict=True)):
        if number is None or number.rank == 0:
            continue
        text = _plain(paragraph.text)
        if heading_of(text) is not None or (_TITLED.search(text) and heading_of(text[:-1]) is not None):
            yield place, number.rank


def _number(paragraph: DraftedParagraph) -> Ordinal | None:
    return ordinal_of(_plain(paragraph.text)) if paragraph.form is ParagraphForm.BODY else None


def _rank(number: Ordinal | None) -> int:
    """The rank of a number; what has none stands below all."""
    return number.rank if number is not None else 9


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))
