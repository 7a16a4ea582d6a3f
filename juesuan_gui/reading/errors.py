"""Owns the one error of a file that cannot be read."""

from __future__ import annotations


class ReadingError(Exception):
    """Says in Chinese which file, what is wrong with it, and what to do.

    It crosses the process border, so everything it holds is text.
    """

    def __init__(self, file_name: str, problem: str, advice: str = "") -> None:
        super().__init__(file_name, problem, advice)
        self.file_name = file_name
        self.problem = problem
        self.advice = advice

    def __str__(self) -> str:
        return f"“{self.file_name}”{self.problem}{self.advice}"
