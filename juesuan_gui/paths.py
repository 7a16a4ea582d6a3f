"""Owns where the program's own data is: the folders resources and templates."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

#: The name under which the program keeps its own things on a machine.
APPLICATION: Final = "juesuan-gui"
#: What a report file is called.
REPORT_SUFFIX: Final = ".jsgk"


class MissingDataError(RuntimeError):
    """A part of the program itself is not where it belongs; the message says so in Chinese."""


def data_folder(name: str) -> Path:
    """A data folder of the program: in a frozen program, an installed package or a checkout.

    Raises MissingDataError where there is none.
    """
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen)] if frozen else [package / "_data", package.parent]
    for place in places:
        if (place / name).is_dir():
            return place / name
    raise MissingDataError(_incomplete(places[-1] / name))


def resource(*parts: str) -> Path:
    """A file or folder below resources; raises MissingDataError when it is not there."""
    return _existing(data_folder("resources"), parts)


def own_forms() -> Path:
    """The folder of the user's own forms; it need not exist yet."""
    return user_data_path(APPLICATION, appauthor=False) / "templates"


def form_folders() -> list[Path]:
    """Where forms are looked for; the user's own folder comes last and wins."""
    return [data_folder("templates"), own_forms()]


def form_file(form_id: str, *parts: str) -> Path | None:
    """A file of a form, the user's own folder first; ``None`` where the form has none."""
    places = (folder.joinpath(form_id, *parts) for folder in reversed(form_folders()))
    return next((place for place in places if place.is_file()), None)


def _existing(folder: Path, parts: tuple[str, ...]) -> Path:
    path = folder.joinpath(*parts)
    if not path.exists():
        raise MissingDataError(_incomplete(path))
    return path


def _incomplete(path: Path) -> str:
    return f"程序不完整：缺少 {path}。请重新安装，或把整个程序文件夹复制完整。"
