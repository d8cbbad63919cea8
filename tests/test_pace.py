"""How fast letters and answers leave, and how fast Telegram sees them come."""

import asyncio
from bisect import bisect_left
from random import Random

import pytest

from scheduler.delivery import IN_HAND
from scheduler.pace import CHAT_BURST, GROUP_MINUTE, PER_SECOND, Pace, Silence, Turn


class Stopwatch:
    """A monotonic time in which waiting costs nothing; `late` is how long a wake-up takes."""

    def __init__(self, late: float = 0) -> None:
        self.at = 1000.0
        self.late = late
        self.pace = Pace(now=self, sleep=self.sleep)

    def __call__(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)  # the others may ask meanwhile
        self.at += max(seconds, 0.0001) + self.late

    async def letter(self, chat_id: int, takes: float = 0) -> float:
        """Let a letter go; return when it left."""
        turn = await self.pace.letter(chat_id)
        assert isinstance(turn, Turn)
        left = self.at
        with turn:
            self.at += takes
        return left

    async def answer(self, chat_id: int) -> float:
        turn = await self.pace.answer(chat_id)
        assert isinstance(turn, Turn)
        left = self.at
        with turn:
            pass
        return left

    async def refused(self, chat_id: int, seconds: float) -> None:
        """Let a letter go that Telegram refuses."""
        turn = await self.pace.letter(chat_id)
        assert isinstance(turn, Turn)
        with turn:
            turn.told_to_wait(seconds)

    async def silence(self, chat_id: int) -> float:
        """How long the pace makes a chat wait; 0 when a letter may go there."""
        turn = await self.pace.letter(chat_id)
        if isinstance(turn, Silence):
            return turn.seconds
        with turn:
            return 0


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


def busiest_second(moments: list[float], span: float = 1) -> int:
    return max(bisect_left(moments, start + span) - n for n, start in enumerate(moments))


@pytest.mark.parametrize("late", [0, 0.001, 0.003])
async def test_three_thousand_letters_keep_the_pace_even_when_wake_ups_are_late(
    late: float,
) -> None:
    watch = Stopwatch(late)
    left = await asyncio.gather(*(watch.letter(n % 1000) for n in range(3000)))
    assert busiest_second(left) <= PER_SECOND
    assert 2999 / (left[-1] - left[0]) >= PER_SECOND * 0.99


async def test_a_machine_that_stands_still_now_and_then_makes_up_for_it() -> None:
    watch, chance = Stopwatch(), Random(1)  # noqa: S311 - when, not who
    left: list[float] = []

    async def worker() -> None:
        while len(left) < 3000:
            left.append(await watch.letter(len(left)))
            await asyncio.sleep(0)
            watch.at += 0.15 * (chance.random() < 0.02)

    await asyncio.gather(*(worker() for _ in range(IN_HAND)))
    assert busiest_second(left) <= PER_SECOND
    assert (len(left) - 1) / (left[-1] - left[0]) >= PER_SECOND * 0.99


async def test_however_uneven_the_way_telegram_never_counts_too_many_in_a_second() -> None:
    pace, chance, loop = Pace(per_second=100), Random(1), asyncio.get_running_loop()  # noqa: S311
    came: list[float] = []

    async def send(chat_id: int) -> None:
        turn = await pace.letter(chat_id)
        assert isinstance(turn, Turn)
        with turn:
            await asyncio.sleep(0.01 + chance.random() ** 8 * 0.2)
            came.append(loop.time())
            await asyncio.sleep(0.01 + chance.random() ** 8 * 0.2)

    await asyncio.gather(*(send(n) for n in range(400)))
    came.sort()
    assert busiest_second(came) <= 101  # a clock that rounds may see one more
    assert 399 / (came[-1] - came[0]) > 80


async def test_letters_leave_evenly_and_not_in_bursts(watch: Stopwatch) -> None:
    left = [await watch.letter(n) for n in range(300)]
    assert busiest_second(left, 0.1) <= 5


async def test_after_a_pause_nothing_is_caught_up_with(watch: Stopwatch) -> None:
    left = []
    for n in range(100):
        watch.at += 60 if n == 50 else 0
        left.append(await watch.letter(n))
    assert busiest_second(left) <= PER_SECOND


async def test_one_chat_gets_a_short_burst_and_then_one_a_second(watch: Stopwatch) -> None:
    left = [await watch.letter(1) - 1000 for _ in range(10)]
    assert left[CHAT_BURST - 1] < 0.2
    assert left[CHAT_BURST] == pytest.approx(1, abs=0.2)
    assert left[-1] == pytest.approx(10 - CHAT_BURST, abs=0.2)


async def test_one_group_gets_twenty_a_minute(watch: Stopwatch) -> None:
    left = [await watch.letter(-100) for _ in range(100)]
    assert busiest_second(left, 60) == GROUP_MINUTE
    assert left[-1] - left[0] == pytest.approx(4 * 60 + 17, abs=5)


# Answers to people


async def test_an_answer_does_not_wait_behind_letters() -> None:
    pace, loop = Pace(), asyncio.get_running_loop()
    letters: list[float] = []
    waits: list[float] = []

    async def letter(chat_id: int) -> None:
        turn = await pace.letter(chat_id)
        assert isinstance(turn, Turn)
        with turn:
            letters.append(loop.time())
            await asyncio.sleep(0.005)

    async def answers() -> None:
        for n in range(20):
            await asyncio.sleep(0.08)
            asked = loop.time()
            turn = await pace.answer(10_000 + n)
            assert isinstance(turn, Turn)
            with turn:
                waits.append(loop.time() - asked)
                letters.append(loop.time())

    await asyncio.gather(answers(), *(letter(n) for n in range(60)))
    letters.sort()
    assert busiest_second(letters) <= PER_SECOND + 1
    assert max(waits) < 0.2, "sixty letters take two seconds"


async def test_without_letters_answers_do_not_wait_at_all(watch: Stopwatch) -> None:
    left = [await watch.answer(n) for n in range(500)]
    assert left[-1] == left[0]
    assert await watch.letter(7) >= left[0] + 1, "but letters wait until it is quieter"


async def test_answers_to_a_person_keep_letters_to_them_back(watch: Stopwatch) -> None:
    for _ in range(5):
        await watch.answer(1)
    assert await watch.letter(1) == pytest.approx(1003, abs=0.2)


# When Telegram says no


async def test_a_chat_that_was_refused_is_quiet_and_the_others_are_not(watch: Stopwatch) -> None:
    await watch.refused(1, 30)
    assert await watch.silence(1) == pytest.approx(30, abs=0.1)
    assert isinstance(await watch.pace.answer(1), Silence)
    assert await watch.silence(2) == 0
    assert watch.pace.silence() == 0
    watch.at += 30
    assert await watch.silence(1) == 0


async def test_when_the_next_chat_is_refused_too_the_whole_bot_is_quiet(watch: Stopwatch) -> None:
    watch.pace.hold(1, 5)
    watch.pace.hold(1, 30)
    assert watch.pace.silence() == 0, "the same chat again says nothing about the others"
    await watch.refused(2, 20)
    assert await watch.silence(3) == pytest.approx(20, abs=0.1)
    assert await watch.silence(1) == pytest.approx(30, abs=0.1)
    watch.at += 20
    assert await watch.silence(3) == 0


async def test_refusals_here_and_there_are_those_of_chats(watch: Stopwatch) -> None:
    await watch.refused(1, 30)
    await watch.letter(2)
    await watch.refused(3, 30)
    assert watch.pace.silence() == 0


async def test_chats_long_past_do_not_refuse_for_ever(watch: Stopwatch) -> None:
    await watch.refused(1, 5)
    watch.at += 6
    await watch.refused(2, 5)
    assert watch.pace.silence() == 0


async def test_a_letter_that_breaks_off_gives_its_place_back(watch: Stopwatch) -> None:
    for n in range(PER_SECOND):
        turn = await watch.pace.letter(n)
        with pytest.raises(OSError, match="broken"), turn:  # type: ignore[union-attr]  # a Turn
            raise OSError("broken")
    assert await watch.letter(99) == pytest.approx(1001, abs=0.1)
