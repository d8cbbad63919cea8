"""Rules of a centre: what it may choose about letters and terms, and within which bounds."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from storage.domain.ladder import USUAL, Ladder
from storage.domain.people import Centre
from storage.domain.windows import CHECK_INS
from storage.domain.wishes import LATEST_HOUR, ZONES


class Rule(StrEnum):
    """What can be chosen. BEFORE and AFTER take a step in or out («14+», «3-»)."""

    HOUR = "hour"
    ZONE = "zone"
    LADDER = "ladder"
    BEFORE = "before"
    AFTER = "after"
    METHODIST = "methodist"
    HEAD = "head"
    CAP = "cap"
    CHECK_IN = "checkin"
    UNDATED = "undated"


NO_CAP = 7
"""One digest a day is the most there is: so many a week are no limit."""

LADDERS: Mapping[str, Ladder] = {
    "usual": USUAL,
    "few": Ladder((7, 1, 0), (1,)),
    "many": Ladder((30, 14, 7, 5, 3, 2, 1, 0), (1, 2, 3, 5)),
}
"""Steps that are chosen as a whole; who sees a delay is left as it is."""

BEFORE = (30, 21, 14, 10, 7, 5, 3, 2, 1)
"""Days before a deadline that may be a step; the last day always is one."""

AFTER = (2, 3, 5)
"""Days after a deadline that may be a step; the day after, and each week, always are."""

METHODIST = (2, 3, 5, 7)
"""Days after a deadline from which the methodist may see a delay."""

HEAD = (14, 21, 30)
"""Days after a deadline from which the head may see a delay."""


def changed(centre: Centre, rule: Rule, value: str) -> Centre:
    """Return the centre with one rule chosen anew; ValueError when that may not be chosen."""
    return _CHANGES[rule](centre, value)


def chosen(centre: Centre, rule: Rule) -> str:
    """Return what a centre has chosen, as the journal has it."""
    return str(_CHOSEN[rule](centre))


def _hour(centre: Centre, value: str) -> Centre:
    return replace(centre, letters_at=_one_of(value, range(LATEST_HOUR + 1)))


def _zone(centre: Centre, value: str) -> Centre:
    if value not in ZONES:
        raise ValueError(f"no such zone is offered: {value!r}")
    return replace(centre, timezone=ZoneInfo(value))


def _ladder(centre: Centre, value: str) -> Centre:
    if value not in LADDERS:
        raise ValueError(f"no such ladder: {value!r}")
    steps = LADDERS[value]
    return _climbing(centre, replace(centre.ladder, before=steps.before, after=steps.after))


def _before(centre: Centre, value: str) -> Centre:
    steps = sorted(_with(centre.ladder.before, value, BEFORE), reverse=True)
    return _climbing(centre, replace(centre.ladder, before=tuple(steps)))


def _after(centre: Centre, value: str) -> Centre:
    steps = sorted(_with(centre.ladder.after, value, AFTER))
    return _climbing(centre, replace(centre.ladder, after=tuple(steps)))


def _methodist(centre: Centre, value: str) -> Centre:
    return _climbing(centre, replace(centre.ladder, methodist=_one_of(value, METHODIST)))


def _head(centre: Centre, value: str) -> Centre:
    return _climbing(centre, replace(centre.ladder, head=_one_of(value, HEAD)))


def _cap(centre: Centre, value: str) -> Centre:
    return replace(centre, weekly_cap=_one_of(value, range(1, NO_CAP + 1)))


def _check_in(centre: Centre, value: str) -> Centre:
    if value not in CHECK_INS:
        raise ValueError(f"no such pace: {value!r}")
    return replace(centre, check_in=value)


def _undated(centre: Centre, value: str) -> Centre:
    return replace(centre, undated_weekly=bool(_one_of(value, (0, 1))))


def _climbing(centre: Centre, ladder: Ladder) -> Centre:
    return replace(centre, ladder=ladder)


def _one_of(value: str, offered: "range | tuple[int, ...]") -> int:
    number = int(value)
    if number not in offered:
        raise ValueError(f"{value} is not offered")
    return number


def _with(steps: tuple[int, ...], value: str, offered: tuple[int, ...]) -> set[int]:
    """Take a step in («14+») or out («14-»): said twice, it is so all the same."""
    step = {_one_of(value[:-1], offered)}
    if value[-1:] not in {"+", "-"}:
        raise ValueError(f"in or out? {value!r}")
    return {*steps} | step if value[-1] == "+" else {*steps} - step


_CHANGES: Mapping[Rule, Callable[[Centre, str], Centre]] = {
    Rule.HOUR: _hour,
    Rule.ZONE: _zone,
    Rule.LADDER: _ladder,
    Rule.BEFORE: _before,
    Rule.AFTER: _after,
    Rule.METHODIST: _methodist,
    Rule.HEAD: _head,
    Rule.CAP: _cap,
    Rule.CHECK_IN: _check_in,
    Rule.UNDATED: _undated,
}

_CHOSEN: Mapping[Rule, Callable[[Centre], object]] = {
    Rule.HOUR: lambda centre: centre.letters_at,
    Rule.ZONE: lambda centre: centre.timezone.key,
    Rule.CAP: lambda centre: centre.weekly_cap,
    Rule.CHECK_IN: lambda centre: centre.check_in,
    Rule.UNDATED: lambda centre: int(centre.undated_weekly),
    **dict.fromkeys(
        (Rule.LADDER, Rule.BEFORE, Rule.AFTER, Rule.METHODIST, Rule.HEAD),
        lambda centre: centre.ladder,
    ),
}
