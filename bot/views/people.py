"""People of a centre: who works with the bot, who is invited, whom it does not reach."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.buttons.people import Invite, ShowPeople, ShowReach
from bot.buttons.tasks import ShowHome
from bot.usecases.people import Team
from bot.views.joining import role_name
from bot.views.screen import Label, Screen, clip, page_of, screen, turning
from locales import Words
from storage.domain.parties import OrganisationKind

PAGE = 5


def teams(known: Sequence[Team], absent: int, number: int, words: Words) -> Screen:
    """Every organisation with its people, and a button to invite one more.

    `absent` is how many are not reached; they have a screen of their own.
    """
    page = page_of(known, number, PAGE)
    lines: list[str] = [words.html("<b>People</b>"), ""]
    doors: list[Label] = []
    for team in known[page.start : page.end]:
        lines.append(_team(team, words))
        invited = words("Invite: {name}", name=clip(team.organisation.short, 40))
        doors.append((invited, Invite(team.organisation.id)))
    if not any(t.organisation.kind is OrganisationKind.SCHOOL for t in known):
        lines += ["", words("Schools appear here with the roadmap that lists them.")]
    rows = [*((door,) for door in doors), turning(page, ShowPeople, words)]
    if absent:
        rows.append(((words("Not reached: {n}", n=absent), ShowReach(0)),))
    return screen(lines, [*rows, ((words("← Back"), ShowHome()),)])


def _team(team: Team, words: Words) -> Markup:
    people = [_member(person.name, roles, reached, words) for person, roles, reached in [
        (p, ", ".join(role_name(post.role, words) for post in p.posts
                      if post.organisation == team.organisation), reached)
        for p, reached in team.members
    ]]  # fmt: skip
    if team.invitations:
        people.append(
            words.count(
                "{n} invitation is not used yet",
                "{n} invitations are not used yet",
                len(team.invitations),
            )
        )
    if not people:
        people = [words("nobody yet")]
    return Markup("<b>{}</b>\n{}").format(
        clip(team.organisation.short), Markup("\n").join(clip(line) for line in people)
    )


def _member(name: str, roles: str, reached: bool, words: Words) -> str:
    if reached:
        return words("{name}, {roles}", name=name, roles=roles)
    return words("{name}, {roles}: letters do not arrive", name=name, roles=roles)
