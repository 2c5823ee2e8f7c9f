"""Every setting of the product, in one typed place; unsafe ones are refused in production."""

from functools import cache
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_SECRET = "development-only-secret-not-for-production"  # noqa: S105 - refused in production
DEVELOPMENT_SENDER = "Lantern Air <no-reply@example.com>"


class Settings(BaseSettings):
    """Read from the environment and `.env`; each is described in docs/operating.md."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    environment: Literal["development", "production"] = "development"
    database_url: str = "sqlite:///var/serviceloop.db"
    public_url: str = "http://127.0.0.1:8000"
    secret_key: SecretStr = SecretStr(DEVELOPMENT_SECRET)

    rasa_url: str = "http://127.0.0.1:5005"
    rasa_secret: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    rasa_networks: list[str] = ["127.0.0.0/8", "::1/128"]
    rasa_timeout_seconds: float = 15.0

    baggage_api_key: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    smtp_url: SecretStr = SecretStr("")
    mail_from: str = DEVELOPMENT_SENDER
    sites: dict[str, list[str]] = {"demo": []}
    visitor_days: int = 30
    agent_hours: int = 12
    chat_rate: str = "30/10 seconds"
    session_rate: str = "30/minute"
    upload_rate: str = "30/minute"
    login_rate: str = "10/minute"
    sockets_per_address: int = 500
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @model_validator(mode="after")
    def _safe_in_production(self) -> Self:
        if self.environment != "production":
            return self
        for name in ("secret_key", "rasa_secret", "baggage_api_key"):
            value = getattr(self, name).get_secret_value()
            if value == DEVELOPMENT_SECRET or len(value) < 32:
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

    @property
    def can_send_mail(self) -> bool:
        """Whether mail goes anywhere: to a server, or, in development, into files."""
        return bool(self.smtp_url.get_secret_value()) or self.environment == "development"


@cache
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings()
