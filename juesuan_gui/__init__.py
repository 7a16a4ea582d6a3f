"""决算公开编审: drafting, checking and publishing of Chinese departments' final accounts."""

__version__ = "0.1.0"
