"""A column beside a list of numbers of any length."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from storage.among import among
from storage.database import Database, Transaction
from storage.tables import updates

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
NUMBER = updates.c.id
MORE_THAN_A_SERVER_TAKES = 70_000


def write_three(tx: Transaction) -> None:
    tx.execute(insert(updates), [{"id": n, "at": NOW} for n in (1, 2, 2**40)])


def found(tx: Transaction, ids: list[int]) -> list[int]:
    return list(tx.execute(select(NUMBER).where(among(NUMBER, ids)).order_by(NUMBER)).scalars())


def left(tx: Transaction, ids: list[int]) -> list[int]:
    return list(tx.execute(select(NUMBER).where(~among(NUMBER, ids)).order_by(NUMBER)).scalars())


def named(tx: Transaction, ids: object) -> list[int]:
    statement = select(NUMBER).where(among(NUMBER, "wanted")).order_by(NUMBER)
    return list(tx.execute(statement, {"wanted": ids}).scalars())


async def test_the_numbers_of_the_list_are_found(db: Database) -> None:
    await db.write(write_three)
    assert await db.read(found, [2**40, 1, 7]) == [1, 2**40]
    assert await db.read(named, {1, 2}) == [1, 2]
    assert await db.read(left, [1, 7]) == [2, 2**40]


async def test_nothing_is_among_nothing(db: Database) -> None:
    await db.write(write_three)
    assert await db.read(found, []) == []
    assert await db.read(left, []) == [1, 2, 2**40]


async def test_a_list_may_be_longer_than_a_statement_has_parameters(db: Database) -> None:
    await db.write(write_three)
    assert await db.read(found, list(range(2, MORE_THAN_A_SERVER_TAKES))) == [2]


async def test_no_list_is_a_mistake_and_not_an_empty_one(db: Database) -> None:
    with pytest.raises(StatementError, match="not an empty list"):
        await db.read(named, None)
