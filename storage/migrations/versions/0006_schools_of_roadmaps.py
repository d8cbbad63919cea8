"""The schools that a roadmap's document lists: «школы» are those, not all of the centre's."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; roadmaps accepted so far are for all schools, as their tasks are."""
    op.add_column(
        "roadmaps",
        sa.Column(
            "schools",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="ids of organisations; none: all schools of the centre",
        ),
    )
