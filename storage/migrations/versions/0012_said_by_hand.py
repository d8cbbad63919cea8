"""Whether a methodist has said who does an activity, whatever its words are taken for."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; who does the activities so far stands as their documents were read."""
    op.add_column(
        "activities",
        sa.Column(
            "by_hand",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="a methodist has said who does it: the same words later say nothing else",
        ),
    )
