"""Silences: noticing that the bot heard nobody for a while, and owing people a word about it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from scheduler import policy
from storage import beats, outages
from storage.database import Transaction
from storage.domain.letters import Silence
from storage.domain.wishes import Hours
from storage.domain.workdays import Workdays

REMEMBERED = timedelta(days=31)
"""The first working day after a silence is never further than this."""


def listen(tx: Transaction, now: datetime) -> None:
    """Take note that the bot hears people, and of the silence before that, if there was one.

    It hears them when it runs and Telegram answers: a wheel called «heard» turns with both. What
    is too short to be spoken of, or fell into the night, is left to `told_on` to find out.
    """
    turned = beats.last(tx)
    hears = min(turned.get("poll", now), now)
    heard = turned.get("heard")
    if heard is not None and hears - heard > policy.NOTICED:
        outages.add(tx, Silence(heard, hears))
    if heard is None or hears > heard:
        beats.beat(tx, "heard", hears)


def lived_until(tx: Transaction, now: datetime) -> None:
    """Take note that the bot has lived until now: its clock was moved, no time was lost."""
    beats.beat(tx, "heard", now)


def of_late(tx: Transaction, now: datetime) -> bool:
    """Whether there was any silence that may have to be told of."""
    return bool(outages.since(tx, now - REMEMBERED))


def told_on(tx: Transaction, day: date, hours: Hours, workdays: Workdays) -> Iterator[Silence]:
    """Give the silences that people of these hours hear of on a day, the last one first."""
    for silence in outages.since(tx, policy.midnight(hours, day) - REMEMBERED):
        if (
            policy.is_told_of(silence.until, day, hours, workdays)
            and policy.working_time(*silence, hours, workdays) > policy.NOTICED
        ):
            yield silence
