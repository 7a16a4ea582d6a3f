"""Owns the making of the published files of one report under a given name, as the command line asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.package.content import make_package
from juesuan_gui.publishing.package.made import FORMATS as FORMAT_NAMES
from juesuan_gui.publishing.package.made import Order

FORMATS = tuple(FORMAT_NAMES)
#: Told the format that is begun, for a progress display.
Progress = Callable[[str], None]


def publish(
    live: LiveReport,
    folder: Path,
    name: str,
    formats: Iterable[str] = FORMATS,
    progress: Progress = lambda step: None,
    notice: Progress = lambda words: None,
) -> list[Path]:
    """Write the files ``name``.docx, .pdf, .xlsx into the folder; returns their paths in that order.

    ``notice`` is told, in sentences, what the user should know of the files: characters that no font has. Raises
    PublishingError with a Chinese sentence.
    """
    order = Order(formats=tuple(formats), name=name)
    made = make_package(live, folder, order, progress=lambda step, done, total: progress(step))
    for words in made.remarks:
        notice(words)
    return list(made.files)
