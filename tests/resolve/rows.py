"""Rows for resolve, made by hand: what an article says of people, bodies, places and events, and nothing else."""

from typing import Any

from tasks import records as r

UNSAID = {"method": "rule", "rule": "test", "confidence": 0.8, "surface": "x", "raw_start": 0, "raw_end": 1}


def page(article: str, language: str = "fr", published: str | None = None, **more: Any) -> r.Page:
    known: dict[str, Any] = {
        "language_confidence": 1.0, "title": None, "byline": None, "outlet": None, "published_page": None,
        "published_edtf": published, "body": "", "body_chars": 0, "sentence_count": 1, "minhash": (),
    }  # fmt: skip
    return r.Page(article_id=article, language=language, **{**known, **more})


def referent(article: str, kind: str, name: str, **more: Any) -> r.Referent:
    known: dict[str, Any] = {"subkind": None, "lexicon_id": None, "country_code": None, "parent_id": None}
    return r.Referent(
        referent_id=f"{article}/{kind}:{name}", article_id=article, kind=kind, name=name, **{**known, **more}
    )


def place(article: str, lexicon_id: str, country: str) -> r.Referent:
    subkind = lexicon_id.partition(":")[0]
    more = {"subkind": subkind, "lexicon_id": lexicon_id, "country_code": country}
    return referent(article, "place", lexicon_id, **more)


def mention(of: r.Referent, surface: str, form: str) -> r.Mention:
    where = {"article_id": of.article_id, "sentence_id": f"{of.article_id}/s0", "surface": surface}
    name = f"{of.referent_id}/{surface}"
    return r.Mention(mention_id=name, referent_id=of.referent_id, kind=of.kind, form=form, **{**UNSAID, **where})


def role(article: str, person: r.Referent, title_class: str) -> r.Role:
    return r.Role(
        role_id=f"{person.referent_id}/role", person_id=person.referent_id, title=title_class, office=title_class,
        title_class=title_class,
        organisation_id=None, country_code=person.country_code, status="current", observed_edtf=None,
        observed_basis=None, article_id=article, sentence_id=f"{article}/s0", **UNSAID,
    )  # fmt: skip


def event(article: str, name: str, kind: str, **more: Any) -> r.Event:
    known: dict[str, Any] = dict.fromkeys(
        "mechanism_id session_number date_edtf date_text date_anchor date_mention_id not_before_on not_after_on "
        "place_id place venue country_code attributed_to_id plover_event plover_mode cameo_code".split()
    )
    known |= {"title": f"{kind} {name}", "status": "held", "contexts": (), "evidence": "x", "event_type": kind}
    return r.Event(
        event_report_id=f"{article}/{name}/report", article_event_id=f"{article}/{name}", article_id=article,
        sentence_id=f"{article}/s0", **{**UNSAID, **known, **more},
    )  # fmt: skip


def part(of: r.Event, who: r.Referent, what: str = "attendee") -> r.Participation:
    return r.Participation(
        article_event_id=of.article_event_id, referent_id=who.referent_id, part=what, plover_part=None, role_id=None,
        represents_id=None, article_id=of.article_id, sentence_id=f"{of.article_id}/s0", **UNSAID,
    )  # fmt: skip
