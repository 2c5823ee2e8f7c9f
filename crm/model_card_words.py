"""A model's card in words: Markdown in either language, and the names of what stands in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from crm import skills, texts
from crm.proof import Objection, explained

Row = Mapping[str, Any]


def markdown(card: Mapping[str, Any], language: str) -> str:
    """The whole card, to be read and filed (CommonMark with tables)."""
    words = texts.load("models")["card"]
    made_at = datetime.fromisoformat(card["made_at"])
    lines = [f"# {card['name']}", "", f"{made_at:%Y-%m-%d %H:%M} UTC", ""]
    for name, part in (
        ("verdict", _verdict(card, language)),
        ("scores", _scores(card["scores"], language)),
        ("compared", _compared(card["table"], language)),
        ("learned_from", _decisions(card["decisions"], language)),
        ("data", _data(card, language)),
    ):
        if told := list(part):
            lines += [f"## {words[name][language]}", "", *told, ""]
    return "\n".join(lines)


def group_name(by: str, group: str, language: str) -> str:
    """What a line of the table is about, as the desk calls it."""
    words = texts.load("models")
    if by == "language":
        return str(words["languages"][group][language])
    if by == "skill" and group in skills.skills():
        return str(getattr(skills.skills()[group].topic, language))
    return str(words["card"]["all"][language]) if by == "all" else group


def objections(card: Mapping[str, Any], language: str) -> list[str]:
    """What spoke against it, as sentences."""
    found = []
    for one in card["objections"]:
        by = "language" if one["group"] in texts.load("models")["languages"] else "skill"
        group = group_name(by, one["group"], language) if one["group"] else ""
        found.append(explained(Objection(one["reason"], group), language))
    return found


def _verdict(card: Mapping[str, Any], language: str) -> list[str]:
    words = texts.load("models")["card"]
    against = [f"- {one}" for one in objections(card, language)]
    return [str(words["verdicts"][card["verdict"]][language]), *(["", *against] if against else [])]


def _scores(scores: Sequence[Row], language: str) -> Iterator[str]:
    yield from _head("scores_head", language)
    for one in scores:
        interval = f"{one['low']:.1%} – {one['high']:.1%}"
        yield _line(
            _part(one["part"], language), group_name("language", one["language"], language), one["n"],
            f"{one['value']:.1%}", interval,
        )  # fmt: skip


def _compared(table: Sequence[Row], language: str) -> Iterator[str]:
    if not table:
        return
    yield from _head("compared_head", language)
    for one in table:
        change = f"{100 * one['value']:+.1f} ({100 * one['low']:+.1f} – {100 * one['high']:+.1f})"
        shares = [f"{one[key]:.1%}" for key in ("before", "after")]
        group = group_name(one["by"], one["group"], language)
        yield _line(
            _part(one["part"], language),
            group,
            one["n"],
            *shares,
            change,
            one["gained"],
            one["lost"],
            f"{one['p']:.3g}",
        )


def _decisions(decisions: Sequence[Row], language: str) -> Iterator[str]:
    if not decisions:
        return
    kinds = texts.load("models")["card"]["kinds"]
    yield from _head("learned_head", language)
    for one in decisions:
        counted = [one["learned"], one["kept_back"]]
        yield _line(
            kinds[one["kind"]][language], one["target"], *counted, one["proposed_by"], one["approved_by"],
            one["approved_at"][:10],
        )  # fmt: skip


def _data(card: Mapping[str, Any], language: str) -> Iterator[str]:
    words = texts.load("models")
    total = sum(one["written"] + one["learned"] for one in card["counts"])
    yield str(words["card"]["digest"][language]).format(n=total, digest=card["digest"])
    yield ""
    yield from _head("data_head", language)
    for one in card["counts"]:
        yield _line(one["intent"], words["languages"][one["language"]][language], one["written"], one["learned"])


def _part(part: str, language: str) -> str:
    return str(texts.load("models")["card"]["parts"][part][language])


def _head(name: str, language: str) -> list[str]:
    titles = texts.load("models")["card"][name][language]
    return [_line(*titles), _line(*["---"] * len(titles)).replace(" ", "")]


def _line(*cells: object) -> str:
    return f"| {' | '.join(_cells(cells))} |"


def _cells(cells: Iterable[object]) -> list[str]:
    """What stands in a cell can neither end it nor the line."""
    return [" ".join(str(one).replace("|", "\\|").split()) for one in cells]
