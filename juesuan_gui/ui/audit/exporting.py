"""Owns the way from the listed findings to a workbook on the disk: at once, or for very many of them in turns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.files import StagedFile
from juesuan_gui.session import Session
from juesuan_gui.steps import Steps, completed
from juesuan_gui.ui.audit.finding_list import wording_steps, workbook_steps
from juesuan_gui.ui.audit.finding_words import ListedRow
from juesuan_gui.ui.beside import beside
from juesuan_gui.uncollected import uncollected

#: From so many findings on, wording and writing them takes longer than a hand should wait without a word.
_VERY_MANY: Final = 1000


class Exporting:
    """Findings on their way into one file. Until the end of ``steps`` the file is as it was, or is not there.

    ``problem`` is a Chinese sentence when it could not be written.
    """

    label = "导出清单"
    doing = "正在导出清单"

    def __init__(self, rows: Sequence[ListedRow], session: Session, title: str, path: Path) -> None:
        self._rows = rows
        self._session = session
        self._moves = session.moves
        self._title = title
        self._staged = StagedFile(path)
        self._lines: list[list[str]] = []
        self.problem = ""

    @property
    def is_very_large(self) -> bool:
        """Whether it is to be made in turns."""
        return len(self._rows) >= _VERY_MANY

    @property
    def progress(self) -> tuple[int, int]:
        """How many findings are worded, of how many; 0 of 0 while the file is written."""
        done, total = len(self._lines), len(self._rows)
        return (done, total) if done < total else (0, 0)

    def export(self) -> None:
        """At once."""
        completed(self._made(self._steps(self._writing())))

    def steps(self) -> Steps[bool]:
        """Whether it was made, or met a ``problem``; a step of the session made meanwhile ends it."""
        return self._made(self._steps(beside(self._writing())))

    def _made(self, steps: Steps[None]) -> Steps[bool]:
        try:
            with uncollected():
                while self._session.moves == self._moves:
                    try:
                        next(steps)
                    except StopIteration:
                        return True
                    yield
        except PublishingError as error:
            self.problem = str(error)
            return True
        finally:
            steps.close()
            self._staged.drop()
        return False

    def _steps(self, writing: Steps[None]) -> Steps[None]:
        yield from wording_steps(self._rows, self._lines)
        yield from writing
        # On the window's thread: who has cancelled finds no file.
        self._staged.keep()

    def _writing(self) -> Steps[None]:
        self._staged.write((yield from workbook_steps(self._lines, self._title)))
