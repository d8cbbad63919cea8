"""What stands in a group, for all who are in it to see: of no person a word."""

from markupsafe import Markup

from bot.buttons.groups import ConnectGroup, ShowCentres
from bot.usecases.groups import Connected
from bot.views.lines import name, standing
from bot.views.screen import MOST_ROWS, Link, Row, Screen, clip, page_of, screen, turning
from bot.views.weeks import SHORT, week_lines
from locales import Words
from storage.domain.letters import GroupFacts, Item
from storage.domain.people import Centre
from storage.domain.weeks import Week

MOST_DELAYS = 8
"""Delays that are named in a group; the rest is counted."""

PAGE = MOST_ROWS - 1
"""Centres to choose from; below stands turning."""

OPEN = "open"
"""What a link to the private chat carries."""


def letter(facts: GroupFacts, username: str, words: Words) -> Screen:
    """A letter to a group."""
    lines: list[str] = []
    if facts.week:
        lines += _week(facts.week, words)
    if facts.items:
        lines += ["", words.html("<b>Late for long, no mark so far</b>")]
        shown = facts.items[:MOST_DELAYS]
        lines += [_delay(item, facts, words) for item in shown]
        if rest := len(facts.items) - len(shown):
            lines.append(words.count("and {n} more", "and {n} more", rest))
    return screen(lines if facts.week else lines[1:], _in_private(username, words))


def week(facts: Week, username: str, words: Words) -> Screen:
    """The answer to /summary in a group that is connected."""
    return screen(_week(facts, words), _in_private(username, words))


def stranger(username: str, words: Words) -> Screen:
    """What a group hears that nobody of a centre has brought the bot to."""
    return screen(
        [
            words(
                "I keep the roadmaps of coordination centres; a methodist of a centre can connect "
                "this group by sending /group@{bot} here.",
                bot=username,
            )
        ]
    )


def in_private(username: str, words: Words) -> Screen:
    """What is not for groups."""
    return screen(
        [words("This is personal: write to me in the private chat.")],
        _in_private(username, words),
    )


def offer(
    centres: tuple[Centre, ...],
    thread_id: int,
    username: str,
    words: Words,
    *,
    topics: bool,
    number: int = 0,
) -> Screen:
    """Ask whether, and to which centre, a group is to be connected."""
    page = page_of(centres, number, PAGE)
    lines: list[str] = [
        words(
            "After connecting, the centre's weekly digest and long delays come here: schools and "
            "activities, no names of people."
        )
    ]
    if topics and not thread_id:
        lines.append(words("For one topic, send /group@{bot} in that topic.", bot=username))
    rows: list[Row] = [
        (
            (
                words("Connect to the centre “{name}”", name=clip(centre.name, 40)),
                ConnectGroup(centre.id, thread_id),
            ),
        )
        for centre in centres[page.start : page.end]
    ]
    return screen(lines, [*rows, turning(page, lambda n: ShowCentres(n, thread_id), words)])


def connected(made: Connected, words: Words) -> Screen:
    """Say in the group what comes from now on."""
    first = made.first_digest
    return screen(
        [
            words.html("Connected to the centre <b>{name}</b>.", name=made.centre.name),
            words(
                "The digest of the week comes on {day} at {hour}, long delays when they are seen "
                "by the methodist or the head. It can be changed in my private chat, /settings.",
                day=words.day(first.date()),
                hour=words.clock(first),
            ),
        ]
    )


def _week(facts: Week, words: Words) -> list[str]:
    head = words.html(
        "<b>{name}, {day}</b>",
        name=facts.summary.centre.name,
        day=words.plain_day(facts.summary.day),
    )
    return [head, *week_lines(facts, words)]


def _delay(item: Item, facts: GroupFacts, words: Words) -> Markup:
    task = item.task
    school, title = clip(task.organisation.short, SHORT), clip(task.title.rstrip(" .;:,"), SHORT)
    return words.html(
        "<b>{number}</b> {title}: <i>{standing}</i>",
        number=name(task, words),
        title=f"{school}: {title}",
        standing=standing(task, facts.today, words),
    )


def _in_private(username: str, words: Words) -> list[Row]:
    return [((words("Open in the bot"), Link(f"https://t.me/{username}?start={OPEN}")),)]
