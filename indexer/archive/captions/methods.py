"""Caption -> drone or aerial, where it says how the picture was taken."""

from __future__ import annotations

import re

from indexer.model import Method

_WINDOW = 400
_DRONE = re.compile(
    r"\b(?:taken|shot|captured|photographed|made|filmed)\s(?:\w+\s){0,4}?"
    r"(?:with|by|from|using)\s(?:(?:a|the|an\saerial)\s)?drone\b|"
    r"\b(?:aerial\s)?drone\s(?:photo|photograph|picture|image|view|shot|footage|video)s?\b|"
    r"\b(?:photo|image|picture|view)\s(?:taken\s)?(?:by|from)\s(?:a\s)?drone\b|"
    r"\b(?:con|por|desde)\s(?:un\s)?dron\b|\b(?:imagen\sde\sdron|(?:imagem|foto)\sde\sdrone)\b|"
    r"\bpar\s(?:un\s)?drone\b|\bdrohnen(?:foto|aufnahme|bild)|\bmit\seiner\sdrohne\b|"
    r"(?:с|при помощи)\s(?:дрона|беспилотника)|无人机(?:照片|拍摄|航拍|图片|摄)|"
    r"無人機(?:照片|拍攝|空拍)|ドローン(?:で|から|を使って)?(?:空撮|撮影)|드론(?:으로)?\s?(?:촬영|사진)",
    re.IGNORECASE,
)
_AERIAL = re.compile(
    r"\baerial\s(?:(?:panoramic|file|handout|stitched)\s)?"
    r"(?:photo|photograph|picture|image|view|shot|footage|panorama)s?\b|"
    r"\bviewed\sfrom\sthe\sair\b|"
    r"\b(?:photographed|seen)\sfrom\s(?:the\sair|a\shelicopter|an?\s(?:air)?plane)\b|"
    r"\b(?:vista|foto|imagen|imagem|fotografía)\s(?:aérea|aerea)\b|\b(?:vue|photo)\saérienne\b|"
    r"\bluft(?:bild|aufnahme)|съ[её]мка с воздуха|вид с воздуха|航拍(?:照片|图片|图|画面)|"
    r"(?:这是|照片|图片).{0,30}航拍|空拍(?:照|圖)|空撮|本社ヘリから|항공\s?(?:촬영|사진)",
    re.IGNORECASE,
)


def find_method(text: str) -> Method | None:
    """Finds how a picture was taken; a drone that the picture shows does not count."""
    start = text[:_WINDOW]
    if _DRONE.search(start) or _DRONE.search(text[-_WINDOW:]):
        return Method.DRONE
    return Method.AERIAL if _AERIAL.search(start) else None
