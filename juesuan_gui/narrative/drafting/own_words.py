"""Owns the words of a report's own that a text template asks for: reasons, free texts, phrases, choices."""

from __future__ import annotations

import json

from juesuan_gui.narrative.drafting.figures import Marks, Need, without_marks
from juesuan_gui.narrative.drafting.templates import PARAGRAPH_END
from juesuan_gui.report import Report


class OwnWords:
    """What the report was told for one section; what it was not told is a gap with its question."""

    def __init__(self, report: Report, marks: Marks, section: str) -> None:
        self._report = report
        self._marks = marks
        self._section = section

    def reason(self, name: str, words: str) -> str:
        """原因("收入总计", "收入总计比上年增加"): the report's reason, never invented; a gap where there is none."""
        expression = called("原因", name, words)
        return self._told("原因", reason_name(self._section, name), f"{words}的主要原因", expression)

    def words_of(self, name: str, words: str = "") -> str:
        """文字("职能", "主要职能"): a free text of the report; a gap where there is none."""
        return self._told("文字", f"说明.{name}", words or name, called("文字", name, words))

    def phrase(self, name: str, words: str) -> str:
        """短语("用途.2080505", "…的用途"): a free text inside a sentence, without the mark at its end."""
        return self._told("短语", f"说明.{name}", words, called("短语", name, words))

    def setting(self, name: str) -> str:
        """设置("单位性质"): what the report chose, "" for nothing."""
        return self._report.setting(name)

    def has_words(self, name: str) -> bool:
        """有文字("职能")."""
        return bool(self._report.text(f"说明.{name}").strip())

    def _told(self, kind: str, name: str, words: str, expression: str) -> str:
        told = without_marks(self._report.text(name)).strip()
        need = Need(kind, words, name)
        if not told:
            return self._marks.gap(need, expression)
        if kind != "文字":
            # These stand in a sentence that ends by itself.
            return self._marks.told(told.rstrip("。；;"), need, expression)
        # Free words keep their paragraphs.
        return PARAGRAPH_END.join(self._marks.told(line, need, expression) for line in told.splitlines())


def reason_name(section: str, name: str) -> str:
    """The name of the report text that holds a reason."""
    return f"原因.{section}.{name}"


def called(function: str, *words: str) -> str:
    """How a template calls one of the functions above with words."""
    return f"{function}({', '.join(json.dumps(word, ensure_ascii=False) for word in words)})"
