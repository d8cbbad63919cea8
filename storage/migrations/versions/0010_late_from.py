"""The day from which a delay counts: a task may come to its organisation after its deadline."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_OPEN = sa.text("state = 'open'")
_LATE_FROM = "(late_from IS NULL) = (due_on IS NULL) AND NOT late_from < due_on"


def upgrade() -> None:
    """Add the column; delays so far count from their deadlines, as they did."""
    column = sa.Column(
        "late_from",
        sa.Date(),
        nullable=True,
        comment="the deadline; the day it came, where that was later",
    )
    op.add_column("tasks", column)
    op.execute(sa.text("UPDATE tasks SET late_from = due_on"))
    op.drop_index("ix_tasks_owed", "tasks")
    with op.batch_alter_table("tasks") as tasks:
        tasks.create_check_constraint(op.f("ck_tasks_late_from"), _LATE_FROM)
    op.create_index(
        "ix_tasks_owed", "tasks", ["late_from"], sqlite_where=_OPEN, postgresql_where=_OPEN
    )
