"""Buttons of what a document leaves open: its questions, and who answers for a row."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.button import Button
from storage.domain.parties import OrganisationKind
from storage.domain.questions import Answer


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
    """One wording, named by a row that has it, or a row that stands alone."""

    prefix: ClassVar[str] = "whose"
    import_id: int
    place: int


@dataclass(frozen=True, slots=True)
class SetApart(Button):
    """Say who does one row alone."""

    prefix: ClassVar[str] = "apart"
    import_id: int
    place: int


@dataclass(frozen=True, slots=True)
class AsOthers(Button):
    """Let a row be done by whoever does the others of its wording."""

    prefix: ClassVar[str] = "asothers"
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
