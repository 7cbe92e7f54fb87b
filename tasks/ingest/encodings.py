"""Bytes to text, with the encoding found out: UTF-8, UTF-16, UTF-32, and the old Windows, ISO, Mac and DOS pages
in which French, English and Arabic are still met. What is no text is refused."""

import codecs
import re
from dataclasses import dataclass

from tasks.ingest.refusal import Refused


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte order mark, and the name of the encoding it came in."""

    text: str
    encoding: str


# Longest first: the mark of UTF-32 little-endian begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\x1a\x1b") + b"\x7f"
_MAX_CONTROLS = 0.01
_MAX_ODDITY = 0.15
_CLEAN = 0.02  # above this, rarer encodings are tried, too
_MAX_DAMAGE = 0.02
_MAX_STRAY = 0.02

# ISO-8859-1 is read as windows-1252, as browsers do: the C1 controls it would hold are never meant.
_DECLARABLE = {
    "cp1252": "windows-1252",
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
    "cp1256": "windows-1256",
    "iso8859-6": "iso-8859-6",
    "iso8859-15": "iso-8859-15",
    "mac-roman": "mac-roman",
}
_USUAL = ("windows-1252", "windows-1256", "iso-8859-6")  # ties go to the first
_UNUSUAL = ["mac_roman", "cp850", "cp720"]

_EXPECTED = re.compile(
    r"[\t\n\r\x20-\x7e\u00a0-\u024f\u0600-\u06ff\u0750-\u077f\u2000-\u206f\u20a0-\u20bf\u2100-\u214f\ufb50-\ufdff"
    r"\ufe70-\ufefe]"
)
_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192"
_ARABIC = "\u0621-\u063a\u0640-\u0652\u066e-\u06d3"
_LATIN_WORD = re.compile(f"[{_LATIN}]+")
_HIGH_RUN = re.compile(r"[^\x00-\x7f]{3,}")
_MIXED = re.compile(f"(?<=[{_LATIN}])[{_ARABIC}]|(?<=[{_ARABIC}])[{_LATIN}]")
_PERSIAN = re.compile("[\u067e\u0679\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06d2]")
_CAPITAL_INSIDE = re.compile("(?<=[a-z\u00df-\u00ff])[\u00c0-\u00de\u0152\u0160\u0178\u017d]")
_SYMBOL_INSIDE = re.compile(
    f"(?<=[{_LATIN}])[\u00a1-\u00a3\u00a5-\u00a7\u00a9\u00ac-\u00ae\u00b0-\u00b6\u00b9\u00bc-\u00bf\u00d7\u00f7"
    f"\u2030\u2039\u203a](?=[{_LATIN}])"
)
_SYMBOL_AFTER = re.compile(f"(?<=[{_LATIN}])[\u00a4\u00a8\u00af\u00b8\u201a\u201e\u2020\u2021]")
_NEVER = re.compile(
    "[\x80-\x84\x86-\x9f\u00d0\u00f0\u00de\u00fe\u0192\u02c6\u02dc\ufffd\u2200-\u22ff\u2500-\u25ff\u0370-\u03ff\ue000-\uf8ff]"
)
_FAULTS = (_PERSIAN, _CAPITAL_INSIDE, _SYMBOL_INSIDE, _SYMBOL_AFTER, _NEVER)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of `data` and its encoding.

    `declared` is what the page says of itself; it is believed only when the result looks like language. UTF-8 with
    a few damaged bytes keeps them as U+FFFD. Raises Refused for binary data and for text in no encoding known.
    Empty bytes give empty text in `utf-8`.
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise Refused(f"is {name}, not text")
    found = _by_mark(data) or _by_nuls(data) or _as_utf8(data) or _as_declared(data, declared) or _by_looks(data)
    if "\x00" in found.text:
        raise Refused("holds NUL characters: binary data, not text")
    return found


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding.removesuffix("-sig")), encoding)
            except UnicodeDecodeError:
                raise Refused(f"begins as {encoding} but isn't: damaged or binary") from None
    return None


def _by_nuls(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: its blanks and Latin letters hold NUL bytes, which no other text does."""
    if b"\x00" not in data:
        return None
    best = Decoded("", "")
    best_share = 0.95
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, errors="replace")
        share = len(_EXPECTED.findall(text)) / len(text)
        if share > best_share:
            best, best_share = Decoded(text, encoding), share
    if not best.encoding:
        raise Refused("holds NUL bytes: binary data, not text")
    return best


def _as_utf8(data: bytes) -> Decoded | None:
    if len(data.translate(None, _CONTROLS)) < len(data) * (1 - _MAX_CONTROLS):
        raise Refused("holds control characters: binary data, not text")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        # A page cut in the middle of a letter, or pasted together from two sources, is still UTF-8.
        text = data.decode("utf-8", errors="replace")
        damaged = text.count("\ufffd")
        whole = sum(c > "\x7f" for c in text) - damaged
        only_cut = error.reason == "unexpected end of data" and whole > 0
        return Decoded(text, "utf-8") if only_cut or damaged <= whole * _MAX_DAMAGE else None


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    try:
        name = _DECLARABLE.get(codecs.lookup(declared.strip()).name)
    except (LookupError, ValueError):
        return None
    return _plausible(data, name) if name else None


def _by_looks(data: bytes) -> Decoded:
    """Windows-1252 and 1256 give every lower-case French letter the same byte, and statistics fail on short texts.
    Orthography doesn't: no word mixes the scripts, and no French word is all accents."""
    candidates = [found for name in _USUAL if (found := _plausible(data, name))]
    if all(oddity(found.text) > _CLEAN for found in candidates):
        from charset_normalizer import from_bytes

        proposed = [match.encoding for match in from_bytes(data, cp_isolation=_UNUSUAL)]
        candidates += [found for name in proposed if (found := _plausible(data, name))]
    if not candidates and _nearly_ascii(data):
        return Decoded(data.decode("windows-1252", errors="replace"), "windows-1252")
    if not candidates:
        raise Refused("is in no encoding that could be told: save it as UTF-8")
    return min(candidates, key=lambda found: oddity(found.text))


def _plausible(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding) if oddity(text) <= _MAX_ODDITY else None


def _nearly_ascii(data: bytes) -> bool:
    """English with a stray foreign letter or two: its encoding is of no consequence, refusing it would be."""
    return sum(byte > 0x7F for byte in data) <= _MAX_STRAY * len(data)


def oddity(text: str) -> float:
    """Return how little `text` looks like French, English or Arabic: faults for each character outside ASCII.

    0.0 for clean text; well above 0.5 for text decoded in the wrong encoding. ASCII alone gives 0.0.
    """
    high = sum(c > "\x7f" for c in text)
    if not high:
        return 0.0
    faults = sum(len(pattern.findall(text)) for pattern in _FAULTS)
    faults += 2 * len(_MIXED.findall(text))
    faults += sum(_accents_too_many(word) for word in _LATIN_WORD.findall(text))
    return faults / high


def _accents_too_many(word: str) -> int:
    accents = sum(c > "\x7f" for c in word)
    return accents if accents >= 2 and (accents == len(word) or _HIGH_RUN.search(word)) else 0
