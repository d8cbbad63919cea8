"""Groups: what stands in a group, and what is said about one in private."""

from markupsafe import Markup

from bot.buttons.groups import ChooseForGroup, ConnectGroup, DisconnectGroup, ShowGroup
from bot.buttons.settings import ShowSettings
from bot.usecases.groups import Connected
from bot.views.lines import name, standing
from bot.views.screen import Label, Link, Row, Screen, clip, screen
from bot.views.weeks import SHORT, week_lines
from locales import Words
from storage.domain.groups import Bound, Group, Trouble
from storage.domain.letters import GroupFacts, Item, LostGroup
from storage.domain.people import Centre
from storage.domain.weeks import Week

MOST_DELAYS = 8
"""Delays that are named in a group; the rest is counted."""

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
    centres: tuple[Centre, ...], thread_id: int, username: str, words: Words, *, topics: bool
) -> Screen:
    """Ask whether, and to which centre, a group is to be connected."""
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
        for centre in centres
    ]
    return screen(lines, rows)


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


def may_not_write(title: str, words: Words) -> Screen:
    """Tell whoever brought the bot to a group that it cannot say anything there."""
    return screen(
        [
            words(
                "I may not write in the group “{title}”. Allow it in the group's settings, then "
                "send /group there.",
                title=clip(title),
            )
        ]
    )


def group(known: Group | None, username: str, words: Words) -> Screen:
    """The group of a centre, in the settings."""
    if known is None:
        add: Row = ((words("Choose a group"), Link(f"https://t.me/{username}?startgroup=here")),)
        return screen(
            [
                words.html("<b>Group of the centre</b>"),
                words(
                    "The weekly digest and long delays can go to a group or a topic too: schools "
                    "and activities, no names of people."
                ),
                words(
                    "Add me to the group with the button below; if I am there already, or for a "
                    "topic, send /group@{bot} in it.",
                    bot=username,
                ),
            ],
            [add, _back(words)],
        )
    lines: list[str] = [words.html("<b>Group of the centre</b>"), called(known, words)]
    if known.trouble:
        lines.append(_trouble(known.trouble, words))
        lines.append(_mend(known.trouble, username, words))
    rows: list[Row] = [
        (_box(words("Weekly digest"), Bound.WEEKLY, known),),
        (_box(words("Long delays"), Bound.ESCALATIONS, known),),
        ((words("Disconnect"), DisconnectGroup(0)),),
    ]
    return screen(lines, [*rows, _back(words)])


def disconnect_sure(known: Group, words: Words) -> Screen:
    """Ask once more."""
    return screen(
        [
            called(known, words),
            words("Shall nothing go there any more? Letters to people stay as they are."),
        ],
        [((words("Yes, disconnect"), DisconnectGroup(1)),), ((words("← Back"), ShowGroup()),)],
    )


def disconnected(words: Words) -> Screen:
    """Nothing goes to the group any more."""
    return screen([words("The group is disconnected.")], [_back(words)])


def lost(facts: LostGroup, username: str, words: Words) -> Screen:
    """Tell a methodist that letters do not reach the group."""
    return screen(
        [
            words.html("<b>The group “{title}” is not reached</b>", title=clip(facts.title)),
            _trouble(facts.trouble, words),
            words("What was to go there is in your own letters. Nothing is lost."),
            _mend(facts.trouble, username, words),
        ],
        [((words("Group of the centre"), ShowGroup()),)],
    )


def on_board(known: Group, words: Words) -> Markup:
    """The line about a group on the delivery board."""
    assert known.trouble
    return Markup("{}: {}").format(called(known, words), _trouble(known.trouble, words))


def called(known: Group, words: Words) -> Markup:
    """A group by its name, and its topic's."""
    if known.topic:
        return words.html(
            "<b>{title}</b>, topic “{topic}”", title=clip(known.title), topic=clip(known.topic)
        )
    if known.place.thread_id:
        return words.html("<b>{title}</b>, one of its topics", title=clip(known.title))
    return Markup("<b>{}</b>").format(clip(known.title))


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


def _trouble(what: Trouble, words: Words) -> str:
    return {
        Trouble.REMOVED: words("The bot is not a member of it any more."),
        Trouble.GONE: words("There is no such group any more."),
        Trouble.TOPIC_GONE: words("The topic has been deleted."),
        Trouble.TOPIC_CLOSED: words("The topic is closed."),
        Trouble.MUTED: words("The bot may not write there."),
        Trouble.TAKEN: words("The digest of another centre comes there."),
    }[what]


def _mend(what: Trouble, username: str, words: Words) -> str:
    if what.may_pass:
        return words("Once it may write there again, the next letter goes there by itself.")
    if what is Trouble.TAKEN:
        return words(
            "Send /group@{bot} in another group, or in a topic of this one.", bot=username
        )
    return words("To connect a group again, add me to it and send /group@{bot}.", bot=username)


def _in_private(username: str, words: Words) -> list[Row]:
    return [((words("Open in the bot"), Link(f"https://t.me/{username}?start={OPEN}")),)]


def _box(label: str, what: Bound, known: Group) -> Label:
    on = known.gets(what)
    return f"{'☑' if on else '☐'} {label}", ChooseForGroup(what, int(not on))


def _back(words: Words) -> Row:
    return ((words("← Back"), ShowSettings()),)
