"""The one refusal of this package: a file that is no roadmap that we can read."""

from storage.domain.permissions import Refusal


class Unreadable(Refusal):
    """A file was not read. `reason` says why, in one of these words.

    `empty_file`, `too_large`, `too_large_unpacked`, `too_heavy`, `too_many_rows`, `no_activities`,
    `broken_file`, `encrypted`, `scan`, `wrong_type`, `old_format`, `dtd_forbidden`.
    """
