"""A bundle as EPUB 3 (https://www.w3.org/TR/epub-33/): XHTML in a ZIP, with contents and alternative texts."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from curation.mosaic import tile_of
from publications.bundles.archive import packed
from publications.bundles.blocks import Block, Run
from publications.bundles.book import Contents
from publications.bundles.pictures import cover_of, picture_of
from publications.typesetting.drawings import colours, drawing_of

_TYPES = {
    "svg": "image/svg+xml",
    "jpg": "image/jpeg",
    "png": "image/png",
    "css": "text/css",
    "xhtml": "application/xhtml+xml",
}
_TAGS = {"heading": "h2", "subheading": "h3", "paragraph": "p"}
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
Notes = list[list[Run]]


def epub_of(contents: Contents) -> bytes:
    """The EPUB of what a bundle says; of the same contents always the same bytes."""
    pages = dict(_pages(contents))
    front = cover_of(contents)
    cover = _name_of(front) if front else "cover.svg"
    files: dict[str, bytes] = {
        "style.css": _style().encode(),
        cover: picture_of(front) if front else drawing_of(tile_of(contents["slug"])).encode(),
        "nav.xhtml": _navigation(contents, pages).encode(),
        **{name: page.encode() for name, (_title, page) in pages.items()},
    }
    for number, chapter in enumerate(contents["chapters"]):
        files[f"tile-{number}.svg"] = drawing_of(tile_of(chapter["slug"], tuple(chapter["themes"]))).encode()
        for picture in chapter["pictures"]:
            files[_name_of(picture)] = picture_of(picture)
    package = _package(contents, list(files), list(pages), cover)
    whole = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": _CONTAINER.encode(),
        "EPUB/package.opf": package.encode(),
        **{f"EPUB/{name}": data for name, data in files.items()},
    }
    return packed(whole, stored=["mimetype"])


# ---------------------------------------------------------------- pages
def _pages(contents: Contents) -> Iterator[tuple[str, tuple[str, str]]]:
    """The names of the pages in their order, with their titles and what they are."""
    words, language = contents["words"], contents["language"]
    title = contents["title"]
    makers = f"<p>{_text(', '.join(contents['makers']))}</p>" if contents["makers"] else ""
    front = cover_of(contents)
    cover = (_figure(front) if front else "") + (
        f'<p class="kind">{_text(words["bundle"])}</p><h1>{_text(title)}</h1>'
        f'<p class="lead">{_text(contents["subtitle"])}</p>{makers}<p>{_text(contents["issued"])}</p>'
    )
    yield "title.xhtml", (title, _page(title, language, cover))
    if contents["foreword"]["blocks"]:
        body = f"<h1>{_text(words['foreword'])}</h1>" + _prose(contents["foreword"], (), words)
        yield "foreword.xhtml", (words["foreword"], _page(words["foreword"], language, body))
    for number, chapter in enumerate(contents["chapters"]):
        yield (
            f"chapter-{number}.xhtml",
            (chapter["title"], _page(chapter["title"], chapter["language"], _chapter(number, chapter, words))),
        )
    if contents["address"]:
        address = contents["address"]
        body = (
            f"<h1>{_text(words['colophon'])}</h1><p>{_text(words['made'])} {_text(contents['made'])}.</p>"
            f"<p>{_text(words['permanent'])} <a href={_attribute(address)}>{_text(address)}</a></p>"
        )
        yield "colophon.xhtml", (words["colophon"], _page(words["colophon"], language, body))


def _page(title: str, language: str, body: str) -> str:
    tongue = _attribute(language)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang={tongue}'
        f' xml:lang={tongue}><head><meta charset="utf-8"/><title>{_text(title)}</title>'
        f'<link rel="stylesheet" href="style.css"/></head><body>{body}</body></html>'
    )


def _chapter(number: int, chapter: Mapping[str, Any], words: Mapping[str, str]) -> str:
    placed = {block["picture"] for block in chapter["blocks"] if block["kind"] == "picture"}
    others = [picture for picture in chapter["pictures"] if picture["key"] not in placed]
    parts = [
        f'<p class="kind">{_text(chapter["place"])}</p><h1>{_text(chapter["title"])}</h1>',
        f'<p><img class="tile" src="tile-{number}.svg" alt=""/></p>',
        f'<p class="lead">{_text(chapter["summary"])}</p>' if chapter["summary"] else "",
        f"<aside>{_blocks(chapter['remark'], ())}</aside>" if chapter.get("remark") else "",
        *map(_figure, others[:1]),
        _prose(chapter, chapter["pictures"], words),
        *map(_figure, others[1:]),
        *(_connection(each) for each in chapter["connections"]),
        _facts(chapter["facts"], words),
        _sources(chapter["sources"], words),
        f"<h2>{_text(words['cite'])}</h2><p>{_text(chapter['citation'])}</p>" if chapter["citation"] else "",
    ]
    return "".join(parts)


def _connection(said: Mapping[str, Any]) -> str:
    if not said["blocks"] and not said["state"]:
        return ""
    state = f"<p><em>{_text(said['state'])}</em></p>" if said["state"] else ""
    return f"<h2>{_text(said['label'])}</h2>{_blocks(said['blocks'], ())}{state}"


def _facts(facts: Iterable[Mapping[str, Any]], words: Mapping[str, str]) -> str:
    rows = "".join(
        f"<dt>{_text(fact['label'])}</dt><dd>{_text('; '.join(fact['values']))}"
        f"{' ' if fact['values'] and fact['state'] else ''}"
        f"{'<em>' + _text(fact['state']) + '</em>' if fact['state'] else ''}</dd>"
        for fact in facts
    )
    return f"<h2>{_text(words['at_a_glance'])}</h2><dl>{rows}</dl>" if rows else ""


def _sources(sources: Iterable[Mapping[str, Any]], words: Mapping[str, str]) -> str:
    items = "".join(
        "<li>"
        + (f"<a href={_attribute(each['url'])}>{_text(each['title'])}</a>" if each["url"] else _text(each["title"]))
        + (f" ({each['year']})" if each["year"] else "")
        + "</li>"
        for each in sources
    )
    return f"<h2>{_text(words['sources'])}</h2><ul>{items}</ul>" if items else ""


def _prose(said: Mapping[str, Any], pictures: Iterable[Mapping[str, str]], words: Mapping[str, str]) -> str:
    notes: Notes = said["notes"]
    body = _blocks(said["blocks"], list(pictures))
    if not notes:
        return body
    items = "".join(
        f'<aside epub:type="footnote" id="note-{number}"><p>{number}. {_runs(note)}</p></aside>'
        for number, note in enumerate(notes, start=1)
    )
    return f'{body}<section epub:type="footnotes"><h2>{_text(words["notes"])}</h2>{items}</section>'


# ---------------------------------------------------------------- what people wrote
def _blocks(blocks: Iterable[Block], pictures: Iterable[Mapping[str, str]]) -> str:
    by_key = {picture["key"]: picture for picture in pictures}
    return "".join(_block(block, by_key) for block in blocks)


def _block(block: Block, pictures: Mapping[str, Mapping[str, str]]) -> str:
    kind = block["kind"]
    if kind in {"list", "numbered"}:
        tag = "ul" if kind == "list" else "ol"
        items = "".join(f"<li>{_blocks(item, pictures.values())}</li>" for item in block["items"])
        return f"<{tag}>{items}</{tag}>"
    if kind == "quotation":
        return f"<blockquote>{_blocks(block['blocks'], pictures.values())}</blockquote>"
    if kind == "picture":
        return _figure(pictures[block["picture"]]) if block["picture"] in pictures else ""
    return "<hr/>" if kind == "rule" else f"<{_TAGS[kind]}>{_runs(block['runs'])}</{_TAGS[kind]}>"


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.get("note"):
        return f'<a epub:type="noteref" href="#note-{run["note"]}">{run["note"]}</a>'
    said = "<br/>" if run["text"] == "\n" else _text(run["text"])
    for manner, tag in (("lowered", "sub"), ("raised", "sup"), ("emphasis", "em"), ("strong", "strong")):
        said = f"<{tag}>{said}</{tag}>" if run.get(manner) else said
    return f"<a href={_attribute(run['link'])}>{said}</a>" if run.get("link") else said


def _figure(picture: Mapping[str, str]) -> str:
    below = " · ".join(each for each in (picture["caption"], picture["credit"]) if each)
    caption = f"<figcaption>{_text(below)}</figcaption>" if below else ""
    return f'<figure><img src="{_name_of(picture)}" alt={_attribute(picture["alternative"])}/>{caption}</figure>'


def _name_of(picture: Mapping[str, str]) -> str:
    return f"picture-{picture['key']}-{picture['name']}"


# ---------------------------------------------------------------- around the pages
def _navigation(contents: Contents, pages: Mapping[str, tuple[str, str]]) -> str:
    items = "".join(f'<li><a href="{name}">{_text(title)}</a></li>' for name, (title, _page) in pages.items())
    body = f'<nav epub:type="toc" id="toc"><h1>{_text(contents["words"]["contents"])}</h1><ol>{items}</ol></nav>'
    return _page(contents["words"]["contents"], contents["language"], body)


def _package(contents: Contents, files: list[str], pages: list[str], cover: str) -> str:
    made = f"{contents['date'] or '2020-01-01'}T00:00:00Z"
    identity = uuid5(NAMESPACE_URL, contents["address"] or f"wijk:{contents['slug']}")
    makers = "".join(f"<dc:creator>{_text(each)}</dc:creator>" for each in contents["makers"])
    manifest = "".join(
        f'<item id="{_id(name)}" href="{name}" media-type="{_TYPES[name.rsplit(".", 1)[1]]}"'
        f"{_properties(name, cover)}/>"
        for name in files
    )
    spine = "".join(f'<itemref idref="{_id(name)}"/>' for name in ("nav.xhtml", *pages))
    tongue = _attribute(contents["language"])
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang={tongue}>'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{identity}</dc:identifier><dc:title>{_text(contents["title"])}</dc:title>'
        f"<dc:language>{_text(contents['language'])}</dc:language>{makers}"
        f'<meta property="dcterms:modified">{made}</meta>'
        '<meta property="schema:accessMode">textual</meta><meta property="schema:accessMode">visual</meta>'
        '<meta property="schema:accessModeSufficient">textual</meta>'
        '<meta property="schema:accessibilityFeature">alternativeText</meta>'
        '<meta property="schema:accessibilityFeature">tableOfContents</meta>'
        '<meta property="schema:accessibilityHazard">none</meta>'
        f"</metadata><manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )


def _properties(name: str, cover: str) -> str:
    found = {"nav.xhtml": ' properties="nav"', cover: ' properties="cover-image"'}
    return found.get(name, "")


def _id(name: str) -> str:
    return f"id-{name.replace('.', '-')}"


def _style() -> str:
    paint = colours()
    return (
        f"body{{font-family:Literata,Georgia,serif;line-height:1.55;color:{paint['door']}}}"
        f"h1,h2,h3,dt,.kind{{font-family:Archivo,'Arial Narrow',sans-serif;line-height:1.15}}"
        f"a{{color:{paint['brick-deep']}}}.lead{{font-size:1.15em}}.tile{{width:6em}}img{{max-width:100%}}"
        f"blockquote{{border-left:.4em solid {paint['sun']};margin-left:0;padding-left:1em}}"
        "dt{font-weight:700}dd{margin:0 0 .5em}figure{margin:1.5em 0}figcaption{font-size:.85em}"
    )


def _text(text: str) -> str:
    return escape("".join(sign for sign in text if sign in "\n\t" or (sign >= " " and sign not in "\ufffe\uffff")))


def _attribute(text: str) -> str:
    return quoteattr("".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff"))
