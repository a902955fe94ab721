"""The rules of the further ways of showing, in Swedish: printed with the others (rules.py)."""

from dashboard.words import swedish as sv
from dashboard.words.judging import thresholds as limits


def ways_rules() -> tuple[str, ...]:
    """Of publications, of intervals and quarters, of numbers per thousand, and of projections that came out."""
    places, persons = limits.PLACES_FROM, limits.INTERVAL_PERSONS
    return (
        "Versioner: en siffras ändring är den visade siffran nu minus den som först finns sparad. Bara perioder som "
        "publicerats minst två gånger räknas. Medelrevideringen är medelvärdet av ändringarna, medelstorleken det av "
        "deras storlek. Riktningen är tecknet på ändringen från året före, med båda talen ur samma publicering; den "
        "har bytts om tecknet nu är det motsatta. Över brott, och för få händelser, sägs ingen riktning.",
        f"Intervall för en kommuns andel: siffran plus och minus det största av felmarginalen, {persons} personer "
        f"och {sv.number(limits.NORMAL_95, 2)} × √täljaren, räknat i procent av nämnaren. Två kommuner vars "
        "intervall överlappar ordnas inte, och delar platser.",
        "Fjärdedelar av landets kommuner: en fjärdedel har den lägsta gränsens värde eller lägre, en fjärdedel den "
        f"högsta gränsens eller högre, av visade tal; lika tal står på samma sida. De ges från {places} kommuner. En "
        "kommun hör till en fjärdedel om hela dess intervall ligger där; annars ligger den vid gränsen, och når "
        "intervallet båda gränserna är siffran för osäker.",
        f"Karta: fem klasser med ungefär lika många kommuner och runda gränser, från {places} kommuner; är de färre "
        f"står talen i stället. En kommun med färre än {persons} personer i täljaren har ingen klass.",
        "Små diagram: en kommun är lägre eller högre än året före när regeln ovan ger dess ändring ett ord. De som "
        "inte jämförs, för att en siffra saknas, är dold eller ligger före ett brott, räknas för sig.",
        "Per 1 000: 1 000 × antalet, eller summan av ett års antal för det som händer, delat med antalet invånare "
        "(eller registrerade företag) vid periodens slut, eller den senaste månaden högst elva månader tidigare. En "
        "decimal, eller två om inget tal når 2.",
        "Framskrivningars fel: framskrivningen minus utfallet, efter så många år som årtalet minus det första året "
        "plus ett, i hela tiotal och i procent av utfallet. Utan justeringsposten dras summan av dess månader sedan "
        "året före framskrivningen från utfallet. Kommunernas summa är av hela tiotal, som de visas.",
    )
