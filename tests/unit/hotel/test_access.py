"""Whose stay it is: number and surname, few wrong tries, and the same answer for all that is wrong."""

from datetime import timedelta

from crm import interactions
from hotel.access import FAILED, LOOKED_UP, MOST_FOR_NUMBER, MOST_TRIES, Answer, Given, prove
from hotel.stays import today
from tests.unit.vertical_site import NOW, a_message, a_talk

BAKER = "48291730"


def tried(session, talk, *, number=BAKER, surname="Baker", after=timedelta(), message=None, **more) -> Answer:
    said = message or a_message(session, talk)
    answer = prove(session, Given(talk.id, said, number, surname, NOW + after, **more))
    for one in interactions.of(session, talk.id):
        if one.message_id == said:
            one.created_at = NOW + after
    session.flush()
    return answer


def test_shows_a_stay_to_whoever_knows_number_and_surname(session, talk):
    answer = tried(session, talk)

    assert answer.stay and (answer.stay.number, answer.stay.nights) == (BAKER, 3)
    (kept,) = interactions.of(session, talk.id)
    assert (kept.kind, kept.key, kept.summary["en"]) == (LOOKED_UP, "found", "Looked up reservation 4829••••")


def test_gives_an_unknown_number_and_a_wrong_surname_the_same_answer(session, talk):
    wrong = [tried(session, talk, number="11112222"), tried(session, talk, surname="Smith")]

    assert wrong == [Answer(refused="not_found")] * 2
    assert [one.kind for one in interactions.of(session, talk.id)] == [FAILED, FAILED]


def test_takes_a_surname_in_any_script(session, talk):
    for surname in ("王", "王芳", "Wang", "Fang WANG"):
        assert tried(session, talk, number="48291645", surname=surname).stay


def test_whoever_guesses_waits_a_quarter_of_an_hour(session, talk):
    for _ in range(MOST_TRIES):
        tried(session, talk, number="11112222")

    assert tried(session, talk, after=timedelta(minutes=1)).refused == "locked"
    assert tried(session, talk, after=timedelta(minutes=16)).stay


def test_a_number_that_is_guessed_at_needs_the_day_of_arrival_and_its_owner_is_not_locked_out(session, talk):
    for _ in range(MOST_FOR_NUMBER):
        tried(session, a_talk(session), surname="Smith")

    assert tried(session, talk).refused == "arrival_needed"
    assert tried(session, talk, arrives=today(NOW) + timedelta(days=1)).refused == "not_found"
    assert tried(session, talk, arrives=today(NOW) + timedelta(days=2)).stay


def test_a_network_that_guesses_is_asked_for_more_and_another_is_not(session):
    for number in range(20):
        tried(session, a_talk(session, network="one"), number=str(11110000 + number))

    assert tried(session, a_talk(session, network="one")).refused == "arrival_needed"
    assert tried(session, a_talk(session, network="another")).stay


def test_a_turn_that_is_taken_again_is_one_try(session, talk):
    said = a_message(session, talk)
    for _ in range(MOST_TRIES + 1):
        tried(session, talk, surname="Smith", message=said)

    assert len(interactions.of(session, talk.id)) == 1
    assert tried(session, talk).stay
