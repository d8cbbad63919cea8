"""Requests for another deadline, and the record of every change of a term."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "postponements",
        sa.Column("id", ID, nullable=False),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column(
            "person_name", sa.Text(), nullable=False, comment="stays when the person is erased"
        ),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False, comment="the deadline when it was asked"),
        sa.Column("until", sa.Date(), nullable=False, comment="the deadline that is asked for"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column(
            "outcome", sa.Text(), nullable=True, comment="storage.domain.postponing.Outcome"
        ),
        sa.Column("settled_by", ID, nullable=True),
        sa.Column(
            "settled_by_name", sa.Text(), nullable=True, comment="stays when the person is erased"
        ),
        sa.Column("answer", sa.Text(), nullable=True, comment="why not"),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (outcome IS NULL)", name=op.f("ck_postponements_settled")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_postponements_centre_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_postponements_task_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_postponements_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"],
            ["people.id"],
            name=op.f("fk_postponements_settled_by"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postponements")),
        comment="A request for another deadline; one open request a task",
    )
    op.create_index(op.f("ix_postponements_task_id"), "postponements", ["task_id"])
    for name, column, unique in (
        ("uq_postponements_open", "task_id", True),
        ("ix_postponements_waiting", "centre_id", False),
    ):
        op.create_index(
            name,
            "postponements",
            [column],
            unique=unique,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
    op.create_table(
        "term_changes",
        sa.Column("id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column(
            "person_name", sa.Text(), nullable=False, comment="stays when the person is erased"
        ),
        sa.Column("cause", sa.Text(), nullable=False, comment="storage.domain.postponing.Cause"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("was_due_on", sa.Date(), nullable=True, comment="none while there was no date"),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(started_on IS NULL) = (was_due_on IS NULL)", name=op.f("ck_term_changes_before")
        ),
        sa.CheckConstraint(
            "(starts_on IS NULL) = (due_on IS NULL)", name=op.f("ck_term_changes_after")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_term_changes_task_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_term_changes_person_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_changes")),
        comment="A task's window was changed: what it was and is, by whom, when, why",
    )
    op.create_index(op.f("ix_term_changes_task_id"), "term_changes", ["task_id"])
