"""Owns 名词解释: the terms a report really uses, in our own words (resources/glossary.toml)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from juesuan_gui.forms import FormError
from juesuan_gui.narrative.drafting.figures import Amount
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


#: What a report says of a term: print it, leave it out; nothing leaves it to what the report uses.
LISTED: Final = "列"
LEFT_OUT: Final = "不列"


def term_choice(name: str) -> str:
    """The name of the report text that holds what was chosen for a term."""
    return f"名词.{name}"


@dataclass(frozen=True, slots=True)
class Term:
    """One term with its explanation, as it is printed behind its number.

    ``why`` says in words why the report uses it, "" where it does not. ``choice`` is LISTED, LEFT_OUT or "".
    """

    name: str
    text: str
    why: str = ""
    choice: str = ""

    @property
    def is_listed(self) -> bool:
        """Whether it is printed."""
        return self.choice == LISTED or (bool(self.why) and self.choice != LEFT_OUT)


def all_terms(
    figure: Callable[[str], Amount],
    text: str,
    choice: Callable[[str], str],
    words: Callable[[Amount], str] = lambda amount: "",
) -> Iterator[Term]:
    """Every term of the glossary in its order, with why the report uses it and what was chosen.

    ``figure`` reads a cell (Facts.figure), ``text`` is the explanation so far, ``choice`` reads a text of the report,
    ``words`` names the cells of a figure. Raises FormError for a glossary that cannot be read.
    """
    for term in _terms():
        why = "每份报告都列" if term.always else ""
        if not why and (cell := next((cell for cell in term.uses if _is_used(figure, cell)), "")):
            why = f"{words(figure(cell))}不为零"
        if not why and (word := next((word for word in term.words if word in text), "")):
            why = f"说明里写到“{word}”"
        yield Term(term.name, term.text, why, choice(term_choice(term.name)))


def terms_used(
    figure: Callable[[str], Amount], text: str, choice: Callable[[str], str] = lambda name: ""
) -> Iterator[Term]:
    """The terms that a report prints, in the glossary's order: those it uses, but for what was chosen otherwise.

    A term is used where one of its cells is not zero, or one of its words is written. See ``all_terms``.
    """
    return (term for term in all_terms(figure, text, choice) if term.is_listed)


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
