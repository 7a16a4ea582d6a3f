"""Owns the accountant's own wording of a paragraph or section: kept as a template, with what it was written against.

An own wording keeps the figures that it still holds as places that follow their cells. What it was written against
is kept beside it (``basis``): the form's words without their figures, and the figures. When the form's words change
(增加 became 减少, a 科目 came or went), or figures change of which it has typed digits, the wording is stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from juesuan_gui.narrative.drafting.figures import without_marks
from juesuan_gui.narrative.drafting.free_text import BULLET, HEADING_MARK, ITEM_MARK, ParagraphForm
from juesuan_gui.narrative.drafting.paragraphs import DraftedParagraph
from juesuan_gui.report import Change, Report, Slot, SlotEdit, SlotKind, Text, compose

PARAGRAPH_WORDING: Final = "措辞."
_BASIS: Final = "措辞依据."
#: A figure so short may stand for anything.
_SHORTEST_LINKED = 4
_BRACE: Final = re.compile(r"\{(?=[{%#])")

WORDS_CHANGED: Final = "表里的数变了，版式这一段的写法也变了（例如增加变为减少，科目有增减），请核对这里的文字。"
FIGURES_CHANGED: Final = "这里有手写的数，写好以后表里的数变了，请核对。"


def own_wording(section: str) -> str:
    """The name of the report text with the accountant's own wording of a section."""
    return f"说明.{section}"


def own_paragraph(section: str, key: str) -> str:
    """The name of the report text with the accountant's own wording of one paragraph."""
    return f"{PARAGRAPH_WORDING}{section}.{key}"


def template_text(section: str) -> str:
    """The name of the report text that stands for the form's template file of a section, in this report alone."""
    return f"模板.{section}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: words, or (with ``expression``) a place that a template writes anew."""

    text: str
    expression: str = ""


def pieces_of(paragraph: DraftedParagraph, *, with_number: bool = False) -> tuple[Piece, ...]:
    """The paragraph as words and places, without the number that its list gives it unless that is wanted."""
    places = {(span.start, span.end): span.expression for span in paragraph.spans}
    places |= {(item.start, item.end): item.expression for item in paragraph.asked if item.expression}
    found: list[Piece] = []
    last = 0 if with_number else len(paragraph.number)
    if paragraph.form is ParagraphForm.HEADING:
        found.append(Piece(HEADING_MARK))
    elif paragraph.form is ParagraphForm.ITEM:
        found.append(Piece(ITEM_MARK))
        last = len(BULLET)
    for (start, end), expression in sorted(places.items()):
        if start < last or not expression:
            continue
        if start > last:
            found.append(Piece(paragraph.text[last:start]))
        found.append(Piece(paragraph.text[start:end], expression))
        last = end
    if last < len(paragraph.text):
        found.append(Piece(paragraph.text[last:]))
    return tuple(found)


def pieces_of_all(paragraphs: Sequence[DraftedParagraph], *, with_number: bool) -> tuple[Piece, ...]:
    """Several paragraphs, each on its line; without ``with_number`` the first is without the number of its list."""
    found: list[Piece] = []
    for position, paragraph in enumerate(paragraphs):
        found += [Piece("\n")] if position else []
        found += pieces_of(paragraph, with_number=with_number or position > 0)
    return tuple(found)


def template_of(pieces: Iterable[Piece], known: Sequence[DraftedParagraph], year: int) -> str:
    """The template that says the pieces. Figures that were typed as they are printed in ``known`` follow their cells.

    ``year`` is the report's: it and the year before are written so that they follow the form.
    """
    links = _links(known)
    return "".join(
        f"{{{{ {piece.expression} }}}}" if piece.expression else _literal(piece.text, links, year) for piece in pieces
    )


def _links(known: Iterable[DraftedParagraph]) -> dict[str, str]:
    """The figures of paragraphs that only one expression prints."""
    found: dict[str, set[str]] = {}
    for paragraph in known:
        for span in paragraph.spans:
            found.setdefault(paragraph.text[span.start : span.end], set()).add(span.expression)
    return {
        text: next(iter(expressions))
        for text, expressions in found.items()
        if len(expressions) == 1 and "" not in expressions and len(text) >= _SHORTEST_LINKED
    }


def _literal(text: str, links: dict[str, str], year: int) -> str:
    years = {f"{year}年": "{{ 年度 }}年", f"{year - 1}年": "{{ 上年度 }}年"}
    wanted = {**years, **{figure: f"{{{{ {expression} }}}}" for figure, expression in links.items()}}
    pattern = "|".join(rf"(?<![\d.,]){re.escape(item)}" for item in sorted(wanted, key=len, reverse=True))
    parts: list[str] = []
    last = 0
    for match in re.finditer(pattern, text):
        parts += [_escaped(text[last : match.start()]), wanted[match.group()]]
        last = match.end()
    return "".join((*parts, _escaped(text[last:])))


def _escaped(text: str) -> str:
    return _BRACE.sub('{{ "{" }}', without_marks(text))


def as_template(text: str, known: Sequence[DraftedParagraph], year: int) -> str:
    """A plain text as a template; see ``template_of``."""
    return template_of([Piece(text)], known, year)


# -- what a wording was written against ------------------------------------------------------------


def basis_of(paragraphs: Sequence[DraftedParagraph], year: int) -> str:
    """What an own wording of the form's paragraphs rests on, as two short digests."""
    words = [_skeleton(paragraph, year) for paragraph in paragraphs]
    figures = [item.text[span.start : span.end] for item in paragraphs for span in item.spans]
    return f"{_digest(words)} {_digest(figures)}"


def stale_words(basis: str, paragraphs: Sequence[DraftedParagraph], year: int, *, has_typed: bool) -> str:
    """Why a wording is stale, "" while it is not. Without a basis nothing can be said."""
    before, now = basis.split(), basis_of(paragraphs, year).split()
    if len(before) != len(now):
        return ""
    if before[0] != now[0]:
        return WORDS_CHANGED
    return FIGURES_CHANGED if has_typed and before[1] != now[1] else ""


def _skeleton(paragraph: DraftedParagraph, year: int) -> str:
    """The words of a paragraph without its figures, what it was told, its number and the years."""
    places = [(span.start, span.end) for span in paragraph.spans]
    places += [(item.start, item.end) for item in paragraph.asked]
    parts: list[str] = []
    last = len(paragraph.number)
    for start, end in sorted(set(places)):
        parts += [paragraph.text[last:start], "\0"]
        last = max(last, end)
    text = "".join((*parts, paragraph.text[last:]))
    return text.replace(f"{year}年", "\1年").replace(f"{year - 1}年", "\2年")


def _digest(parts: Sequence[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def basis_name(wording: str) -> str:
    """The name of the report text that holds what an own wording was written against."""
    return f"{_BASIS}{wording}"


# -- changes ---------------------------------------------------------------------------------------


def reword(report: Report, wording: str, template: str, basis: str, label: str) -> Change:
    """Say a paragraph or section in one's own words; ``wording`` is the name of its report text."""
    return _texts(report, {wording: template, basis_name(wording): basis}, label)


def revert(report: Report, wordings: Iterable[str], label: str) -> Change:
    """Take the form's words again."""
    return _texts(report, {name: "" for wording in wordings for name in (wording, basis_name(wording))}, label)


def confirm(report: Report, wording: str, basis: str, label: str) -> Change:
    """Keep a stale wording as it is: it was looked at."""
    return _texts(report, {basis_name(wording): basis}, label)


def tell(report: Report, name: str, words: str, label: str) -> Change:
    """Answer what the explanation asks; "" takes the answer back."""
    return _texts(report, {name: words.strip()}, label)


def _texts(report: Report, texts: dict[str, str], label: str) -> Change:
    slots = {Slot(SlotKind.TEXT, (name,)): text for name, text in texts.items()}
    return compose(
        label, [SlotEdit(slot, report.value(slot), Text(text) if text else None) for slot, text in slots.items()]
    )
