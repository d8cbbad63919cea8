"""Joining: the first screens of somebody's life with the bot."""

from datetime import date

from bot.buttons.joining import Join, NotMe
from bot.buttons.people import InviteAnother
from bot.views.screen import Screen, screen
from locales import Words
from storage.domain.people import Role
from storage.invitations import Invitation


def role_name(role: Role, words: Words) -> str:
    """A role as people call it."""
    return {
        Role.COORDINATOR: words("coordinator"),
        Role.DEPUTY: words("deputy coordinator"),
        Role.CURATOR: words("curator"),
        Role.METHODIST: words("methodist"),
        Role.HEAD: words("head of the department"),
        Role.REGION: words("regional observer"),
        Role.OWNER: words("owner"),
    }[role]


def offer(invitation: Invitation, words: Words) -> Screen:
    """Say who is invited to what, and ask whether it is the right person."""
    return screen(
        [
            words.html(
                "Good day. You are invited as {role}: <b>{organisation}</b>.",
                role=role_name(invitation.role, words),
                organisation=invitation.organisation.short,
            ),
            "",
            words("The bot reminds you of the roadmap's deadlines and takes your marks."),
            words(
                "It keeps your number and name in Telegram, your language, role and organisation, "
                "your marks, requests with their reasons, and settings, the letters sent to you "
                "and the day of your last visit. You can erase yourself in /settings; your marks "
                "stay."
            ),
        ],
        [
            ((words("That is me, start"), Join(invitation.token)),),
            ((words("Not my organisation"), NotMe()),),
        ],
    )


def not_me(words: Words) -> Screen:
    """Somebody got an invitation that was meant for another."""
    return screen(
        [
            words(
                "Then nothing is changed. Tell the methodist who sent you the link: "
                "they will send the right one."
            )
        ]
    )


def link_of(token: str, username: str) -> str:
    """The address that opens the bot and hands it an invitation."""
    return f"https://t.me/{username}?start={token}"


def invited(
    invitation: Invitation, link: str, words: Words, another: InviteAnother | None = None
) -> Screen:
    """An invitation as a methodist hands it on, and a way to one for somebody else."""
    expires: date = invitation.expires_at.date()
    return screen(
        [
            words.html(
                "Invitation: {role}, <b>{organisation}</b>",
                role=role_name(invitation.role, words),
                organisation=invitation.organisation.short,
            ),
            "",
            words("Forward this link to one person:"),
            link,
            words.html(
                "If the link does not open, they write the code to the bot: <code>{code}</code>",
                code=invitation.code,
            ),
            words("It is good for one person until {day}.", day=words.day(expires, year=True)),
        ],
        [((words("One for another person"), another),)] if another else [],
    )
