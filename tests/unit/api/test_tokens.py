"""What a visitor's network is known by."""

import pytest

from api.http import tokens


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "k" * 40)


def test_a_network_is_known_by_a_hash_that_tells_nothing():
    assert tokens.network_of("192.0.2.1") == tokens.network_of("192.0.2.1")
    assert tokens.network_of("192.0.2.1") != tokens.network_of("192.0.2.2")


def test_addresses_of_one_ipv6_household_are_one_network():
    assert tokens.network_of("2001:db8:1:2::1") == tokens.network_of("2001:db8:1:2:ffff::9")
    assert tokens.network_of("2001:db8:1:2::1") != tokens.network_of("2001:db8:1:3::1")


@pytest.mark.parametrize("host", ["", "testclient", "unix:"])
def test_what_is_no_address_is_a_network_too(host):
    assert len(tokens.network_of(host)) == 64
