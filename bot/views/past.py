"""Past: what was over before it came to anybody, and the one question about it."""

from bot.buttons.past import AskPast, SetPastAside
from bot.buttons.summary import ShowSummary
from bot.buttons.tasks import ShowHome
from bot.views.screen import Row, Screen, screen
from locales import Words
from storage.past import Past


def about_past(facts: Past, words: Words) -> list[str]:
    """Say how much was over, and what becomes of it while nobody decides."""
    lines: list[str] = []
    if facts.asked:
        lines += [
            words.count(
                "{n} task was over before it came: schools could not know of it.",
                "{n} tasks were over before they came: schools could not know of them.",
                facts.asked,
            ),
            words("They are open; a delay counts from the day on which they came."),
        ]
    if facts.aside:
        lines.append(
            words.count(
                "{n} task that was over is not asked for.",
                "{n} tasks that were over are not asked for.",
                facts.aside,
            )
        )
    return lines


def choices(roadmap_id: int, facts: Past, words: Words) -> list[Row]:
    """What can be done with it."""
    rows: list[Row] = []
    if facts.asked:
        rows.append(((words("Do not ask for the past"), SetPastAside(roadmap_id)),))
    if facts.aside:
        rows.append(((words("Ask schools for the past"), AskPast(roadmap_id)),))
    return rows


def past(roadmap_id: int, facts: Past, words: Words) -> Screen:
    """What was decided, and the way back."""
    lines = about_past(facts, words) or [words("Nothing of the past is open.")]
    doors: Row = ((words("Summary"), ShowSummary()), (words("← Back"), ShowHome()))
    return screen(lines, [*choices(roadmap_id, facts, words), doors])
