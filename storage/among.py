"""Among: a column of numbers beside a list of any length, which goes to the database as one value.

`column.in_(list)` has a parameter for each number: the statement is written anew for every length,
and a server takes 65,535 of them at most. One value keeps the statement, and has no such end.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    Text,
    TypeDecorator,
    bindparam,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


class _Numbers(TypeDecorator[Collection[int]]):
    """Whole numbers: an array where the database has such, else JSON."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(ARRAY(BigInteger))

    def process_bind_param(
        self, value: Collection[int] | None, dialect: Dialect
    ) -> str | list[int] | None:
        if value is None:
            raise ValueError("no list is not an empty list")
        return json.dumps(list(value)) if dialect.name == "sqlite" else list(value)


class _Each(FunctionElement[int]):
    """The numbers of a list, a row each: what stands to the right of IN."""

    type = BigInteger()
    inherit_cache = True


@compiles(_Each, "sqlite")
def _each_of_json(element: _Each, compiler: SQLCompiler, **how: Any) -> str:
    numbers = compiler.process(element.clause_expr, **how)
    return f"(SELECT value FROM json_each{numbers})"  # noqa: S608 - a place for a parameter


@compiles(_Each, "postgresql")
def _each_of_array(element: _Each, compiler: SQLCompiler, **how: Any) -> str:
    numbers = compiler.process(element.clause_expr, **how)
    return f"(SELECT unnest{numbers})"


def among(column: ColumnElement[int], ids: Collection[int] | str) -> ColumnElement[bool]:
    """Whether `column` is one of `ids`: the numbers, or the name of a parameter that brings them.

    An empty list has nothing in it, as `in_` has it.
    """
    given: BindParameter[Any] = (
        bindparam(ids, type_=_Numbers)
        if isinstance(ids, str)
        else bindparam("ids", ids, type_=_Numbers, unique=True)
    )
    return column.op("IN", is_comparison=True)(_Each(given))
