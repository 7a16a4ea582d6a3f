"""Starts the program once, as main.py does, and prints how long it took until the start page answered.

    python -m tests.benchmarks.start_once SINCE

SINCE is what ``time.monotonic()`` said when the process was begun. Printed are milliseconds: the time since then,
the processor time of the whole process, and the longest piece of what is loaded afterwards beside the start page.
Nothing is imported here that the program itself does not import at its start.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time

# ruff: noqa: T201 - this script talks to a console
SINCE = float(sys.argv[1])


def start() -> None:
    """The real start; where the program would wait for a hand, print and end."""
    from PySide6.QtWidgets import QApplication

    from juesuan_gui.ui import application
    from juesuan_gui.ui.warming import load_pieces

    def answers() -> int:
        for _ in range(2):
            QApplication.processEvents()
            QApplication.sendPostedEvents()
        wall, processor = time.monotonic() - SINCE, time.process_time()
        longest, before = 0.0, time.process_time()
        for _ in load_pieces():
            after = time.process_time()
            longest, before = max(longest, after - before), after
        print(f"{wall * 1000:.1f} {processor * 1000:.1f} {longest * 1000:.1f}")
        sys.stdout.flush()
        os._exit(0)

    application.QApplication.exec = staticmethod(answers)
    application.run_application()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        # Settings and log of whoever measures are left alone.
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = folder
        start()
