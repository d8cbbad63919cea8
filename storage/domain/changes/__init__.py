"""Changes: what a later document of a roadmap changes in it, row by row."""

from storage.domain.changes import record
from storage.domain.changes.comparing import (
    SHAPE,
    Aspect,
    Change,
    ChangeKind,
    Changes,
    compare,
    kept_numbers,
)
from storage.domain.changes.consequences import come_and_gone, consequences
from storage.domain.changes.matching import OldRow, headings
from storage.domain.changes.order import merged
from storage.domain.changes.replanning import Held, Plan, replan
from storage.domain.changes.versions import Likeness, likeness

__all__ = [
    "SHAPE",
    "Aspect",
    "Change",
    "ChangeKind",
    "Changes",
    "Held",
    "Likeness",
    "OldRow",
    "Plan",
    "come_and_gone",
    "compare",
    "consequences",
    "headings",
    "kept_numbers",
    "likeness",
    "merged",
    "record",
    "replan",
]
