"""What becomes of a passage: a case by hand for every clause of the table in docs/passages.md.

Square brackets mark the passage in the old text, and the place where it is expected in the new one.
"""

import unicodedata

import pytest

from lessons.passages import Passage, Resolution, State, WrongPassage, resolve, resolve_all

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


REFREIN = "Samen sterk."
STOELEN = "De zaal is klein. Er passen dertig stoelen in. Buiten ligt een terras. In mei gaat het open."

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
    "refrein, het middelste": (
        text(REFREIN, TUIN, f"[{REFREIN}]", SOEP, REFREIN),
        text("Nieuw.", REFREIN, TUIN, f"[{REFREIN}]", SOEP, REFREIN),
    ),
    "refrein, het eerste weg": (
        text(REFREIN, TUIN, f"[{REFREIN}]", SOEP, REFREIN),
        text(TUIN, f"[{REFREIN}]", SOEP, REFREIN),
    ),
    "zelfde beginzin van een alinea die weg is": (
        text("Dit is het doel. Wij helpen.", TUIN, "[Dit is het doel.] Zij helpen niet mee.", HUUR),
        text(TUIN, "[Dit is het doel.] Zij helpen niet mee.", HUUR),
    ),
    "nummers van een lijst opgeschoven": (
        text("Nodig:", "1. [een hamer]", "2. spijkers"),
        text("Nodig:", "1. een zaag", "2. [een hamer]", "3. spijkers"),
    ),
    "lijst wordt zin": (text("Nodig:", "- [soep", "- brood]", "Klaar."), text("Nodig: [soep, brood].", "Klaar.")),
    "kleinste deel van de tekst naar achteren": (
        marked("Wie niet kan lopen", ALL),
        text(HUUR, ZANG, marked("Wie niet kan lopen", RIT), TUIN, SOEP),
    ),
    "zinnen erna omgewisseld": (
        text(TUIN, marked("De zaal is klein.", STOELEN), HUUR),
        text(
            TUIN, "[De zaal is klein.] Er passen dertig stoelen in. In mei gaat het open. Buiten ligt een terras.", HUUR
        ),
    ),
    "lijkende zin ernaast weg": (
        text(TUIN, f"{S_ZWOLLE} [{S_UTRECHT}] Dat is druk.", HUUR),
        text(TUIN, f"[{S_UTRECHT}] Dat is druk.", HUUR),
    ),
    "kopie geciteerd in een nieuwe alinea": (HALF, text(HALF, f"In de krant stond het ook. {HELFT} Aldus een buur.")),
    "zinsteken erbuiten": (
        "Wie komt? [Kan dat nog een jaar]? Dat is zo.",
        "Wie komt? [Kan dat nog een jaar]. Dat is zo.",
    ),
    "ontkenning erbuiten": ("Zij [betalen de huur]. Dat is zo.", "Zij [betalen de huur] niet. Dat is zo."),
    "buiten het basisvlak ervoor": ("Wij [koken 🍲 samen] hier.", "👩‍👩‍👧 𝒳 Wij [koken 🍲 samen] hier."),
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
    "guillemets met spaties": ("Zij [zegt “kom binnen” tegen] mij.", "Zij [zegt « kom binnen » tegen] mij."),
    "twee enkele voor een dubbel": ("Zij [zegt “kom binnen” tegen] mij.", "Zij [zegt ''kom binnen'' tegen] mij."),
    "gravis als weglatingsteken": ("Er hangen [foto's van vroeger] hier.", "Er hangen [foto`s van vroeger] hier."),
    "aanhalingsteken na de punt": ("Zij zei [“kom maar”. Toen lachte] zij.", "Zij zei [“kom maar.” Toen lachte] zij."),
    "aanhalingstekens om de passage": (
        "Dit is [een echte broedplaats] hier.",
        "Dit is ‘[een echte broedplaats]’ hier.",
    ),
    "streepjes worden komma's": ("De [kas - ooit een stal - is warm].", "De [kas, ooit een stal, is warm]."),
    "haakjes erbij": ("Daar [blijven buren vaak alleen hier wonen].", "Daar [blijven buren (vaak alleen) hier wonen]."),
    "verbinder zonder breedte in een woord": (
        "De [ontmoetingsplek trekt] aan.",
        "De [ontmoetings\u200dplek trekt] aan.",
    ),
    "NFD ervoor en erin": (
        "Cliënten [zien één café] meer.",
        unicodedata.normalize("NFD", "Cliënten [zien één café] meer."),
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
    "deel van een zin die in haar alinea verschoof": (
        text(TUIN, marked("passen dertig", STOELEN), HUUR),
        text(
            TUIN, "De zaal is klein. Buiten ligt een terras. In mei gaat het open. Er [passen dertig] stoelen in.", HUUR
        ),
    ),
    "kleinste deel van de tekst naar voren": (
        marked("treden op", ALL),
        text(marked("treden op", ZANG), RIT, TUIN, SOEP, HUUR),
    ),
    "onderweg aan een andere alinea geplakt": (HALF, text(TUIN, HUUR, ZANG, f"{RIT} {marked(HELFT, SOEP)}")),
    "onderweg een buurzin kwijt": (
        HALF,
        text(TUIN, HUUR, ZANG, RIT, marked(HELFT, SOEP).replace(" Daarna ruimen zij samen op.", "")),
    ),
    "tweeling bleef, alinea van de passage niet": (
        text(TUIN, marked(HELFT, SOEP), HUUR, f"Bij ons ook. {HELFT} Dat is veel.", RIT),
        text(TUIN, HUUR, f"Bij ons ook. {HELFT} Dat is veel.", RIT, marked(HELFT, SOEP)),
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
    "naam, een van twee woorden": ("Daar [kookt Fatima] elke dag.", "Daar [kookt Truus] elke dag."),
    "getal in woorden, een van twee": ("Daar koken [twintig buren] elke dag.", "Daar koken [dertig buren] elke dag."),
    "breuk": ("Er is [½ liter melk per kind] over.", "Er is [¼ liter melk per kind] over."),
    "eenheid": ("Er is [€ 20 per maand] over.", "Er is [$ 20 per maand] over."),
    "weggelaten lidwoord voluit": ("Dit is ['t mooiste plein van] Oss.", "Dit is [het mooiste plein van] Oss."),
    "koppelteken in een woord": ("Het [buurthuis is open voor] ons.", "Het [buurt-huis is open voor] ons."),
    "nooit": ("Zij [mogen hier in de winter spelen].", "Zij [mogen hier in de winter nooit spelen]."),
    "nauwelijks": ("Zij [mogen hier in de winter spelen].", "Zij [mogen hier nauwelijks in de winter spelen]."),
    "met wordt zonder": ("Zij deden het [met hulp van de gemeente].", "Zij deden het [zonder hulp van de gemeente]."),
    "on-": ("Dat was [een mogelijke uitkomst van] dit.", "Dat was [een onmogelijke uitkomst van] dit."),
    "niet op een andere plaats": ("Hier [wil niet iedereen wonen].", "Hier [wil iedereen niet wonen]."),
    "punt erin": ("Nu [komen zij samen en eten zij] buiten.", "Nu [komen zij samen. En eten zij] buiten."),
    "laatste woord weg": (
        "Toch [blijven veel buren hier wonen], zegt men.",
        "Toch [blijven veel buren hier], zegt men.",
    ),
    "eerste woord weg": ("Toch [blijven veel buren hier wonen], zegt men.", "Toch [veel buren hier wonen], zegt men."),
    "nummer in een lijst": (
        text("Nodig:", "1. [een hamer van staal", "2. spijkers van koper]", "3. lijm"),
        text("Nodig:", "1. [een hamer van staal", "3. spijkers van koper]", "4. lijm"),
    ),
    "kop tussen twee alinea's": (
        text("Zij [koken samen soep.", "Daarna eten zij] buiten.", HUUR),
        text("Zij [koken samen soep.", "Tussenkop", "Daarna eten zij] buiten.", HUUR),
    ),
    "veel erbij, niets weg": (
        text(TUIN, f"Dit is een werkplaats. [Zij vragen er niets voor.] {HELFT}", HUUR),
        text(
            TUIN,
            f"Dit is een werkplaats. [Zij vragen er, al kost het een middag in de kou, helemaal niets voor.] {HELFT}",
            HUUR,
        ),
    ),
    "zelf veranderd, tweeling bleef": (
        text(marked(HELFT, SOEP), HUUR, f"Bij ons ook. {HELFT} Dat is veel."),
        text(marked(HELFT, SOEP).replace("helft", "meerderheid"), HUUR, f"Bij ons ook. {HELFT} Dat is veel."),
    ),
    "een van haar zinnen werd als een andere": (
        text(TUIN, f"[{S_UTRECHT} Wie helpt de twintig ouderen met opruimen na het eten?] {S_ZWOLLE} Dat is veel."),
        text(TUIN, f"[{S_ZWOLLE} Wie helpt de twintig ouderen met opruimen na het eten?] {S_ZWOLLE} Dat is veel."),
    ),
    "verplaatst, en de punt werd een vraagteken": (
        HALF,
        text(TUIN, HUUR, ZANG, RIT, marked(HELFT, SOEP).replace("alleen.]", "alleen?]")),
    ),
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
    "zin alleen verschoven in haar alinea": (
        text(TUIN, marked("Er passen dertig stoelen in.", STOELEN), HUUR),
        text(
            TUIN, "De zaal is klein. Buiten ligt een terras. In mei gaat het open. Er passen dertig stoelen in.", HUUR
        ),
    ),
    "zelf veranderd, kopie van de alinea achteraan": (
        HALF,
        text(ALL.replace(HELFT, "De meerderheid woont alleen."), SOEP),
    ),
    "werd als haar buurzin": (
        "[De buren koken elke dag.] De buren zingen elke dag.",
        "De buren zingen elke dag. De buren zingen elke dag.",
    ),
    "deel van een zin die naar de alinea ernaast ging": (
        text(TUIN, f"{HELFT} In Zwolle koken [twintig buren] elke week. Wie niet kan lopen, wordt gehaald.", HUUR),
        text(TUIN, f"{HELFT} Wie niet kan lopen, wordt gehaald.", f"{HUUR} In Zwolle koken twintig buren elke week."),
    ),
    "van twee refreinen een weg": (text(TUIN, f"{REFREIN} [{REFREIN}]", HUUR), text(TUIN, REFREIN, HUUR)),
    "van twee refreinen een weg, de andere": (text(TUIN, f"[{REFREIN}] {REFREIN}", HUUR), text(TUIN, REFREIN, HUUR)),
    "einde van een lange alinea, kopie ervoor": (
        text(RIT, f"{SOEP} {ZANG} {HUUR} [Zo bleef het.]", TUIN),
        text(RIT, f"{SOEP} {ZANG} {HUUR} Zo bleef het.", f"{SOEP} {ZANG} {HUUR} Zo bleef het.", TUIN),
    ),
    "in hoofdletters, in een zin die verder anders is": (
        "Dit is [samen sterk in de wijk] hier.",
        "Nu is het SAMEN STERK IN DE WIJK geworden.",
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
    "refrein, het middelste weg": (
        text(REFREIN, TUIN, f"[{REFREIN}]", SOEP, REFREIN),
        text(REFREIN, TUIN, SOEP, REFREIN),
    ),
    "zelfde beginzin van een alinea die bleef": (
        text("Dit is het doel. Wij helpen.", TUIN, "[Dit is het doel.] Zij helpen niet mee.", HUUR),
        text("Dit is het doel. Wij helpen.", TUIN, HUUR),
    ),
    "zin weg, tweeling verplaatst": (
        text(TUIN, marked(HELFT, SOEP), HUUR, f"Bij ons is het zo. {HELFT} Dat is veel.", RIT),
        text(f"Bij ons is het zo. {HELFT} Dat is veel.", TUIN, SOEP.replace(f" {HELFT}", ""), HUUR, RIT),
    ),
    "woorden weg die ook elders stonden": (
        text(TUIN, "Zij zijn [trots op de wijk] en zeggen dat.", HUUR, "Wie is trots op de wijk?"),
        text(TUIN, "Zij zijn blij en zeggen dat.", HUUR, "Wie is trots op de wijk?"),
    ),
    "lijkende zin ernaast bleef": (
        text(TUIN, f"{S_ZWOLLE} [{S_UTRECHT}] Dat is druk.", HUUR),
        text(TUIN, f"{S_ZWOLLE} Dat is druk.", HUUR),
    ),
    "lijkende zin van ver, veranderd, in haar plaats": (
        text(f"[{S_UTRECHT}]", TUIN, HUUR, ZANG, RIT, f"Slot. {S_ZWOLLE}"),
        text(S_ZWOLLE.replace("elke vrijdag", "soms"), TUIN, HUUR, ZANG, RIT),
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


def test_all_passages_of_a_text_are_resolved_as_each_of_them_is() -> None:
    old = ALL
    new = text(ZANG, TUIN.replace("Iedereen", "Niemand"), SOEP.replace(f" {HELFT}", ""), HUUR, RIT, RIT)
    passages = [Passage(at, at + 30, old[at : at + 30]) for at in range(0, len(old) - 30, 7)]

    resolutions = resolve_all(old, passages, new)

    assert resolutions == [resolve(old, passage, new) for passage in passages]
    assert {resolution.state for resolution in resolutions} == set(State)


def test_no_passages_have_no_answers() -> None:
    assert resolve_all(ALL, [], "") == []


def test_one_wrong_passage_is_refused_before_any_is_resolved() -> None:
    with pytest.raises(WrongPassage):
        resolve_all(ALL, [Passage(0, 2, "De"), Passage(0, 2, "Het")], "")


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
