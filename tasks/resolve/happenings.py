"""What each article says of each of its events, all its reports of it together: what is compared across articles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from tasks.edtf import compatible, sharpness
from tasks.extract.complements import closed_class
from tasks.lexicon import entries
from tasks.records import Event, Page, Participation, Referent
from tasks.text import fold

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One article's account of one event; ids are entities'. `date_edtf` is the sharpest of dates that agree."""

    article_event_id: str
    article_id: str
    language: str
    family_id: str
    published_edtf: str | None
    reports: tuple[Event, ...]
    event_type: str
    mechanism_id: str | None
    firm_mechanism: bool  # whether the lexicon knows it, or the page says whose it is
    session_number: int | None
    date_edtf: str | None
    place_id: str | None
    country_code: str | None
    persons: frozenset[str]
    states: frozenset[str]  # country codes of parties, also of those whom persons represent
    bodies: frozenset[str]  # organisations and mechanisms that take part
    only_mentioned: bool
    towns: frozenset[str]  # city entries of the lexicon that its titles name: what a summit is called after


def happenings(
    pages: Sequence[Page],
    events: Sequence[Event],
    participations: Sequence[Participation],
    referents: Sequence[Referent],
    entity_of: Mapping[str, str],
    family_of: Mapping[str, str],
) -> list[Happening]:
    """Return the events of the articles, by publication (unknown last) and id. A report of an article without a page
    raises KeyError."""
    by_page = {page.article_id: page for page in pages}
    by_referent = {referent.referent_id: referent for referent in referents}
    reports: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        reports[event.article_event_id].append(event)
    parts: dict[str, list[Participation]] = defaultdict(list)
    for participation in participations:
        parts[participation.article_event_id].append(participation)
    found = []
    for event_id, told in reports.items():
        page = by_page[told[0].article_id]
        told = sorted(told, key=lambda event: (event.raw_start, event.event_report_id))
        taking_part = [by_referent[p.referent_id] for p in parts[event_id] if p.referent_id in by_referent]
        found.append(
            Happening(
                article_event_id=event_id,
                article_id=page.article_id,
                language=page.language,
                family_id=family_of.get(page.article_id, page.article_id),
                published_edtf=page.published_edtf,
                reports=tuple(told),
                event_type=told[0].event_type,
                mechanism_id=first(entity_of.get(r.mechanism_id or "") for r in told),
                firm_mechanism=any(_is_firm(by_referent.get(r.mechanism_id or "")) for r in told),
                session_number=first(r.session_number for r in told),
                date_edtf=best_date(r.date_edtf for r in told),
                place_id=_place(told, entity_of),
                country_code=first(r.country_code for r in told),
                persons=_entities(taking_part, entity_of, {"person"}),
                states=frozenset(r.country_code for r in taking_part if r.country_code),
                bodies=_entities(taking_part, entity_of, {"organisation", "mechanism"}),
                only_mentioned=all(r.status == "mentioned" for r in told),
                towns=frozenset(
                    t for r in told if r.event_type == "conference" for t in towns_in(r.title, page.language)
                ),
            )
        )
    return sorted(found, key=lambda h: (h.published_edtf or "9999", h.article_event_id))


def _place(told: Sequence[Event], entity_of: Mapping[str, str]) -> str | None:
    """The first place named, a country only when no report says where in it."""
    places = [place for r in told if (place := entity_of.get(r.place_id or ""))]
    return first([*(p for p in places if not p.startswith(("country:", "region:"))), *places])


@lru_cache(maxsize=4)
def _towns(language: str) -> Mapping[str, str]:
    """Folded name → city entry of the lexicon; doubtful names are left out."""
    return {
        fold(str(name)): key
        for key, city in entries("city").items()
        for name in city["names"].get(language) or ()
        if name not in ((city.get("ambiguous") or {}).get(language) or ())
    }


def towns_in(title: str, language: str) -> set[str]:
    """Return the city entries that a title names (`sommet de Washington`); empty for a title without any. Reads
    common/cities.yml."""
    words = fold(title).split()
    runs = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + 3, len(words)) + 1)]
    if language == "ar":  # `قمة | بباريس`: a preposition of one letter is written with the town
        runs += [run[1:] for run in runs if run[:1] in closed_class("locatives", "ar")]
    return {_towns(language)[run] for run in runs if run in _towns(language)}


def _is_firm(mechanism: Referent | None) -> bool:
    return mechanism is not None and (mechanism.lexicon_id is not None or len(mechanism.parties) >= 2)


def first(values: Iterable[Value | None]) -> Value | None:
    """Return the first value that is one, None when there is none."""
    return next((value for value in values if value is not None), None)


def best_date(dates: Iterable[str | None]) -> str | None:
    """Return the sharpest date that most of the others agree with; None when none is given. Ties go to the earliest
    in writing order of EDTF."""
    counted = Counter(d for d in dates if d)
    if not counted:
        return None
    agree = {d: sum(n for other, n in counted.items() if compatible(d, other)) for d in counted}
    return min(counted, key=lambda d: (-agree[d], -sharpness(d), d))


def _entities(referents: Sequence[Referent], entity_of: Mapping[str, str], kinds: set[str]) -> frozenset[str]:
    return frozenset(entity_of[r.referent_id] for r in referents if r.kind in kinds and r.referent_id in entity_of)
