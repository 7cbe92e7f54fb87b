"""The gold annotations say what their articles say: every name, date, quotation and line of them stands in the page."""

import codecs
import difflib
import hashlib
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tasks.ingest.manifest import read_manifest
from tasks.ingest.pages import read_page

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared" / "seeds"
TYPES = set("session meeting visit conference agreement exercise statement appointment operation".split())
STATUSES = set("planned held ongoing postponed cancelled mentioned".split())
PREDICATES = set(
    "member_of joined chairs co_chairs coordinates partner_of ally_of party_to launched_by has_working_group".split()
)


def gold_of(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


GOLD: dict[str, dict[str, Any]] = {
    gold["id"]: gold for path in sorted(HERE.glob("*.json")) if isinstance(gold := gold_of(path), dict)
}
articles = pytest.mark.parametrize("gold", GOLD.values(), ids=GOLD)


@cache
def raw_text(article: str) -> str:
    """The page as ingest gives it, so that the gold's line numbers are those of the warehouse's `raw_text`."""
    gold = GOLD[article]
    if "bulk" in gold:
        name, _, number = gold["bulk"].partition("#")
        record = json.loads((SEEDS / name).read_text(encoding="utf-8").splitlines()[int(number) - 1])
        assert record["id"] == gold["id"]
        return str(record["text"])
    path = SEEDS / gold["language"] / gold["file"]
    return read_page(path.read_bytes(), path.suffix.removeprefix(".")).text


def body_lines(gold: dict[str, Any]) -> list[str]:
    first, last = gold["body_line_range_0based"]
    inside = raw_text(gold["id"]).split("\n")[first : last + 1]
    return [line for line in inside if line.strip() and line not in gold["noise_lines"]]


def story(gold: dict[str, Any]) -> str:
    """What is kept of the page: its titles and its body."""
    return "\n".join([gold["title"] or "", *gold.get("subtitles", []), *body_lines(gold)])


def absent(gold: dict[str, Any], words: list[str]) -> list[str]:
    text = story(gold)
    return [word for word in words if word not in text]


def bare(name: str) -> str:
    """An organisation's name without the acronym that the gold adds in brackets."""
    return re.sub(r"\s*\([^)]*\)$", "", name)


def test_eight_articles_a_language() -> None:
    assert Counter(gold["language"] for gold in GOLD.values()) == {"fr": 8, "ar": 8, "en": 8}
    assert all(article.startswith("seed_") for article in GOLD)


def test_every_seed_has_gold() -> None:
    named = {f"{gold['language']}/{gold['file']}" for gold in GOLD.values() if gold["file"]}
    named |= {gold["bulk"].partition("#")[0] for gold in GOLD.values() if "bulk" in gold}
    assert {path.relative_to(SEEDS).as_posix() for path in SEEDS.glob("*/*")} == named


def test_manifest_lists_every_seed() -> None:
    manifest = read_manifest(SEEDS)
    assert not manifest.rejected
    listed = {path for row in manifest.rows for path in SEEDS.glob(row.file)}
    assert listed == set(SEEDS.glob("*/*"))


def test_checksums_of_the_manifest() -> None:
    stated = {row.file: row.columns.sha256 for row in read_manifest(SEEDS).rows if row.columns.sha256}
    assert len(stated) >= 3
    assert {name: hashlib.sha256((SEEDS / name).read_bytes()).hexdigest() for name in stated} == stated


@articles
def test_lines(gold: dict[str, Any]) -> None:
    lines = raw_text(gold["id"]).split("\n")
    first, last = gold["body_line_range_0based"]
    assert lines[first].startswith(gold["body_start"])
    assert lines[last].endswith(gold["body_end"])
    furniture = [*gold["noise_lines"], *gold.get("meta_lines", [])]
    assert [line for line in furniture if line not in lines] == []
    titles = [title for title in (gold["title"], *gold.get("subtitles", [])) if title]
    assert [title for title in titles if title not in {line.lstrip("# ") for line in lines}] == []
    headings = {line.lstrip("# ") for line in body_lines(gold)}
    assert [heading for heading in gold.get("subheadings", []) if heading not in headings] == []
    outside = {line for line in lines[:first] + lines[last + 1 :] if line.strip()}
    assert {line for line in outside if line.lstrip("# ") not in titles} <= set(furniture)


@articles
def test_persons_organisations_places(gold: dict[str, Any]) -> None:
    persons = gold["persons"]
    names = [form for person in persons for form in (person["name"], *person["variants"])]
    offices = [role for person in persons for role in (person["role"], *person.get("roles", [])) if role]
    assert absent(gold, names + offices) == []
    assert absent(gold, gold["places"]) == []
    forms = {name: [bare(name), *gold["org_variants"].get(name, [])] for name in gold["organisations"]}
    assert [name for name, known in forms.items() if len(absent(gold, known)) == len(known)] == []
    assert set(gold["org_variants"]) <= set(forms)
    assert absent(gold, [variant for known in gold["org_variants"].values() for variant in known]) == []


@articles
def test_events(gold: dict[str, Any]) -> None:
    actors = {person["name"] for person in gold["persons"]} | set(gold["organisations"])
    for event in gold["events"]:
        assert event["type"] in TYPES
        assert event["status"] in STATUSES
        assert absent(gold, [word for word in (event["date_text"], event["place"]) if word]) == []
        assert set(event["parties"]) <= actors | set(gold["places"]) | set(event.get("parties_from_roles", []))
        assert {*event["participants"], *event.get("co_chairs", []), *event.get("organisers", [])} <= actors


@articles
def test_quotes_figures_relations(gold: dict[str, Any]) -> None:
    known = {person["name"] for person in gold["persons"]} | set(gold["organisations"])
    assert absent(gold, [quote["text"] for quote in gold["quotes"]]) == []
    assert {quote["speaker"] for quote in gold["quotes"]} <= known | {"unknown"}
    assert absent(gold, [figure["value"] for figure in gold["figures"]]) == []
    assert all(figure["min"] <= figure["max"] for figure in gold["figures"])
    for relation in gold["relations"]:
        assert {relation["subject"], relation["object"]} <= known | set(gold["places"])
        assert set(relation["predicates"]) <= PREDICATES


@articles
def test_every_quotation_mark_is_accounted_for(gold: dict[str, Any]) -> None:
    marked = re.findall(r"[«“”\"]\s?([^«»“”\"]+?)[\s,.]*[»“”\"]", "\n".join(body_lines(gold)))
    quoted = " ".join(quote["text"] for quote in gold["quotes"])
    assert [words for words in marked if len(words.split()) > 2 and words not in quoted] == []


def test_same_event_points_at_scored_events() -> None:
    for same in gold_of(HERE / "same_event.json"):
        types = [GOLD[article]["events"][position]["type"] for article, position in same["events"].items()]
        assert len(types) >= 2, same["id"]
        assert not {"statement", "appointment", "operation"} & set(types), same["id"]
        assert len(set(types)) == 1, same["id"]


def test_same_event_uses_no_event_twice() -> None:
    used = Counter(pair for same in gold_of(HERE / "same_event.json") for pair in same["events"].items())
    assert [pair for pair, times in used.items() if times > 1] == []


def test_same_and_different_persons_are_named_in_their_pages() -> None:
    forms = [
        (article, form)
        for same in gold_of(HERE / "same_person.json")
        for article, forms in same["forms"].items()
        for form in forms
    ]
    forms += [tuple(pair[side]) for pair in gold_of(HERE / "different_person.json") for side in ("left", "right")]
    known = {
        (article, form)
        for article, gold in GOLD.items()
        for person in gold["persons"]
        for form in (person["name"], *person["variants"])
    }
    assert [form for form in forms if form not in known] == []


def test_encodings_of_the_seeds_are_kept() -> None:
    assert (SEEDS / "fr/fr_06_copie_commission_tuniso_libyenne.txt").read_bytes().startswith(codecs.BOM_UTF8)
    for article, encoding in {"seed_fr_03": "cp1252", "seed_ar_02": "cp1256"}.items():
        data = (SEEDS / GOLD[article]["language"] / GOLD[article]["file"]).read_bytes()
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")
        assert data.decode(encoding) == raw_text(article)


def test_syndicated_copy_is_a_near_copy() -> None:
    first, second = (" ".join(body_lines(GOLD[article])).replace("’", "'") for article in ("seed_fr_05", "seed_fr_06"))
    assert first != second
    assert difflib.SequenceMatcher(None, first, second, autojunk=False).ratio() > 0.8


def test_twin_of_the_html_page_has_the_same_body() -> None:
    gold = GOLD["seed_fr_04"]
    twin = (HERE / "twins" / "fr_04_delegation_anp_otan.txt").read_text(encoding="utf-8").split("\n")
    body = body_lines(gold)
    assert [line for line in twin if line in body] == body


@pytest.mark.skipif(not SHARED.is_dir(), reason="the five pages of ../shared/seeds are not here to compare with")
@articles
def test_no_sentence_is_taken_from_the_shared_pages(gold: dict[str, Any]) -> None:
    text = raw_text(gold["id"])
    pages = [path.read_text(encoding="utf-8") for path in SHARED.glob("*.txt")]
    pieces = {piece.strip() for page in pages for piece in re.split(r"[\n.!?؟؛«»”\"]", page)}
    assert [piece for piece in pieces if len(piece) >= 60 and piece in text] == []
