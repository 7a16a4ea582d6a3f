"""Owns the drafted explanation: every section of the form's outline, written from the report's own figures.

A section's words come from the form's template (``templates/<form>/narrative/<section>.j2``), or from the report
text ``说明.<section>``, the accountant's own wording, which is a template as well: its figures stay live where they
are written as ``{{ 数("T1.收入总计") }}``. What is not known is a visible 【待填：…】 and a need of the section.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from jinja2 import TemplateError

from juesuan_gui.forms import OutlineSection, SectionKind
from juesuan_gui.forms.numerals import ordinal
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting_facts import Facts
from juesuan_gui.narrative.drafting_figures import Marks, Need, Span, TextStyleOfFigures, without_marks
from juesuan_gui.narrative.drafting_templates import PARAGRAPH_END, TextTemplates
from juesuan_gui.narrative.glossary import terms_used
from juesuan_gui.narrative.literals import find_literals
from juesuan_gui.narrative.model import Dimension
from juesuan_gui.relations import RelationError

_UNIT_NAME = "单位名称"
#: What a template can raise when it asks for something that is not there or cannot be.
_FAULTS = (TemplateError, RelationError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True, slots=True)
class DraftedParagraph:
    """One paragraph: its words, where its figures stand and from which cells, and what it lacks.

    ``typed`` are the amounts and rates (start, end) that the accountant typed as plain digits: they follow no cell.
    """

    text: str
    spans: tuple[Span, ...] = ()
    needs: tuple[Need, ...] = ()
    typed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DraftedSection:
    """A heading of the outline with the paragraphs below it; ``title`` is printed behind its number.

    ``is_own`` tells the accountant's own wording, ``problem`` why a template could not be used.
    """

    section: OutlineSection
    title: str
    paragraphs: tuple[DraftedParagraph, ...]
    is_own: bool = False
    problem: str = ""

    @property
    def heading(self) -> str:
        """The heading as printed: 一、收入支出决算总体情况说明."""
        return f"{self.section.number}{self.title}"

    @property
    def needs(self) -> tuple[Need, ...]:
        """What the section lacks, in reading order."""
        return tuple(need for paragraph in self.paragraphs for need in paragraph.needs)


def own_wording(section: str) -> str:
    """The name of the report text with the accountant's own wording of a section."""
    return f"说明.{section}"


def draft(live: LiveReport) -> tuple[DraftedSection, ...]:
    """Every section of the form's outline but the tables themselves, in printed order. Raises FormError for a form
    whose style file cannot be read."""
    drafting = _Drafting(live)
    sections = [
        drafting.section(section, has_parts=_has_parts(live.form.outline, number))
        for number, section in enumerate(live.form.outline)
        if section.kind is not SectionKind.TABLE
    ]
    # The glossary looks at what the other sections say.
    text = "".join(paragraph.text for item in sections for paragraph in item.paragraphs)
    return tuple(
        drafting.with_terms(item, text) if item.section.kind is SectionKind.GLOSSARY else item for item in sections
    )


def needs_of(sections: tuple[DraftedSection, ...]) -> Iterator[tuple[DraftedSection, Need]]:
    """Everything the explanation lacks, each once for its section."""
    for section in sections:
        for need in dict.fromkeys(section.needs):
            yield section, need


def _is_for_cards(section: OutlineSection) -> bool:
    """Whether scorecards stand under a heading, and not what is told about them."""
    return section.kind is SectionKind.SCORECARD and section.title.endswith(("表", "清单"))


def _has_parts(outline: tuple[OutlineSection, ...], number: int) -> bool:
    return number + 1 < len(outline) and outline[number + 1].level > outline[number].level


class _Drafting:
    def __init__(self, live: LiveReport) -> None:
        self._live = live
        self._templates = TextTemplates(live.form)
        self._style: TextStyleOfFigures = self._templates.style(live.form.numbers)
        report = live.report
        self._has_cards = bool(report.card_ids())
        self._words = {
            "单位": without_marks(report.text(_UNIT_NAME)) or "【待填：单位名称】",
            "年度": str(live.form.year),
            "上年度": str(live.form.year - 1),
            "文种": report.setting("文种") or "部门",
            "计量单位": self._style.money.unit.label,
        }

    def section(self, section: OutlineSection, *, has_parts: bool) -> DraftedSection:
        title = section.title
        for name, value in self._words.items():
            title = title.replace("{" + name + "}", value)
        marks = Marks(self._style)
        own = without_marks(self._live.report.text(own_wording(section.id))).strip()
        facts = Facts(self._live, marks, section.id)
        context: dict[str, object] = {**self._words, **facts.context()}
        try:
            text = self._templates.render_own(own, context) if own else self._templates.render(section.id, context)
        except _FAULTS as error:
            return DraftedSection(section, title, _as_typed(own, title), bool(own), _problem(error, own=bool(own)))
        if text is None:
            is_made = section.kind is SectionKind.GLOSSARY or (self._has_cards and _is_for_cards(section))
            text = (
                ""
                if is_made or has_parts or not section.required
                else marks.gap(Need("文字", title, own_wording(section.id)))
            )
        parts = own_lines(text) if own else text.split(PARAGRAPH_END)
        joined = ("".join(line.strip() for line in part.splitlines()) for part in parts)
        paragraphs = tuple(_paragraph(part, marks, is_own=bool(own)) for part in joined if part)
        return DraftedSection(section, title, paragraphs, bool(own))

    def with_terms(self, item: DraftedSection, text: str) -> DraftedSection:
        """The glossary with the terms that the report uses, unless the accountant wrote it."""
        if item.is_own:
            return item
        facts = Facts(self._live, Marks(self._style), item.section.id)
        number = ordinals_below(item.section.level)
        paragraphs = tuple(
            DraftedParagraph(f"{number(position)}{term.name}：{term.text}")
            for position, term in enumerate(terms_used(facts.figure, text), 1)
        )
        return replace(item, paragraphs=paragraphs)


def ordinals_below(level: int) -> Callable[[int], str]:
    """How the entries of a list under a heading of a level are numbered: 一、 below a part, else （一）."""
    return (lambda number: f"{ordinal(number)}、") if level == 1 else (lambda number: f"（{ordinal(number)}）")


def own_lines(text: str) -> list[str]:
    """The paragraphs of a text that a user typed: a new line begins a new one."""
    return [line for line in text.splitlines() if line.strip()]


def _paragraph(marked: str, marks: Marks, *, is_own: bool) -> DraftedParagraph:
    text, spans, needs = marks.unmarked(marked)
    typed: tuple[tuple[int, int], ...] = ()
    if is_own:
        live = [(span.start, span.end) for span in spans]
        typed = tuple(
            (literal.start, literal.end)
            for literal in find_literals(text)
            if literal.dimension in (Dimension.MONEY, Dimension.PERCENT)
            and not any(start <= literal.start < end for start, end in live)
        )
    return DraftedParagraph(text, spans, needs, typed)


def _as_typed(own: str, title: str) -> tuple[DraftedParagraph, ...]:
    """What stands for a section whose template cannot be used: the user's words as they are, never nothing."""
    if own:
        return tuple(DraftedParagraph(line.strip()) for line in own_lines(own))
    return (DraftedParagraph(f"【待填：{title}】"),)


def _problem(error: Exception, *, own: bool) -> str:
    whose = "自己写的文字" if own else "版式的文字模板"
    line = getattr(error, "lineno", None)
    where = f"第 {line} 行" if line else ""
    return f"{whose}{where}用不了：{error}。请核对双花括号里的写法；文字先照原样印出。"
