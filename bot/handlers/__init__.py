"""Handlers, in the order in which updates are offered to them."""

from bot.handlers import (
    assigning,
    choosing,
    dating,
    deciding,
    groups,
    importing,
    joining,
    letters,
    marking,
    own_days,
    past,
    people,
    periods,
    postponing,
    questions,
    revising,
    rules,
    settings,
    summary,
    talking,
    tasks,
)
from bot.handlers.errors import on_error

HANDLERS = [
    *joining.HANDLERS,
    *marking.HANDLERS,
    *tasks.HANDLERS,
    *letters.HANDLERS,
    *summary.HANDLERS,
    *dating.HANDLERS,
    *postponing.HANDLERS,
    *deciding.HANDLERS,
    *assigning.HANDLERS,
    *people.HANDLERS,
    *importing.HANDLERS,
    *periods.HANDLERS,
    *past.HANDLERS,
    *questions.HANDLERS,
    *choosing.HANDLERS,
    *revising.HANDLERS,
    *settings.HANDLERS,
    *rules.HANDLERS,
    *own_days.HANDLERS,
    *groups.HANDLERS,
    *talking.HANDLERS,  # the last: it takes whatever is left
]

__all__ = ["HANDLERS", "on_error"]
