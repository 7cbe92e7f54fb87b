"""Make the entity rows: names in each language, the state served, what contains it, what the lexicon knows of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tasks.lexicon import entries
from tasks.records import Entity, Referent
from tasks.resolve.names import name_parts

_CATEGORIES = ("country", "region", "city", "organisation", "mechanism")
_LATIN = ("fr", "en")
_PLACES = frozenset({"country", "region", "city"})


def entity_rows(
    members: Mapping[str, Sequence[Referent]],
    entity_of: Mapping[str, str],
    language_of: Mapping[str, str],
    order: Mapping[str, int],
) -> list[Entity]:
    """Return one row for every entity of `members` (entity id → referents) and for all that contains or backs one of
    them (the country of a city, a forum's parties), by id.

    `language_of` and `order` say, by article id, the language and the place in time: names come from the earliest.
    """
    rows = {
        identity: _row(
            identity, sorted(referents, key=lambda r: (order[r.article_id], r.referent_id)), language_of, entity_of
        )
        for identity, referents in members.items()
    }
    missing = _surroundings(rows.values()) - rows.keys()
    while missing:
        rows |= {identity: _from_lexicon(identity, "fr") for identity in missing}
        missing = _surroundings(rows.values()) - rows.keys()
    return [rows[identity] for identity in sorted(_without_cycles(rows))]


def _row(
    identity: str, referents: Sequence[Referent], language_of: Mapping[str, str], entity_of: Mapping[str, str]
) -> Entity:
    names = _names(referents, language_of)
    latin = [language_of[r.article_id] for r in referents if language_of[r.article_id] in _LATIN]
    if lexicon_id := next((r.lexicon_id for r in referents if r.lexicon_id), None):
        return _from_lexicon(lexicon_id, (latin or ["fr"])[0], identity)
    language = (latin or [language_of[referents[0].article_id]])[0]
    parents = Counter(entity_of[r.parent_id] for r in referents if r.parent_id and r.parent_id in entity_of)
    country = _most(r.country_code for r in referents)
    codes = tuple(sorted({code for r in referents for code in r.parties}))
    kind = referents[0].kind
    return _entity(
        identity,
        kind=kind,
        subkind=_most(r.subkind for r in referents),
        name=names[language],
        name_fr=names.get("fr"),
        name_ar=names.get("ar"),
        name_en=names.get("en"),
        country_code=country,
        parent_id=min(parents, key=lambda p: (-parents[p], p), default=None)
        or (_state(country) if kind == "place" else None),
        mechanism_kind=_most(r.subkind for r in referents) if kind == "mechanism" else None,
        parties=tuple(_state(code) or "" for code in codes if _state(code)),
        party_country_codes=codes,
    )


def _names(referents: Sequence[Referent], language_of: Mapping[str, str]) -> dict[str, str]:
    """The name in each language: a person's fullest, anything else's first; among equals the most frequent, then the
    earliest."""
    written: dict[str, list[str]] = defaultdict(list)
    for referent in referents:
        written[language_of[referent.article_id]].append(referent.name)
    person = referents[0].kind == "person"
    best: dict[str, str] = {}
    for language, names in written.items():
        counted = Counter(names)
        best[language] = min(
            counted, key=lambda n: (-min(len(name_parts(n)), 3) if person else 0, -counted[n], names.index(n))
        )
    return best


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent value, the first of equals; None when there is none."""
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


def _from_lexicon(lexicon_id: str, language: str, identity: str | None = None) -> Entity:
    """Return the lexicon's own entry as an entity; named in `language`, else in any. KeyError for no entry."""
    category, _, key = lexicon_id.partition(":")
    entry: Mapping[str, Any] = entries(category)[key]
    names = {lang: str(forms[0]) for lang, forms in entry["names"].items() if forms}
    country = key if category == "country" else entry.get("country")
    parties = [_party(str(party)) for party in entry.get("parties") or ()]
    return _entity(
        identity or lexicon_id,
        kind="place" if category in _PLACES else category,
        subkind=category if category in _PLACES else entry.get("subkind") or entry.get("mechanism_kind"),
        name=names.get(language) or next(iter(names.values())),
        name_fr=names.get("fr"),
        name_ar=names.get("ar"),
        name_en=names.get("en"),
        country_code=str(country).upper() if country else None,
        parent_id=_parent(category, entry),
        latitude=entry.get("latitude"),
        longitude=entry.get("longitude"),
        wikidata_id=entry.get("wikidata"),
        mechanism_kind=entry.get("mechanism_kind"),
        parties=tuple(sorted(party for party in parties if party)),
        party_country_codes=tuple(sorted(str(p).upper() for p in entry.get("parties") or () if _state(str(p)))),
        founded_edtf=entry.get("founded"),
    )


def is_listed(identity: str) -> bool:
    """Whether the id is a lexicon entry's, which nothing else may bear."""
    category, _, key = identity.partition(":")
    return category in _CATEGORIES and key in entries(category)


def _parent(category: str, entry: Mapping[str, Any]) -> str | None:
    """What contains it: a city its country, a region a larger one, a working group its forum, an agency its union."""
    if category == "city":
        return _state(str(entry["country"]))
    key = entry.get("parent")
    if not key:
        return None
    return next((f"{c}:{key}" for c in (category, *_CATEGORIES) if str(key) in entries(c)), None)


def _party(party: str) -> str | None:
    """A party is a state's code or an organisation's slug."""
    return _state(party) or (f"organisation:{party}" if party in entries("organisation") else None)


def _state(code: str | None) -> str | None:
    return f"country:{code.lower()}" if code and code.lower() in entries("country") else None


def _surroundings(rows: Iterable[Entity]) -> set[str]:
    return {identity for row in rows for identity in (row.parent_id, *row.parties) if identity}


def _without_cycles(rows: dict[str, Entity]) -> dict[str, Entity]:
    """Take the parent from whatever would be part of itself: pages can say so of two names of one body."""
    for identity in sorted(rows):
        seen, at = {identity}, rows[identity].parent_id
        while at and at not in seen:
            seen.add(at)
            at = rows[at].parent_id
        if at == identity:
            rows[identity] = replace(rows[identity], parent_id=None)
    return rows


def _entity(identity: str, *, kind: str, name: str, **known: Any) -> Entity:
    unknown: dict[str, Any] = dict.fromkeys(
        "subkind name_fr name_ar name_en country_code parent_id latitude longitude wikidata_id mechanism_kind "
        "founded_edtf".split()
    )
    return Entity(
        entity_id=identity, kind=kind, name=name, **{**unknown, "parties": (), "party_country_codes": (), **known}
    )
