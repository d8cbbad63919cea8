"""Party words: what a centre has said about parties that the dictionary does not know."""

from sqlalchemy import select

from storage.database import Transaction, insert
from storage.domain.parties import OrganisationKind
from storage.tables import party_words


def remember(tx: Transaction, centre_id: int, text: str, kind: OrganisationKind) -> None:
    """Keep who a party is; a later word replaces an earlier one."""
    row = insert(party_words).values(centre_id=centre_id, text=text.casefold(), kind=kind)
    tx.execute(
        row.on_conflict_do_update(
            index_elements=["centre_id", "text"], set_={"kind": row.excluded.kind}
        )
    )


def known(tx: Transaction, centre_id: int) -> dict[str, OrganisationKind]:
    """Return a centre's own words, case-folded, with the kinds they stand for."""
    rows = tx.execute(
        select(party_words.c.text, party_words.c.kind).where(party_words.c.centre_id == centre_id)
    )
    return {text: OrganisationKind(kind) for text, kind in rows}
