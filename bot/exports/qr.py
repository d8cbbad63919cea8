"""QR codes: a link as a picture, to be printed and pointed at with a phone."""

from io import BytesIO

import segno

MODULE = 10
"""Pixels of one black square: sharp on paper and on a screen."""


def qr(link: str) -> bytes:
    """Draw a link as PNG, readable when a tenth of it is smudged."""
    drawn = BytesIO()
    segno.make(link, error="m", micro=False).save(drawn, kind="png", scale=MODULE, border=4)
    return drawn.getvalue()
