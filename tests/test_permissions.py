"""Who may see and mark what: each rule against everybody."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from storage.domain.parties import OrganisationKind
from storage.domain.people import Centre, Organisation, Person, Post, Role
from storage.domain.permissions import (
    Refusal,
    require_centre,
    require_may_decide,
    require_may_mark,
    require_may_postpone,
    require_may_see,
    require_sees_centre,
)
from storage.domain.tasks import State, Task
from storage.domain.terms import TermKind

HERE = Centre(1, "Here", ZoneInfo("Europe/Moscow"), "ru", 9, "quarter")
THERE = replace(HERE, id=2, name="There")
OFFICE = Organisation(10, 1, OrganisationKind.CENTRE, "Here", "Here")
SCHOOL = Organisation(11, 1, OrganisationKind.SCHOOL, "School 1", "School 1")
OTHER = Organisation(12, 1, OrganisationKind.SCHOOL, "School 2", "School 2")
ABROAD = Organisation(20, 2, OrganisationKind.SCHOOL, "School 9", "School 9")


def person(role: Role, organisation: Organisation, centre: Centre = HERE) -> Person:
    return Person(1, 1, "Somebody", "ru", centre, (Post(role, organisation),))


def task(organisation: Organisation) -> Task:
    return Task(
        id=1, centre_id=organisation.centre_id, roadmap_id=1, activity_id=1,
        organisation=organisation, number="1.1", title="", section=None, responsible="", term="",
        kind=TermKind.NONE, result="", ordinal=0, of=1, window=None, state=State.OPEN,
    )  # fmt: skip


COORDINATOR = person(Role.COORDINATOR, SCHOOL)
DEPUTY = person(Role.DEPUTY, SCHOOL)
CURATOR = person(Role.CURATOR, SCHOOL)
METHODIST = person(Role.METHODIST, OFFICE)
OWNER = person(Role.OWNER, OFFICE)
HEAD = person(Role.HEAD, OFFICE)
REGION = person(Role.REGION, OFFICE)
NOBODY = Person(1, 1, "Nobody", "ru", HERE, ())
EVERYBODY = (COORDINATOR, DEPUTY, CURATOR, METHODIST, OWNER, HEAD, REGION, NOBODY)


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda p: p.posts[0].role if p.posts else "nobody")
def test_who_may_mark(who: Person) -> None:
    own = who in (COORDINATOR, DEPUTY, METHODIST, OWNER)
    anybodys = who in (METHODIST, OWNER)
    assert allowed(require_may_mark, who, task(SCHOOL)) is own
    assert allowed(require_may_mark, who, task(OTHER)) is anybodys
    assert allowed(require_may_mark, who, task(ABROAD)) is False


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda p: p.posts[0].role if p.posts else "nobody")
def test_who_may_see(who: Person) -> None:
    at_school = who in (COORDINATOR, DEPUTY, CURATOR)
    everything = who in (METHODIST, OWNER, HEAD)
    assert allowed(require_may_see, who, SCHOOL) is (at_school or everything)
    assert allowed(require_may_see, who, OTHER) is everything
    assert allowed(require_may_see, who, ABROAD) is False


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda p: p.posts[0].role if p.posts else "nobody")
def test_whose_the_centre_is(who: Person) -> None:
    assert allowed(require_centre, who) is (who in (METHODIST, OWNER))
    assert allowed(require_sees_centre, who) is (who in (METHODIST, OWNER, HEAD))


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda p: p.posts[0].role if p.posts else "nobody")
def test_who_may_ask_for_another_deadline_and_who_decides(who: Person) -> None:
    staff = who in (METHODIST, OWNER)
    here = who in (COORDINATOR, DEPUTY, CURATOR) or staff
    assert allowed(require_may_postpone, who, task(SCHOOL)) is here
    assert allowed(require_may_postpone, who, task(OTHER)) is staff
    assert allowed(require_may_postpone, who, task(ABROAD)) is False
    assert allowed(require_may_decide, who, SCHOOL) is (who is CURATOR or staff)
    assert allowed(require_may_decide, who, OTHER) is staff
    assert allowed(require_may_decide, who, ABROAD) is False


def test_a_post_in_another_centre_opens_nothing_here() -> None:
    visitor = person(Role.METHODIST, OFFICE, THERE)
    assert allowed(require_may_mark, visitor, task(SCHOOL)) is False
    assert allowed(require_may_see, visitor, SCHOOL) is False


def test_a_refusal_names_the_organisation() -> None:
    with pytest.raises(Refusal) as refused:
        require_may_mark(COORDINATOR, task(OTHER))
    assert (refused.value.reason, refused.value.facts) == (
        "not_yours_to_mark", {"organisation": "School 2"}
    )  # fmt: skip


def allowed(rule: object, *facts: object) -> bool:
    assert callable(rule)
    try:
        rule(*facts)
    except Refusal:
        return False
    return True
