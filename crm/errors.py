"""Every expected failure: a stable code, an HTTP status, its facts, and a sentence that a person may read."""

from typing import Any, ClassVar


class ServiceloopError(Exception):
    """Base of expected failures. `details` holds facts for programs; never personal data."""

    code: ClassVar[str] = "internal_error"
    status: ClassVar[int] = 500
    message: ClassVar[str] = "Something went wrong on our side."

    def __init__(self, message: str | None = None, **details: Any) -> None:
        self.text = message or self.message
        self.details = details
        super().__init__(self.text)


class NotFound(ServiceloopError):
    """Not there, or not yours: the two are told apart for nobody."""

    code = "not_found"
    status = 404
    message = "That does not exist."


class ConversationNotFound(NotFound):
    code = "conversation_not_found"
    message = "This conversation does not exist."


class CustomerNotFound(NotFound):
    code = "customer_not_found"
    message = "This customer does not exist."


class HoldNotFound(NotFound):
    code = "hold_not_found"
    message = "This hold does not exist, or was lifted already."


class MessageNotFound(NotFound):
    code = "message_not_found"
    message = "This message does not exist."


class SurveyNotFound(NotFound):
    code = "survey_not_found"
    message = "This survey does not exist."


class CounterNotFound(NotFound):
    code = "counter_not_found"
    message = "No survey is open at this counter."


class AgentNotFound(NotFound):
    code = "agent_not_found"
    message = "This agent does not exist."


class SessionNotFound(NotFound):
    code = "session_not_found"
    message = "There is no such session."


class ShiftNotFound(NotFound):
    code = "shift_not_found"
    message = "This shift does not exist."


class ScorecardNotFound(NotFound):
    code = "scorecard_not_found"
    message = "There is no such scorecard."


class WebhookNotFound(NotFound):
    code = "webhook_not_found"
    message = "There is no such webhook, or no such call to it."


class ResetLinkNotFound(NotFound):
    code = "reset_link_not_found"
    message = "This link was used already, or is too old. Ask for a new one."


class CannedReplyNotFound(NotFound):
    code = "canned_reply_not_found"
    message = "There is no such canned reply."


class ApiKeyNotFound(NotFound):
    code = "api_key_not_found"
    message = "There is no such key, or it was revoked already."


class SiteNotFound(NotFound):
    code = "site_not_found"
    message = "No site is set up under this key."


class FormNotFound(NotFound):
    code = "form_not_found"
    message = "This form does not exist."


class FileNotFound(NotFound):
    code = "file_not_found"
    message = "This file does not exist."


class CaseNotFound(NotFound):
    code = "case_not_found"
    message = "There is no case under this reference."


class AppointmentNotFound(NotFound):
    code = "appointment_not_found"
    message = "There is no such appointment."


class ArticleNotFound(NotFound):
    code = "article_not_found"
    message = "There is no article of this name."


class QuestionnaireNotFound(NotFound):
    code = "questionnaire_not_found"
    message = "There is no questionnaire of this name, or no such version of it."


class QuestionNotFound(NotFound):
    code = "question_not_found"
    message = "This question is not there, or was dealt with."


class ReviewNotFound(NotFound):
    """`details.missing` names those that are gone."""

    code = "review_not_found"
    message = "A message of these is no longer there."


class ModelNotFound(NotFound):
    code = "model_not_found"
    message = "There is no card of such a model."


class ExperimentNotFound(NotFound):
    code = "experiment_not_found"
    message = "There is no such experiment."


class DecisionNotFound(NotFound):
    code = "decision_not_found"
    message = "There is no such decision."


class FoundItemNotFound(NotFound):
    code = "found_item_not_found"
    message = "There is no found item of this number."


class MailNotFound(NotFound):
    code = "mail_not_found"
    message = "There is no such mail, or it was not given up."


class NoticeNotFound(NotFound):
    code = "notice_not_found"
    message = "There is no such notice."


class Conflict(ServiceloopError):
    """The request is fine, but not in this state."""

    code = "conflict"
    status = 409
    message = "This is not possible right now."


class IllegalMove(Conflict):
    code = "illegal_move"
    message = "The conversation cannot change that way from its present state."


class AlreadyTaken(Conflict):
    code = "already_taken"
    message = "Another agent has taken this conversation."


class LastAdmin(Conflict):
    code = "last_admin"
    message = "Somebody must remain an administrator."


class ShiftOverlaps(Conflict):
    code = "shift_overlaps"
    message = "They have another shift at that time."


class ScorecardComplete(Conflict):
    code = "scorecard_complete"
    message = "Two people have rated this conversation already."


class NotSeenYet(Conflict):
    code = "not_seen_yet"
    message = "The agent has not seen these ratings yet."


class EmailTaken(Conflict):
    code = "email_taken"
    message = "Somebody has this address already."


class CaseMoveRefused(Conflict):
    code = "case_move_refused"
    message = "The case cannot change that way, or somebody changed it meanwhile."


class FoundItemMoveRefused(Conflict):
    """`details` say in which state it is and which was wanted, or which case has a found item already."""

    code = "found_item_move_refused"
    message = "This cannot be done with the found item as it stands now."


class FoundItemChanged(Conflict):
    code = "found_item_changed"
    message = "Somebody changed this found item meanwhile."


class NothingMissed(Conflict):
    code = "nothing_missed"
    message = "This case is not about a thing that is missed."


class MailNotRepeatable(Conflict):
    """`details.reason` says why: `sent_again`, `not_kept`, `case_moved`."""

    code = "mail_not_repeatable"
    message = "This mail cannot be sent again."


class NoticeChanged(Conflict):
    """`details` says who changed it, when, and which version is the newest."""

    code = "notice_changed"
    message = "Somebody changed this notice meanwhile."


class ArticleChanged(Conflict):
    """`details` says who changed it, when, and which version is the newest."""

    code = "article_changed"
    message = "Somebody changed this article meanwhile."


class QuestionnaireChanged(Conflict):
    """`details` says who changed it, when, and which version is the newest."""

    code = "questionnaire_changed"
    message = "Somebody changed this questionnaire meanwhile."


class ArticleNameTaken(Conflict):
    code = "article_name_taken"
    message = "There is an article of this name already."


class ReviewDecided(Conflict):
    """`details.decided` names those that somebody has decided about."""

    code = "review_decided"
    message = "Somebody has decided about a message of these already."


class ExperimentRuns(Conflict):
    code = "experiment_runs"
    message = "This is being tried already."


class ExperimentOver(Conflict):
    code = "experiment_over"
    message = "This experiment is over."


class DecisionClosed(Conflict):
    code = "decision_closed"
    message = "This was approved or taken back already."


class SecondPersonNeeded(Conflict):
    code = "second_person_needed"
    message = "Whoever proposed it cannot approve it: somebody else has to."


class IdentityNotConfirmed(Conflict):
    code = "identity_not_confirmed"
    message = "Confirm first who asks, and move the request to “in progress”."


class CopyFirst(Conflict):
    code = "copy_first"
    message = "Produce the copy first: the customer would be told of one that is not there."


class ErasureFirst(Conflict):
    code = "erasure_first"
    message = "Erase the data first: the customer would be told that it is gone while it is not."


class NoEmailAddress(Conflict):
    code = "no_email_address"
    message = "No e-mail address is known for this case, so the document cannot be sent."


class NoAttachment(Conflict):
    code = "no_attachment"
    message = "Attach the document first: the customer would be told of a mail that does not come."


class SlotTaken(Conflict):
    code = "slot_taken"
    message = "Somebody else has just taken this time."


class FormClosed(Conflict):
    code = "form_closed"
    message = "This form is closed. Nothing can be changed in it any more."


class TooManyFiles(Conflict):
    code = "too_many_files"
    message = "There are too many files here already."


class SurveyClosed(ServiceloopError):
    code = "survey_closed"
    status = 410
    message = "This survey is closed."


class CounterAnswered(Conflict):
    """`details.again_at` says from when on this browser may answer here again."""

    code = "counter_answered"
    message = "This was answered here a moment ago."


class SurveyIncomplete(Conflict):
    """`details.missing` names the questions that must be answered first."""

    code = "survey_incomplete"
    message = "Some questions are still open."


class BadInput(ServiceloopError):
    code = "invalid_request"
    status = 422
    message = "The request is malformed."


class NotForExperiments(ServiceloopError):
    """`details` names it, and says whether it is about `safety` or `law`."""

    code = "not_for_experiments"
    status = 422
    message = "Nothing is tried with what is said about safety or law."


class FormIncomplete(ServiceloopError):
    """`details.fields` says which answers are missing or wrong, in the customer's language. The values are kept."""

    code = "form_incomplete"
    status = 422
    message = "Some answers are missing or cannot be right."


class QuestionnaireRefused(ServiceloopError):
    """`details.fields` says what is wrong with which field, by codes that the desk has words for."""

    code = "questionnaire_invalid"
    status = 422
    message = "The questionnaire cannot be published like this."


class ArticleInvalid(ServiceloopError):
    """`details.fields` says what is wrong with which field, by names that the desk has words for."""

    code = "article_invalid"
    status = 422
    message = "The article cannot be saved like this."


class NoticeInvalid(ServiceloopError):
    """`details.fields` says what is wrong with which field, by names that the desk has words for."""

    code = "notice_invalid"
    status = 422
    message = "The notice cannot be published like this."


class MessageTooLarge(ServiceloopError):
    code = "message_too_large"
    status = 413
    message = "This message is too long."


class FileTooLarge(ServiceloopError):
    code = "file_too_large"
    status = 413
    message = "This file is too large."


class FileUnreadable(ServiceloopError):
    code = "file_type_unsupported"
    status = 415
    message = "This is not a picture we can read. Please send a JPEG, PNG, WebP, GIF or HEIC."


class NotSignedIn(ServiceloopError):
    code = "not_signed_in"
    status = 401
    message = "Please sign in."


class BadCredentials(ServiceloopError):
    code = "bad_credentials"
    status = 401
    message = "E-mail or password is wrong."


class BadCode(BadCredentials):
    code = "bad_code"
    message = "This code is wrong, or was used already."


class CodeNeeded(ServiceloopError):
    """The password was right."""

    code = "code_needed"
    status = 401
    message = "Enter the code of your second factor."


class SecondFactorNeeded(ServiceloopError):
    code = "second_factor_needed"
    status = 403
    message = "Set up a second factor first."


class TokenInvalid(ServiceloopError):
    code = "token_invalid"
    status = 401
    message = "This session is not valid."


class TokenExpired(ServiceloopError):
    code = "token_expired"
    status = 401
    message = "This session has expired."


class Forbidden(ServiceloopError):
    code = "forbidden"
    status = 403
    message = "You may not do this."


class OwnService(Forbidden):
    code = "own_service"
    message = "Nobody rates their own service."


class TooManyRequests(ServiceloopError):
    code = "too_many_requests"
    status = 429
    message = "Too many requests. Please wait a moment."


class StoreUnavailable(ServiceloopError):
    code = "store_unavailable"
    status = 503
    message = "Our records are briefly unavailable. Please try again."


class AssistantUnavailable(ServiceloopError):
    code = "assistant_unavailable"
    status = 503
    message = "The assistant is briefly unavailable."


class MailUnavailable(ServiceloopError):
    code = "mail_unavailable"
    status = 503
    message = "We cannot send e-mail at the moment."
