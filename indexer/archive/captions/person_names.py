"""What looks like a person's name, and how one printed in capitals is written."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.archive.captions.given_names import GIVEN_NAMES
from indexer.archive.captions.word_lists import word_set

_PARTICLES = word_set(
    """
    de del della dell' di da das do dos du des la le las los van von vom zu zum zur der den het
    ten ter te bin bint ibn ben al el ul y e i af av dal dalla degli san santa d' st st.
    """
)
_SURNAMES = word_set(
    """
    bay bridge castle church court day forest hall house king lake march may mount park post prince
    river royal sheriff star street sun tower town white
    """
)
_MONTH_NAMES = frozenset({"april", "june", "august"})
_SUN = "sun"
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|"
    r"in|ing|iong|iu|o|ong|ou|u|ua|uai|uan|uang|ue|ui|un|uo|ü)){1,2}"
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# A name with one of these in it is an organisation's, a job's or a thing's.
_NOT_IN_NAMES = word_set(
    """
    abbey above academy administration agence agencia agency agentur air airline airlines
    airport and anonymous april archiv archive archives archivo army arquivo art arts assembly
    association at august author authority bank bay below board bridge brigade broadcasting bros
    brothers bureau by cabinet castle cathedral center central centre chamber channel chart
    church city civil clinic club college commission committee community company computing
    congress consortium contributed contributor corp corporation corps correspondent cortesia
    cortesía council county courier court courtesy courtoisie credit daily data december defence
    defense department design desk diagram digital dispatch district division divulgação drone
    editorial embassy enquirer environmental examiner express facility family february
    federation festival file film films fire for force forces forest foto fotos foundation free
    freelance freelancer from gallery gazette getty global globe gobierno government graphic
    graphics group guard hall handout health herald heritage historical history ho hospital
    hotel house illustration image images in inc inquirer institute international island islands
    january journal july june king laboratory labs lake league left legacy library limited live
    llc ltd magazine mail management march marine marines media memorial merkur military
    minister ministerio ministry monitor morning mount mountain museum music national navy
    network networks news newspaper newspapers northern november october of office official on
    online or orchestra organization our owner palace park parliament party photo photograph
    photographer photographers photography photos picture pictures police pool post prensa
    presidency president presidential press presse prime prince princess production productions
    propia propio provided public publishing queen radio record recorder records red redacción
    regional register release reporter reprodução republic research reserved reuters review
    right rights river royal school science screen screengrab screenshot senate sentinel
    september service services sheriff sheriff's society special sport sports staff standard
    star state states station stock str street stringer studio studios submitted sun survey team
    technologies telegraph television the theater theatre this times today top tower town
    tribune trust tv union united university unknown valley various via video village visual web
    weekly white wire with world yearbook zeitung zoo агентство архив министерство пресс-служба
    фото
    """
)
_ORG_STEM = re.compile(
    r"museum|muzeum|musée|museo|museu\b|universi|ministr|ministeri|ministerio|ministère|министер|stiftung|"
    r"verlag|gmbh|polizei|polícia|policía|^police|polizia|gendarmerie|feuerwehr|bomberos|bombeiros|pompiers|"
    r"bibliot|institut|agentur|agência|^agencia$|^agence$|agenzia|archiv|zeitung|gallery|galerie|collection|"
    r"library|foundation|fundación|fundação|fondation|fondazione|prefeitura|préfecture|ayuntamiento|"
    r"alcaldía|municipalidad|municipio|^mairie|câmara|secretaria|secretaría|governo|gobierno|government|"
    r"newspaper|department|society|association|committee|council|commission|authority|brigade$|"
    r"^services?$|^embassy|^bureau$|^films?$|^energy$|films$|^entertainment|^productions?$|"
    r"^county$|^prefecture$|^province$|^district$|^city$|^centre$|^center$|"
    r"landratsamt|landkreis|gemeinde|staatskanzlei|tourismus|archäolog|landesamt|bundes|пресс-служб|"
    r"администрац|управлен|прокуратур|правительств|studios?$|press$|"
    r"news$|images$|photos$|\.(?:com|org|net|cn|de|co)\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?:(?:u\.?s\.?\s+)?(?:army|navy|air force|marine corps|coast guard)\s+)?"
    r"(?:(?:(?:[123](?:st|nd|rd)|first|second|third)\s+class|staff|"
    r"tech(?:nical)?\.?|apprentice|recruit|fireman|basic|warrant officer|ensign|cadet|"
    r"cmdr\.?|lt\.? cmdr\.?|lt\.? j\.?g\.?|leading (?:seaman|aircraftman|aircraftwoman)|lphot|"
    r"po\s?phot|sac|lac|mcpl\.?|master corporal|leutnant|ssgt\.?|tsgt\.?|msgt\.?|sra|a1c|mc[123]|"
    r"pte\.?|bombardier|flying officer|flight lieutenant|"
    r"master|senior master|chief master|gunnery|first|1st|lance|"
    r"command|senior|chief|petty officer|mass communication specialist|airman|seaman|"
    r"[123](?:st|nd|rd)\s+class|first class|second class|third class|sgt\.?|sergeant|"
    r"spc\.?|specialist|pfc\.?|pvt\.?|cpl\.?|corporal|capt\.?|captain|lt\.?|lieutenant|maj\.?|"
    r"major|"
    r"1st\s+lt\.?|2nd\s+lt\.?|col\.?|airman\s+1st\s+class|senior\s+airman|private|"
    r"staff photographer|staff|photographer|photojournalist|photographe|"
    r"fotograf|fotógrafo)\s+){1,6}",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?:[^\W\d_]\.){1,3}|[^\W\d_]+(?:[-'’`.][^\W\d_]+)*'?\.?")
_NICKNAME = re.compile(r"[\"'“‘][^\W\d_]+[\"'”’]")
_NG = "NG"  # a Cantonese surname without a vowel
_MIN_TOKENS = 2
_SHORT = 4  # letters before a full stop: "Chas. Doe", but no sentence's end
_MAX_TOKENS = 5


def strip_ranks(text: str) -> str:
    """Drops a rank or job in front of a name ("Staff Sgt. Jane Doe")."""
    return _RANK.sub("", text, count=1) if _RANK.match(text) else text


@lru_cache(maxsize=1024)
def has_org_word(text: str) -> bool:
    """True if a word in a text makes it an organisation's name."""
    # Of authors too, who are the same in many posts.
    return any(_ORG_STEM.search(word) for word in text.split())


def may_end_name(text: str) -> bool:
    """False for what does not end as :func:`is_person` has names end, which is quickly told."""
    last = "".join(text.rsplit(maxsplit=1)[-1:])
    return (last[:1].isupper() and not last.endswith(".")) or last.casefold() in _SUFFIXES


def is_person(text: str) -> bool:
    """True if a text is shaped like a full name and holds no word that names never hold."""
    tokens = _without_nickname(text.split())
    if not _MIN_TOKENS <= len(tokens) <= _MAX_TOKENS or not tokens[0][:1].isupper():
        return False
    if tokens[-1].casefold() in _SUFFIXES:
        tokens = tokens[:-1]
    if has_org_word(text):
        return False
    strong = 0
    for at, token in enumerate(tokens):
        folded = token.casefold().rstrip(".")
        if not _TOKEN.fullmatch(token) or (token.endswith(".") and len(folded) > _SHORT):
            return False
        if folded in _NOT_IN_NAMES and not _is_name_here(tokens, at):
            return False
        if token[0].isupper() or folded[:3] in ("al-", "el-", "d'a", "d’a"):
            strong += len(folded) > 1 or not token.endswith(".")
        elif folded not in _PARTICLES and token[:2] not in ("d'", "d’"):
            return False
    last = tokens[-1]
    return strong >= 1 and len(tokens) > 1 and last[0].isupper() and not last.endswith(".")


def _without_nickname(tokens: list[str]) -> list[str]:
    """A name without one in quotation marks between others: Charles "Teenie" Harris."""
    inside = range(1, len(tokens) - 1)
    return [
        token
        for at, token in enumerate(tokens)
        if at not in inside or not _NICKNAME.fullmatch(token)
    ]


def _is_name_here(tokens: list[str], at: int) -> bool:
    """True for words that are names as well: "Jane Hall", "June Doe", "Sun Wei"."""
    folded = tokens[at].casefold()
    if at == len(tokens) - 1:
        return folded in _SURNAMES and tokens[0].casefold() in GIVEN_NAMES
    if at > 0:
        return False
    following = tokens[1].casefold()
    if folded in _MONTH_NAMES:
        return following not in _NOT_IN_NAMES and not following.isdigit()
    return folded == _SUN and len(tokens) == _MIN_TOKENS and bool(_PINYIN.fullmatch(following))


def person_name(text: str) -> str:
    """A name as running text writes it: capitals become title case, particles lower case."""
    tokens = text.split()
    all_capitals = all(token.isupper() for token in tokens)
    return " ".join(
        _token(token, first=at == 0, all_capitals=all_capitals) for at, token in enumerate(tokens)
    )


def _token(token: str, *, first: bool, all_capitals: bool) -> str:
    folded = token.casefold()
    letters = sum(char.isalpha() for char in token)
    if not token.isupper() or letters == 1 or "." in token[:-1]:
        return token
    if folded in {"ii", "iii", "iv"}:
        return token
    if all_capitals and not first and folded in _PARTICLES:
        return folded
    if _is_initials(token):
        return token
    titled = re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), token)
    return re.sub(r"^Mc([a-z])(?=[a-z]{2})", lambda part: "Mc" + part[1].upper(), titled)


def _is_initials(word: str) -> bool:
    """True for "JD" or "AJ", which are initials rather than a name in capitals."""
    if len(word) != 2 or word == _NG:  # noqa: PLR2004 - two letters
        return False
    return not set(word) & set("AEIOUYÀÁÈÉÌÍÒÓÙÚ") or word.endswith("J")
