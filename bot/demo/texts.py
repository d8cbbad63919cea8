"""The texts of the chat page, by the keys its script asks for."""

from collections.abc import Callable


def page_texts(words: Callable[[str], str]) -> dict[str, str]:
    """All texts of the page, each through `words` (an English sentence in, the reader's out)."""
    return {
        "title": words("Vekha: demonstration"),
        "name": words("Vekha"),
        "subtitle": words("Demonstration: everything runs on this computer"),
        "hint": words(
            "Tap “That is me, start” in a coordinator's chat and tap “Done” under an activity: "
            "the methodist's /summary counts it at once. Then move the clock to the next deadline "
            "and watch a reminder arrive."
        ),
        "clock": words("The demonstration's clock"),
        "plus_hour": words("+1 hour"),
        "plus_day": words("+1 day"),
        "next_deadline": words("To the next deadline"),
        "people": words("People"),
        "chat_of": words("Chat with the bot: {name}"),
        "no_messages": words("No messages yet"),
        "start": words("Start"),
        "message": words("Message"),
        "send": words("Send"),
        "attach": words("Attach a file"),
        "commands": words("Commands of the bot"),
        "drop_here": words("Drop the file here"),
        "edited": words("edited"),
        "photo": words("Photo"),
        "download": words("Download"),
        "kilobytes": words("{size} KB"),
        "megabytes": words("{size} MB"),
        "block": words("Stop the bot"),
        "unblock": words("Let the bot in again"),
        "who_opens_link": words("Who opens this link?"),
        "group_title": words("Schools of the district"),
        "speaks_as": words("Who writes"),
        "topic": words("Topic"),
        "no_topic": words("Without a topic"),
        "take_in": words("Bring the bot back"),
        "expel": words("Put the bot out of the group"),
        "ok": words("OK"),
        "close": words("Close"),
        "failed": words("That did not work: {error}"),
        "offline": words(
            "The demonstration has stopped. Start it again, and this page will go on."
        ),
    }
