"""Every setting of the product, in one typed place; unsafe ones are refused in production."""

import re
from functools import cache
from ipaddress import ip_network
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from limits import parse
from pydantic import AfterValidator, Field, PositiveFloat, PositiveInt, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_SECRET = "development-only-secret-not-for-production"  # noqa: S105 - refused in production
_SECRETS = ("secret_key", "rasa_secret", "baggage_api_key")
_ORIGIN = re.compile(r"https?://(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
DEVELOPMENT_SENDER = "Lantern Air <no-reply@example.com>"


def _a_rate(value: str) -> str:
    """A rate that can be counted, such as 30/minute. Raises ValueError."""
    try:
        allowed = parse(value).amount
    except ValueError:
        # Not with its words: they repeat the value.
        allowed = 0
    if allowed < 1:
        raise ValueError("a rate looks like 30/minute or 30/10 seconds, and allows one or more")
    return value


def _an_origin(value: str) -> str:
    """An origin as browsers name it. It stands in a policy, where a blank or a semicolon would be another rule."""
    if not _ORIGIN.fullmatch(value):
        raise ValueError("an origin looks like https://www.example.com or http://localhost:8080")
    return value


def _a_network(value: str) -> str:
    """A network, or one address. Raises ValueError, not with the library's words: they repeat the value."""
    try:
        ip_network(value)
    except ValueError:
        raise ValueError("a network looks like 10.0.0.0/8 or fd00::/8") from None
    return value


Rate = Annotated[str, AfterValidator(_a_rate)]
Origin = Annotated[str, AfterValidator(_an_origin)]
Network = Annotated[str, AfterValidator(_a_network)]


class Settings(BaseSettings):
    """Read from the environment and `.env`; each is described in docs/operating.md."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True)

    environment: Literal["development", "production"] = "development"
    database_url: str = "sqlite:///var/serviceloop.db"
    public_url: str = "http://127.0.0.1:8000"
    secret_key: SecretStr = SecretStr(DEVELOPMENT_SECRET)

    rasa_url: str = "http://127.0.0.1:5005"
    rasa_secret: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    rasa_networks: list[Network] = ["127.0.0.0/8", "::1/128"]
    rasa_timeout_seconds: PositiveFloat = 15.0

    baggage_api_key: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    # Who asks for the metrics from another machine needs it.
    metrics_key: SecretStr = SecretStr("")
    smtp_url: SecretStr = SecretStr("")
    mail_from: str = DEVELOPMENT_SENDER
    # Mail that customers write comes in under this key, to this address; without a key the door is shut.
    mail_key: SecretStr = SecretStr("")
    mail_address: str = ""
    # Where webhooks may lead besides the public internet.
    webhook_networks: list[Network] = []
    sites: dict[str, list[Origin]] = {"demo": []}
    visitor_days: Annotated[int, Field(ge=1, le=3650)] = 30
    # Whether everybody at the desk needs a code besides the password.
    require_second_factor: bool = False
    agent_hours: Annotated[int, Field(ge=1, le=24 * 31)] = 12
    chat_rate: Rate = "30/10 seconds"
    session_rate: Rate = "30/minute"
    upload_rate: Rate = "30/minute"
    transcript_rate: Rate = "5/hour"
    login_rate: Rate = "10/minute"
    counter_rate: Rate = "30/10 minutes"
    sockets_per_address: PositiveInt = 500
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @model_validator(mode="after")
    def _safe_in_production(self) -> Self:
        if self.environment != "production":
            return self
        values = {name: getattr(self, name).get_secret_value() for name in _SECRETS}
        for name, value in values.items():
            if value == DEVELOPMENT_SECRET or len(value) < 32:
                raise ValueError(f"{name.upper()} must be a secret of your own, 32 characters or more, in production")
        if len(set(values.values())) < len(values):
            raise ValueError("SECRET_KEY, RASA_SECRET and BAGGAGE_API_KEY must differ: who knows one must not know all")
        for name in ("mail_key", "metrics_key"):
            if 0 < len(getattr(self, name).get_secret_value()) < 32:
                raise ValueError(f"{name.upper()} must be a secret of your own, 32 characters or more, in production")
        if self.smtp_url.get_secret_value() and self.mail_from == DEVELOPMENT_SENDER:
            raise ValueError("MAIL_FROM must be an address of your own when SMTP_URL is set in production")
        if not self.public_url.startswith("https://"):
            raise ValueError("PUBLIC_URL must start with https:// in production")
        return self

    @model_validator(mode="after")
    def _known_mail_server(self) -> Self:
        url = urlsplit(self.smtp_url.get_secret_value())
        if url.geturl() and (url.scheme not in ("smtp", "smtps") or not url.hostname):
            raise ValueError("SMTP_URL must look like smtp://user:password@host:587")
        return self

    @model_validator(mode="after")
    def _an_address_of_ours(self) -> Self:
        if not _ORIGIN.fullmatch(self.public_url.rstrip("/")):
            raise ValueError("PUBLIC_URL must be an origin, such as https://support.example.com")
        return self

    @property
    def can_send_mail(self) -> bool:
        """Whether mail goes anywhere: to a server, or, in development, into files."""
        return bool(self.smtp_url.get_secret_value()) or self.environment == "development"


@cache
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings()
