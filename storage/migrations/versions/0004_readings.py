"""Readings of documents, so that a bot that starts again goes on in the same message."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "readings",
        sa.Column(
            "update_id",
            sa.BigInteger(),
            nullable=False,
            autoincrement=False,
            comment="Telegram's, of the message with the file",
        ),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_readings")),
        comment="Which message says how far a document is, should its reading begin anew",
    )
    op.create_index(op.f("ix_readings_at"), "readings", ["at"])
