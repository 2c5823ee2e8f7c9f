"""What texts mean, as vectors of the first encoder, for whoever groups them: in either language near where alike."""

import asyncio
from collections.abc import Sequence

import numpy as np

from bot.characters import clean, ends, simplified
from bot.encoder import encoder

# So many at once may be asked for; more would keep turns waiting for too long.
MOST = 64
# Between two such batches turns are taken.
_BATCH = 8
_LONGEST = 400
_DIGITS = 4


async def vectors_of(texts: Sequence[str]) -> list[list[float]]:
    """A unit vector for each text; of a long one its beginning and its end are read."""
    read = [simplified(ends(clean(text), _LONGEST // 2, _LONGEST // 2, between=" ")) for text in texts]
    found: list[list[float]] = []
    for start in range(0, len(read), _BATCH):
        found += np.round(encoder().encode_all(read[start : start + _BATCH]), _DIGITS).tolist()
        await asyncio.sleep(0)
    return found
