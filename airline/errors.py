"""Expected failures when somebody asks for a bag."""

from datetime import date, datetime

from crm.errors import Conflict, NotFound, TooManyRequests


class BagNotFound(NotFound):
    """No bag under this tag and surname. An unknown tag and a wrong name look alike on purpose."""

    code = "bag_not_found"
    message = "We find no bag with this tag number and surname."


class TooManyAttempts(TooManyRequests):
    """Too many wrong tries in this conversation, or for this tag."""

    code = "too_many_attempts"
    message = "There were too many tries. Please wait, or ask a colleague of ours."

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(until=until.isoformat())


class AmbiguousTag(Conflict):
    """Two bags answer to this tag and surname: tag numbers are used again after a while."""

    code = "ambiguous_tag"
    message = "More than one bag has this tag number. Which flight date is yours?"

    def __init__(self, dates: list[date]) -> None:
        self.dates = dates
        super().__init__(dates=[day.isoformat() for day in dates])
