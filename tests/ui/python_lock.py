"""Owns the count of how often the test's thread has taken Python's lock from outside Python, as CPython keeps it."""

from __future__ import annotations

import ctypes
from functools import cache

_LOOKED_AT = 64  # numbers at the start of a thread's state, in which every CPython so far has the count


@cache
def _count() -> ctypes.c_int:
    """The number in the thread's state that goes up when the lock is taken once more and down when it is given back."""
    python = ctypes.pythonapi
    python.PyGILState_GetThisThreadState.restype = ctypes.c_void_p
    numbers = (ctypes.c_int * _LOOKED_AT).from_address(python.PyGILState_GetThisThreadState())
    before = list(numbers)
    taken = python.PyGILState_Ensure()
    within = list(numbers)
    python.PyGILState_Release(taken)
    after = list(numbers)
    (place,) = [n for n in range(_LOOKED_AT) if within[n] == before[n] + 1 == after[n] + 1]
    return ctypes.c_int.from_address(ctypes.addressof(numbers) + place * ctypes.sizeof(ctypes.c_int))


def times_held() -> int:
    """How often the lock is held; more after a call than before it is a lock that is never given back."""
    return _count().value
