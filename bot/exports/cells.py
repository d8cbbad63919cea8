"""Cells: what every file for an office program has to say and to mind, whatever its format."""

import re

from bot.views.lines import span
from locales import Words
from storage.domain.draft import Draft

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """Return the text without characters that no XML may hold: with them no program opens it."""
    return _NOT_IN_XML.sub("", text)


def above(draft: Draft, words: Words) -> list[str]:
    """Return what stands between the title and the plan: the order, and the period.

    In Russian both are worded as in an order, so that the reader of documents finds them again.
    """
    lines = []
    if draft.order_number and draft.order_date:
        day = words.plain_day(draft.order_date, year=True)
        lines.append(
            words("Approved by order No. {number} of {day}", number=draft.order_number, day=day)
        )
    if draft.period:
        lines.append(words("Period of the roadmap: {period}", period=span(draft.period, words)))
    return lines
