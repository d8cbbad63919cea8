"""Refusals in words: what is so, and what to do next."""

from bot.views.screen import LONGEST, clip
from locales import Words, msgid
from storage.domain.permissions import Refusal

SENTENCES = {
    # who may what
    "stranger": msgid(
        "We have not met yet. Ask the methodist of your centre for an invitation link, or type "
        "the code from it here."
    ),
    "owner_without_post": msgid(
        "You run this installation. Make a centre at its shell, vekha centre add NAME, then "
        "invite yourself: vekha invite --centre NAME --role methodist"
    ),
    "for_methodists": msgid("Only the methodists of the centre can do this."),
    "not_your_organisation": msgid(
        "These are the tasks of {organisation}; you have no post there."
    ),
    "not_yours_to_mark": msgid(
        "This mark is for {organisation} to make. If you are its coordinator now, ask the "
        "methodist for an invitation."
    ),
    "not_yours_to_postpone": msgid(
        "Another deadline for this task is for {organisation} to ask. If you are its coordinator "
        "now, ask the methodist for an invitation."
    ),
    # invitations
    "no_such_invitation": msgid(
        "There is no such invitation. Check the code or ask the methodist for a new link."
    ),
    "invitation_expired": msgid("This invitation has expired. Ask the methodist for a new one."),
    "invitation_used": msgid(
        "Somebody else has come by this invitation already. Ask the methodist for your own."
    ),
    # tasks
    "no_such_task": msgid("This task is not on your list any more. Open /tasks to see what is."),
    "no_such_organisation": msgid("There is no such organisation in your centre."),
    "no_such_number": msgid("You have no activity with the number {number}. See /tasks."),
    "task_cancelled": msgid("{number} is cancelled; no mark is needed."),
    "not_your_mark": msgid("{number} was marked by {by}; only they can take the mark back."),
    "too_late_to_undo": msgid(
        "{number}: more than 10 minutes have passed. Ask the methodist to take the mark back."
    ),
    "which_task": msgid("Write the number of the activity, for example: /done 4.4"),
    # dates
    "no_such_activity": msgid("There is no such activity in your centre."),
    "date_set_already": msgid("{number} has a date already. See /undated for the others."),
    "date_before_roadmap": msgid(
        "{number}: this day is before the roadmap begins. Write a later one."
    ),
    "date_not_understood": msgid(
        "I cannot read “{text}” as one date. Write it like this: 15 March, by 01.04, May."
    ),
    "term_not_understood": msgid(
        "I cannot read “{text}” whole. Write it like this: by 15 March, February and May, "
        "from 1 to 20 April, monthly."
    ),
    "period_not_understood": msgid(
        "I cannot read “{text}” as a period. Write a year: 2026, or two dates: "
        "from 01.02.2026 to 31.12.2026."
    ),
    # another deadline
    "nothing_to_postpone": msgid("{number} has no deadline ahead that could be postponed."),
    "day_is_over": msgid("This day is over. Choose a later one, with the year if it is another."),
    "not_later": msgid("{number}: this is not later than the deadline now. Choose a later day."),
    "too_far": msgid(
        "{number}: this is more than a year after the roadmap. Choose an earlier day."
    ),
    "reason_empty": msgid("A reason is needed: a word or two will do."),
    "reason_too_long": msgid("Too long. Say it in {most} letters at most."),
    "no_such_request": msgid("There is no such request for another date in your centre."),
    "not_yours_to_decide": msgid(
        "About the dates of {organisation} the methodist or its curator decides."
    ),
    # documents
    "no_such_import": msgid("This preview is no more. Send the file again."),
    "no_such_roadmap": msgid("There is no such active roadmap in your centre."),
    "changes_outdated": msgid(
        "The roadmap has changed since this was shown. Look at the changes again."
    ),
    "import_declined": msgid("This document was declined. Send the file again if it is needed."),
    "import_accepted": msgid("This document is accepted already."),
    "period_unknown": msgid("The document does not say when the roadmap runs."),
    "no_activities": msgid(
        "I found no table of activities in the file. I look for a header such as «Мероприятие», "
        "«Срок», «Ответственный». Check that this is the plan itself and send it again."
    ),
    "empty_file": msgid("The file is empty. Send it again."),
    "too_large": msgid("The file is larger than 20 MB. Send only the plan, without scans."),
    "too_large_unpacked": msgid(
        "The file grows too large when it is unpacked. Save the plan as a new file and send that."
    ),
    "too_many_rows": msgid(
        "The file has {count} rows, which is more than a roadmap can have ({most}). "
        "Send the plan alone."
    ),
    "too_heavy": msgid(
        "Reading this file takes too long. Save the plan as a new file and send that."
    ),
    "dtd_forbidden": msgid(
        "The file holds instructions that a document must not have, so I did not open it. "
        "Save it again in Word and send it."
    ),
    "broken_file": msgid(
        "The file is damaged or has not arrived whole. Open it on your computer, save it again "
        "and send it."
    ),
    "encrypted": msgid(
        "The file is protected by a password. Take the protection off and send it."
    ),
    "scan": msgid("This is a scan without text. Send the Word or Excel file, or a PDF with text."),
    "wrong_type": msgid(
        "I do not read this kind of file. Send the plan as Word (.docx), Excel (.xlsx), PDF with "
        "text, CSV or plain text."
    ),
    "old_format": msgid(
        "This is the old .doc format. Open it in Word, save it as .docx and send it again."
    ),
    "photo": msgid("A photo cannot be read as a table. Send the file itself: Word, Excel or PDF."),
    "link": msgid("I open no links. Download the file and send the file itself."),
    # the shell
    "no_such_centre": msgid("There is no centre “{name}”. Known: {known}."),
    "no_centre": msgid("There is no centre yet. Make one first: vekha centre add NAME"),
    "centre_exists": msgid("A centre “{name}” exists already."),
    "school_needed": msgid("The role {role} belongs to a school: add --school NAME."),
    "several_schools": msgid("“{name}” fits several schools: {schools}. Write the name in full."),
    "no_token": msgid("VEKHA_TOKEN is not set. Get a token from @BotFather and put it into .env."),
    "wrong_token": msgid("Telegram does not accept the token. Check VEKHA_TOKEN."),
    "bot_unknown": msgid(
        "Telegram did not answer, so the bot's name for the link is unknown. Try again, or start "
        "the bot once with: vekha run"
    ),
    "no_file": msgid("Cannot read {name}: {why}."),
    "bad_period": msgid("A period needs both --from and --to, in this order, as YYYY-MM-DD."),
    "bad_line": msgid(
        "Line {line} is not a JSON object with phrase, roadmap_start and roadmap_end."
    ),
    "bad_settings": msgid("The settings are not right: {what}"),
    "database_unavailable": msgid("The database cannot be reached. Check VEKHA_DATABASE_URL."),
    "database_newer": msgid("The database was written by a newer version of Vekha. Update first."),
    "bad_listen": msgid("VEKHA_LISTEN must be host:port, not “{listen}”."),
    "port_taken": msgid("Port {port} is in use. Choose another."),
    "listen_taken": msgid(
        "Port {port} is in use: perhaps another bot runs here already. If not, choose another in "
        "VEKHA_LISTEN."
    ),
    # groups
    "not_in_groups": msgid("This is personal: open the private chat with me."),
    "not_yours_to_connect": msgid("Only a methodist or the head of the centre can connect it."),
    "group_of_another": msgid("Another centre's digest comes here already."),
    "anonymous": msgid(
        "I do not see who is writing: the group writes in your name. Switch anonymity off for a "
        "moment and send /group again."
    ),
    # us
    "unknown_words": msgid("I did not understand. These words work: tasks, week, 4.4 done, help."),
    "unknown_words_of_centre": msgid(
        "I did not understand. These words work: summary, postponing, people, undated, help. "
        "Send a roadmap here as a file."
    ),
    "nothing_to_put_off": msgid("{number} is not owed any more: there is nothing to put off."),
    "all_put_off": msgid("Nothing in this letter is left to put off."),
    "away_not_understood": msgid(
        "I do not see days to come in “{text}”. Write for example “from 1 to 14 July”."
    ),
    "own_day_not_understood": msgid(
        "I do not see a day in “{text}”. Write for example “10 June” or “10.06.2026, holiday”."
    ),
    "own_day_far": msgid("Write days from today to the end of {until}."),
    "own_days_too_many": msgid(
        "That is too many: no more than {days} days at once and {year} in a year."
    ),
    "own_day_rests_anyway": msgid("This is a day off already by the calendar of Russia."),
    "own_day_works_anyway": msgid("This is a working day already by the calendar of Russia."),
    "old_screen": msgid("This screen is out of date; here is how things stand now."),
    "trouble": msgid(
        "Something has broken on my side; it is written down. Please try again later."
    ),
}

NO_FILE = (
    msgid("No such file or directory"),
    msgid("Is a directory"),
    msgid("Permission denied"),
)
"""Why the system opens no file, for the usual reasons; a rarer one is passed on as it came."""


def sentence(refusal: Refusal, words: Words) -> str:
    """Say why not, in plain text. A reason without a sentence is our own trouble, and said so."""
    text = SENTENCES.get(refusal.reason, SENTENCES["trouble"])
    # What somebody has typed may be as long as a message can be, and more stands around it.
    facts = {
        name: clip(fact, LONGEST) if isinstance(fact, str) else fact
        for name, fact in refusal.facts.items()
    }
    if facts.get("why") in NO_FILE:
        facts["why"] = words(str(facts["why"]))
    return words(text, **facts)
