"""Owns 名词解释: the terms a report really uses, in our own words (resources/glossary.toml)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from juesuan_gui.forms import FormError
from juesuan_gui.narrative.drafting_figures import Amount
from juesuan_gui.paths import resource
from juesuan_gui.relations import RelationError


class _Term(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    text: str
    always: bool = False
    uses: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class _GlossaryFile(msgspec.Struct, forbid_unknown_fields=True):
    term: tuple[_Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One term with its explanation, as it is printed behind its number."""

    name: str
    text: str


def terms_used(figure: Callable[[str], Amount], text: str) -> Iterator[Term]:
    """The terms of a report in the glossary's order.

    ``figure`` reads a cell (Facts.figure), ``text`` is the explanation so far: a term is listed where one of its
    cells is not zero, or one of its words is written. Raises FormError for a glossary that cannot be read.
    """
    for term in _terms():
        if term.always or any(word in text for word in term.words) or any(_is_used(figure, cell) for cell in term.uses):
            yield Term(term.name, term.text)


def _is_used(figure: Callable[[str], Amount], cell: str) -> bool:
    try:
        amount = figure(cell)
    except RelationError:
        # The form has no such cell.
        return False
    return not amount.缺 and not amount.是零


@lru_cache(maxsize=1)
def _terms() -> tuple[_Term, ...]:
    path = resource("glossary.toml")
    try:
        return msgspec.toml.decode(path.read_bytes(), type=_GlossaryFile).term
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise FormError(path, "", str(error)) from None
