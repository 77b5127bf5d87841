"""Settings, read once from CXGAME_* environment variables or a .env file."""

from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parent.parent
SMTP_SCHEMES = ("smtp", "smtp+starttls", "smtps")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Settings(BaseSettings):
    """Every setting; README.md documents each one (a test checks it)."""

    model_config = SettingsConfigDict(
        env_prefix="CXGAME_", env_file=".env", frozen=True, extra="ignore"
    )

    database_url: str = f"sqlite:///{ROOT / 'data' / 'cxgame.db'}"
    port: int = Field(default=8501, ge=1, le=65535)
    address: str = "127.0.0.1"
    public_url: str = ""
    https: bool = False
    demo: bool = True
    language: Literal["pt-BR", "en"] = "pt-BR"
    time_zone: str = "America/Sao_Paulo"
    company: str = "CXGame"
    country: str = Field(default="BR", pattern="^[A-Z]{2}$")
    session_hours: int = Field(default=12, ge=1)
    sign_in_attempts: int = Field(default=5, ge=1)
    sign_in_pause_minutes: int = Field(default=15, ge=1)
    shift_days: str = "mon,tue,wed,thu,fri"
    season_weeks: int = Field(default=5, ge=4, le=6)
    certificate_months: int = Field(default=0, ge=0, le=600)
    survey_posts_per_minute: int = Field(default=30, ge=0)
    smtp_url: SecretStr = SecretStr("")  # it holds a password: no log shows it
    mail_from: str = Field(default="", pattern=r"^([^\s@<>]+@[^\s@<>]+)?$", validate_default=True)
    mail_name: str = ""
    max_body_kb: int = Field(default=2048, ge=1)
    jobs: bool = True
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"unknown time zone {value!r}") from error
        return value

    @field_validator("shift_days")
    @classmethod
    def _days_are_days(cls, value: str) -> str:
        """Refuse what is no weekday: a streak must not wait for a day that never comes."""
        wrong = [word for word in value.split(",") if word and word not in WEEKDAYS]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is none of {', '.join(WEEKDAYS)}")
        return value

    @property
    def shift_weekdays(self) -> str:
        """Return the figures of `shift_days` in order, Monday 0."""
        return "".join(str(n) for n, word in enumerate(WEEKDAYS) if word in self.shift_days)

    @field_validator("smtp_url")
    @classmethod
    def _server_is_named(cls, value: SecretStr) -> SecretStr:
        """Refuse what leads to no mail server, without repeating it."""
        parts = urlsplit(value.get_secret_value())
        if value and (parts.scheme not in SMTP_SCHEMES or not parts.hostname or parts.port == 0):
            raise ValueError("write it like smtp+starttls://user:password@mail.example.com:587")
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender_is_known(cls, value: str, known: ValidationInfo) -> str:
        if known.data.get("smtp_url") and not value:
            raise ValueError("a mail server is set: say from which address mail is sent")
        try:
            value.rpartition("@")[2].encode("idna")
        except UnicodeError:
            raise ValueError("this domain can't exist") from None
        return value

    @field_validator("database_url")
    @classmethod
    def _path_is_absolute(cls, value: str) -> str:
        """Make a relative SQLite path absolute: the server changes its working folder."""
        path = value.removeprefix("sqlite:///")
        is_relative = path != value and path and not path.startswith((":", "/"))
        return f"sqlite:///{Path(path).resolve()}" if is_relative else value

    @field_validator("public_url")
    @classmethod
    def _no_trailing_slash(cls, value: str) -> str:
        return value.rstrip("/")


@lru_cache
def get_settings() -> Settings:
    """Return the settings of this process; end it with a sentence for each wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [f"{_variable(fault['loc'])}: {fault['msg']}." for fault in error.errors()]
        raise SystemExit("\n".join(wrong)) from None


def _variable(place: tuple[int | str, ...]) -> str:
    return "CXGAME_" + "_".join(map(str, place)).upper()
