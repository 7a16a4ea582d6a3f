"""Owns listening to a session without keeping the listener alive."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from juesuan_gui.session import Listener, SessionEvent

T = TypeVar("T", bound=QObject)


def weak_listener(owner: T, method: Callable[[T, SessionEvent], None]) -> Listener:
    """A listener that falls silent once Qt has deleted its owner: a session outlives its editors."""
    reference = weakref.ref(owner)

    def listen(event: SessionEvent) -> None:
        alive = reference()
        if alive is not None and isValid(alive):
            method(alive, event)

    return listen
