"""One table of a report as a document of its own, for the printer."""

from __future__ import annotations

from dataclasses import replace

from juesuan_gui.document import Document, Grid, Orientation, PageNumbering, PageSize, Section
from juesuan_gui.live import LiveReport
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.pauses import Pause, no_pause


def table_document(
    live: LiveReport,
    table: str,
    orientation: Orientation | None = None,
    page_size: PageSize | None = None,
    pause: Pause = no_pause,
) -> Document:
    """The pages of one printed table; ``None`` leaves paper and direction as the form has them.

    Raises PublishingError for a table that is not printed.
    """
    document = compose(live, with_formulas=False, pause=pause)
    for section in document.sections:
        grid = next((block for block in section.blocks if isinstance(block, Grid) and block.key == table), None)
        if grid is not None:
            page = Section(
                (grid,), orientation or section.orientation, page_size or section.page_size, PageNumbering.NONE
            )
            return replace(document, sections=(page,))
    raise PublishingError("这张表不印在公开文件里，没有可打印的内容。")
