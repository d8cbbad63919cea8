"""An activity in the document's own words, before anything in it is understood."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Written:
    """One activity as written; every field is a list of its parts, torn rows have several."""

    section: str | None
    number: str = ""
    number_as_written: str = ""
    title: list[str] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)
    term: list[str] = field(default_factory=list)
    result: list[str] = field(default_factory=list)
    glued: str = ""  # a lone cell above the row that was taken for its beginning
