"""Owns the one build step that pyproject.toml cannot say: resources/, templates/ and docs/ go into the package.

They stand beside main.py because accountants edit them. A plain `pip install .` leaves that place behind, so
the built package gets a copy; an editable install and a checkout use the folders themselves.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class BuildWithData(build_py):
    """Copies the data folders to where juesuan_gui/paths.py looks for them."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        for name in ("resources", "templates", "docs"):
            target = Path(self.build_lib) / "juesuan_gui" / "_data" / name
            # build/ outlives a build: a file that has gone since must not be shipped.
            shutil.rmtree(target, ignore_errors=True)
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__", "images"))


setup(cmdclass={"build_py": BuildWithData})
