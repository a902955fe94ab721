"""The words rule in full, in Swedish, made of the limits used: printed on *Om statistiken* and in docs/words.md.

Somebody who has these texts and the exported figures can compute every sentence's word, numbers and reason again.
"""

from dataclasses import dataclass

from dashboard.words import swedish as sv
from dashboard.words.judging import thresholds as limits
from dashboard.words.judging import unusual
from dashboard.words.ways_rules import ways_rules
from loaders.ground.declarations import Grain, Kind
from loaders.ground.periods import Period


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules about one thing: a heading and its rules, one sentence or a few each."""

    heading: str
    rules: tuple[str, ...]


def _number(value: float) -> str:
    return sv.number(value, 0 if float(value).is_integer() else 2)


def _pandemic() -> str:
    return "–".join(sv.period_name(Period(month)) for month in limits.PANDEMIC)


_CLEAR = sv.as_rounded(limits.LIMITS[Kind.FLOW].clear)
_SLIGHT = sv.as_rounded(limits.LIMITS[Kind.FLOW].slight)
_PERSONS = limits.LIMITS[Kind.RATE].least_persons


HIDING = (
    "Källorna döljer tal för att skydda enskilda. Det gäller inskrivna arbetslösa under fem, gästnätter där det finns "
    "färre än tre boenden, och det som Koladas källor döljer.",
    "Går ett dolt tal att räkna ut ur de tal som visas döljs ett tal till. Det är oftast det minsta, och det skriver "
    "”visas inte (sekretess)”. Det prövas över länet och dess kommuner, riket och länen, kvinnor och män, födda i "
    "Sverige och utomlands, branscher, andelar och tidigare dagar.",
    "För en kommun visas cirkulära branscher som andelar i hela procent, eller som intervall, utan antal personer. "
    "Kommunerna rangordnas inte.",
    "Det som är dolt är dolt överallt: på sidor, i diagram, tabeller, alternativtexter, anteckningar, PDF och export.",
)


def rules() -> tuple[RuleGroup, ...]:
    """All rules, in the order in which they are asked where that matters."""
    return (
        RuleGroup("Tal och perioder", _numbers()),
        RuleGroup("I vilken ordning det avgörs", _order()),
        RuleGroup("Gränser och spärrar", _gates()),
        RuleGroup("Seriens egen variation och slumpen", _chance()),
        RuleGroup("Få händelser och klumpar", _few()),
        RuleGroup("Månad för månad och årstid", _months()),
        RuleGroup("Gästnätter", _nights()),
        RuleGroup("Undersökningar", _surveys()),
        RuleGroup("Det som följer efter jämförelsen", _further()),
        RuleGroup("Fler sätt att visa", ways_rules()),
        RuleGroup("Vilka mått läget visar", _overview()),
        RuleGroup("Det som döljs", HIDING),
    )


def _overview() -> tuple[str, ...]:
    months, quarters, years = (unusual.LEAST_CHANGES[grain] for grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR))
    share = sv.number(100 * unusual.EXPECTED_SHARE, 2)
    return (
        f"Läget visar högst {sv.small_number(unusual.MOST_CARDS)} mått: de fem som mötet börjar med (nya lediga jobb, "
        "arbetslöshet, konkurser, varsel och gästnätter), sedan det som är mest ovanligt för platsen. Finns ett av de "
        "fem bara för län visas länets, utom på rikets sida. Alla mått står under sitt ämne.",
        "Hur ovanlig ändringen på ett år är: z = (ändringen − medianen av sådana ändringar) / spridningen, för "
        f"ändringar som slutar i de {sv.small_number(unusual.YEARS_BACK)} åren före. Andelar räknas i "
        f"procentenheter, annat som naturlig logaritm av kvoten. Ändringar från eller till {_pandemic()}, och från "
        f"tiden före ett brott som inte går att jämföra över, räknas inte; minst {months} månader, {quarters} kvartal "
        f"eller {sv.small_number(years)} år krävs.",
        "Spridningen är 1,4826 × medianen av avstånden till medianen, men minst √(1/nu + 1/då) för det som räknas i "
        "händelser, och för andelar 100 × √(2p(1 − p) / nämnaren) och en halv sista decimal. Så få personer som inte "
        "får ett ord är aldrig ovanliga.",
        f"Undersökningar: z = {_number(limits.Z)} × skillnaden / √(m₁² + m₂²). Få händelser: z = 2(√(a + 3/8) − √(b + "
        "3/8)) / √(2φ), för tolv månader och de tolv före. Klumpar, befolkningens flöden, förändringar i fasta priser, "
        "framskrivningar, index, tal per 1 000 invånare, ”minst”, antal arbetslösa och siffror som brukar ändras för "
        "mycket i efterhand jämförs inte så.",
        f"Ovanligt är |z| ≥ {sv.number(unusual.UNUSUAL_FROM, 1)}. Mått som säger samma sak räknas en gång, och ett som "
        f"säger samma som något av de fem visas inte. Av en slump är {share} procent av jämförelserna så ovanliga; "
        "läget säger hur många jämförelser som gjorts och hur många som väntas. Inget ordnas efter procent.",
        "”Nytt” sägs på läget bara om det som kommit sedan förra mötet, och inte när det gäller alla mått som visas. "
        "De små linjerna börjar vid noll; en skillnad som inte är en ändring tar högst en fjärdedel av höjden, och få "
        "händelser är punkter i fältet för vanlig variation.",
    )


def _numbers() -> tuple[str, ...]:
    return (
        "Tal avrundas till de decimaler som visas, hälften bort från noll. En skillnad är skillnaden mellan två "
        "visade tal, i procentenheter för andelar.",
        "Det som jämförs är samma månad, kvartal eller år ett år tidigare. Brott mellan de två perioderna är de "
        "som börjar efter den tidigare periodens första dag och senast den senares sista dag.",
        "”I fjol” är året före det år som visas; om perioden ligger i ett annat år sägs ”året före”.",
        f"Per cent sägs bara när båda talen är minst {limits.PER_CENT_FROM}, som 100 × (nu − då) / då av visade "
        "tal. Den skrivs utan decimal från 1 procent och annars med en, men med så många decimaler som behövs för "
        "att inte visas som en gräns den inte har nått.",
        "Personer bakom en skillnad mellan andelar är procentenheter / 100 × nämnaren (den grupp som andelen är en "
        "andel av, samma plats, grupp och period som den nyare siffran). De avrundas till närmaste 5 under 100, 10 "
        f"under 1 000 och annars 50. Ett tal under {_PERSONS} avrundas aldrig upp dit: då står ”knappt {_PERSONS}”. "
        "Samma tal står i mening, tabell och anteckningar och avgör vilka punkter som är grå.",
        "Finns måttet inte för platsens nivå visas länet, finns det inte heller där länets riksområde, och annars "
        "riket. Det sägs under rubriken, och rubrik och mening nämner platsen som visas.",
        "Övriga länet är summan av de andra kommunerna; för andelar 100 × summan av täljarna / summan av nämnarna. "
        "Mått som ges som intervall, per 1 000 invånare eller som index, undersökningar, och pendlare över "
        "kommungränser har inget övriga länet. Detsamma gäller ett eget område, som är kommuner som någon har satt "
        "ihop i länken; mått som inte kan läggas ihop visas inte för det, och skälet sägs.",
    )


def _order() -> tuple[str, ...]:
    return (
        "Den första regel som gäller avgör: (1) måttet finns inte för platsens nivå, (2) talet är inte publicerat, "
        "(3) dolt, (4) saknas, är indraget eller kan inte finnas, (5) är inte komplett, (6) en framskrivning eller "
        "en förändring i fasta priser, (7) befolkningens flöden, (8) klumpar och få händelser, som bara hindras av "
        "ett brott som inte går att jämföra över, (9) mars och april för gästnätter, (10) ett sådant brott, (11) "
        "talet ett år tidigare saknas, är dolt eller inte komplett, (12) det är noll, (13) ”minst”, tal per 1 000 "
        "invånare, index och antal arbetslösa, som ges utan ord, (14) undersökning, (15) den vanliga regeln.",
        "En månad som inte är komplett jämförs aldrig. Rubriken säger ”är inte komplett: hittills …”, och månaden "
        "räknas inte in i tolv månader, index eller hittills i år.",
        "Ett tal som är det minsta möjliga (”minst”), nu eller ett år tidigare, ges utan ord, och ingen skillnad "
        "visas. En summa med ett sådant tal är själv ”minst”, och ges utan ord. Är perioden eller någon av de fem åren "
        "före ett sådant tal sägs inget vanligt band; med ett i säsongen eller den före sägs ingen säsong, och med ett "
        "i täljare eller nämnare ingen andel av riket och inget tal per 1 000 företag. Av ett sådant tal görs inget "
        "index, ingen skillnad i personer och ingen ändring i efterhand.",
        "Antal arbetslösa får inget eget ord: andelen avgör för samma personer, och dess mening följer.",
        "Framskrivningar: ökningen i procent från den nyaste framskrivningens första år till tio år senare, mot "
        "samma år i äldre framskrivningar; ordet gäller skillnaden i procentenheter. Alla framskrivningars fel "
        "sägs, mot utfallet den 31 december det senaste året. En ökning är högre eller lägre, en minskning större "
        "eller mindre.",
        "Befolkningens flöden, och berörda av konkurser per bransch: summan av tolv månader och de tolv före, utan "
        "ord.",
    )


def _gates() -> tuple[str, ...]:
    return (
        "Gränserna i tabellen är halvöppna: en skillnad som är lika med en gräns har nått den. ”Oförändrad” sägs "
        "bara om talen är lika, annars ”i stort sett oförändrad” under den första gränsen.",
        f"Andelar: ett ord kräver minst {_PERSONS} personer bakom skillnaden. Är nämnaren okänd sägs inget ord. I "
        f"en kommun där nämnaren för alla är under {_number(limits.SMALL_PLACE_BASE)} får grupper efter kön eller "
        "födelseregion inget ord.",
        f"Antal sysselsatta och företag: en skillnad på minst {limits.LIMITS[Kind.STOCK].least_persons} och båda talen "
        f"minst {limits.RARE_BELOW}. Folkmängd: minst {limits.LIMITS[Kind.POPULATION].least_persons} personer. "
        f"Samma {limits.RARE_BELOW} gäller antal vid en tidpunkt.",
        "Ett brott med ändrad metod (”jämförs med försiktighet”) ger högst ”något”. Ett brott med små avvikelser "
        "kräver en skillnad större än avvikelsen, för summan av n kommuner större än den gånger roten ur n. Båda "
        "skälen sägs, och ”oförändrad” blir ”i stort sett oförändrad”.",
        "Uppfylls inte en spärr för personer ges båda talen och skälet, utan ord. Belopp är alltid i löpande priser.",
        f"Revideringar: medianen av hur mycket den senaste siffran har ändrats efter de {limits.REVISIONS} senaste "
        f"publiceringarna (minst {limits.REVISIONS_LEAST}). Är den större än ordets gräns sägs inget ord; för "
        "”oförändrad” och ”något” är det den första gränsen.",
    )


def _chance() -> tuple[str, ...]:
    return (
        "Flöden och gästnätter måste dessutom klara två prov. Månader: seriens egen variation, sedan slumpprovet. "
        "Kvartal och år: bara slumpprovet. Det första som inte klaras avgör.",
        "Egen variation: y är den naturliga logaritmen av talet delat med talet ett år tidigare. För de "
        f"{limits.HISTORY_MONTHS} månaderna före den som visas tas skillnaden y minus y månaden före. Månader där "
        f"den egna eller månaden före ligger i {_pandemic()} räknas inte, inte heller månader före ett brott som "
        "inte går att jämföra över. s = 1,4826 × medianen av avstånden till medianen / √2. Ett ord kräver |y| ≥ "
        f"{_number(limits.Z)} × s, där tal under 0,5 räknas som 0,5.",
        f"Är månaderna färre än {limits.HISTORY_LEAST} ges talen utan ord, och det verkliga skälet: serien är för "
        "kort (den börjar senare än 49 månader före), måttet är gjort om, pandemin, eller månader som saknas.",
        "Slumpprovet: exakt tvåsidigt binomialtest av det ena talet i summan av båda, p < "
        f"{_number(limits.SIGNIFICANCE)}; är summan över 20{sv.NBSP}000 normalapproximation med "
        "kontinuitetskorrektion. För kvartal, år och tolv månader av få händelser: är φ, variansen (n − 1) delad "
        f"med medelvärdet i de fem åren före, över {_number(limits.DISPERSED_FROM)} krävs i stället |2(√(a + 3/8) "
        f"− √(b + 3/8)) / √(2φ)| ≥ {_number(limits.Z)}.",
        f"Klaras inte proven sägs ”ungefär lika många” om skillnaden är under {_CLEAR} procent, annars båda talen "
        "och ”inom vanlig variation”. Under den första gränsen sägs ”i stort sett” utan prov.",
    )


def _few() -> tuple[str, ...]:
    return (
        f"Få händelser: medelvärdet av de fem åren före är under {limits.RARE_BELOW} per period (flöden och "
        "konkurser, inte antal vid en tidpunkt). Perioden får ett band: från det minsta antal vars sannolikhet "
        "hittills i en Poissonfördelning med medelvärdet m når 2,5 procent till det som når 97,5; är φ över "
        f"{_number(limits.DISPERSED_FROM)} m ± {_number(limits.Z)} × √(φm), inåt avrundat och minst 0. Minst "
        f"{limits.HISTORY_LEAST} av {limits.HISTORY_MONTHS} månader (12 av 20 kvartal, 3 av 5 år) måste vara "
        "kända.",
        "Ordet gäller tolv månader mot de tolv före: slumpprovet, sedan gränserna. Klaras det inte är de ”ungefär "
        f"lika många”, hur stor skillnaden än är. Är båda under {limits.TWELVE_MONTHS_LEAST} ges bara talen.",
        "Klumpar (varsel, berörda av konkurser): inget ord om en månad. Summan av tolv månader ställs mot de "
        f"{sv.small_number(limits.LUMPS_YEARS)} summor som slutar i samma månad åren före: över alla eller alla "
        "utom en är ”ovanligt många”, under alla eller alla utom en ”ovanligt få”, annars en vanlig nivå.",
    )


def _months() -> tuple[str, ...]:
    return (
        "Jämförelsen med månaden före görs bara för nya lediga jobb, när månaden före är minst "
        f"{limits.MONTH_ON_MONTH_BASE}, med flödenas gränser och bara slumpprovet.",
        "Årets steg ställs mot det vanliga, medianen av samma steg i procent de "
        f"{sv.small_number(limits.SEASON_YEARS)} åren före (minst {sv.small_number(limits.SEASON_YEARS_LEAST)}, "
        f"annars sägs inget om månaden före). Inom {limits.SEASON_POINTS} procentenheter: ”som brukligt för "
        "årstiden”.",
        f"Längre ifrån: är det vanliga steget minst {_SLIGHT} procent åt andra hållet sägs ”trots att det brukar "
        "bli fler” (eller färre), annars ”en större” eller ”en mindre ökning (minskning) än brukligt”. Sägs ingen "
        f"ändring från månaden före, men det vanliga steget är minst {_SLIGHT} procent, sägs ”fast det brukar bli "
        "fler” (eller färre), utom när skillnaden är inom vanlig variation och går åt samma håll.",
    )


def _nights() -> tuple[str, ...]:
    return (
        "Mars och april summeras, i april, mot samma två månader året före; i mars jämförs inget. Summorna "
        "prövas mot samma egna variation som april.",
        "Februari räknas per dygn när ett av åren är skottår: gränserna gäller talen delade med 29 och 28, proven "
        "talen själva. Båda talen per dygn skrivs ut, och ingen per cent, inte heller i tabellen.",
        "Vinter (december–april) och sommar (juni–augusti), från säsongens andra månad men aldrig till och med "
        "mars: mot samma månader säsongen före, per dygn; slumpprovet med φ av upp till fem tidigare säsonger utan "
        "pandemin, minst tre.",
        f"Grått fält i diagrammet: lägsta och högsta värdet de fem åren före, utan {_pandemic()}, där minst tre är "
        "kända.",
    )


def _surveys() -> tuple[str, ...]:
    return (
        "En skillnad är säkerställd om den är större än √(m₁² + m₂²), där m är de två felmarginalerna. Då gäller "
        "andelarnas eller flödenas gränser; annars sägs att skillnaden inte är statistiskt säkerställd.",
        "Är en av felmarginalerna inte känd ges båda talen utan ord, och det skälet.",
    )


def _further() -> tuple[str, ...]:
    return (
        "Hittills i år, från årets andra period: januari till och med perioden mot samma perioder året före, för "
        "mått som räknas så. "
        "Flödenas gränser, och slumpprovet utan φ; gästnätter per dygn, och inte till och med mars. En månad som "
        "inte är komplett räknas inte.",
        f"Normalår: medianen av samma period de {sv.small_number(limits.NORMAL_YEARS)} åren före, utan "
        f"{_pandemic()}, minst {sv.small_number(limits.NORMAL_YEARS_LEAST)} år. Flödenas gränser och slumpprovet "
        "med φ.",
        "Sjunker både arbetslösheten och andelen som har arbete, båda med ett ord, sägs det.",
        "Störst förändring bland länets kommuner: den största skillnaden i visade tal bland dem som har ett ord. Har "
        "en annan kommun en större skillnad utan ord sägs bland vilka den är störst.",
        "Andel av riket: tolv månader för det som summeras, annars perioden, mot andelen av befolkningen (av "
        "de registrerade företagen för registreringar) den senaste månaden i samma år som inte är efter perioden. En "
        "decimal från 1 procent, två från 0,1 och annars tre.",
        "Konkurser per 1 000 företag: 1 000 × summan av tolv månaders konkurser / antalet registrerade företag den "
        "senaste månaden i samma år som inte är efter perioden. En decimal, eller två under 0,05.",
        "Konjunkturbarometerns index: avståndet från det visade talet till 100, seriens medelvärde.",
        "Nettopendling: sysselsatta efter arbetsställe minus sysselsatta efter bostad, samma plats, bransch och "
        "period, av visade tal. Sägs inte för riket.",
        "Folkmängd och folkökning: är skillnaden i folkmängd på ett år en annan än summan av månadernas folkökning "
        "sägs det, på båda måttens sidor.",
        f"Gapet till en annan plats i personer sägs från {limits.GAP_FROM_PERSONS} personer.",
        "Återhämtning, när en första månad är vald: samma kalendermånad varje år från den. Av uppgången från den "
        "första till den högsta är (högsta − nu) / (högsta − första) återhämtad, av visade tal; under "
        f"{sv.as_rounded(limits.RECOVERY_FROM_POINTS)} procentenheter sägs bara skillnaden.",
        "Reviderat: är den siffra som var senast vid förra mötet (eller 31 dagar tidigare) en annan nu, sägs båda "
        "och om ordet står sig; har mer än hälften av de 24 senaste månaderna ändrats sägs att hela serien är "
        "reviderad.",
    )
