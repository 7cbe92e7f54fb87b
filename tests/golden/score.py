"""Score a published warehouse against gold annotations: score.py WAREHOUSE.duckdb GOLD_DIR [--json] [--misses].

Reads only the views of schema `out`, read-only, and the gold JSON files whose `file` stem or `id`
equals an article_id. Prints precision, recall and F1 per fact type and language, and the rates that have no F1
(language, noise removed, body kept, offsets exact, speaker, slots of a matched event). Needs only duckdb.

Matching is lenient on spelling (case, accents, Arabic letter variants, titles, 0.85 similarity) and strict on substance:
a person predicted from page furniture counts against precision, an event matches one gold event at most.
"""
from __future__ import annotations

import argparse
import collections
import difflib
import json
import pathlib
import re
import sys
import unicodedata

import duckdb

ARABIC_FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": ""})
HONORIFICS = set("m mme mr mrs ms monsieur madame le la les l general colonel lieutenant ambassadeur السيد السيده الوزير الدكتور".split())
RANK = set("adjoint vice deputy assistant ancien ancienne ex former acting مساعد مساعده نائب سابق السابق سابقا".split())
GATHERING = {"meeting", "session", "conference", "visit"}


def fold(text: str | None, drop: set[str] = HONORIFICS) -> str:
    """Case, accents, Arabic letter variants, punctuation and `drop`ped words folded away; tokens joined by one space."""
    text = unicodedata.normalize("NFKD", (text or "").casefold().translate(ARABIC_FOLD))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(t for t in re.findall(r"\w+", text.translate(ARABIC_FOLD)) if t not in drop)


def alike(a: str | None, b: str | None, threshold: float = 0.85) -> bool:
    """Same name for scoring: equal, one at least half of the other and contained in it as whole tokens, or similar in spelling."""
    a, b = fold(a), fold(b)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if f" {short} " in f" {long} " and 2 * len(short.split()) >= len(long.split()):
        return True
    return difflib.SequenceMatcher(None, a, b).ratio() >= threshold


def overlap(a: str, b: str) -> float:
    """Share of the gold tokens (b) found in a; none if a word that changes the rank (deputy, former …) is missing."""
    found, gold = (set(fold(x, drop=set()).split()) for x in (a, b))
    return len(gold & found) / len(gold) if gold and RANK & gold <= found else 0.0


def edtf_compatible(predicted: str | None, gold: str | None) -> bool:
    """True if the report is dated as the gold is: no vaguer than its month, and open where the gold leaves it open."""
    if not gold:
        return not predicted or not re.match(r"\d{4}", str(predicted))
    if not predicted:
        return False
    p, g = (re.sub(r"[~?%]", "", str(x).split("/")[0])[:10].split("-") for x in (predicted, gold))
    if len(g) > 1 and g[1].isdigit() and int(g[1]) > 12:  # an EDTF season: any month or the season itself will do
        g = g[:1]
    return len(p) >= min(2, len(g)) and all(x == y for x, y in zip(p, g))


def pair_up(predicted: list, gold: list, same) -> list[tuple[int, int]]:
    """Greedy one-to-one matching; `same(p, g)` returns a score, 0 for no match."""
    scored = sorted(((same(p, g), i, j) for i, p in enumerate(predicted) for j, g in enumerate(gold)), reverse=True)
    used_p, used_g, pairs = set(), set(), []
    for score, i, j in scored:
        if score and i not in used_p and j not in used_g:
            used_p.add(i)
            used_g.add(j)
            pairs.append((i, j))
    return pairs


class Tally:
    """Counts per (layer, language): matched, predicted, gold for F1 layers; hit, total for rates."""

    def __init__(self):
        self.f1 = collections.defaultdict(lambda: [0, 0, 0])
        self.rate = collections.defaultdict(lambda: [0, 0])
        self.misses: list[str] = []
        self.events: dict[tuple[str, int], str] = {}  # (article, position in its gold events) → the predicted event_id

    def add_f1(self, layer, language, matched, predicted, gold):
        for key in {(layer, language), (layer, "all")}:
            for k, v in enumerate((matched, predicted, gold)):
                self.f1[key][k] += v

    def add_rate(self, layer, language, hit, total=1):
        for key in {(layer, language), (layer, "all")}:
            self.rate[key][0] += hit
            self.rate[key][1] += total


def load_gold(folder: pathlib.Path) -> dict[str, dict]:
    gold = {}
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(data, dict) and "language" in data:
            gold[pathlib.Path(data.get("file") or str(data["id"])).stem] = data
    return gold


class Warehouse:
    def __init__(self, path):
        self.con = duckdb.connect(str(path), read_only=True)
        names = collections.defaultdict(set)
        for entity_id, name in self.con.execute("select entity_id, name from out.entity_name").fetchall():
            names[entity_id].add(name)
        for row in self.rows("select entity_id, name, name_fr, name_ar, name_en from out.entity"):
            names[row["entity_id"]] |= {row[k] for k in ("name", "name_fr", "name_ar", "name_en") if row[k]}
        self.names = names
        self.mechanisms = {r["entity_id"] for r in self.rows("select entity_id from out.entity where kind = 'mechanism'")}
        columns = collections.defaultdict(set)
        for r in self.rows("select table_name, column_name from information_schema.columns where table_schema = 'out'"):
            columns[r["table_name"]].add(r["column_name"])
        text = {"block": "text", "sentence": "text"}
        self.placed = [(v, text.get(v, "surface")) for v, c in sorted(columns.items()) if {"article_id", text.get(v, "surface"), "raw_start", "raw_end"} <= c]

    def rows(self, sql, *params):
        cursor = self.con.execute(sql, list(params))
        columns = [c[0] for c in cursor.description]
        return [dict(zip(columns, r)) for r in cursor.fetchall()]


def score_entities(w, t, article, gold, kind, layer, gold_items):
    language = gold["language"]
    surfaces = collections.defaultdict(set)
    for row in w.rows("select entity_id, surface, kind from out.mention where article_id = ?", article):
        kinds = {"organisation": {"organisation", "mechanism"}}.get(kind, {kind})
        if row["kind"] in kinds:
            surfaces[row["entity_id"]].add(row["surface"])
    predicted = list(surfaces.items())

    def same(p, g):
        forms = [g["name"], *g["variants"]]
        return max((2 if fold(s) == fold(f) else 1 for s in p[1] | w.names[p[0]] for f in forms if alike(s, f)), default=0)

    pairs = pair_up(predicted, gold_items, same)
    hit = {i for i, _ in pairs}
    counted = [i for i, p in enumerate(predicted) if i in hit or p[0] not in w.mechanisms]  # gold lists main mentions only
    t.add_f1(layer, language, len(pairs), len(counted), len(gold_items))
    matched_p, matched_g = {i for i, _ in pairs}, {j for _, j in pairs}
    t.misses += [f"{article} {layer} missed: {g['name']}" for j, g in enumerate(gold_items) if j not in matched_g]
    t.misses += [f"{article} {layer} spurious: {' | '.join(sorted(p[1]))[:90]}" for i, p in enumerate(predicted) if i not in matched_p]
    return {gold_items[j]["name"]: predicted[i][0] for i, j in pairs}


def score_events(w, t, article, gold):
    language = gold["language"]
    predicted = w.rows("""
        select e.event_id, e.event_type, any_value(e.title) title, any_value(e.mechanism) mechanism, any_value(e.place_id) place_id,
               any_value(coalesce(r.place, e.place)) place, any_value(coalesce(r.session_number, e.session_number)) session_number,
               any_value(coalesce(r.status, e.status)) status, max(r.date_edtf) date_edtf
        from out.event e join out.event_report r using (event_id) where r.article_id = ? group by all""", article)
    for p in predicted:
        p["participants"] = w.rows("select entity_id, name, part from out.event_participant where event_id = ?", p["event_id"])
        p["who"] = set().union(*[{x["name"]} | w.names[x["entity_id"]] for x in p["participants"]] or [set()])
    statements = [e for e in gold["events"] if e["type"] == "statement"]
    events = [e for e in gold["events"] if e["type"] != "statement"]
    core = [p for p in predicted if p["event_type"] not in ("statement", "appointment", "operation")]

    def same(p, g):
        types = {g["type"], g.get("also_type")} - {None}
        if p["event_type"] in types:
            score = 3.0
        elif p["event_type"] in GATHERING and types & GATHERING:
            score = 1.0
        else:
            return 0
        if g.get("date") and p["date_edtf"] and not edtf_compatible(p["date_edtf"], g["date"]):
            score -= 1
        wanted = [*g.get("parties", []), *g.get("participants", [])]
        hits = sum(any(alike(n, x) for n in p["who"]) for x in wanted)
        titles = max(overlap(p["title"] or "", g["title"]), overlap(p.get("mechanism") or "", g["title"]))
        if wanted and not hits and titles < 0.4:
            return 0
        return score + 2 * hits / max(len(wanted), 1) + 2 * titles + (g.get("ordinal") is not None and p["session_number"] == g["ordinal"]) * 2

    pairs = pair_up(core, events, same)
    found = {j for _, j in pairs}
    counted = [i for i, p in enumerate(core) if i in {i for i, _ in pairs} or p["status"] != "mentioned"]
    t.add_f1("event", language, len(pairs), len(counted), sum(j in found or not g.get("optional") for j, g in enumerate(events)))
    order = [k for k, e in enumerate(gold["events"]) if e["type"] != "statement"]
    t.events |= {(article, order[j]): core[i]["event_id"] for i, j in pairs}
    for i, j in pairs:
        p, g = core[i], events[j]
        t.add_rate("event type", language, p["event_type"] in {g["type"], g.get("also_type")})
        t.add_rate("event date", language, edtf_compatible(p["date_edtf"], g.get("date")))
        if g.get("ordinal") is not None:
            t.add_rate("event session number", language, p["session_number"] == g["ordinal"])
        if g.get("place"):
            forms = {p["place"] or "", *(w.names[p["place_id"]] if p["place_id"] else ())}
            t.add_rate("event place", language, any(alike(f, g["place"]) for f in forms))
        wanted = [*g.get("parties", []), *g.get("participants", [])]
        t.add_rate("event participants", language, sum(any(alike(n, x) for n in p["who"]) for x in wanted), len(wanted))
        known = [*wanted, *g.get("organisers", []), *g.get("co_chairs", []), *gold["organisations"], *(x["name"] for x in gold["persons"] if x["name"] in wanted)]
        t.add_rate("event participants precision", language, sum(any(alike(n, k) for n in {x["name"]} | w.names[x["entity_id"]] for k in known) for x in p["participants"]), len(p["participants"]))
        if "planned" in (g.get("status"), p["status"]):
            t.add_rate("event planned", language, g.get("status") == p["status"])
    t.misses += [f"{article} event missed: {g['type']} {g['title'][:70]}" for j, g in enumerate(events) if j not in found and not g.get("optional")]
    hit = {i for i, _ in pairs}
    t.misses += [f"{article} event spurious: {p['event_type']} {(p['title'] or '')[:70]}" for i, p in enumerate(core) if i in counted and i not in hit]
    if statements:
        t.add_rate("statement found", language, any(p["event_type"] == "statement" for p in predicted))


def score_quotes(w, t, article, gold):
    language, quotes = gold["language"], gold.get("quotes", [])
    predicted = w.rows("select * from out.quote where article_id = ? and form <> 'indirect'", article)

    def same(p, g):
        a, b = fold(p["text"]), fold(g["text"])[:45]
        return 1 if b and (b in a or (len(a) > 20 and a[:45] in fold(g["text"])) or difflib.SequenceMatcher(None, a[: len(b)], b).ratio() > 0.85) else 0

    pairs = pair_up(predicted, quotes, same)
    complete = str(gold["id"]).startswith("seed")
    t.add_f1("quote", language, len(pairs), len(predicted) if complete else len(pairs), len(quotes))
    for i, j in pairs:
        p, g = predicted[i], quotes[j]
        forms = {p["speaker"] or "", *(w.names[p["speaker_id"]] if p["speaker_id"] else ())}
        t.add_rate("quote speaker", language, any(alike(f, s) or overlap(f, s) >= 0.5 for f in forms for s in [g["speaker"], *g.get("speaker_variants", [])]))
    matched = {j for _, j in pairs}
    t.misses += [f"{article} quote missed: {g['text'][:60]}" for j, g in enumerate(quotes) if j not in matched]


def score_figures(w, t, article, gold):
    language, figures = gold["language"], [f for f in gold.get("figures", []) if f.get("min") is not None]
    predicted = w.rows("select * from out.figure where article_id = ?", article)

    def close(x, y):
        return x is not None and abs(float(x) - y) <= 0.01 * max(abs(y), 1)

    pairs = pair_up(predicted, figures, lambda p, g: 1 if close(p["value_min"], g["min"]) and close(p["value_max"], g.get("max", g["min"])) else 0)
    t.add_rate("figure recall", language, len(pairs), len(figures))
    if str(gold["id"]).startswith("seed"):
        t.add_f1("figure", language, len(pairs), len(predicted), len(figures))
    matched = {j for _, j in pairs}
    t.misses += [f"{article} figure missed: {f['value']} {f['what'][:50]}" for j, f in enumerate(figures) if j not in matched]


def score_relations(w, t, article, gold):
    predicted = w.rows("select * from out.relation where article_id = ?", article)
    for g in gold.get("relations", []):
        objects = [g["object"], *g.get("object_variants", [])]
        hit = any(
            p["predicate"] in g["predicates"]
            and any(alike(n, g["subject"]) for n in {p["subject"]} | w.names[p["subject_id"]])
            and any(alike(n, o) for n in {p["object"]} | w.names[p["object_id"]] for o in objects)
            for p in predicted
        )
        t.add_rate("relation recall", gold["language"], hit)
        if not hit:
            t.misses.append(f"{article} relation missed: {g['subject']} {g['predicates'][0]} {g['object']}")


def score_article(w, t, article, gold):
    language = gold["language"]
    page = w.rows("select * from out.article where article_id = ?", article)
    t.add_rate("loaded", language, bool(page))
    if not page:
        t.misses.append(f"{article} not loaded")
        if not gold.get("cleaning_only"):
            counts = {"person": "persons", "organisation": "organisations", "place": "places", "quote": "quotes"}
            for layer, key in counts.items():
                t.add_f1(layer, language, 0, 0, len(gold[key]))
            t.add_f1("event", language, 0, 0, sum(e["type"] != "statement" and not e.get("optional") for e in gold["events"]))
        return
    page = page[0]
    t.add_rate("language", language, page["language"] == language)
    kept = {fold(x) for r in w.rows("select text from out.block where article_id = ? and kept", article) for x in r["text"].split("\n")}
    lines = page["raw_text"].split("\n")
    first, last = gold.get("body_line_range_0based") or (None, None)
    noise = [n for n in gold.get("noise_lines", []) if fold(n)]
    t.add_rate("noise removed", language, sum(fold(n) not in kept or lines.count(n) > 1 and fold(n) == fold(gold.get("title")) for n in noise), len(noise))
    if first is not None:
        furniture = {fold(n) for n in noise}
        body = [x for x in lines[first : last + 1] if fold(x) and fold(x) not in furniture]
        joined = " ".join(kept)
        t.add_rate("body kept", language, sum(fold(x) in joined for x in body), len(body))
    for view, column in w.placed:
        for r in w.rows(f"select {column} s, raw_start a, raw_end b from out.{view} where article_id = ?", article):
            exact = page["raw_text"][r["a"] : r["b"]] == r["s"]
            t.add_rate("offsets exact", language, exact)
            if not exact:
                t.misses.append(f"{article} {view} offset: {r['s'][:60]!r} at {r['a']}")
    if gold.get("cleaning_only"):
        return
    variants = gold.get("org_variants", {})
    people = [{"name": p["name"], "variants": p.get("variants", [])} for p in gold["persons"]]
    found = score_entities(w, t, article, gold, "person", "person", people)
    for p in gold["persons"]:
        if p.get("role") and p["name"] in found:
            titles = w.rows("select title, organisation from out.role where article_id = ? and person_id = ?", article, found[p["name"]])
            t.add_rate("role", language, overlap(" ".join(f"{r['title']} {r['organisation'] or ''}" for r in titles), p["role"]) >= 0.6)
    score_entities(w, t, article, gold, "organisation", "organisation", [{"name": o, "variants": variants.get(o, []) + re.findall(r"\(([^)]+)\)", o)} for o in gold["organisations"]])
    score_entities(w, t, article, gold, "place", "place", [{"name": p, "variants": []} for p in gold["places"] if "(" not in p])
    score_events(w, t, article, gold)
    score_quotes(w, t, article, gold)
    score_figures(w, t, article, gold)
    score_relations(w, t, article, gold)


def score_identity(w, t, folder, gold):
    """One person or event under several names, articles and languages → one id; two persons of the file never share one."""
    stems = {str(g["id"]): stem for stem, g in gold.items()}
    events = folder / "same_event.json"
    for same in json.loads(events.read_text(encoding="utf-8")) if events.exists() else []:
        if "events" in same:
            ids = [t.events.get((stems.get(d, d), k)) for d, k in same["events"].items()]
            t.add_rate("one id per event", "all", None not in ids and len(set(ids)) == 1)
            if None in ids or len(set(ids)) > 1:
                t.misses.append(f"event {same['id']}: ids {ids}")
    path = folder / "same_person.json"
    if not path.exists():
        return
    loaded = {r["article_id"] for r in w.rows("select article_id from out.article")}
    seen: dict[str, str] = {}
    for person in json.loads(path.read_text(encoding="utf-8")):
        docs = {stems.get(d, d): forms for d, forms in person["forms"].items() if stems.get(d, d) in loaded}
        ids = set()
        for article, forms in docs.items():
            rows = w.rows("select entity_id, surface from out.mention where article_id = ? and kind = 'person'", article)
            ids |= {r["entity_id"] for r in rows if any(alike(r["surface"], f) for f in forms)}
        if ids:
            t.add_rate("ids not shared by two persons", "all", not any(i in seen for i in ids))
            seen |= dict.fromkeys(ids, person["id"])
        if sum(len(forms) for forms in docs.values()) < 2:
            continue
        t.add_rate("one id per person", "all", len(ids) == 1)
        if len(ids) != 1:
            t.misses.append(f"person {person['id']}: ids {sorted(ids)}")


def score(warehouse: pathlib.Path, folder: pathlib.Path) -> tuple[dict, list[str]]:
    """Return the figures by `layer [language]` (f1, precision, recall, gold; or rate, of) and what was missed."""
    w, t, gold = Warehouse(warehouse), Tally(), load_gold(folder)
    for article, annotation in gold.items():
        score_article(w, t, article, annotation)
    score_identity(w, t, folder, gold)
    report = {}
    for (layer, language), (m, p, g) in sorted(t.f1.items()):
        precision, recall = m / p if p else 0.0, m / g if g else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        report[f"{layer} [{language}]"] = {
            "f1": round(f1, 3), "precision": round(precision, 3), "recall": round(recall, 3), "gold": g,
        }  # fmt: skip
    for (layer, language), (hit, total) in sorted(t.rate.items()):
        if total:
            report[f"{layer} [{language}]"] = {"rate": round(hit / total, 3), "of": total}
    return report, t.misses


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("warehouse", "gold"):
        parser.add_argument(name, type=pathlib.Path)
    for flag in ("--json", "--misses"):
        parser.add_argument(flag, action="store_true")
    args = parser.parse_args()
    report, misses = score(args.warehouse, args.gold)
    if args.json:
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        for name, figures in report.items():
            print(f"{name:34}", "  ".join(f"{k} {v}" for k, v in figures.items()))
    if args.misses:
        print(*misses, sep="\n", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
