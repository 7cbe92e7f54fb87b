"""The plain frozen records in which the stages meet. One record class is one Parquet schema (see `tasks/tables.py`).

Conventions: `raw_start`/`raw_end` count Unicode code points in `Article.raw_text`, end exclusive; `surface` (and the
`text` of a block or sentence) is exactly that slice. `*_edtf` is EDTF, None where nothing is known. Everything inside
one article is named by a *referent* (who or what this article speaks of); entities exist only after resolve.
"""

from dataclasses import dataclass
from datetime import date

# ── ingest ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it came: the decoded page plus what the manifest and the file's own metadata say of it."""

    article_id: str
    path: str  # below the seeds folder, POSIX; bulk records `<file>#<n>`
    format: str  # txt, html, md, jsonl
    raw_text: str  # decoded page; for HTML the visible text in page order, furniture included
    content_sha256: str  # of the file's bytes, or of the record's canonical JSON in bulk files
    manifest_sha256: str  # of the manifest row, so that a changed row reprocesses the article
    encoding: str
    language_manifest: str | None
    outlet_manifest: str | None
    title_manifest: str | None
    published_manifest: str | None  # EDTF
    url: str | None
    retrieved_on: date | None
    licence: str | None
    page_language: str | None  # what the file itself says (HTML lang, meta); None for plain text
    page_title: str | None
    page_byline: str | None
    page_outlet: str | None
    page_published: str | None  # EDTF


@dataclass(frozen=True, slots=True)
class Hint:
    """What the markup says of a stretch of `raw_text` (HTML and Markdown only): evidence for clean, never a verdict."""

    article_id: str
    raw_start: int
    raw_end: int
    tag: str  # h1 h2 h3 p li a nav header footer aside figcaption time main (inside trafilatura's main text) …


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of one file or bulk record in this run."""

    path: str
    article_id: str | None
    status: str  # loaded, unchanged, duplicate, quarantined, missing, gone
    stage: str  # where it was decided
    reason: str | None  # None when there is nothing to explain
    change: str | None  # new, changed; None for the rest


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file, manifest row or table row that was set aside, and why."""

    stage: str
    path: str | None
    article_id: str | None
    table_name: str | None
    row_json: str | None
    expectation: str | None
    reason: str


# ── clean ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Page:
    """What clean decided about an article as a whole. One row per article."""

    article_id: str
    language: str  # BCP 47: fr, ar, en
    language_confidence: float
    title: str | None  # manifest, else the page's own; None when the page has none
    byline: str | None
    outlet: str | None
    published_page: str | None  # EDTF, from the page's own date line or metadata
    published_edtf: str | None  # manifest wins over page
    body: str  # kept title-less text: heading and body blocks joined by a blank line
    body_chars: int
    sentence_count: int
    minhash: tuple[int, ...]  # signature over body shingles; empty when the body is too short


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page, in page order. Exactly title, subtitle, heading and body are kept."""

    article_id: str
    ordinal: int  # 0-based
    kind: str  # see BLOCK_KINDS
    kept: bool
    rule: str  # id of the rule that decided
    text: str
    raw_start: int
    raw_end: int
    language: str | None  # of this block; None when too short to tell


BLOCK_KINDS = (
    "title subtitle heading body caption byline dateline page_date source menu related most_read share media_name "
    "disclaimer duplicate other"
).split()
KEPT_KINDS = frozenset({"title", "subtitle", "heading", "body"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a kept block."""

    sentence_id: str  # f"{article_id}/s{ordinal}"
    article_id: str
    ordinal: int  # 0-based over the article
    block_ordinal: int
    block_kind: str
    text: str
    raw_start: int
    raw_end: int


# ── extract: every record below has the provenance columns of `Fact` ─────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Where a fact stands and what found it. `method` is model, lexicon, rule or reference; `confidence` is 0–1."""

    article_id: str
    sentence_id: str
    surface: str
    raw_start: int
    raw_end: int
    method: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """Someone or something one article speaks of: all its mentions in that article, before articles are compared."""

    referent_id: str  # f"{article_id}/x{n}"
    article_id: str
    kind: str  # person, organisation, place, mechanism
    subkind: str | None  # ministry, army, … ; country, city, region ; strategic_dialogue, joint_commission, …
    name: str  # best full form in this article, without honorific or clitic
    lexicon_id: str | None  # key in tasks/lexicon/common/*.yml when the lexicon knows it
    country_code: str | None  # ISO 3166-1 alpha-2 of the state served (office, institution) or the place's own
    parent_id: str | None  # referent_id of the larger body (working group → mechanism), when the text says so
    parties: tuple[str, ...] = ()  # mechanisms: country codes of the parties stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Fact):
    """A place in the text where a referent is named or referred to."""

    mention_id: str
    referent_id: str
    kind: str
    form: str  # full, short, acronym, office


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Fact):
    """The statement that a person holds an office. `title` is the whole phrase as written (`ancien ministre`), `office`
    what it names without the words for who held it before (`ministre`)."""

    role_id: str
    person_id: str  # referent_id
    title: str
    office: str
    title_class: str
    organisation_id: str | None  # referent_id
    country_code: str | None
    status: str  # current, former, acting, designate
    observed_edtf: str | None
    observed_basis: str | None  # event, text, published


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Fact):
    """A date named in the text. Open where the text leaves it open (`XXXX-06`); bounds say what context still gives."""

    date_mention_id: str
    text: str
    date_edtf: str | None
    date_precision: str  # day, month, season, year, interval, open
    start_on: date | None
    end_on: date | None
    not_before_on: date | None
    not_after_on: date | None
    anchor: str  # explicit, published, context, none


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """One report of an event in a sentence. Reports in one article that share `article_event_id` are the same event."""

    event_report_id: str
    article_event_id: str  # f"{article_id}/e{n}"
    event_type: str
    title: str
    status: str  # planned, held, ongoing, postponed, cancelled, mentioned
    mechanism_id: str | None  # referent_id
    session_number: int | None
    date_edtf: str | None
    date_text: str | None
    date_anchor: str | None
    date_mention_id: str | None
    not_before_on: date | None
    not_after_on: date | None
    place_id: str | None  # referent_id
    place: str | None  # as written (may be `siège du MAE`: a venue without a place entity)
    venue: str | None
    country_code: str | None
    attributed_to_id: str | None  # referent_id of who says so
    plover_event: str | None
    plover_mode: str | None
    contexts: tuple[str, ...]
    cameo_code: str | None
    evidence: str  # the sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Fact):
    """A part a referent has in an event of this article."""

    article_event_id: str
    referent_id: str
    part: str  # party, host, visitor, chair, co_chair, head_of_delegation, attendee, organiser, speaker, signatory
    plover_part: str | None  # actor, recipient
    role_id: str | None
    represents_id: str | None  # referent_id of the state or body represented


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Fact):
    """Words the text marks as somebody's own; `surface` and `text` are the words without their marks."""

    quote_id: str
    quote_group: str  # one id for the stretches of one quotation broken by its cue
    speaker_id: str | None  # referent_id; None: the text names nobody
    described_speaker: str | None  # as written, of a speaker without a name; None: named, or unknown
    role_id: str | None
    reported_by_id: str | None
    article_event_id: str | None
    said_edtf: str | None
    cue: str | None
    form: str  # direct, mixed, indirect
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A number that counts, measures or prices something. Exact: value_max = value_min."""

    figure_id: str
    kind: str  # count, amount, percent
    value_min: float | None
    value_max: float | None
    approximate: bool
    unit: str | None  # ISO 4217 for money
    counted: str | None  # what is counted, as written
    counted_class: str | None  # the same in every language (common/counted.yml); None for what is not listed
    place_id: str | None
    quote_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Fact):
    """A standing relation stated in the text, between two referents."""

    relation_id: str
    subject_id: str
    predicate: str
    object_id: str
    since_edtf: str | None
    article_event_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Fact):
    """A topic of the controlled list (tasks/lexicon/common/topics.yml) that the article treats."""

    topic_id: str  # row id
    topic: str  # key in topics.yml
    article_event_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one article says. `rejected` are rows dropped with a reason (never silently)."""

    article_id: str
    referents: tuple[Referent, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    date_mentions: tuple[DateMention, ...] = ()
    events: tuple[Event, ...] = ()
    participations: tuple[Participation, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    topics: tuple[Topic, ...] = ()
    rejected: tuple[Rejected, ...] = ()


# ── resolve ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, organisation, place or mechanism, the same across articles and scripts."""

    entity_id: str
    kind: str
    subkind: str | None
    name: str
    name_fr: str | None
    name_ar: str | None
    name_en: str | None
    country_code: str | None
    parent_id: str | None
    latitude: float | None
    longitude: float | None
    wikidata_id: str | None
    # mechanisms only, else None or empty
    mechanism_kind: str | None
    parties: tuple[str, ...]  # entity ids
    party_country_codes: tuple[str, ...]
    founded_edtf: str | None


@dataclass(frozen=True, slots=True)
class ReferentEntity:
    """Which entity a referent is."""

    referent_id: str
    entity_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedEvent:
    """An event, all its reports together: what `out.event` says."""

    event_id: str
    event_type: str
    title: str
    title_fr: str | None
    title_ar: str | None
    title_en: str | None
    status: str
    mechanism_id: str | None  # entity_id
    session_number: int | None
    date_edtf: str | None
    date_precision: str | None
    start_on: date | None
    end_on: date | None
    not_before_on: date | None
    not_after_on: date | None
    place_id: str | None  # entity_id
    place: str | None
    venue: str | None
    country_code: str | None
    plover_event: str | None
    plover_mode: str | None
    contexts: tuple[str, ...]
    cameo_code: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class ArticleEventLink:
    """Which event an article's event is."""

    article_event_id: str
    event_id: str


@dataclass(frozen=True, slots=True)
class Family:
    """The near-duplicate family of an article; the head is the earliest (byte-identical copies never head one)."""

    article_id: str
    family_id: str
    is_family_head: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A line of overrides.csv, and how it fared in this run. Ids are of the corpus: None where nothing was found."""

    line: int
    action: str  # merge, split, rename, reject, pin
    kind: str  # person, organisation, place, mechanism, event
    article_id: str
    surface: str
    other_article_id: str | None
    other_surface: str | None
    value: str | None
    who: str
    decided_when: str
    why: str
    status: str  # applied, invalid, unmatched, ambiguous, contradictory
    reason: str | None
    left_id: str | None
    right_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A decision that two things are, or are not, one."""

    judgement_id: str
    kind: str  # person, organisation, place, mechanism, event
    left_id: str
    right_id: str
    verdict: str  # same, different, unsure
    score: float
    evidence: str
    author: str
