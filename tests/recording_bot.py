"""A bot in a process of its own, to be killed: it records every message and says so.

python -m tests.recording_bot API_URL TOKEN DATABASE_URL CENTRE_ID
"""

import asyncio
import sys
from datetime import UTC, datetime

from telegram import Update
from telegram.ext import Application, CallbackContext, MessageHandler, filters

from bot.intake import Intake
from storage import journal
from storage.database import Database
from storage.updates import Once, Repeated, once


async def main(api_url: str, token: str, database_url: str, centre_id: int) -> None:
    db = Database(database_url)
    app = Application.builder().token(token).base_url(api_url).updater(None).build()

    async def on_text(update: Update, _: CallbackContext) -> None:  # type: ignore[type-arg]  # any
        assert update.message
        now = datetime.now(UTC)
        who, said = update.message.chat_id, update.message.text
        try:
            await db.write(
                once, Once(update.update_id, now), journal.record, centre_id, now, "said", who,
                said=said,
            )  # fmt: skip
        except Repeated:
            return
        await update.message.reply_text(f"Записано: {said}")

    app.add_handler(MessageHandler(filters.TEXT, on_text))
    await Intake(app).run(asyncio.Event())


if __name__ == "__main__":
    _, telegram, secret, database, centre = sys.argv
    asyncio.run(main(telegram, secret, database, int(centre)))
