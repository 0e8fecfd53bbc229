"""What becomes of a passage: a case by hand for every clause of the table in docs/passages.md.

Square brackets mark the passage in the old text, and the place where it is expected in the new one.
"""

import unicodedata

import pytest

from lessons.passages import Passage, Resolution, State, WrongPassage, resolve

FOUND, MOVED, CHANGED = State.FOUND, State.MOVED, State.CHANGED
AMBIGUOUS, ORPHANED = State.AMBIGUOUS, State.ORPHANED

TUIN = "De tuin ligt achter de school. Iedereen mag er werken, ook wie geen groene vingers heeft."
SOEP = "In Utrecht koken twintig buren elke dinsdag soep. De helft woont alleen. Daarna ruimen zij samen op."
HUUR = "De gemeente betaalt de huur. Het geld is elk jaar onzeker, zegt Fatima."
ZANG = "In Zwolle zingen dertig buren elke vrijdag. Zij treden op in de kerk. Wie wil, neemt kinderen mee."
RIT = "Wie niet kan lopen, wordt gehaald. Dat doet een chauffeur uit de straat."

HELFT = "De helft woont alleen."
S_UTRECHT = "In Utrecht koken twintig buren elke dinsdag soep."
S_ZWOLLE = "In Zwolle koken dertig buren elke vrijdag soep."


def text(*paragraphs: str) -> str:
    return "\n".join(paragraphs)


def marked(passage: str, whole: str) -> str:
    assert whole.count(passage) == 1
    return whole.replace(passage, f"[{passage}]")


def read(whole: str) -> tuple[str, int | None, int | None]:
    """A text without its brackets, and where they were."""
    if "[" not in whole:
        return whole, None, None
    start, end = whole.index("["), whole.index("]") - 1
    return whole.replace("[", "").replace("]", ""), start, end


def resolution_of(old: str, new: str) -> Resolution:
    old, start, end = read(old)
    assert start is not None
    assert end is not None
    return resolve(old, Passage(start, end, old[start:end]), read(new)[0])


ALL = text(TUIN, SOEP, HUUR, ZANG, RIT)
HALF = marked(HELFT, ALL)
SENTENCE = "Wij [koken elke dinsdag soep] voor de buurt."
LOOKALIKES = marked(
    S_UTRECHT, text(TUIN, f"{S_UTRECHT} De helft woont alleen.", HUUR, f"{S_ZWOLLE} Ook in de zomer.", RIT)
)

# ---------------------------------------------------------------- the same words at the same place in the flow
IN_PLACE = {
    "niets veranderd": (HALF, HALF),
    "alinea ervoor": (HALF, text("Dit is nieuw.", HALF)),
    "alinea erna": (HALF, text(HALF, "Dit is nieuw.")),
    "zin ervoor in de alinea": (HALF, HALF.replace("soep. [", "soep. Dat bevalt. [")),
    "zin erna in de alinea": (HALF, HALF.replace("alleen.]", "alleen.] Dat is veel.")),
    "zin ervoor vervangen": (HALF, HALF.replace(S_UTRECHT, "Elke week eten er mensen mee aan lange tafels.")),
    "zin ervoor weg": (HALF, HALF.replace(S_UTRECHT + " ", "")),
    "zin erna weg": (HALF, HALF.replace(" Daarna ruimen zij samen op.", "")),
    "heel de rest van de alinea herschreven": (
        HALF,
        text(TUIN, f"Wat opvalt aan tafel is het volgende. [{HELFT}] Niemand vertelt dat graag.", HUUR, ZANG, RIT),
    ),
    "alinea ervoor weg": (HALF, HALF.replace(TUIN + "\n", "")),
    "alinea erna weg": (HALF, HALF.replace(HUUR + "\n", "")),
    "alinea's aan beide kanten weg": (HALF, text(marked(HELFT, SOEP), ZANG, RIT)),
    "andere alinea verplaatst, ver weg": (HALF, text(marked(HELFT, SOEP), HUUR, ZANG, TUIN, RIT)),
    "laatste alinea vooraan gezet": (HALF, text(RIT, TUIN, marked(HELFT, SOEP), HUUR, ZANG)),
    "twee andere alinea's omgewisseld": (HALF, text(TUIN, marked(HELFT, SOEP), RIT, ZANG, HUUR)),
    "omgewisseld om de alinea heen": (marked("onzeker", ALL), text(TUIN, ZANG, marked("onzeker", HUUR), SOEP, RIT)),
    "alinea gesplitst voor de passage": (HALF, HALF.replace("soep. [", "soep.\n[")),
    "alinea gesplitst na de passage": (HALF, HALF.replace("alleen.] ", "alleen.]\n")),
    "alinea's samengevoegd": (HALF, HALF.replace("heeft.\n", "heeft. ").replace("op.\nDe", "op. De")),
    "zin van de passage gesplitst erna": (
        "Zij [koken samen soep], en daarna eten zij buiten.",
        "Zij [koken samen soep]. Daarna eten zij buiten.",
    ),
    "kopie van de alinea verderop": (HALF, text(HALF, SOEP)),
    "kopie van de zin in een andere alinea": (HALF, HALF.replace(RIT, f"{RIT} {HELFT}")),
    "tweeling bleef, passage ook": (
        text(marked(HELFT, SOEP), f"Bij ons ook. {HELFT}"),
        text("Vooraf.", marked(HELFT, SOEP), f"Bij ons ook. {HELFT}"),
    ),
    "tweeling weg, passage bleef": (
        text(marked(HELFT, SOEP), HUUR, f"Bij ons ook. {HELFT} Dat is veel."),
        text(marked(HELFT, SOEP), HUUR, "Bij ons ook. Dat is veel."),
    ),
    "passage is de hele alinea, andere alinea's nieuw": (marked(SOEP, ALL), marked(SOEP, text("Nieuw.", ALL))),
    "passage is de hele tekst": (f"[{SOEP}]", text("Nieuw vooraan.", f"[{SOEP}]", "Nieuw achteraan.")),
    "passage over twee alinea's": (
        text(TUIN, "Zij [koken soep.", "Daarna zingen] zij.", HUUR),
        text("Nieuw.", TUIN, "Zij [koken soep. Daarna zingen] zij.", HUUR),
    ),
    "deel van een woord": ("De [ontmoet]ingsplek is open.", "Onze nieuwe [ontmoet]ingsplek is open."),
    "één letter": ("Plan [B] ging door.", "Maar plan B? Plan [B] ging door."),
    "hoofdletters erbuiten": (SENTENCE, SENTENCE.replace("Wij", "WIJ")),
}

# ---------------------------------------------------------------- what does not change words
SAME_WORDS = {
    "gekrulde aanhalingstekens": (
        'Zij noemt het ["een huis voor de buurt"], elke dag.',
        "Zij noemt het [“een huis voor de buurt”], elke dag.",
    ),
    "lage aanhalingstekens": ("Zij [zegt “kom binnen” tegen] mij.", "Zij [zegt „kom binnen” tegen] mij."),
    "enkele aanhalingstekens": ("Zij [zegt “kom binnen” tegen] mij.", "Zij [zegt ‘kom binnen’ tegen] mij."),
    "aanhalingstekens weg": ("Zij [zegt “kom binnen” tegen] mij.", "Zij [zegt kom binnen tegen] mij."),
    "guillemets": ("Zij [zegt “kom binnen” tegen] mij.", "Zij [zegt «kom binnen» tegen] mij."),
    "weglatingsteken": ("Met [zo'n foto's avond] erbij.", "Met [zo’n foto’s avond] erbij."),
    "afgekapt lidwoord": ("Elke dag ['s avonds om acht] uur.", "Elke dag [’s avonds om acht] uur."),
    "liggend streepje": ("De [soep - altijd warm - is] gratis.", "De [soep – altijd warm – is] gratis."),
    "lang streepje": ("De [soep - altijd warm - is] gratis.", "De [soep—altijd warm—is] gratis."),
    "streepje in een woord": ("Het [sociaal-cultureel werk] groeit.", "Het [sociaal‑cultureel werk] groeit."),
    "streepje in een reeks jaren": ("In [2010-2012 begon] het.", "In [2010–2012 begon] het."),
    "minteken": ("Bij [-5 graden] ook.", "Bij [−5 graden] ook."),
    "dubbele spaties": (SENTENCE, SENTENCE.replace(" ", "  ")),
    "vaste spaties": (SENTENCE, SENTENCE.replace(" ", "\u00a0")),
    "smalle spaties": (SENTENCE, SENTENCE.replace(" ", "\u202f")),
    "tabs": (SENTENCE, SENTENCE.replace(" ", "\t")),
    "regels afgebroken": (SENTENCE, SENTENCE.replace("elke ", "elke\n")),
    "Windows-regels": (text(TUIN, SENTENCE), text(TUIN, SENTENCE).replace("\n", "\r\n")),
    "witregels": (HALF, HALF.replace("\n", "\n\n")),
    "NFD": ("Wij [zien één café] meer.", unicodedata.normalize("NFD", "Wij [zien één café] meer.")),
    "NFC": (unicodedata.normalize("NFD", "Wij [zien één café] meer."), "Wij [zien één café] meer."),
    "zacht afbreekstreepje": (SENTENCE, SENTENCE.replace("dinsdag", "dins\u00addag")),
    "zacht afbreekstreepje weg": (SENTENCE.replace("dinsdag", "dins\u00addag"), SENTENCE),
    "spatie zonder breedte": (SENTENCE, SENTENCE.replace("koken", "ko\u200bken")),
    "verbinder zonder breedte": (SENTENCE, SENTENCE.replace("koken", "ko\u2060k\ufeffen")),
    "schrijfrichting": (SENTENCE, SENTENCE.replace("koken", "ko\u200eken")),
    "komma erbij": (SENTENCE, SENTENCE.replace("koken ", "koken, ")),
    "beletselteken": ("Zij [wachten… en wachten] nog.", "Zij [wachten... en wachten] nog."),
    "alles tegelijk": (
        "„Eén [café - zo’n plek - is genoeg]”, zegt zij.",
        unicodedata.normalize("NFD", '"Eén [café\u00a0—  zo\'n p\u00adlek – is ge\u200bnoeg]", zegt zij.'),
    ),
}

# ---------------------------------------------------------------- out of the order of the rest, with its surroundings
WITH_SURROUNDINGS = {
    "alinea naar achteren": (HALF, text(TUIN, HUUR, ZANG, marked(HELFT, SOEP), RIT)),
    "alinea naar het einde": (HALF, text(TUIN, HUUR, ZANG, RIT, marked(HELFT, SOEP))),
    "alinea naar voren": (marked("treden op", ALL), text(marked("treden op", ZANG), TUIN, SOEP, HUUR, RIT)),
    "twee alinea's omgewisseld": (text(TUIN, marked(HELFT, SOEP)), text(marked(HELFT, SOEP), TUIN)),
    "eerste zin van een alinea": (marked(S_UTRECHT, ALL), text(TUIN, HUUR, ZANG, marked(S_UTRECHT, SOEP), RIT)),
    "laatste zin van een alinea": (
        marked("Daarna ruimen zij samen op.", ALL),
        text(TUIN, HUUR, ZANG, marked("Daarna ruimen zij samen op.", SOEP), RIT),
    ),
    "met kop en al": (
        text(TUIN, "Koken", f"[{SOEP}]", HUUR, ZANG, RIT),
        text(TUIN, HUUR, ZANG, RIT, "Koken", f"[{SOEP}]"),
    ),
    "omgeving onderweg wat veranderd": (
        HALF,
        text(TUIN, HUUR, ZANG, marked(HELFT, SOEP).replace("twintig", "veel"), RIT),
    ),
    "met andere aanhalingstekens": (
        text(TUIN, "Zij zegt [‘kom binnen’ tegen iedereen] die het plein oversteekt. Dat helpt.", HUUR, RIT),
        text(TUIN, HUUR, RIT, 'Zij zegt ["kom binnen" tegen iedereen] die het plein oversteekt. Dat helpt.'),
    ),
}

# ---------------------------------------------------------------- a word of the passage itself differs
EDITED = {
    "woord vervangen": (SENTENCE, SENTENCE.replace("soep", "stamppot")),
    "eerste woord vervangen": (SENTENCE, SENTENCE.replace("koken", "maken")),
    "woord erbij": (SENTENCE, SENTENCE.replace("elke", "bijna elke")),
    "woord weg": (SENTENCE, SENTENCE.replace("elke ", "")),
    "woord gesplitst": ("Het [buurthuis] is open.", "Het [buurt huis] is open."),
    "woorden samengevoegd": ("De [sport zaal is] open.", "De [sportzaal is] open."),
    "vorm van een woord": (SENTENCE, SENTENCE.replace("koken", "kookten")),
    "hoofdletter in de passage": ("Het is [het huis van de wijk] hier.", "Het is [het Huis van de Wijk] hier."),
    "accent": ("Er is [één plek voor allen] in de wijk.", "Er is [een plek voor allen] in de wijk."),
    "accent, het enige woord": ("Er is [één] plek.", "Er is [een] plek."),
    "cijfer": ("In [2012 begonnen 20 buren] ermee.", "In [2012 begonnen 25 buren] ermee."),
    "jaar": ("In [2012 begonnen 20 buren] ermee.", "In [2013 begonnen 20 buren] ermee."),
    "komma in een getal": ("Voor [1,5 euro per kop] soep.", "Voor [15 euro per kop] soep."),
    "punt in een getal": ("Voor [3.000 euro per jaar] huur.", "Voor [3,000 euro per jaar] huur."),
    "minteken weg": ("Bij [-5 graden gaan zij] door.", "Bij [5 graden gaan zij] door."),
    "procent weg": ("Van [20% van de buren] hoorden wij dat.", "Van [20 van de buren] hoorden wij dat."),
    "naam": ("Daar [kookt Fatima elke dinsdag] voor ons.", "Daar [kookt Truus elke dinsdag] voor ons."),
    "plaats": (marked(S_UTRECHT, ALL), marked(S_UTRECHT, ALL).replace("Utrecht", "Amersfoort")),
    "ontkenning erbij": (SENTENCE, SENTENCE.replace("elke", "niet elke")),
    "ontkenning weg": ("Zij [mogen niet meedoen met] ons.", "Zij [mogen meedoen met] ons."),
    "geen wordt een": ("Er is [geen plek voor de jeugd] hier.", "Er is [een plek voor de jeugd] hier."),
    "punt wordt vraagteken": (HALF, HALF.replace("alleen.]", "alleen?]")),
    "punt wordt uitroepteken": (HALF, HALF.replace("alleen.]", "alleen!]")),
    "volgorde van woorden": (SENTENCE, SENTENCE.replace("elke dinsdag soep", "soep elke dinsdag")),
    "zin ertussen": (
        marked(f"{S_UTRECHT} {HELFT}", ALL),
        marked(f"{S_UTRECHT} {HELFT}", ALL).replace("soep. De", "soep. Dat doen zij graag. De"),
    ),
    "zin eruit": (f"{TUIN}\n[{SOEP}]\n{HUUR}", f"{TUIN}\n[{SOEP.replace(HELFT + ' ', '')}]\n{HUUR}"),
    "veranderd en verplaatst": (HALF, text(TUIN, HUUR, ZANG, marked(HELFT, SOEP).replace("helft", "meerderheid"), RIT)),
    "getal veranderd en verplaatst": (
        marked(S_UTRECHT, ALL),
        text(TUIN, HUUR, ZANG, marked(S_UTRECHT, SOEP).replace("twintig", "25"), RIT),
    ),
    "omgeving ook veranderd": (HALF, HALF.replace("helft", "meerderheid").replace("twintig", "25")),
}

# ---------------------------------------------------------------- nothing tells apart, or surroundings elsewhere
UNDECIDED = {
    "alinea verdubbeld, ernaast": (HALF, text(TUIN, SOEP, SOEP, HUUR, ZANG, RIT)),
    "hele tekst verdubbeld": (HALF, text(ALL, ALL)),
    "zin verdubbeld, ernaast": (HALF, ALL.replace(HELFT, f"{HELFT} {HELFT}")),
    "van twee dezelfde naast elkaar een weg": (text(TUIN, marked(HELFT, SOEP), SOEP, HUUR), text(TUIN, SOEP, HUUR)),
    "zin naar een andere alinea": (HALF, text(TUIN, SOEP.replace(f" {HELFT}", ""), HUUR, f"{ZANG} {HELFT}", RIT)),
    "zin weg en los ergens anders": (HALF, text(TUIN, SOEP.replace(f" {HELFT}", ""), HUUR, ZANG, RIT, HELFT)),
    "omgeving verdwenen, zin ergens anders": (HALF, text(TUIN, HUUR, ZANG, f"{RIT} {HELFT}")),
    "hele alinea alleen verplaatst": (marked(SOEP, ALL), text(TUIN, HUUR, ZANG, SOEP, RIT)),
    "zin verplaatst en veranderd": (
        HALF,
        text(TUIN, SOEP.replace(f" {HELFT}", ""), HUUR, f"{ZANG} De helft woont nu alleen.", RIT),
    ),
    "lijkende zinnen omgewisseld": (
        LOOKALIKES,
        text(TUIN, f"{S_ZWOLLE} De helft woont alleen.", HUUR, f"{S_UTRECHT} Ook in de zomer.", RIT),
    ),
    "lijkende zin in haar plaats": (LOOKALIKES, read(LOOKALIKES)[0].replace(S_UTRECHT, S_ZWOLLE)),
    "alles weg behalve de woorden": (HALF, f"Iets heel anders staat hier. {HELFT} Verder niets."),
    "korte passage in een heel andere zin": (
        text(TUIN, "Elke week [eten wij] met nieuwe mensen uit de straat.", HUUR),
        text(
            TUIN, "Zonder geld van het fonds kunnen kinderen die eten wij niet geven, schrijft de penningmeester.", HUUR
        ),
    ),
}

# ---------------------------------------------------------------- gone
GONE = {
    "zin weg": (HALF, ALL.replace(f" {HELFT}", "")),
    "alinea weg": (HALF, text(TUIN, HUUR, ZANG, RIT)),
    "alles weg": (HALF, ""),
    "alles anders": (HALF, "Hier staat nu een heel ander verhaal over voetbal."),
    "zin weg, lijkende stond er al": (LOOKALIKES, read(LOOKALIKES)[0].replace(f"{S_UTRECHT} ", "")),
    "alinea weg, lijkende stond er al": (
        LOOKALIKES,
        text(TUIN, HUUR, f"{S_ZWOLLE} Ook in de zomer.", RIT),
    ),
    "zin weg, tweeling stond al elders": (
        text(marked(HELFT, SOEP), HUUR, f"Bij ons ook. {HELFT} Dat is veel.", RIT),
        text(SOEP.replace(f" {HELFT}", ""), HUUR, f"Bij ons ook. {HELFT} Dat is veel.", RIT),
    ),
    "alinea weg, tweeling stond al elders": (
        text(TUIN, marked(SOEP, SOEP), HUUR, ZANG, SOEP, RIT),
        text(TUIN, HUUR, ZANG, SOEP, RIT),
    ),
    "tweeling bleef in een veranderde alinea": (
        text(marked(HELFT, SOEP), HUUR, f"Bij ons is het niet anders. {HELFT} Dat is veel.", RIT),
        text(SOEP.replace(f" {HELFT}", ""), HUUR, f"Bij ons is het wel anders. {HELFT} Dat is erg veel.", RIT),
    ),
    "vervangen door een nieuwe zin": (HALF, ALL.replace(HELFT, "Buiten staan bakken met kruiden.")),
    "woord vervangen dat de hele passage was": (
        "Wij koken elke dinsdag [soep] voor de buurt.",
        "Wij koken elke dinsdag stamppot voor de buurt.",
    ),
    "naburige zin die net zo begint": (
        "[De buren koken soep.] De buren zingen liedjes.",
        "De buren zingen liedjes.",
    ),
    "veelvoorkomende woorden blijven over": (
        text(TUIN, "Dat is [de muziek van de straat].", HUUR),
        text(TUIN, HUUR),
    ),
}

PLACED = [
    pytest.param(state, old, new, id=f"{state}: {name}")
    for state, cases in ((FOUND, IN_PLACE | SAME_WORDS), (MOVED, WITH_SURROUNDINGS), (CHANGED, EDITED))
    for name, (old, new) in cases.items()
]
WITHOUT_PLACE = [
    pytest.param(state, old, new, id=f"{state}: {name}")
    for state, cases in ((AMBIGUOUS, UNDECIDED), (ORPHANED, GONE))
    for name, (old, new) in cases.items()
]


@pytest.mark.parametrize(("state", "old", "new"), PLACED)
def test_a_passage_has_a_place(state: State, old: str, new: str) -> None:
    assert resolution_of(old, new) == Resolution(state, *read(new)[1:])


@pytest.mark.parametrize(("state", "old", "new"), WITHOUT_PLACE)
def test_a_passage_waits_for_a_person(state: State, old: str, new: str) -> None:
    assert resolution_of(old, new) == Resolution(state)


@pytest.mark.parametrize(
    "passage", [Passage(-1, 2, "De"), Passage(0, 99, "De"), Passage(2, 2, ""), Passage(3, 1, "e"), Passage(0, 2, "Het")]
)
def test_a_passage_stands_where_it_says(passage: Passage) -> None:
    with pytest.raises(WrongPassage):
        resolve("De tuin", passage, "De tuin")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[\0]", "\0 "),
        ("a\0[b]", "\0a\0 \0[b]"),
        ("[\ud83d]x", "y [\ud83d]x"),
        ("שלום [לכולם] כאן", "היום שלום [לכולם] כאן"),
        ("Wij [👩‍🌾 tuinieren 🌱] hier.", "Ook 🌱: Wij [👩🌾 tuinieren 🌱] hier."),
        ("[e\u0301]", "x [é]"),
        ("[ ]", "  "),
        ("[\u0301]", "\u0301\u0301"),
    ],
)
def test_strange_characters_do_no_harm(old: str, new: str) -> None:
    resolution = resolution_of(old, new)

    assert resolution.state in {State.AMBIGUOUS, State.FOUND, State.CHANGED}
    if resolution.state == State.FOUND:
        assert resolution == Resolution(State.FOUND, *read(new)[1:])
