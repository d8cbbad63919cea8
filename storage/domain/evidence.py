"""Evidence: what a planned result names that can be shown, so that a mark asks for it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from storage.domain.outcomes import Form, came_out, clauses


class Evidence(StrEnum):
    """What to ask for. What weighs more stands first, and results name it in this order."""

    ORDER = "order"  # an act that has a number and a date
    NOTE = "note"  # a note, an analysis, a report, minutes
    LIST = "list"  # a list, a register, a data bank
    PLAN = "plan"  # a plan, a programme, a timetable
    COLLECTION = "collection"  # a collection, guidelines, materials
    LINK = "link"  # a page, a publication
    PHOTO = "photo"  # something that took place, a diploma
    NONE = "none"  # «Повышение качества …»: nothing that could be shown


_SUBJECT, _EITHER, _OF, _BY = Form.SUBJECT, Form.EITHER, Form.OF, Form.BY

# Endings by declension; a stem is given without them: «план», «справк» and «справок», «решени».
_MASCULINE = {_SUBJECT: "|ы|и|ь", _OF: "а|я|ов|ев|ей"}
_FEMININE = {_SUBJECT: "а|я|у|ю|ь", _EITHER: "ы|и", _OF: "|й|ей"}
_NEUTER = {_SUBJECT: "е", _EITHER: "я", _OF: "й"}
_PLURAL = {_SUBJECT: "е", _OF: "х"}
# «утверждён приказом» names an order; of nothing else is the instrumental an outcome.
_ACT = {**_MASCULINE, _BY: "ом|ами"}
_NEUTER_ACT = {**_NEUTER, _BY: "ем|ями"}


@dataclass(frozen=True, slots=True)
class _Noun:
    """Stems of one declension that ask for the same; the words beside them may be limited."""

    asks: Evidence
    endings: Mapping[Form, str]
    stems: str
    before: str = ""
    after: str = ""

    def form(self, word: str) -> Form | None:
        """Return the form of a word that is this noun, None when it is another word."""
        # «план-график», «онлайн-конференция»: either half may be the noun.
        halves = (word, *word.split("-"))
        for form, endings in self.endings.items():
            if any(re.fullmatch(rf"(?:{self.stems})(?:{endings})", half) for half in halves):
                return form
        return None

    def stands_at(self, clause: Sequence[str], place: int) -> bool:
        """Whether the words beside a place are those that the noun wants."""
        before, after = " ".join(clause[:place]), " ".join(clause[place + 1 :])
        wanted = re.search(rf"(?:{self.before})\w*$", before)
        return wanted is not None and re.match(self.after, after) is not None


_BODY = r"коллеги|совет|комисси|педсовет|педагогическ|совещани|собрани|заседани|оргкомитет"
_EXAMINED = (
    r"(?:\w+ый |\w+ого |\w+ой |\w+ых )?(?:анкет|опрос|мониторинг|диагност|тестир|контрольн|проверк"
    r"|срез|самообслед|обследов|наблюд|пробн)"
)

# The first that fits decides.
_NOUNS = (
    _Noun(Evidence.ORDER, _ACT, r"приказ|указ|договор|регламент|устав"),
    _Noun(Evidence.ORDER, _NEUTER_ACT, r"распоряжени|постановлени|соглашени|предписани"),
    _Noun(Evidence.ORDER, _NEUTER_ACT, r"решени", after=rf"об? |{_BODY}"),
    _Noun(Evidence.ORDER, _NEUTER, r"положени", after=r"об? "),
    _Noun(Evidence.ORDER, _MASCULINE, r"акт", before=r"локальн|нормативн|правов"),
    _Noun(Evidence.PHOTO, _MASCULINE, r"фото|фотоотчет|фотоматериал|фотоальбом|фотоколлаж"),
    _Noun(Evidence.PHOTO, _FEMININE, r"фотографи|фотосесси"),
    _Noun(Evidence.LINK, _MASCULINE, r"видеоотчет|видеоролик|видеоматериал|ролик|подкаст|эфир"),
    _Noun(Evidence.LINK, _MASCULINE, r"сайт|телеграм-канал|лендинг|пост"),
    _Noun(Evidence.LINK, _FEMININE, r"публикаци|ссыл(?:к|ок)|стат(?:ь|е)|видеозапис"),
    _Noun(Evidence.LINK, _FEMININE, r"страниц|странич(?:к|ек)|рубрик"),
    _Noun(Evidence.PLAN, _FEMININE, r"карт", before=r"дорожн"),
    _Noun(Evidence.COLLECTION, _FEMININE, r"карт", before=r"технологическ"),
    _Noun(Evidence.NOTE, _MASCULINE, r"анализ|самоанализ|(?:само)?отчет|протокол|акт|мониторинг"),
    _Noun(Evidence.NOTE, _MASCULINE, r"доклад|журнал|опрос|чек-лист|вывод|паспорт"),
    _Noun(Evidence.NOTE, _MASCULINE, r"лист", after=r"наблюд|оцен|контрол|самооцен|анализ"),
    _Noun(Evidence.NOTE, _MASCULINE, r"профил", before=r"риск|диагност"),
    _Noun(Evidence.NOTE, _MASCULINE, r"результат|итог", after=_EXAMINED),
    _Noun(Evidence.NOTE, _PLURAL, r"данны", after=_EXAMINED),
    _Noun(Evidence.NOTE, _FEMININE, r"справ(?:к|ок)|записк|записок|свод(?:к|ок)|экспертиз"),
    _Noun(Evidence.NOTE, _FEMININE, r"отчетност|диагностик|рецензи|карт|анкет"),
    _Noun(Evidence.NOTE, _FEMININE, r"оценк", after=r"результат|состоян|эффект|деятельн|динам"),
    _Noun(Evidence.NOTE, _FEMININE, r"информаци", after=r"об? |по |в "),
    _Noun(Evidence.NOTE, _NEUTER, r"заключени", after=r"(?!догов|согла|контракт)"),
    _Noun(Evidence.NOTE, _NEUTER, r"анкетировани|тестировани|самообследовани|предложени"),
    _Noun(Evidence.NOTE, {_SUBJECT: "о", _EITHER: "а"}, r"письм"),
    _Noun(Evidence.COLLECTION, _MASCULINE, r"банк",
          after=r"(?:\w+[ыи]х )*(?:задани|материал|практик|разработ|конспект|урок|сценари)"),
    _Noun(Evidence.COLLECTION, _MASCULINE, r"банк", before=r"методическ"),
    _Noun(Evidence.LIST, _MASCULINE, r"спис(?:ок|к)|переч(?:ень|н)|реестр|банк|рейтинг|каталог"),
    _Noun(Evidence.LIST, _MASCULINE, r"состав",
          after=r"(?:\w+о[йм] )?(?:групп|комисс|комит|команд|жюри|оргком|совет)"),
    _Noun(Evidence.LIST, _FEMININE, r"баз", after=r"данны"),
    _Noun(Evidence.LIST, _FEMININE, r"картотек|таблиц|матриц|номенклатур"),
    _Noun(Evidence.PLAN, _MASCULINE, r"(?:медиа)?план|график|маршрут|календар"),
    _Noun(Evidence.PLAN, _FEMININE, r"(?:под)?программ|циклограмм|концепци|стратеги"),
    _Noun(Evidence.PLAN, _NEUTER, r"расписани"),
    _Noun(Evidence.COLLECTION, _MASCULINE, r"сборник|материал|буклет|альманах|вестник|кейс"),
    _Noun(Evidence.COLLECTION, _MASCULINE, r"конспект|сценари|инструментари|путеводител|плакат"),
    _Noun(Evidence.COLLECTION, _FEMININE, r"рекомендаци|памят(?:к|ок)|брошюр|листов(?:к|ок)"),
    _Noun(Evidence.COLLECTION, _FEMININE, r"методич(?:к|ек)|инструкци|презентаци|газет"),
    _Noun(Evidence.COLLECTION, _FEMININE, r"разработ(?:к|ок)", before=r"методическ|авторск"),
    _Noun(Evidence.COLLECTION, _NEUTER, r"пособи"),
    _Noun(Evidence.PHOTO, _MASCULINE, r"семинар|конкурс|праздник|слет|фестивал|мастер-класс"),
    _Noun(Evidence.PHOTO, _MASCULINE, r"форум|педсовет|вебинар|тренинг|турнир|марафон|концерт"),
    _Noun(Evidence.PHOTO, _MASCULINE, r"стол", before=r"кругл"),
    _Noun(Evidence.PHOTO, _MASCULINE, r"урок|час", before=r"открыт|классн|един"),
    _Noun(Evidence.PHOTO, _MASCULINE, r"сертификат|диплом|стенд"),
    _Noun(Evidence.PHOTO, _FEMININE, r"олимпиад|конференци|встреч|экскурси|акци|выстав(?:к|ок)"),
    _Noun(Evidence.PHOTO, _FEMININE, r"ярмар(?:к|ок)|линей(?:к|ек)|стажиров(?:к|ок)|грамот"),
    _Noun(Evidence.PHOTO, _NEUTER, r"мероприяти|совещани|собрани|заседани|удостоверени|заняти"),
)  # fmt: skip

# Nobody is appointed and no working group founded without an order.
_BY_ORDER = re.compile(
    r"\bназначен[аоы]?\b"
    r"|\bзакреплен[аоы]?\b(?: \w+){0,3}? (?:куратор|наставник|тьютор|консультант|специалист)"
    r"|\b(?:создан|сформирован)[аоы]?\b(?: \w+){0,3}?"
    r" (?:рабоч\w+ групп|комисси|совет|оргкомитет|координационн\w+ центр)"
)
_PUBLISHED = re.compile(
    r"\b(?:размещен|опубликован|выложен)[аоы]?\b(?!.*\bстенд)"
    r"|\b(?:на|в) (?:\w+ ){0,4}?(?:сайт|портал|страниц|соцсет|интернет)\w*|\bв сми\b"
    r"|\bв социальных сетях"
)
_TOOK_PART = re.compile(
    r"(?:\w+ )?участие (?:\w+ ){0,6}?в (?:\w+ ){0,3}?(?:конкурс|семинар|олимпиад|вебинар|конференц"
    r"|слет|фестивал|форум|чтени|мастер-класс|акци|соревнован)"
)
_INSPECTED = re.compile(r"(?:\w+ )?(?:анализ|мониторинг|оценк|провер|экспертиз|справк|повышени)")


def evidence_named(result: str) -> tuple[Evidence, ...]:
    """Return what a planned result names that can be shown, the weightiest first.

    Only what came out counts (`outcomes.came_out`): «Издан приказ» names an order, «в соответствии
    с приказом» does not. Never empty: `(Evidence.NONE,)` where nothing can be shown.
    """
    found: set[Evidence] = set()
    for clause in clauses(result):
        found.update(_of_nouns(clause))
        found.update(_of_phrases(" ".join(clause)))
    return tuple(kind for kind in Evidence if kind in found) or (Evidence.NONE,)


def _of_nouns(clause: Sequence[str]) -> Iterator[Evidence]:
    for place, word in enumerate(clause):
        fitting = (pair for pair in _nouns(word) if pair[0].stands_at(clause, place))
        noun, form = next(fitting, (None, None))
        if noun and form and came_out(clause, place, form):
            yield noun.asks


@lru_cache(maxsize=4096)
def _nouns(word: str) -> tuple[tuple[_Noun, Form], ...]:
    """Which nouns a word may be. Results share their words, and each is held against all nouns."""
    return tuple((noun, form) for noun in _NOUNS if (form := noun.form(word)))


def _of_phrases(clause: str) -> Iterator[Evidence]:
    if _BY_ORDER.search(clause):
        yield Evidence.ORDER
    for part in clause.split(" , "):
        if _PUBLISHED.search(part) and not _INSPECTED.match(part):
            yield Evidence.LINK
        if _TOOK_PART.match(part):
            yield Evidence.PHOTO
