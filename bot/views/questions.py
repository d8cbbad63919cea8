"""Questions of an import: one row at a time, with its own words, and what can be answered."""

from bot.buttons.choosing import ShowSchools
from bot.buttons.importing import ShowImport
from bot.buttons.questions import (
    AnswerRow,
    AskRowDate,
    AsOthers,
    GiveRow,
    ShowQuestion,
    ShowWho,
    ShowWhose,
    ToggleKind,
)
from bot.usecases.questions import Duty
from bot.views.doubts import question as doubt_line
from bot.views.drafts import kind_names, kinds, reading
from bot.views.screen import (
    LONGEST,
    Label,
    Row,
    Screen,
    clip,
    in_rows,
    page_of,
    quoted,
    screen,
    turning,
)
from locales import Words
from storage.domain.draft import Draft
from storage.domain.numbers import numbers_of
from storage.domain.parties import OrganisationKind
from storage.domain.questions import Answer, Question, questions

PAGE = 5


def question(import_id: int, draft: Draft, shown: Question, words: Words) -> Screen:
    """One open question, with what can be answered."""
    asked = questions(draft)
    back: Row = ((words("← Back"), ShowImport(import_id)),)
    row, called, no_term = shown.row, numbers_of(draft.rows)[shown.place], words("no term")
    lines: list[str] = [
        words.html("<b>Question {n} of {of}</b>", n=asked.index(shown) + 1, of=len(asked)),
        words.html("<b>{number}</b> {title}", number=called, title=clip(row.title, LONGEST)),
        words.html("<b>Who:</b> {organisation}", organisation=clip(row.responsible) or "—"),
        words.html(
            "<b>Term:</b> {term}",
            term=f"{clip(row.term) or no_term} → {reading(row.reading, words)}",
        ),
        "",
        *(doubt_line(doubt, words) for doubt in shown.doubts),
    ]
    if shown.about_term:
        lines.append(words("Tap an answer or write the term."))
    return screen(lines, [*_answers(import_id, shown, words), back])


def ask_row_date(import_id: int, draft: Draft, place: int, words: Words) -> Screen:
    """Ask for a row's term in words."""
    row, called = draft.rows[place], numbers_of(draft.rows)[place]
    return screen(
        [
            words.html("<b>{number}</b> {title}", number=called, title=clip(row.title, LONGEST)),
            "",
            words(
                "Write the term as it should be: “by 15 March”, “February and May”, "
                "“from 1 to 20 April”, “monthly”."
            ),
        ],
        [((words("← Back"), ShowQuestion(import_id, place)),)],
    )


def who_does_what(import_id: int, duties: tuple[Duty, ...], number: int, words: Words) -> Screen:
    """Every wording of the responsible column, and who that is taken for."""
    page = page_of(duties, number, PAGE)
    lines: list[str] = [words.html("<b>Who does what</b>"), ""]
    doors: list[Label] = []
    for ordinal, duty in enumerate(duties[page.start : page.end], start=page.start + 1):
        lines.append(
            words.html(
                "{ordinal}. {text}\n<b>{kinds}</b>, {rows}",
                ordinal=ordinal,
                text=quoted(clip(duty.text) or "—"),
                kinds=kinds(duty.kinds, words, duty.chosen),
                rows=words.count("{n} activity", "{n} activities", duty.rows),
            )
        )
        doors.append(
            (words("Change {ordinal}", ordinal=ordinal), ShowWhose(import_id, duty.place))
        )
    rows = [
        *in_rows(doors, 3),
        turning(page, lambda n: ShowWho(import_id, n), words),
        ((words("← Back"), ShowImport(import_id)),),
    ]
    return screen(lines, rows)


def whose(import_id: int, duty: Duty, called: str, words: Words) -> Screen:
    """One wording, or one row alone, with a switch for each kind of organisation."""
    names = kind_names(words)
    switches: list[Label] = [
        (
            ("☑ " if kind in duty.kinds else "☐ ") + names[kind],
            ToggleKind(import_id, duty.place, kind),
        )
        for kind in OrganisationKind
    ]
    said = (
        words("Choose schools: {n}", n=len(duty.chosen))
        if duty.chosen
        else words("Choose schools")
    )
    of_schools = OrganisationKind.SCHOOL in duty.kinds
    schools: Row = ((said, ShowSchools(import_id, duty.place, 0)),) if of_schools else ()
    same = words("As in the other rows with these words: {n}", n=duty.others)
    others: Row = ((same, AsOthers(import_id, duty.place)),) if duty.others else ()
    return screen(
        [
            quoted(clip(duty.text, LONGEST) or "—"),
            *([words.html("Only row <b>{number}</b>", number=called)] if duty.alone else []),
            words("Who is this? Every organisation of the kind gets its own task and mark."),
        ],
        [*in_rows(switches), schools, others, ((words("← Back"), ShowWho(import_id, 0)),)],
    )


def _answers(import_id: int, asked: Question, words: Words) -> list[Row]:
    place = asked.place
    rows: list[Row] = []
    if asked.about_term:
        rows.append(
            (
                (words("Set a date"), AskRowDate(import_id, place)),
                (words("Without a date"), AnswerRow(import_id, place, Answer.NO_DATE)),
            )
        )
    if asked.about_parties:
        names = kind_names(words)
        rows += in_rows([(names[k], GiveRow(import_id, place, k)) for k in OrganisationKind])
    rows.append(
        (
            (words("As it is"), AnswerRow(import_id, place, Answer.AS_READ)),
            (words("Not an activity"), AnswerRow(import_id, place, Answer.NOT_ACTIVITY)),
        )
    )
    following = (words("Next ▶"), ShowQuestion(import_id, place + 1))
    return [*rows, (following, (words("Skip all"), ShowImport(import_id)))]
