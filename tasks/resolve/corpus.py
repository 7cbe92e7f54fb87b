"""Who and what is the same across articles, scripts and languages: the resolve stage as one pure function."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks.records import (
    ArticleEventLink,
    Entity,
    Event,
    Family,
    Judgement,
    Mention,
    Override,
    Page,
    Participation,
    Referent,
    ReferentEntity,
    ResolvedEvent,
    Role,
)
from tasks.resolve import events as event_rules
from tasks.resolve import persons as person_rules
from tasks.resolve import things as thing_rules
from tasks.resolve.clusters import Proposal, judgements, short_id
from tasks.resolve.entities import entity_rows, is_listed
from tasks.resolve.event_rows import resolved_event
from tasks.resolve.families import find_families
from tasks.resolve.happenings import Happening, happenings
from tasks.resolve.identities import keep_ids
from tasks.resolve.overrides import Settled, settle, without_rival_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Everything the articles of the warehouse-to-be say. `content_sha256`, by article id, tells identical copies."""

    pages: Sequence[Page] = ()
    referents: Sequence[Referent] = ()
    mentions: Sequence[Mention] = ()
    roles: Sequence[Role] = ()
    events: Sequence[Event] = ()
    participations: Sequence[Participation] = ()
    content_sha256: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIdentities:
    """What the last publication said: ids that are to survive."""

    entities: Sequence[Entity] = ()
    referent_entities: Sequence[ReferentEntity] = ()
    events: Sequence[ResolvedEvent] = ()
    article_event_links: Sequence[ArticleEventLink] = ()
    families: Sequence[Family] = ()
    judgements: Sequence[Judgement] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What resolve says of the whole corpus. Every referent has an entity, every article event an event."""

    entities: tuple[Entity, ...]
    referent_entities: tuple[ReferentEntity, ...]
    events: tuple[ResolvedEvent, ...]
    article_event_links: tuple[ArticleEventLink, ...]
    families: tuple[Family, ...]
    judgements: tuple[Judgement, ...]
    overrides: tuple[Override, ...] = ()


def resolve(corpus: Corpus, known: KnownIdentities, lines: Sequence[Override] = ()) -> Resolution:
    """Return who and what the corpus speaks of. Pure; the order of the corpus' rows makes no difference.

    Only ids come from `known`, never a decision: the same corpus gives the same clusters whatever was known before.
    `lines` are people's judgements, which no rule outweighs.
    """
    settled = settle(lines, corpus.referents, corpus.mentions, corpus.events)
    corpus = _as_people_say(corpus, settled)
    families = find_families(corpus.pages, corpus.content_sha256, known.families)
    entity_of, decided = _entities_of(corpus, known, settled)
    names, lines = without_rival_names(settled, entity_of, {page.article_id: page.language for page in corpus.pages})
    rows = [_renamed(row, names.get(row.entity_id, {})) for row in _entity_rows(corpus, entity_of)]
    told = happenings(
        corpus.pages,
        corpus.events,
        corpus.participations,
        corpus.referents,
        entity_of,
        {family.article_id: family.family_id for family in families},
    )
    event_of, event_pairs = _events_of(told, known, settled)
    parents = {row.entity_id: row.parent_id for row in rows}
    return Resolution(
        entities=tuple(rows),
        referent_entities=tuple(ReferentEntity(r, entity_of[r]) for r in sorted(entity_of)),
        events=tuple(_event_rows(told, event_of, parents)),
        article_event_links=tuple(ArticleEventLink(a, event_of[a]) for a in sorted(event_of)),
        families=tuple(families),
        judgements=tuple([*decided, *judgements("event", event_rules.AUTHOR, event_pairs)]),
        overrides=tuple(lines),
    )


def _as_people_say(corpus: Corpus, settled: Settled) -> Corpus:
    """The corpus without what people reject, and with the lexicon's entries they pin; what they part from an entry is
    none."""
    entry = {r.referent_id: r.lexicon_id for r in corpus.referents}
    entry |= {right: None for left, right in settled.parted if entry.get(left) == entry.get(right)}
    entry |= settled.pinned
    kept = [r for r in corpus.referents if r.referent_id not in settled.rejected]
    pinned = [replace(r, lexicon_id=entry[r.referent_id]) for r in kept]
    taking_part = [p for p in corpus.participations if p.referent_id not in settled.rejected]
    return replace(corpus, referents=pinned, participations=taking_part)


def _renamed(row: Entity, names: Mapping[str, str]) -> Entity:
    """The entity under the names people give it, by language. The name shown is a Latin one, unless it has none."""
    if not names:
        return row
    latin = names.get("fr") or names.get("en") or row.name_fr or row.name_en
    shown = names.get("fr") or names.get("en") or (row.name if latin else names["ar"])
    return replace(
        row,
        name=shown,
        name_fr=names.get("fr", row.name_fr),
        name_ar=names.get("ar", row.name_ar),
        name_en=names.get("en", row.name_en),
    )


def _entities_of(corpus: Corpus, known: KnownIdentities, settled: Settled) -> tuple[dict[str, str], list[Judgement]]:
    """Return referent id → entity id, and the judgements that led there."""
    people = [r for r in corpus.referents if r.kind == "person"]
    things = [r for r in corpus.referents if r.kind != "person"]
    person_clusters, person_pairs = person_rules.resolve_persons(people, corpus.roles, settled)
    thing_clusters, thing_pairs = thing_rules.resolve_things(things, settled, corpus.mentions)
    kinds = {r.referent_id: r.kind for r in things}
    listed = {key: members for key, members in thing_clusters.items() if "|" not in key}  # the lexicon's own ids
    made: dict[str, Sequence[str]] = {short_id("person", min(cluster)): cluster for cluster in person_clusters}
    made |= {short_id(kinds[m[0]], key): m for key, m in thing_clusters.items() if key not in listed}
    before = {r.referent_id: r.entity_id for r in known.referent_entities if not is_listed(r.entity_id)}
    ids = keep_ids(made, before)
    clusters = listed | {ids[proposed]: members for proposed, members in made.items()}
    decided = judgements("person", person_rules.AUTHOR, person_pairs)
    for kind in ("mechanism", "organisation", "place"):
        decided += judgements(kind, thing_rules.AUTHOR, [p for p in thing_pairs if kinds[p.left] == kind])
    return {member: identity for identity, members in clusters.items() for member in members}, decided


def _entity_rows(corpus: Corpus, entity_of: Mapping[str, str]) -> list[Entity]:
    members: dict[str, list[Referent]] = {}
    for referent in corpus.referents:
        members.setdefault(entity_of[referent.referent_id], []).append(referent)
    in_time = sorted(corpus.pages, key=lambda page: (page.published_edtf or "9999", page.article_id))
    order = {page.article_id: n for n, page in enumerate(in_time)}
    return entity_rows(members, entity_of, {page.article_id: page.language for page in corpus.pages}, order)


def _events_of(
    told: Sequence[Happening], known: KnownIdentities, settled: Settled
) -> tuple[dict[str, str], list[Proposal]]:
    clusters, pairs = event_rules.resolve_events(told, settled)
    proposed = {short_id("event", min(cluster)): cluster for cluster in clusters}
    ids = keep_ids(proposed, {link.article_event_id: link.event_id for link in known.article_event_links})
    return {member: ids[name] for name, members in proposed.items() for member in members}, pairs


def _event_rows(
    told: Sequence[Happening], event_of: Mapping[str, str], parents: Mapping[str, str | None]
) -> list[ResolvedEvent]:
    grouped: dict[str, list[Happening]] = {}
    for happening in told:
        grouped.setdefault(event_of[happening.article_event_id], []).append(happening)
    return [resolved_event(event_id, grouped[event_id], parents) for event_id in sorted(grouped)]
