"""Owns the accountant's own words in the drafted explanation: a section or paragraph of one's own in its place.

An own wording is a template (``wording`` keeps it); one that cannot be used is printed as it was typed, with why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.faults import FAULTS, line_of, plain_fault, template_file
from juesuan_gui.narrative.drafting.figures import Marks
from juesuan_gui.narrative.drafting.paragraphs import DraftedParagraph, DraftedSection, paragraphs_of, prefixed
from juesuan_gui.narrative.drafting.templates import PARAGRAPH_END, TextTemplates
from juesuan_gui.narrative.drafting.wording import (
    PARAGRAPH_WORDING,
    basis_name,
    own_paragraph,
    own_wording,
    stale_words,
)
from juesuan_gui.report import Report, Text


def kept_wordings(report: Report) -> dict[str, str]:
    """The own wordings of paragraphs that a report keeps: name of the report text -> template."""
    return {
        slot.key[0]: value.text
        for slot, value in report.slots()
        if isinstance(value, Text) and slot.key[0].startswith(PARAGRAPH_WORDING)
    }


@dataclass(frozen=True, slots=True)
class OwnSections:
    """What the accountant worded, put in the place of the form's words; ``kept`` as by ``kept_wordings``."""

    live: LiveReport
    templates: TextTemplates
    kept: Mapping[str, str]

    def section(self, item: DraftedSection, own: str, marks: Marks, context: dict[str, object]) -> DraftedSection:
        """The section in the accountant's words."""
        name = own_wording(item.section.id)
        try:
            text = self.templates.render_own(own, context)
        except FAULTS as error:
            typed = as_typed(own, item.title)
            return replace(item, paragraphs=typed, is_own=True, problem=problem_words(error, own=True))
        # What a told text of several paragraphs puts in the middle of a line ends a paragraph too.
        lines = own_lines(text.replace(PARAGRAPH_END, "\n"))
        paragraphs = tuple(paragraphs_in(lines, marks, is_own=True))
        stale = self._stale(name, item.form_paragraphs, paragraphs)
        return replace(item, paragraphs=paragraphs, is_own=True, problem="", stale=stale)

    def with_paragraphs(self, item: DraftedSection, marks: Marks, context: dict[str, object]) -> DraftedSection:
        """The section with the paragraphs that the accountant worded."""
        prefix = own_paragraph(item.section.id, "")
        own = {name.removeprefix(prefix): text for name, text in self.kept.items() if name.startswith(prefix)}
        if not own:
            return item
        found: list[DraftedParagraph] = []
        for paragraph in item.paragraphs:
            text = own.pop(paragraph.key, "")
            found += self._paragraph(item.section.id, paragraph, text, marks, context) if text else [paragraph]
        # A wording whose paragraph is not there now is told, never lost.
        return replace(item, paragraphs=tuple(found), orphans=tuple(f"{prefix}{key}" for key in own))

    def _paragraph(
        self, section: str, said: DraftedParagraph, own: str, marks: Marks, context: dict[str, object]
    ) -> list[DraftedParagraph]:
        try:
            text = self.templates.render_own(own, context)
        except FAULTS as error:
            problem = problem_words(error, own=True)
            return [
                DraftedParagraph(line.strip(), key=said.key, is_own=True, problem=problem) for line in own_lines(own)
            ]
        lines = own_lines(text.replace(PARAGRAPH_END, "\n"))
        paragraphs = list(paragraphs_in(lines, marks, is_own=True))
        stale = self._stale(own_paragraph(section, said.key), [said], paragraphs)
        if paragraphs and said.number:
            paragraphs[0] = prefixed(paragraphs[0], said.number)
        return [replace(paragraph, key=said.key, stale=stale) for paragraph in paragraphs]

    def _stale(self, wording: str, said: Sequence[DraftedParagraph], own: Sequence[DraftedParagraph]) -> str:
        basis = self.live.report.text(basis_name(wording))
        return stale_words(basis, said, self.live.form.year, has_typed=any(item.typed for item in own))


def paragraphs_in(parts: Iterable[str], marks: Marks, *, is_own: bool) -> Iterator[DraftedParagraph]:
    """The paragraphs of texts that a template wrote, each on one line; empty ones are left out."""
    joined = ("".join(line.strip() for line in part.splitlines()) for part in parts)
    return paragraphs_of((part for part in joined if part), marks, is_own=is_own)


def own_lines(text: str) -> list[str]:
    """The paragraphs of a text that a user typed: a new line begins a new one."""
    return [line for line in text.splitlines() if line.strip()]


def as_typed(own: str, title: str) -> tuple[DraftedParagraph, ...]:
    """What stands for a section whose template cannot be used: the user's words as they are, never nothing."""
    if own:
        return tuple(DraftedParagraph(line.strip()) for line in own_lines(own))
    return (DraftedParagraph(f"【待填：{title}】"),)


def problem_words(error: Exception, *, own: bool) -> str:
    """Why a template cannot be used and what is printed instead; ``own`` for one that the accountant wrote."""
    whose = "自己写的文字" if own else f"文字模板{template_file(error)}"
    line = line_of(error)
    where = f"第 {line} 行" if line else ""
    instead = "文字先照原样印出" if own else "改好以前，这里印“【待填】”"
    return f"{whose}{where}用不了：{plain_fault(error)}。请核对花括号里的写法；{instead}。"
