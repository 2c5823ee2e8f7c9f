"""One step of one run, in a process of its own: `python -m bench.nlu_work train|ask FOLDER`, or `serve MODEL`.

A fresh process, because memory, threads and warm caches of an earlier run would count for a later one. It trains with
what `rasa train nlu` calls, and asks with what a server calls for each message.
"""

import asyncio
import json
import logging
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.nlu_data import OUT_OF_SCOPE
from bench.nlu_systems import BLANK_SPACY

FALLBACK = "nlu_fallback"
THREADS = {"train": 2, "ask": 1}
_WARM_UP = ("hello", "你好", "where is it?", "这个在哪里", "can you help me with this please") * 2


def environment(step: str, code: Path) -> dict[str, str]:
    """Variables that must be there before numpy and TensorFlow are loaded."""
    threads = str(THREADS[step])
    counts = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TF_INTRA_OP_PARALLELISM_THREADS")
    return {
        **os.environ,
        **dict.fromkeys(counts, threads),
        "TF_INTER_OP_PARALLELISM_THREADS": "1",
        "PYTHONPATH": str(code),
        "PYTHONWARNINGS": "ignore",
        "RASA_TELEMETRY_ENABLED": "false",
        # Otherwise Rasa takes a component that it trained before, and training takes no time.
        "RASA_MAX_CACHE_SIZE": "0",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "LOG_LEVEL_LIBRARIES": "ERROR",
    }


def train() -> dict[str, Any]:
    """Train on `nlu.json` as `config.yml` says; the model becomes `model.tar.gz`."""
    from rasa.model_training import train_nlu

    if BLANK_SPACY in Path("config.yml").read_text(encoding="utf-8"):
        import spacy

        spacy.blank("en").to_disk(BLANK_SPACY)
    started, processor = time.perf_counter(), time.process_time()
    train_nlu(config="config.yml", nlu_data="nlu.json", output=".", fixed_model_name="model")
    return {"seconds": time.perf_counter() - started, "cpu_seconds": time.process_time() - processor}


def ask() -> dict[str, Any]:
    """Parse each of `texts.json`, one after the other."""
    from rasa.core.agent import Agent

    texts = json.loads(Path("texts.json").read_text(encoding="utf-8"))
    started = time.perf_counter()
    agent = Agent.load("model.tar.gz")
    loaded = time.perf_counter() - started
    asyncio.run(_warm(agent.parse_message))
    return {"load_seconds": loaded, **asyncio.run(_ask_all(agent.parse_message, texts))}


def serve(model: str) -> None:
    """For each line of standard input, a JSON list of messages, a line with how long each of them took."""
    from rasa.core.agent import Agent

    # Whatever else prints, prints elsewhere.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    parse = Agent.load(model).parse_message
    asyncio.run(_warm(parse))
    for line in sys.stdin:
        found = asyncio.run(_ask_all(parse, json.loads(line)))
        print(json.dumps(found), file=answers, flush=True)


async def _warm(parse: Callable[[str], Any]) -> None:
    for text in _WARM_UP:
        await parse(text)


async def _ask_all(parse: Callable[[str], Any], texts: list[str]) -> dict[str, Any]:
    answers, milliseconds, processor, seen = [], [], 0.0, set(_WARM_UP)
    for text in texts:
        wall, cpu = time.perf_counter(), time.process_time()
        parsed = await parse(text)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        if text not in seen:
            # A repeated message comes from a cache: it says nothing about what understanding costs.
            seen.add(text)
            milliseconds.append(round(wall * 1000, 3))
            processor += cpu * 1000
        answers.append(answer(parsed))
    return {"answers": answers, "ms": milliseconds, "cpu_ms": processor / max(len(milliseconds), 1)}


def answer(parsed: dict[str, Any]) -> list[Any]:
    """[best guess, its confidence, confidence that the message is in scope, what the assistant acts on].

    The best guess is what is left without the threshold, so that systems with other thresholds can be compared.
    """
    decided = parsed["intent"].get("name")
    ranking = [guess for guess in parsed.get("intent_ranking") or [] if guess["name"] != FALLBACK]
    best: dict[str, Any] = ranking[0] if ranking else {"name": None, "confidence": 0.0}
    in_scope = max((guess["confidence"] for guess in ranking if guess["name"] != OUT_OF_SCOPE), default=0.0)
    return [best["name"], round(best["confidence"], 6), round(in_scope, 6), decided]


def _set_up() -> None:
    """What Rasa's command line does first."""
    from rasa.utils.log_utils import configure_structlog
    from rasa.utils.tensorflow.environment import setup_tf_environment

    # The number of TensorFlow's threads counts only after this.
    setup_tf_environment()
    # Otherwise a page of notes is printed for each message, which takes as long as a component.
    configure_structlog(logging.INFO)


def main(step: str, place: str) -> None:
    """Do one step in the folder `place` and write what it took to `<step>.json`; or serve the model `place`."""
    _set_up()
    if step == "serve":
        serve(place)
        return
    os.chdir(place)
    found = {"train": train, "ask": ask}[step]()
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    part = Path(f"{step}.json.part")
    part.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    part.replace(f"{step}.json")


if __name__ == "__main__":
    main(*sys.argv[1:])
