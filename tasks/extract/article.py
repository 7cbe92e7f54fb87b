"""All that one article says: the extractors in order, each on what those before it found."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import TypeVar

from tasks.extract.dates import find_dates
from tasks.extract.document import Document
from tasks.extract.event_merge import event_records, merge_reports
from tasks.extract.events import find_reports
from tasks.extract.figures import find_figures
from tasks.extract.framework_parties import with_parties
from tasks.extract.occasions import with_agreements, with_occasions
from tasks.extract.pipeline import read
from tasks.extract.quote_marks import find_stretches
from tasks.extract.quotes import find_quotes
from tasks.extract.referents import Cast, country_referent, find_cast
from tasks.extract.relations import find_relations
from tasks.extract.topics import contexts_of, find_topics
from tasks.records import Article, Block, Extraction, Fact, Page, Quote, Referent, Relation, Sentence


def extract_article(article: Article, page: Page, blocks: Sequence[Block], sentences: Sequence[Sentence]) -> Extraction:
    """Return everything found in an article. Pure but for the pipeline of its language, loaded once a process.

    An article without sentences gives an empty extraction. Raises KeyError for a language without a pipeline.
    """
    if not sentences:
        return Extraction(article_id=article.article_id)
    document = read(article, page, list(blocks), list(sentences))
    cast = find_cast(document)
    dates = find_dates(document, [(s.raw_start, s.raw_end) for s in find_stretches(blocks)])
    quotes = find_quotes(document, blocks, cast)
    topics = find_topics(document)
    known = [n for n, _ in cast.names if n.kind != "person" and n.method != "model"]
    relations = find_relations(document, cast, dates)
    reports = find_reports(document, cast, dates, quotes, relations)
    events, participations, countries = event_records(document, cast, merge_reports(reports, cast), contexts_of(topics))
    quotes = with_occasions(document, quotes, events, participations, dates)
    relations = with_agreements(relations, events)
    facts = (*cast.mentions, *cast.roles, *events, *participations, *quotes, *relations)
    referents = with_parties(_all_referents(document, cast, countries, relations, quotes), events, participations)
    return Extraction(
        article_id=article.article_id,
        referents=tuple(_told_of(facts, referents)),
        mentions=cast.mentions,
        roles=cast.roles,
        date_mentions=tuple(dates),
        events=tuple(_unique(events, "event_report_id")),
        participations=tuple(participations),
        quotes=tuple(_unique(quotes, "quote_id")),
        figures=tuple(find_figures(document, dates, quotes, known)),
        relations=tuple(relations),
        topics=tuple(topics),
    )


def _all_referents(
    document: Document, cast: Cast, countries: set[str], relations: Sequence[Relation], quotes: Sequence[Quote]
) -> list[Referent]:
    """The cast, and the states that take part, relate or speak though only a nationality or a capital names them."""
    prefix = f"{document.article_id}/country:"
    told = [i for r in relations for i in (r.subject_id, r.object_id)] + [q.speaker_id or "" for q in quotes]
    related = {i.removeprefix(prefix).upper() for i in told if i.startswith(prefix)}
    served = {r.country_code for r in cast.referents.values() if r.country_code}
    found = dict(cast.referents)
    for code in sorted(countries | related | served):
        referent = country_referent(document, code)
        found.setdefault(referent.referent_id, referent)
    return [found[key] for key in sorted(found)]


def _told_of(facts: Iterable[Fact], referents: Sequence[Referent]) -> list[Referent]:
    """Leave out who is named outside all sentences only (a dateline's agency): no fact speaks of them. Countries stay,
    for they stand for whom officeholders serve."""
    named = {
        str(getattr(fact, field.name))
        for fact in facts
        for field in dataclasses.fields(fact)
        if field.name.endswith("_id")
    }
    named |= {r.parent_id for r in referents if r.parent_id}
    return [r for r in referents if r.referent_id in named or r.subkind == "country"]


Record = TypeVar("Record")


def _unique(records: Sequence[Record], key: str) -> list[Record]:
    """Keep the first record of every id."""
    return list({getattr(r, key): r for r in reversed(records)}.values())[::-1]
