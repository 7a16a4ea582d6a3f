"""Owns how large a file may be before reading refuses it."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds far above any real report, so that only a broken or hostile file meets them.

    ``ratio`` (unpacked to packed) counts only above ``ratio_from_bytes``: small parts compress well.
    ``pages`` and ``page_parts`` (characters and drawn lines of one page) are of a PDF.
    ``paragraphs`` are of a Word document or a web page: what is checked sentence by sentence takes its time.
    A sheet beyond ``rows``, ``columns`` or ``cells`` is left out with a remark; the others bound the file.
    """

    file_bytes: int = 64 * MEBIBYTE
    unpacked_bytes: int = 400 * MEBIBYTE
    part_bytes: int = 200 * MEBIBYTE
    ratio: int = 200
    ratio_from_bytes: int = 32 * MEBIBYTE
    zip_entries: int = 5_000
    sheets: int = 300
    rows: int = 100_000
    columns: int = 1_000
    cells: int = 500_000
    merges: int = 50_000
    text_length: int = 32_767
    paragraphs: int = 20_000
    pages: int = 1_000
    page_parts: int = 200_000
    seconds: float = 60.0
    memory_bytes: int = 2_048 * MEBIBYTE
