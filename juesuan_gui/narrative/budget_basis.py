"""Owns which budget a table's plan columns hold, as its printed notes say: 年初预算 or 全年预算."""

import re
from collections.abc import Iterable

_WHOLE_YEAR, _BEGINNING = re.compile(r"全年预算数|调整后的?预算数"), re.compile(r"年初预算数")


def declared_budget(notes: Iterable[str]) -> str:
    """年初预算, 全年预算, or "" where the notes say neither; blanks inside the notes do not count."""
    text = "".join("".join(note.split()) for note in notes)
    if _WHOLE_YEAR.search(text):
        return "全年预算"
    return "年初预算" if _BEGINNING.search(text) else ""
