"""A real headless Chromium, driven over the WebDriver protocol."""

import os
import shutil
import socket
import subprocess
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMEDRIVER = shutil.which("chromedriver")


class Browser:
    """One window. Elements are found by CSS and used at once, never kept."""

    def __init__(self, client: httpx.AsyncClient, session: str) -> None:
        self._client = client
        self._session = session

    async def open(self, address: str) -> None:
        await self._post("url", url=address)

    async def resize(self, width: int, height: int) -> None:
        """Make the page itself this large, as a phone's would be."""
        await self._devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip

    async def prefer(self, scheme: str) -> None:
        """Prefer a colour scheme, "light" or "dark"."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        await self._devtools("Emulation.setEmulatedMedia", features=features)

    async def run(self, script: str, *arguments: Any) -> Any:
        """Run a function body in the page; it may return a promise."""
        wrapped = f"return (async () => {{ {script} }}).apply(null, arguments)"
        return await self._post("execute/sync", script=wrapped, args=list(arguments))

    async def until(self, script: str, *arguments: Any, within: float = 5.0) -> Any:
        """Wait until the function body returns a truth, looking at every change of the page."""
        watching = f"""
            const [milliseconds, ...given] = arguments;
            const look = function () {{ {script} }};
            return new Promise((resolve) => {{
              const check = () => {{
                const found = look.apply(null, given);
                if (found) {{ watch.disconnect(); clearTimeout(over); resolve(found); }}
              }};
              const watch = new MutationObserver(check);
              const give = () => {{ watch.disconnect(); resolve(null); }};
              const over = setTimeout(give, milliseconds);
              watch.observe(document, {{
                subtree: true, childList: true, attributes: true, characterData: true,
              }});
              check();
            }});
        """
        found = await self._post("execute/sync", script=watching, args=[within * 1000, *arguments])
        assert found, f"not in {within} s: {script} {arguments}\n{await self.text()}"
        return found

    async def text(self, css: str = "body") -> str:
        return str(await self.run("return document.querySelector(arguments[0]).innerText", css))

    async def click(self, css: str) -> None:
        await self._post(f"element/{await self._find(css)}/click")

    async def type(self, css: str, text: str) -> None:
        await self._post(f"element/{await self._find(css)}/value", text=text)

    async def press(self, *keys: str) -> None:
        """Press keys one after another, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        await self._post("actions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    async def screenshot(self) -> bytes:
        answer = await self._client.get(f"/session/{self._session}/screenshot")
        return b64decode(answer.json()["value"])

    async def complaints(self) -> list[str]:
        """What the page wrote to the console as errors."""
        log = await self._post("se/log", type="browser")
        return [entry["message"] for entry in log if entry["level"] == "SEVERE"]

    async def _find(self, css: str) -> str:
        found = await self._post("element", using="css selector", value=css)
        return str(found[ELEMENT])

    async def _devtools(self, command: str, **parameters: Any) -> None:
        await self._post("goog/cdp/execute", cmd=command, params=parameters)

    async def _post(self, what: str, **body: Any) -> Any:
        answer = await self._client.post(f"/session/{self._session}/{what}", json=body)
        value = answer.json()["value"]
        assert answer.status_code == 200, value
        return value


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """A fresh Chromium with an empty profile; gone afterwards."""
    assert CHROMEDRIVER is not None
    port = _free_port()
    driver = subprocess.Popen(  # noqa: ASYNC220 - it starts at once
        [CHROMEDRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    transport = httpx.AsyncHTTPTransport(retries=8)
    try:
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", transport=transport, timeout=60
        ) as client:
            session = await _new_session(client)
            yield Browser(client, session)
            await client.delete(f"/session/{session}")
    finally:
        driver.terminate()
        driver.wait(10)


async def _new_session(client: httpx.AsyncClient) -> str:
    switches = ["--headless=new", "--disable-dev-shm-usage", "--window-size=1280,900"]
    if os.geteuid() == 0:
        switches.append("--no-sandbox")  # Chromium will not run as root otherwise
    options = {"args": switches, "binary": CHROMIUM}
    wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
    answer = await client.post("/session", json={"capabilities": {"alwaysMatch": wanted}})
    value = answer.json()["value"]
    assert answer.status_code == 200, value
    return str(value["sessionId"])


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
