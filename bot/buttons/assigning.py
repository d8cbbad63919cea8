"""Buttons that say anew who does an activity which is in force."""

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons.tasks import AtTask
from storage.domain.parties import OrganisationKind


@dataclass(frozen=True, slots=True)
class AskWho(AtTask):
    """«Кто делает» on a methodist's card."""

    prefix: ClassVar[str] = "asgn"


@dataclass(frozen=True, slots=True)
class ShowWhoAgain(AtTask):
    """Go back there with what was chosen so far."""

    prefix: ClassVar[str] = "asgnw"


@dataclass(frozen=True, slots=True)
class SwitchKind(AtTask):
    """Switch a kind of organisation; nothing happens before it is saved."""

    prefix: ClassVar[str] = "asgnk"
    kind: OrganisationKind = OrganisationKind.SCHOOL


@dataclass(frozen=True, slots=True)
class PickSchools(AtTask):
    """A page of the schools to choose from."""

    prefix: ClassVar[str] = "asgnp"
    at: int = 0


@dataclass(frozen=True, slots=True)
class PickSchool(AtTask):
    """Choose a school, or take it back; 0 is all of them."""

    prefix: ClassVar[str] = "asgns"
    at: int = 0
    school_id: int = 0


@dataclass(frozen=True, slots=True)
class SaveWho(AtTask):
    """Let it be so."""

    prefix: ClassVar[str] = "asgnv"
