"""The label of a column: what it says that the column holds, in many words for few things."""

import re
from enum import StrEnum
from functools import lru_cache

from storage.documents.wording import bare


class Role(StrEnum):
    """What a column of a plan may hold."""

    NUMBER = "number"
    SECTION = "section"
    TITLE = "title"
    TERM = "term"
    START = "start"
    END = "end"
    SPAN = "span"  # one column per quarter or month, with a mark where the activity falls
    TIME = "time"
    RESPONSIBLE = "responsible"
    RESULT = "result"
    SCHOOL = "school"
    OTHER = "other"


# In this order: «Ответственный за мероприятие» is a responsible, «Участники мероприятия» nothing.
_WORDS = (
    (
        Role.NUMBER,
        r"^(?:№|n|no|#|п\W{0,2}п|(?:порядковый )?номер|код|пункт)"
        r"(?:\W*(?:п\W*п|пункта|раздела|строки|\d+))*\W*$|^№ п",
    ),
    (
        Role.OTHER,
        r"^(?!сроки? (?:ис|вы)полн).*отметк|примечани|участник(?!.*ответств)|категори"
        r"|^мест[оа]|аудитори|телефон|контакт|финансир",
    ),
    (
        Role.SCHOOL,
        r"^(?:полное |краткое )?(?:наименовани\w+|названи\w+)? ?(?:школ[аы]?|оо|оу"
        r"|(?:обще)?образовательн\w+ (?:организаци|учреждени)\w+)\b(?!.*мероприят)",
    ),
    (Role.SECTION, r"^направлени\w+(?: (?:деятельности|работы?|работ))?$"),
    (Role.START, r"^(?:дата |срок )?(?:начал[оа]|с)\b"),
    (Role.END, r"^(?:дата |срок )?(?:окончани|завершени|кон(?:ец|ца)|по$|до$)"),
    (
        Role.TERM,
        r"срок|\bдат[аы]|период|когда|месяц|^график|дедлайн|^(?:квартал|(?:учебная )?неделя"
        r"|четверть|год|числ[оа]|до какого числа|день(?: недели)?|дни(?: недели)?)$",
    ),
    (Role.TIME, r"\bврем[яе]|^час"),
    (
        Role.RESPONSIBLE,
        r"отве[тс]{1,3}венн?|^ответств|исполнител|^(?:отв|исп)\b|отвн|должностные лица"
        r"|за кем закрепл|^к(?:то|ем)\b|организатор|координатор|куратор",
    ),
    (
        Role.RESULT,
        r"результат|^итог|продукт|показател|индикатор|эффект|критери|выход|^документ|вид документ"
        r"|подтвержд|форма (?:отч|предст|предост|заверш|контр|подтв|фикс)|отчетн",
    ),
    (Role.TITLE, r"мероприят"),
    (Role.SECTION, r"^(?:этап|раздел|блок|модул)"),
    (
        Role.TITLE,
        r"содержани|наименовани|названи|действи|вид\w* (?:работ|деятельн)|тематик|^дел[оа]\b"
        r"|^тем[аы]|вопрос|что (?:дела|сдела|нужно)|работ[аы]|активност|^шаг"
        r"|^мер[аы]\b|событи|поручен|задани",
    ),
    # As our own tables are written in English.
    (Role.SCHOOL, r"^name of the school$"),
    (Role.TITLE, r"^activit(?:y|ies)$"),
    (Role.TERM, r"^(?:term|deadline)$"),
    (Role.RESPONSIBLE, r"^responsible$"),
    (Role.RESULT, r"^(?:planned|expected)? ?result$"),
    (Role.SECTION, r"^section$"),
    (Role.SECTION, r"направлени|раздел|\bэтап|\bблок|^задач|модул|\bцел[ьи]"),
)
# Who does the work, where no other label says so.
_SOMEBODY = re.compile(
    r"фи ?о|ф и о|должност|организаци|учреждени|руководител|педагог|воспитател|учител|сотрудник"
    r"|специалист|субъект|подразделени|отдел\b"
)
_HYPHENATED = re.compile(r"(?<=[а-яё])[-‐]\s*(?=[а-яё])")
_LONGEST_LABEL = 90
_MOST_WORDS = 10


@lru_cache(4096)
def role_of(label: str) -> Role | None:
    """Return what a column with this label holds, None when the label says nothing."""
    words = bare(label)
    if not words and not set(label) & set("№#"):
        return None
    if len(label) > _LONGEST_LABEL or len(words.split()) > _MOST_WORDS or has_data(label):
        return None
    text = re.sub(r"\s+", " ", _HYPHENATED.sub("", label.lower().replace("ё", "е"))).strip()
    return next((role for role, pattern in _WORDS if re.search(pattern, text)), None)


def names_somebody(label: str) -> bool:
    """Whether a label without a role is that of people or organisations: «ФИО», «Педагог»."""
    return len(label) <= _LONGEST_LABEL and bool(_SOMEBODY.match(bare(label)))


def may_name(label: str) -> bool:
    """Whether a label without a role looks like one: «Предмет контроля» is no sentence."""
    return bool(bare(label)) and len(label) <= _LONGEST_LABEL and not has_data(label)


def has_data(label: str) -> bool:
    """Whether a text holds digits other than a year, which no label of a column does."""
    return bool(re.search(r"\d", re.sub(r"\b20\d\d\b|^\W*№.*", "", label)))
