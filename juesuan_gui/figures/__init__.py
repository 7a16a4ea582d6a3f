"""What a number is: amounts, units, printed intervals, percentages; parsing and formatting.

This is the lowest room: it imports nothing else of the package.
"""

from juesuan_gui.figures.dates import day_figure, format_day, parse_date
from juesuan_gui.figures.figure import Figure, Unit, exact_count, exact_money, printed_money
from juesuan_gui.figures.formatting import NumberStyle, format_figure, format_percent, in_unit, round_half_up
from juesuan_gui.figures.parsing import AmountError, parse_amount, parse_number, parse_percent
from juesuan_gui.figures.quantity import (
    Measure,
    Quantity,
    add,
    bounds,
    divide,
    gap,
    half_width,
    magnitude,
    meets,
    midpoint,
    multiply,
    negate,
    step_of,
    subtract,
)

__all__ = [
    "AmountError",
    "Figure",
    "Measure",
    "NumberStyle",
    "Quantity",
    "Unit",
    "add",
    "bounds",
    "day_figure",
    "divide",
    "exact_count",
    "exact_money",
    "format_day",
    "format_figure",
    "format_percent",
    "gap",
    "half_width",
    "in_unit",
    "magnitude",
    "meets",
    "midpoint",
    "multiply",
    "negate",
    "parse_amount",
    "parse_date",
    "parse_number",
    "parse_percent",
    "printed_money",
    "round_half_up",
    "step_of",
    "subtract",
]
