"""add record tags and words."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "a01aa24c3353"
down_revision = "3676818a4afd"
branch_labels = None
depends_on = None

AT_ONCE = 5_000  # records
# What a search must not find: addresses, and digits enough for a phone number or a CPF.
PERSONAL = re.compile(r"\S+@\S+|\+?\(?\d(?:[\s().-]?\d){7,}", re.ASCII)
RECORD = sa.table(
    "feedback_record",
    sa.column("id", sa.Integer),
    sa.column("text", sa.String),
    sa.column("folded", sa.String),
    sa.column("tags", sa.JSON),
)
TAG = sa.table("record_tag", sa.column("tag", sa.String), sa.column("record_id", sa.Integer))


def upgrade() -> None:
    op.create_table(
        "record_tag",
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["feedback_record.id"],
            name=op.f("fk__record_tag__record_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tag", "record_id", name=op.f("pk__record_tag")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix__record_tag__record_id"), "record_tag", ["record_id"], unique=False)
    _move(op.get_bind())
    with op.batch_alter_table("feedback_record", recreate="never") as batch_op:
        batch_op.drop_column("tags")


def downgrade() -> None:
    with op.batch_alter_table("feedback_record", recreate="never") as batch_op:
        batch_op.add_column(sa.Column("tags", sa.JSON(), nullable=True))
    op.drop_table("record_tag")


def _move(connection: sa.Connection) -> None:
    """Give each tag a row of its own, and each text the words that it is found by."""
    last = 0
    while True:
        some = sa.select(RECORD).where(RECORD.c.id > last).order_by(RECORD.c.id).limit(AT_ONCE)
        rows = connection.execute(some).all()
        if not rows:
            return
        last = rows[-1].id
        tags = [{"record_id": row.id, "tag": tag} for row in rows for tag in set(row.tags or ())]
        if tags:
            connection.execute(sa.insert(TAG), tags)
        words = [{"key": row.id, "words": _words(row.text)} for row in rows if row.text]
        if words:
            change = sa.update(RECORD).where(RECORD.c.id == sa.bindparam("key"))
            connection.execute(change.values(folded=sa.bindparam("words")), words)


def _words(text: str) -> str:
    plain = unicodedata.normalize("NFKD", PERSONAL.sub(" ", text))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return " ".join(re.findall(r"[^\W_]+", kept))
