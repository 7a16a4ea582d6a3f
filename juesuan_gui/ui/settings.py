"""Owns what the program remembers between starts: recent reports, appearance, sizes; one small JSON file."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path, user_log_path

APPLICATION = "juesuan-gui"
_RECENT_LIMIT = 12
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RecentReport:
    """A report that was open: where it is and what it was called."""

    path: Path
    title: str


def settings_file() -> Path:
    """Where the settings are kept on this machine."""
    return user_config_path(APPLICATION, appauthor=False) / "settings.json"


def log_folder() -> Path:
    """Where the log and crash files are."""
    return user_log_path(APPLICATION, appauthor=False)


def own_folder() -> Path:
    """Where the program keeps reports of its own making (the sample)."""
    return user_data_path(APPLICATION, appauthor=False)


class Settings:
    """Named JSON values in one file. A file that cannot be read or written is no reason to fail."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, Any] = {}
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            content = {}
        if isinstance(content, dict):
            self._values = content

    def text(self, name: str, default: str = "") -> str:
        """A remembered text."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else default

    def number(self, name: str, default: int = 0) -> int:
        """A remembered whole number."""
        value = self._values.get(name, default)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def numbers(self, name: str) -> list[int]:
        """A remembered list of whole numbers, empty when there is none."""
        value = self._values.get(name, [])
        if isinstance(value, list) and all(isinstance(item, int) for item in value):
            return list(value)
        return []

    def put(self, name: str, value: str | int | list[int] | list[dict[str, str]]) -> None:
        """Remember a value at once."""
        if self._values.get(name) != value:
            self._values[name] = value
            self._write()

    def recent(self) -> list[RecentReport]:
        """The reports that were open, newest first, missing ones included."""
        value = self._values.get("recent", [])
        if not isinstance(value, list):
            return []
        return [
            RecentReport(Path(str(item["path"])), str(item.get("title", "")))
            for item in value
            if isinstance(item, dict) and item.get("path")
        ]

    def remember_report(self, path: Path, title: str) -> None:
        """Put a report at the head of the recent ones."""
        kept = [item for item in self.recent() if item.path != path]
        self._put_recent([RecentReport(path, title), *kept][:_RECENT_LIMIT])

    def forget_report(self, path: Path) -> None:
        """Take a report off the recent ones; its file is not touched."""
        self._put_recent([item for item in self.recent() if item.path != path])

    def _put_recent(self, reports: list[RecentReport]) -> None:
        self.put("recent", [{"path": str(item.path), "title": item.title} for item in reports])

    def _write(self) -> None:
        unfinished = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            unfinished.replace(self._path)
        except OSError as error:
            _logger.info("settings were not kept: %s", error)


def skips_locked(settings: Settings) -> bool:
    """Whether Tab passes over computed cells; it does until the user says otherwise."""
    return settings.text("skip_locked", "yes") == "yes"
