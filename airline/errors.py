"""Expected failures when somebody asks for what is theirs: a bag, a report, a booking."""

from datetime import date, datetime

from crm.errors import Conflict, NotFound, ServiceloopError, TooManyRequests


class NothingFound(NotFound):
    """Nothing under this number and surname. An unknown number and a wrong name look alike on purpose."""

    code = "nothing_found"
    message = "We find nothing with this number and surname."


class BagNotFound(NothingFound):
    code = "bag_not_found"
    message = "We find no bag with this number and surname."


class ReportNotFound(NothingFound):
    code = "report_not_found"
    message = "We find no baggage report with this reference and surname."


class CaseNotProved(NothingFound):
    """Not `case_not_found`, which the desk and a customer's own page get: nothing was proved to them."""

    code = "case_not_proved"
    message = "We find no case with this reference that fits what was given with it."


class BookingNotFound(NothingFound):
    code = "booking_not_found"
    message = "We find no booking with this reference and surname."


class TooManyAttempts(TooManyRequests):
    """Too many wrong tries in this conversation, or for this number."""

    code = "too_many_attempts"
    message = "There were too many tries. Please wait, or ask a colleague of ours."

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(until=until.isoformat())


class SecondFactorNeeded(ServiceloopError):
    """Somebody has been guessing: the surname alone is not enough for now. Says nothing about the number."""

    code = "second_factor_needed"
    status = 403
    message = "Beside the surname we need one more thing that stands on your documents."


class AmbiguousTag(Conflict):
    """Two bags answer to this tag and surname: tag numbers are used again after a while."""

    code = "ambiguous_tag"
    message = "More than one bag has this tag number. Which flight date is yours?"

    def __init__(self, dates: list[date]) -> None:
        self.dates = dates
        super().__init__(dates=[day.isoformat() for day in dates])


class StillUnreadable(ServiceloopError):
    """A quarantined text is as bad as before; `details.reason` says where. It stays in quarantine."""

    code = "still_unreadable"
    status = 422
    message = "This text still cannot be read."
