"""Settings: everything that differs between machines, read once at the start."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from locales import languages


class LogFormat(StrEnum):
    """How log lines are written."""

    TEXT = "text"
    JSON = "json"


def _one_of(known: Iterable[str]) -> PydanticCustomError:
    """The error that pydantic itself has for an enumeration."""
    return PydanticCustomError("enum", "one of {expected}", {"expected": ", ".join(known)})


def _without_slash(address: str) -> str:
    return address.rstrip("/")


Address = Annotated[str, AfterValidator(_without_slash)]


class Settings(BaseSettings):
    """Environment variables with the prefix VEKHA_, or the same names in `.env`."""

    # A .env is often shared with compose: keys that are not ours are no error.
    model_config = SettingsConfigDict(
        env_prefix="VEKHA_", env_file=".env", env_file_encoding="utf-8", extra="ignore",
        env_ignore_empty=True,
    )  # fmt: skip

    token: SecretStr | None = Field(None, description="The bot's token from @BotFather.")
    api_url: Address = Field(
        "https://api.telegram.org",
        description="Address of the Bot API, before `/bot<token>`; a local server or a relay.",
    )
    file_url: Address | None = Field(
        None, description="Address of files, before `/file/bot<token>`; the API's when not set."
    )
    proxy_url: str | None = Field(
        None, description="Proxy for all talk with Telegram, `http://…` or `socks5://…`."
    )
    database_url: str = Field(
        "sqlite:///vekha.db", description="`sqlite:///path` or `postgresql+psycopg://…`."
    )
    timezone: ZoneInfo = Field(
        ZoneInfo("Europe/Moscow"), description="Zone of a centre that is made without one."
    )
    language: str = Field("ru", description="Language of the shell and of new centres.")
    owners: Annotated[tuple[int, ...], NoDecode] = Field(
        (), description="Telegram ids of those who run the installation, comma-separated."
    )
    listen: str = Field(
        "127.0.0.1:8081", description="Host and port of `/health`; empty host is every address."
    )
    tick_seconds: float = Field(
        60, gt=0, le=3600, description="How often the clock looks for letters that are due."
    )
    ping_url: str | None = Field(
        None, description="Asked after every look while all is well; raises the alarm outside."
    )
    log_format: LogFormat = Field(LogFormat.TEXT, description="`text` or `json`.")
    log_level: str = Field("INFO", description="`DEBUG`, `INFO`, `WARNING` or `ERROR`.")

    @field_validator("owners", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            [part for part in value.split(",") if part.strip()]
            if isinstance(value, str)
            else value
        )

    @field_validator("language")
    @classmethod
    def _spoken(cls, value: str) -> str:
        if value not in languages():
            raise _one_of(languages())
        return value

    @field_validator("log_level")
    @classmethod
    def _upper(cls, value: str) -> str:
        known = ("DEBUG", "INFO", "WARNING", "ERROR")
        if value.upper() not in known:
            raise _one_of(known)
        return value.upper()

    @property
    def files(self) -> str:
        """Where files are fetched from, before `/file/bot<token>`."""
        return self.file_url or self.api_url
