"""Buttons: values that travel to Telegram and back as callback data."""

from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from typing import ClassVar, Self, TypeVar, get_type_hints

from storage.domain.parties import OrganisationKind
from storage.domain.questions import Answer

T = TypeVar("T")

LIMIT = 64
"""Telegram keeps no more bytes than this."""


class Place(StrEnum):
    """Where a task was tapped: that screen is redrawn and that screen «Назад» leads to."""

    HOME = "h"
    ALL = "a"
    WEEK = "w"
    OVERDUE = "o"
    AHEAD = "f"
    DONE = "d"
    SCHOOL = "s"
    LETTER = "l"


class Signed(int):
    """A number that may be negative, as the id of a change is."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button's meaning: a prefix that routes it and the values it carries."""

    prefix: ClassVar[str]

    def pack(self) -> str:
        """Write the button as callback data; ValueError when Telegram would refuse it."""
        data = ":".join([self.prefix, *(str(value) for value in astuple(self))])
        if len(data.encode()) > LIMIT:
            raise ValueError(f"callback data is too long: {data!r}")
        return data

    @classmethod
    def unpack(cls, data: str) -> Self:
        """Read callback data back; ValueError when it is not this button's, or forged."""
        prefix, *values = data.split(":")
        names = [field.name for field in fields(cls)]
        if prefix != cls.prefix or len(values) != len(names):
            raise ValueError(f"not a {cls.__name__}: {data!r}")
        types = get_type_hints(cls)
        return cls(*(_read(types[name], value) for name, value in zip(names, values, strict=True)))


def _read(kind: Callable[[str], T], value: str) -> T:
    read = kind(value)
    # No database holds a larger id, and none is negative: whatever says so was made up.
    lowest = 1 - 2**63 if kind is Signed else 0
    if isinstance(read, int) and not lowest <= read < 2**63:
        raise ValueError(f"no such number: {value!r}")
    return read


@dataclass(frozen=True, slots=True)
class ShowHome(Button):
    """Go to the first screen."""

    prefix: ClassVar[str] = "home"


@dataclass(frozen=True, slots=True)
class Join(Button):
    """«Это я»: accept an invitation; the token is the proof of having got it."""

    prefix: ClassVar[str] = "join"
    token: str


@dataclass(frozen=True, slots=True)
class NotMe(Button):
    """«Это не моя школа»."""

    prefix: ClassVar[str] = "notme"


@dataclass(frozen=True, slots=True)
class ShowTasks(Button):
    """Turn to a page of a list; in Place.SCHOOL `about` is the organisation."""

    prefix: ClassVar[str] = "list"
    place: Place
    page: int
    about: int = 0


@dataclass(frozen=True, slots=True)
class AtTask(Button):
    """A button about one task. The rest says which screen it stands on, to redraw that one.

    `place`, `page` and `about` name a list as ShowTasks does; with `card` it is the task's card,
    opened from that list. In Place.LETTER `about` is the letter.
    """

    task_id: int
    place: Place
    page: int = 0
    about: int = 0
    card: int = 0


@dataclass(frozen=True, slots=True)
class ShowTask(AtTask):
    """Open a task's card."""

    prefix: ClassVar[str] = "task"


@dataclass(frozen=True, slots=True)
class MarkDone(AtTask):
    """«Готово»."""

    prefix: ClassVar[str] = "done"


@dataclass(frozen=True, slots=True)
class Undo(AtTask):
    """«Отменить»."""

    prefix: ClassVar[str] = "undo"


@dataclass(frozen=True, slots=True)
class WhyLetter(Button):
    """«Почему мне это пришло?»."""

    prefix: ClassVar[str] = "why"
    letter_id: int


@dataclass(frozen=True, slots=True)
class AskLater(Button):
    """«Позже»: choose until when a task of a letter is put off."""

    prefix: ClassVar[str] = "later"
    letter_id: int
    page: int
    task_id: int


@dataclass(frozen=True, slots=True)
class PutOff(Button):
    """Put a task of a letter off; `wait` is one of bot.usecases.letters.Wait."""

    prefix: ClassVar[str] = "putoff"
    letter_id: int
    page: int
    task_id: int
    wait: str


@dataclass(frozen=True, slots=True)
class ShowSummary(Button):
    """The centre on one screen."""

    prefix: ClassVar[str] = "sum"


@dataclass(frozen=True, slots=True)
class ShowSchools(Button):
    """The summary by school."""

    prefix: ClassVar[str] = "schools"
    page: int


@dataclass(frozen=True, slots=True)
class ShowSections(Button):
    """The summary by section."""

    prefix: ClassVar[str] = "sections"
    page: int


@dataclass(frozen=True, slots=True)
class ShowOverdue(Button):
    """What the whole centre is late with."""

    prefix: ClassVar[str] = "late"
    page: int


@dataclass(frozen=True, slots=True)
class ShowUndated(Button):
    """Activities that wait for a date."""

    prefix: ClassVar[str] = "undated"
    page: int


@dataclass(frozen=True, slots=True)
class AskDate(Button):
    """Choose a date for an activity."""

    prefix: ClassVar[str] = "date"
    activity_id: int
    page: int


@dataclass(frozen=True, slots=True)
class SetDate(Button):
    """Give an activity a date that was offered, as YYYYMMDD."""

    prefix: ClassVar[str] = "setdate"
    activity_id: int
    day: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowPeople(Button):
    """Who works with the bot, and whom it does not reach."""

    prefix: ClassVar[str] = "people"
    page: int


@dataclass(frozen=True, slots=True)
class Invite(Button):
    """Write an invitation to an organisation."""

    prefix: ClassVar[str] = "invite"
    organisation_id: int


@dataclass(frozen=True, slots=True)
class ShowReach(Button):
    """Whom letters do not reach."""

    prefix: ClassVar[str] = "reach"
    page: int


@dataclass(frozen=True, slots=True)
class WayIn(Button):
    """Write a fresh invitation to a person's post; 0 while nobody has it."""

    prefix: ClassVar[str] = "wayin"
    organisation_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class ShowImport(Button):
    """The preview of a document."""

    prefix: ClassVar[str] = "import"
    import_id: int


@dataclass(frozen=True, slots=True)
class ShowQuestion(Button):
    """The first open question of a document at or after a row."""

    prefix: ClassVar[str] = "ask"
    import_id: int
    place: int


@dataclass(frozen=True, slots=True)
class AnswerRow(Button):
    """Answer a row's question."""

    prefix: ClassVar[str] = "answer"
    import_id: int
    place: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class GiveRow(Button):
    """Say what kind of organisation answers for a row."""

    prefix: ClassVar[str] = "give"
    import_id: int
    place: int
    kind: OrganisationKind


@dataclass(frozen=True, slots=True)
class AskRowDate(Button):
    """Write a row's term by hand."""

    prefix: ClassVar[str] = "rowdate"
    import_id: int
    place: int


@dataclass(frozen=True, slots=True)
class ShowWho(Button):
    """Who does what: the wordings of the responsible column."""

    prefix: ClassVar[str] = "who"
    import_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowWhose(Button):
    """One wording, named by the first row that has it."""

    prefix: ClassVar[str] = "whose"
    import_id: int
    place: int


@dataclass(frozen=True, slots=True)
class ToggleKind(Button):
    """Switch a kind of organisation for a wording."""

    prefix: ClassVar[str] = "kind"
    import_id: int
    place: int
    kind: OrganisationKind


@dataclass(frozen=True, slots=True)
class SendSheet(Button):
    """Send the draft as a table."""

    prefix: ClassVar[str] = "sheet"
    import_id: int


@dataclass(frozen=True, slots=True)
class ShowRevision(Button):
    """What a document changes in a roadmap."""

    prefix: ClassVar[str] = "rev"
    import_id: int
    roadmap_id: int


@dataclass(frozen=True, slots=True)
class ShowChanges(Button):
    """The changes, a page at a time."""

    prefix: ClassVar[str] = "changes"
    import_id: int
    roadmap_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ToggleChange(Button):
    """Leave a change out, or take it in again."""

    prefix: ClassVar[str] = "change"
    import_id: int
    roadmap_id: int
    change_id: Signed
    page: int


@dataclass(frozen=True, slots=True)
class AcceptRevision(Button):
    """«Принять» what was chosen of a later document."""

    prefix: ClassVar[str] = "revise"
    import_id: int
    roadmap_id: int


@dataclass(frozen=True, slots=True)
class AsNewRoadmap(Button):
    """A document that looks like a later version is another roadmap."""

    prefix: ClassVar[str] = "asnew"
    import_id: int


@dataclass(frozen=True, slots=True)
class MoveYears(Button):
    """Move a roadmap whose period is over so many years on."""

    prefix: ClassVar[str] = "years"
    import_id: int
    years: int


@dataclass(frozen=True, slots=True)
class ShowRows(Button):
    """All rows of a document as they were understood."""

    prefix: ClassVar[str] = "rows"
    import_id: int
    page: int


@dataclass(frozen=True, slots=True)
class AcceptImport(Button):
    """«Принять»; `active` is 0 when the roadmap goes straight to the archive."""

    prefix: ClassVar[str] = "accept"
    import_id: int
    active: int


@dataclass(frozen=True, slots=True)
class DeclineImport(Button):
    """«Отклонить»."""

    prefix: ClassVar[str] = "decline"
    import_id: int


@dataclass(frozen=True, slots=True)
class ShowSettings(Button):
    """What a person can choose for themselves."""

    prefix: ClassVar[str] = "settings"


@dataclass(frozen=True, slots=True)
class ShowHours(Button):
    """The hours at which letters may come."""

    prefix: ClassVar[str] = "hours"


@dataclass(frozen=True, slots=True)
class ChooseHour(Button):
    """Letters come at that hour; 24 is the centre's."""

    prefix: ClassVar[str] = "hour"
    at: int


@dataclass(frozen=True, slots=True)
class ShowZones(Button):
    """The zones in which that hour may be told."""

    prefix: ClassVar[str] = "zones"


@dataclass(frozen=True, slots=True)
class ChooseZone(Button):
    """A zone by its name; nothing is the centre's."""

    prefix: ClassVar[str] = "zone"
    name: str


@dataclass(frozen=True, slots=True)
class ChooseVolume(Button):
    """All reminders, or (1) only what is due today or late."""

    prefix: ClassVar[str] = "volume"
    less: int


@dataclass(frozen=True, slots=True)
class AskAway(Button):
    """Be away for some time."""

    prefix: ClassVar[str] = "away"


@dataclass(frozen=True, slots=True)
class BeAway(Button):
    """Be away from today for so many weeks; 0 is to be back."""

    prefix: ClassVar[str] = "awayfor"
    weeks: int


@dataclass(frozen=True, slots=True)
class Speak(Button):
    """Choose a language."""

    prefix: ClassVar[str] = "speak"
    language: str


@dataclass(frozen=True, slots=True)
class Erase(Button):
    """Ask to be forgotten; `sure` is 1 on the second, deciding tap."""

    prefix: ClassVar[str] = "erase"
    sure: int
