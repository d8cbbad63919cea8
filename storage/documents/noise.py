"""What stands in or around a plan and is no part of it: totals, signatures, page numbers."""

import re

from storage.documents.blocks import Row
from storage.documents.wording import one_line, starts_lower

_RULE = re.compile(r"[-–—_=+:*\s]*")
_NOTHING = re.compile(
    r"(?:исп(?:олн(?:ил|итель)?)?\.?\s*:|исп\.|примечани[ея]|итого\b|всего\b|\*|тел\.|согласован"
    r"|утвержд(?:аю|ено|ена)\b|таблица \d+$|продолжение|приложение|стр(?:аница)?\.? ?\d|\d+$"
    r"|м\.\s?п\.|подпись|с (?:планом|приказом) ознаком)",
    re.IGNORECASE,
)
_NAME = r"(?:[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.)"
_ENDS_WITH_NAME = re.compile(rf"{_NAME}\W*$")
_ONLY_NAME = re.compile(rf"[/_\s]*{_NAME}[/_\s]*")
_POST = re.compile(
    r"(?:\w+ )?(?:директор|начальник|заведующ|председатель|руководитель|методист|глава"
    r"|исполняющ|заместитель|секретарь|исполнитель|составил|разработал)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:итого|всего)\b", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:\d{1,2}\.\s?\D|[IVXХ]{1,4}\.?\s|(?:раздел|этап|блок|направление|модуль|глава|часть)\b"
    r"|\w+ (?:этап|раздел|блок)\b)",
    re.IGNORECASE,
)
_LONGEST_HEADING = 300


def is_nothing(row: Row) -> bool:
    """Whether a row holds no activity: blank, a rule, «1 2 3 4 5», a total, a signature."""
    texts = [one_line(cell.text) for cell in row if cell.text and not cell.from_above]
    if not texts or all(_RULE.fullmatch(t) for t in texts):
        return True
    if len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]:
        return True
    if len(texts) == 1:
        return is_noise(texts[0]) or bool(_ENDS_WITH_NAME.search(texts[0]))
    return bool(_TOTAL.match(texts[0])) or _is_signed(texts)


def is_noise(line: str) -> bool:
    """Whether a line is a remark, a stamp, a signature or a page number."""
    return bool(_NOTHING.match(line) or (_POST.match(line) and _ENDS_WITH_NAME.search(line)))


def is_heading(line: str) -> bool:
    """Whether a line between two parts of a table can be the heading of the lower one."""
    words = one_line(line)
    return (
        0 < len(words) <= _LONGEST_HEADING
        and not words.endswith((";", ":"))
        and not is_noise(words)
        and not _ENDS_WITH_NAME.search(words)
        and not starts_lower(words)
    )


def is_labelled(line: str) -> bool:
    """Whether a heading says by itself that it is one: «2. …», «II …», «Раздел …»."""
    return bool(_LABELLED.match(one_line(line)))


def _is_signed(texts: list[str]) -> bool:
    """«Директор ИМЦ» and «И.И. Иванова» in two cells are a signature, not an activity."""
    return (
        2 <= len(texts) <= 3
        and bool(_POST.match(texts[0]))
        and any(_ONLY_NAME.fullmatch(text) for text in texts[1:])
    )
