"""Past: what came when its deadline was over is asked for all the same, or set aside."""

from datetime import datetime

from bot.usecases import terms
from bot.usecases.comparing import active_roadmap
from storage import journal, outbox, past
from storage.database import Transaction
from storage.domain.letters import Dropped
from storage.domain.people import Actor
from storage.domain.permissions import require_centre
from storage.domain.postponing import Outcome
from storage.past import Past


def look(tx: Transaction, who: Actor, roadmap_id: int) -> Past:
    """Count what came too late of a roadmap. Refusals: those of set_aside."""
    require_centre(who)
    active_roadmap(tx, who, roadmap_id)
    return past.of_roadmap(tx, roadmap_id)


def set_aside(tx: Transaction, who: Actor, roadmap_id: int, now: datetime) -> Past:
    """Ask schools no more for what was over before they could know of it.

    What is marked stays so; a second time changes nothing. Raises Refusal: `for_methodists`,
    `no_such_roadmap`.
    """
    require_centre(who)
    active_roadmap(tx, who, roadmap_id)
    if turned := past.set_aside(tx, roadmap_id):
        outbox.drop_about(tx, turned, Dropped.SET_ASIDE, now)
        terms.close(tx, who, turned, Outcome.SET_ASIDE, now)
        journal.record(
            tx, who.centre.id, now, "past_set_aside", who.id, roadmap=roadmap_id, tasks=turned
        )
    return past.of_roadmap(tx, roadmap_id)


def ask(tx: Transaction, who: Actor, roadmap_id: int, now: datetime) -> Past:
    """Ask for what was set aside; its delay counts from today. Refusals: those of set_aside."""
    require_centre(who)
    active_roadmap(tx, who, roadmap_id)
    if turned := past.ask(tx, roadmap_id, who.centre.today(now)):
        journal.record(
            tx, who.centre.id, now, "past_asked", who.id, roadmap=roadmap_id, tasks=turned
        )
    return past.of_roadmap(tx, roadmap_id)
