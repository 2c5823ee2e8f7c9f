"""Print the OpenAPI document without starting anything: the pages' types are made from it."""

import json
import sys

from api.app import create_app


def document() -> str:
    """The document as text, always in the same order, so that only a change of the surface changes it."""
    return json.dumps(create_app().openapi(), indent=1, sort_keys=True, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.write(document() + "\n")
