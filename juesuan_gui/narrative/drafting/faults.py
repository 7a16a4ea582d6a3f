"""Owns what goes wrong in a text template, in words for an accountant: which file, which line, what is not known."""

from __future__ import annotations

import re
import traceback
from pathlib import Path
from typing import Final

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from juesuan_gui.relations import RelationError

#: What a template can raise when it asks for something that is not there or cannot be.
FAULTS: Final = (TemplateError, RelationError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)
_MISSING_PART = re.compile(r"missing \d+ required (?:positional|keyword)")
_NAME = re.compile(r"'([^']+)'")
_SYNTAX = (
    (re.compile(r"Unexpected end of template.*'(\w+)'", re.DOTALL), "“{0}”没有结束，后面少了结束的标签"),
    (re.compile(r"Encountered unknown tag '(\w+)'"), "不认识“{0}”，或它的位置不对"),
    (re.compile(r"unexpected end of print statement|expected token 'end of print statement'"), "双花括号里写得不完整"),
    (re.compile(r"Missing end of comment tag"), "注释没有结束，少了“#}}”"),
    (re.compile(r"unexpected char '(.+)' at"), "不认识的符号“{0}”"),
    (re.compile(r"Expected an expression"), "这里少了要取的数或文字"),
    (re.compile(r"expected token '(.+)', got '(.+)'"), "这里应是“{0}”，写的是“{1}”"),
    (re.compile(r"unexpected '(.+?)'"), "这里不该有“{0}”"),
    (re.compile(r"unexpected end of template"), "写到一半就完了，少了括号、引号或大括号"),
)


def plain_fault(error: Exception) -> str:
    """What is wrong, in a Chinese clause without its full stop."""
    text = str(error)
    if isinstance(error, TemplateNotFound):
        return f"没有名为“{error.name}”的模板文件"
    if isinstance(error, TemplateSyntaxError):
        for pattern, words in _SYNTAX:
            if match := pattern.search(text):
                return words.format(*match.groups())
        return f"写法不对（{error.message}）"
    if isinstance(error, SecurityError):
        return "这里写的不是取数或文字，不能用"
    if isinstance(error, UndefinedError):
        name = _NAME.search(text)
        return f"没有“{name[1]}”这个词" if name else text
    if isinstance(error, ZeroDivisionError):
        return "除数是零"
    if _MISSING_PART.search(text):
        return "括号里少写了一项"
    return text.rstrip("。") if isinstance(error, RelationError) or _is_chinese(text) else f"用法不对（{text}）"


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def line_of(error: Exception) -> int | None:
    """The line of the template where it went wrong, ``None`` where nobody knows."""
    line = getattr(error, "lineno", None)
    if isinstance(line, int):
        return line
    frame = _frame(error)
    return frame.lineno if frame is not None else None


def template_file(error: Exception) -> str:
    """The name of the template file in marks, "" for a text without a file."""
    name = error.filename if isinstance(error, TemplateSyntaxError) else None
    if name is None and (frame := _frame(error)) is not None:
        name = frame.filename
    return f"“{Path(name).name}”" if name and name.endswith(".j2") else ""


def _frame(error: Exception) -> traceback.FrameSummary | None:
    """The innermost line of a template on the way to the error; jinja2 puts template lines into the trace."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith(".j2") or frame.filename in ("<template>", "<unknown>")
    ]
    return frames[-1] if frames else None
