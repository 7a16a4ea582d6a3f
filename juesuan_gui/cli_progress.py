"""Owns what a command says of long work on a terminal: one line that is written over; nothing to a file or a pipe."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


class ProgressLine:
    """The line that says what is being done, on the standard error; gone when the work is done."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._is_seen = self._stream is not None and self._stream.isatty()
        self._shown = ""

    def tell(self, words: str) -> None:
        """Say what is being done now."""
        if not self._is_seen or words == self._shown:
            return
        # Not every console of Windows knows the sign that clears a line: blanks do.
        blanks = " " * max(0, _width(self._shown) - _width(words))
        self._stream.write(f"\r{words}{blanks}" + "\b" * len(blanks))
        self._stream.flush()
        self._shown = words

    def of(self, name: str) -> Callable[..., None]:
        """What tells the steps of one file's work; further news of a step is not shown."""
        return lambda step, *_: self.tell(f"{name}：{step}…")

    def clear(self) -> None:
        """Take the line away, before something else is printed."""
        if self._shown:
            self._stream.write("\r" + " " * _width(self._shown) + "\r")
            self._stream.flush()
            self._shown = ""


@contextmanager
def progress_line() -> Iterator[ProgressLine]:
    """A line for the length of some work, taken away however that ends."""
    line = ProgressLine()
    try:
        yield line
    finally:
        line.clear()


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)
