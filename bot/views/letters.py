"""Letters: the digest of a morning as a list to act on, page by page."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from bot.buttons.tasks import Place, ShowTasks
from bot.usecases.letters import Opened
from bot.views import late, terms, weeks
from bot.views.letter import CENTRES, PAGE, Entry, Letter, on_page, owed_of
from bot.views.letter_buttons import answered, below, taps
from bot.views.lines import name, short_title, standing
from bot.views.screen import (
    MOST_ROWS,
    Screen,
    clip,
    screen,
    turning,
)
from bot.views.tasks import Viewer
from locales import Words
from storage.domain.ladder import Step
from storage.domain.letters import DigestFacts, Item, LetterKind, Part, SeenBy, Silence
from storage.domain.people import Centre
from storage.domain.tasks import OWED

FEW = 3
"""Answers to the reader's requests above a page of tasks; a message has an end."""

WEEK = 7

NOON, EVENING = 12, 18
"""From these hours on people greet each other in other words."""


def digest(facts: DigestFacts, words: Words) -> Screen:
    """A letter as it is sent."""
    letter = Letter(
        facts.letter_id, facts.kind, facts.centre, facts.today, words, facts.items,
        parts=facts.parts, silence=facts.silence, decisions=facts.decisions, hour=facts.hour,
    )  # fmt: skip
    return _shown(letter)


def digest_again(opened: Opened, page: int, viewer: Viewer) -> Screen:
    """The same letter after a tap in it: what was done, or put off, shows so."""
    letter = Letter(
        opened.letter_id, opened.kind, opened.centre, viewer.now.date(), viewer.words,
        opened.items, page, opened.parts, opened.silence, opened.put_off, viewer,
        decisions=opened.decisions, hour=opened.hour,
    )  # fmt: skip
    return _shown(letter)


def silence_told(silence: Silence, centre: Centre, words: Words) -> str:
    """Say from when to when the bot was silent, and what that means for taps."""
    since, until = (moment.astimezone(centre.timezone) for moment in silence)
    if since.date() == until.date():
        span = (words.clock(since), words.clock(until))
    else:
        span = (
            f"{words.plain_day(since.date())}, {words.clock(since)}",
            f"{words.plain_day(until.date())}, {words.clock(until)}",
        )
    return words(
        "The bot did not work from {since} to {until}. If you marked anything in that time, look "
        "at the list: buttons tapped then may not have got through.",
        since=span[0],
        until=span[1],
    )


def _shown(letter: Letter) -> Screen:
    words = letter.words
    page, found = on_page(letter.entries, letter.page)
    here = _in_order(found, letter)
    lines: list[str] = [_greeting(letter)]
    if letter.silence:
        lines += ["", silence_told(letter.silence, letter.centre, words)]
    if len(letter.parts) > 1:
        lines += [*_decided(letter), *_of_each(letter, here)]
    else:
        [part] = letter.parts or [Part(letter.centre)]
        lines += [*_week(part, words, weeks.FEW), *_decided(letter), *_listed(here, letter)]
        lines += _waiting(part, words)
    turns = turning(page, lambda number: ShowTasks(Place.LETTER, number, letter.id), words)
    rows = [row for entry in here if (row := taps(entry, letter, page.number))]
    rows += answered(letter)
    rows += [turns] if turns else []
    return screen(lines, [*rows, *below(letter, page, MOST_ROWS - len(rows))])


def _in_order(found: Sequence[Entry], letter: Letter) -> list[Entry]:
    """Put entries in the order of the lines, by centre and by heading: buttons stand in it too."""
    places = {part.centre.id: n for n, part in enumerate(letter.parts)}
    headed = [entry for _, part in _groups(found, letter) for entry in part]
    headed += [entry for entry in found if entry not in headed]
    return sorted(headed, key=lambda entry: places.get(entry[0].task.centre_id, len(places)))


def _of_each(letter: Letter, here: Sequence[Entry]) -> Iterator[str]:
    """Every centre under its name; the weeks grow shorter where there are many."""
    words, few = letter.words, weeks.FEW // len(letter.parts)
    for n, part in enumerate(letter.parts):
        told = _listed([e for e in here if e[0].task.centre_id == part.centre.id], letter)
        if n < CENTRES:
            told = [*_week(part, words, few), *told, *_waiting(part, words)]
        if told:
            yield from ("", centre_title(part.centre), *told[1:])


def centre_title(centre: Centre) -> Markup:
    """Head what is said of one centre among several."""
    return Markup("<b>— {} —</b>").format(clip(centre.name, weeks.SHORT))


def _week(part: Part, words: Words, few: int) -> list[str]:
    return ["", *weeks.week_lines(part.week, words, most=few)] if part.week else []


def _listed(here: Sequence[Entry], letter: Letter) -> list[str]:
    lines: list[str] = []
    for title, part in _groups(here, letter):
        if part:
            lines += ["", Markup("<b>{}</b>").format(title)]
            lines += [_line(entry, letter) for entry in part]
    return lines


def _decided(letter: Letter) -> list[str]:
    """The answers to what the reader has asked; other words stand beside them in a digest."""
    words, decisions = letter.words, letter.decisions
    if not decisions:
        return []
    title = Markup("<b>{}</b>").format(words("Another deadline"))
    most = FEW if letter.items else PAGE
    lines: list[str] = ["", title] if letter.items else [""]
    lines += [terms.answer(decision, words) for decision in decisions[:most]]
    if rest := len(decisions[most:]):
        lines.append(words.count("and {n} more", "and {n} more", rest))
    return lines


def _waiting(part: Part, words: Words) -> list[str]:
    """What waits for the reader's word: requests, and activities without a date."""
    lines: list[str] = []
    if part.to_decide:
        lines += ["", words("Wait for your decision on another date: {n}", n=part.to_decide)]
    if part.undated:
        lines += [
            "",
            words.count(
                "{n} activity has no date yet: nobody can be reminded of it.",
                "{n} activities have no date yet: nobody can be reminded of them.",
                part.undated,
            ),
        ]
    return lines


def _greeting(letter: Letter) -> Markup:
    words = letter.words
    if letter.kind is LetterKind.SILENCE:
        return words.html("<b>The bot is back.</b>")
    own = [i.task.organisation for i in letter.items if not (i.escalated or i.instead)]
    own += [decision.task.organisation for decision in letter.decisions]
    where = own[0].short if own else letter.centre.name
    if len({organisation.id for organisation in own}) > 1 or len(letter.parts) > 1:
        where = words("several organisations")
    if letter.kind is LetterKind.DECIDED:
        return words.html("<b>The answer about another deadline, {where}:</b>", where=where)
    if letter.kind is LetterKind.REVISED:
        return words.html("<b>The roadmap has been changed, {where}:</b>", where=where)
    if letter.kind is LetterKind.LAST_DAY:
        return words.html("<b>One more for today, {where}:</b>", where=where)
    if letter.hour < NOON:
        return words.html("<b>Good morning. For today, {where}:</b>", where=where)
    if letter.hour < EVENING:
        return words.html("<b>Good afternoon. For today, {where}:</b>", where=where)
    return words.html("<b>Good evening. For today, {where}:</b>", where=where)


def _groups(here: Sequence[Entry], letter: Letter) -> tuple[tuple[str, list[Entry]], ...]:
    words, today = letter.words, letter.today

    def owed(entry: Entry, first: int, last: int) -> bool:
        return _owed(entry[0], today, first, last)

    if letter.kind is LetterKind.REVISED:
        return ((words("As it stands now"), list(here)),)
    open_ = [entry for entry in here if owed_of(entry, today)]
    over = -10_000
    return (
        (words("Last day today"), [e for e in here if owed(e, 0, 0)]),
        (words("In the next 7 days"), [e for e in here if owed(e, 1, WEEK)]),
        (words("In more than a week"), [e for e in here if owed(e, WEEK + 1, -over)]),
        (words("Overdue"), [e for e in here if owed(e, over, -1)]),
        (words("Instead of those who are away"), [e for e in open_ if e[0].instead]),
        (words("Late at others, no mark so far"), [e for e in open_ if e[0].escalated]),
        (words("Done"), [e for e in here if e not in open_]),
    )


def _owed(item: Item, today: date, first: int, last: int) -> bool:
    left = item.task.days_left(today)
    open_ = item.task.standing(today) in OWED and not item.escalated and not item.instead
    return open_ and left is not None and first <= left <= last


def _line(entry: Entry, letter: Letter) -> Markup:
    if len(entry) > 1:
        return late.line(entry, letter)
    item, words = entry[0], letter.words
    task = item.task
    line = words.html(
        "<b>{number}</b> {title}",
        number=name(task, words),
        title=short_title(task, school=letter.several or item.escalated),
    )
    if not _heading_says_all(item, letter):
        said = standing(task, letter.today, words)
        line = Markup("{}: <i>{}</i>").format(line, said)
    if task.standing(letter.today) not in OWED:
        return line
    if until := letter.put_off.get(task.id):
        put_off = words("Put off until {day}.", day=words.day(until))
        return Markup("{}. {}").format(line, put_off)
    if item.seen:
        return Markup("{}. {}").format(line, _warning(item.seen, letter.today, words))
    return line


def _heading_says_all(item: Item, letter: Letter) -> bool:
    """Whether a line stands under «Сегодня последний день» and would only say it again."""
    under_it = letter.kind is not LetterKind.REVISED and _owed(item, letter.today, 0, 0)
    return under_it and item.task.asked is None


def _warning(seen: SeenBy, today: date, words: Words) -> str:
    if seen.on == today + timedelta(days=1):
        if seen.step is Step.HEAD:
            return words("Tomorrow the head of the department will see it.")
        return words("Tomorrow the methodist will see it.")
    day = words.day(seen.on)
    if seen.step is Step.HEAD:
        return words("On {day} the head of the department will see it.", day=day)
    return words("On {day} the methodist will see it.", day=day)
