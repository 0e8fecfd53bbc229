"""Of which words a compound is made, and which one two words make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.compounds import inside, joined, parts

MADE_OF = """
wijk accommodatie, buurt huis, dorp huis dorpshuis, wijk centrum, buurt bewoners, burger initiatief, jongeren werk,
opbouw werker, speeltuin vereniging, buurt moestuin, taal cafe, eet cafe, speel tuin, moes tuin, school tuin, stad
tuin stadstuin, stad deel stadsdeel, samenleving opbouw samenlevingsopbouw, samenleving opbouw samenlevingopbouw,
welzijn organisatie welzijnsorganisatie, vrijwilliger werk vrijwilligerswerk, vrijwilliger organisatie
vrijwilligersorganisatie, ontmoeting plek ontmoetingsplek, ontmoeting ruimte ontmoetingsruimte, bewoner initiatief
bewonersinitiatief, inwoner initiatief inwonersinitiatief, bewoner bedrijf bewonersbedrijf, wijk cooperatie, dorp
cooperatie dorpscooperatie, dorp raad dorpsraad, wijk raad, wijk vereniging, woning corporatie, sport vereniging,
muziek school, school gebouw, buurt kamer, huis kamer, jongeren centrum, vrouwen centrum, kinder boerderij, stad
boerderij stadsboerderij, kringloop winkel, voedsel bank, mantel zorg, buurt team, wijk team, buurt feest, straat
feest, buurt krant, lente feest, kook lessen, taal les, naai les, muziek les, huiswerk begeleiding, kinder opvang, dag
besteding, samen werking, leven loop levensloop, plaats bepaling, boeren markt, vrouwen vereniging, arbeid markt
arbeidsmarkt, armoede bestrijding, geld gever, initiatief nemer, burger participatie, kennis instituut, inloop
spreekuur, fiets tocht, bus reis, werk groep, zang koor, gebied makelaar gebiedsmakelaar, leven beschouwing
levensbeschouwing, buurt sport coach, woning bouw vereniging, eenzaamheid bestrijding eenzaamheidsbestrijding,
planten bak, fiets pad, gym zaal, sport hal, fiets tas
"""
PLAIN = """
bewoners onderling gemeente initiatief organisatie kinderen ouderen vrijwilliger vereniging voorziening activiteit
verbinden bijeenkomst belangrijk mogelijkheden eenzaamheid ondersteuning medewerkers onderzoek openbare kwetsbare
regelmatig wandelen bestemming participatie project subsidie welzijn wijken buurten professional ondernemers studenten
alleenstaanden makelaar koppelaar document signaleren praktijk boerderijen afronding persoon personen moskee
bibliotheek voorstelling evenement natuurlijk persoonlijk eigenlijk vriendelijk programmeren
afspraak matras vakantie halte tassen gymnast kaspar
"""


def compounds() -> list[tuple[str, tuple[str, ...]]]:
    """The compound and its parts; where the compound is not just those in a row, it stands behind them."""
    found = []
    for line in MADE_OF.strip().split(","):
        *made_of, last = line.split()
        if len(made_of) > 1 and last.startswith(made_of[0]):
            found.append((last, tuple(made_of)))
        else:
            found.append(("".join([*made_of, last]), (*made_of, last)))
    return found


@pytest.mark.parametrize(("compound", "made_of"), compounds())
def test_a_compound_is_split_into_its_words(compound: str, made_of: tuple[str, ...]) -> None:
    assert parts(compound) == made_of


@pytest.mark.parametrize("word", PLAIN.split())
def test_a_plain_word_is_left_whole(word: str) -> None:
    assert parts(word) == ()


def test_other_words_may_be_made_known() -> None:
    assert parts("krachtstationbewoners", also={"krachtstation"}) == ("krachtstation", "bewoners")
    assert parts("zuiderspanfeest") == ()
    assert parts("zuiderspanfeest", also={"zuiderspan"}) == ("zuiderspan", "feest")


def test_inside_a_compound_stand_its_parts_theirs_and_what_neighbours_make() -> None:
    assert set(inside("buurtmoestuin")) == {"buurt", "moestuin", "moes", "tuin"}
    assert set(inside("geveltuinendag")) == {"gevel", "tuinen", "dag", "geveltuinen", "tuinendag"}
    assert set(inside("mantelzorgers")) == {"mantel", "zorg"}
    assert inside("eenzaamheden") == ("eenzaam",)
    assert set(inside("eenzaamheidsbestrijding")) == {"eenzaamheid", "eenzaam", "bestrijding"}
    assert inside("overheid") == inside("gemeente") == ()


def test_inside_a_longer_word_stand_the_compounds_with_which_it_begins_and_ends() -> None:
    assert "kinderboeken" in inside("kinderboekenweek")
    assert "moestuin" in inside("moestuinieren")
    assert "buurthuis" in inside("buurthuiskamers")
    assert "landbouwproject" in inside("stadslandbouwproject")
    assert set(inside("buurtkinderen")) == {"buurt", "kinderen"}


def test_of_an_unknown_word_one_known_end_is_enough() -> None:
    assert inside("laplacestraat") == ("laplace", "straat")
    assert inside("bridgeclub") == ("bridge", "club")
    assert inside("computerbrain") == ("computer", "brain")
    assert inside("bijlmer") == ()


@pytest.mark.parametrize("word", ["", "a", "2017", "москва", "xyzxyzxyz", "huis" * 1_000, "wijk2020"])
def test_what_is_no_word_has_no_parts(word: str) -> None:
    assert parts(word) == ()


@given(st.text(st.sampled_from("aehinrstu"), max_size=45))
def test_parts_stand_in_the_word_in_order_and_leave_out_only_links(word: str) -> None:
    found = parts(word)
    rest = word
    for number, part in enumerate(found):
        before, _part, rest = rest.partition(part)
        assert before in ({""} if number == 0 else {"", "s", "en", "n", "e"})
        assert len(part) >= 3
    assert not found or (rest == "" and len(found) > 1)


@pytest.mark.parametrize(
    ("first", "second", "compound"),
    [
        ("buurt", "huis", "buurthuis"),
        ("wijk", "centrum", "wijkcentrum"),
        ("dorp", "huis", "dorpshuis"),
        ("dorps", "huis", "dorpshuis"),
        ("samenleving", "opbouw", "samenlevingsopbouw"),
        ("samenlevings", "opbouw", "samenlevingsopbouw"),
        ("welzijn", "organisatie", "welzijnsorganisatie"),
        ("vrijwilligers", "werk", "vrijwilligerswerk"),
        ("ontmoeting", "plek", "ontmoetingsplek"),
        ("opbouw", "werk", "opbouwwerk"),
        ("speel", "tuin", "speeltuin"),
        ("huis", "werk", "huiswerk"),
        ("eet", "cafe", "eetcafe"),
        ("bewoners", "initiatief", "bewonersinitiatief"),
        ("wijk", "accommodatie", "wijkaccommodatie"),
        ("binnen", "stad", "binnenstad"),
    ],
)
def test_two_words_make_the_compound_that_is_known(first: str, second: str, compound: str) -> None:
    assert joined(first, second) == compound


@pytest.mark.parametrize(
    ("first", "second"),
    [
        *(("met", "een"), ("door", "gaan"), ("in", "woners"), ("over", "leg"), ("jonge", "mensen"), ("oude", "stad")),
        *(
            ("goed", "koop"),
            ("lange", "tijd"),
            ("eigen", "huis"),
            ("alle", "dagen"),
            ("open", "dag"),
            ("nieuwe", "bewoners"),
        ),
        *(("buur", "thuis"), ("kind", "eren"), ("gemeen", "te"), ("wijk", "xyz"), ("", "huis"), ("wijk", "wijk")),
    ],
)
def test_other_words_make_none(first: str, second: str) -> None:
    assert joined(first, second) is None


def test_two_words_may_make_a_compound_that_the_caller_knows() -> None:
    assert joined("buurt", "salon") is None
    assert joined("buurt", "salon", also={"buurtsalon"}) == "buurtsalon"
