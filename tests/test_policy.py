"""When people are reminded: the ladder, days off, and the hour."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.policy import (
    is_told_of,
    may_be_warned,
    may_go,
    morning,
    next_hour,
    next_reminder,
    stage,
    working_time,
)
from storage.domain.ladder import USUAL, Ladder, Step
from storage.domain.letters import Stage
from storage.domain.people import Centre
from storage.domain.terms import Window
from storage.domain.wishes import NO_WISHES, Wishes
from storage.domain.workdays import Workdays

CALENDAR = Workdays()


def centre(zone: str, letters_at: int = 9) -> Centre:
    return Centre(1, "Centre", ZoneInfo(zone), "ru", letters_at, "quarter")


def reached(day: str, due: str) -> str | None:
    found = morning(date.fromisoformat(day), CALENDAR, USUAL).stage(date.fromisoformat(due))
    return None if found is None else str(found)


@pytest.mark.parametrize(
    ("days_left", "day"),
    [
        (15, None), (14, -14), (8, -14), (7, -7), (4, -7), (3, -3), (2, -3), (1, -1), (0, 0),
        (-1, 1), (-2, 1), (-3, 3), (-6, 3), (-7, 7), (-13, 7), (-14, 14), (-20, 14), (-365, 364),
    ],
)  # fmt: skip
def test_a_stage_lasts_until_the_next_one_begins(days_left: int, day: int | None) -> None:
    assert stage(days_left, USUAL) == (None if day is None else Stage(day))


@given(st.integers(-1000, 14))
def test_a_stage_is_never_ahead_of_its_day(days_left: int) -> None:
    found = stage(days_left, USUAL)
    assert found is not None
    assert found.day <= -days_left
    assert Stage.read(str(found)) == found


def test_a_deadline_on_sunday_is_reminded_of_as_the_last_day_on_friday() -> None:
    assert reached("2021-03-12", "2021-03-14") == "D+0"


def test_a_stage_that_would_begin_on_saturday_is_said_on_friday() -> None:
    assert reached("2021-03-11", "2021-03-16") == "D-7"  # Thursday, 5 days left
    assert reached("2021-03-12", "2021-03-16") == "D-3"  # Friday, 4 left; Saturday has 3
    assert reached("2021-03-15", "2021-03-16") == "D-1"  # Monday


def test_before_the_new_year_holidays_people_hear_of_all_that_ends_in_them() -> None:
    assert reached("2020-12-31", "2021-01-10") == "D+0"
    assert reached("2020-12-31", "2021-01-11") == "D-1"
    assert reached("2020-12-31", "2021-01-24") == "D-14"
    assert reached("2020-12-31", "2021-01-25") is None


def test_nobody_is_told_on_friday_that_a_deadline_was_missed_on_sunday() -> None:
    assert reached("2021-03-12", "2021-03-12") == "D+0"
    assert reached("2021-03-15", "2021-03-12") == "D+3"


def test_a_delay_is_told_on_the_day_itself_not_before() -> None:
    assert reached("2021-03-05", "2021-03-03") == "D+1"  # a holiday Monday, the 8th, lies ahead
    assert reached("2021-03-09", "2021-03-03") == "D+3"


def test_a_saturday_that_is_worked_has_its_own_reminders() -> None:
    assert reached("2021-02-19", "2021-02-20") == "D-1"
    assert reached("2021-02-20", "2021-02-20") == "D+0"


def test_the_last_day_of_february_is_reminded_of_in_a_leap_year_too() -> None:
    assert reached("2024-02-29", "2024-02-29") == "D+0"
    assert reached("2024-02-28", "2024-02-29") == "D-1"


@given(st.dates(date(2020, 2, 1), date(2026, 11, 30)))
def test_every_stage_before_a_deadline_is_said_in_time_on_some_working_day(due: date) -> None:
    days = [due - timedelta(days=n) for n in range(35)]
    said = {
        str(found)
        for day in days
        if CALENDAR.is_working(day) and (found := morning(day, CALENDAR, USUAL).stage(due))
    }
    assert "D+0" in said
    assert not {text for text in said if int(text[1:]) > 0}


@given(st.dates(date(2020, 2, 1), date(2026, 11, 30)), st.integers(-60, 60))
def test_the_horizon_hides_no_reminder(day: date, ahead: int) -> None:
    seen = morning(CALENDAR.next_working(day), CALENDAR, USUAL)
    due = seen.horizon + timedelta(days=ahead)
    assert (seen.stage(due) is None) == (ahead > 0)


def test_a_letter_goes_from_the_hour_of_the_centre_until_the_evening() -> None:
    def at(hour: int, minute: int = 0, day: int = 12) -> bool:
        now = datetime(2021, 3, day, hour, minute, tzinfo=ZoneInfo("Europe/Moscow"))
        return may_go(centre("Europe/Moscow"), now, CALENDAR)

    assert [at(8, 59), at(9), at(20, 59), at(21)] == [False, True, True, False]
    assert not at(9, day=13), "a Saturday"
    assert not at(9, day=8), "a holiday"


def test_a_centre_that_wants_its_letters_late_gets_them_late() -> None:
    now = datetime(2021, 3, 12, 22, tzinfo=ZoneInfo("Europe/Moscow"))
    assert may_go(centre("Europe/Moscow", letters_at=22), now, CALENDAR)


def test_kamchatka_and_kaliningrad_have_their_own_mornings_on_a_server_in_utc() -> None:
    kamchatka, kaliningrad = centre("Asia/Kamchatka"), centre("Europe/Kaliningrad")
    thursday = datetime(2021, 3, 11, 21, tzinfo=UTC)  # Friday 9:00 there, Thursday 23:00 here
    assert may_go(kamchatka, thursday, CALENDAR)
    assert not may_go(kaliningrad, thursday, CALENDAR)
    friday = datetime(2021, 3, 12, 7, tzinfo=UTC)
    assert may_go(kaliningrad, friday, CALENDAR)
    assert may_go(kamchatka, friday, CALENDAR)
    evening = datetime(2021, 3, 12, 21, tzinfo=UTC)  # already Saturday in Kamchatka
    assert not may_go(kamchatka, evening, CALENDAR)


def test_the_next_hour_is_the_first_working_morning() -> None:
    zone = ZoneInfo("Asia/Kamchatka")

    def after(text: str) -> str:
        moment = datetime.fromisoformat(text).replace(tzinfo=zone)
        return f"{next_hour(centre('Asia/Kamchatka'), moment, CALENDAR):%Y-%m-%d %H:%M}"

    assert after("2021-03-12 08:00") == "2021-03-12 09:00"
    assert after("2021-03-12 09:00") == "2021-03-15 09:00"
    assert after("2020-12-31 23:00") == "2021-01-11 09:00"


@given(
    st.datetimes(datetime(2020, 2, 1), datetime(2026, 11, 30), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    st.integers(0, 23),
)
def test_at_the_next_hour_letters_may_go_even_where_clocks_are_turned(
    moment: datetime, letters_at: int
) -> None:
    berlin = centre("Europe/Berlin", letters_at)
    opens = next_hour(berlin, moment, CALENDAR)
    assert opens > moment
    assert may_go(berlin, opens.astimezone(UTC), CALENDAR)


def test_a_ladder_goes_down_to_the_last_day_and_up_from_the_day_after() -> None:
    assert Ladder.read("14,7,3,1,0/1,3,7") == USUAL
    assert str(Ladder((2, 0), (1,))) == "2,0/1/3,14"
    for before, after in (
        ((3, 1), (1,)),
        ((0, 1), (1,)),
        ((0,), ()),
        ((0,), (3,)),
        ((0,), (1, 9)),
    ):
        with pytest.raises(ValueError, match=r"deadline|week"):
            Ladder(before, after)


def test_steps_are_warned_of_on_the_eve_the_last_working_day_before() -> None:
    def warned(day: str, due: str) -> list[int]:
        seen = morning(date.fromisoformat(day), CALENDAR, USUAL)
        return [stage.day for stage in seen.warnings(date.fromisoformat(due))]

    assert warned("2021-03-16", "2021-03-15") == []
    assert warned("2021-03-17", "2021-03-15") == [Step.METHODIST]  # the third day is the 18th
    assert warned("2021-03-12", "2021-03-11") == [Step.METHODIST]  # Friday; Monday is the fourth
    assert warned("2021-03-12", "2021-03-12") == [], "nobody is late on the last day"
    assert warned("2020-12-31", "2020-12-30") == [Step.METHODIST]  # back on the 11th
    assert warned("2021-03-26", "2021-03-15") == [Step.METHODIST, Step.HEAD]


def test_the_next_reminder_is_the_next_stage_on_a_working_day() -> None:
    def following(day: str, due: str) -> str:
        days = (date.fromisoformat(due), date.fromisoformat(day))
        return str(next_reminder(*days, USUAL, CALENDAR))

    assert following("2021-03-17", "2021-03-31") == "2021-03-24"
    assert following("2020-12-31", "2021-01-11") == "2021-01-11"  # over the New Year
    assert following("2024-02-28", "2024-02-29") == "2024-02-29"
    assert following("2021-03-15", "2021-03-01") == "2021-03-22"


def test_the_next_reminder_is_the_readers_own() -> None:
    due, day = date(2021, 3, 31), date(2021, 3, 17)

    def following(wishes: Wishes = NO_WISHES, put_off: date | None = None) -> str:
        return str(next_reminder(due, day, USUAL, CALENDAR, wishes, put_off))

    assert following(Wishes(less=True)) == "2021-03-31"
    away = Window(date(2021, 3, 20), date(2021, 3, 28))
    assert following(Wishes(away=away)) == "2021-03-29", "what was missed is said on the return"
    assert following(put_off=date(2021, 3, 18)) == "2021-03-18"
    assert following(put_off=date(2021, 4, 5)) == "2021-03-31", "the last day is not put off"


def test_a_warning_may_come_before_the_next_reminder() -> None:
    def warned(day: str, until: str) -> bool:
        days = (date.fromisoformat(day), date.fromisoformat(until))
        return may_be_warned(date(2021, 3, 15), *days, USUAL, CALENDAR)

    assert warned("2021-03-16", "2021-03-18")  # on the 17th, of the methodist
    assert not warned("2021-03-17", "2021-03-18")
    assert not warned("2021-03-10", "2021-03-12")
    assert warned("2021-03-22", "2021-03-29")  # of the head


def test_a_silence_counts_by_the_hours_in_which_letters_go() -> None:
    moscow = centre("Europe/Moscow")

    def lasted(since: str, until: str) -> timedelta:
        span = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (since, until)]
        return working_time(span[0], span[1], moscow, CALENDAR)

    hour = timedelta(hours=1)
    assert lasted("2021-03-12 11:05", "2021-03-12 13:40") == timedelta(hours=2, minutes=35)
    assert lasted("2021-03-12 17:30", "2021-03-13 07:00") == hour / 2  # Friday, from 20:30
    assert lasted("2021-03-12 18:00", "2021-03-15 06:00") == 0 * hour
    assert lasted("2021-03-12 18:00", "2021-03-15 07:00") == hour
    assert lasted("2020-12-31 18:00", "2021-01-11 06:00") == 0 * hour


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        ("2021-03-12 13:00", "2021-03-12"),
        ("2021-03-12 21:30", "2021-03-15"),
        ("2021-03-13 10:00", "2021-03-15"),
        ("2020-12-31 22:00", "2021-01-11"),
    ],
)
def test_a_silence_is_told_of_on_the_first_day_with_letters(ended: str, told: str) -> None:
    moscow = centre("Europe/Moscow")
    moment = datetime.fromisoformat(ended).replace(tzinfo=moscow.timezone)
    days = [moment.date() + timedelta(days=n) for n in range(14)]
    found = [str(day) for day in days if is_told_of(moment, day, moscow, CALENDAR)]
    assert found == [told]
