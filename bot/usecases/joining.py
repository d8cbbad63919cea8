"""Joining: somebody comes by an invitation and becomes known."""

from dataclasses import dataclass
from datetime import datetime

from storage import centres, invitations, journal, past, people, tasks
from storage.database import Transaction
from storage.domain.duties import answers_for
from storage.domain.people import Centre, Person, Role
from storage.domain.permissions import Refusal
from storage.invitations import Invitation


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody as Telegram introduces them; `language` is empty when it is not one of ours."""

    telegram_id: int
    name: str
    language: str


def recognise(tx: Transaction, telegram_id: int) -> Person | None:
    """Find out who is talking; None for a stranger."""
    return people.by_telegram(tx, telegram_id)


def turn_to(tx: Transaction, person: Person, centre_id: int) -> Person:
    """Show a person another centre in which they have a post, from now on.

    Raises Refusal `old_screen` when they have none there (any more).
    """
    if centre_id not in person.others:
        raise Refusal("old_screen")
    people.show(tx, person.id, centre_id)
    turned = people.by_telegram(tx, person.telegram_id)
    assert turned
    return turned


def turn_to_task(tx: Transaction, person: Person, task_id: int) -> Person:
    """Show a person the centre of a task, where they have a post there."""
    centre_id = tasks.centre_of(tx, task_id)
    if centre_id is None or centre_id not in person.others:
        return person
    return turn_to(tx, person, centre_id)


def greet(tx: Transaction, person: Person, now: datetime, *, writes: bool = False) -> None:
    """Note that a person is here. Who writes to the bot can be written to as well."""
    people.seen(tx, person.id, now)
    if writes and not person.reached:
        people.reachable(tx, person.telegram_id)


def offer(tx: Transaction, word: str, telegram_id: int, now: datetime) -> Invitation:
    """Look at an invitation by its token or its code, without using it.

    Raises Refusal: `no_such_invitation`, `invitation_expired`, `invitation_used` (by another).
    """
    invitation = invitations.by_token(tx, word) or invitations.by_code(tx, word)
    if invitation is None:
        raise Refusal("no_such_invitation")
    if invitation.used:
        if invitation.used_by is None or invitation.used_by != people.id_of(tx, telegram_id):
            raise Refusal("invitation_used")
    elif invitation.expires_at <= now:
        raise Refusal("invitation_expired")
    return invitation


def join(tx: Transaction, token: str, newcomer: Newcomer, now: datetime) -> Person:
    """Accept an invitation. The second time the same person is simply welcomed again."""
    invitation = offer(tx, token, newcomer.telegram_id, now)
    language = newcomer.language or centres.get(tx, invitation.organisation.centre_id).language
    person_id = people.enter(tx, newcomer.telegram_id, newcomer.name, language, now)
    if not invitation.used:
        _appoint(tx, person_id, invitation, now)
        invitations.use(tx, invitation.id, person_id, now)
        journal.record(
            tx,
            invitation.organisation.centre_id,
            now,
            "joined",
            person_id,
            organisation=invitation.organisation.id,
            role=Role(invitation.role),
        )
    person = people.by_telegram(tx, newcomer.telegram_id)
    if person is None:
        raise Refusal("stranger")
    return person


def _appoint(tx: Transaction, person_id: int, invitation: Invitation, now: datetime) -> None:
    """Give a person their post; what is over where nobody could know of it counts from today."""
    centre = centres.get(tx, invitation.organisation.centre_id)
    before = _answered(tx, centre)
    people.appoint(tx, person_id, invitation.organisation, invitation.role, now)
    for organisation_id in _answered(tx, centre) - before:
        past.learn_all(tx, organisation_id, centre.today(now))


def _answered(tx: Transaction, centre: Centre) -> set[int]:
    """Return the organisations for which anybody answers."""
    team = [person for person, _ in people.of_centre(tx, centre)]
    return {
        organisation.id
        for organisation in centres.organisations_of(tx, centre.id)
        if any(answers_for(person, organisation) for person in team)
    }
