"""Owns Qt's own words in Chinese: its translation, what that leaves in English, dates and sizes in its file dialog."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping
from types import MappingProxyType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

#: By context and source text: what qtbase_zh_CN leaves untranslated, or says oddly, and this program can come to show.
_LEFT_OUT: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("QAbstractFileIconProvider", "Drive"): "磁盘",
        ("QAbstractFileIconProvider", "Folder"): "文件夹",
        ("QAbstractFileIconProvider", "Unknown"): "未知",
        ("QFileDialog", "Overwrite existing file"): "覆盖已有文件",
        # There it is 体积, a thing's bulk.
        ("QFileSystemModel", "Size"): "大小",
    }
)


class LeftOutWords(QTranslator):
    """The words that Qt's Chinese translation does not have, or not well."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def translate(  # type: ignore[override]  # None asks the next one
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The Chinese words, ``None`` where another translator is to answer."""
        return _LEFT_OUT.get((context, source))

    def isEmpty(self) -> bool:
        """Qt does not ask a translator that has no file and says that it is empty."""
        return False


def translate(application: QApplication) -> bool:
    """Qt's own buttons and menus in Chinese; whether the translation was found."""
    QLocale.setDefault(QLocale("zh_CN"))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = translator.load("qtbase_zh_CN", folder)
    if found:
        application.installTranslator(translator)
    # The last one is asked first.
    application.installTranslator(LeftOutWords(application))
    return found


def choose_date_words(environment: MutableMapping[str, str] = os.environ) -> None:
    """Dates and sizes of the file dialog as in China; before Qt starts, which reads the environment once.

    Qt's own file dialog (without a desktop's) takes the system's locale, whatever the default locale is.
    """
    if sys.platform != "linux":
        return
    if every := environment.pop("LC_ALL", ""):
        # LC_ALL would hide the rest; LC_CTYPE and the others keep what it said.
        environment["LANG"] = every
        environment["LC_CTYPE"] = every
    environment["LC_TIME"] = "zh_CN.UTF-8"
    # Qt names bytes by LANG alone; how file names are encoded stays as it was told.
    environment.setdefault("LC_CTYPE", environment.get("LANG", "C"))
    environment["LANG"] = "zh_CN.UTF-8"
