"""Outcomes: whether a noun in a planned result is what came out, or is only mentioned there."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto


class Form(Enum):
    """What the ending of a noun tells of its case."""

    SUBJECT = auto()  # nominative or accusative: «план», «справка»
    EITHER = auto()  # nominative plural or genitive: «справки»
    OF = auto()  # genitive: «плана», «справок»
    BY = auto()  # instrumental: «приказом»


_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)*|[,;:.()\n]")
_END = re.compile(r"[;:.()\n]")
_AND = frozenset({"и", "или", ","})
_PREPOSITION = re.compile(
    "во?|на|со?|по|ко?|об?о?|от|до|из|за|для|при|через|над|под|у|без|между|согласно"
)

# Adjectives and participles by their endings; nouns such as «создание» end alike and are none.
_ADJECTIVE = re.compile(
    r"[\w-]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ую|юю|ых|их|ыми|ими)(?:ся)?"
)
_NO_ADJECTIVE = re.compile(r"\w*[аея]ни[еяюй]|\w+ти[еяюй]|\w+ци[яюией]+|\w*методик\w*")
_PASSED_OVER = frozenset({"не", "также", "менее", "более", "их"})
_COUNT = re.compile(r"\d+|дв[ае]|двух|тр[ие]х?|четыр\w+|пят[ьи]|шест[ьи]|сем[ьи]|десят[ьи]")
_VERB = re.compile(r"\w+(?:ан|ян|ен|ит|ыт|ят|ут)[аоы]?|\w+(?:ют|ут|ет|лись|лась|лся|лось)")

# What makes, or holds, that which follows it in the genitive: «разработка плана», «копия приказа».
_MAKING = re.compile(
    r"(?:создани|издани|утверждени|составлени|формировани|обновлени|оформлени|приняти|ведени"
    r"|наличи|заключени|проведени|размещени|представлени|предоставлени|согласовани|написани"
    r"|обобщени|пополнени|функционировани|изготовлени|сдач)[еаую]"
    r"|(?:разработк|подготовк|корректировк|публикаци|актуализаци|организаци|систематизаци|верси"
    r"|копи|сери)[аяую]|выпуск|пакеты?|комплекты?|проекты?|копии|тексты?|банк|портфель|цикл"
)
_MADE = re.compile(
    r"\b(?:разработ|утвержд|состав|сформир|подготов|изда|созда|обновл|опубликов|размещ|приня"
    r"|внес|согласов|выпущ|оформ|скоррект|представ|направл)\w*\b"
)
_CHANGES = re.compile(r"(?:изменени|дополнени|поправк|корректив)\w*")
_CARRIED_OUT = re.compile(
    r"\b(?:выполн|реализ|исполн|изуч|осво|рассмотр|соблюд|обсужд|провер|пройд)\w*[ае]н[аоы]?\b"
    r"|\b(?:реализу|выполня|исполня|соблюда)[ею]тся\b"
)


def clauses(text: str) -> Iterator[list[str]]:
    """Return the words of each clause in lower case, «е» for «ё»; commas are words too."""
    clause: list[str] = []
    for token in _TOKEN.findall(text.lower().replace("ё", "е")):
        if _END.fullmatch(token):
            yield clause
            clause = []
        else:
            clause.append(token)
    yield clause


def came_out(clause: Sequence[str], place: int, form: Form) -> bool:
    """Whether the noun at a place is an outcome.

    It is one as the subject («Справка»), after a verb («издан приказ»), after what makes it
    («разработка плана»), after a number («5 публикаций»), after changes («изменения в программу»)
    and as the means («утверждён приказом»). It is none as a circumstance («по плану», «качество
    программ»), nor when it was only carried out («план выполнен»).
    """
    return _is_outcome(clause, place, form) and not _was_carried_out(clause, place)


def _is_outcome(clause: Sequence[str], place: int, form: Form) -> bool:
    at = _governing(clause, place)
    left = clause[at] if at >= 0 else ""
    if _PREPOSITION.fullmatch(left):
        return at > 0 and bool(_CHANGES.fullmatch(clause[at - 1]))
    if form in {Form.SUBJECT, Form.BY} or _COUNT.fullmatch(left) or _makes(clause, at):
        return True
    if form is Form.EITHER:
        return not left or bool(_VERB.fullmatch(left)) or _goes_on(clause, at)
    return left in _AND and at > 0 and _is_outcome(clause, at - 1, Form.OF)


def _goes_on(clause: Sequence[str], at: int) -> bool:
    """«справка и рекомендации» are two outcomes, «сферы оценки и диагностики» none."""
    if clause[at] == "и" and at > 0 and clause[at - 1].endswith(("и", "ы")):
        return _is_outcome(clause, at - 1, Form.EITHER)
    return clause[at] in _AND


def _governing(clause: Sequence[str], place: int) -> int:
    """Return the place of the word that governs a noun, adjectives between them passed over."""
    at = place - 1
    while at >= 0 and (_describes(clause[at]) or _joins(clause, at)):
        at -= 1
    return at


def _joins(clause: Sequence[str], at: int) -> bool:
    """«школьных и районных программ»: a conjunction between adjectives governs nothing."""
    return (
        clause[at] in _AND and at > 0 and _describes(clause[at - 1]) and _describes(clause[at + 1])
    )


def _describes(word: str) -> bool:
    noun = _NO_ADJECTIVE.fullmatch(word) or _MAKING.fullmatch(word)
    return word in _PASSED_OVER or (not noun and bool(_ADJECTIVE.fullmatch(word)))


def _makes(clause: Sequence[str], at: int) -> bool:
    """«На создание банка» is a promise, «создание банка» is it."""
    if at < 0 or not _MAKING.fullmatch(clause[at]):
        return False
    governing = _governing(clause, at)
    return governing < 0 or not _PREPOSITION.fullmatch(clause[governing])


def _was_carried_out(clause: Sequence[str], place: int) -> bool:
    start = max((i + 1 for i in range(place) if clause[i] == ","), default=0)
    end = next((i for i in range(place, len(clause)) if clause[i] == ","), len(clause))
    near = " ".join(clause[start:end])
    return bool(_CARRIED_OUT.search(near)) and not _MADE.search(near)
