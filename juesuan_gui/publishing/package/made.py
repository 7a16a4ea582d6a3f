"""What a package is asked to be, and what was made: plain values that the window knows without any renderer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from juesuan_gui.publishing.own_template.told import FilledTemplate

FORMATS: Final = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: the formats, the file name (``name``, or by a pattern), the user's own Word template, the
    two sheets."""

    formats: Collection[str] = tuple(FORMATS)
    pattern: str = ""
    name: str = ""
    template: Path | None = None
    with_sheets: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """The files that were made, and what became of the user's template."""

    files: tuple[Path, ...]
    template: FilledTemplate | None = None
    #: Which characters no font of the machine has, and where they stand, in sentences.
    lacking: tuple[str, ...] = ()

    @property
    def remarks(self) -> list[str]:
        """What the user should know about the files, in sentences."""
        return [*self.lacking, *(self.template.sentences() if self.template is not None else [])]
