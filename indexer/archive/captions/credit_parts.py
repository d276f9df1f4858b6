"""The words of credit lines: labels, statuses and rights, in the languages captions come in."""

from __future__ import annotations

import re

from indexer.archive.traces import TracedPattern
from indexer.model import Status

_STATUS_WORDS = {
    Status.POOL: "pool|pool photo|pool photos|pool picture|pool image|pool photograph|photo pool|"
    "poolfoto|代表撮影",
    Status.HANDOUT: (
        "handout|hand out|hand-out|ho|handout photo|handout picture|handout image|handouts|"
        "divulgação|divulgacao|folleto|dist.|difusión|difusion|distribución|press handout|"
        "раздаточный материал"
    ),
    Status.FILE: (
        "file|files|file photo|file photos|"
        "file picture|file image|file photograph|archive|archives|"
        "archive photo|archiv|archivbild|archivfoto|archivo|foto de archivo|arquivo|archivio|"
        "foto d'archivio|archives photo|photo d'archives|архив|архивное фото|фото из архива|"
        "d'archives|archivaufnahme|arkiv|arkivbild|arkivfoto|archief|archieffoto|archiwum|arkisto|arşiv|"
        "files photo|library image|library photo|library picture|stock photo|imagen de archivo|"
        "foto de arquivo|archives d'illustration|image d'archives|fotografía de archivo"
    ),
    Status.PROVIDED: (
        "provided|provided photo|photo provided|photos provided|submitted|submitted photo|"
        "photo submitted|contributed|contributed photo|photo contributed|supplied|photo supplied|"
        "supplied photo|picture supplied|cedida|foto cedida|image supplied|supplied image|"
        "supplied picture|privat|privatfoto|zvg|z.v.g.|z. v. g.|privé|fournie|photo fournie|"
        "cedidas|imagen cedida|cedida por la familia|arquivo pessoal|acervo pessoal|"
        "archivo personal|álbum de família|предоставлено|из личного архива|личный архив|"
        "фото из личного архива"
    ),
    Status.STRINGER: "stringer|str|stringers|stringer/str",
    Status.FREELANCE: (
        "freelance|freelancer|freelance photographer|contributor|contributing photographer|"
        "photo contributor|collaborateur|collaborateur spécial|"
        "collaboration spéciale"
    ),
    Status.REPRODUCTION: "reprodução|reproducao|reproduction|reproducción|repro",
}
STATUS_BY_WORD = {
    word: status for status, words in _STATUS_WORDS.items() for word in words.split("|")
}
"""Status by the word or words that state it, case folded."""

FILE_NOTES = frozenset(
    {
        *("archiv", "archivbild", "archivfoto", "archives", "archivo", "arquivo", "arkiv"),
        *("arkivfoto", "arkivbild", "archief", "file photo", "file picture", "file image"),
        *("foto d'archivio", "photo d'archives", "foto de archivo", "архив", "архивное фото"),
    }
)
"""Words in brackets within a sentence that can be about nothing but the picture."""

IGNORED = frozenset(
    {
        *("staff", "staff photo", "staff photos", "staff photographer", "staff picture"),
        *("senior staff", "photo editor", "assistant photo editor", "picture editor"),
        *("photo", "photos", "image", "picture", "foto", "фото", "photographer", "photojournalist"),
        *("photo credit", "image credit", "courtesy", "courtesy photo", "cortesía", "courtoisie"),
        *("illustration", "photo illustration", "montage", "composite", "symbolbild", "screenshot"),
        *("screengrab", "screen grab", "editorial use only", "all rights reserved", "cortesia"),
        *(
            "released",
            "unreleased",
            "own work",
            "eigenes werk",
            "travail personnel",
            "social media",
            "user generated content",
            "ugc",
            "dr",
            "d.r.",
        ),
        *("droits réservés", "illustrasjon", "symbolfoto", "illustrationsbild", "genrebild"),
        *("foto simbólica", "kuva", "beeld", "fot", "fotomontage", "collage", "grafik", "graphic"),
        *("video grab", "video still", "still image", "file image", "premium", "rf", "photo file"),
        *("photo illustration", "scanpix foto", "archives photos", "fotograf", "reporter"),
    }
)
"""What may stand in a credit line and says nothing of persons, agencies or status."""

STATUS_ENDING = TracedPattern(
    r"^(?P<org>\S.*?)\s+(?P<status>handout|ho|pool(?: photo)?|archives?|files?|file photo|"
    r"stringer)(?:\s+handout)?$",
    *(" handout", " ho", " pool", " archive", " file", " stringer"),
)
"""An organisation with its status after it ("NASA HANDOUT")."""

STATUS_OPENING = re.compile(
    r"^(?:photos?\s+)?(?P<status>handout|d['’]archives|archives?|archivo|arquivo|archiv|arkiv|reprodução|"
    r"divulgação|file photo|file)"
    r"\s+(?P<org>\S.*)$",
    re.IGNORECASE,
)
"""An organisation with its status before it ("ARCHIVES LA PRESSE")."""

_THING = (
    r"(?:photo(?:s|graphs?|graphy)?|pictures?|pics?|images?|fotos?|fotograf[ií]as?|fotografia|"
    r"bild(?:er)?|"
    r"fotografie|(?:archiv|arkiv|archief|symbol|genre|illustrations?)(?:foto|bild|beeld)|kuvat?|"
    r"beeld|fot\.|zdjęcie|valokuva|fotoğraf|"
    r"(?:file|handout|library|archive)\s(?:photo|picture|image)s?|"
    r"(?:photo|picture|image)?\s?credit\sshould\sread|"
    r"фото|автор\sфото|crédits?|crédito|créditos|credits?|(?:photo|image|picture)\s+credits?|crédit\s+photos?|"
    r"crédito\s+(?:da\s+)?(?:foto|imagen|imagem)|source|quelle|fuente|fonte|источник|"
    r"mandatory\s+credit|picture\s+by|photographers?|photographe|fotograf|fotógrafo|photo\s+source|image\s+source)"
)

BY_LABEL = TracedPattern(
    r"(?P<before>(?:[\w.&'’-]+\s+){0,6}?)"
    r"(?:photos?|photographs?|photography|pictures?|pics?|images?|fotos?|снимок)"
    r"\s+(?:taken\s+|shot\s+|made\s+|captured\s+)?(?:by|de|di|von|par|por|av|af|:by)\s*:?\s+(?=\S)",
    *("photo", "pic", "image", "foto", "снимок"),
)
"""A label after which the photographer stands ("U.S. Army photo by")."""

COLON_LABEL = TracedPattern(
    rf"(?P<before>(?:[\w.&'’-]+\s+){{0,3}}?)(?P<thing>{_THING})\s*(?:[:：=|/]|\.\.\.|…|©|\s[-–—]\s)\s*(?=\S)",
    *(":", "：", "=", "|", "/", "...", "…", "©", " - ", " – ", " — "),
)
"""A label with a mark after it ("Photo credit:")."""

BARE_LABEL = re.compile(r"(?:photos?|fotos?|фото|bild|beeld|kuva|fot\.)\s+(?=\S)", re.IGNORECASE)
"""A label with nothing after it ("PHOTO MARTIN TREMBLAY"); proves nothing by itself."""

BY = re.compile(r"by\s(?=[A-ZÀ-Þ])", re.IGNORECASE)
"""Stands before a photographer as before any author."""

COURTESY = re.compile(
    r"(?:(?:all\s+)?(?:photos?|photographs?|images?|pictures?)\s+(?:is\s+|are\s+)?)?"
    r"(?:courtesy(?:\s+(?:of|from|photo|image|by))?|cortesía\s+de|foto\s+cortesía)\s*[:/]?\s+(?=\S)",
    re.IGNORECASE,
)
"""Words of thanks, after which an owner stands who need not have taken the picture."""

PROVIDED = re.compile(
    r"(?:(?:all\s+)?(?:photos?|photographs?|images?|pictures?)\s+)?"
    r"(?:(?:provided|supplied|submitted|contributed|made\s+available)(?:\s+(?:by|to)\s+|\s?:\s?)|"
    r"(?:photos?\s+)?fourni(?:e|es)?\s+par\s+|(?:fotos?\s+|imagen\s+)?(?:cedid[ao]s?|facilitad[ao]s?)"
    r"\s+(?:por|pel[ao])\s+|foto\s+fornit[ao]\s+da\s+|zur\s+Verfügung\s+gestellt\s+von\s+|"
    r"предоставлено\s+)(?=\S)",
    re.IGNORECASE,
)
"""Says that somebody gave the picture away."""

FREELANCE = TracedPattern(
    r"(?:^|(?<=\s))(?:(?:a\s+)?special\s+(?:for|to)|for|für|pour|para|exclusive\s+to)\s+",
    *("special ", "for ", "für ", "pour ", "para ", "exclusive "),
)
"""Stands before the paper for which a freelance worked."""

LICENCE = TracedPattern(
    r"\(?\b(?:"
    r"(?:(?:licensed|used|available|published)\s+under\s+(?:a\s+|the\s+)?)?"
    r"(?:CC0(?:\s+1\.0)?|CC[ -]?BY(?:-(?:NC|SA|ND)){0,3}(?:\s+\d\.\d)?"
    r"(?:\s+(?:DEED|[A-Z]{2}|IGO))?|"
    r"Creative\s+Commons(?:\s+(?:Attribution|Zero|Share\s?Alike|NonCommercial|licen[cs]e|"
    r"[A-Z0-9.-]+)){0,4})"
    r"(?:\s+licen[cs]e)?"
    r"|public\s+domain|all\s+rights\s+reserved|used\s+with\s+permission"
    r")(?:\b|(?<=\)))\)?(?:\s?<https?://[^\s>]{1,90}>)?",
    # Without the first letter of "CC BY" and others, which a parsed pattern has once for all.
    *("c0", "c by", "c-by", "cby", "reative", "public", "all rights", "used with"),
)
"""Licences and other rights wording."""

COPYRIGHT = TracedPattern(
    r"(?:©|ⓒ|\(c\)|\bcopyright\b(?:\s*©)?)\s*(?::\s*)?", *("©", "ⓒ", "(c)", "copyright")
)
"""The sign or word of copyright."""

YEARS = re.compile(r"(?<!\w)(?:1[89]|20)\d\d(?:\s*[-–]\s*(?:(?:1[89]|20)?\d\d))?(?!\w)[,.]?\s*")
"""A year or years as they follow a copyright sign."""

SLASH = TracedPattern(
    r"\s*[/|／｜]\s*|\s+[-–—•·]\s+|\s*[—–]\s*|\s*=\s*",
    *("/", "|", "／", "｜", " -", "–", "—", " •", " ·", "="),
    flags=re.NOFLAG,
)
"""What parts persons from organisations."""

VIA = TracedPattern(r"(?:^|\s*[,/]\s*|\s+)(?:via|über(?=\s+dts\b))\s+", "via ", "über ")
"""Stands before a distributor."""

_KEEPS_STOP = re.compile(r"(?:\b\w\.){2}$|\b(?:Jr|Sr|Inc|Co|Ltd)\.$")
_LONGEST_KEPT = len("Inc.")

OUTER = " \t,;:–—-|/·•"
"""Marks around a part that do not belong to it."""


def trim(text: str) -> str:
    """Takes marks and a sentence's stop off both ends."""
    text = text.strip(OUTER)
    # "U.S." keeps its stop; the one that ends a sentence goes.
    if text.endswith(".") and not _KEEPS_STOP.search(text, max(0, len(text) - _LONGEST_KEPT)):
        text = text[:-1]
    if text.count(")") > text.count("("):  # what opened it stands in another part of the line
        text = text.rstrip(")")
    return text.strip(OUTER)
