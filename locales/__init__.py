"""Words: gettext catalogues with English msgids, compiled in memory when first asked for."""

import gettext
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

FIRST = "ru"
"""The language that is always complete; every other one falls back to it."""

SOURCE = "en"
"""The language of the msgids: it needs no catalogue."""


def msgid(text: str) -> str:
    """Mark a sentence for the catalogues; it is translated later, when it is said."""
    return text


class Words:
    """One language's words. An unknown language speaks Russian.

    `words("Due {day}", day=…)` is plain text for labels, toasts and the shell;
    `words.html(…)` is the same for messages: facts are escaped, the msgid's own tags stay.
    """

    def __init__(self, language: str) -> None:
        self.language = language if language in languages() else FIRST
        self._texts = _load(self.language)
        self._locale = _locale(self.language)

    def __call__(self, text: str, /, **facts: object) -> str:
        """Say it in plain text. Without facts its placeholders stay, for a page to fill in."""
        said = self._texts.gettext(text)
        return said.format(**facts) if facts else said

    def html(self, text: str, /, **facts: object) -> Markup:
        """Say it as HTML, with every fact escaped unless it is Markup already."""
        return Markup(self._texts.gettext(text)).format(**facts)  # noqa: S704 - our own msgid

    def count(self, one: str, many: str, n: int, /, **facts: object) -> str:
        """Say it of `n` things: «1 день», «2 дня», «5 дней»."""
        return self._texts.ngettext(one, many, n).format(n=n, **facts)

    def count_html(self, one: str, many: str, n: int, /, **facts: object) -> Markup:
        """Say it of `n` things, as HTML."""
        said = self._texts.ngettext(one, many, n)
        return Markup(said).format(n=n, **facts)  # noqa: S704 - our own msgid

    def day(self, day: date, *, year: bool = False) -> str:
        """Name a day: «28 февраля (вс)», with the year where it could be another one."""
        return format_date(day, "d MMMM y (EEE)" if year else "d MMMM (EEE)", self._locale)

    def plain_day(self, day: date, *, year: bool = False) -> str:
        """Name a day without its weekday: «28 февраля», «28 февраля 2021»."""
        return format_date(day, "d MMMM y" if year else "d MMMM", self._locale)

    def month(self, month: int) -> str:
        """Name a month by itself: «май»."""
        return format_date(date(2001, month, 1), "LLLL", self._locale)

    def weekday(self, day: date) -> str:
        """Name a day in full: «25 января, понедельник»."""
        return format_date(day, "d MMMM, EEEE", self._locale)

    def short_day(self, day: date) -> str:
        """Name a day in figures: 28.02.2021."""
        return format_date(day, "dd.MM.y", self._locale)

    def clock(self, moment: datetime) -> str:
        """Name a time of day as its own zone has it: 10:42."""
        return format_time(moment, "HH:mm", tzinfo=moment.tzinfo, locale=self._locale)


@cache
def languages() -> tuple[str, ...]:
    """List the languages that can be spoken: a catalogue here is all that one needs."""
    found = [path.name.removesuffix(".po") for path in files(__name__).iterdir()
             if path.name.endswith(".po")]  # fmt: skip
    return (FIRST, SOURCE, *sorted(set(found) - {FIRST, SOURCE}))


@cache
def _load(language: str) -> gettext.NullTranslations:
    if language == SOURCE:
        return gettext.NullTranslations()
    catalogue = read_po(BytesIO(files(__name__).joinpath(f"{language}.po").read_bytes()))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    texts = gettext.GNUTranslations(compiled)
    if language != FIRST:
        texts.add_fallback(_load(FIRST))
    return texts


@cache
def _locale(language: str) -> Locale:
    # CLDR knows neither kbd nor krc: a catalogue may exist where dates do not.
    try:
        return Locale.parse(language)
    except UnknownLocaleError:
        return Locale.parse(FIRST)
