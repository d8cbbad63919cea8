"""Find what a centre has sent of late without reading all that it ever sent."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Let the index of a centre's letters know when each was sent."""
    op.create_index("ix_letters_of_centre", "letters", ["centre_id", "sent_at"])
    op.drop_index(op.f("ix_letters_centre_id"), "letters")
