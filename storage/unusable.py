"""Why a database cannot be used: plain Python, so whoever tells people of it needs no driver."""


class Unavailable(Exception):  # noqa: N818 - a state of the world, not a fault of the caller
    """The database cannot be reached or written now: locked, full, gone. Nothing was changed."""


class NewerDatabase(Exception):  # noqa: N818 - the database is all right, this program is old
    """The database was migrated by a later version of the program; nothing was touched."""


class WrongAddress(ValueError):  # noqa: N818 - like its neighbours
    """An address that no database of ours can have; the address itself is not repeated."""
