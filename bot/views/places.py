"""Places: a time zone by the name of a town that people know."""

from locales import Words


def place(zone: str, words: Words) -> str:
    """Name a zone; one that is not offered here is called by its own town."""
    return _cities(words).get(zone) or zone.rpartition("/")[2].replace("_", " ")


def _cities(words: Words) -> dict[str, str]:
    return {
        "Europe/Kaliningrad": words("Kaliningrad"),
        "Europe/Moscow": words("Moscow"),
        "Europe/Samara": words("Samara"),
        "Asia/Yekaterinburg": words("Yekaterinburg"),
        "Asia/Omsk": words("Omsk"),
        "Asia/Krasnoyarsk": words("Krasnoyarsk"),
        "Asia/Irkutsk": words("Irkutsk"),
        "Asia/Yakutsk": words("Yakutsk"),
        "Asia/Vladivostok": words("Vladivostok"),
        "Asia/Magadan": words("Magadan"),
        "Asia/Kamchatka": words("Kamchatka"),
    }
