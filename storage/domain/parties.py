"""Parties: who answers for an activity, and what kind of organisation each of them is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class OrganisationKind(StrEnum):
    """The kinds of organisations that a municipal roadmap knows."""

    SCHOOL = "school"
    CENTRE = "centre"
    ASSOCIATION = "association"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Party:
    """One party of the responsible cell; `kind` is None when the dictionary does not know it."""

    text: str
    kind: OrganisationKind | None


# The first entry that is found in a party's words decides, so what is narrower stands above:
# «руководители МОУО» are the centre though «руководители» alone are a school's.
_DICTIONARY: tuple[tuple[OrganisationKind, str], ...] = (
    (
        OrganisationKind.SCHOOL,
        r"\bшмо\b|методическ\w+ объединени\w+ (?:школ|оо|оу)|администраци\w+ (?:школ|оо\b|оу\b)"
        r"|школьн|родительск|ученическ|управляющ\w+ совет|педагогическ\w+ (?:совет|коллектив)",
    ),
    (
        OrganisationKind.ASSOCIATION,
        r"\b[ргмо]мо\b|\bмо\b|методическ\w+ объединени|ассоциаци|сообществ|\bпрофсоюз",
    ),
    (
        OrganisationKind.CENTRE,
        r"\bмоуо\b|\bммс\b|\bммц\b|\bимц\b|\bгмц\b|\bрмк\b|\bимк\b|\bцро\b|\bмкц\b|\b[ргм]уо\b"
        r"|\bроо\b|\bгороно\b|\bрайоно\b|\bуо\b|муниципальн\w+ (?:орган|методич|координа|рабоч"
        r"|эксперт|команд|куратор|тьютор|оператор)|управлени\w+ (?:\w+ ){0,3}образовани"
        r"|управлени\w+ по образ|отдел\w* (?:\w+ ){0,2}образовани|комитет"
        r"|центр\w* развития образования|методическ\w+ (?:кабинет|центр|служб|отдел)"
        r"|информационно методическ|координационн\w+ (?:центр|совет)"
        r"|куратор\w* (?:школ|шнор|оо\b|оу\b)"
        r"|администраци\w+ (?:\w+ )*(?:район|округ|город|муниципал)",
    ),
    (
        OrganisationKind.REGION,
        r"министерств|\bмин(?:обр|прос)|\bмоин\b|\bмон\b|департамент|\b\w*ирооо?\b|\b\w*иро\b"
        r"|\b\w*ипк\w*\b|институт\w* (?:\w+ ){0,3}(?:развити|повышени|усоверш)|\bр?цоко\b|\bрцок"
        r"|центр\w* оценки качества|региональн|республиканск|областн|краев",
    ),
    (
        OrganisationKind.SCHOOL,
        r"\bо[оу]\b|\bм[бак]?о[оу]\b|\bм[бка]оу\b|\b\w?сош\b|\bоош\b|\bнош\b|\bобщеобразовательн"
        r"|образовательн\w+ (?:организаци|учреждени)|школ|гимнази|лице[йяи]|\bшнор\b|\bшнсу\b"
        r"|директор|завуч|\bзам\w* дир|учител|педагог|классн\w+ руководител|воспитател|психолог"
        r"|логопед|библиотекар|вожат|советник|преподавател|\bнаставник|\bруководител\w+$",
    ),
    (
        OrganisationKind.CENTRE,
        r"методист|куратор|координатор|(?:начальник|специалист)\w* (?:отдел|управлен)|"
        r"заведующ\w+ (?:отдел|рмк|имц)|[птмц]*пмпк\b|центр\b|\bмку\b",
    ),
)

_ROLES = (
    r"(?:руководител[ьи]|директора?|заместител[ьи]|зам\.|методисты?|специалисты?|начальники?"
    r"|заведующ(?:ий|ая|ие)|председател[ьи]|кураторы?|координаторы?|тьюторы?|наставники?|эксперты?"
    r"|учителя|педагоги|члены|сотрудники|администраци[яи])"
)
_PLAIN_ROLE = re.compile(rf"(?:[\w-]+(?:ые|ие|ый|ий|ая)\s+)?{_ROLES}\s*$", re.IGNORECASE)
_SURE_ROLE = re.compile(
    r"(?:[\w-]+(?:ые|ие)\s+)?(?:руководители|заместители|методисты|специалисты|кураторы|координаторы"
    r"|тьюторы|наставники|председатели|сотрудники)\b"
)
_CAPITAL_ROLE = re.compile(
    rf"(?=[А-ЯЁ])(?i:(?:[\w-]+(?:ые|ие|ый|ий|ая)\s+)?{_ROLES}"
    r"|ассоциаци[ия]|министерство|управление|отдел|комитет|школ[ыа]|центр|институт|департамент)\b"
)
_SHORT_NAME = re.compile(r"[А-ЯЁ][А-ЯЁа-яё]{0,2}[А-ЯЁ]{1,5}\b")
_BODY = re.compile(r"муниципальные методические службы|муниципальные органы|школы\b|ассоциации\b")
_INTRODUCED = re.compile(r"\(\s*далее\s*[-–—:]?\s*([^()]{2,30}?)\s*\)", re.IGNORECASE)
_LONGEST_NAME = 120
_LONGEST_PART = 1000  # between two commas; what is longer is no list of people
# «КГАУ ДПО» says what kind of body it is and wants its name after it.
_LEGAL_FORM = re.compile(r"(?:.*\s)?(?:[ФОКРГМ]{1,2}[БКА]О?У|МОУ|ГОУ|ДПО)")
# «СОШ № 2, 5 и 7», «школы № 2, № 5»: one party, several numbers.
_NEXT_NUMBER = re.compile(r"\s*(?:№\s*)?\d+\b(?!\s*[-–.]?\s*[а-яё]{2})", re.IGNORECASE)
_BY_PLACE = re.compile(r"[А-ЯЁ][а-яё-]+ая")  # «Луговская СОШ»
_GENITIVE_PLACE = re.compile(r"[А-ЯЁ]{2,3}")


def split(text: str, extra: Mapping[str, OrganisationKind] | None = None) -> tuple[Party, ...]:
    """Split a responsible cell into parties, each with its kind where the dictionary knows it.

    `extra` holds a centre's own words, or those that a document introduces, and goes first.
    """
    known = {_bare(words): kind for words, kind in (extra or {}).items()}
    pieces = (piece for part in _parts(text) for piece in _pieces(part, known))
    parties = (Party(piece, _kind(piece, known)) for piece in pieces if re.search(r"\w", piece))
    return tuple(dict.fromkeys(parties))


def introduced(text: str) -> dict[str, OrganisationKind]:
    """Return the short names that a document introduces by «(далее – КГИРО)», with their kinds."""
    found: dict[str, OrganisationKind] = {}
    for place in _INTRODUCED.finditer(text):
        before = text[max(0, place.start() - _LONGEST_NAME) : place.start()]
        words = re.split(r"[(),;\n]", before)[-1]
        kind = _kind(words, {}) or _kind(place[1], {})
        if kind:
            found[place[1]] = kind
    return found


def _parts(text: str) -> Iterator[str]:
    """Cut at new lines, semicolons and commas, never inside a quoted name or brackets."""
    start = depth = 0
    for place, char in enumerate(text):
        if char in "«(":
            # A name whose quote is never closed ends at the next comma.
            depth += 1 if _closes(text, place, char) else 0
        elif char in "»)":
            depth = max(0, depth - 1)
        elif not depth and _cuts(text, place):
            yield text[start:place]
            start = place + 1
    yield text[start:]


def _cuts(text: str, place: int) -> bool:
    char, after = text[place], text[place + 1 : place + 2]
    if char == "," and text[:place][-1:].isdigit() and _NEXT_NUMBER.match(text, place + 1):
        return False
    return (
        char in ",;" or (char == "\n" and after.isupper()) or text[place - 1 : place + 2] == " / "
    )


def _closes(text: str, place: int, opening: str) -> bool:
    closing = {"«": "»", "(": ")"}[opening]
    rest = text[place + 1 :]
    return closing in rest


def _pieces(part: str, known: Mapping[str, OrganisationKind]) -> Iterator[str]:
    """Cut between parties that are only a space or an «и» apart: «РМО ОО», «ИМЦ и ОО»."""
    part = part.strip()
    if len(part) > _LONGEST_PART:
        yield part
        return
    starts = [0]
    for found in re.finditer(r"(?<=[\s»)])(?=\S)", part):
        place = found.start()
        if _is_quoted(part, place):
            continue
        if _begins(part[starts[-1] : place], part[place:], known):
            starts.append(place)
    for start, end in zip(starts, [*starts[1:], len(part)], strict=True):
        piece = re.sub(r"\s+и$", "", part[start:end].strip()).lstrip(" .,–—-")
        yield re.sub(r"(?<![А-ЯЁ])[.,]+$", "", piece)


def _is_quoted(part: str, place: int) -> bool:
    before = part[:place]
    return before.count("«") > before.count("»") or before.count("(") > before.count(")")


def _begins(before: str, rest: str, known: Mapping[str, OrganisationKind]) -> bool:
    """Whether a party begins with `rest`, after the party that `before` holds so far."""
    before = before.strip()
    joined = before.endswith(" и")
    if joined and not _kind(before[:-2], known):
        return False
    if any(_bare(rest).startswith(f"{name} ") or _bare(rest) == name for name in known):
        return not _PLAIN_ROLE.fullmatch(before) and not _inside_known(before, rest, known)
    if _SHORT_NAME.match(rest):
        return not _wants_name(before, rest)
    if _PLAIN_ROLE.fullmatch(before) or _LEGAL_FORM.fullmatch(before):
        return False
    return bool(
        (_SURE_ROLE.match(rest) or _CAPITAL_ROLE.match(rest) or _BODY.match(rest))
        and not re.search(r"(?:ые|ие|ый|ий|ая|зам\.|заместител\w+|№|по)$", before.lower())
    )


def _inside_known(before: str, rest: str, known: Mapping[str, OrganisationKind]) -> bool:
    """«МОиН КО» is one name: «КО» begins nothing even if it were known by itself."""
    both = _bare(f"{before} {rest}")
    return any(
        " " in name and both.startswith(name) and len(name) > len(_bare(before)) for name in known
    )


def _wants_name(before: str, rest: str) -> bool:
    """«руководители» wants «ОО», a short name its region («МОиН КО»), the rest stand alone."""
    if _LEGAL_FORM.fullmatch(before) or _BY_PLACE.fullmatch(before):
        return True
    if _PLAIN_ROLE.fullmatch(before) or before.endswith((" по", " и", "№", "при")):
        return not (before.endswith(" и") and _kind(rest.split()[0], {}))
    last = before.split()[-1] if before else ""
    first = re.split(r"[\s,;]", rest)[0]
    region = _GENITIVE_PLACE.fullmatch(first) and not _kind(first, {})
    return bool(region) or (last.islower() and not _kind(first, {}))


def _kind(piece: str, known: Mapping[str, OrganisationKind]) -> OrganisationKind | None:
    words = _bare(piece)
    for name, kind in known.items():
        if re.search(rf"\b{re.escape(name)}\b", words):
            return kind
    return next((kind for kind, pattern in _DICTIONARY if re.search(pattern, words)), None)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower().replace("ё", "е")))
