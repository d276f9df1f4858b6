"""The words of credit lines: labels, statuses and rights, in the languages captions come in."""

from __future__ import annotations

import re

from indexer.model import Status

_STATUS_WORDS = {
    Status.POOL: "pool|pool photo|pool photos|pool picture|pool image|pool photograph|photo pool",
    Status.HANDOUT: (
        "handout|hand out|hand-out|ho|handout photo|handout picture|handout image|divulgação|"
        "divulgacao|folleto|dist.|раздаточный материал"
    ),
    Status.FILE: (
        "file|files|file photo|file photos|"
        "file picture|file image|file photograph|archive|archives|"
        "archive photo|archiv|archivbild|archivfoto|archivo|foto de archivo|arquivo|archivio|"
        "foto d'archivio|archives photo|photo d'archives|архив|архивное фото|фото из архива"
    ),
    Status.PROVIDED: (
        "provided|provided photo|photo provided|photos provided|submitted|submitted photo|"
        "photo submitted|contributed|contributed photo|photo contributed|supplied|photo supplied|"
        "supplied photo|picture supplied|cedida|foto cedida|image supplied"
    ),
    Status.STRINGER: "stringer|str|stringers",
    Status.FREELANCE: (
        "freelance|freelancer|freelance photographer|contributor|contributing photographer"
    ),
    Status.REPRODUCTION: "reprodução|reproducao|reproduction|reproducción|repro",
}
STATUS_BY_WORD = {
    word: status for status, words in _STATUS_WORDS.items() for word in words.split("|")
}
"""Status by the word or words that state it, case folded."""

IGNORED = frozenset(
    {
        *("staff", "staff photo", "staff photos", "staff photographer", "staff picture"),
        *("photo", "photos", "image", "picture", "foto", "фото", "photographer", "photojournalist"),
        *("photo credit", "image credit", "courtesy", "courtesy photo", "cortesía", "courtoisie"),
        *("illustration", "photo illustration", "montage", "composite", "symbolbild", "screenshot"),
        *("screengrab", "screen grab", "editorial use only", "all rights reserved", "cortesia"),
    }
)
"""What may stand in a credit line and says nothing of persons, agencies or status."""

STATUS_ENDING = re.compile(
    r"^(?P<org>\S.*?)\s+(?P<status>handout|ho|pool(?: photo)?|archives?|files?|file photo)$",
    re.IGNORECASE,
)
"""An organisation with its status after it ("NASA HANDOUT")."""

STATUS_OPENING = re.compile(
    r"^(?P<status>handout|archives?|archivo|arquivo|reprodução|divulgação|file photo|file)"
    r"\s+(?P<org>\S.*)$",
    re.IGNORECASE,
)
"""An organisation with its status before it ("ARCHIVES LA PRESSE")."""

_THING = (
    r"(?:photo(?:s|graphs?|graphy)?|pictures?|pics?|images?|fotos?|fotograf[ií]as?|fotografia|"
    r"bild(?:er)?|"
    r"фото|crédits?|crédito|créditos|credits?|(?:photo|image|picture)\s+credits?|crédit\s+photos?|"
    r"crédito\s+(?:da\s+)?(?:foto|imagen|imagem)|source|quelle|fuente|fonte|источник|"
    r"photographers?|photographe|fotograf|fotógrafo|photo\s+source|image\s+source)"
)

BY_LABEL = re.compile(
    r"(?P<before>(?:[\w.&'’-]+\s+){0,6}?)"
    r"(?:photos?|photographs?|photography|pictures?|pics?|images?|fotos?|снимок)"
    r"\s+(?:taken\s+|shot\s+|made\s+)?(?:by|de|von|par|por|:by)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
"""A label after which the photographer stands ("U.S. Army photo by")."""

COLON_LABEL = re.compile(
    rf"(?P<before>(?:[\w.&'’-]+\s+){{0,3}}?)(?P<thing>{_THING})\s*(?:[:：=|/]|©|\s[-–—]\s)\s*(?=\S)",
    re.IGNORECASE,
)
"""A label with a mark after it ("Photo credit:")."""

BARE_LABEL = re.compile(r"(?:photos?|fotos?|фото|bild)\s+(?=\S)", re.IGNORECASE)
"""A label with nothing after it ("PHOTO MARTIN TREMBLAY"); proves nothing by itself."""

COURTESY = re.compile(
    r"(?:(?:all\s+)?(?:photos?|photographs?|images?|pictures?)\s+(?:is\s+|are\s+)?)?"
    r"(?:courtesy(?:\s+(?:of|from|photo|image|by))?|cortesía\s+de|foto\s+cortesía)\s*[:/]?\s+(?=\S)",
    re.IGNORECASE,
)
"""Words of thanks, after which an owner stands who need not have taken the picture."""

PROVIDED = re.compile(
    r"(?:(?:all\s+)?(?:photos?|photographs?|images?|pictures?)\s+)?"
    r"(?:provided|supplied|submitted|contributed|made\s+available)\s+(?:by|to)\s+(?=\S)",
    re.IGNORECASE,
)
"""Says that somebody gave the picture away."""

FREELANCE = re.compile(
    r"(?:^|(?<=\s))(?:(?:a\s+)?special\s+(?:for|to)|for|für|pour|para|exclusive\s+to)\s+",
    re.IGNORECASE,
)
"""Stands before the paper for which a freelance worked."""

LICENCE = re.compile(
    r"\(?\b(?:"
    r"(?:(?:licensed|used|available|published)\s+under\s+(?:a\s+|the\s+)?)?"
    r"(?:CC0(?:\s+1\.0)?|CC[ -]?BY(?:-(?:NC|SA|ND)){0,3}(?:\s+\d\.\d)?"
    r"(?:\s+(?:DEED|[A-Z]{2}|IGO))?|"
    r"Creative\s+Commons(?:\s+(?:Attribution|Zero|Share\s?Alike|NonCommercial|licen[cs]e|"
    r"[A-Z0-9.-]+)){0,4})"
    r"(?:\s+licen[cs]e)?"
    r"|public\s+domain|all\s+rights\s+reserved|used\s+with\s+permission"
    r")(?:\b|(?<=\)))\)?",
    re.IGNORECASE,
)
"""Licences and other rights wording."""

COPYRIGHT = re.compile(r"(?:©|ⓒ|\(c\)|\bcopyright\b(?:\s*©)?)\s*(?::\s*)?", re.IGNORECASE)
"""The sign or word of copyright."""

YEARS = re.compile(r"(?<!\w)(?:1[89]|20)\d\d(?:\s*[-–]\s*(?:(?:1[89]|20)?\d\d))?(?!\w)[,.]?\s*")
"""A year or years as they follow a copyright sign."""
