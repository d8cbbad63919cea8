"""Help and settings: what works here, and what a person can choose."""

from bot.buttons import Erase, ShowHome, ShowSettings, Speak
from bot.views.screen import Row, Screen, in_rows, screen
from locales import Words, languages
from storage.domain.people import Person

NAMES = {"ru": "Русский", "en": "English"}
"""Languages as their own speakers call them; a new one shows its code until it is named here."""


def help_for(person: Person, words: Words) -> Screen:
    """What a person can say and send."""
    lines: list[str] = [
        words.html("<b>What I can do</b>"),
        words("/tasks: all your tasks, “Done” beside each"),
        words("/week: what is due in the next 7 days"),
        words("/overdue: what is late"),
        words("/done 4.4: mark by number; “4.4 done” as text works too"),
        words("/settings: language, erase yourself"),
    ]
    if person.sees_centre:
        lines += ["", words("/summary: the whole centre on one screen")]
    if person.of_centre:
        lines += [
            words("/people: invite coordinators, see who is out of reach"),
            words("/undated: activities that wait for a date"),
            words("/import: how to bring in a roadmap; or simply send the file"),
        ]
    lines += [
        "",
        words("A mark can be undone for 10 minutes. Reminders come once a day at most."),
    ]
    return screen(lines, [((words("← Back"), ShowHome()),)])


def how_to_import(words: Words) -> Screen:
    """What to send for an import."""
    return screen(
        [
            words.html("<b>Bringing in a roadmap</b>"),
            words(
                "Send the order to this chat as a file, the way it was issued. I will show what "
                "I have understood; nothing changes until you accept it."
            ),
        ],
        [((words("← Back"), ShowHome()),)],
    )


def settings(person: Person, words: Words) -> Screen:
    """What a person can choose for themselves."""
    spoken = [
        (("• " if code == words.language else "") + NAMES.get(code, code), Speak(code))
        for code in languages()
    ]
    rows: list[Row] = [*in_rows(spoken), ((words("Erase me"), Erase(0)),)]
    return screen(
        [
            words.html("<b>Settings</b>"),
            words.html("You are known here as <b>{name}</b>.", name=person.name),
            words(
                "Letters come at {hour}:00 ({zone}) on working days.",
                hour=person.centre.letters_at,
                zone=person.centre.timezone.key,
            ),
        ],
        [*rows, ((words("← Back"), ShowHome()),)],
    )


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
        [((words("Yes, erase me"), Erase(1)),), ((words("← Back"), ShowSettings()),)],
    )


def erased(words: Words) -> Screen:
    """The last word."""
    return screen([words("You are erased. Thank you for your work.")])
