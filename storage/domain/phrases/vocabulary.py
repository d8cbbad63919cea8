"""Vocabulary: every form of every word about time, and what it means."""

from functools import cache

from storage.domain.phrases.english import ENGLISH, ENGLISH_ADVERBS
from storage.domain.phrases.rhythms import WORKDAYS, Frequency, Rhythm
from storage.domain.phrases.tokens import Kind, Token

# Endings by which a stem is declined: a dash stands for the bare stem.
_HARD = "- а у ом е ы ов ам ами ах"
_SOFT = "ь я ю ем е и ей ям ями ях"
_FEMALE = "а ы у е ой - ам ами ах"
_FEMALE_SOFT = "я и ю е ей ь ям ями ях"
_SOFT_SIGN = "ь и ью ей ям ями ях"
_NEUTER = "о а у ом е - ам ами ах"
_ADJECTIVE = "ый ий ой ого ому ым им ом ая ую ое ые ие ых их ыми ими"
_SOFT_ADJECTIVE = "ий его ему им ем яя юю ей ее ие их ими"

_TEENS = ("один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят")
_HIGHER_ORDINALS = (
    *enumerate(("шест", "седьм", "восьм", "девят", "десят"), 6),
    *enumerate((f"{stem}надцат" for stem in _TEENS), 11),
    (20, "двадцат"),
    (30, "тридцат"),
)

# kind, number, «stem endings» or whole words; several spellings are separated by «;»
_WORDS: tuple[tuple[Kind, int, str], ...] = (
    (Kind.MONTH, 1, f"январ {_SOFT}; = янв"),
    (Kind.MONTH, 2, f"феврал {_SOFT}; = фев февр"),
    (Kind.MONTH, 3, "март - а у ом е; = мар"),
    (Kind.MONTH, 4, f"апрел {_SOFT}; = апр"),
    (Kind.MONTH, 5, "ма й я ю ем е и"),
    (Kind.MONTH, 6, f"июн {_SOFT}; = июн"),
    (Kind.MONTH, 7, f"июл {_SOFT}; = июл"),
    (Kind.MONTH, 8, "август - а у ом е; = авг"),
    (Kind.MONTH, 9, f"сентябр {_SOFT}; = сен сент"),
    (Kind.MONTH, 10, f"октябр {_SOFT}; = окт"),
    (Kind.MONTH, 11, f"ноябр {_SOFT}; = ноя нояб"),
    (Kind.MONTH, 12, f"декабр {_SOFT}; = дек"),
    (Kind.ORDINAL, 1, f"перв {_ADJECTIVE}"),
    (Kind.ORDINAL, 2, f"втор {_ADJECTIVE}"),
    (Kind.ORDINAL, 3, "треть его ему им ем я ю е и их ими ей; = третий"),
    (Kind.ORDINAL, 4, f"четверт {_ADJECTIVE}"),
    (Kind.ORDINAL, 5, f"пят {_ADJECTIVE}"),
    *((Kind.ORDINAL, number, f"{stem} {_ADJECTIVE}") for number, stem in _HIGHER_ORDINALS),
    (Kind.ORDINAL, -1, f"последн {_SOFT_ADJECTIVE}; = посл"),
    (Kind.NUMBER, 1, "= один одного одному одна одну одной"),
    (Kind.NUMBER, 2, "= два две двух двум"),
    (Kind.NUMBER, 3, "= три трех трем"),
    (Kind.NUMBER, 4, "= четыре четырех"),
    (Kind.NUMBER, 5, "= пять пяти"),
    (Kind.NUMBER, 6, "= шесть шести"),
    (Kind.NUMBER, 7, "= семь семи"),
    (Kind.NUMBER, 8, "= восемь восьми"),
    (Kind.NUMBER, 9, "= девять девяти"),
    (Kind.NUMBER, 10, "= десять десяти"),
    (Kind.NUMBER, 12, "= двенадцать двенадцати"),
    (Kind.NUMBER, 14, "= четырнадцать четырнадцати"),
    (Kind.NUMBER, 15, "= пятнадцать пятнадцати"),
    (Kind.NUMBER, 20, "= двадцать двадцати"),
    (Kind.NUMBER, 30, "= тридцать тридцати"),
    (Kind.DAY_WORD, 0, "= день дня дню днем дне дни дней дням днями днях дн сутки суток"),
    (Kind.DATE_WORD, 0, f"числ {_NEUTER}; = чис"),
    (Kind.WEEK, 0, f"недел {_FEMALE_SOFT}; = нед"),
    (Kind.MONTH_WORD, 0, "месяц - а у ем е ы ев ам ах; = мес"),
    (Kind.QUARTER, 0, f"квартал {_HARD}; = кв кварт"),
    (Kind.TERM, 0, f"четверт {_SOFT_SIGN}; = четв"),
    (Kind.HALF_YEAR, 0, "полугоди е я ю ем и й ям ях; = полуг полугод полугода пг"),
    (Kind.YEAR_WORD, 0, "год - а у ом е ы ов ам ах; = г гг лет"),
    (Kind.SCHOOL, 0, f"учебн {_ADJECTIVE}; = уч учеб учебн"),
    (Kind.CALENDAR, 0, f"календарн {_ADJECTIVE}; = календ"),
    (Kind.DECADE, 0, f"декад {_FEMALE}"),
    (Kind.HALF, 0, f"половин {_FEMALE}; = пол"),
    (Kind.EDGE, 1, "начал о е у а ом; = нач"),
    (Kind.EDGE, 2, "середин а е у ы ой"),
    (Kind.EDGE, 3, "кон ец ца це цу цом; = окончание окончания окончанию завершение"),
    (Kind.WEEKDAY, 0, f"понедельник {_HARD}; = пн понед"),
    (Kind.WEEKDAY, 1, f"вторник {_HARD}; = вт"),
    (Kind.WEEKDAY, 2, "сред а ы у е ой ам ах; = ср"),
    (Kind.WEEKDAY, 3, "четверг - а у ом е и ов ам ах; = чт"),
    (Kind.WEEKDAY, 4, "пятниц а ы у е ей ам ах; = пт пятн"),
    (Kind.WEEKDAY, 5, "суббот а ы у е ой ам ах; = сб"),
    (Kind.WEEKDAY, 6, "воскресень е я ю ем ям ях; = вс воскр"),
    (Kind.SEASON, 12, f"зим а ы у е ой; зимн {_SOFT_ADJECTIVE}; = зимне"),
    (Kind.SEASON, 3, f"весн а ы у е ой; весенн {_SOFT_ADJECTIVE}; = весенне"),
    (Kind.SEASON, 6, f"лет о ом у; летн {_SOFT_ADJECTIVE}; = лета лете летне"),
    (Kind.SEASON, 9, f"осен ь и ью; осенн {_SOFT_ADJECTIVE}; = осенне"),
    (Kind.HOLIDAYS, 0, "каникул ы - ам ах ами; каникулярн ое ого ый ые ых ом; = каник"),
    (Kind.TILL, 0, "= до к ко не_позднее не_позже непозднее непозже"),
    (Kind.FROM, 0, "= с со от начиная не_ранее не_раньше неранее"),
    (Kind.TO, 0, "= по"),
    (Kind.IN, 0, "= в во"),
    (Kind.ON, 0, "= на за"),
    (Kind.AND, 0, "= и а_также"),
    (Kind.SLASH, 0, "= или либо"),
    (
        Kind.DURING,
        0,
        "= течение течении теченье теченьи теч течений протяжении протяжение ходе"
        " продолжение продолжении процессе втечение втечении втеч",
    ),
    (Kind.EVERY, 0, f"кажд {_ADJECTIVE}; = кажд"),
    (Kind.TIMES, 1, "= раз раза разу разов р"),
    (Kind.TIMES, 2, "= дважды"),
    (Kind.TIMES, 3, "= трижды"),
    (
        Kind.WHOLE,
        0,
        "= весь всего всю вся все всей всех всем целый целого круглый круглого полный полного",
    ),
    (Kind.CURRENT, 0, "текущ ий его ему им ем ая ей ую ее; = тек этого сего"),
    (Kind.NOT_RARER, 0, "= не_реже не_менее не_более нереже минимум"),
    (Kind.INCLUSIVE, 0, "= включительно включит вкл"),
    (
        Kind.PERIOD,
        0,
        f"период {_HARD}; = времени срок срока сроком сроку; действи е я ю ем и;"
        " реализаци я и ю ей",
    ),
    (
        Kind.ONGOING,
        0,
        f"постоянн {_ADJECTIVE}; = постоянно систематически регулярно круглогодично"
        " круглогодично непрерывно бессрочно пост весьгод; систематическ ий ая ое ого ом",
    ),
    (Kind.AT_ONCE, 0, "= немедленно незамедлительно безотлагательно срочно"),
)

_WEEKEND = Rhythm(Frequency.WEEKLY, weekdays=("SA", "SU"))
_ADVERBS: tuple[tuple[Rhythm, str], ...] = (
    (Rhythm(Frequency.DAILY), "ежедневно ежедневн ежедн ежесуточно каждодневно"),
    (Rhythm(Frequency.WEEKLY), "еженедельно еженедельн еженед понедельно"),
    (Rhythm(Frequency.MONTHLY), "ежемесячно ежемесячн ежемес помесячно"),
    (Rhythm(Frequency.MONTHLY, 3), "ежеквартально ежеквартальн ежекв ежекварт поквартально"),
    (Rhythm(Frequency.YEARLY), "ежегодно ежегодн ежегод"),
    (Rhythm(Frequency.DAILY, 10), "ежедекадно"),
    (WORKDAYS, "будни будням рабочие_дни рабочим_дням рабочих_днях"),
    (_WEEKEND, "выходные выходным выходные_дни выходным_дням выходных_днях"),
)
_RHYTHM_ADJECTIVES: tuple[tuple[Rhythm, str], ...] = (
    (Rhythm(Frequency.DAILY), "ежедневн"),
    (Rhythm(Frequency.WEEKLY), "еженедельн"),
    (Rhythm(Frequency.MONTHLY), "ежемесячн"),
    (Rhythm(Frequency.MONTHLY, 3), "ежеквартальн"),
    (Rhythm(Frequency.YEARLY), "ежегодн"),
)


@cache
def time_words() -> dict[str, Token]:
    """Return every known form, without dots and in lower case; «не_реже» is two words."""
    known = {
        form: Token(kind, form, number) for kind, number, spec in _WORDS for form in _forms(spec)
    }
    known |= {
        form: Token(kind, form, number) for kind, number, spec in ENGLISH for form in spec.split()
    }
    for rhythm, forms in (*_ADVERBS, *ENGLISH_ADVERBS):
        known |= {form: Token(Kind.RHYTHM, form, rhythm=rhythm) for form in forms.split()}
    for rhythm, stem in _RHYTHM_ADJECTIVES:
        known |= {
            stem + ending: Token(Kind.RHYTHM, stem + ending, rhythm=rhythm)
            for ending in _ADJECTIVE.split()
        }
    return known


def _forms(spec: str) -> list[str]:
    forms = []
    for part in spec.split(";"):
        stem, *endings = part.split()
        bare = "" if stem == "=" else stem
        forms += [bare + ("" if ending == "-" else ending) for ending in endings]
    return forms
