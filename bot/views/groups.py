"""Groups: what is said of a centre's group in private, in the settings and when it is lost."""

from markupsafe import Markup

from bot.buttons.groups import ChooseForGroup, DisconnectGroup, ShowGroup
from bot.buttons.settings import ShowSettings
from bot.views.screen import Label, Link, Row, Screen, clip, screen
from locales import Words
from storage.domain.groups import Bound, Group, Trouble
from storage.domain.letters import LostGroup


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


def _box(label: str, what: Bound, known: Group) -> Label:
    on = known.gets(what)
    return f"{'☑' if on else '☐'} {label}", ChooseForGroup(what, int(not on))


def _back(words: Words) -> Row:
    return ((words("← Back"), ShowSettings()),)
