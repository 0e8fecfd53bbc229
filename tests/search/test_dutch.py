"""Which Dutch words are forms of one word."""

import pytest

from search.dutch import STOP_WORDS, is_known, keys
from search.words import words

ONE_WORD = """
initiatief initiatieven, buurthuis buurthuizen, les lessen, wijk wijken, buurt buurten, dorp dorpen, stad steden, lid
leden, kind kinderen, huis huizen, werk werken, gemeente gemeenten, gemeente gemeentes, bibliotheek bibliotheken,
moskee moskeeën, kerk kerken, idee ideeën, café cafés, museum musea, wijkcentrum wijkcentra, jongerencentrum
jongerencentra, coöperatie coöperaties, foto foto’s, foto fotos, accommodatie accommodaties, activiteit activiteiten,
mogelijkheid mogelijkheden, organisatie organisaties, organiseren organiseert, welzijnsorganisatie
welzijnsorganisaties, stichting stichtingen, vereniging verenigingen, speeltuin speeltuinen, tuin tuintje, moestuin
moestuinen, plek plekken, ontmoetingsplek ontmoetingsplekken, plaats plaatsen, plein pleinen, zaal zalen, koor koren,
bewoner bewoners, wijkbewoner wijkbewoners, inwoner inwoners, buur buren, jongere jongeren, oudere ouderen, ouder
ouders, vrouw vrouwen, vrijwilliger vrijwilligers, opbouwwerker opbouwwerkers, initiatiefnemer initiatiefnemers,
statushouder statushouders, vluchteling vluchtelingen, dorpsraad dorpsraden, wijkraad wijkraden, bewonersinitiatief
bewonersinitiatieven, buurtkamer buurtkamers, feest feestje, gesprek gesprekken, eenzaam eenzame, eenzaamheid
eenzaamheden, zorgzaam zorgzame, cultureel culturele, intercultureel interculturele, gericht gerichte, koken kookt,
koken gekookt, ontmoeten ontmoet, wandelen wandelt, wandeling wandelingen, uitvoeren uitgevoerd, samenwerken
samenwerkt, verbinden verbindt, verbinden verbonden, maaltijd maaltijden, buurtmaaltijd buurtmaaltijden, voedselbank
voedselbanken, subsidie subsidies, taalles taallessen, fietsles fietslessen, taalmaatje taalmaatjes, computercursus
computercursussen, workshop workshops, spel spelen, bus bussen, buurtbus buurtbussen, weg wegen, dag dagen, reis
reizen, brief brieven, boom bomen, dorps dorp, welzijns welzijn, schuld schulden, opbouwwerk opbouwwerkers, mantelzorg
mantelzorgers, onderzoek onderzoeker, jongerenwerk jongerenwerker, vrijwillige vrijwilliger, psychiatrie
psychiatrische, techniek technisch, kickboksen kickbox, bokser boxer, aktiviteiten activiteit, game gamen, bridge
bridgen, avond4daagse avondvierdaagse
"""
DIFFERENT_WORDS = """
les las, les lezen, plaats plek, plaats plaat, jongeren jong, jongeren jongens, ouderen ouders, ouder oud, gemeente
gemeen, wonen woning, buurt buur, buurten buren, wijk wijzen, school schol, koor kor, tuin toen, bal baal, bewoner
wonen, vrijwilliger vrij, groen groep, markt merk, kamer kam, kerk kern, hal halen, lat laten, straat staat, feest
vest, taal tal, buurthuis buurtkamer, huis huid, koken kok, organisatie orgaan, centrum cent, sport spoor, werk werf,
burger burg, kind kin, mens mensa, bos boos, stad staat, park parkeren, partij part, leer leder, hof hoofd, samen
samenleving, wensen mensen, steen steun, bank bang, hulp help, kunst kunnen, jeugd jongeren, bus buis, vader
vaderland, dag dak, buurman buurt, zaal zalf, zaak zak, gast gas, vluchteling vlucht, ontmoeting moeten, leden lijden,
bijen bij, wageningen wagen, kraal craal, kust cust, 4daagse 5daagse
"""


def pairs_of(text: str) -> list[list[str]]:
    """Each pair by the first word of either: the plural of "foto" is in two pieces."""
    return [[words(part)[0] for part in pair.split()] for pair in text.strip().split(",")]


@pytest.mark.parametrize(("one", "other"), pairs_of(ONE_WORD))
def test_forms_of_one_word_share_a_key(one: str, other: str) -> None:
    assert keys(one) & keys(other)


@pytest.mark.parametrize(("one", "other"), pairs_of(DIFFERENT_WORDS))
def test_different_words_share_none(one: str, other: str) -> None:
    assert not keys(one) & keys(other)


@pytest.mark.parametrize("word", ["", "a", "s", "2017", "xyz", "москва", "x" * 10_000, "en" * 40, "aaaen", "zen"])
def test_anything_has_at_least_itself_as_key(word: str) -> None:
    assert word in keys(word)


@pytest.mark.parametrize("word", ["buurthuis", "welzijn", "samenlevingsopbouw", "ideeen", "armoede", "wijken"])
def test_words_of_the_field_are_known(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize("word", ["samenlevingopbouw", "opbowwerk", "xqz", "", "wijk wijk", "\n", "wijken wijk"])
def test_misspelt_words_are_not(word: str) -> None:
    assert not is_known(word)


def test_stop_words_are_folded_and_say_nothing() -> None:
    assert {"de", "het", "een", "en", "van", "in", "op", "voor"} <= STOP_WORDS
    assert all(words(word) == [word] for word in STOP_WORDS)
    assert not STOP_WORDS & {"wijk", "samen", "naast", "meedoen", "oud", "nieuw", "binnen", "buiten"}
