"""From a file to what a report takes over: 1 file → document, 2 document → tables, 3 tables → change.

There is one importer: every format has its own stage 1, and all share the stages behind it. The names below are
loaded when they are first asked for: the worker process that reads a PDF needs neither workbooks nor tables.
"""

from typing import TYPE_CHECKING

from juesuan_gui.names_on_demand import names_on_demand

if TYPE_CHECKING:
    from juesuan_gui.reading.errors import ReadingError
    from juesuan_gui.reading.excel.workbook import read_workbook
    from juesuan_gui.reading.importing import Difference, ImportPreview, import_change, import_preview
    from juesuan_gui.reading.limits import Limits
    from juesuan_gui.reading.source import Remark, RemarkKind, Source
    from juesuan_gui.reading.tables.recognise import never_computed, recognise
    from juesuan_gui.reading.tables.recognised import (
        IgnoredSheet,
        IsComputed,
        Recognised,
        RecognisedFigure,
        RecognisedTable,
        Unmatched,
    )
    from juesuan_gui.reading.worker import ReadingWorker

__all__ = [
    "Difference",
    "IgnoredSheet",
    "ImportPreview",
    "IsComputed",
    "Limits",
    "ReadingError",
    "ReadingWorker",
    "Recognised",
    "RecognisedFigure",
    "RecognisedTable",
    "Remark",
    "RemarkKind",
    "Source",
    "Unmatched",
    "import_change",
    "import_preview",
    "never_computed",
    "read_workbook",
    "recognise",
]

#: The module of the package that each name comes from.
_HOMES = {
    "Difference": "importing",
    "IgnoredSheet": "tables.recognised",
    "ImportPreview": "importing",
    "IsComputed": "tables.recognised",
    "Limits": "limits",
    "ReadingError": "errors",
    "ReadingWorker": "worker",
    "Recognised": "tables.recognised",
    "RecognisedFigure": "tables.recognised",
    "RecognisedTable": "tables.recognised",
    "Remark": "source",
    "RemarkKind": "source",
    "Source": "source",
    "Unmatched": "tables.recognised",
    "import_change": "importing",
    "import_preview": "importing",
    "never_computed": "tables.recognise",
    "read_workbook": "excel.workbook",
    "recognise": "tables.recognise",
}

__getattr__ = names_on_demand(__name__, _HOMES)
