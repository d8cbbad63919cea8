"""The stand-in as a process of its own: it keeps the queue while bots come and go."""

import json
import subprocess
import sys

import httpx

TOKEN = "77:for-this-test"


def test_the_queue_outlives_the_bot_and_the_process_ends_when_told() -> None:
    command = [sys.executable, "-m", "bot.demo.standin", "--token", TOKEN, "--person", "Анна"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        started = json.loads(process.stdout.readline())
        (anna,) = started["people"]
        with httpx.Client(base_url=started["url"]) as script:
            for number in range(20):
                words = {"person": anna, "text": str(number)}
                script.post("/control/say", json=words).raise_for_status()
        with httpx.Client(base_url=started["url"]) as killed_bot:
            killed_bot.post(f"/bot{TOKEN}/getUpdates", json={"limit": 5}).raise_for_status()
        with httpx.Client(base_url=started["url"]) as new_bot:
            updates = new_bot.post(f"/bot{TOKEN}/getUpdates").json()["result"]
            moved = new_bot.post("/control/clock", json={"move": "day"})
        process.terminate()
        assert process.wait(10) == 0
    assert [update["message"]["text"] for update in updates] == [str(n) for n in range(20)]
    assert moved.status_code == 200


def test_a_time_without_an_offset_is_wrong_usage() -> None:
    command = [sys.executable, "-m", "bot.demo.standin", "--now", "2026-01-25T09:00"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "--now needs an offset" in ended.stderr
