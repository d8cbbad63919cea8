"""Let a centre choose whether its methodists hear each week of what has no date."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the choice; so far they heard of it."""
    op.add_column(
        "centres",
        sa.Column(
            "undated_weekly",
            sa.Boolean(),
            nullable=False,
            server_default=sa.true(),
            comment="methodists hear each week of what has no date",
        ),
    )
