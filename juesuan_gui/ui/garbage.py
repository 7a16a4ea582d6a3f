"""Owns that Python does not look for garbage in what an open report consists of."""

from __future__ import annotations

import gc


def keep_open_report() -> None:
    """All that an open report consists of stays until it is closed.

    Going through it for garbage would stop the hand for a tenth of a second every few hundred key presses.
    """
    gc.freeze()


def let_go_of_report() -> None:
    """A report was closed: what it consisted of is looked at again."""
    gc.unfreeze()
