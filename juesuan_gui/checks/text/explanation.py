"""Owns judging the explanation of an open report: what it lacks, reasons that do not fit, own words left behind.

The text is the draft (``narrative/drafting``), so everything here is known exactly: which words answer which question,
what last year's report answered, which wording is the accountant's own. Own words that hold figures are read back
like anybody's text (checks N of the catalogue). Catalogue: F03, F10, N5-06, N5-08, N13-01, S11.

A spot's place names the section (``sheet``) and the paragraph's key (``cell``), its quote the words there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from juesuan_gui.checks.claims.observations import audit_text
from juesuan_gui.checks.observations import Observation, Spot, numbered, without_repeats
from juesuan_gui.checks.print.phrasing import phrasing_checks
from juesuan_gui.checks.text.reasons import answers_of, copied_into_own, judge_reasons, last_years_reasons
from juesuan_gui.checks.text.tied_text import judge_tied
from juesuan_gui.checks.wording import Wording
from juesuan_gui.document import Document, Paragraph, Place, Section
from juesuan_gui.forms import Level
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.figures import Need
from juesuan_gui.narrative.drafting.paragraphs import DraftedParagraph, DraftedSection
from juesuan_gui.narrative.passages import passages
from juesuan_gui.narrative.statements import statements_of
from juesuan_gui.narrative.tied import tied
from juesuan_gui.narrative.ties import load_ties
from juesuan_gui.steps import Steps, completed

_DIGIT = re.compile(r"\d")


def judge_explanation(live: LiveReport, sections: Sequence[DraftedSection]) -> tuple[Observation, ...]:
    """Everything to be looked at in the drafted explanation; nothing for a report without figures."""
    return completed(judge_in_steps(live, sections))


def judge_in_steps(live: LiveReport, sections: Sequence[DraftedSection]) -> Steps[tuple[Observation, ...]]:
    """The same as ``judge_explanation``, with pauses as ``draft_in_steps`` has them."""
    if not any(live.report.is_filled(key) for key in live.report.tables()):
        return ()
    yield
    before = last_years_reasons(live)
    found = [
        *_lacks(sections),
        *judge_reasons(before, list(answers_of(sections))),
        *_own_words(live, sections, before),
    ]
    if any(_is_to_be_read(paragraph) for item in sections for paragraph in item.paragraphs):
        yield
        found += yield from _read_back(live, sections)
    return tuple(numbered(found))


# -- what is missing -------------------------------------------------------------------------------


_MISSING = {
    "原因": ("N5-06", "主要原因没有写", "写明{词}。"),
    "数": ("F10", "数没有填", "还没有填：{词}。"),
    "短语": ("F10", "文字没有填", "还没有写：{词}。"),
    "文字": ("F03", "文字没有写", "还没有写：{词}。"),
}


def is_lack(observation: Observation) -> bool:
    """Whether it only says that something is still to be written: true of every text that is not begun."""
    return "|待填|" in observation.key


def _lacks(sections: Iterable[DraftedSection]) -> Iterator[Observation]:
    for item in sections:
        by_check: dict[str, list[tuple[Need, DraftedParagraph]]] = {}
        for paragraph in item.paragraphs:
            for need in paragraph.needs:
                known = by_check.setdefault(_MISSING[need.kind][0], [])
                if all(need != other for other, _ in known):
                    known.append((need, paragraph))
        for check, lacks in by_check.items():
            yield from _lacks_of(item, check, lacks)


def _lacks_of(item: DraftedSection, check: str, lacks: list[tuple[Need, DraftedParagraph]]) -> Iterator[Observation]:
    """One for each thing that a section lacks; several follow from one that counts them."""
    head = f"{check}|待填|{item.section.id}"
    root = None
    if len(lacks) > 1:
        need, paragraph = lacks[0]
        what = "处主要原因没有写" if need.kind == "原因" else "处待填"
        message = f"“{item.title}”里有 {len(lacks)} {what}；不填就照样印出“【待填】”。"
        yield _lack(item, paragraph, head, check, message)
        root = head
    for need, paragraph in lacks:
        about = need.name or "+".join(address.text for address in need.addresses) or need.words
        message = _MISSING[need.kind][2].replace("{词}", need.words)
        yield replace(_lack(item, paragraph, f"{head}|{about}", check, message), root=root)


def _lack(item: DraftedSection, paragraph: DraftedParagraph, key: str, check: str, message: str) -> Observation:
    spot = Spot(Place(sheet=item.section.id, cell=paragraph.key), _first_gap(paragraph))
    return Observation(key, check, Level.INFO, "wording", spot, message)


def _first_gap(paragraph: DraftedParagraph) -> str:
    gap = next((asked for asked in paragraph.asked if asked.is_gap), None)
    return paragraph.text[gap.start : gap.end] if gap is not None else paragraph.text


# -- own words -------------------------------------------------------------------------------------


def _own_words(live: LiveReport, sections: Iterable[DraftedSection], before: frozenset[str]) -> Iterator[Observation]:
    for item in sections:
        place = Place(sheet=item.section.id)
        if item.problem:
            yield Observation(
                f"F10|模板|{item.section.id}", "F10", Level.WARNING, "wording", Spot(place, ""), item.problem
            )
        if item.stale:
            yield _stale(item, Spot(place, ""), item.stale, "")
        told: set[str] = set()
        yield from copied_into_own(before, item)
        for paragraph in item.paragraphs:
            if paragraph.key in told or not (paragraph.stale or paragraph.problem):
                continue
            told.add(paragraph.key)
            spot = Spot(Place(sheet=item.section.id, cell=paragraph.key), paragraph.text)
            if paragraph.problem:
                key = f"F10|模板|{item.section.id}|{paragraph.key}"
                yield Observation(key, "F10", Level.WARNING, "wording", spot, paragraph.problem)
            else:
                yield _stale(item, spot, paragraph.stale, paragraph.key)
        for name in item.orphans:
            yield Observation(
                f"F10|无处|{name}",
                "F10",
                Level.WARNING,
                "wording",
                Spot(place, live.report.text(name)),
                f"“{item.title}”里改写过的一段，现在这一节没有这一段了，没有印出来。请把要留的话写到别处，再删去它。",
            )


def _stale(item: DraftedSection, spot: Spot, words: str, key: str) -> Observation:
    about = f"{item.section.id}|{key}" if key else item.section.id
    return Observation(f"N13-01|改写|{about}", "N13-01", Level.WARNING, "cross_ref", spot, f"“{item.title}”：{words}")


# -- reading back ----------------------------------------------------------------------------------


#: Reasons are judged above by their questions; last year's balance and the counts are figures of the report itself.
_NOT_ABOUT_WORDS = ("N5-06", "XY-05", "T7-05", "T7-06", "T7-07")


def _is_to_be_read(paragraph: DraftedParagraph) -> bool:
    """Whether a paragraph holds figures that nobody but its writer answers for."""
    if paragraph.is_own:
        return bool(paragraph.typed) or bool(_DIGIT.search(paragraph.text))
    return any(not item.is_gap and _DIGIT.search(paragraph.text[item.start : item.end]) for item in paragraph.asked)


def _read_back(live: LiveReport, sections: Sequence[DraftedSection]) -> Steps[list[Observation]]:
    """What the reader finds in paragraphs with words of the accountant's own that hold figures."""
    written = {
        Place(sheet=item.section.id, cell=f"{number}"): paragraph
        for item in sections
        for number, paragraph in enumerate(item.paragraphs)
    }
    text = passages(_as_document(sections))
    yield
    statements = statements_of(text)
    yield
    found = [*audit_text(text, statements).observations]
    yield
    found += judge_tied(tied(statements, load_ties(live.form), live), live, Wording(live), {})[0]
    yield
    found += phrasing_checks(text)
    kept: list[Observation] = []
    for item in without_repeats(found):
        paragraph = written.get(item.spot.place)
        if paragraph is None or not _is_to_be_read(paragraph) or item.check in _NOT_ABOUT_WORDS:
            continue
        if item.check == "N5-08" and any(asked.need.kind == "原因" for asked in paragraph.asked):
            continue
        place = Place(sheet=item.spot.place.sheet, cell=paragraph.key)
        key = f"{item.key}|{item.spot.place.sheet}"
        kept.append(replace(item, key=key, spot=replace(item.spot, place=place), root=None))
    return kept


def _as_document(sections: Iterable[DraftedSection]) -> Document:
    blocks: list[Paragraph] = []
    for item in sections:
        blocks.append(Paragraph.of(item.heading))
        for number, paragraph in enumerate(item.paragraphs):
            place = Place(sheet=item.section.id, cell=f"{number}")
            blocks.append(Paragraph.of(paragraph.text, place=place))
    return Document("", (Section(tuple(blocks)),))
