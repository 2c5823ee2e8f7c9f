"""How long messages that nobody should write take to be understood: `python -m bench.odd_messages`, longest first.

Runs in the assistant's environment, on the trained model, through the same door as a turn: what divides a message into
intents is measured, too. Processor time of one message each, because a bound is about the worst, not about the mean.
"""

import asyncio
import base64
import gc
import logging
import os
import random
import time

# Before numpy and TensorFlow are loaded.
os.environ |= {"OMP_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "LOG_LEVEL_LIBRARIES": "ERROR"}

AIM_MS = 50
_CHANCE = random.Random(3)
_WARM_UP = ("hello", "你好", "where is it? and how much is a bag?", "到哪了？另外多带一件多少钱", "wheer is my bga")
_ENGLISH = ("where", "is", "my", "bag", "it", "did", "not", "arrive", "in", "london", "and", "how", "much", "flight")
_CHINESE = "我的行李在北京首都机场没有到请问现在到哪里了能不能帮我查一下改签退票需要多少钱"
MESSAGES = {
    "English, 10,000 characters": " ".join(_CHANCE.choices(_ENGLISH, k=2500))[:10_000],
    "Chinese, 10,000 characters": "".join(_CHANCE.choices(_CHINESE, k=10_000)),
    "one letter": "a" * 10_000,
    "one Chinese character": "我" * 10_000,
    "emoji": "😀" * 5_000,
    "digits": "0" * 10_000,
    "digits and dashes": "12-34-" * 1_600,
    "right to left": "مرحبا أين حقيبتي " * 600,
    "direction marks": "\u202eabc\u202c " * 1_500,
    "zero width": "a\u200b" * 5_000,
    "lone surrogates": "\ud800" * 3_000,
    "questions": "how much is it? " * 600,
    "Chinese questions": "可以退票吗？" * 1_600,
    "marks": "?!" * 5_000,
    "connectives": " and also" * 1_100,
    "Chinese connectives": "多少钱，还有" * 1_600,
    "commas": ", " * 5_000,
    "blanks in the middle": "a" + " " * 9_000 + "b",
    "lines": "a\n" * 3_000,
    "flights": " ".join(f"CZ{100 + number}" for number in range(400)),
    "tags": " ".join(f"0784{100_000 + number}" for number in range(400)),
    "phones": "+86 138 0013 8000 " * 500,
    "dates": "2026-11-21 " * 800,
    "places": "from Beijing to London " * 400,
    "apostrophes": "'" * 2_000,
    "hyphens": "ab-" * 3_000,
    "links": "http://a.b/c?d=e " * 500,
    "base64": base64.b64encode(_CHANCE.randbytes(7_500)).decode(),
    "words nobody knows": " ".join("".join(_CHANCE.choices("abcdefghijklmnop", k=8)) for _ in range(1_000)),
    "homophones": "行礼登几牌" * 2_000,
    "markup": "<b>" * 3_000,
    "a command of Rasa": "/restart",
    "a payload as text": "/bag_status" + '{"a":' * 900 + "1" + "}" * 900,
}


async def _measured() -> dict[str, float]:
    from rasa.core.agent import Agent

    from bot.dialogue.situation import Situation
    from bot.model import fitting_model
    from bot.replies import Collector
    from bot.turn import TurnRequest, _understand

    processor = Agent.load(str(fitting_model())).processor
    output = Collector()

    async def milliseconds(text: str) -> float:
        request = TurnRequest("conversation", "message", text, None, "en", retry=False)
        started = time.process_time()
        await _understand(processor, request, output, Situation())
        return (time.process_time() - started) * 1000

    for text in _WARM_UP:
        await milliseconds(text)
    # What the libraries left behind is not looked through while a message is timed.
    gc.collect()
    gc.freeze()
    return {name: await milliseconds(text) for name, text in MESSAGES.items()}


def main() -> None:
    """Print the processor time of each message."""
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    found = asyncio.run(_measured())
    for name, taken in sorted(found.items(), key=lambda item: -item[1]):
        print(f"{taken:8.1f} ms  {name}")
    print(f"{sum(taken <= AIM_MS for taken in found.values())} of {len(found)} within {AIM_MS} ms")


if __name__ == "__main__":
    main()
