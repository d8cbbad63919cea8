"""Parties: who answers for an activity, and what kind of organisation each of them is."""

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
