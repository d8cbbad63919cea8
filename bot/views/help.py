"""Help: what works here."""

from bot.buttons.tasks import ShowHome
from bot.views.screen import Screen, screen
from locales import Words
from storage.domain.people import Person


def help_for(person: Person, words: Words) -> Screen:
    """What a person can say and send."""
    lines: list[str] = [
        words.html("<b>What I can do</b>"),
        words("/tasks: all your tasks, “Done” beside each"),
        words("/week: what is due in the next 7 days"),
        words("/overdue: what is late"),
        words("/done 4.4: mark by number; “4.4 done” as text works too"),
        words("“📅 Postpone” on a card or under a letter: ask for another deadline"),
        words("/settings: language, letters, days away, erase yourself"),
    ]
    if person.sees_centre:
        lines += ["", words("/summary: the whole centre on one screen")]
    if person.of_centre or person.curates:
        lines.append(words("“postponing”: requests for another deadline that wait for you"))
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
