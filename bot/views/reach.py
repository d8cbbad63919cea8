"""The delivery board: whom letters do not reach, and a button for a fresh link to each."""

from collections.abc import Sequence
from datetime import tzinfo

from markupsafe import Markup

from bot.buttons.groups import ShowGroup
from bot.buttons.people import ShowPeople, ShowReach, WayIn
from bot.usecases.reach import Absent, Trouble
from bot.views.groups import on_board
from bot.views.joining import role_name
from bot.views.screen import Label, Screen, clip, page_of, screen, turning
from locales import Words
from storage.domain.groups import Group

PAGE = 5


def board(
    absent: Sequence[Absent],
    number: int,
    zone: tzinfo,
    words: Words,
    group: Group | None = None,
) -> Screen:
    """Everybody who is not reached, with why and since when, by the clock of `zone`.

    `group` is the centre's, when letters do not reach it.
    """
    back = ((words("← Back"), ShowPeople(0)),)
    if not absent and group is None:
        return screen([words("Everybody is reached: all have joined and letters arrive.")], [back])
    page = page_of(absent, number, PAGE)
    shown = absent[page.start : page.end]
    everybody = len(absent) + (group is not None)
    lines: list[str] = [words.html("<b>Not reached: {n}</b>", n=everybody)]
    if group:
        lines += ["", on_board(group, words)]
    for one in shown:
        lines += ["", _one(one, zone, words)]
    if absent:
        lines += ["", words("A fresh link comes with a code and a QR picture to print.")]
    doors: list[tuple[Label]] = [((_label(one, words), _way_in(one)),) for one in shown]
    if group:
        doors.append(((words("Group of the centre"), ShowGroup()),))
    return screen(lines, [*doors, turning(page, ShowReach, words), back])


def _one(one: Absent, zone: tzinfo, words: Words) -> Markup:
    role = role_name(one.role, words)
    who = words("{name}, {roles}", name=one.person.name, roles=role) if one.person else role
    return Markup("<b>{}</b>\n{}: {}").format(
        clip(one.organisation.short), clip(who), _why(one, zone, words)
    )


def _why(one: Absent, zone: tzinfo, words: Words) -> str:
    if one.since is None:
        return words("nobody is invited yet")
    day = words.day(one.since.astimezone(zone).date())
    return {
        Trouble.NOT_JOINED: words("invited on {day}, has not joined", day=day),
        Trouble.BLOCKED: words("has stopped the bot on {day}", day=day),
        Trouble.UNREACHABLE: words("letters do not arrive since {day}", day=day),
        Trouble.SILENT: words("letters arrive, no answer since {day}", day=day),
    }[one.trouble]


def _label(one: Absent, words: Words) -> str:
    name = one.person.name if one.person else one.organisation.short
    return words("Link and QR: {name}", name=clip(name, 40))


def _way_in(one: Absent) -> WayIn:
    return WayIn(one.organisation.id, one.person.id if one.person else 0)
