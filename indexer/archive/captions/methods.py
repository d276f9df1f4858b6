"""Caption -> drone or aerial, where it says how the picture was taken."""

from __future__ import annotations

from indexer.archive.traces import TracedPattern, Traces
from indexer.model import Method

_WINDOW = 400
_DRONE = TracedPattern(
    r"\b(?:taken|shot|captured|photographed|made|filmed)\s(?:\w+\s){0,4}?"
    r"(?:with|by|from|using)\s(?:(?:a|the|an\saerial)\s)?drone\b|"
    r"\b(?:aerial\s)?drone\s(?:photo|photograph|picture|image|view|shot|footage|video)s?\b|"
    r"\b(?:photo|image|picture|view)\s(?:taken\s)?(?:by|from)\s(?:a\s)?drone\b|"
    r"\b(?:con|por|desde)\s(?:un\s)?dron\b|\b(?:imagen\sde\sdron|(?:imagem|foto)\sde\sdrone)\b|"
    r"\bpar\s(?:un\s)?drone\b|\bdrohnen(?:foto|aufnahme|bild)|\bmit\seiner\sdrohne\b|"
    r"(?:с|при помощи)\s(?:дрона|беспилотника)|无人机(?:照片|拍摄|航拍|图片|摄)|"
    r"無人機(?:照片|拍攝|空拍)|ドローン(?:で|から|を使って)?(?:空撮|撮影)|드론(?:으로)?\s?(?:촬영|사진)",
    *("dron", "drohne", "дрон", "беспилотник", "无人机", "無人機", "ドローン", "드론"),
)
_AERIAL = TracedPattern(
    r"\baerial\s(?:(?:panoramic|file|handout|stitched)\s)?"
    r"(?:photo|photograph|picture|image|view|shot|footage|panorama)s?\b|"
    r"\bviewed\sfrom\sthe\sair\b|"
    r"\b(?:photographed|seen|taken|shot|captured|filmed)\s(?:[\w.,]+\s){0,5}?"
    r"from\s(?:the\sair|an?\s(?:[\w.'’-]+\s){0,3}?(?:helicopter|plane|airplane|aircraft))\b|"
    r"\b(?:vista|foto|imagen|imagem|fotografía)\s(?:aérea|aerea)\b|\b(?:vue|photo)\saérienne\b|"
    r"\bflyfoto|\bflygfoto|\bluchtfoto|\bveduta\saerea\b|\b(?:foto|immagine)\saerea\b|"
    r"\bluft(?:bild|aufnahme)|съ[её]мка с воздуха|вид с воздуха|航拍(?:照片|图片|图|画面)|"
    r"(?:这是|图为|照片|图片).{0,30}航拍|航拍的(?!设备|器材|无人机)|空拍(?:照|圖)|空撮|항공\s?(?:촬영|사진)",
    *("aerial", "aerea", "aérea", "aérienne", "from the air", "helicopter", "plane", "aircraft"),
    *("flyfoto", "flygfoto", "luchtfoto", "luftbild", "luftaufnahme", "воздуха"),
    *("航拍", "空拍", "空撮", "항공"),
)
# Japanese papers print the helicopter in the credit line.
_FROM_CREDIT = TracedPattern(r"(?:ヘリ|ヘリコプター|小型機|航空機)から", "から")
_TRACES = Traces(*(piece for one in (_DRONE, _AERIAL, _FROM_CREDIT) for piece in one.traces.pieces))


def find_method(text: str) -> tuple[Method | None, str]:
    """Finds how a picture was taken; a drone that the picture shows does not count.

    Args:
        text: The whole caption.

    Returns:
        The method and the words that tell it; None and empty if none do.
    """
    start, end = text[:_WINDOW], text[-_WINDOW:]
    if not _TRACES.stand_in(text if len(text) <= 2 * _WINDOW else start + end):
        return None, ""
    if drone := _DRONE.search(start) or _DRONE.search(end):
        return Method.DRONE, drone.group()
    if aerial := _AERIAL.search(start) or _FROM_CREDIT.search(end):
        return Method.AERIAL, aerial.group()
    return None, ""
