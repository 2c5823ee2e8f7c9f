"""Where calls may lead: to the public internet and to networks that a setting names, never inward."""

import ipaddress
import socket
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from api.settings import Settings
from crm.errors import BadInput

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# IPv6 addresses that lead to an IPv4 address behind them (RFC 6052, RFC 3056).
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_LONGEST = 1000


class TargetInward(Exception):
    """A name or an address that leads to where nobody outside may reach."""


def check(url: str, settings: Settings) -> str:
    """An address that calls may be sent to, as far as can be seen before its name is looked up. Raises BadInput."""
    parts = _parts(url)
    if parts is None or len(url) > _LONGEST:
        raise BadInput("Give an address such as https://example.com/hooks.", field="url")
    if parts.username or parts.password:
        raise BadInput("Leave out user names and passwords: calls are signed.", field="url")
    literal = _literal(parts.hostname or "")
    if literal is not None and not may_reach(literal, settings.webhook_networks):
        raise BadInput("This address leads inward.", field="url")
    if settings.environment == "production" and parts.scheme != "https" and literal is None:
        raise BadInput("The address must begin with https://.", field="url")
    return url


def check_literal(url: str, networks: Sequence[str]) -> None:
    """Refuse an address of numbers that leads inward: no resolver is asked about those. Raises TargetInward."""
    literal = _literal(urlsplit(url).hostname or "")
    if literal is not None and not may_reach(literal, networks):
        raise TargetInward


def may_reach(address: Address, networks: Sequence[str]) -> bool:
    """Whether an address is on the public internet, or in a network that is allowed."""
    if any(address in ipaddress.ip_network(network) for network in networks):
        return True
    if isinstance(address, ipaddress.IPv6Address) and (behind := _behind(address)) is not None:
        return may_reach(behind, networks)
    return address.is_global and not address.is_multicast


class Guarded(AbstractResolver):
    """Looks names up, and answers only with addresses that may be reached: what it answers is what is connected to."""

    def __init__(self, networks: Sequence[str]) -> None:
        self._networks = networks
        self._plain = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Raises TargetInward as soon as one of a name's addresses leads inward."""
        found = await self._plain.resolve(host, port, family)
        if not all(may_reach(ipaddress.ip_address(one["host"].partition("%")[0]), self._networks) for one in found):
            raise TargetInward
        return found

    async def close(self) -> None:
        await self._plain.close()


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    plain = url.isascii() and not any(character.isspace() or character == "\\" for character in url)
    return parts if plain and parts.scheme in ("http", "https") and parts.hostname else None


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _behind(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if any(address in network for network in _TRANSLATED):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
