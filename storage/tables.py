"""The schema, and what each row means; each belongs to a centre, directly or by its parent."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.engine import Dialect

from storage.domain.groups import Trouble
from storage.domain.ladder import USUAL


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC; SQLite alone would forget the zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Store UTC and refuse naive values."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Telegram's ids pass 2**31; SQLite numbers rows only in a column typed INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")


def _to(target: str) -> ForeignKey:
    return ForeignKey(f"{target}.id", ondelete="CASCADE")


centres = Table(
    "centres",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("timezone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("letters_at", Integer, nullable=False, default=9, comment="hour of the digest, local"),
    Column("check_in", Text, nullable=False, default="quarter", comment="pace of ongoing terms"),
    Column("ladder", Text, nullable=False, default=str(USUAL), comment="days before/after"),
    Column("weekly_cap", Integer, nullable=False, default=5, comment="digests for one person"),
    Column(
        "undated_weekly",
        Boolean,
        nullable=False,
        server_default=true(),
        comment="methodists hear each week of what has no date",
    ),
    Column("created_at", Moment, nullable=False),
    comment="A municipal coordination centre; none sees another",
)

organisations = Table(
    "organisations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre_id", Id, _to("centres"), nullable=False, index=True),
    Column("kind", Text, nullable=False, comment="storage.domain.parties.OrganisationKind"),
    Column("name", Text, nullable=False, comment="in full, as the order has it"),
    Column("short", Text, nullable=False, comment="for a phone"),
    UniqueConstraint("centre_id", "name"),
    comment="A school, the centre itself, an association, a regional body",
)

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False, unique=True, comment="also the chat's id"),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column(
        "centre_id",
        Id,
        ForeignKey("centres.id", ondelete="SET NULL"),
        comment="the centre whose screens are shown now",
    ),
    Column("unreachable_at", Moment, comment="since when letters cannot reach the person"),
    Column("unreachable_why", Text),
    Column("seen_at", Moment, comment="when the person last did anything here, to a day"),
    Column("created_at", Moment, nullable=False),
    comment="Someone in a chat: as little as is needed to know them again",
)

roles = Table(
    "roles",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, _to("people"), nullable=False),
    Column("centre_id", Id, _to("centres"), nullable=False, index=True),
    Column("organisation_id", Id, _to("organisations"), nullable=False, index=True),
    Column("role", Text, nullable=False, comment="storage.domain.people.Role"),
    Column("since", Moment, nullable=False),
    UniqueConstraint("person_id", "organisation_id", "role"),
    comment="What a person is to an organisation",
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre_id", Id, _to("centres"), nullable=False, index=True),
    Column("organisation_id", Id, _to("organisations"), nullable=False),
    Column("role", Text, nullable=False),
    Column("token", Text, nullable=False, unique=True, comment="travels in the link"),
    Column("code", Text, nullable=False, unique=True, comment="typed when the link is lost"),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("used_by", Id, ForeignKey("people.id", ondelete="SET NULL")),
    Column("invited_by", Id, ForeignKey("people.id", ondelete="SET NULL"), comment="who wrote it"),
    Column(
        "meant_for",
        Id,
        ForeignKey("people.id", ondelete="SET NULL"),
        comment="whom it lets come back; none: somebody new",
    ),
    comment="A personal invitation, good for one person",
)

roadmaps = Table(
    "roadmaps",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre_id", Id, _to("centres"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("order_number", Text),
    Column("order_date", Date),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("status", Text, nullable=False, comment="active or archived; drafts live in imports"),
    Column(
        "schools",
        JSON(none_as_null=True),
        comment="ids of organisations; none: all schools of the centre",
    ),
    Column("created_at", Moment, nullable=False),
    CheckConstraint("status IN ('active', 'archived')", name="status"),
    comment="An approved document",
)

sections = Table(
    "sections",
    metadata,
    Column("id", Id, primary_key=True),
    Column("roadmap_id", Id, _to("roadmaps"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    comment="A heading inside a roadmap",
)

activities = Table(
    "activities",
    metadata,
    Column("id", Id, primary_key=True),
    Column("roadmap_id", Id, _to("roadmaps"), nullable=False, index=True),
    Column("section_id", Id, _to("sections")),
    Column("position", Integer, nullable=False),
    Column("number", Text, nullable=False, comment="what people call it: printed, or counted"),
    Column("number_as_written", Text),
    Column("title", Text, nullable=False),
    Column("responsible", Text, nullable=False),
    Column("term", Text, nullable=False, comment="the cell as it was written"),
    Column("kind", Text, nullable=False, comment="storage.domain.terms.TermKind"),
    Column("recurrence", Text),
    Column("windows", JSON, nullable=False, comment="pairs of ISO days, as the term was read"),
    Column("parties", JSON, nullable=False, comment="kinds of organisations that answer"),
    Column(
        "chosen",
        JSON(none_as_null=True),
        comment="names of schools; none: all schools of the roadmap",
    ),
    Column(
        "by_hand",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="a methodist has said who does it: the same words later say nothing else",
    ),
    Column("result", Text, nullable=False),
    Column("gone_at", Moment, comment="since when a later document has it no more"),
    comment="One row of a roadmap",
)

tasks = Table(
    "tasks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre_id", Id, _to("centres"), nullable=False),
    Column("roadmap_id", Id, _to("roadmaps"), nullable=False, index=True),
    Column("activity_id", Id, _to("activities"), nullable=False),
    Column("organisation_id", Id, _to("organisations"), nullable=False),
    Column("ordinal", Integer, nullable=False, comment="which window of the term, from 0"),
    Column("starts_on", Date),
    Column("due_on", Date, comment="none while nobody has set a date"),
    Column("late_from", Date, comment="the deadline; the day it came, where that was later"),
    Column("state", Text, nullable=False, server_default="open"),
    UniqueConstraint("activity_id", "organisation_id", "ordinal"),
    CheckConstraint(
        "state IN ('open', 'reported', 'accepted', 'cancelled', 'not_applicable')", name="state"
    ),
    CheckConstraint("(starts_on IS NULL) = (due_on IS NULL)", name="window"),
    CheckConstraint(
        "(late_from IS NULL) = (due_on IS NULL) AND NOT late_from < due_on", name="late_from"
    ),
    Index("ix_tasks_centre_organisation", "centre_id", "organisation_id"),
    # What is due is asked every minute of every centre: only the open ones stand in this index.
    Index(
        "ix_tasks_owed",
        "late_from",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    comment="Activity x organisation x window: the unit that is marked, reminded of, counted",
)

marks = Table(
    "marks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("task_id", Id, _to("tasks"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("people.id", ondelete="SET NULL")),
    Column("person_name", Text, nullable=False, comment="stays when the person is erased"),
    Column("at", Moment, nullable=False),
    Column("done_on", Date, nullable=False, comment="the day it was really done"),
    Column("undone_at", Moment, comment="taken back by the one who marked"),
    Index(
        "uq_marks_live",
        "task_id",
        unique=True,
        sqlite_where=text("undone_at IS NULL"),
        postgresql_where=text("undone_at IS NULL"),
    ),
    comment="«Done» by a person at a moment; one live mark a task",
)

postponements = Table(
    "postponements",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre_id", Id, _to("centres"), nullable=False),
    Column("task_id", Id, _to("tasks"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("people.id", ondelete="SET NULL")),
    Column("person_name", Text, nullable=False, comment="stays when the person is erased"),
    Column("at", Moment, nullable=False),
    Column("due_on", Date, nullable=False, comment="the deadline when it was asked"),
    Column("until", Date, nullable=False, comment="the deadline that is asked for"),
    Column("reason", Text, nullable=False),
    Column("settled_at", Moment),
    Column("outcome", Text, comment="storage.domain.postponing.Outcome"),
    Column("settled_by", Id, ForeignKey("people.id", ondelete="SET NULL")),
    Column("settled_by_name", Text, comment="stays when the person is erased"),
    Column("answer", Text, comment="why not"),
    CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name="settled"),
    Index(
        "uq_postponements_open",
        "task_id",
        unique=True,
        sqlite_where=text("settled_at IS NULL"),
        postgresql_where=text("settled_at IS NULL"),
    ),
    Index(
        "ix_postponements_waiting",
        "centre_id",
        sqlite_where=text("settled_at IS NULL"),
        postgresql_where=text("settled_at IS NULL"),
    ),
    comment="A request for another deadline; one open request a task",
)

term_changes = Table(
    "term_changes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("task_id", Id, _to("tasks"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("person_id", Id, ForeignKey("people.id", ondelete="SET NULL")),
    Column("person_name", Text, nullable=False, comment="stays when the person is erased"),
    Column("cause", Text, nullable=False, comment="storage.domain.postponing.Cause"),
    Column("reason", Text, nullable=False),
    Column("started_on", Date),
    Column("was_due_on", Date, comment="none while there was no date"),
    Column("starts_on", Date),
    Column("due_on", Date),
    CheckConstraint("(started_on IS NULL) = (was_due_on IS NULL)", name="before"),
    CheckConstraint("(starts_on IS NULL) = (due_on IS NULL)", name="after"),
    comment="A task's window was changed: what it was and is, by whom, when, why",
)

_PASSING = ", ".join(f"'{trouble}'" for trouble in Trouble if trouble.may_pass)
_CONNECTED = text(f"trouble IS NULL OR trouble IN ({_PASSING})")

groups = Table(
    "groups",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre_id", Id, _to("centres"), nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False, index=True, comment="Telegram's, below 0"),
    Column("thread_id", BigInteger, comment="the topic, where the group has topics"),
    Column("title", Text, nullable=False, comment="the group's name when it was connected"),
    Column("topic", Text, comment="the topic's name, as far as it is known"),
    Column("since", Moment, nullable=False, comment="when it was connected"),
    Column("weekly", Boolean, nullable=False, comment="whether the weekly digest goes there"),
    Column("escalations", Boolean, nullable=False, comment="whether long delays are told there"),
    Column("trouble", Text, comment="storage.domain.groups.Trouble"),
    Column("troubled_since", Moment),
    CheckConstraint("(trouble IS NULL) = (troubled_since IS NULL)", name="trouble"),
    # One centre a place, as long as anything may go there. Two indexes and no expression: SQLite's
    # are not seen by whatever compares schemas or rebuilds a table, and would be lost.
    Index(
        "uq_groups_chat",
        "chat_id",
        unique=True,
        sqlite_where=text(f"thread_id IS NULL AND ({_CONNECTED})"),
        postgresql_where=text(f"thread_id IS NULL AND ({_CONNECTED})"),
    ),
    Index(
        "uq_groups_topic",
        "chat_id",
        "thread_id",
        unique=True,
        sqlite_where=_CONNECTED,
        postgresql_where=_CONNECTED,
    ),
    comment="The chat or topic to which a centre's digest and delays go beside its people",
)

letters = Table(
    "letters",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True, comment="planning it again adds nothing"),
    Column("centre_id", Id, _to("centres"), nullable=False),
    Column("person_id", Id, _to("people"), index=True),
    Column("group_id", Id, _to("groups"), index=True),
    Column("kind", Text, nullable=False, comment="storage.domain.letters.LetterKind"),
    Column("not_before", Moment, nullable=False),
    Column("taken_until", Moment, comment="a worker holds it until then"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("sent_at", Moment),
    Column("message_id", BigInteger),
    Column("dropped_at", Moment),
    Column("why", Text, comment="of the last failure, or of the dropping"),
    CheckConstraint("(person_id IS NULL) <> (group_id IS NULL)", name="owed_to"),
    Index("ix_letters_of_centre", "centre_id", "sent_at"),
    Index(
        "ix_letters_waiting",
        "not_before",
        sqlite_where=text("sent_at IS NULL AND dropped_at IS NULL"),
        postgresql_where=text("sent_at IS NULL AND dropped_at IS NULL"),
    ),
    # Every minute it is asked how many of the last day were given up.
    Index(
        "ix_letters_dropped",
        "dropped_at",
        sqlite_where=text("dropped_at IS NOT NULL"),
        postgresql_where=text("dropped_at IS NOT NULL"),
    ),
    comment="The outbox: a message that is owed to a person, or to a group",
)

letter_items = Table(
    "letter_items",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True, comment="person:task:due:stage"),
    Column("letter_id", Id, _to("letters"), nullable=False, index=True),
    Column("task_id", Id, _to("tasks"), nullable=False, index=True),
    Column("stage", Text, nullable=False, comment="the step of the ladder that is owed"),
    comment="A task in a letter, and which step of the ladder brought it there",
)

wishes = Table(
    "wishes",
    metadata,
    Column("person_id", Id, _to("people"), primary_key=True, autoincrement=False),
    Column("letters_at", Integer, comment="an hour other than the centre's"),
    Column("timezone", Text, comment="a zone other than the centre's"),
    Column("less", Boolean, nullable=False, comment="only what is due today or late"),
    Column("away_from", Date),
    Column("away_to", Date, comment="the last day; letters go to others meanwhile"),
    CheckConstraint("(away_from IS NULL) = (away_to IS NULL)", name="away"),
    comment="What a person has chosen about letters",
)

snoozes = Table(
    "snoozes",
    metadata,
    Column("person_id", Id, _to("people"), primary_key=True, autoincrement=False),
    Column("task_id", Id, _to("tasks"), primary_key=True, autoincrement=False, index=True),
    Column("until", Date, nullable=False, comment="the first day on which it is spoken of again"),
    comment="«Позже»: a task that a person does not want to hear of for some days",
)

escalations = Table(
    "escalations",
    metadata,
    Column("task_id", Id, _to("tasks"), primary_key=True, autoincrement=False),
    Column("due_on", Date, primary_key=True, comment="a moved deadline begins again"),
    Column("step", Integer, primary_key=True, comment="storage.domain.letters.Step"),
    Column("warned_at", Moment, comment="when those who answer were told"),
    Column("escalated_at", Moment, index=True, comment="when it was first seen above them"),
    comment="A delay that is, or soon will be, seen by others: each step once",
)

outages = Table(
    "outages",
    metadata,
    Column("id", Id, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    comment="When the bot did not hear anybody for more than an hour",
)

own_days = Table(
    "own_days",
    metadata,
    Column("centre_id", Id, _to("centres"), primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("working", Boolean, nullable=False),
    Column("note", Text, nullable=False, comment="what for"),
    comment="Days that a centre works or rests against the country's calendar",
)

party_words = Table(
    "party_words",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre_id", Id, _to("centres"), nullable=False),
    Column("text", Text, nullable=False, comment="case-folded, as a responsible cell has it"),
    Column("kind", Text, nullable=False, comment="storage.domain.parties.OrganisationKind"),
    UniqueConstraint("centre_id", "text"),
    comment="What a centre has said about parties that the dictionary does not know",
)

imports = Table(
    "imports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre_id", Id, _to("centres"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("people.id", ondelete="SET NULL")),
    Column("file_name", Text, nullable=False),
    Column("file_hash", Text, nullable=False, comment="SHA-256: the same file doubles nothing"),
    Column("draft", JSON, nullable=False, comment="storage.domain.draft as JSON"),
    Column("created_at", Moment, nullable=False),
    Column("settled_at", Moment, comment="accepted or declined"),
    Column("roadmap_id", Id, _to("roadmaps"), comment="what it became; none when declined"),
    Column("left_out", JSON, comment="changes to a roadmap that a methodist does not want, by id"),
    comment="A document that was read, and its preview until a methodist decides",
)

talks = Table(
    "talks",
    metadata,
    Column("person_id", Id, _to("people"), primary_key=True),
    Column("about", Text, nullable=False, comment="what the bot has asked"),
    Column("facts", JSON, nullable=False),
    Column("asked_at", Moment, nullable=False),
    comment="A question that waits for typed words; survives a restart",
)

events = Table(
    "events",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre_id", Id, _to("centres"), nullable=False),
    Column("ordinal", Integer, nullable=False, comment="place in the centre's chain, from 1"),
    Column("at", Moment, nullable=False),
    Column("person_id", Id, comment="who; no key, because the journal outlives people"),
    Column("kind", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("hash", Text, nullable=False, comment="of this row and the hash before it"),
    UniqueConstraint("centre_id", "ordinal"),
    comment="The journal: append-only, each row sealed with the one before it",
)

chains = Table(
    "chains",
    metadata,
    Column("centre_id", Id, _to("centres"), primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    comment="The end of each centre's journal: a cut tail is noticed",
)

updates = Table(
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False, comment="Telegram's"),
    Column("at", Moment, nullable=False, index=True),
    comment="Updates whose effect is committed: coming again they change nothing",
)

readings = Table(
    "readings",
    metadata,
    Column(
        "update_id",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="Telegram's, of the message with the file",
    ),
    Column("message_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    comment="Which message says how far a document is, should its reading begin anew",
)

beats = Table(
    "beats",
    metadata,
    Column("name", Text, primary_key=True, comment="poll, tick"),
    Column("at", Moment, nullable=False),
    Column("note", Text, comment="what the wheel saw: poll notes the bot's name"),
    comment="When each wheel of the machine last turned",
)
