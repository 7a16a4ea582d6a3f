"""Pages as plain lists of marks, before any PDF library sees them."""

from dataclasses import dataclass, field

from juesuan_gui.publishing.typography import RULE_WIDTH, FontRole, Paper


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text that looks alike, from its left end on the baseline."""

    x: float
    y: float
    text: str
    font: FontRole
    size: float
    spacing: float = 0.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin straight line, as thick as a table's rules where nothing else is said."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = RULE_WIDTH


@dataclass(frozen=True, slots=True)
class Shade:
    """A filled rectangle from its lower left corner."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Target:
    """A place that contents, outline and links lead to."""

    key: str
    title: str
    level: int
    y: float


@dataclass(frozen=True, slots=True)
class Link:
    """An area that leads to a target."""

    key: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that links lead to and the outline does not name; y is the upper edge of what is then shown."""

    key: str
    y: float


Mark = Words | Rule | Shade | Target | Link | Spot


@dataclass(slots=True)
class Page:
    """One page: paper, the number printed on it if any, and its marks; y grows upwards."""

    paper: Paper
    number: int
    numbered: bool
    marks: list[Mark] = field(default_factory=list)
