"""Owns what the box of the page 说明 is about, and which change of the report its words make."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from juesuan_gui.narrative.drafting.explanation import DraftedParagraph, DraftedSection, own_wording
from juesuan_gui.narrative.drafting.figures import Need
from juesuan_gui.narrative.drafting.wording import (
    Piece,
    as_template,
    basis_of,
    confirm,
    own_paragraph,
    pieces_of_all,
    revert,
    reword,
    tell,
    template_of,
)
from juesuan_gui.report import Change, Report
from juesuan_gui.ui.explanation.box import Asking
from juesuan_gui.ui.explanation.text import only_asks

#: The beginning of the names of what last year's report said.
LAST_YEAR = "上年."
_FREE_HINT = "一行一段；“# ”开头是小标题，“- ”开头是列表，“|”隔开的是表格。可以从 Word、WPS、网页粘贴。"
_LIVE_HINT = "有底色的数跟着表走，照印出的样子重打一遍也会跟上；别的数按手写的印。"
_SENTENCE_HINT = "接着前面的话往下写，句末不用句号。"
_QUESTIONS = {"原因": "{词}是什么？", "短语": "{词}：", "文字": "{词}"}
_LINES = {"原因": 3, "短语": 2, "文字": 9}


class TargetKind(Enum):
    """What is written: an answer, a paragraph, a whole section."""

    ANSWER = "answer"
    PARAGRAPH = "paragraph"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Target:
    """What the open box is about, and the paragraph (its position) and character below which it stands."""

    kind: TargetKind
    section: str
    paragraph: int
    start: int = 0
    key: str = ""
    need: Need | None = None

    @property
    def wording(self) -> str:
        """The name of the report text with one's own words for it."""
        if self.kind is TargetKind.PARAGRAPH:
            return own_paragraph(self.section, self.key)
        return own_wording(self.section)

    def said(self, item: DraftedSection) -> list[DraftedParagraph]:
        """The form's words that it stands for."""
        if self.kind is TargetKind.SECTION:
            return list(item.form_paragraphs)
        paragraph = item.form_paragraph(self.key)
        return [paragraph] if paragraph is not None else []


# -- questions -------------------------------------------------------------------------------------


def asking_for(report: Report, need: Need, *, has_next: bool) -> Asking:
    """The question of a need, with what was told so far."""
    told = report.text(need.name)
    return Asking(
        _QUESTIONS[need.kind].replace("{词}", need.words),
        (Piece(told),) if told else (),
        report.text(f"{LAST_YEAR}{need.name}"),
        hint=_FREE_HINT if need.kind == "文字" else _SENTENCE_HINT,
        lines=_LINES[need.kind],
        has_next=has_next,
    )


def asking_paragraph(paragraphs: list[DraftedParagraph]) -> Asking:
    """A paragraph (or those that one's own words made of it) to be worded otherwise."""
    first = paragraphs[0]
    return Asking(
        "这一段改写成：",
        pieces_of_all(paragraphs, with_number=False),
        trouble=first.stale or first.problem,
        hint=_LIVE_HINT,
        lines=5,
        can_revert=first.is_own,
        can_confirm=bool(first.stale),
    )


def asking_section(report: Report, item: DraftedSection) -> Asking:
    """A whole section to be written."""
    rewords = not only_asks(item)
    paragraphs = list(item.paragraphs) if rewords or item.is_own else []
    return Asking(
        f"“{item.title}”整节写成：" if rewords else item.title,
        pieces_of_all(paragraphs, with_number=True),
        report.text(f"{LAST_YEAR}{own_wording(item.section.id)}"),
        trouble=item.stale or (item.problem if item.is_own else ""),
        hint=f"{_LIVE_HINT}{_FREE_HINT}" if rewords else _FREE_HINT,
        lines=9,
        can_revert=item.is_own and rewords,
        can_confirm=bool(item.stale),
    )


# -- changes ---------------------------------------------------------------------------------------


def kept(report: Report, target: Target, item: DraftedSection, pieces: tuple[Piece, ...]) -> Change:
    """The change that keeps what was written; words that say what the form says go back to the form's."""
    year = report.form.year
    words = "".join(piece.text for piece in pieces).strip()
    if target.need is not None:
        name = target.need.name
        # The text of a section that the form has no words for is a template, like every section's own wording.
        told = as_template(words, (), year) if name == own_wording(item.section.id) else words
        return tell(report, name, told, f"填写“{target.need.words}”")
    said = target.said(item)
    template = template_of(pieces, said, year).strip()
    same = template_of(pieces_of_all(said, with_number=target.kind is TargetKind.SECTION), said, year).strip()
    if not words or template == same:
        return reverted(report, target, item)
    return reword(report, target.wording, template, basis_of(said, year), f"改写“{item.title}”")


def reverted(report: Report, target: Target, item: DraftedSection) -> Change:
    """The change that takes the form's words again."""
    return revert(report, [target.wording], f"恢复“{item.title}”版式的写法")


def confirmed(report: Report, target: Target, item: DraftedSection) -> Change:
    """The change that keeps stale words as they are."""
    basis = basis_of(target.said(item), report.form.year)
    return confirm(report, target.wording, basis, f"核对“{item.title}”的写法")


def has_own_words(item: DraftedSection) -> bool:
    """Whether anything in a section is worded otherwise than the form does."""
    own = item.is_own and not only_asks(item)
    return own or bool(item.orphans) or any(paragraph.is_own and paragraph.key for paragraph in item.paragraphs)


def section_reverted(report: Report, item: DraftedSection) -> Change:
    """The change that takes the form's words again everywhere in a section."""
    keys = dict.fromkeys(paragraph.key for paragraph in item.paragraphs if paragraph.is_own and paragraph.key)
    names = [own_paragraph(item.section.id, key) for key in keys]
    if item.is_own:
        names.append(own_wording(item.section.id))
    return revert(report, [*names, *item.orphans], f"恢复“{item.title}”版式的写法")
