"""The day on which a task came to its organisation, where its deadline was over by then."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; delays so far count from their deadlines, as they did."""
    op.add_column(
        "tasks",
        sa.Column(
            "known_on",
            sa.Date(),
            nullable=True,
            comment="when it came, if after its deadline: late from then on",
        ),
    )
    came_late = sa.text("state = 'open' AND known_on IS NOT NULL")
    op.create_index(
        "ix_tasks_came_late",
        "tasks",
        ["known_on", "due_on"],
        sqlite_where=came_late,
        postgresql_where=came_late,
    )
