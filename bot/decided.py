"""An intent that a rule has decided, whatever the classifier thought of the words."""

from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

# The classifier's own guesses stay, but never within reach of the ambiguity threshold.
_HIGHEST_GUESS = 0.9


def decide(message: Message, intent: str) -> None:
    """Make `intent` the certain reading of a message."""
    certain = {"name": intent, "confidence": 1.0}
    guesses = [guess for guess in message.get(INTENT_RANKING_KEY) or [] if guess["name"] != intent]
    others = [{**guess, "confidence": min(guess["confidence"], _HIGHEST_GUESS)} for guess in guesses]
    message.set(INTENT, certain, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [certain, *others], add_to_output=True)
