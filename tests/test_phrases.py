"""What people write in the column «Срок», read in a roadmap: convention by convention."""

from datetime import date

import pytest

from storage.domain.phrases import read
from storage.domain.terms import NO_TERM, Term, TermKind, Window

YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
SCHOOL = Window(date(2025, 9, 1), date(2026, 8, 31))
MONTH = Window(date(2026, 3, 1), date(2026, 3, 31))
DAY = Window(date(2026, 3, 14), date(2026, 3, 14))


def days(text: str) -> tuple[Window, ...]:
    """«01-10..02-28 05-05» → windows; the year is written only where it is not 2026."""
    windows = []
    for piece in text.split():
        start, _, end = piece.partition("..")
        windows.append(Window(_day(start), _day(end or start)))
    return tuple(windows)


def _day(text: str) -> date:
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def assert_reads(phrase: str, period: Window, kind: str, windows: str, rule: str = "") -> None:
    term = read(phrase, period)
    assert (term.kind, term.windows) == (kind, days(windows)), phrase
    assert (term.recurrence or "") == rule, phrase
    assert not term.doubts, phrase


@pytest.mark.parametrize(
    ("phrase", "windows"),
    [
        ("Июль", "07-01..07-31"),
        ("февр. 2026г.", "02-01..02-28"),
        ("в мае месяце", "05-01..05-31"),
        ("март – июнь", "03-01..06-30"),
        ("с января по апрель 2026 года", "01-01..04-30"),
        ("июнь-июль-август", "06-01..08-31"),
        ("Июнь Июль", "06-01..07-31"),
        ("апрель или май", "04-01..05-31"),
        ("05.2026", "05-01..05-31"),
        ("03-05.2026", "03-01..05-31"),
        ("12.03", "03-12"),
        ("12.03.26г.", "03-12"),
        ("2026-03-12", "03-12"),
        ("12/03/2026", "03-12"),
        ("12 03 2026", "03-12"),
        ("«12» марта 2026 г.", "03-12"),
        ("с 12.03 19.03", "03-12..03-19"),
        ("7-го марта", "03-07"),
        ("3–7 марта", "03-03..03-07"),
        ("3-7.03.2026", "03-03..03-07"),
        ("29.04–06.05", "04-29..05-06"),
        ("с 3 по 7 марта", "03-03..03-07"),
        ("ноябрь (24–28)", "11-24..11-28"),
        ("2026 год", "01-01..12-31"),
        ("2026–2027 гг.", "2026-01-01..2027-12-31"),
        ("ноябрь 2026 – 2027", "2026-11-01..2027-12-31"),
    ],
)
def test_dates_months_and_years_make_one_window(phrase: str, windows: str) -> None:
    assert_reads(phrase, YEAR, "window", windows)


@pytest.mark.parametrize(
    ("phrase", "windows"),
    [
        ("январь, июнь", "01-01..01-31 06-01..06-30"),
        ("январь; апрель и октябрь 2026 г.", "01-01..01-31 04-01..04-30 10-01..10-31"),
        ("январь - март, октябрь", "01-01..03-31 10-01..10-31"),
        ("Май. Ноябрь.", "05-01..05-31 11-01..11-30"),
        ("4, 11 и 18 марта", "03-04 03-11 03-18"),
        ("2–4, 9–11 марта", "03-02..03-04 03-09..03-11"),
        ("4 марта и 8 апреля", "03-04 04-08"),
        ("04.03, 08.04", "03-04 04-08"),
        ("до 1 марта, 1 июня и 1 октября", "01-01..03-01 03-02..06-01 06-02..10-01"),
        ("до 5 и до 20 марта", "01-01..03-05 03-06..03-20"),
        ("сент. нояб. май", "09-01..09-30 11-01..11-30 05-01..05-31"),
        ("I, IV кварталы", "01-01..03-31 10-01..12-31"),
        ("январь 2026, 2027 гг.", "2026-01-01..2026-01-31 2027-01-01..2027-01-31"),
        ("осенью и весной", "09-01..11-30 03-01..05-31"),
        ("I полугодие – до 20.05, II полугодие – до 20.12", "01-01..05-20 05-21..12-20"),
        ("в конце I и II полугодия", "06-21..06-30 12-21..12-31"),
        ("первая и третья неделя мая", "05-01..05-07 05-15..05-21"),
    ],
)
def test_lists_make_checkpoints(phrase: str, windows: str) -> None:
    assert_reads(phrase, YEAR, "checkpoints", windows)


@pytest.mark.parametrize(
    ("phrase", "windows"),
    [
        ("октябрь", "2025-10-01..2025-10-31"),
        ("февраль", "02-01..02-28"),
        ("ноябрь – февраль", "2025-11-01..2026-02-28"),
        ("ноябрь - февраль 2026", "2025-11-01..2026-02-28"),
        ("декабрь 2025 – март", "2025-12-01..2026-03-31"),
        ("2026 год, апрель", "04-01..04-30"),
        ("май 26 г.", "05-01..05-31"),
        ("сентябрь 2025/2026 учебного года", "2025-09-01..2025-09-30"),
        ("II полугодие", "01-01..05-31"),
        ("1 полугодие 2025-2026 уч. года", "2025-09-01..2025-12-31"),
        ("I полугодие 2026 года", "01-01..06-30"),
        ("2-я четверть", "2025-11-01..2025-12-31"),
        ("начало учебного года", "2025-09-01..2025-09-10"),
        ("первая половина учебного года", "2025-09-01..2025-12-31"),
        ("конец I полугодия", "2025-12-21..2025-12-31"),
        ("2025/2026 учебный год, март", "03-01..03-31"),
        ("октябрь 2025-2026", "2025-10-01..2025-10-31"),
        ("сентябрь – май 2025-2026", "2025-09-01..2026-05-31"),
        ("май (конец)", "05-21..05-31"),
        ("середина – конец октября", "2025-10-11..2025-10-31"),
        ("зима 2025-2026", "2025-12-01..2026-02-28"),
        ("зимние каникулы", "2025-12-30..2026-01-10"),
    ],
)
def test_the_year_comes_from_the_school_year_of_the_roadmap(phrase: str, windows: str) -> None:
    assert_reads(phrase, SCHOOL, "window", windows)


def test_a_written_year_wins_over_the_roadmap_but_is_asked_about() -> None:
    term = read("октябрь 2029 г.", YEAR)
    assert term.windows == days("2029-10-01..2029-10-31")
    assert [doubt.reason for doubt in term.doubts] == ["outside_period"]


def test_a_year_that_fits_the_last_item_only_is_guessed_and_asked_about() -> None:
    term = read("октябрь, февраль 2026", SCHOOL)
    assert term.windows == days("2025-10-01..2025-10-31 2026-02-01..2026-02-28")
    assert [doubt.reason for doubt in term.doubts] == ["unclear_year"]


def test_a_month_that_the_roadmap_does_not_have_is_asked_about() -> None:
    late = Window(date(2026, 4, 20), date(2026, 12, 31))
    term = read("февраль", late)
    assert term.windows == days("02-01..02-28")
    assert [doubt.reason for doubt in term.doubts] == ["outside_period"]


def test_a_deadline_before_the_roadmap_is_asked_about() -> None:
    term = read("до 20 августа 2025 г.", SCHOOL)
    assert [doubt.reason for doubt in term.doubts] == ["outside_period"]


def test_in_a_long_roadmap_the_first_such_month_is_meant() -> None:
    long = Window(date(2025, 11, 1), date(2026, 12, 31))
    assert_reads("ноябрь", long, "window", "2025-11-01..2025-11-30")
    assert_reads("ноябрь – январь", long, "window", "2025-11-01..2026-01-31")
    assert_reads("май", long, "window", "05-01..05-31")


def test_this_year_and_the_next_are_counted_from_the_start_of_the_roadmap() -> None:
    assert_reads("до 15 ноября текущего года", SCHOOL, "window", "2025-09-01..2025-11-15")
    assert_reads("10 марта т.г.", YEAR, "window", "03-10")


@pytest.mark.parametrize(
    ("phrase", "windows"),
    [
        ("до 12 мая", "01-01..05-12"),
        ("к 12.05.2026", "01-01..05-12"),
        ("не позднее 12 мая", "01-01..05-12"),
        ("в срок до 12 мая", "01-01..05-12"),
        ("по 12 мая", "01-01..05-12"),
        ("до мая", "01-01..04-30"),
        ("до мая включительно", "01-01..05-31"),
        ("до конца мая", "01-01..05-31"),
        ("до конца III квартала", "01-01..09-30"),
        ("до конца года", "01-01..12-31"),
        ("к началу учебного года", "01-01..08-31"),
        ("с 12 мая", "05-12..12-31"),
        ("не ранее июня", "06-01..12-31"),
        ("начиная со II квартала", "04-01..12-31"),
        ("с начала учебного года", "09-01..12-31"),
        ("с 12 мая до 3 июня", "05-12..06-03"),
        ("не ранее 12 мая, не позднее 3 июня", "05-12..06-03"),
    ],
)
def test_little_words_open_and_close_the_window(phrase: str, windows: str) -> None:
    assert_reads(phrase, YEAR, "window", windows)


@pytest.mark.parametrize(
    ("phrase", "windows"),
    [
        ("начало мая", "05-01..05-10"),
        ("в середине мая", "05-11..05-20"),
        ("конец февраля", "02-21..02-28"),
        ("середина – конец мая", "05-11..05-31"),
        ("III декада мая", "05-21..05-31"),
        ("2-3 декада мая", "05-11..05-31"),
        ("вторая половина мая", "05-16..05-31"),
        ("4 неделя мая", "05-22..05-28"),
        ("май (2-я неделя)", "05-08..05-14"),
        ("последняя неделя июня", "06-24..06-30"),
        ("третий четверг мая", "05-21"),
        ("последний день мая", "05-31"),
        ("2-4 квартал", "04-01..12-31"),
        ("четвёртый кв.", "10-01..12-31"),
        ("конец II квартала", "06-21..06-30"),
        ("конец года", "12-21..12-31"),
        ("осенне-зимний период", "2026-09-01..2027-02-28"),
        ("в период летних каникул", "06-01..08-31"),
        ("в течение II квартала", "04-01..06-30"),
        ("в течение апреля", "04-01..04-30"),
    ],
)
def test_parts_of_months_and_years(phrase: str, windows: str) -> None:
    assert_reads(phrase, YEAR, "window", windows)


@pytest.mark.parametrize(
    ("phrase", "period", "windows"),
    [
        ("на протяжении года", YEAR, "01-01..12-31"),
        ("Весь период реализации плана", YEAR, "01-01..12-31"),
        ("непрерывно", YEAR, "01-01..12-31"),
        ("постоянно с 1 апреля", YEAR, "04-01..12-31"),
        ("постоянно (2026-2027 годы)", YEAR, "2026-01-01..2027-12-31"),
        ("апрель, в течение года", YEAR, "01-01..12-31"),
        ("в течение года (апрель, октябрь)", YEAR, "01-01..12-31"),
        (
            "в течение 2027 года",
            Window(date(2026, 1, 1), date(2027, 12, 31)),
            "2027-01-01..2027-12-31",
        ),
        ("весь учебный год", SCHOOL, "2025-09-01..2026-08-31"),
        ("2025/2026 уч.г.", SCHOOL, "2025-09-01..2026-08-31"),
        ("в течение месяца", MONTH, "03-01..03-31"),
        ("в ходе месячника", MONTH, "03-01..03-31"),
    ],
)
def test_what_lasts_has_no_single_date(phrase: str, period: Window, windows: str) -> None:
    assert_reads(phrase, period, "ongoing", windows)


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("каждый день", "FREQ=DAILY"),
        ("раз в неделю", "FREQ=WEEKLY"),
        ("каждую субботу", "FREQ=WEEKLY;BYDAY=SA"),
        ("по понедельникам и пятницам", "FREQ=WEEKLY;BYDAY=MO,FR"),
        ("еженедельно (среда)", "FREQ=WEEKLY;BYDAY=WE"),
        ("раз в 2 недели", "FREQ=WEEKLY;INTERVAL=2"),
        ("2 раза в месяц", "FREQ=WEEKLY;INTERVAL=2"),
        ("1 р./мес.", "FREQ=MONTHLY"),
        ("не менее одного раза в месяц", "FREQ=MONTHLY"),
        ("до 12 числа", "FREQ=MONTHLY;BYMONTHDAY=12"),
        ("ежемесячно к 1 и 15 числу", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("второй четверг каждого месяца", "FREQ=MONTHLY;BYDAY=2TH"),
        ("последний день месяца", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("один раз в 2 месяца", "FREQ=MONTHLY;INTERVAL=2"),
        ("1 раз в четверть", "FREQ=MONTHLY;INTERVAL=3"),
        (
            "до 7 числа месяца, следующего за отчетным кварталом",
            "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=7",
        ),
        ("не реже двух раз в год", "FREQ=MONTHLY;INTERVAL=6"),
        ("трижды в год", "FREQ=MONTHLY;INTERVAL=4"),
        ("4 раза в год", "FREQ=MONTHLY;INTERVAL=3"),
        ("ежегодно в октябре", "FREQ=YEARLY;BYMONTH=10"),
        ("до 3 октября каждого года", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=3"),
        ("постоянно, не реже раза в неделю", "FREQ=WEEKLY"),
    ],
)
def test_what_repeats_has_a_rule(phrase: str, rule: str) -> None:
    assert_reads(phrase, YEAR, "recurring", "01-01..12-31", rule)


def test_what_cannot_repeat_in_a_month_repeats_in_the_roadmap() -> None:
    assert_reads("январь, далее ежемесячно", YEAR, "recurring", "01-01..12-31", "FREQ=MONTHLY")
    assert_reads(
        "ежеквартально, март", YEAR, "recurring", "01-01..12-31", "FREQ=MONTHLY;INTERVAL=3"
    )


def test_what_repeats_may_repeat_in_a_part_of_the_roadmap_only() -> None:
    assert_reads(
        "ежемесячно с октября по май",
        SCHOOL,
        "recurring",
        "2025-10-01..2026-05-31",
        "FREQ=MONTHLY",
    )
    assert_reads("каждую пятницу марта", YEAR, "recurring", "03-01..03-31", "FREQ=WEEKLY;BYDAY=FR")


@pytest.mark.parametrize(
    ("phrase", "windows"),
    [
        ("согласно годовому плану", ""),
        ("по особому расписанию", ""),
        ("в установленные сроки", ""),
        ("по договоренности", ""),
        ("по приказу от 12.01.2026 № 7", ""),
        ("по плану на 2026 год", ""),
        ("в школьные каникулы", ""),
        ("во время каникул", ""),
        ("май (по расписанию)", "05-01..05-31"),
        ("по графику с 1 по 20 мая", "05-01..05-20"),
        ("в течение года (по плану)", "01-01..12-31"),
    ],
)
def test_dates_that_are_set_elsewhere(phrase: str, windows: str) -> None:
    assert_reads(phrase, YEAR, "by_schedule", windows)


@pytest.mark.parametrize(
    ("phrase", "windows"),
    [
        ("при необходимости", ""),
        ("по мере поступления заявлений", ""),
        ("после утверждения расписания", ""),
        ("по итогам I полугодия", ""),
        ("в течение 5 рабочих дней", ""),
        ("за 2 недели до начала смены", ""),
        ("не позднее чем за 3 дня до мероприятия", ""),
        ("в пожароопасный период", ""),
        ("до открытия лагеря", ""),
        ("в день обращения", ""),
        ("июнь, по мере готовности", "06-01..06-30"),
    ],
)
def test_dates_that_hang_on_an_event(phrase: str, windows: str) -> None:
    assert_reads(phrase, YEAR, "conditional", windows)


def test_a_deadline_stands_although_more_is_said_beside_it() -> None:
    assert_reads("до 3 июня, далее при необходимости", YEAR, "window", "01-01..06-03")
    assert_reads("3 июня (при наличии заявок)", YEAR, "window", "06-03")
    assert_reads("во время летних каникул", YEAR, "window", "06-01..08-31")
    assert_reads("июнь (в период проведения экзаменов)", YEAR, "window", "06-01..06-30")


@pytest.mark.parametrize(
    "phrase",
    [
        "17 марта 14.30",
        "17 марта в 10.10",
        "17.03.2026 10.10",
        "17 марта, с 9:00 до 16:00",
        "17 марта в 15 часов, каб. 12",
        "17 марта, 7–9 классы",
        "МБОУ «Лицей № 2», 17 марта",
        "г. Энск, ул. Садовая, д. 3, 17 марта",
        "Школьный этап – 17 марта",
        "17 марта, отв. Сидорова М.П.",
        "17 марта (вторник)",
        "17 марта – День района",
    ],
)
def test_times_places_people_and_classes_are_noise(phrase: str) -> None:
    assert_reads(phrase, YEAR, "window", "03-17")


@pytest.mark.parametrize(
    ("phrase", "windows"),
    [
        ("сентябьр", "09-01..09-30"),
        ("авгст-октябрь", "08-01..10-31"),
        ("но ябрь", "11-01..11-30"),
        ("фев- раль", "02-01..02-28"),
        ("и ю н ь", "06-01..06-30"),
        ("апрель2026-май2026", "04-01..05-31"),
        ("до1июня", "01-01..06-01"),
        ("17 мрта", "03-17"),
        ("З1.О5.2О26", "05-31"),
        ("октяб. 2026", "10-01..10-31"),
        ("17 . 03. 2026 г .", "03-17"),
        ("17.032026", "03-17"),
        ("П кв. 2026", "04-01..06-30"),
        ("1У квартал", "10-01..12-31"),
        ("I-й квартал", "01-01..03-31"),
        ("c 5 по 7 мaя", "05-05..05-07"),
    ],
)
def test_slips_of_the_pen_are_read_as_meant(phrase: str, windows: str) -> None:
    assert_reads(phrase, YEAR, "window", windows)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("втечениегода", "ongoing"),
        ("посто- янно", "ongoing"),
        ("по соглосованию", "by_schedule"),
        ("поплану", "by_schedule"),
        ("помере готовности", "conditional"),
        ("ежеме сячно", "recurring"),
    ],
)
def test_slips_in_other_words(phrase: str, kind: str) -> None:
    term = read(phrase, YEAR)
    assert (term.kind, term.doubts) == (kind, ())


def test_the_plan_of_a_month_needs_no_month_in_its_cells() -> None:
    assert_reads("до 20", MONTH, "window", "03-01..03-20")
    assert_reads("5–9", MONTH, "window", "03-05..03-09")
    assert_reads("12, 19", MONTH, "checkpoints", "03-12 03-19")
    assert_reads("вторая неделя", MONTH, "window", "03-08..03-14")
    assert_reads("до 20 числа", MONTH, "window", "03-01..03-20")
    assert_reads("последняя пятница месяца", MONTH, "window", "03-27")


def test_a_time_alone_is_the_day_of_a_plan_for_one_day() -> None:
    assert_reads("10.00–11.30", DAY, "window", "03-14")
    assert read("10.00–11.30", YEAR).kind == "none"


def test_the_year_of_summer_plans_is_counted_from_september() -> None:
    plan = Window(date(2025, 9, 1), date(2026, 5, 31))
    assert read("июнь-август", plan).windows == days("06-01..08-31")
    assert_reads("до начала учебного года", SCHOOL, "window", "2025-09-01..2026-08-31")


def test_at_once_is_the_first_day() -> None:
    assert_reads("незамедлительно", YEAR, "window", "01-01")


@pytest.mark.parametrize("phrase", ["", "  ", "—", "-", "…", "\n"])
def test_an_empty_cell_has_no_term_and_raises_no_question(phrase: str) -> None:
    assert read(phrase, YEAR) == NO_TERM


@pytest.mark.parametrize(
    "phrase", ["30.02.2026", "31 июня", "до 32 мая", "29 февраля", "10.13.2026", "5 мая, 31 июня"]
)
def test_a_day_that_does_not_exist_is_asked_about(phrase: str) -> None:
    term = read(phrase, YEAR)
    assert (term.kind, term.windows) == (TermKind.NONE, ())
    assert [doubt.reason for doubt in term.doubts] == ["impossible_date"]


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("с 01.10.2026 по 01.03.2026", "reversed_range"),
        ("после 12 мая", "unclear_bounds"),
        ("с мая до июля", "unclear_bounds"),
        ("середина III квартала", "unclear_bounds"),
        ("середина III квартала, декабрь", "unclear_bounds"),
        ("за 5 дней до 1 июня", "unclear_bounds"),
        ("до III квартала", "unclear_bounds"),
        ("до 2027 года", "unclear_bounds"),
        ("май 2026–2028 гг.", "unclear_year"),
        ("кроме июля", "not_understood"),
        ("17 марта, перенести", "not_understood"),
        ("абракадабра", "not_understood"),
        ("42", "not_understood"),
    ],
)
def test_what_is_not_sure_is_asked_about(phrase: str, reason: str) -> None:
    assert reason in [doubt.reason for doubt in read(phrase, YEAR).doubts]


def test_a_doubt_quotes_the_piece_that_was_not_understood() -> None:
    term: Term = read("17 марта, перенести", YEAR)
    assert term.windows == days("03-17")
    assert [doubt.what for doubt in term.doubts] == ["перенести"]
    assert term.needs_review


def test_a_story_in_the_cell_is_not_searched_for_dates() -> None:
    term = read("рассказ о том, как было 12 марта " * 40, YEAR)
    assert term.kind is TermKind.NONE
    assert term.needs_review
