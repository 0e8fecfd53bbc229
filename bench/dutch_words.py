"""Dutch words to make cases of: most frequent first, a line per kind; forms of one word are joined by a slash."""

FUNCTION = """
de en van het een in is dat op te die voor met niet zijn er aan ook om als bij maar of door ze naar dan uit hun
wordt over zich worden tot kunnen veel wel deze heeft hebben meer nog dit was kan zij werd waar zo onder samen
elkaar we mensen na iedereen omdat tussen zonder hier andere alle vaak al wat wie waren daar eigen zelf toen hoe nu
vooral tijdens moet onze steeds binnen mee weer altijd soms per ieder rond tegen doen gaat komt blijven maken mogen
zodat terwijl verder eerste twee drie vier enkele
""".split()

NOUNS = """
bewoner/bewoners buurt/buurten wijk/wijken jaar/jaren dag/dagen plek/plekken week/weken huis/huizen straat/straten
vrijwilliger/vrijwilligers activiteit/activiteiten kind/kinderen jongere/jongeren gemeente/gemeenten groep/groepen
initiatief/initiatieven vraag/vragen oudere/ouderen school/scholen contact/contacten hulp plan/plannen idee/ideeën
ruimte/ruimtes tuin/tuinen buur/buren avond/avonden middag/middagen ochtend/ochtenden gezin/gezinnen
gesprek/gesprekken dorp/dorpen kern/kernen gebouw/gebouwen keuken/keukens maaltijd/maaltijden tafel/tafels
stichting/stichtingen vereniging/verenigingen organisatie/organisaties professional/professionals ondersteuning
subsidie/subsidies budget/budgetten begroting/begrotingen project/projecten bestuur/besturen lid/leden
deelnemer/deelnemers bezoeker/bezoekers ontmoeting/ontmoetingen bijeenkomst/bijeenkomsten voorziening/voorzieningen
woning/woningen flat/flats plein/pleinen park/parken speeltuin/speeltuinen moestuin/moestuinen winkel/winkels
café/cafés kerk/kerken moskee/moskeeën bibliotheek/bibliotheken theater/theaters atelier/ateliers
werkplaats/werkplaatsen sportclub/sportclubs zaal/zalen taal/talen les/lessen cursus/cursussen training/trainingen
baan/banen werk inkomen/inkomens schuld/schulden armoede eenzaamheid gezondheid zorg/zorgen welzijn veiligheid
overlast vertrouwen leefbaarheid samenhang betrokkenheid verbinding/verbindingen
verantwoordelijkheid/verantwoordelijkheden samenwerking/samenwerkingen partner/partners ondernemer/ondernemers
boer/boeren student/studenten vrouw/vrouwen man/mannen ouder/ouders moeder/moeders vader/vaders
mantelzorger/mantelzorgers vluchteling/vluchtelingen nieuwkomer/nieuwkomers cultuur/culturen feest/feesten muziek
kunst/kunsten verhaal/verhalen herinnering/herinneringen fiets/fietsen kleding spel/spellen voedsel boom/bomen
plant/planten groente/groenten energie water afval grond/gronden opbouwwerker/opbouwwerkers makelaar/makelaars
wethouder/wethouders ambtenaar/ambtenaren beleid raad/raden corporatie/corporaties coöperatie/coöperaties
bedrijf/bedrijven bijdrage/bijdragen resultaat/resultaten ervaring/ervaringen kans/kansen talent/talenten
netwerk/netwerken sleutelfiguur/sleutelfiguren loket/loketten spreekuur/spreekuren formulier/formulieren
brief/brieven regeling/regelingen telefoon/telefoons computer/computers website/websites krant/kranten
uitnodiging/uitnodigingen koffie thee soep brood markt/markten beurs/beurzen festival/festivals
wandeling/wandelingen tocht/tochten rit/ritten zomer/zomers winter/winters voorjaar najaar maand/maanden begin
einde doel/doelen rol/rollen taak/taken regel/regels muur/muren dak/daken deur/deuren sleutel/sleutels
stoel/stoelen bank/banken hek/hekken pad/paden brug/bruggen haven/havens knelpunt/knelpunten oplossing/oplossingen
verschil/verschillen overeenkomst/overeenkomsten geschiedenis/geschiedenissen toekomst
""".split()

VERBS = """
werken/werkt/werkte/gewerkt helpen/helpt/hielp/geholpen organiseren/organiseert/organiseerde/georganiseerd
komen/kwam/gekomen ontmoeten/ontmoet/ontmoette vinden/vindt/vond/gevonden krijgen/krijgt/kreeg/gekregen
geven/geeft/gaf/gegeven staan/staat/stond/gestaan wonen/woont/woonde/gewoond leren/leert/leerde/geleerd
koken/kookt/kookte/gekookt eten/eet/at/gegeten praten/praat/praatte/gepraat
ondersteunen/ondersteunt/ondersteunde/ondersteund verbinden/verbindt/verbond/verbonden
beginnen/begint/begon/begonnen ontstaan/ontstaat/ontstond zoeken/zoekt/zocht/gezocht brengen/brengt/bracht/gebracht
betrekken/betrekt/betrok/betrokken delen/deelt/deelde/gedeeld bouwen/bouwt/bouwde/gebouwd opknappen/opgeknapt
onderhouden/onderhoudt/onderhield verzorgen/verzorgt/verzorgde luisteren/luistert/luisterde
spelen/speelt/speelde/gespeeld bewegen/beweegt/bewoog/bewogen wandelen/wandelt/wandelde fietsen/fietst
repareren/repareert/repareerde/gerepareerd verkopen/verkoopt/verkocht lenen/leent/leende/geleend
huren/huurt/huurde/gehuurd betalen/betaalt/betaalde/betaald regelen/regelt/regelde/geregeld
besluiten/besluit/besloot/besloten vertellen/vertelt/vertelde/verteld meedoen/meedeed aanschuiven/aangeschoven
uitnodigen/uitgenodigd opzetten/opgezet groeien/groeit/groeide/gegroeid stoppen/stopt/stopte/gestopt
verhuizen/verhuist/verhuisde/verhuisd sluiten/sluit/sloot/gesloten openen/opent/opende/geopend
bezoeken/bezoekt/bezocht vertrouwen/vertrouwt/vertrouwde zorgen/zorgt/zorgde/gezorgd dragen/draagt/droeg/gedragen
blijken/blijkt/bleek/gebleken
""".split()

ADJECTIVES = """
nieuw/nieuwe groot/grote klein/kleine oud/oude goed/goede sociaal/sociale lokaal/lokale actief/actieve
gezamenlijk/gezamenlijke open vrij/vrije jong/jonge sterk/sterke kwetsbaar/kwetsbare eenzaam/eenzame gezond/gezonde
veilig/veilige groen/groene duurzaam/duurzame belangrijk/belangrijke bekend/bekende vast/vaste tijdelijk/tijdelijke
maandelijks/maandelijkse wekelijks/wekelijkse dagelijks/dagelijkse gratis betaalbaar/betaalbare
toegankelijk/toegankelijke laagdrempelig/laagdrempelige betrokken enthousiast/enthousiaste moeilijk/moeilijke
verschillend/verschillende gemengd/gemengde leeg/lege vol/volle warm/warme gezellig/gezellige trots/trotse
stil/stille financieel/financiële praktisch/praktische creatief/creatieve digitaal/digitale agrarisch/agrarische
stedelijk/stedelijke landelijk/landelijke
""".split()

# Compounds are a modifier (with its linking letters) and a head.
MODIFIERS = """
buurt wijk dorps bewoners jongeren kinder ouderen vrouwen gemeente welzijns vrijwilligers ontmoetings samenlevings
taal eet kook moes speel sport fiets kringloop weggeef kleding voedsel energie zorg mantelzorg huiskamer school
straat plein park flat kerk cultuur muziek theater kunst lees computer schulden inloop burger inwoners actie
gebieds stads streek leefbaarheids veiligheids gezondheids opbouw sociaal- vluchtelingen nieuwkomers mannen ouder
gezins generatie natuur landschaps tuin boeren haven markt zomer winter
""".split()

HEADS = """
huis/huizen centrum/centra plek/plekken werk werker/werkers organisatie/organisaties initiatief/initiatieven
vereniging/verenigingen tuin/tuinen kamer/kamers café/cafés raad/raden team/teams groep/groepen feest/feesten
markt/markten maaltijd/maaltijden bedrijf/bedrijven coöperatie/coöperaties accommodatie/accommodaties
activiteit/activiteiten project/projecten plan/plannen fonds/fondsen netwerk/netwerken bijeenkomst/bijeenkomsten
overleg opbouw ondersteuner/ondersteuners makelaar/makelaars bewoner/bewoners les/lessen winkel/winkels
keuken/keukens plaats/plaatsen krant/kranten avond/avonden club/clubs bus/bussen loket/loketten budget/budgetten
""".split()

# What belongs to each theme of the vocabulary, by its slug; a story returns to the words of its own themes.
OF_THEMES = {
    "ontmoeting": "ontmoetingsplek ontmoeting inloop koffie huiskamer buurtkamer tafel aanschuiven contact",
    "eenzaamheid": "eenzaamheid eenzame ouderen huisbezoek maatje alleenstaanden gezelschap telefooncirkel",
    "armoede": "armoede minima schulden voedselbank kledingbank rondkomen noodfonds bijstand",
    "integratie": "nieuwkomers statushouders taalles taalcafé inburgering culturen vluchtelingen",
    "groen": "tuin moestuin natuur landschap biodiversiteit bomen bijen volkstuin buurtmoestuin",
    "sport": "sport bewegen voetbal sporthal buurtsportcoach wandelclub toernooi fietstocht",
    "opgroeien": "kinderen jeugd opvoeden huiswerk speeltuin jongerenwerk kansen tieners",
    "gezondheid": "gezondheid vitaliteit wijkverpleegkundige huisarts bewegen gezond voeding",
    "wonen": "woningen huurders corporatie renovatie sloop nieuwbouw woonvorm flat",
    "eten": "koken eten eettafel buurtmaaltijd soep keuken kok wijkrestaurant",
    "kringloop": "kringloop hergebruik tweedehands reparatie weggeefwinkel spullen repareren",
    "cultuur": "kunst muziek theater koor festival atelier voorstelling schilderen",
    "zeggenschap": "zeggenschap inspraak wijkraad burgerbegroting bewonersplatform meebeslissen",
    "dorp": "dorp dorpshuis dorpsbelang kern platteland dorpscoöperatie voorzieningen",
    "digitaal": "online platform digitaal website app digitale dorpsplein",
    "wijkeconomie": "ondernemers wijkeconomie werkplaats bedrijvigheid coöperatie winkelstraat ambacht",
    "informatie": "formulieren spreekuur brieven regelingen toeslagen loket formulierenhulp",
    "veiligheid": "veiligheid buurtpreventie overlast politie toezicht straatverlichting wijkagent",
    "zorgzaam": "zorg mantelzorg zorgcoöperatie aandacht nabijheid dorpsondersteuner zorgzame",
    "talent": "talent werkervaring opleiding activering leerplek vrijwilligerswerk participatie",
}
OF_ANY_THEME = """
samenlevingsopbouw opbouwwerk buurtbewoners burgerinitiatief gemeenschap bewonersinitiatief wijkbewoners
"""

SYLLABLES = """
aar bel dam den does eik els gaar ger haar hof hol kam ker lan lin loo meer mun nes oor poel rij roos sant ter vel
wal zee
""".split()
PLACE_ENDINGS = """
dijk wijk hoven berg veen donk kwartier polder eind rode horst buurt
""".split()
FIRST_NAMES = """
Anna Bart Carmen Dirk Elif Fatima Gerrit Hanneke Ibrahim Jolanda Kees Latifa Marieke Nadia Omar Petra Ruben Sanne
Truus Willem
""".split()
