"""Who wrote an invitation, and for whom: shown again it is the same one while it is good."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COLUMNS = {
    "invited_by": "who wrote it",
    "meant_for": "whom it lets come back; none: somebody new",
}


def upgrade() -> None:
    """Add the columns; of invitations so far nobody is known to have written them."""
    with op.batch_alter_table("invitations") as invitations:
        for name, comment in COLUMNS.items():
            invitations.add_column(sa.Column(name, ID, nullable=True, comment=comment))
            invitations.create_foreign_key(
                op.f(f"fk_invitations_{name}"), "people", [name], ["id"], ondelete="SET NULL"
            )
