"""Vekha: everything that talks to people."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # python-telegram-bot 22: spans are timedeltas
