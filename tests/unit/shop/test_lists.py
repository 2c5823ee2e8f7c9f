"""The shop's own data keep the lists that every vertical keeps: intents, rules, forms, slots, articles, cases."""

import os
import subprocess
import sys
from pathlib import Path

from tests.unit.shop.conftest import SITE

LISTS = Path(__file__).parents[1] / "crm" / "test_skills.py"
# These name skills of the site that ships.
OF_ANOTHER_SITE = "not about_is_a_skill and not is_not_offered and not code_names_in_a_list"


def test_the_shops_data_agree_with_its_skills():
    root = LISTS.parents[3]
    asked = [sys.executable, "-m", "pytest", str(LISTS), "-k", OF_ANOTHER_SITE, "-q", "-p", "no:cacheprovider"]

    done = subprocess.run(
        asked, cwd=root, env={**os.environ, "SITE": str(SITE)}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout[-3000:]
