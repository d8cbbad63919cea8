"""Rule 14: how often, and on which days of a week or a month."""

from dataclasses import replace

from storage.domain.phrases.grammar import Rule, enumerated, rule, span_of, text_of
from storage.domain.phrases.rhythms import WORKDAYS, Frequency, Rhythm
from storage.domain.phrases.spans import Span, Stretch, alone, day_span
from storage.domain.phrases.tokens import BARE_PART, BARE_WEEKDAY, Kind, Role, Token
from storage.domain.terms import Window

_UNIT = "(?:DAY_WORD|WEEK|DECADE|MONTH_WORD|QUARTER|SCHOOL? TERM|HALF_YEAR|SCHOOL? YEAR_WORD)"
_LENGTH = "(?:MONTH_WORD|QUARTER|HALF_YEAR|YEAR_WORD)"
_END = 3
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LENGTHS = {
    Kind.DAY_WORD: Rhythm(Frequency.DAILY),
    Kind.DECADE: Rhythm(Frequency.DAILY, 10),
    Kind.WEEK: Rhythm(Frequency.WEEKLY),
    Kind.MONTH_WORD: Rhythm(Frequency.MONTHLY),
    Kind.QUARTER: Rhythm(Frequency.MONTHLY, 3),
    Kind.TERM: Rhythm(Frequency.MONTHLY, 3),
    Kind.HALF_YEAR: Rhythm(Frequency.MONTHLY, 6),
    Kind.YEAR_WORD: Rhythm(Frequency.YEARLY),
}
# What a length is cut into when a thing is done several times in it.
_CUT_INTO = {
    Frequency.YEARLY: Rhythm(Frequency.MONTHLY, 12),
    Frequency.MONTHLY: Rhythm(Frequency.WEEKLY, 4),
}


@rule(
    "NOT_RARER? NOISE? (?:NUMBER (?:DASH NUMBER)?)? NOT_RARER? TIMES"
    f" (?:IN|ON|SLASH|DURING|EVERY)* (?:COUNT (?:DASH COUNT)?)? {_UNIT}"
)
def times_in(tokens: list[Token], _: Window) -> Token:
    """«не реже 2 раз в год», «раз в две недели»."""
    at = next(i for i, token in enumerate(tokens) if token.kind is Kind.TIMES)
    times = _first_number(tokens[:at]) * tokens[at].number
    lengths = _first_number(tokens[at:])
    return _rhythm(tokens, _several_times(times, lengths, tokens[-1].kind))


@rule(f"EVERY COUNT? {_UNIT}")
def every(tokens: list[Token], _: Window) -> Token:
    """«каждая неделя», «каждые две недели»."""
    return _rhythm(tokens, _several_times(1, _first_number(tokens), tokens[-1].kind))


@rule("EVERY NOISE DAY_WORD")
def every_such_day(tokens: list[Token], _: Window) -> Token | None:
    """«каждый рабочий день»."""
    return _rhythm(tokens, WORKDAYS) if tokens[1].text.startswith("рабоч") else None


@rule("EVERY RHYTHM")
def every_rhythm(tokens: list[Token], _: Window) -> Token:
    """«каждые выходные»."""
    return replace(tokens[1], text=text_of(tokens))


@rule("EVERY? (?:IN|TO|ON)? WEEKDAY (?:(?:COMMA|AND|DASH) (?:IN|TO)? WEEKDAY)*")
def weekdays(tokens: list[Token], _: Window) -> Token:
    """«каждый четверг», «по средам и пятницам»; a bare «пятница» says less (number 1)."""
    names = [
        replace(token, kind=Kind.NUMBER) if token.kind is Kind.WEEKDAY else token
        for token in tokens[:]
        if token.kind not in (Kind.EVERY, Kind.IN, Kind.TO, Kind.ON)
    ]
    days: list[int] = []
    for stretch in enumerated(names, lambda token: day_span(token.number + 1, 1)):
        days += range(stretch.opens.first - 1, stretch.closes.first)
    rhythm = Rhythm(Frequency.WEEKLY, weekdays=tuple(_WEEKDAYS[day] for day in days))
    bare = tokens[0].kind in (Kind.WEEKDAY, Kind.IN, Kind.ON)
    return replace(_rhythm(tokens, rhythm), number=BARE_WEEKDAY if bare else 0)


@rule(
    "EVERY? (?:TILL|FROM|IN|TO)? COUNT DATE_WORD? (?:(?:COMMA|AND|DASH|TO|TILL) FROM? COUNT"
    " DATE_WORD?)* (?<=DATE_WORD) (?!MONTH|SPAN) (?:MONTH_WORD(?! NUMBER))?"
)
def days_of_every_month(tokens: list[Token], period: Window) -> Token:
    """«до 5 числа»: of every month, or of the month that the roadmap lasts."""
    named = enumerated(tokens, _day_of_unnamed_month)
    if lasts_a_month(period):
        return _in_plan_month(tokens, named, period)
    days = tuple(stretch.closes.first for stretch in named)
    # «не ранее 20 числа»: when to begin, and no day by which to end.
    opens = any(token.kind is Kind.FROM for token in tokens) and all(s.single for s in named)
    made = _rhythm(tokens, Rhythm(Frequency.MONTHLY, month_days=days))
    return replace(made, doubt="unclear_bounds") if opens else made


@rule(
    f"RHYTHM COMMA? (?:EVERY? SHIFT MONTH_WORD? (?:ON (?:NOISE|SHIFT)? (?:PERIOD|{_LENGTH})?)?"
    f"|EVERY? SHIFT (?:PERIOD|{_LENGTH})|ON SHIFT (?:PERIOD|{_LENGTH}))"
)
def after_the_reported(tokens: list[Token], _: Window) -> Token:
    """«… месяца, следующего за отчётным кварталом»: the quarter decides how often.

    Rule 14: for a month this changes nothing; for anything longer it says which month of it.
    """
    rhythm = tokens[0].rhythm
    assert rhythm is not None
    shift = next(token.number for token in tokens if token.kind is Kind.SHIFT)
    about = any(token.kind is Kind.ON for token in tokens)
    length = _LENGTHS.get(tokens[-1].kind)
    joined = rhythm if length is None else rhythm.joined(length)
    return _rhythm(tokens, replace(joined, month_of=1 if about else shift))


@rule("^ (?:FROM|TILL)? COUNT (?:(?:DASH|COMMA|AND|TO|TILL) COUNT)* $")
def days_of_plan_month(tokens: list[Token], period: Window) -> Token | None:
    """Rule 5: «5–9», «12, 19», «до 20» in the plan of a month."""
    if not lasts_a_month(period):
        return None
    return _in_plan_month(tokens, enumerated(tokens, _day_of_unnamed_month), period)


@rule("TO (?:WEEK|MONTH_WORD|QUARTER|TERM|HALF_YEAR|YEAR_WORD)")
def by_units(tokens: list[Token], _: Window) -> Token | None:
    """«по четвертям», «по полугодиям»."""
    many = tokens[1].text.endswith(("ам", "ям"))
    return _rhythm(tokens, _LENGTHS[tokens[1].kind]) if many else None


@rule(
    "(?<!AFTER)(?<!CONDITION)(?<!TILL) (?:IN|TILL)?"
    " (?:(?:EDGE|PART) NOISE? (?:QUARTER|TERM|HALF_YEAR|WEEK)"
    "|ORDINAL MONTH_WORD (?:NOISE|SHIFT|CURRENT)? (?:QUARTER|TERM|HALF_YEAR|RHYTHM))"
)
def end_of_every(tokens: list[Token], _: Window) -> Token:
    """«в конце четверти», «последний месяц квартала»: of every one."""
    if _is_before(tokens):
        return _asked(tokens)
    rhythm = tokens[-1].rhythm or _LENGTHS[tokens[-1].kind]
    month = next((t.number for t in tokens[:-1] if t.kind is Kind.ORDINAL), 0)
    made = _rhythm(tokens, replace(rhythm, month_of=month))
    return made if month or _is_end(tokens) else replace(made, doubt="unclear_bounds")


@rule("(?:IN|TILL|TO)? PART NOISE? RHYTHM")
def part_of_every_length(tokens: list[Token], _: Window) -> Token | None:
    """«в конце каждого квартала»: its days are those of no month in it."""
    rhythm = tokens[-1].rhythm
    longer = rhythm and not rhythm.month_days and rhythm.is_longer_than_a_month
    if rhythm is None or not longer:
        return None
    made = _rhythm(tokens, rhythm)
    at_end = _is_end(tokens) and not rhythm.month_of
    return made if at_end else replace(made, doubt="unclear_bounds")


@rule("(?<=RHYTHM) COMMA? (?:TILL|FROM|IN|TO|ON|OPEN)* COUNT (?=CLOSE|$)")
def number_beside_rhythm(tokens: list[Token], _: Window) -> Token | None:
    """«ежемесячно, до 25-го»: «числа» is not always said."""
    number = tokens[-1].number
    if not 0 < number < 32:
        return None
    return _rhythm(tokens, Rhythm(Frequency.MONTHLY, month_days=(number,)))


@rule("(?:IN|TILL)? EVERY? PART(?! SPAN) NOISE? CURRENT? MONTH_WORD?")
def part_of_every_month(tokens: list[Token], period: Window) -> Token:
    """«последняя пятница месяца»: of every month, or of the month that the roadmap lasts."""
    if _is_before(tokens):
        return _asked(tokens)
    parts = next(token for token in tokens if token.kind is Kind.PART).stretches
    if lasts_a_month(period):
        return _in_plan_month(tokens, parts, period)
    last = [stretch.closes for stretch in parts]
    bare = all(token.kind is Kind.PART for token in tokens)
    rhythm = Rhythm(
        Frequency.MONTHLY,
        month_days=tuple(span.last for span in last if span.weekday is None),
        weekdays=tuple(
            f"{span.weekday[0]}{_WEEKDAYS[span.weekday[1]]}" for span in last if span.weekday
        ),
    )
    if _may_be_every_other(tokens):
        return replace(_every_so_many_weeks(tokens, rhythm), doubt="unclear_bounds")
    # «2-я неделя» of which month? Beside «ежемесячно» it is clear, alone it is not.
    return replace(_rhythm(tokens, rhythm), number=BARE_PART if bare and rhythm.month_days else 0)


@rule("EVERY SPAN")
def every_named(tokens: list[Token], _: Window) -> Token:
    """«каждую осень», «каждый сентябрь»: once a year."""
    return replace(tokens[1], text=text_of(tokens), rhythm=Rhythm(Frequency.YEARLY))


FREQUENCIES: tuple[Rule, ...] = (
    times_in,
    every,
    every_such_day,
    by_units,
    days_of_every_month,
    after_the_reported,
)
DAYS_OF_EVERY_MONTH: tuple[Rule, ...] = (
    end_of_every,
    part_of_every_length,
    part_of_every_month,
    number_beside_rhythm,
    every_rhythm,
    weekdays,
    days_of_plan_month,
)


def lasts_a_month(period: Window) -> bool:
    """Whether the roadmap is the plan of a month, or hardly more (rule 13)."""
    return (period.end - period.start).days <= 34


def _in_plan_month(tokens: list[Token], parts: tuple[Stretch, ...], period: Window) -> Token:
    def placed(span: Span) -> Span:
        start, end = period.start, period.end
        late = start.month != end.month and 0 < span.first < start.day
        return replace(span, month=end.month if late else start.month)

    stretches = tuple(
        alone(placed(s.opens)) if s.single else Stretch(placed(s.opens), placed(s.closes))
        for s in parts
    )
    span = span_of(tokens, stretches)
    role = {Kind.TILL: Role.TILL, Kind.FROM: Role.FROM}.get(tokens[0].kind)
    both_ends = role is Role.FROM and not stretches[0].single
    return span if role is None or both_ends else replace(span, kind=Kind.BOUND, role=role)


def _rhythm(tokens: list[Token], rhythm: Rhythm) -> Token:
    return Token(Kind.RHYTHM, text_of(tokens), rhythm=rhythm)


def _is_before(tokens: list[Token]) -> bool:
    """«до начала квартала» is a day before any of its own."""
    return tokens[0].kind is Kind.TILL and tokens[1].text.startswith("начал")


def _is_end(tokens: list[Token]) -> bool:
    """Whether a part is the end of its quarter: the day by which the whole of it is due."""
    part = next(token for token in tokens if token.kind in (Kind.EDGE, Kind.PART))
    if part.kind is Kind.EDGE:
        return part.number == _END
    return all(stretch.closes.last == -1 for stretch in part.stretches)


def _asked(tokens: list[Token]) -> Token:
    return Token(Kind.UNKNOWN, text_of(tokens))


def _may_be_every_other(tokens: list[Token]) -> bool:
    """Whether «каждый второй вторник» may count weeks as well as name a day of the month."""
    if Kind.EVERY not in {t.kind for t in tokens} or tokens[-1].kind is not Kind.PART:
        return False
    closes = tokens[-1].stretches[-1].closes
    return closes.weekday is not None and closes.weekday[0] > 1


def _every_so_many_weeks(tokens: list[Token], monthly: Rhythm) -> Token:
    """Every other Tuesday, if one Tuesday is named and the second; else days of the month."""
    (n, weekday), *more = (s.closes.weekday or (0, 0) for s in tokens[-1].stretches)
    if n != 2 or more:
        return _rhythm(tokens, monthly)
    return _rhythm(tokens, Rhythm(Frequency.WEEKLY, n, weekdays=(_WEEKDAYS[weekday],)))


def _day_of_unnamed_month(token: Token) -> Span:
    return day_span(token.number, 0)


def _first_number(tokens: list[Token]) -> int:
    counted = (t.number for t in tokens if t.kind in (Kind.NUMBER, Kind.ORDINAL) and t.number > 0)
    return next(counted, 1)


def _several_times(times: int, lengths: int, unit: Kind) -> Rhythm:
    """Return the rhythm of so many times in so many units: 3 times a year is every 4 months."""
    base = _LENGTHS[unit]
    interval = base.interval * lengths
    finer = _CUT_INTO.get(base.frequency)
    if interval >= times or finer is None:
        return Rhythm(base.frequency, max(1, interval // times))
    return Rhythm(finer.frequency, max(1, interval * finer.interval // times))
