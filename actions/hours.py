"""Whether people answer at this hour, by the opening hours of the site."""

from datetime import datetime

from crm.base import utc_now
from crm.site import site

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def people_answer(at: datetime | None = None) -> bool:
    """Whether `at`, now by default, lies in the hours that the site names; a site that names none is always open."""
    hours = site().opening_hours
    if not hours:
        return True
    local = (at or utc_now()).astimezone(site().zone)
    spans = dict(hours.items()).get(_DAYS[local.weekday()], ())  # type: ignore[call-overload]
    return any(span[:5] <= f"{local:%H:%M}" < span[6:] for span in spans)
