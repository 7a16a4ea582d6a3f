"""Owns the window: everything Qt, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def run(paths: Sequence[Path] = ()) -> int:
    """Open the window, with the start page or with files; returns the exit code."""
    # Loading Qt here, not above, keeps `import juesuan_gui.ui` cheap for whoever only looks.
    from juesuan_gui.ui.application import run_application

    return run_application(paths)
