"""What was given up of late is found among all letters by an index: it is asked each minute."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_DROPPED = sa.text("dropped_at IS NOT NULL")


def upgrade() -> None:
    """Add the index."""
    op.create_index(
        "ix_letters_dropped", "letters", ["dropped_at"],
        sqlite_where=_DROPPED, postgresql_where=_DROPPED,
    )  # fmt: skip
