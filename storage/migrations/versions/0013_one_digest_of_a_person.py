"""One digest for a person, whatever centres it comes from."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Let the first digest that waits for a person take in those of their other centres."""
    letters = sa.table(
        "letters",
        *map(sa.column, ("id", "person_id", "kind", "not_before", "sent_at", "dropped_at", "why")),
    )
    items = sa.table("letter_items", sa.column("letter_id"))
    mine, first = letters.alias("mine"), letters.alias("first")

    def waits(letter: sa.FromClause) -> sa.ColumnElement[bool]:
        return sa.and_(
            letter.c.kind == "digest",
            letter.c.person_id.is_not(None),
            letter.c.sent_at.is_(None),
            letter.c.dropped_at.is_(None),
        )

    takes_in = (
        sa.select(sa.func.min(first.c.id))
        .where(waits(first), first.c.person_id == mine.c.person_id)
        .correlate(mine)
        .scalar_subquery()
    )
    its = sa.select(takes_in).where(mine.c.id == items.c.letter_id).correlate(items)
    waiting = sa.select(mine.c.id).where(waits(mine))
    op.execute(
        sa.update(items)
        .where(items.c.letter_id.in_(waiting))
        .values(letter_id=its.scalar_subquery())
    )
    op.execute(
        sa.update(letters)
        .where(letters.c.id.in_(waiting.where(mine.c.id > takes_in)))
        .values(dropped_at=letters.c.not_before, why="carried")
    )
