"""The first schema: centres, people, roadmaps, tasks, letters and the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Telegram's ids pass 2**31; SQLite numbers rows only in a column typed INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table, and let nobody change what the journal says."""
    _make_tables()
    if op.get_bind().dialect.name == "sqlite":
        _close_journal_on_sqlite()
    else:
        _close_journal_on_postgresql()


def _close_journal_on_sqlite() -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER events_refuse_{change.lower()} BEFORE {change} ON events "
            "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        )


def _close_journal_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER events_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def _make_tables() -> None:
    op.create_table(
        "beats",
        sa.Column("name", sa.Text(), nullable=False, comment="poll, tick"),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column(
            "note",
            sa.Text(),
            nullable=True,
            comment="what the wheel saw: poll notes the bot's name",
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_beats")),
        comment="When each wheel of the machine last turned",
    )
    op.create_table(
        "centres",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("letters_at", sa.Integer(), nullable=False, comment="hour of the digest, local"),
        sa.Column("check_in", sa.Text(), nullable=False, comment="pace of ongoing terms"),
        sa.Column("ladder", sa.Text(), nullable=False, comment="days before/after"),
        sa.Column("weekly_cap", sa.Integer(), nullable=False, comment="digests for one person"),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centres")),
        sa.UniqueConstraint("name", name=op.f("uq_centres_name")),
        comment="A municipal coordination centre; none sees another",
    )
    op.create_table(
        "updates",
        sa.Column(
            "id", sa.BigInteger(), autoincrement=False, nullable=False, comment="Telegram's"
        ),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
        comment="Updates whose effect is committed: coming again they change nothing",
    )
    op.create_index(op.f("ix_updates_at"), "updates", ["at"])
    op.create_table(
        "chains",
        sa.Column("centre_id", ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name=op.f("fk_chains_centre_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("centre_id", name=op.f("pk_chains")),
        comment="The end of each centre's journal: a cut tail is noticed",
    )
    op.create_table(
        "events",
        sa.Column("id", ID, nullable=False),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column(
            "ordinal", sa.Integer(), nullable=False, comment="place in the centre's chain, from 1"
        ),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column(
            "person_id",
            ID,
            nullable=True,
            comment="who; no key, because the journal outlives people",
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False, comment="of this row and the hash before it"),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name=op.f("fk_events_centre_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("centre_id", "ordinal", name=op.f("uq_events_centre_id_ordinal")),
        comment="The journal: append-only, each row sealed with the one before it",
    )
    op.create_table(
        "organisations",
        sa.Column("id", ID, nullable=False),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column(
            "kind", sa.Text(), nullable=False, comment="storage.domain.parties.OrganisationKind"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="in full, as the order has it"),
        sa.Column("short", sa.Text(), nullable=False, comment="for a phone"),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_organisations_centre_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("centre_id", "name", name=op.f("uq_organisations_centre_id_name")),
        comment="A school, the centre itself, an association, a regional body",
    )
    op.create_index(op.f("ix_organisations_centre_id"), "organisations", ["centre_id"])
    op.create_table(
        "people",
        sa.Column("id", ID, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False, comment="also the chat's id"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column(
            "centre_id", ID, nullable=True, comment="the centre whose screens are shown now"
        ),
        sa.Column(
            "unreachable_at",
            sa.DateTime(),
            nullable=True,
            comment="since when letters cannot reach the person",
        ),
        sa.Column("unreachable_why", sa.Text(), nullable=True),
        sa.Column(
            "seen_at",
            sa.DateTime(),
            nullable=True,
            comment="when the person last did anything here, to a day",
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name=op.f("fk_people_centre_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_people_telegram_id")),
        comment="Someone in a chat: as little as is needed to know them again",
    )
    op.create_table(
        "roadmaps",
        sa.Column("id", ID, nullable=False),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=True),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Text(),
            nullable=False,
            comment="active or archived; drafts live in imports",
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("status IN ('active', 'archived')", name=op.f("ck_roadmaps_status")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name=op.f("fk_roadmaps_centre_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmaps")),
        comment="An approved document",
    )
    op.create_index(op.f("ix_roadmaps_centre_id"), "roadmaps", ["centre_id"])
    op.create_table(
        "imports",
        sa.Column("id", ID, nullable=False),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column(
            "file_hash",
            sa.Text(),
            nullable=False,
            comment="SHA-256: the same file doubles nothing",
        ),
        sa.Column("draft", sa.JSON(), nullable=False, comment="storage.domain.draft as JSON"),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True, comment="accepted or declined"),
        sa.Column("roadmap_id", ID, nullable=True, comment="what it became; none when declined"),
        sa.Column(
            "left_out",
            sa.JSON(),
            nullable=True,
            comment="changes to a roadmap that a methodist does not want, by id",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name=op.f("fk_imports_centre_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_imports_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmaps.id"], name=op.f("fk_imports_roadmap_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        comment="A document that was read, and its preview until a methodist decides",
    )
    op.create_index(op.f("ix_imports_centre_id"), "imports", ["centre_id"])
    op.create_table(
        "party_words",
        sa.Column("id", ID, nullable=False),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column(
            "text", sa.Text(), nullable=False, comment="case-folded, as a responsible cell has it"
        ),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="storage.domain.parties.OrganisationKind",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_party_words_centre_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_words")),
        sa.UniqueConstraint("centre_id", "text", name=op.f("uq_party_words_centre_id_text")),
        comment="What a centre has said about parties that the dictionary does not know",
    )
    op.create_table(
        "invitations",
        sa.Column("id", ID, nullable=False),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False, comment="travels in the link"),
        sa.Column("code", sa.Text(), nullable=False, comment="typed when the link is lost"),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("used_by", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centres.id"],
            name=op.f("fk_invitations_centre_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_invitations_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["used_by"], ["people.id"], name=op.f("fk_invitations_used_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code", name=op.f("uq_invitations_code")),
        sa.UniqueConstraint("token", name=op.f("uq_invitations_token")),
        comment="A personal invitation, good for one person",
    )
    op.create_index(op.f("ix_invitations_centre_id"), "invitations", ["centre_id"])
    op.create_table(
        "letters",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="planning it again adds nothing"),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="storage.domain.letters.LetterKind"),
        sa.Column("not_before", sa.DateTime(), nullable=False),
        sa.Column(
            "taken_until", sa.DateTime(), nullable=True, comment="a worker holds it until then"
        ),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("dropped_at", sa.DateTime(), nullable=True),
        sa.Column(
            "why", sa.Text(), nullable=True, comment="of the last failure, or of the dropping"
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name=op.f("fk_letters_centre_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_letters_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("key", name=op.f("uq_letters_key")),
        comment="The outbox: a message that is owed to a person",
    )
    op.create_index(op.f("ix_letters_centre_id"), "letters", ["centre_id"])
    op.create_index(op.f("ix_letters_person_id"), "letters", ["person_id"])
    op.create_index(
        "ix_letters_waiting",
        "letters",
        ["not_before"],
        sqlite_where=sa.text("sent_at IS NULL AND dropped_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL AND dropped_at IS NULL"),
    )
    op.create_table(
        "roles",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False, comment="storage.domain.people.Role"),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name=op.f("fk_roles_centre_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_roles_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_roles_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint(
            "person_id",
            "organisation_id",
            "role",
            name=op.f("uq_roles_person_id_organisation_id_role"),
        ),
        comment="What a person is to an organisation",
    )
    op.create_index(op.f("ix_roles_centre_id"), "roles", ["centre_id"])
    op.create_index(op.f("ix_roles_organisation_id"), "roles", ["organisation_id"])
    op.create_table(
        "sections",
        sa.Column("id", ID, nullable=False),
        sa.Column("roadmap_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id"],
            ["roadmaps.id"],
            name=op.f("fk_sections_roadmap_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sections")),
        comment="A heading inside a roadmap",
    )
    op.create_index(op.f("ix_sections_roadmap_id"), "sections", ["roadmap_id"])
    op.create_table(
        "talks",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("about", sa.Text(), nullable=False, comment="what the bot has asked"),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_talks_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_talks")),
        comment="A question that waits for typed words; survives a restart",
    )
    op.create_table(
        "activities",
        sa.Column("id", ID, nullable=False),
        sa.Column("roadmap_id", ID, nullable=False),
        sa.Column("section_id", ID, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "number", sa.Text(), nullable=False, comment="what people call it: printed, or counted"
        ),
        sa.Column("number_as_written", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False, comment="the cell as it was written"),
        sa.Column("kind", sa.Text(), nullable=False, comment="storage.domain.terms.TermKind"),
        sa.Column("recurrence", sa.Text(), nullable=True),
        sa.Column(
            "windows", sa.JSON(), nullable=False, comment="pairs of ISO days, as the term was read"
        ),
        sa.Column(
            "parties", sa.JSON(), nullable=False, comment="kinds of organisations that answer"
        ),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column(
            "gone_at",
            sa.DateTime(),
            nullable=True,
            comment="since when a later document has it no more",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"],
            ["roadmaps.id"],
            name=op.f("fk_activities_roadmap_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["sections.id"],
            name=op.f("fk_activities_section_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activities")),
        comment="One row of a roadmap",
    )
    op.create_index(op.f("ix_activities_roadmap_id"), "activities", ["roadmap_id"])
    op.create_table(
        "tasks",
        sa.Column("id", ID, nullable=False),
        sa.Column("centre_id", ID, nullable=False),
        sa.Column("roadmap_id", ID, nullable=False),
        sa.Column("activity_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column(
            "ordinal", sa.Integer(), nullable=False, comment="which window of the term, from 0"
        ),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True, comment="none while nobody has set a date"),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'reported', 'accepted', 'cancelled', 'not_applicable')",
            name=op.f("ck_tasks_state"),
        ),
        sa.CheckConstraint("(starts_on IS NULL) = (due_on IS NULL)", name=op.f("ck_tasks_window")),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name=op.f("fk_tasks_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name=op.f("fk_tasks_centre_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_tasks_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmaps.id"], name=op.f("fk_tasks_roadmap_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint(
            "activity_id",
            "organisation_id",
            "ordinal",
            name=op.f("uq_tasks_activity_id_organisation_id_ordinal"),
        ),
        comment="Activity x organisation x window: the unit that is marked, reminded of, counted",
    )
    op.create_index("ix_tasks_centre_organisation", "tasks", ["centre_id", "organisation_id"])
    op.create_index(
        "ix_tasks_owed",
        "tasks",
        ["due_on"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_tasks_roadmap_id"), "tasks", ["roadmap_id"])
    op.create_table(
        "letter_items",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="person:task:due:stage"),
        sa.Column("letter_id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column(
            "stage", sa.Text(), nullable=False, comment="the step of the ladder that is owed"
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letters.id"],
            name=op.f("fk_letter_items_letter_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_letter_items_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_items")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_items_key")),
        comment="A task in a letter, and which step of the ladder brought it there",
    )
    op.create_index(op.f("ix_letter_items_letter_id"), "letter_items", ["letter_id"])
    op.create_index(op.f("ix_letter_items_task_id"), "letter_items", ["task_id"])
    op.create_table(
        "marks",
        sa.Column("id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column(
            "person_name", sa.Text(), nullable=False, comment="stays when the person is erased"
        ),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False, comment="the day it was really done"),
        sa.Column(
            "undone_at", sa.DateTime(), nullable=True, comment="taken back by the one who marked"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_marks_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_marks_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marks")),
        comment="«Done» by a person at a moment; one live mark a task",
    )
    op.create_index(op.f("ix_marks_task_id"), "marks", ["task_id"])
    op.create_index(
        "uq_marks_live",
        "marks",
        ["task_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "outages",
        sa.Column("id", ID, nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outages")),
        comment="When the bot did not hear anybody for more than an hour",
    )
    op.create_table(
        "own_days",
        sa.Column("centre_id", ID, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False, comment="what for"),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name=op.f("fk_own_days_centre_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("centre_id", "day", name=op.f("pk_own_days")),
        comment="Days that a centre works or rests against the country's calendar",
    )
    op.create_table(
        "wishes",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column(
            "letters_at", sa.Integer(), nullable=True, comment="an hour other than the centre's"
        ),
        sa.Column("timezone", sa.Text(), nullable=True, comment="a zone other than the centre's"),
        sa.Column("less", sa.Boolean(), nullable=False, comment="only what is due today or late"),
        sa.Column("away_from", sa.Date(), nullable=True),
        sa.Column(
            "away_to",
            sa.Date(),
            nullable=True,
            comment="the last day; letters go to others meanwhile",
        ),
        sa.CheckConstraint("(away_from IS NULL) = (away_to IS NULL)", name=op.f("ck_wishes_away")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_wishes_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_wishes")),
        comment="What a person has chosen about letters",
    )
    op.create_table(
        "snoozes",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("task_id", ID, autoincrement=False, nullable=False),
        sa.Column(
            "until",
            sa.Date(),
            nullable=False,
            comment="the first day on which it is spoken of again",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_snoozes_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_snoozes_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "task_id", name=op.f("pk_snoozes")),
        comment="«Позже»: a task that a person does not want to hear of for some days",
    )
    op.create_index(op.f("ix_snoozes_task_id"), "snoozes", ["task_id"])
    op.create_table(
        "escalations",
        sa.Column("task_id", ID, autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False, comment="a moved deadline begins again"),
        sa.Column("step", sa.Integer(), nullable=False, comment="storage.domain.letters.Step"),
        sa.Column(
            "warned_at", sa.DateTime(), nullable=True, comment="when those who answer were told"
        ),
        sa.Column(
            "escalated_at",
            sa.DateTime(),
            nullable=True,
            comment="when it was first seen above them",
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_escalations_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", "due_on", "step", name=op.f("pk_escalations")),
        comment="A delay that is, or soon will be, seen by others: each step once",
    )
    op.create_index(op.f("ix_escalations_escalated_at"), "escalations", ["escalated_at"])
