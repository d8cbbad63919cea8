"""The rules of a centre: what follows from each in words, and what else may be chosen."""

from collections.abc import Callable, Iterable, Mapping

from bot.buttons.own_days import ShowOwnDays
from bot.buttons.rules import SetRule, ShowRule, ShowRules
from bot.buttons.settings import ShowSettings
from bot.usecases.rules import Coming, Rules
from bot.views import ladder
from bot.views.places import place
from bot.views.screen import Label, Row, Screen, in_rows, picked, screen
from locales import Words
from storage.domain.ladder import Ladder
from storage.domain.people import Centre
from storage.domain.rules import AFTER, BEFORE, HEAD, LADDERS, METHODIST, NO_CAP, Rule
from storage.domain.windows import CHECK_INS
from storage.domain.wishes import ZONES

HOURS = (7, 8, 9, 10, 11, 12, 14, 16, 18)
"""The hours that are offered."""

CAPS = (1, 2, 3, 4, 5, NO_CAP)
"""Letters a week that are offered."""


def rules(found: Rules, words: Words) -> Screen:
    """All rules at once, and the next day on which they act."""
    centre, year = found.centre, found.letters_on.year
    lines: list[str] = [
        words.html("<b>Rules of the centre {centre}</b>", centre=centre.name),
        _letters(centre, words),
        ladder.before(centre.ladder, words),
        ladder.after(centre.ladder, words),
        ladder.seen(centre.ladder, words),
        words("Terms all through the year: {pace}.", pace=_pace(centre.check_in, words)),
        _undated(centre, words),
        words("Days of its own in {year}: {n}.", year=year, n=found.own_days),
        "",
        *_next(found, words),
    ]
    rows: list[Row] = [
        _open(words, Rule.HOUR, Rule.ZONE),
        _open(words, Rule.LADDER, Rule.HEAD),
        _open(words, Rule.CAP, Rule.CHECK_IN),
        (*_open(words, Rule.UNDATED), (words("Days of its own"), ShowOwnDays(year, 0))),
    ]
    return screen(lines, [*rows, ((words("← Back"), ShowSettings()),)])


def rule(which: Rule, found: Rules, words: Words) -> Screen:
    """One rule: what it does, what is chosen, what else may be."""
    lines, rows = _RULES[which](found.centre, words)
    title = words.html(
        "<b>{rule}, {centre}</b>", rule=_title(which, words), centre=found.centre.name
    )
    return screen(
        [title, *lines, "", *_next(found, words)], [*rows, ((words("← Back"), ShowRules()),)]
    )


def _hour(centre: Centre, words: Words) -> tuple[list[str], list[Row]]:
    return (
        [words("From which hour on shall letters come? Who has chosen an hour keeps their own.")],
        _values(
            Rule.HOUR, str(centre.letters_at), ((str(hour), f"{hour}:00") for hour in HOURS), 3
        ),
    )


def _zone(centre: Centre, words: Words) -> tuple[list[str], list[Row]]:
    here = centre.timezone.key
    return (
        [
            words(
                "By the clock of which place does the centre live? Its day and the hour of its "
                "letters begin there. Now: {zone}.",
                zone=place(here, words),
            )
        ],
        _values(Rule.ZONE, here, ((zone, place(zone, words)) for zone in ZONES), 2),
    )


def _cap(centre: Centre, words: Words) -> tuple[list[str], list[Row]]:
    named = [(str(cap), str(cap)) for cap in CAPS if cap != NO_CAP]
    unlimited = [(str(NO_CAP), words("No limit"))]
    return (
        [
            words(
                "How many letters a week may one person get? Reminders of the eve and of the "
                "last day come all the same; the rest waits for the next week."
            )
        ],
        [
            *_values(Rule.CAP, str(centre.weekly_cap), named, 5),
            *_values(Rule.CAP, str(centre.weekly_cap), unlimited, 1),
        ],
    )


def _check_in(centre: Centre, words: Words) -> tuple[list[str], list[Row]]:
    return (
        [
            words(
                "How often is a mark owed where the term is “all through the year” or "
                "“constantly”?"
            ),
            words("It counts for what is accepted from now on; tasks that are there stay."),
        ],
        _values(
            Rule.CHECK_IN, centre.check_in, ((pace, _pace(pace, words)) for pace in CHECK_INS), 2
        ),
    )


def _without_date(centre: Centre, words: Words) -> tuple[list[str], list[Row]]:
    offered = [("1", words("Once a week")), ("0", words("Do not write"))]
    return (
        [
            words("Shall methodists be told how many activities wait for a date?"),
            words("They are always listed under /undated."),
        ],
        _values(Rule.UNDATED, str(int(centre.undated_weekly)), offered, 2),
    )


def _ladder(centre: Centre, words: Words) -> tuple[list[str], list[Row]]:
    steps = centre.ladder
    lines = [
        ladder.before(steps, words),
        ladder.after(steps, words),
        ladder.on_days_off(words),
    ]
    whole = {"usual": words("Usual"), "few": words("Fewer"), "many": words("More")}
    now = next((name for name, of in LADDERS.items() if _same(of, steps)), "")
    rows = [
        *_values(Rule.LADDER, now, whole.items(), 3),
        *in_rows([_step(Rule.BEFORE, day, steps.before, words) for day in BEFORE], 3),
        *in_rows([_step(Rule.AFTER, day, steps.after, words) for day in AFTER], 3),
    ]
    return lines, rows


def _above(centre: Centre, words: Words) -> tuple[list[str], list[Row]]:
    steps = centre.ladder
    lines = [
        ladder.seen(steps, words),
        words(
            "A school with a curator is seen by the curator first. Those who answer are warned "
            "the day before, and each step is taken once."
        ),
    ]
    methodist = ((str(day), words("methodist: {day}", day=day)) for day in METHODIST)
    head = ((str(day), words("head: {day}", day=day)) for day in HEAD)
    rows = [
        *_values(Rule.METHODIST, str(steps.methodist), methodist, 2),
        *_values(Rule.HEAD, str(steps.head), head, 3),
    ]
    return lines, rows


_RULES: Mapping[Rule, Callable[[Centre, Words], tuple[list[str], list[Row]]]] = {
    Rule.HOUR: _hour,
    Rule.ZONE: _zone,
    Rule.CAP: _cap,
    Rule.CHECK_IN: _check_in,
    Rule.UNDATED: _without_date,
    **dict.fromkeys((Rule.LADDER, Rule.BEFORE, Rule.AFTER), _ladder),
    **dict.fromkeys((Rule.METHODIST, Rule.HEAD), _above),
}


def _open(words: Words, *rules: Rule) -> Row:
    return tuple((_title(which, words), ShowRule(which)) for which in rules)


def _title(which: Rule, words: Words) -> str:
    match which:
        case Rule.HOUR:
            return words("Hour of letters")
        case Rule.ZONE:
            return words("Time zone")
        case Rule.CAP:
            return words("Letters a week")
        case Rule.CHECK_IN:
            return words("All through the year")
        case Rule.UNDATED:
            return words("Without a date")
        case Rule.METHODIST | Rule.HEAD:
            return words("Who sees a delay")
        case _:
            return words("Days of reminders")


def _values(which: Rule, now: str, offered: Iterable[tuple[str, str]], wide: int) -> list[Row]:
    labels: list[Label] = [
        (picked(label, value == now), SetRule(which, value)) for value, label in offered
    ]
    return in_rows(labels, wide)


def _step(which: Rule, day: int, steps: tuple[int, ...], words: Words) -> Label:
    there = day in steps
    label = (
        words.count("{n} day before", "{n} days before", day)
        if which is Rule.BEFORE
        else ladder.late(day, words)
    )
    return picked(label, there), SetRule(which, f"{day}-" if there else f"{day}+")


def _same(one: Ladder, other: Ladder) -> bool:
    return (one.before, one.after) == (other.before, other.after)


def _letters(centre: Centre, words: Words) -> str:
    facts = {"hour": centre.letters_at, "zone": place(centre.timezone.key, words)}
    if centre.weekly_cap >= NO_CAP:
        return words("Letters: from {hour}:00 ({zone}) on working days, one a day.", **facts)
    return words(
        "Letters: from {hour}:00 ({zone}) on working days, {cap} a week at most.",
        cap=centre.weekly_cap,
        **facts,
    )


def _undated(centre: Centre, words: Words) -> str:
    if centre.undated_weekly:
        return words("Without a date: methodists hear of it once a week.")
    return words("Without a date: no letters.")


def _pace(pace: str, words: Words) -> str:
    return {
        "month": words("once a month"),
        "quarter": words("once a quarter"),
        "half-year": words("twice a year"),
        "end": words("once, at the end"),
    }[pace]


def _next(found: Rules, words: Words) -> list[str]:
    on = found.letters_on
    lines = [words("Next letters: {day}, from {hour}:00.", day=words.day(on.date()), hour=on.hour)]
    return lines if found.coming is None else [*lines, _coming(found.coming, words)]


def _coming(coming: Coming, words: Words) -> str:
    return words(
        "The nearest deadline is {due}, people hear of it on {day}.",
        due=words.day(coming.due),
        day=words.day(coming.told_on),
    )
