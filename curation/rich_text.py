"""Text with a small set of marks: cleaned when it comes in, so that templates may show it as it is."""

import html
import re
import unicodedata
from functools import cache
from typing import Any

import nh3

# A figure is the place of a picture, by its key; a note holds its own words, in the place that it is about.
TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "a", "br", "hr", "sup", "sub"}
TAGS |= {"figure", "note"}
ATTRIBUTES = {"a": {"href"}, "figure": {"data-picture"}}
SCHEMES = {"http", "https", "mailto"}
MOST_ROUNDS = 5
PLACE = re.compile(r'<figure data-picture="([0-9a-f]{32})"></figure>')
NOTE = re.compile(r"<note>(.*?)</note>", re.S)
NOTE_SIGN = "<note></note>"

_LOOKS_LIKE_HTML = re.compile(
    r"</?(p|h[1-6]|ul|ol|li|div|span|br|hr|strong|b|em|i|a|blockquote|table|img|script|style|figure|note)\b[^<>]*>",
    re.I,
)
_TYPED_NOTE = re.compile(r"\s*\[(?:noot|note):((?:(?!</?(?:p|h[1-6]|li|ul|ol|blockquote)>)[^\[\]])+)\]", re.I)
_BLOCKS = re.compile(r'<(/?)(note|figure|p|h[2-4]|ul|ol|li|blockquote|br|hr)((?: data-picture="[^"]*")?)>')
_NOTE_EDGES = ((re.compile(r"<note>\s+"), "<note>"), (re.compile(r"\s+</note>"), "</note>"))
_KEY = re.compile("[0-9a-f]{32}")
_TOP_HEADING = re.compile(r"<(/?)h1\b", re.I)
_SYNONYMS = ((re.compile(r"<(/?)b\b", re.I), r"<\1strong"), (re.compile(r"<(/?)i\b", re.I), r"<\1em"))
BLOCK_END = re.compile(r"</(p|h[1-6]|li|blockquote)>|<br>|<hr>")
_ENDS_WITH_BLOCK = re.compile(rf"(?:{BLOCK_END.pattern})(?:\s|</[^>]*>)*\Z")
_CLIPPED_ARTICLE = re.compile(r"^['’‘](s|t|n)[- ]", re.I)
_TAG = re.compile(r"<[^>]*>")
_PERHAPS_COMBINING = re.compile("[\u0300-\U0010ffff]+")  # nothing before it combines


def clean_html(markup: str) -> str:
    """`markup` with only the marks we know. Cleaning twice gives the same; what scripts could use is gone."""
    markup = _TOP_HEADING.sub(r"<\1h2", markup)
    for mark, ours in _SYNONYMS:
        markup = mark.sub(ours, markup)
    cleaned = _cleaned(markup)
    for _round in range(MOST_ROUNDS):  # marks that stand wrongly inside each other are read otherwise when read again
        again = _cleaned(cleaned)
        if again == cleaned:
            break
        cleaned = again
    return cleaned


def _cleaned(markup: str) -> str:
    cleaned = nh3.clean(
        markup,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    ).strip()
    return _in_their_place(cleaned) if "<note>" in cleaned or "<figure" in cleaned else cleaned


def _attribute(tag: str, _name: str, value: str) -> str | None:
    return value if tag != "figure" or _KEY.fullmatch(value) else None


def _in_their_place(markup: str) -> str:
    """Places of pictures hold nothing, notes one run of words: what else stood in them stands after, or goes."""
    depth = 0

    def mended(found: re.Match[str]) -> str:
        nonlocal depth
        is_end, name, key = found[1], found[2], found[3]
        if name == "note":
            depth += -1 if is_end else 1
            return found[0] if depth == (0 if is_end else 1) else ""
        if name == "figure":
            return f"<figure{key}></figure>" if key and not is_end and not depth else ""
        return " " if depth else found[0]

    markup = _BLOCKS.sub(mended, markup)
    for edge, without in _NOTE_EDGES:
        markup = edge.sub(without, markup)
    return markup.replace(NOTE_SIGN, "")


def from_markup(text: str) -> str:
    """Cleaned HTML from what people give: HTML, or else Markdown (of which plain text is the simplest kind).

    In both, “[noot: these words]” is a note.
    """
    text = text.strip()
    markup = text if _LOOKS_LIKE_HTML.search(text) else _markdown().render(text)
    return clean_html(_TYPED_NOTE.sub(r"<note>\1</note>", markup))


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt  # sixty modules, which those who only read do without

    return MarkdownIt("js-default", {"linkify": False, "typographer": False})


def in_reading_order(markup: str) -> str:
    """Clean markup with its notes after the rest, as `<note>…</note><br>`; an empty note stands where each was."""
    notes = NOTE.findall(markup)
    if not notes:
        return markup
    rest = NOTE.sub(NOTE_SIGN, markup)
    between = "" if _ENDS_WITH_BLOCK.search(rest) else "<br>"
    return "".join([rest, between, *(f"<note>{note}</note><br>" for note in notes)])


def text_of(markup: str) -> str:
    """The words a reader sees, one line per block; notes follow the rest. Pictures add no words."""
    return html.unescape(_TAG.sub("", BLOCK_END.sub("\n", in_reading_order(markup)))).strip()


def fold(text: str) -> str:
    """`text` without accents and case, for finding and sorting: "Súdwest-Fryslân" → "sudwest-fryslan"."""
    if text.isascii():
        return text.casefold()
    return _PERHAPS_COMBINING.sub(_without_combining, unicodedata.normalize("NFKD", text)).casefold()


def _without_combining(match: re.Match[str]) -> str:
    return "".join(char for char in match[0] if not unicodedata.combining(char))


def sort_key(title: str) -> str:
    """What a Dutch list is ordered by: folded, without signs or a clipped article before it ("’t Anker": the A)."""
    return re.sub(r"^\W+", "", fold(_CLIPPED_ARTICLE.sub("", title.strip())))[:200]
