"""The menu of commands that Telegram shows beside the text field."""

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats

from locales import SOURCE, Words, languages


async def offer_menu(bot: Bot) -> None:
    """Tell Telegram the commands, in every language; whoever speaks another sees the Russian."""
    for code in languages():
        commands = _commands(Words(code))
        language = code if code == SOURCE else None
        await bot.set_my_commands(commands, language_code=language)
        await bot.set_my_commands(
            _in_groups(Words(code)),
            scope=BotCommandScopeAllGroupChats(),
            language_code=language,
        )


def _in_groups(words: Words) -> list[BotCommand]:
    return [
        BotCommand("summary", words("Summary of the centre")),
        BotCommand("group", words("Connect this group to a centre")),
    ]


def _commands(words: Words) -> list[BotCommand]:
    return [
        BotCommand("start", words("Home")),
        BotCommand("tasks", words("All tasks")),
        BotCommand("week", words("In the next 7 days")),
        BotCommand("overdue", words("Overdue")),
        BotCommand("done", words("Mark by number: /done 4.4")),
        BotCommand("summary", words("Summary of the centre")),
        BotCommand("people", words("People and invitations")),
        BotCommand("undated", words("Activities without a date")),
        BotCommand("import", words("Bring in a roadmap")),
        BotCommand("settings", words("Settings")),
        BotCommand("help", words("Help")),
    ]
