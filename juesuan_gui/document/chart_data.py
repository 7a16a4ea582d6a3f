"""What a chart is made of, for formats that draw it themselves (a workbook): names, series, amounts."""

from dataclasses import dataclass
from decimal import Decimal

from juesuan_gui.document.cells import NumberFormat


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One series: an amount for every name, ``None`` for what is not known.

    ``keys`` name the cell of a grid (``Cell.key``) that shows the same amount, "" where none does.
    """

    name: str
    amounts: tuple[Decimal | None, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """A chart: what its amounts are named and measured in (``unit``: 万元), its words behind the names (``notes``).

    ``is_compared`` tells years side by side, as standing columns; everything else is lying bars.
    """

    title: str
    names: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    notes: tuple[str, ...]
    unit: str
    number_format: NumberFormat
    is_compared: bool
