"""A place in Telegram is connected to one centre, whoever else wants it in the same instant."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_CONNECTED = "trouble IS NULL OR trouble IN ('topic_closed', 'muted')"

# Who came first keeps the place: a second centre would have been refused. The others lose nothing
# but the copy, their people have the same in letters of their own; they see it where groups out
# of reach are shown, and their methodists are told.
_TAKEN = f"""
    UPDATE groups SET trouble = 'taken', troubled_since = :now WHERE id IN (
        SELECT id FROM (
            SELECT id, ROW_NUMBER() OVER (
                PARTITION BY chat_id, COALESCE(thread_id, 0) ORDER BY since, id
            ) AS place
            FROM groups WHERE {_CONNECTED}
        ) AS places
        WHERE place > 1
    )
"""  # noqa: S608 - no words of anybody else's
_TOLD = """
    INSERT INTO letters (key, centre_id, person_id, kind, not_before)
    SELECT DISTINCT 'group_lost:' || roles.person_id || ':' || groups.id || ':' || groups.trouble,
        groups.centre_id, roles.person_id, 'group_lost', :now
    FROM groups JOIN roles ON roles.centre_id = groups.centre_id
    WHERE groups.trouble = 'taken' AND roles.role = 'methodist'
"""


def upgrade() -> None:
    """Leave each place to the centre that came first, and let no second one in."""
    now = sa.bindparam("now", datetime.now(UTC).replace(tzinfo=None), sa.DateTime())
    op.execute(sa.text(_TAKEN).bindparams(now))
    op.execute(sa.text(_TOLD).bindparams(now))
    for name, columns, where in (
        ("uq_groups_chat", ["chat_id"], f"thread_id IS NULL AND ({_CONNECTED})"),
        ("uq_groups_topic", ["chat_id", "thread_id"], _CONNECTED),
    ):
        op.create_index(
            name, "groups", columns, unique=True,
            sqlite_where=sa.text(where), postgresql_where=sa.text(where),
        )  # fmt: skip
