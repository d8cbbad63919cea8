"""Changes: what a later document of a roadmap changes in it, row by row."""

from storage.domain.changes.comparing import (
    Aspect,
    Change,
    ChangeKind,
    Changes,
    compare,
    kept_numbers,
)
from storage.domain.changes.matching import OldRow
from storage.domain.changes.replanning import Held, Plan, replan
from storage.domain.changes.versions import Likeness, likeness

__all__ = [
    "Aspect",
    "Change",
    "ChangeKind",
    "Changes",
    "Held",
    "Likeness",
    "OldRow",
    "Plan",
    "compare",
    "kept_numbers",
    "likeness",
    "replan",
]
