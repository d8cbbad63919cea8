"""Settings: what a person can choose for themselves, as buttons."""

from collections.abc import Sequence

from bot.buttons.button import Button
from bot.buttons.groups import ShowGroup
from bot.buttons.rules import ShowRules
from bot.buttons.settings import (
    AskAway,
    BeAway,
    ChooseHour,
    ChooseVolume,
    ChooseZone,
    Erase,
    ShowHours,
    ShowSettings,
    ShowZones,
    Speak,
)
from bot.buttons.tasks import ShowCentre, ShowHome
from bot.usecases.settings import Chosen
from bot.views.places import place
from bot.views.screen import Label, Row, Screen, clip, in_rows, picked, screen
from locales import Words, languages
from storage.domain.people import Person
from storage.domain.terms import Window
from storage.domain.wishes import ZONES

NAMES = {"ru": "Русский", "en": "English"}
"""Languages as their own speakers call them; a new one shows its code until it is named here."""

HOURS = (7, 8, 9, 10, 11, 12, 14, 16, 18)
"""The hours that are offered."""

OTHERS, SHORT = 3, 24
"""Other centres of one's own to go to, side by side, and letters of their names."""

WEEKS = (1, 2, 4)
"""Weeks away that are offered; other days are typed."""

CENTRES_HOUR = 24


def settings(person: Person, chosen: Chosen, words: Words) -> Screen:
    """What a person can choose for themselves."""
    spoken = [
        (picked(NAMES.get(code, code), code == words.language), Speak(code))
        for code in languages()
    ]
    wishes, hours = chosen.wishes, chosen.hours
    lines: list[str] = [
        words.html("<b>Settings</b>"),
        words.html("You are known here as: <b>{name}</b>", name=person.name),
        words(
            "Letters come at {hour}:00 ({zone}) on working days.",
            hour=hours.letters_at,
            zone=place(hours.timezone.key, words),
        ),
        words("You are reminded of the last day and of what is late only.")
        if wishes.less
        else words("You are reminded at every step before and after a deadline."),
    ]
    if wishes.away:
        lines.append(_away(wishes.away, chosen.instead, words))
    more = words("All reminders") if wishes.less else words("Fewer reminders")
    rows: list[Row] = [
        *in_rows(spoken),
        ((words("Hour of letters"), ShowHours()), (words("Time zone"), ShowZones())),
        ((more, ChooseVolume(int(not wishes.less))), (words("Days away"), AskAway())),
        ((words("Rules of the centre"), ShowRules()),) if person.sees_centre else (),
        tuple(
            (words("Go to: {centre}", centre=clip(centre.name, SHORT)), ShowCentre(centre.id))
            for centre in chosen.others[:OTHERS]
        ),
        ((words("Erase me"), Erase(0)),),
    ]
    if person.sees_centre:
        rows.insert(-1, ((words("Group of the centre"), ShowGroup()),))
    return screen(lines, [*rows, ((words("← Back"), ShowHome()),)])


def hours(chosen: Chosen, words: Words) -> Screen:
    """Choose an hour."""
    own = chosen.wishes.letters_at
    offered = [(picked(f"{hour}:00", hour == own), ChooseHour(hour)) for hour in HOURS]
    centres = words("As the centre: {hour}:00", hour=chosen.home.letters_at)
    return _choice(
        words("From which hour on shall letters come, on working days?"),
        in_rows(offered, 3),
        (picked(centres, own is None), ChooseHour(CENTRES_HOUR)),
        words,
    )


def zones(chosen: Chosen, words: Words) -> Screen:
    """Choose a zone."""
    own = chosen.wishes.timezone and chosen.wishes.timezone.key
    offered = [(picked(place(zone, words), zone == own), ChooseZone(zone)) for zone in ZONES]
    centres = place(chosen.home.timezone.key, words)
    label = words("As the centre: {zone}", zone=centres)
    return _choice(
        words("By the clock of which place?"),
        in_rows(offered, 2),
        (picked(label, own is None), ChooseZone("")),
        words,
    )


def ask_away(chosen: Chosen, words: Words) -> Screen:
    """Ask when somebody is away, and say who gets the letters meanwhile."""
    away = chosen.wishes.away
    lines: list[str] = [words.html("<b>Days away</b>")]
    lines.append(_away(away, chosen.instead, words) if away else _who(chosen.instead, words))
    lines += [
        "",
        words(
            "Write the days, for example “from 1 to 14 July”, or choose how long, from today on."
        ),
    ]
    weeks = [(words.count("{n} week", "{n} weeks", n), BeAway(n)) for n in WEEKS]
    back: list[Row] = [((words("I am back"), BeAway(0)),)] if away else []
    return screen(lines, [tuple(weeks), *back, _back(words)])


def erase_sure(words: Words) -> Screen:
    """Ask once more before somebody is forgotten."""
    return screen(
        [
            words.html("<b>Erase yourself?</b>"),
            words(
                "Your name, role and letters will be deleted and I will stop writing to you. "
                "Marks you have made stay on record for the report, under the name they were "
                "made with. To come back you need a new invitation."
            ),
        ],
        [((words("Yes, erase me"), Erase(1)),), _back(words)],
    )


def erased(words: Words) -> Screen:
    """The last word."""
    return screen([words("You are erased. Thank you for your work.")])


def _choice(question: str, offered: Sequence[Row], usual: Label, words: Words) -> Screen:
    return screen([question], [*offered, (usual,), _back(words)])


def _away(days: Window, instead: Sequence[str], words: Words) -> str:
    away = words(
        "You are away from {start} to {end}.",
        start=words.day(days.start),
        end=words.day(days.end),
    )
    return f"{away} {_who(instead, words)}"


def _who(instead: Sequence[str], words: Words) -> str:
    if not instead:
        return words("Nobody else here gets letters: ask the methodist to invite a colleague.")
    return words("Letters go to {names} meanwhile.", names=", ".join(instead[:3]))


def _back(words: Words) -> Row:
    button: Button = ShowSettings()
    return ((words("← Back"), button),)
