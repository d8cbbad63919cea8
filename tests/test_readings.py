"""A term in words: what the preview says was understood."""

from datetime import date

import pytest

from bot.views.drafts import reading
from locales import Words
from storage.domain.phrases import read
from storage.domain.terms import Window


@pytest.mark.parametrize(
    ("phrase", "russian", "english"),
    [
        ("ежедневно", "каждый день", "every day"),
        ("раз в 10 дней", "раз в 10 дней", "every 10 days"),
        ("раз в две недели", "раз в 2 недели", "every 2 weeks"),
        ("по средам", "каждую неделю по средам", "every week on Wednesdays"),
        ("ежемесячно до 25 числа", "каждый месяц до 25 числа", "every month by day 25"),
        ("1 и 15 числа", "каждый месяц до 1, 15 числа", "every month by day 1, 15"),
        ("последний день месяца", "каждый месяц до последнего дня", "every month by the last day"),
        (
            "последняя пятница месяца",
            "каждый месяц (последняя пятница)",
            "every month (the last Friday)",
        ),
        ("вторая среда месяца", "каждый месяц (2-я среда)", "every month (Wednesday no. 2)"),
        ("ежеквартально до 5 числа", "раз в 3 месяца до 5 числа", "every 3 months by day 5"),
        ("ежегодно до 1 июня", "каждый год до 1 июня", "every year by 1 June"),
        ("ежегодно, май, октябрь", "каждый год (май, октябрь)", "every year (May, October)"),
        ("раз в 5 лет", "раз в 5 лет", "every 5 years"),
    ],
)
def test_a_term_that_repeats_is_read_back_with_its_rule(
    phrase: str, russian: str, english: str
) -> None:
    term = read(phrase, Window(date(2026, 1, 3), date(2026, 12, 31)))
    assert reading(term, Words("ru")) == f"{russian}, с 3 января по 31 декабря 2026"
    assert reading(term, Words("en")) == f"{english}, from 3 January to 31 December 2026"


def test_what_bounds_a_term_without_a_date_is_read_back_too() -> None:
    year = Window(date(2026, 1, 1), date(2026, 12, 31))
    said = reading(read("май (по графику)", year), Words("ru"))
    assert said == "по графику, с 1 мая по 31 мая 2026"
    said = reading(read("май, по мере готовности", year), Words("ru"))
    assert said == "по событию, с 1 мая по 31 мая 2026"
    assert reading(read("по графику", year), Words("ru")) == "по графику, срока пока нет"


def test_russian_says_the_second_day_in_its_own_way() -> None:
    year = Window(date(2026, 1, 1), date(2026, 12, 31))
    assert reading(read("2–5 мая", year), Words("ru")) == "со 2 мая по 5 мая 2026"
    assert reading(read("22–25 мая", year), Words("ru")) == "с 22 мая по 25 мая 2026"
