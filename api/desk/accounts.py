"""Adds a member of the team from the command line: `python -m api.desk.accounts EMAIL NAME --role admin`."""

import argparse
import getpass
import sys

from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from api.settings import get_settings
from crm import agents
from crm.agents import Role
from crm.store import open_store, unit_of_work

MIN_PASSWORD = 12


def main() -> int:
    """Ask for a password and create the account. Returns 2 for what cannot be."""
    parser = argparse.ArgumentParser(description="Add an agent, supervisor or administrator.")
    parser.add_argument("email")
    parser.add_argument("name")
    parser.add_argument("--role", choices=[role.value for role in Role], default=Role.AGENT.value)
    parser.add_argument("--languages", default="zh,en", help="comma-separated: zh,en")
    arguments = parser.parse_args()
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(password) < MIN_PASSWORD:
        print(f"The password needs {MIN_PASSWORD} characters or more.", file=sys.stderr)
        return 2
    open_store(get_settings().database_url)
    try:
        _add(arguments, agents.hashed(password))
    except IntegrityError:
        print("There is an account with this address already.", file=sys.stderr)
        return 2
    except (OperationalError, ProgrammingError):
        print("The store is away or was never started; start the product once first.", file=sys.stderr)
        return 2
    return 0


def _add(arguments: argparse.Namespace, password_hash: str) -> None:
    with unit_of_work() as session:
        agents.create_agent(
            session,
            email=arguments.email,
            name=arguments.name,
            password_hash=password_hash,
            languages=arguments.languages.split(","),
            role=Role(arguments.role),
        )


if __name__ == "__main__":
    sys.exit(main())
