"""A process log as XES (IEEE 1849-2016): a trace for each conversation, an event for each thing that happened in it.

The log has no attributes of its own, because drafts and releases of its schema disagree on where these stand.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from xml.sax.saxutils import quoteattr

from sqlalchemy.orm import Session

from crm.process_log_rows import Entry, entries

NAMESPACE = "http://www.xes-standard.org/"
# The version is a decimal number, as the schema has it.
VERSION = "1849.2016"
_EXTENSIONS = {"Concept": "concept", "Time": "time", "Organizational": "org", "Lifecycle": "lifecycle"}
# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_TIME = "1970-01-01T00:00:00+00:00"


def written(session: Session, *, since: datetime, until: datetime) -> Iterator[str]:
    """Piece by piece: what is declared, then one conversation after the other."""
    yield _head()
    told = entries(session, since=since, until=until, by_conversation=True)
    for conversation_id, events in groupby(told, key=lambda one: one.conversation_id):
        yield f"<trace>{_attribute('string', 'concept:name', str(conversation_id))}\n"
        yield from map(_event, events)
        yield "</trace>\n"
    yield "</log>\n"


def _head() -> str:
    extensions = (
        f'<extension name="{name}" prefix="{prefix}" uri="{NAMESPACE}{prefix}.xesext"/>\n'
        for name, prefix in _EXTENSIONS.items()
    )
    always = "".join(
        _attribute(kind, key, value)
        for kind, key, value in (
            ("string", "concept:name", "UNKNOWN"),
            ("date", "time:timestamp", _NO_TIME),
            ("string", "org:resource", "UNKNOWN"),
            ("string", "lifecycle:transition", "complete"),
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<log xes.version="{VERSION}" xes.features="" xmlns="{NAMESPACE}">\n'
        f"{''.join(extensions)}"
        f'<global scope="trace">{_attribute("string", "concept:name", "UNKNOWN")}</global>\n'
        f'<global scope="event">{always}</global>\n'
        '<classifier name="Activity" keys="concept:name"/>\n'
        '<classifier name="Resource" keys="org:resource"/>\n'
    )


def _event(one: Entry) -> str:
    known = [
        ("string", "concept:name", one.name),
        ("date", "time:timestamp", one.at.isoformat()),
        ("string", "org:resource", one.resource),
        ("string", "lifecycle:transition", "complete"),
        ("string", "skill", one.skill),
        ("string", "from", one.from_status),
        ("string", "to", one.to_status),
        ("float", "seconds", one.seconds),
    ]
    told = "".join(_attribute(kind, key, str(value)) for kind, key, value in known if value is not None)
    return f"<event>{told}</event>\n"


def _attribute(kind: str, key: str, value: str) -> str:
    return f'<{kind} key="{key}" value={quoteattr(_UNWRITABLE.sub("", value))}/>'
