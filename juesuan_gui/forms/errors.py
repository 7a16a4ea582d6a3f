"""Owns the error of a form that cannot be used."""

from __future__ import annotations

from pathlib import Path


class FormError(ValueError):
    """A mistake in a form's files; the message names file, table and key."""

    def __init__(self, file: Path | str, where: str, problem: str) -> None:
        self.file = str(file)
        self.where = where
        self.problem = problem
        place = f"（{where}）" if where else ""
        super().__init__(f"版式文件 {self.file}{place}：{problem}")
