"""Owns what shows that a scorecard without lines was not understood as a whole: nothing in it is judged then.

Where no line parts the columns, words and figures of two of them may stand in one cell, or a blank may be what stands
beside it. A score taken for a weight would make every sum of the card look wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from juesuan_gui.reading.cards.lines import Line
from juesuan_gui.report.cards import Card, CardUnread

_FIGURE = r"[\d.,]*\d%?"
#: Two figures on one line of a cell, further apart than the words of one are.
_TWO = re.compile(rf"(?<![\d.,]){_FIGURE}\s{{2,}}{_FIGURE}")
#: A figure that its narrow column broke, or what stands beside it.
_BROKEN = re.compile(r"[≥≤><=＝]?\s*[\d.,]+\s*[^\d\s]{0,2}\n")
_REASON = "这张自评表没有框线，各栏没有全部分清，表里的数没有核对"


def doubt_of(card: Card, lines: Sequence[Line], unread: Sequence[CardUnread]) -> str:
    """Why the figures of a card are not certain, in Chinese; "" where they are, or where lines part its columns."""
    if not any(line.inferred for line in lines):
        return ""
    for line in lines:
        for cell in line.cells:
            if _TWO.search(cell.text) or _BROKEN.match(cell.text):
                return _because(cell.text)
    if unread:
        return _because(unread[0].quote)
    half = next((goal for goal in card.goals if goal.expected is not None and goal.actual is None), None)
    if half is not None and half.expected is not None:
        return _because(half.expected.text)
    scored = any(item.score is not None for item in card.indicators)
    for item in card.indicators:
        if item.weight is None or (scored and item.score is None):
            return _because(item.name)
    return ""


def _because(words: str) -> str:
    return f"{_REASON}（见“{' '.join(words.split())[:40]}”）"
