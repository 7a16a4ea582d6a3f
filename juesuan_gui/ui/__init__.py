"""Owns the window: everything Qt, and nothing else."""

from __future__ import annotations

from pathlib import Path


def run(open_path: Path | None = None) -> int:
    """Open the window, with the start page or with a report; returns the exit code."""
    # Loading Qt here, not above, keeps `import juesuan_gui.ui` cheap for whoever only looks.
    from juesuan_gui.ui.application import run_application

    return run_application(open_path)
