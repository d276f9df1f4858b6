"""Chinese, Japanese and Korean credit lines of pictures that somebody gave or that are copied."""

from __future__ import annotations

import re

from indexer.archive.captions.agencies import find_agency, platform_names
from indexer.archive.captions.credit_value import CreditLine
from indexer.model import Credit, Status

_LABEL = r"(?:(?:图片|圖片|照片|图|圖|写真|資料|资料|사진)\s*(?:来源|來源)?\s*[:：/／＝=]\s*)?"
_GIVEN = re.compile(
    rf"{_LABEL}(?P<giver>[^:：。，、／/＝=\s]{{2,18}})\s?"
    r"(?:供图|供圖|提供(?:图片|圖片|照片)?|제공)"
)
_GIVEN_BY = re.compile(
    r"(?:图片|圖片|照片)由(?P<giver>[^:：。，、\s]{2,18})(?:提供|供图|供圖)|"
    r"(?:사진\s?제공|写真提供|(?:图片|圖片|照片)提供)\s?[=＝:：／/]\s?(?P<named>[^:：。，、\s]{2,18})"
)
# With one of these before it 提供 is the verb of a sentence.
_VERBAL = re.compile(
    r"[由为為向被将將可也都从從了会會能を가은는을를がはにでもと]|免费|免費|服务|服務"
)
_ORG = re.compile(
    r"(?:局|署|庁|社|部|省|課|館|馆|院|委|办|辦|処|处|處|会|會|団|团|團|大学|大學|中学|小学|高校|学校|學校|"
    r"研究所|研究院|センター|中心|市|県|县|町|公司|集団|集团|集團|銀行|银行|分局|政府|政府新闻办|府|電鉄|鉄道|"
    r"电视台|電視台|电视臺|基金会|博物馆|动物园|動物園|水族館|水族馆|球団|劇場|剧院|大队|支队|消防隊|出版社|"
    r"시|군|구|도|청|부|처|원|대|대학교|대학|공사|공단|협회|재단|그룹|전자|자동차|차|건설|은행|병원|경찰서|소방서|"
    r"교육청|위원회|박물관|미술관|연구원|연구소|엔터테인먼트|백화점|항공|증권|생명|화학|제약|텔레콤)$"
)
_COMMON = re.compile(
    r"(?:受访|受訪|采访|採訪|主办|主辦|当事|當事|被采访|相关|本|业|業|警|校|院|店|园|网友|網友|讀者|读者|読者|"
    r"民眾|民众|市民|家属|家屬|遺族|家族|関係|该|該|同|企业|公司|景区|作者|독자|본인|유족|가족|시청자|제보)"
)
_SCREEN = re.compile(
    rf"{_LABEL}(?:翻攝|翻摄|翻拍|取材|取|擷取|截取|截|摘|轉載|转载)自\s*(?P<source>[^。，、:：]{{1,24}}?)"
    r"\s?(?:截图|截圖|畫面|画面|影片|视频|)"
)
_SCREEN_ONLY = re.compile(
    rf"{_LABEL}(?:翻攝畫面|翻摄画面|翻攝|视频截图|視頻截圖|影片截圖|截图|截圖)"
)
# Who photographed a photograph did not take it.
_COPIED = re.compile(r"(?:圖\s?[／/]\s?)?(?:記者|记者)\S{2,4}\s?(?:翻攝|翻摄|翻拍)")
_HELICOPTER = re.compile(r"(?P<agency>\S{2,12}?)(?:ヘリ|ヘリコプター|小型機|機)から")


def read_given(raw: str, text: str) -> CreditLine | None:
    """Reads "那覇市消防局提供" and "翻攝自YouTube".

    Args:
        raw: The line as printed.
        text: The line without brackets.

    Returns:
        Who gave the picture, if that is an organisation beyond doubt; None for another line.
    """
    if _SCREEN_ONLY.fullmatch(text) or _COPIED.fullmatch(text):
        return CreditLine(Credit(raw), Status.REPRODUCTION)
    if screen := _SCREEN.fullmatch(text):
        return CreditLine(Credit(raw, (), _platform(screen["source"])), Status.REPRODUCTION)
    if air := _HELICOPTER.fullmatch(text):
        known = find_agency(air["agency"])
        return CreditLine(Credit(raw, (), known.name)) if known else None
    given = _GIVEN_BY.fullmatch(text) or _GIVEN.fullmatch(text)
    groups = given.groupdict() if given else {}
    giver = groups.get("giver") or groups.get("named")
    return _given_by(raw, giver) if giver else None


def _given_by(raw: str, giver: str) -> CreditLine | None:
    known = find_agency(giver)
    if known is None and _VERBAL.search(giver) and not _ORG.search(giver):
        return None
    if known is None and (_COMMON.match(giver) or not _ORG.search(giver)):
        return CreditLine(Credit(raw), Status.PROVIDED)
    return CreditLine(Credit(raw, (), known.name if known else giver), Status.PROVIDED)


def _platform(source: str) -> str | None:
    """The platform a picture was copied from, whatever channel on it is named as well."""
    if known := find_agency(source.strip("「」《》“” ")):
        return known.name
    folded = source.casefold()
    return next((name for name in platform_names() if folded.endswith(name.casefold())), None)
