"""How fast letters leave."""

import asyncio
from bisect import bisect_left

import pytest

from scheduler.pace import CHAT_BURST, PER_SECOND, Pace


class Stopwatch:
    """A monotonic time in which waiting costs nothing; `late` is how long a wake-up takes."""

    def __init__(self, late: float = 0) -> None:
        self.at = 1000.0
        self.late = late

    def __call__(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds + self.late


def busiest_second(moments: list[float]) -> int:
    return max(bisect_left(moments, start + 1) - n for n, start in enumerate(moments))


@pytest.mark.parametrize("late", [0, 0.002, 0.02])
async def test_three_thousand_letters_keep_the_pace_even_when_wake_ups_are_late(
    late: float,
) -> None:
    watch = Stopwatch(late)
    pace = Pace(now=watch, sleep=watch.sleep)
    left = []
    for n in range(3000):
        assert await pace.turn(n % 1000) == 0
        left.append(watch())
    assert busiest_second(left) <= 30
    assert 3000 / (left[-1] - left[0]) == pytest.approx(PER_SECOND, rel=0.01)


async def test_after_a_pause_nothing_is_caught_up_with() -> None:
    watch = Stopwatch()
    pace = Pace(now=watch, sleep=watch.sleep)
    left = []
    for n in range(100):
        watch.at += 60 if n == 50 else 0
        await pace.turn(n)
        left.append(watch())
    assert busiest_second(left) <= 30


async def test_one_chat_gets_a_short_burst_and_then_one_a_second() -> None:
    watch = Stopwatch()
    pace = Pace(now=watch, sleep=watch.sleep)
    left = []
    for _ in range(10):
        await pace.turn(1)
        left.append(watch() - 1000)
    assert left[CHAT_BURST - 1] < 0.2
    assert left[CHAT_BURST] == pytest.approx(1, abs=0.2)
    assert left[-1] == pytest.approx(10 - CHAT_BURST, abs=0.2)


async def test_a_chat_that_was_refused_is_quiet_and_the_others_are_not() -> None:
    watch = Stopwatch()
    pace = Pace(now=watch, sleep=watch.sleep)
    pace.hold(1, 30)
    assert await pace.turn(1) == 30
    assert await pace.turn(2) == 0
    assert pace.silence() == 0
    watch.at += 30
    assert await pace.turn(1) == 0


async def test_when_a_second_chat_is_refused_the_whole_bot_is_quiet() -> None:
    watch = Stopwatch()
    pace = Pace(now=watch, sleep=watch.sleep)
    pace.hold(1, 5)
    pace.hold(1, 30)
    assert pace.silence() == 0, "the same chat again says nothing about the others"
    pace.hold(2, 20)
    assert await pace.turn(3) == 20
    assert await pace.turn(1) == 30
    watch.at += 20
    assert await pace.turn(3) == 0


async def test_chats_long_past_do_not_refuse_for_ever() -> None:
    watch = Stopwatch()
    pace = Pace(now=watch, sleep=watch.sleep)
    pace.hold(1, 5)
    watch.at += 6
    pace.hold(2, 5)
    assert pace.silence() == 0


async def test_many_at_once_keep_the_pace_on_a_real_clock() -> None:
    left: list[float] = []
    loop = asyncio.get_running_loop()
    pace = Pace(per_second=200)

    async def send(worker: int) -> None:
        for n in range(10):
            await pace.turn(worker * 100 + n)
            left.append(loop.time())

    await asyncio.gather(*(send(worker) for worker in range(16)))
    took = left[-1] - left[0]
    assert took >= 158 / 200
