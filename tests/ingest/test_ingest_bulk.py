"""Bulk files: one record a line, bad ones set aside alone, bombs stopped."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from tasks.ingest.bulk import BadLine, Record, read_records
from tasks.ingest.files import Limits
from tasks.ingest.refusal import Refused


def read(
    tmp_path: Path, content: str | bytes, name: str = "x.jsonl", limits: Limits | None = None
) -> list[Record | BadLine]:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_records(file, limits or Limits()))


def good(tmp_path: Path, **values: object) -> Record:
    (record,) = read(tmp_path, json.dumps(values))
    assert isinstance(record, Record), record
    return record


def bad(tmp_path: Path, line: str | bytes) -> str:
    data = line.encode() if isinstance(line, str) else line
    first, second = read(tmp_path, data + b'\n{"text": "bon"}\n')
    assert isinstance(first, BadLine) and isinstance(second, Record)
    return first.reason


def test_records_and_their_columns(tmp_path: Path) -> None:
    record = good(tmp_path, id=7, text="Un texte.", language="fr-DZ", published="2024-05", outlet="L'Écho", extra=[1])
    assert (record.line, record.own_id, record.columns.language) == (1, "7", "fr")
    assert (record.columns.published, record.columns.outlet, record.columns.id) == ("2024-05", "L'Écho", None)
    assert record.page().text == "Un texte."


def test_html_records_give_their_visible_text(tmp_path: Path) -> None:
    page = good(tmp_path, html="<h1>Titre</h1><p>Un texte.</p>").page()
    assert page.text == "Titre\n\nUn texte." and "h1" in {mark.tag for mark in page.marks}
    assert good(tmp_path, html="<p>non</p>", text="oui").page().text == "oui"


def test_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    content = '\ufeff{"text": "un\u2028deux"}\r\n\r\n{"text": "trois"}'
    assert [record.line for record in read(tmp_path, content)] == [1, 3]
    assert read(tmp_path, "\n \n") == []


def test_the_hash_is_of_the_canonical_json(tmp_path: Path) -> None:
    first, second, third = read(
        tmp_path, '{"text":"é","id":"a"}\n{ "id": "a", "text": "\\u00e9" }\n{"text":"e","id":"a"}'
    )
    assert isinstance(first, Record) and isinstance(second, Record) and isinstance(third, Record)
    assert first.content_sha256 == second.content_sha256 != third.content_sha256
    assert first.content_sha256 == hashlib.sha256('{"id":"a","text":"é"}'.encode()).hexdigest()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "is no JSON"),
        ('{"text": "cut', "is no JSON"),
        ('{"text": NaN}', "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ('["text"]', "is no JSON object"),
        ("{}", "neither text nor html"),
        ('{"text": "", "html": null}', "neither text nor html"),
        ('{"text": 5}', "text: is no text"),
        ('{"text": "a", "html": ["b"]}', "html: is no text"),
        ('{"text": "a", "id": ["x"]}', "id: is neither"),
        ('{"text": "a", "id": "x\\ny"}', "an id has"),
        ('{"text": "a", "published": "hier"}', "published: 'hier' is no EDTF"),
        ('{"text": "a", "language": {}}', "language: is no text"),
        ('{"text": "a", "sha256": "' + "0" * 64 + '"}', "checksum"),
        (b'{"text": "\x00\x01\x02\x9d"}', "binary data"),
    ],
)
def test_a_bad_line_is_set_aside_alone(tmp_path: Path, line: str | bytes, reason: str) -> None:
    assert reason in bad(tmp_path, line)


def test_a_line_over_the_limit_is_set_aside_alone(tmp_path: Path) -> None:
    content = json.dumps({"text": "a" * 500}) + '\n{"text": "bon"}'
    first, second = read(tmp_path, content, limits=Limits(text_bytes=100))
    assert isinstance(first, BadLine) and "larger than the limit of 100 bytes" in first.reason
    assert isinstance(second, Record) and second.line == 2


def test_pages_without_text_are_refused_when_read(tmp_path: Path) -> None:
    for values in ({"text": " \n"}, {"html": "<script>x</script>"}, {"text": "a\x00b"}):
        with pytest.raises(Refused):
            good(tmp_path, **values).page()


def test_half_an_emoji_doesnt_break_the_warehouse(tmp_path: Path) -> None:
    (record,) = read(tmp_path, '{"text": "fin \\ud83d", "title": "\\ud83d\\ude00"}')
    assert isinstance(record, Record)
    assert record.page().text == "fin \ufffd" and record.columns.title == "\U0001f600"


def test_lines_in_another_encoding_are_told(tmp_path: Path) -> None:
    (record,) = read(tmp_path, '{"text": "réunis à Lomé"}'.encode("cp1252"))
    assert isinstance(record, Record) and record.page().text == "réunis à Lomé"


def test_gzip(tmp_path: Path) -> None:
    packed = gzip.compress(b'{"text": "un"}\n{"text": "deux"}\n')
    assert len(read(tmp_path, packed, "x.jsonl.gz")) == 2
    for damaged in (packed[:-10], b"\x1f\x8b rubbish", b'{"text": "plain"}'):
        with pytest.raises(Refused, match="can't be unpacked"):
            read(tmp_path, damaged, "x.jsonl.gz")


@pytest.mark.parametrize("newline", [b"", b"\n"])
def test_a_bomb_is_stopped_while_it_unpacks(tmp_path: Path, newline: bytes) -> None:
    bomb = gzip.compress((b" " * 999_999 + newline) * 50)
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="unpacks to more than the limit of 3,000,000 bytes"):
        read(tmp_path, bomb, "x.jsonl.gz", Limits(text_bytes=1_000_000, bulk_bytes=3_000_000))


def test_utf16_is_refused_with_a_word_of_advice(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="save bulk files as UTF-8"):
        read(tmp_path, '{"text": "un"}\n'.encode("utf-16"))
