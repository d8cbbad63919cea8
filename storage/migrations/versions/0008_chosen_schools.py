"""The schools that a methodist has chosen for an activity, among those of its roadmap."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column; the activities so far are for all schools of their roadmaps."""
    op.add_column(
        "activities",
        sa.Column(
            "chosen",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="names of schools; none: all schools of the roadmap",
        ),
    )
