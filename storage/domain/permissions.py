"""Who may do what. Every rule is a function that returns quietly or raises Refusal."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A polite no. `reason` is the key of the sentence that explains it, `facts` go into it."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
