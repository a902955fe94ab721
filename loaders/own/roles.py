"""Who said something, as it may be shown: an organisation or a role, never a person.

What is written as ``who`` (*vem*) stays in its file and its history. Shown of it are the parts that are nothing but
words for organisations and roles, with places and small words beside; anything else may be a name. ``organisation`` is
shown as written, and refused where it holds a usual given name: somebody took the wrong field.
"""

import re
from functools import cache

from loaders.ground.places import all_places
from loaders.own.entries import Entry

SOMEBODY = "en deltagare"
"""What is shown where nothing in ``who`` is surely an organisation or a role."""

_ORGANISATION_ENDINGS = """
kammare kammaren kommun kommunen kommunerna region regionen länet styrelse styrelsen verk verket verken
myndighet myndigheten förmedlingen rådet förbund förbundet förening föreningen universitet universitetet
högskola högskolan skolan bolag bolaget bolagen företag företaget företagen byrå byrån bank banken fonden
stiftelse stiftelsen institut institutet centrum kontor kontoret nätverk nätverket gruppen kansli kansliet
avdelning avdelningen enhet enheten nämnd nämnden förvaltning förvaltningen kluster klustret museet sjukhuset
turism näringsliv näringslivet näringen branschen hotell hotellet facket departementet regeringen riksdagen
inkubatorn
"""
_ORGANISATIONS = tuple(_ORGANISATION_ENDINGS.split())
_ROLE_ENDINGS = """
analytiker analytikern chef chefen direktör direktören strateg strategen utredare utredaren handläggare
handläggaren ordförande ordföranden deltagare deltagaren projektledare projektledaren samordnare samordnaren
statistiker statistikern ekonom ekonomen rådgivare rådgivaren sekreterare sekreteraren utvecklare utvecklaren
företagare företagaren redaktör
"""
_ROLES = tuple(_ROLE_ENDINGS.split())
_PLURALS = re.compile(r"\w{4,}arna")
"""``Rådgivarna``, ``Företagarna``."""
_ABBREVIATIONS = """
almi af coompanion konjunkturinstitutet ki lo lrf lrfs norrlandsfonden saco scb skr tco tillväxtanalys vd
visita vinnova svenskt
"""
_KNOWN = frozenset(_ABBREVIATIONS.split())
_SMALL_WORDS = """
demodata ab hb kb ek för ideell och eller i på för vid av från hos samt en ett den det de vår vårt våra sin
sina ny nya lokal lokala lokalt regional regionala nationell nationella egen egna privat privata offentlig
offentliga jämtländska norrländska svenska svensk härjedalen jämtland norrland mitt norr söder sverige
mellersta norra södra östra västra nationellt
"""
_BESIDE = frozenset(_SMALL_WORDS.split())
_WHERE = frozenset({"i", "på", "för", "från", "vid", "hos"})
_APART = re.compile(r"[,;:/()\[\]|·–—]|\s-\s|\s(?:på|vid|från|hos|genom|via)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEGAL = frozenset({"ab", "hb", "kb", "stiftelsen", "förening", "föreningen", "bolaget", "fond", "fonden"})
_GIVEN_NAMES = """
adam agneta albin alexander alexandra alice alva amanda anders andreas anette anita ann anna anneli annika
arne arvid astrid axel barbro bengt bernt birgit birgitta björn bo britt camilla carina carl carolina caroline
cecilia charlotta charlotte christer christian christina claes daniel david dennis ebba edvin elias elin
elisabet elisabeth ella elsa emelie emil emilia emma erik erika eva evelina felix filip frida fredrik gabriel
gerd greta gun gunilla gunnar gustav göran hampus hanna hans helen helena henrik hugo håkan ida inga ingegerd
inger ingrid ingvar irene isabelle jakob jan jenny jens jessica jesper joakim johan johanna john jonas josefin
josefine julia kajsa karin karl katarina kenneth kent kerstin kjell klara kristina kristoffer lars leif lena
lennart linda linn linnea linus lisa lisbeth louise lovisa lucas ludvig maja malin marcus margareta maria
marianne marie markus martin mats matilda mattias max mikael moa mona monica märta nils olof ola oliver olle
oskar oscar patrik per peter petra pia pontus rebecka richard rickard robert robin roger rolf sabina sandra
sara sebastian simon siv sofia sofie stefan stig sten sture susanne sven terese theo therese thomas tobias
tomas tommy tony torbjörn tore tove ulf ulla ulrika urban viktor viktoria vilhelm wilma william yvonne åke åsa
örjan östen
"""
_GIVEN = frozenset(_GIVEN_NAMES.split())


def role_in(who: str) -> str:
    """What of ``who`` is an organisation or a role; empty where nothing surely is."""
    text = " ".join(who.split())
    if _is_role(text):
        return text
    return ", ".join(part for piece in _APART.split(text) if (part := piece.strip(" .\"'”")) and _is_role(part))


def is_a_person(organisation: str) -> bool:
    """Whether a text that is to be an organisation or a role holds a usual given name and no form of association."""
    words = {word.lower() for word in _words(organisation)}
    return bool(words & _GIVEN) and not words & _LEGAL


def refuse_person(entry: Entry, organisation: str) -> None:
    """UsageError where ``organisation`` holds a usual given name. The message does not repeat it."""
    if is_a_person(organisation):
        raise entry.fault(
            "organisation",
            "'organisation' looks like a person's name; write an organisation or a role, and the person as 'who'",
            "”organisation” ser ut som ett personnamn. Skriv en organisation eller en roll; personen skrivs som ”vem”.",
        )


def _is_role(text: str) -> bool:
    words = [word.lower() for word in _words(text)]
    organisations = {word for word in words if _names_an_organisation(word)}
    roles = {word for word in words if word.endswith(_ROLES)}
    if not organisations | roles:
        return False
    for before, word in zip(("", *words[:-1]), words, strict=True):
        is_place = word in _place_words() and (bool(organisations) or before in _WHERE)  # Berg is a surname too
        if not (word in organisations or word in roles or word in _BESIDE or is_place):
            return False
    return True


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _names_an_organisation(word: str) -> bool:
    plain = word[:-1] if word.endswith("s") else word  # of an organisation: Handelskammarens
    return any(one.endswith(_ORGANISATIONS) or one in _KNOWN or _PLURALS.fullmatch(one) for one in (word, plain))


@cache
def _place_words() -> frozenset[str]:
    names = [word.lower() for place in all_places().values() for word in _words(f"{place.name} {place.full_name}")]
    return frozenset({*names, *(f"{name}s" for name in names)})
