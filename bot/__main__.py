"""The command `vekha`: what can be asked of it, and how it ends."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot import commands, logs
from bot.settings import Settings
from bot.views.refusals import sentence
from locales import FIRST, Words, languages
from storage.domain.people import Role
from storage.domain.permissions import Refusal
from storage.unusable import NewerDatabase, Unavailable, WrongAddress

LONGEST_NAME = 300
"""Letters of a name that a screen has room for; no school has a longer one."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what is asked: 0 is well, 1 a refusal in one line on stderr, 2 wrong usage."""
    _let_anything_be_printed()
    given = _parser().parse_args(argv)
    language = FIRST
    try:
        settings = _settings()
        language = settings.language
        logs.set_up(_log_level(given, settings), settings.log_format, settings.token)
        commands.find(given.command)(given, settings)
    except (Refusal, NewerDatabase, Unavailable, WrongAddress) as error:
        return _refuse(_refusal(error), given, Words(language))
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stderr.close()
    except KeyboardInterrupt:
        return 130
    return 0


def _let_anything_be_printed() -> None:
    """Print letters that a terminal does not know as JSON would write them, not fail on them."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _log_level(given: Namespace, settings: Settings) -> str:
    """Whoever runs a bot wants to hear how it goes; any other command says what it has to say."""
    goes_on = given.command in ("run", "demo")
    return "WARNING" if settings.log_level == "INFO" and not goes_on else settings.log_level


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        # Only names and reasons: one of the values may be the token.
        wrong = "; ".join(
            f"VEKHA_{'_'.join(map(str, what['loc'][:1])).upper()}: {_wrong(what)}"
            for what in error.errors(include_input=False, include_url=False)
        )
        raise Refusal("bad_settings", what=wrong) from None


def _wrong(what: ErrorDetails) -> str:
    """Say what is wrong with a setting; pydantic's own words for what has none of ours."""
    words, facts = Words(FIRST), what.get("ctx", {})
    match what["type"]:
        case "enum":
            known = str(facts["expected"]).replace("'", "").replace(" or ", ", ")
            return words("one of these is needed: {known}", known=known)
        case "greater_than":
            return words("more than {least} is needed", least=f"{facts['gt']:g}")
        case "less_than_equal":
            return words("{most} at most is needed", most=f"{facts['le']:g}")
        case "float_parsing" | "int_parsing":
            return words("a number is needed")
        case "zoneinfo_str":
            return _no_zone(words)
    return what["msg"]


def _no_zone(words: Words) -> str:
    return words("no such time zone; write one like {zone}", zone="Europe/Moscow")


def _refusal(error: Refusal | NewerDatabase | Unavailable | WrongAddress) -> Refusal:
    match error:
        case NewerDatabase():
            return Refusal("database_newer")
        case Unavailable():
            return Refusal("database_unavailable")
        case WrongAddress():
            return Refusal("bad_settings", what=f"VEKHA_DATABASE_URL: {error}")
    return error


def _refuse(refusal: Refusal, given: Namespace, words: Words) -> int:
    message = sentence(refusal, words)
    if getattr(given, "json", False):
        answer = {"error": refusal.reason, "message": message}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stderr.write(message + "\n")
    return 1


def _parser() -> ArgumentParser:
    words = Words(FIRST)
    parser = ArgumentParser("vekha", description=words("Keeps education roadmaps in Telegram."))
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    run = commands.add_parser("run", help=words("the bot itself: updates, reminders, /health"))
    run.set_defaults(command="run")

    demo = commands.add_parser("demo", help=words("try everything here, without token or network"))
    demo.add_argument("--port", type=int, default=8080)
    demo.add_argument("--no-browser", action="store_true")
    demo.add_argument("--roadmap", type=Path, metavar="FILE")
    demo.set_defaults(command="demo")

    parse = commands.add_parser("parse", help=words("read a document and print what it says"))
    parse.add_argument("file", type=Path, metavar="FILE")
    _add_period(parse)
    parse.add_argument("--json", action="store_true")
    parse.set_defaults(command="parse")

    terms = commands.add_parser("terms", help=words("read terms, a JSON line each, from stdin"))
    terms.add_argument("--json", action="store_true", help=words("the only form there is"))
    terms.set_defaults(command="terms")

    import_ = commands.add_parser("import", help=words("bring a roadmap into a centre"))
    import_.add_argument("file", type=Path, metavar="FILE")
    import_.add_argument("--centre", required=True, metavar="NAME")
    import_.add_argument("--yes", action="store_true")
    import_.add_argument(
        "--aside", action="store_true", help=words("nobody is asked for what is over already")
    )
    _add_period(import_)
    import_.set_defaults(command="importing")

    centre = commands.add_parser("centre", help=words("found a centre"))
    add = centre.add_subparsers(metavar="COMMAND", required=True).add_parser("add")
    add.add_argument("name", type=_name, metavar="NAME")
    add.add_argument("--timezone", type=_zone, metavar="ZONE")
    add.add_argument("--language", choices=languages())
    add.set_defaults(command="centre")

    invite = commands.add_parser("invite", help=words("invite somebody: a link and a code"))
    invite.add_argument("--centre", required=True, metavar="NAME")
    invite.add_argument("--role", required=True, choices=[role.value for role in Role])
    invite.add_argument("--school", type=_name, metavar="NAME")
    invite.add_argument("--json", action="store_true")
    invite.set_defaults(command="invite")

    summary = commands.add_parser("summary", help=words("the numbers of a centre"))
    summary.add_argument("--centre", required=True, metavar="NAME")
    summary.add_argument("--json", action="store_true")
    summary.set_defaults(command="summary")

    check = commands.add_parser("check", help=words("whether the installation is well"))
    check.add_argument("--json", action="store_true")
    check.set_defaults(command="check")
    return parser


def _add_period(parser: ArgumentParser) -> None:
    for flag, name in (("--from", "start"), ("--to", "end")):
        parser.add_argument(flag, dest=name, type=_day, metavar="YYYY-MM-DD")


def _name(text: str) -> str:
    if not text.strip() or len(text) > LONGEST_NAME:
        words = Words(FIRST)
        raise ArgumentTypeError(words("a name has 1 to {n} characters", n=LONGEST_NAME))
    return text.strip()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        words = Words(FIRST)
        said = words("a day is written as 2026-01-31, not as {text}", text=text)
        raise ArgumentTypeError(said) from error


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError) as error:
        raise ArgumentTypeError(_no_zone(Words(FIRST))) from error


if __name__ == "__main__":
    sys.exit(main())
