"""Owns the text templates of a form: where they lie, whose words win, how they are rendered without any risk."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import msgspec
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.sandbox import SandboxedEnvironment

from juesuan_gui.figures import NumberStyle, Unit
from juesuan_gui.forms import Form, FormError, read_declared
from juesuan_gui.narrative.drafting.faults import plain_fault
from juesuan_gui.narrative.drafting.figures import TextStyleOfFigures
from juesuan_gui.paths import form_folders

#: Stands in rendered words where a paragraph ends. A blank line of a template is one, whatever tags are around it;
#: all other line ends mean nothing.
PARAGRAPH_END = "\ue003"
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_FOLDER = "narrative"
_STYLE = "style.toml"


class _StyleFile(msgspec.Struct, forbid_unknown_fields=True):
    unit: str | None = None
    decimals: int | None = None
    thousands: bool | None = None
    percent_decimals: int | None = None
    trims: bool | None = None
    #: Another form whose templates are used where this one has none, before those of the forms it extends.
    borrows: str | None = None


class TextTemplates:
    """The templates of a form and of the forms it extends: the nearest form's file is the one."""

    def __init__(self, form: Form) -> None:
        self._folders = _folders(form)
        self._environment = _environment(self._folders)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where the form's words lie, the nearest form first."""
        return self._folders

    def render(self, section: str, context: dict[str, object]) -> str | None:
        """The words of a section, ``None`` where the form has no template for it. Raises jinja2.TemplateError."""
        try:
            template = self._environment.get_template(f"{section}.j2")
        except TemplateNotFound as missing:
            if missing.name == f"{section}.j2":
                return None
            raise
        return template.render(context)

    def prepare(self, section: str) -> bool:
        """Compile the template of a section ahead; whether that was still to be done. A broken one is left alone."""
        known = self._environment.cache
        before = len(known) if known is not None else 0
        with suppress(TemplateError, OSError, UnicodeError):
            self._environment.get_template(f"{section}.j2")
        return known is not None and len(known) > before

    def refuse_broken(self, form_id: str) -> None:
        """Raise FormError, naming file and line, for a template of this form's own that cannot be compiled."""
        for path in (path for folder in _folders_of(form_id) for path in sorted(folder.glob("*.j2"))):
            try:
                self._environment.parse(_with_ends(path.read_text(encoding="utf-8-sig")))
            except UnicodeDecodeError:
                raise FormError(path, "", "编码不是 UTF-8。请用记事本打开，另存为，编码选 UTF-8") from None
            except TemplateSyntaxError as error:
                raise FormError(path, f"第 {error.lineno} 行", plain_fault(error)) from None

    def render_text(self, text: str, context: dict[str, object]) -> str:
        """The words of a template file that is given as text. Raises jinja2.TemplateError."""
        return self._environment.from_string(_with_ends(text)).render(context)

    def path_of(self, name: str) -> Path | None:
        """The file whose words win for a template (``总体.j2``), ``None`` where the form has none."""
        return next((folder / name for folder in self._folders if (folder / name).is_file()), None)

    def render_own(self, text: str, context: dict[str, object]) -> str:
        """The user's own wording of a section, a template too. Raises jinja2.TemplateError."""
        return self._environment.from_string(text).render(context)

    def style(self, numbers: NumberStyle) -> TextStyleOfFigures:
        """How the form prints figures in text: as in its tables, where ``narrative/style.toml`` says nothing else.

        Raises FormError for a file that cannot be read.
        """
        merged: dict[str, object] = {}
        for folder in reversed(self._folders):
            content = _style_file(folder)
            try:
                unit = Unit.named(content.unit) if content.unit else None
            except ValueError as error:
                raise FormError(folder / _STYLE, "unit", str(error)) from None
            found = {**msgspec.structs.asdict(content), "unit": unit}
            merged |= {name: value for name, value in found.items() if value is not None}
        return _style(numbers, merged)


def _style_file(folder: Path) -> _StyleFile:
    path = folder / _STYLE
    if not path.is_file():
        return _StyleFile()
    return read_declared(path, _StyleFile)


def _style(numbers: NumberStyle, said: dict[str, object]) -> TextStyleOfFigures:
    unit, decimals = said.get("unit", numbers.unit), said.get("decimals", numbers.decimals)
    percents = said.get("percent_decimals", 2)
    assert isinstance(unit, Unit) and isinstance(decimals, int) and isinstance(percents, int)
    money = NumberStyle(unit, decimals, bool(said.get("thousands", numbers.thousands)), zero="0", blank="0")
    return TextStyleOfFigures(money, percents, bool(said.get("trims", False)))


def _folders(form: Form) -> tuple[Path, ...]:
    """The narrative folders, nearest form first; the user's own folder of forms goes before the bundled one."""
    found: list[Path] = []
    for form_id in form.lineage or (form.id,):
        own = _folders_of(form_id)
        borrowed = [_folders_of(other) for folder in own if (other := _style_file(folder).borrows)]
        found += [*own, *(folder for folders in borrowed for folder in folders)]
    return tuple(dict.fromkeys(found))


def _folders_of(form_id: str) -> list[Path]:
    places = (folder / form_id / _FOLDER for folder in reversed(form_folders()))
    return [place for place in places if place.is_dir()]


def _with_ends(source: str) -> str:
    """A template file with its blank lines marked as ends of paragraphs; its lines keep their numbers."""
    return _BLANK_LINE.sub(lambda match: f"\n{PARAGRAPH_END}" + "\n" * (match.group().count("\n") - 1), source)


class _TemplateLoader(ChoiceLoader):
    """Reads template files, and marks their blank lines as ends of paragraphs."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, path, is_fresh = super().get_source(environment, template)
        return _with_ends(source), path, is_fresh

    def load(self, environment, name, globals=None):  # type: ignore[no-untyped-def]
        # ChoiceLoader would load from its parts directly, past get_source.
        return super(ChoiceLoader, self).load(environment, name, globals)


@lru_cache(maxsize=16)
def _environment(folders: tuple[Path, ...]) -> SandboxedEnvironment:
    """One environment for a form: compiled templates are kept, and read anew when their file changes."""
    return SandboxedEnvironment(
        loader=_TemplateLoader([FileSystemLoader(str(folder)) for folder in folders]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        finalize=_printable,
    )


def _printable(value: object) -> object:
    """What stands between double braces must be words or a figure, never the name of a function."""
    if not isinstance(value, Undefined) and (callable(value) or isinstance(value, (list, tuple, dict))):
        raise TypeError("双花括号里的不是一个数或一段文字，后面少了括号或栏名")
    return value
