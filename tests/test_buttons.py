"""Buttons: what is packed comes back the same, and what was made up does not come in."""

import re
from dataclasses import astuple
from importlib import import_module
from pkgutil import iter_modules
from string import ascii_letters, digits
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.ext import CallbackQueryHandler

from bot import buttons
from bot.buttons.button import LIMIT, Button
from bot.buttons.dating import SetDate
from bot.buttons.joining import Join
from bot.buttons.marking import MarkDone
from bot.buttons.tasks import Place, ShowTasks
from bot.handlers import HANDLERS

BIGGEST = 2**63 - 1


TOPICS = [import_module(f"bot.buttons.{found.name}") for found in iter_modules(buttons.__path__)]

KINDS = [
    kind
    for topic in TOPICS
    for kind in vars(topic).values()
    if isinstance(kind, type) and issubclass(kind, Button)
    if kind.__module__ == topic.__name__ and "prefix" in vars(kind)
]


def test_every_button_is_routed_by_a_prefix_of_its_own() -> None:
    prefixes = [kind.prefix for kind in KINDS]
    assert len(prefixes) == len(set(prefixes)) > 20
    routed = [
        handler.pattern.pattern
        for handler in HANDLERS
        if isinstance(handler, CallbackQueryHandler) and isinstance(handler.pattern, re.Pattern)
    ]
    assert sorted(routed) == sorted(f"^{prefix}(:|$)" for prefix in prefixes)


# Ids grow one by one: a database that has lived for a century has fewer than a thousand million.
ids = st.integers(0, 10**9)
words = st.text(ascii_letters + digits + "_-", max_size=24)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=20)
@given(data=st.data())
def test_what_is_packed_comes_back_the_same(kind: type[Button], data: st.DataObject) -> None:
    of = {int: ids, str: words}
    facts = {name: of[hint] for name, hint in get_type_hints(kind).items() if hint in of}
    button = data.draw(st.builds(kind, **facts))
    packed = button.pack()
    assert len(packed.encode()) <= LIMIT
    assert kind.unpack(packed) == button


@given(st.text(max_size=64))
def test_whatever_is_made_up_is_a_value_error_or_a_button(data: str) -> None:
    for kind in KINDS:
        for made_up in (data, f"{kind.prefix}:{data}"):
            try:
                button = kind.unpack(made_up)
            except ValueError:
                continue
            numbers = [value for value in astuple(button) if isinstance(value, int)]
            assert all(0 <= number <= BIGGEST for number in numbers)


@pytest.mark.parametrize(
    "data",
    ["", "done", "done:1", "done:1:a:0:0", "done:1:a:0:0:0:0", "undo:1:a:0:0:0", "done:-1:a:0:0:0",
     f"done:{BIGGEST + 1}:a:0:0:0", "done:1:x:0:0:0", "done:1.5:a:0:0:0", "done::a:0:0:0"],
)  # fmt: skip
def test_what_is_no_button_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        MarkDone.unpack(data)


def test_a_button_says_where_it_stands() -> None:
    assert ShowTasks(Place.SCHOOL, 2, 7).pack() == "list:s:2:7"
    assert MarkDone(5, Place.LETTER, 0, 9).pack() == "done:5:l:0:9:0"
    assert SetDate(5, 20260430, 0).pack() == "setdate:5:20260430:0"


def test_what_telegram_would_refuse_is_refused_before() -> None:
    with pytest.raises(ValueError, match="too long"):
        Join("я" * 40).pack()
    assert Join("x" * 59).pack() == "join:" + "x" * 59
