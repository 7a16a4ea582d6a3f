"""Understands the placeholders of a user's own Word template: names, cells, and what the text templates can say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from jinja2 import TemplateError

from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.facts import Facts
from juesuan_gui.narrative.drafting.figures import Marks
from juesuan_gui.narrative.drafting.own_sections import own_lines
from juesuan_gui.narrative.drafting.templates import PARAGRAPH_END, TextTemplates
from juesuan_gui.publishing.cover import COVER_DATE
from juesuan_gui.relations import RelationError

_UNIT_NAME: Final = "单位名称"
#: What Word makes of straight quotes while one types.
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_FAULTS = (TemplateError, RelationError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)
_BLOCK = re.compile(r"^(说明|表|图|自评表)(?:\s*[.．。]\s*(\S.*))?$")


@dataclass(frozen=True, slots=True)
class Block:
    """A placeholder for more than words: ``kind`` is 说明, 表, 图 or 自评表, ``name`` which one, "" for all."""

    kind: str
    name: str


@dataclass(slots=True)
class Words:
    """Says what inline placeholders stand for; remembers what the report lacks for them."""

    live: LiveReport
    needs: list[str] = field(default_factory=list)

    def names(self) -> dict[str, str]:
        """The plain names, with what they stand for."""
        form, report = self.live.form, self.live.report
        return {
            "单位": report.text(_UNIT_NAME) or "【待填：单位名称】",
            "单位名称": report.text(_UNIT_NAME) or "【待填：单位名称】",
            "封面日期": report.text(COVER_DATE) or "【待填：封面日期】",
            "年度": str(form.year),
            "上年度": str(form.year - 1),
            "文种": report.setting("文种") or "部门",
            "计量单位": form.unit.label,
            "版式": form.name,
        }

    def block(self, text: str) -> Block | None:
        """The block that a placeholder asks for, ``None`` for one inside a sentence."""
        match = _BLOCK.match(text.strip())
        return Block(match[1], (match[2] or "").strip()) if match is not None else None

    def said(self, text: str) -> str | None:
        """What a placeholder stands for, ``None`` where it is not understood."""
        asked = " ".join(text.translate(_QUOTES).split())
        names = self.names()
        if asked in names:
            return names[asked]
        templates = TextTemplates(self.live.form)
        marks = Marks(templates.style(self.live.form.numbers))
        facts = Facts(self.live, marks, "")
        try:
            found = str(facts.figure(asked))
        except _FAULTS:
            try:
                found = templates.render_own("{{ " + asked + " }}", {**names, **facts.context()})
            except _FAULTS:
                return None
        words, _, lacking = marks.unmarked(found.replace(PARAGRAPH_END, "\n"))
        self.needs += [need.words for need in lacking]
        return "".join(line.strip() for line in own_lines(words)) if "\n" in words else words
