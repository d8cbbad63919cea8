"""Groups: a centre's digest and delays go to a chat too, so a letter may be owed to a group."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# Telegram's ids pass 2**31; SQLite numbers rows only in a column typed INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table of groups, and let letters belong to one."""
    op.create_table(
        "groups",
        sa.Column("id", ID, nullable=False),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False, comment="Telegram's, below 0"),
        sa.Column(
            "thread_id",
            sa.BigInteger(),
            nullable=True,
            comment="the topic, where the group has topics",
        ),
        sa.Column(
            "title", sa.Text(), nullable=False, comment="the group's name when it was connected"
        ),
        sa.Column(
            "topic", sa.Text(), nullable=True, comment="the topic's name, as far as it is known"
        ),
        sa.Column("since", sa.DateTime(), nullable=False, comment="when it was connected"),
        sa.Column(
            "weekly", sa.Boolean(), nullable=False, comment="whether the weekly digest goes there"
        ),
        sa.Column(
            "escalations",
            sa.Boolean(),
            nullable=False,
            comment="whether long delays are told there",
        ),
        sa.Column("trouble", sa.Text(), nullable=True, comment="storage.domain.groups.Trouble"),
        sa.Column("troubled_since", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(trouble IS NULL) = (troubled_since IS NULL)", name=op.f("ck_groups_trouble")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name=op.f("fk_groups_centre_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("centre_id", name=op.f("uq_groups_centre_id")),
        comment="The chat or topic to which a centre's digest and delays go beside its people",
    )
    op.create_index(op.f("ix_groups_chat_id"), "groups", ["chat_id"])
    with op.batch_alter_table("letters") as letters:
        letters.alter_column("person_id", existing_type=ID, nullable=True)
        letters.add_column(sa.Column("group_id", ID, nullable=True))
        letters.create_foreign_key(
            op.f("fk_letters_group_id"), "groups", ["group_id"], ["id"], ondelete="CASCADE"
        )
        letters.create_check_constraint(
            op.f("ck_letters_owed_to"), "(person_id IS NULL) <> (group_id IS NULL)"
        )
        letters.create_index(op.f("ix_letters_group_id"), ["group_id"])
    if op.get_bind().dialect.supports_comments:
        op.create_table_comment(
            "letters", "The outbox: a message that is owed to a person, or to a group"
        )
