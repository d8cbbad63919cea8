"""Lists of schools, which orders carry as an appendix, and their names for a phone."""

import re
from collections.abc import Iterable, Iterator, Sequence

from storage.documents import header
from storage.documents.blocks import Block, Grid, Paragraph
from storage.documents.wording import bare, one_line
from storage.domain.draft import DraftOrganisation

_ANNOUNCED = re.compile(
    r"(?=.*(?:перечень|список|участник|участниц))"
    r"(?=.*(?:школ|общеобразоват|образовательн\w+ (?:орган|учр)|\bо[оу]\b|шнор|шнсу))"
    r"(?!.*мероприят)",
    re.IGNORECASE | re.DOTALL,
)
_SCHOOL = re.compile(
    r"\b(?:\w?сош|оош|нош|школ[аы]?|школа-интернат|гимнази[яи]|лице[йи]"
    r"|общеобразовательное учреждение|м[бкао]{0,2}оу|г[бк]?оу"
    r"|общеобразовательная организация|кадетск\w+)\b",
    re.IGNORECASE,
)
# A clause of the order tells somebody to do something; a name has no infinitive in it.
_INSTRUCTION = re.compile(r"\b\w{3,}[аеиуыя]ть(?:ся)?\b", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:\d+[.)]?|[-–—•*·])\s*(?=\D)")
_COMMA = re.compile(r"[,;]\s*(?![^«]*»)")
_PEOPLE = re.compile(
    r"(?:руководител|директор|педагог|учител|заместител|координатор)", re.IGNORECASE
)
_LONGEST_NAME = 300
_TYPES = (
    (r"средн\w+ (?:обще)?образовательн\w+ школ\w+|средн\w+ школ\w+", "СОШ"),
    (r"основн\w+ (?:обще)?образовательн\w+ школ\w+|основн\w+ школ\w+", "ООШ"),
    (r"начальн\w+ (?:(?:обще)?образовательн\w+ )?школ\w+(?!\s*[-–—]\s*дет)", "НОШ"),
)
_LEGAL = re.compile(
    r"^(?:м[бкао]{1,2}оу|моу|г[бк]?оу|мкоу|(?:муниципальн|государственн|бюджетн|казенн|казённ|автономн"
    r"|общеобразовательн|образовательн|областн|краев|учреждени|организаци)\w*)(?:\s+|$)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:г\.\s?п|с\.\s?п|пгт|г|с|п|пос|ст|х|д|а|рп|аул|село|города?|пос[её]лка?|станицы?|деревни)\b\.?\s*"
    r"[«\"]?[А-ЯЁ][\w-]+(?: (?!\w+(?:ого|ой)\b)[А-ЯЁ][\w-]+)?",
)
_PATRON = re.compile(r"\s*,?\s*(?:им\.|имени)\s.*$", re.IGNORECASE)


def listed(blocks: Sequence[Block]) -> tuple[DraftOrganisation, ...]:
    """Return the schools that the blocks outside the plan list, in order, each once."""
    names = dict.fromkeys(name for name in _names(blocks))
    return tuple(DraftOrganisation(name, short(name)) for name in names)


def short(name: str) -> str:
    """Return a school's name as its neighbours say it: type, number, place."""
    inner = re.search(r"[«\"]([^«»\"]+)[»\"]?", name)
    core = inner[1] if inner else name
    place = _PLACE.search(name[inner.end() :] if inner else "") or _PLACE.search(core)
    while not inner and (legal := _LEGAL.match(core)) and core[legal.end() :]:
        core = core[legal.end() :]
    for pattern, abbreviation in _TYPES:
        core = re.sub(pattern, abbreviation, core, flags=re.IGNORECASE)
    core = _without_patron(re.sub(r"№\s*(?=\d)", "№ ", core).strip(), place is not None)
    return f"{core} {place[0]}" if place and place[0] not in core else core


def _without_patron(core: str, has_place: bool) -> str:
    """A hero's name is left out where a number, a name or a place still tells the school."""
    bare_core = _PATRON.sub("", core).strip()
    return bare_core if has_place or len(bare_core.split()) > 1 else core


def _names(blocks: Sequence[Block]) -> Iterator[str]:
    announced = False
    for block in blocks:
        if isinstance(block, Grid):
            yield from _of_grid(block, announced)
            announced = False
            continue
        for line in block.text.split("\n"):
            yield from _of_line(line, announced)
            announced = bool(_ANNOUNCED.search(line)) or (announced and is_school(line))


def _of_line(line: str, announced: bool) -> Iterator[str]:
    head, colon, rest = line.partition(":")
    if colon and _ANNOUNCED.search(head):
        yield from _schools(re.split(_COMMA, rest))
    elif announced:
        yield from _schools([line])


def _of_grid(grid: Grid, announced: bool) -> Iterator[str]:
    for at, row in enumerate(grid.rows):
        column = header.school_column(row)
        if column is not None:
            yield from _schools(row[column].text for row in grid.rows[at + 1 :])
            return
    if announced:
        for row in grid.rows:
            yield from list(_schools(cell.text for cell in row))[:1]


def _schools(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        several = re.split(_COMMA, text)
        if len(several) > 1 and all(map(is_school, several)):
            yield from _schools(several)
        elif is_school(text):
            yield _BULLET.sub("", one_line(text)).strip(" ;.")


def is_school(text: str) -> bool:
    """Whether a line is the name of one school."""
    name = _BULLET.sub("", one_line(text)).strip()
    if not name or len(name) > _LONGEST_NAME or _PEOPLE.match(name) or _ANNOUNCED.search(name):
        return False
    if name[0].islower() and not _LEGAL.match(name):
        return False
    if _INSTRUCTION.search(name):
        return False
    return bool(_SCHOOL.search(name)) and len(bare(name).split()) > 1


def of_paragraphs(lines: Sequence[str]) -> list[Block]:
    """Wrap lines for `listed`."""
    return [Paragraph(line) for line in lines]
