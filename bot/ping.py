"""The dead man's switch: somebody outside hears that all is well, and worries at silence."""

import logging

from tornado.httpclient import AsyncHTTPClient, HTTPClientError

logger = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds to wait for an answer."""


async def ping(url: str) -> None:
    """Ask for an address. Where that fails it is logged, and nothing else happens."""
    try:
        await AsyncHTTPClient().fetch(url, connect_timeout=PATIENCE, request_timeout=PATIENCE)
    except (HTTPClientError, OSError, ValueError) as error:
        # Without the address: whoever knows it can say that all is well.
        logger.warning("the watcher outside was not told that all is well: %s", error)
