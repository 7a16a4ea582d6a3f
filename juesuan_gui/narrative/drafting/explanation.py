"""Owns the drafted explanation: every section of the form's outline, written from the report's own figures.

A section's words come from the form's template (``templates/<form>/narrative/<section>.j2``), or from the report
text ``说明.<section>``, the accountant's own wording, which is a template as well: its figures stay live where they
are written as ``{{ 数("T1.收入总计") }}``. What is not known is a visible 【待填：…】 and a need of the section.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from juesuan_gui.forms import OutlineSection, SectionKind
from juesuan_gui.forms.numerals import ordinal
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.cards import CardsTold
from juesuan_gui.narrative.drafting.cell_words import words_of_cells
from juesuan_gui.narrative.drafting.facts import Facts
from juesuan_gui.narrative.drafting.faults import FAULTS, line_of
from juesuan_gui.narrative.drafting.figures import Marks, Need, TextStyleOfFigures, without_marks
from juesuan_gui.narrative.drafting.glossary import LISTED, Term, all_terms, term_choice, terms_used
from juesuan_gui.narrative.drafting.own_sections import (
    OwnSections,
    as_typed,
    kept_wordings,
    paragraphs_in,
    problem_words,
)
from juesuan_gui.narrative.drafting.paragraphs import DraftedParagraph, DraftedSection, keyed
from juesuan_gui.narrative.drafting.templates import PARAGRAPH_END, TextTemplates
from juesuan_gui.narrative.drafting.wording import own_wording, template_text
from juesuan_gui.relations import RelationError
from juesuan_gui.steps import Steps, completed

__all__ = [
    "DraftedParagraph",
    "DraftedSection",
    "draft",
    "draft_in_steps",
    "own_wording",
]

_UNIT_NAME = "单位名称"
#: The entry of the glossary that lists the 科目 of the report.
CODES_LISTED = "使用的支出功能分类科目（到项级）"
#: Tables of spending by 科目, with the column of what was spent.
_SPENDING = (("T3", "本年支出合计"), ("T5", "合计"), ("T8", "本年支出"), ("T9", "合计"))


def draft(live: LiveReport) -> tuple[DraftedSection, ...]:
    """Every section of the form's outline but the tables themselves, in printed order. Raises FormError for a form
    whose style file cannot be read."""
    return completed(draft_in_steps(live))


def draft_in_steps(live: LiveReport) -> Steps[tuple[DraftedSection, ...]]:
    """The same as ``draft``, with a pause after every section for who must answer a hand meanwhile.

    What is drafted after the report changed in a pause would not fit what was drafted before: then begin anew.
    """
    drafting = _Drafting(live)
    sections: list[DraftedSection] = []
    for number, section in enumerate(live.form.outline):
        if section.kind is not SectionKind.TABLE:
            yield
            if drafting.prepare(section):
                yield
            sections.append(drafting.section(section, has_parts=_has_parts(live.form.outline, number)))
    yield
    # The glossary looks at what the other sections say.
    text = "".join(paragraph.text for item in sections for paragraph in item.paragraphs)
    return tuple(
        drafting.with_terms(item, text) if item.section.kind is SectionKind.GLOSSARY else item for item in sections
    )


@dataclass(frozen=True, slots=True)
class TemplateSource:
    """A section's template as text, and the file that it comes from; ``None`` for one that the report keeps."""

    text: str
    path: Path | None


def template_source(live: LiveReport, section: str) -> TemplateSource | None:
    """The template that drafts a section now, ``None`` where there is none. Raises FormError as ``draft`` does."""
    kept = without_marks(live.report.text(template_text(section)))
    if kept:
        return TemplateSource(kept, None)
    path = TextTemplates(live.form).path_of(f"{section}.j2")
    return TemplateSource(path.read_text(encoding="utf-8"), path) if path is not None else None


def draft_section(live: LiveReport, section: str, template: str) -> DraftedSection:
    """One section as a template would draft it, for a preview. Raises KeyError for a section the form has not."""
    item = next((item for item in live.form.outline if item.id == section), None)
    if item is None:
        raise KeyError(section)
    return _Drafting(live).by_template(item, template)


def glossary_of(live: LiveReport, sections: Sequence[DraftedSection]) -> tuple[Term, ...]:
    """Every term that may be explained, with why this report uses it and what was chosen for it."""
    drafting = _Drafting(live)
    text = "".join(
        paragraph.text
        for item in sections
        if item.section.kind is not SectionKind.GLOSSARY
        for paragraph in item.paragraphs
    )
    return drafting.all_terms(text)


def _is_for_cards(section: OutlineSection) -> bool:
    """Whether scorecards stand under a heading, and not what is told about them."""
    return bool(section.cards)


def _has_parts(outline: tuple[OutlineSection, ...], number: int) -> bool:
    return number + 1 < len(outline) and outline[number + 1].level > outline[number].level


class _Drafting:
    def __init__(self, live: LiveReport) -> None:
        self._live = live
        self._templates = TextTemplates(live.form)
        self._style: TextStyleOfFigures = self._templates.style(live.form.numbers)
        report = live.report
        self._has_cards = bool(report.card_ids())
        self._cards = live.shown_cards()
        self._own = OwnSections(live, self._templates, kept_wordings(report))
        self._words = {
            "单位": without_marks(report.text(_UNIT_NAME)) or "【待填：单位名称】",
            "年度": str(live.form.year),
            "上年度": str(live.form.year - 1),
            "文种": report.setting("文种") or "部门",
            "计量单位": self._style.money.unit.label,
        }

    def prepare(self, section: OutlineSection) -> bool:
        """Compile the section's template; whether there was anything to do. What is wrong with it is told later."""
        return self._templates.prepare(section.id)

    def section(self, section: OutlineSection, *, has_parts: bool) -> DraftedSection:
        title = self._title(section)
        marks = Marks(self._style)
        facts = Facts(self._live, marks, section.id)
        told = CardsTold(self._cards, marks, facts.own.phrase)
        context: dict[str, object] = {**self._words, **facts.context(), "绩效": told}
        item = self._form_section(section, title, marks, context, has_parts=has_parts)
        own = without_marks(self._live.report.text(own_wording(section.id))).strip()
        if own:
            return self._own.section(item, own, marks, context)
        return self._own.with_paragraphs(item, marks, context)

    def by_template(self, section: OutlineSection, template: str) -> DraftedSection:
        """A section in the words of a template that is given as text."""
        title = self._title(section)
        marks = Marks(self._style)
        context: dict[str, object] = {**self._words, **Facts(self._live, marks, section.id).context()}
        try:
            text = self._templates.render_text(without_marks(template), context)
        except FAULTS as error:
            problem = problem_words(error, own=False)
            typed = as_typed("", title)
            return DraftedSection(section, title, typed, problem=problem, fault_line=line_of(error))
        paragraphs = keyed(paragraphs_in(text.split(PARAGRAPH_END), marks, is_own=False))
        return DraftedSection(section, title, paragraphs, form_paragraphs=paragraphs)

    def _has_cards_of(self, section: OutlineSection) -> bool:
        """Whether scorecards stand below a section."""
        return any(shown.layout.kind in section.cards for shown in self._cards)

    def _title(self, section: OutlineSection) -> str:
        title = section.title
        for name, value in self._words.items():
            title = title.replace("{" + name + "}", value)
        return title

    def _form_section(
        self, section: OutlineSection, title: str, marks: Marks, context: dict[str, object], *, has_parts: bool
    ) -> DraftedSection:
        """The section in the form's words."""
        try:
            kept = without_marks(self._live.report.text(template_text(section.id)))
            text = self._templates.render_text(kept, context) if kept else self._templates.render(section.id, context)
        except FAULTS as error:
            return DraftedSection(section, title, as_typed("", title), problem=problem_words(error, own=False))
        if section.kind is SectionKind.ATTACHMENT and self._has_cards_of(section):
            # What a form says of a part without attachments is not said above those that there are.
            text = ""
        if text is None:
            is_made = section.kind is SectionKind.GLOSSARY or (self._has_cards and _is_for_cards(section))
            text = (
                ""
                if is_made or has_parts or not section.required
                else marks.gap(Need("文字", title, own_wording(section.id)))
            )
        paragraphs = keyed(paragraphs_in(text.split(PARAGRAPH_END), marks, is_own=False))
        return DraftedSection(section, title, paragraphs, form_paragraphs=paragraphs)

    def with_terms(self, item: DraftedSection, text: str) -> DraftedSection:
        """The glossary with the terms that the report uses and the list of its 科目, unless the accountant wrote it."""
        if item.is_own:
            return item
        marks = Marks(self._style)
        facts = Facts(self._live, marks, item.section.id)
        number = _ordinals_below(item.section.level)
        entries = [(f"名词.{term.name}", f"{term.name}：{term.text}") for term in self._terms(facts, text)]
        if listed := self._listed_codes(facts):
            entries.append((f"名词.{CODES_LISTED}", f"本{self._words['文种']}{CODES_LISTED}：{listed}"))
        paragraphs = tuple(
            DraftedParagraph(f"{number(position)}{words}", key=key) for position, (key, words) in enumerate(entries, 1)
        )
        made = replace(item, paragraphs=paragraphs, form_paragraphs=paragraphs, orphans=())
        return self._own.with_paragraphs(made, marks, {**self._words, **facts.context()})

    def all_terms(self, text: str) -> tuple[Term, ...]:
        """Every term of the glossary as it stands to this report."""
        facts = Facts(self._live, Marks(self._style), "")
        return tuple(all_terms(facts.figure, text, self._live.report.text, partial(words_of_cells, self._live)))

    def _terms(self, facts: Facts, text: str) -> Iterator[Term]:
        return terms_used(facts.figure, text, self._live.report.text)

    def _listed_codes(self, facts: Facts) -> str:
        """The 项 that the report spends on, where it wants them listed: 教育支出（类）普通教育（款）小学教育（项）."""
        if self._live.report.text(term_choice(CODES_LISTED)) != LISTED:
            return ""
        names: dict[str, str] = {}
        for table, column in _SPENDING:
            if facts.has_table(table):
                with suppress(RelationError):
                    names |= {item.编码: item.全称 for item in facts.subjects(table, column, "项")}
        return "；".join(names[code] for code in sorted(names)) + ("。" if names else "")


def _ordinals_below(level: int) -> Callable[[int], str]:
    """How the entries of a list under a heading of a level are numbered: 一、 below a part, else （一）."""
    return (lambda number: f"{ordinal(number)}、") if level == 1 else (lambda number: f"（{ordinal(number)}）")
