"""A corpus small enough to know by heart: one meeting told in French and in Arabic, and an English page that leaves.

Made by hand as records, so that load, views, checks and publishing are tested without any other stage. Offsets are
found by looking the surface up in the page, so they are exact however the texts are edited.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tasks import records as r
from tasks.load.journal import GateResult, Run, Trace
from tasks.load.load import Loaded, Stamp, load
from tasks.load.shadow import build_shadow
from tasks.tables import TABLES, batch_path, write_records

Tables = dict[str, list[Any]]

LOADED_AT = datetime(2021, 1, 20, 8, 0, tzinfo=UTC)
RESOLVED = ("entity", "referent_entity", "event", "article_event_link", "family", "judgement")


@dataclass
class Draft:
    """One article being written down: `lines` are (kind, text) in page order."""

    article_id: str
    language: str
    lines: Sequence[tuple[str, str]]
    outlet: str | None
    published: str

    @property
    def raw_text(self) -> str:
        return "\n".join(text for _, text in self.lines) + "\n"

    def blocks(self) -> list[r.Block]:
        blocks, start = [], 0
        for ordinal, (kind, text) in enumerate(self.lines):
            kept = kind in r.KEPT_KINDS
            blocks.append(
                r.Block(self.article_id, ordinal, kind, kept, f"test.{kind}", text, start, start + len(text), None)
            )
            start += len(text) + 1
        return blocks

    def sentences(self) -> list[r.Sentence]:
        sentences: list[r.Sentence] = []
        for block in self.blocks():
            start = block.raw_start
            for text in block.text.split("|") if block.kept else []:
                n = len(sentences)
                row = (f"{self.article_id}/s{n}", self.article_id, n, block.ordinal, block.kind, text, start)
                sentences.append(r.Sentence(*row, start + len(text)))
                start += len(text) + 1
        return sentences

    def at(self, surface: str, times: int = 0) -> dict[str, Any]:
        """Return the provenance columns of the surface where it stands in the page for the `times`-th time, from 0."""
        start = -1
        for _ in range(times + 1):
            start = self.raw_text.index(surface, start + 1)
        (sentence,) = [s for s in self.sentences() if s.raw_start <= start < s.raw_end]
        return {
            "article_id": self.article_id,
            "sentence_id": sentence.sentence_id,
            "surface": surface,
            "raw_start": start,
            "raw_end": start + len(surface),
            "method": "rule",
            "rule": "test.rule",
            "confidence": 0.9,
        }

    def id(self, kind: str, number: int) -> str:
        return f"{self.article_id}/{kind}{number}"

    def page_tables(self) -> Tables:
        """Return what ingest and clean say of the article."""
        body = "\n\n".join(b.text for b in self.blocks() if b.kept and b.kind in {"heading", "body"})
        content = hashlib.sha256(self.raw_text.encode()).hexdigest()
        article = r.Article(
            article_id=self.article_id,
            path=f"{self.language}/{self.article_id}.txt",
            format="txt",
            raw_text=self.raw_text,
            content_sha256=content,
            manifest_sha256=hashlib.sha256(self.article_id.encode()).hexdigest(),
            encoding="utf-8",
            language_manifest=self.language,
            outlet_manifest=self.outlet,
            title_manifest=None,
            published_manifest=self.published,
            url=f"https://example.org/{self.article_id}",
            retrieved_on=date(2021, 1, 19),
            licence=None,
            page_language=None,
            page_title=None,
            page_byline=None,
            page_outlet=None,
            page_published=None,
        )
        page = r.Page(
            article_id=self.article_id,
            language=self.language,
            language_confidence=0.99,
            title=self.lines[0][1],
            byline=None,
            outlet=self.outlet,
            published_page=None,
            published_edtf=self.published,
            body=body,
            body_chars=len(body),
            sentence_count=len(self.sentences()),
            minhash=(1, 2, 3),
        )
        return {"article": [article], "page": [page], "block": self.blocks(), "sentence": self.sentences()}

    def referent(self, number: int, kind: str, name: str, **more: Any) -> r.Referent:
        known = {"subkind": None, "lexicon_id": None, "country_code": None, "parent_id": None} | more
        return r.Referent(referent_id=self.id("x", number), article_id=self.article_id, kind=kind, name=name, **known)

    def mention(self, number: int, referent: int, kind: str, form: str, surface: str, times: int = 0) -> r.Mention:
        return r.Mention(
            mention_id=self.id("m", number),
            referent_id=self.id("x", referent),
            kind=kind,
            form=form,
            **self.at(surface, times),
        )

    def event(self, number: int, event: int, surface: str, **said: Any) -> r.Event:
        unsaid = dict.fromkeys(
            "mechanism_id session_number date_edtf date_text date_anchor date_mention_id not_before_on not_after_on "
            "place_id place venue country_code attributed_to_id plover_event plover_mode cameo_code".split()
        )
        place = self.at(surface)
        evidence = next(s.text for s in self.sentences() if s.sentence_id == place["sentence_id"])
        return r.Event(
            event_report_id=self.id("r", number),
            article_event_id=self.id("e", event),
            evidence=evidence,
            contexts=("diplomatic",),
            **{**unsaid, **said},
            **place,
        )

    def part(self, event: int, referent: int, part: str, surface: str, **more: Any) -> r.Participation:
        known = {"plover_part": None, "role_id": None, "represents_id": None} | more
        where = self.at(surface)
        return r.Participation(
            article_event_id=self.id("e", event), referent_id=self.id("x", referent), part=part, **known, **where
        )


FRENCH = Draft(
    "tipaza-fr",
    "fr",
    (
        ("title", "Un dialogue sur le Sahel s'ouvre à Tipaza"),
        ("byline", "Par la rédaction"),
        (
            "body",
            "Le ministre des Affaires étrangères, Samir Bencheikh, a reçu le 18 janvier 2021 à Tipaza l'envoyée "
            "spéciale Karin Lindqvist.|« Nous voulons une entente durable », a dit M. Bencheikh.|La troisième session "
            "du Dialogue algéro-suédois se tiendra en mars avec 40 experts.|L'Algérie est membre de l'Union africaine.",
        ),
        ("related", "Lire aussi : la météo du jour"),
    ),
    "Le Phare",
    "2021-01-19",
)
ARABIC = Draft(
    "tipaza-ar",
    "ar",
    (
        ("title", "حوار حول الساحل في تيبازة"),
        ("body", "استقبل سمير بن الشيخ كارين ليندكفيست يوم 18 جانفي 2021 في تيبازة.|وقال: «نريد تفاهما دائما»."),
        ("share", "شارك على فيسبوك"),
    ),
    None,
    "2021-01-19",
)
ENGLISH = Draft(
    "lagos-en",
    "en",
    (("title", "Farewell in Lagos"), ("body", "Karin Lindqvist left Lagos yesterday.")),
    "Harbour News",
    "2021-01",
)


def french() -> Tables:
    d = FRENCH
    nobody = {"said_edtf": None, "reported_by_id": None}
    return d.page_tables() | {
        "referent": [
            d.referent(0, "person", "Samir Bencheikh"),
            d.referent(1, "person", "Karin Lindqvist"),
            d.referent(2, "place", "Tipaza", subkind="city", country_code="DZ"),
            d.referent(3, "place", "Algérie", subkind="country", country_code="DZ"),
            d.referent(4, "mechanism", "Dialogue algéro-suédois", subkind="strategic_dialogue", parties=("DZ", "SE")),
            d.referent(5, "organisation", "Union africaine"),
        ],
        "mention": [
            d.mention(0, 0, "person", "full", "Samir Bencheikh"),
            d.mention(1, 1, "person", "full", "Karin Lindqvist"),
            d.mention(2, 2, "place", "full", "Tipaza", 1),
            d.mention(3, 0, "person", "short", "Bencheikh", 1),
            d.mention(4, 4, "mechanism", "full", "Dialogue algéro-suédois"),
            d.mention(5, 3, "place", "full", "Algérie"),
            d.mention(6, 5, "organisation", "full", "Union africaine"),
            d.mention(7, 0, "person", "office", "Le ministre"),
        ],
        "role": [
            r.Role(
                role_id=d.id("o", 0),
                person_id=d.id("x", 0),
                title="ministre des Affaires étrangères",
                office="ministre des Affaires étrangères",
                title_class="minister",
                organisation_id=None,
                country_code="DZ",
                status="current",
                observed_edtf="2021-01-18",
                observed_basis="event",
                **d.at("ministre des Affaires étrangères"),
            )
        ],
        "date_mention": [
            r.DateMention(
                date_mention_id=d.id("d", 0),
                text="18 janvier 2021",
                date_edtf="2021-01-18",
                date_precision="day",
                start_on=date(2021, 1, 18),
                end_on=date(2021, 1, 18),
                not_before_on=None,
                not_after_on=None,
                anchor="explicit",
                **d.at("18 janvier 2021"),
            )
        ],
        "event_report": [
            d.event(
                0,
                0,
                "a reçu",
                event_type="meeting",
                title="Rencontre à Tipaza",
                status="held",
                date_edtf="2021-01-18",
                date_text="18 janvier 2021",
                date_anchor="explicit",
                date_mention_id=d.id("d", 0),
                place_id=d.id("x", 2),
                place="Tipaza",
                country_code="DZ",
                plover_event="CONSULT",
                plover_mode="meet",
                cameo_code="036",
            ),
            d.event(
                1,
                1,
                "session",
                event_type="session",
                title="Troisième session du Dialogue algéro-suédois",
                status="planned",
                mechanism_id=d.id("x", 4),
                session_number=3,
                date_edtf="XXXX-03",
                date_text="en mars",
                date_anchor="none",
                not_before_on=date(2021, 1, 19),
                plover_event="AGREE",
            ),
        ],
        "participation": [
            d.part(0, 0, "host", "Samir Bencheikh", plover_part="actor", role_id=d.id("o", 0)),
            d.part(0, 1, "visitor", "Karin Lindqvist", plover_part="recipient"),
            d.part(0, 3, "party", "Algérie", represents_id=None),
        ],
        "quote": [
            r.Quote(
                quote_id=d.id("q", 0),
                quote_group=d.id("g", 0),
                speaker_id=d.id("x", 0),
                described_speaker=None,
                role_id=d.id("o", 0),
                article_event_id=d.id("e", 0),
                cue="a dit",
                form="direct",
                text="Nous voulons une entente durable",
                **nobody,
                **d.at("Nous voulons une entente durable"),
            )
        ],
        "figure": [
            r.Figure(
                figure_id=d.id("f", 0),
                kind="count",
                value_min=40.0,
                value_max=40.0,
                approximate=False,
                unit=None,
                counted="experts",
                counted_class="expert",
                place_id=None,
                quote_id=None,
                **d.at("40"),
            )
        ],
        "relation": [
            r.Relation(
                relation_id=d.id("l", 0),
                subject_id=d.id("x", 3),
                predicate="member_of",
                object_id=d.id("x", 5),
                since_edtf=None,
                article_event_id=None,
                **d.at("est membre de"),
            )
        ],
        "topic": [
            r.Topic(
                topic_id=d.id("t", 0), topic="security_cooperation", article_event_id=d.id("e", 1), **d.at("Dialogue")
            )
        ],
        "rejected": [r.Rejected("extract", None, d.article_id, "mention", "{}", "surface_is_slice", "offsets are off")],
    }


def arabic() -> Tables:
    d = ARABIC
    return d.page_tables() | {
        "referent": [
            d.referent(0, "person", "سمير بن الشيخ"),
            d.referent(1, "person", "كارين ليندكفيست"),
            d.referent(2, "place", "تيبازة", subkind="city", country_code="DZ"),
        ],
        "mention": [
            d.mention(0, 0, "person", "full", "سمير بن الشيخ"),
            d.mention(1, 1, "person", "full", "كارين ليندكفيست"),
            d.mention(2, 2, "place", "full", "تيبازة", 1),
        ],
        "event_report": [
            d.event(
                0,
                0,
                "استقبل",
                event_type="meeting",
                title="استقبال في تيبازة",
                status="held",
                date_edtf="2021-01-18",
                place_id=d.id("x", 2),
                place="تيبازة",
            )
        ],
        "participation": [
            d.part(0, 0, "host", "سمير بن الشيخ", plover_part="actor"),
            d.part(0, 1, "visitor", "كارين ليندكفيست", plover_part="recipient"),
        ],
        "quote": [
            r.Quote(
                quote_id=d.id("q", 0),
                quote_group=d.id("g", 0),
                speaker_id=d.id("x", 0),
                described_speaker=None,
                role_id=None,
                reported_by_id=None,
                article_event_id=d.id("e", 0),
                said_edtf=None,
                cue="وقال",
                form="direct",
                text="نريد تفاهما دائما",
                **d.at("نريد تفاهما دائما"),
            )
        ],
    }


def english() -> Tables:
    d = ENGLISH
    return d.page_tables() | {
        "referent": [
            d.referent(0, "person", "Karin Lindqvist"),
            d.referent(1, "place", "Lagos", subkind="city", country_code="NG"),
        ],
        "mention": [d.mention(0, 0, "person", "full", "Karin Lindqvist"), d.mention(1, 1, "place", "full", "Lagos", 1)],
    }


def _entity(entity_id: str, kind: str, name: str, **more: Any) -> r.Entity:
    unknown = dict.fromkeys(
        "subkind name_fr name_ar name_en country_code parent_id latitude longitude wikidata_id mechanism_kind "
        "founded_edtf".split()
    )
    return r.Entity(
        entity_id=entity_id, kind=kind, name=name, **{**unknown, "parties": (), "party_country_codes": (), **more}
    )


_REFERENTS = {
    "tipaza-fr/x0": "per-1",
    "tipaza-fr/x1": "per-2",
    "tipaza-fr/x2": "plc-tipaza",
    "tipaza-fr/x3": "plc-dz",
    "tipaza-fr/x4": "mec-1",
    "tipaza-fr/x5": "org-au",
    "tipaza-ar/x0": "per-1",
    "tipaza-ar/x1": "per-2",
    "tipaza-ar/x2": "plc-tipaza",
    "lagos-en/x0": "per-2",
    "lagos-en/x1": "plc-lagos",
}
_EVENTS = {"tipaza-fr/e0": "evt-1", "tipaza-fr/e1": "evt-2", "tipaza-ar/e0": "evt-1"}


def resolved(articles: Iterable[str]) -> Tables:
    """Return what resolve says of a corpus of these articles."""
    articles = sorted(articles)
    referents = {x: e for x, e in _REFERENTS.items() if x.split("/")[0] in articles}
    links = {x: e for x, e in _EVENTS.items() if x.split("/")[0] in articles}
    entities = [
        _entity("per-1", "person", "Samir Bencheikh", name_ar="سمير بن الشيخ"),
        _entity("per-2", "person", "Karin Lindqvist", name_ar="كارين ليندكفيست"),
        _entity("plc-tipaza", "place", "Tipaza", subkind="city", country_code="DZ", parent_id="plc-dz"),
        _entity("plc-dz", "place", "Algérie", subkind="country", country_code="DZ", latitude=28.0, longitude=3.0),
        _entity("plc-lagos", "place", "Lagos", subkind="city", country_code="NG"),
        _entity("org-au", "organisation", "Union africaine"),
        _entity(
            "mec-1",
            "mechanism",
            "Dialogue algéro-suédois",
            subkind="strategic_dialogue",
            mechanism_kind="strategic_dialogue",
            parties=("plc-dz",),
            party_country_codes=("DZ", "SE"),
        ),
    ]
    unsaid = dict.fromkeys("title_ar title_en mechanism_id session_number not_after_on venue plover_mode".split())
    meeting = r.ResolvedEvent(
        **{**unsaid, "title_ar": "استقبال في تيبازة", "plover_mode": "meet"},
        event_id="evt-1",
        event_type="meeting",
        title="Rencontre à Tipaza",
        title_fr="Rencontre à Tipaza",
        status="held",
        date_edtf="2021-01-18",
        date_precision="day",
        start_on=date(2021, 1, 18),
        end_on=date(2021, 1, 18),
        not_before_on=None,
        place_id="plc-tipaza",
        place="Tipaza",
        country_code="DZ",
        plover_event="CONSULT",
        contexts=("diplomatic",),
        cameo_code="036",
        confidence=0.95,
    )
    session = r.ResolvedEvent(
        **{**unsaid, "mechanism_id": "mec-1", "session_number": 3},
        event_id="evt-2",
        event_type="session",
        title="Troisième session du Dialogue algéro-suédois",
        title_fr="Troisième session du Dialogue algéro-suédois",
        status="planned",
        date_edtf="XXXX-03",
        date_precision="month",
        start_on=None,
        end_on=None,
        not_before_on=date(2021, 1, 19),
        place_id=None,
        place=None,
        country_code=None,
        plover_event="AGREE",
        contexts=(),
        cameo_code=None,
        confidence=0.8,
    )
    kept = set(referents.values()) | {"plc-dz"} if referents else set()
    return {
        "entity": [e for e in entities if e.entity_id in kept],
        "referent_entity": [r.ReferentEntity(x, e) for x, e in referents.items()],
        "event": [e for e in (meeting, session) if e.event_id in links.values()],
        "article_event_link": [r.ArticleEventLink(x, e) for x, e in links.items()],
        "family": [r.Family(a, a, True) for a in articles],
        "judgement": [
            r.Judgement(
                judgement_id="jud-1",
                kind="person",
                left_id="tipaza-fr/x0",
                right_id="tipaza-ar/x0",
                verdict="same",
                score=0.93,
                evidence="names sound alike",
                author="test",
            )
        ],
    }


def stage(staging: Path, *parts: Mapping[str, list[Any]]) -> Path:
    """Write the parts as a run's staging folder, one batch a part, and return it."""
    for batch, part in enumerate(parts):
        for table, rows in part.items():
            write_records(TABLES[table], rows, batch_path(staging, table, batch))
    return staging


def trace(run_id: str = "run-1", **more: Any) -> Trace:
    """Return what a run left behind: three files, one of them set aside, and a gate that is content."""
    counts = {"articles_new": 2, "articles_changed": 0, "articles_unchanged": 0, "articles_gone": 0}
    run = {
        "run_id": run_id,
        "started_at": LOADED_AT,
        "finished_at": LOADED_AT,
        "status": "published",
        "trigger": "command",
        "articles_quarantined": 1,
        "fingerprint": "f1",
        "seconds": 1.5,
    }
    return Trace(
        run=Run(**{**run, **counts, **more}),
        ledger=(
            r.LedgerEntry("fr/tipaza-fr.txt", "tipaza-fr", "loaded", "load", None, "new"),
            r.LedgerEntry("ar/tipaza-ar.txt", "tipaza-ar", "loaded", "load", None, "new"),
            r.LedgerEntry("en/broken.txt", "broken", "quarantined", "ingest", "no text", None),
        ),
        quarantine=(r.Rejected("ingest", "en/broken.txt", "broken", None, None, None, "no text"),),
        gate_results=(
            GateResult(
                gate="clean",
                expectation="expect_column_values_to_not_be_null",
                column_name="text",
                severity="critical",
                success=True,
                observed="0 nulls",
                failing_rows=0,
            ),
        ),
    )


def stamp(run_id: str = "run-1", **more: Any) -> Stamp:
    """Return what the load writes beside the rows."""
    known = {"fingerprint": "f1", "loaded_at": LOADED_AT, "seeds": "seeds", "input_signature": "inputs-1"}
    return Stamp(run_id=run_id, **{**known, **more})


ARTICLES = {"tipaza-fr": french, "tipaza-ar": arabic, "lagos-en": english}


def build(folder: Path, articles: Iterable[str] = ("tipaza-fr", "tipaza-ar")) -> Path:
    """Build a warehouse of these articles in `folder` from nothing and return its (unpublished) file."""
    articles = list(articles)
    shadow = build_shadow(None, folder / "shadow.duckdb")
    load_articles(shadow, folder, articles, articles)
    return shadow


def load_articles(
    shadow: Path,
    folder: Path,
    changed: Sequence[str],
    corpus: Sequence[str],
    gone: Iterable[str] = (),
    run_id: str = "run-1",
    **stamped: Any,
) -> Loaded:
    """Stage `changed` and what resolve says of `corpus`, and load it."""
    staging = stage(folder / f"staging-{run_id}", *(ARTICLES[a]() for a in changed), resolved(corpus))
    return load(shadow, staging, set(changed), set(gone), stamp=stamp(run_id, **stamped), traces=[trace(run_id)])
