"""The ladder in words: on which days people hear of a deadline, and who sees a delay."""

from locales import Words
from storage.domain.ladder import WEEK, Ladder


def before(ladder: Ladder, words: Words) -> str:
    """On which days before a deadline: «за 14, 7, 3 дня, за день и в день срока»."""
    days = [day for day in ladder.before if day > 1]
    eve = 1 in ladder.before
    if not days:
        if eve:
            return words("Before a deadline: on the eve and on the last day.")
        return words("Before a deadline: on the last day only.")
    listed = ", ".join(map(str, days))
    if eve:
        return words.count(
            "Before a deadline: {days} day ahead, on the eve and on the last day.",
            "Before a deadline: {days} days ahead, on the eve and on the last day.",
            days[-1],
            days=listed,
        )
    return words.count(
        "Before a deadline: {days} day ahead and on the last day.",
        "Before a deadline: {days} days ahead and on the last day.",
        days[-1],
        days=listed,
    )


def after(ladder: Ladder, words: Words) -> str:
    """On which days after a deadline, while there is no mark."""
    days = [late(day, words) for day in ladder.after if day < WEEK]
    return words("After it: {days}, from day 7 on once a week.", days=", ".join(days))


def late(day: int, words: Words) -> str:
    """A day counted from a deadline."""
    return words("on day {n}", n=day)


def seen(ladder: Ladder, words: Words) -> str:
    """Who sees a delay, and from which day on."""
    return words(
        "A delay is seen: from day {methodist} by the methodist, from day {head} by the head.",
        methodist=ladder.methodist,
        head=ladder.head,
    )


def on_days_off(words: Words) -> str:
    """What becomes of a reminder whose day is a day off."""
    return words("On days off nobody is written to: the reminder comes on the working day before.")
