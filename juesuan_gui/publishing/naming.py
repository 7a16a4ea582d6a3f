"""Names the published files by a pattern that a bureau prescribes: {单位}{年度}年度{文种}决算."""

from __future__ import annotations

import re
from typing import Final

from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.report import Report

DEFAULT_PATTERN: Final = "{单位}{年度}年度{文种}决算"
#: What a pattern may hold.
PLACEHOLDERS: Final = ("单位", "年度", "文种", "地区", "口径")
_UNIT_NAME: Final = "单位名称"
_ASKED = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))
#: Windows counts 255 characters with the suffix, Linux 255 bytes: 80 Chinese characters fit everywhere.
_LONGEST: Final = 80


def file_stem(report: Report, pattern: str = "") -> str:
    """The name of a report's files without suffix, fit for every file system.

    Raises PublishingError for a pattern with a placeholder that does not exist.
    """
    words = {
        "单位": report.text(_UNIT_NAME) or "未填单位名称",
        "年度": str(report.form.year),
        "文种": report.setting("文种") or "部门",
        "地区": report.form.region,
        "口径": report.setting("口径"),
    }
    asked = pattern.strip() or DEFAULT_PATTERN
    unknown = [name for name in _ASKED.findall(asked) if name not in words]
    if unknown:
        known = "、".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise PublishingError(f"文件名里的“{{{unknown[0]}}}”不认识。可以用 {known}。")
    name = _ASKED.sub(lambda match: words[match[1]], asked)
    # A name that begins with a point is hidden, one that ends with it is refused by Windows.
    safe = name.translate(_FORBIDDEN).strip(". ")[:_LONGEST].rstrip(". ")
    return safe or "决算公开"
