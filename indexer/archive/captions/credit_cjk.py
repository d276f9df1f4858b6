"""Credit lines in Chinese, Japanese and Korean, where 摄 or 기자 stands after the name."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.archive.captions.agencies import agency_name, cjk_agencies, find_agency
from indexer.archive.captions.credit_given import read_given
from indexer.archive.captions.credit_value import CreditLine, Setting
from indexer.model import Credit, Status

_HAN = r"[\u3400-\u9fff々]"

_SURNAMES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧"
    "田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱江尹"
    "薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯常温康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏"
    "倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單裴霍涂成苗谷曲盛冉翁"
    "蓝藍路游辛靳欒管柴蒙鲍鮑华華喻祁房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁"
    "窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾隋商刁沙荣榮巫寇桑郎甄丛叢"
    "仲虞敖巩鞏明佘池查麻苑迟遲邝鄺官封谈談匡鞠惠荆荊乐樂冀郁胥南班储儲原栗燕楚鄢劳勞谌諶奚皮粟冼蔺藺楼樓盘盤满滿"
    "闻聞位厉厲伊仝区區郜海阚闞花权權强帅帥屠豆朴盖蓋练練廉禹井祖漆巴丰豐支卿国國狄平计計索宣晋晉相初门門云雲容敬来來"
    "金赖賴凃幸原粘花扈晁芮都普阙闕浦戈伏鹿薄邸雍辜羊阿乌烏母裘亓修邰赫杭况況那宿鲜鮮印逯隆茹诺諾战戰慕危玉银銀亢嵇公哈湛宾賓戎勾茅利"
)
_COMPOUND = "欧阳歐陽司马司馬上官诸葛諸葛皇甫司徒尉迟尉遲令狐慕容端木东方東方西门西門长孙長孫"
_NAME = (
    rf"(?:(?:{'|'.join(_COMPOUND[i : i + 2] for i in range(0, len(_COMPOUND), 2))}){_HAN}{{1,2}}"
    rf"|[{_SURNAMES}]{_HAN}{{1,2}}|[{_SURNAMES}]\s{_HAN}"
    rf"|{_HAN}{{2,6}}[·・]{_HAN}{{1,8}})"
)
_NAMES = rf"{_NAME}(?:\s?[、,，/／和\s]\s?{_NAME}){{0,3}}"
_AGENCY = "|".join(re.escape(name) for name in cjk_agencies())
_HOUSE = rf"(?:{_AGENCY}|{_HAN}{{1,8}}(?:社|报|報|网|網|台|臺|新闻|新聞|周刊|週刊|視|视))"
_DATE = r"(?:\s*(?:\d{2,4}[年./-])?\d{1,2}[月./-]\d{1,2}日?)?"
_TOOK = r"(?:摄影报道|攝影報導|摄影|攝影|拍摄|拍攝|摄|攝|影)"

_PICTURE_LABEL = re.compile(
    rf"(?:(?P<file>{_AGENCY})?\s?(?P<old>资料图片?|资料照片?|資料圖片?|資料照片?|檔案照片?)|文图|圖文|图片|圖片|照片|图|圖|"
    rf"示意圖|示意图|사진)\s?[／/:：＝=，,]\s?(?=\S)"
)
_OLD_AFTER = re.compile(r"\s?[／/，,、]\s?(?:资料|資料|檔案|档案)(?:图片|圖片|照片|照|图|圖)$")
_REPORTED = re.compile(
    rf"(?:(?P<agency>{_HOUSE})|本报|本報|本社|本网)\s?(?:特约|特約|见习|实习|首席)?(?:摄影|攝影)?(?:记者|記者|通讯员|通訊員)"
    rf"[\s:：]*(?P<names>{_NAMES})\s?(?:图|圖|文/图|文／图|图/文|文图|供图|供圖)"
)
_TAKEN = re.compile(
    rf"(?:(?P<agency>{_HOUSE})\s?(?:特约|特約|见习|实习|首席)?(?:摄影|攝影)?(?:记者|記者|通讯员|通訊員|发|發|社)|"
    rf"(?:本报|本報|本社|本网)?(?:特约|特約|见习|实习)?(?:摄影|攝影)?(?:记者|記者|通讯员|通訊員)|"
    rf"(?P<house>{_AGENCY}))?"
    rf"[\s/／:：]*(?P<names>{_NAMES})[\s/／]*{_TOOK}{_DATE}"
)
_LABELLED = re.compile(
    rf"(?:摄影|攝影|摄|攝|撮影者?|图|圖|文图|圖文|照片|相片)(?:记者|記者)?\s*[:：/／・＝=]\s*"
    rf"(?:(?P<agency>{_AGENCY})(?:记者|記者)?\s*[/／]?\s*)?(?P<names>{_NAMES})"
)
_JAPANESE = re.compile(
    rf"(?:[^。]{{0,60}}[、,\s＝=]|(?P<agency>{_AGENCY})[・＝=\s]?)?(?P<names>{_HAN}{{2,4}}\s?{_HAN}{{1,3}})\s?撮影"
)
_JAPANESE_LABEL = re.compile(
    rf"撮影\s*[:：・＝=／/]\s*(?P<names>{_HAN}{{2,4}}[\s　]?(?:{_HAN}|[ぁ-んァ-ヶー]){{1,4}})"
)
_NO_JAPANESE_NAME = re.compile(
    r"記者|読者|筆者|編集|本社|写真|提供|委員|会社|本人|同社|無断|空中|著者|月|日|年|内|都|県|市|区"
)
_OWNED = re.compile(
    r"(?:(?:图片|圖片|照片|图|圖|写真|資料|资料|사진|사진\s?제공|사진\s?출처|출처|写真提供|提供|供图|供圖)?(?:来源|來源|源|出典|出處)?"
    r"\s*[:：/／＝=・|]\s*)?(?P<agency>[^:：。，、\s＝=]{2,24}?)\s?(?P<after>发|發|供图|供圖|提供|资料图|资料片|资料照片|"
    r"資料照片|資料照|資料圖片|檔案照片|檔案照|档案照片|자료사진|資料写真|(?<=\s)图|(?<=\s)圖|截图|截圖|)"
)
_CHANNEL = re.compile(r"(?:客户端|官方微博|官微|微信公众号|公众号|视频号|官网|网站)$")
_POOL = re.compile(
    r"(?:代表撮影|代表取材|(?:국회\s?)?사진\s?(?:공동취재단|기자단)|공동취재단|공동취재사진|국회사진기자단)"
    r"(?:\s?[・、=＝／/]\s?(?P<agency>\S{2,12}))?"
)
_FROM_SCREEN = re.compile(
    r"(?:(?:图|圖|图片|圖片)\s*[:：/／]\s*)?(?:翻攝|翻摄|翻拍|取|擷取|截)自\s*(?P<agency>[^。，、\s:：]{1,20}?)(?:截图|截圖|)"
)
_GIVEN = re.compile(
    r"(?:受访者|受訪者|采访对象|主办方|主辦方|本人|业者|業者|家属|家屬)\s?(?:供图|供圖|提供)"
)
_OLD = re.compile(
    r"(?:资料图片|资料图|资料照片|资料照|资料片|資料圖片|資料圖|資料照片|資料照|資料片|자료사진|資料写真)"
)
_KOREAN_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구나"
    "민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
_KOREAN = re.compile(
    rf"(?:(?P<agency>{_AGENCY})|[ⓒ©]\s?(?P<owner>\S{{2,12}}))?\s*(?:사진)?\s*[=:/|ⓒ]?\s*"
    rf"(?P<names>[{_KOREAN_SURNAMES}][\uac00-\ud7a3]{{1,2}})\s?(?:사진|선임|인턴)?기자(?:\s?\S{{1,30}}@\S{{3,40}})?"
)


def read_cjk_credit(raw: str, setting: Setting) -> CreditLine | None:
    """Reads a credit line in Chinese, Japanese or Korean; None if it is none."""
    text = " ".join(re.sub(r"[()（）\[\]【】〔〕]", " ", raw).split()).strip(" 。.，,")
    line = _read_pool(raw, text) or _read_persons(raw, text)
    line = line or _read_labelled(raw, text)
    if line is None and setting is not Setting.CUT:
        line = _read_owner(raw, text)
    return line or read_given(raw, text) or _read_joint(raw, text)


def _read_labelled(raw: str, text: str) -> CreditLine | None:
    """Lines that name who took the picture after "圖／" or "聯合報系資料照／"."""
    if old := _OLD_AFTER.search(text):
        line = _read_persons(raw, text[: old.start()])
        return replace(line, status=Status.FILE) if line else None
    label = _PICTURE_LABEL.match(text)
    if label is None:
        return None
    line = _read_persons(raw, text[label.end() :])
    if line is None or line.credit is None:
        known = find_agency(text[label.end() :])
        status = Status.FILE if label["old"] else None
        return CreditLine(Credit(raw, (), known.name), status) if known else None
    agency = line.credit.agency or (agency_name(label["file"]) if label["file"] else None)
    status = Status.FILE if label["old"] else line.status
    return CreditLine(replace(line.credit, agency=agency), status)


def _read_pool(raw: str, text: str) -> CreditLine | None:
    """Pictures that one photographer took for all: "代表撮影・共同"."""
    found = _POOL.fullmatch(text)
    if found is None:
        return None
    known = find_agency(found["agency"] or "")
    return CreditLine(Credit(raw, (), known.name if known else None), Status.POOL)


def _read_joint(raw: str, text: str) -> CreditLine | None:
    """Two known agencies: "ＡＦＰ＝時事"."""
    pair = re.fullmatch(r"([^＝=/／]{2,16})\s?[＝=/／]\s?([^＝=/／]{2,16})", text)
    pair = pair or re.fullmatch(r"([^＝=/／]{2,16}?)\s?(時事|共同)", text)
    return _read_pair(raw, pair[1].strip(), pair[2].strip(), None) if pair else None


def _read_persons(raw: str, text: str) -> CreditLine | None:
    """Lines that name who took the picture."""
    for pattern in (_TAKEN, _REPORTED, _LABELLED, _KOREAN, _JAPANESE_LABEL, _JAPANESE):
        found = pattern.fullmatch(text)
        if found is None:
            continue
        if pattern is _JAPANESE and _NO_JAPANESE_NAME.search(found["names"]):
            continue
        groups = found.groupdict()
        agency = groups.get("agency") or groups.get("house") or groups.get("owner")
        agency = None if agency in {"本社", "本报", "本報", "本网"} else agency
        names = _split_names(found["names"])
        return CreditLine(Credit(raw, names, agency_name(agency) if agency else None))
    return None


def _split_names(names: str) -> tuple[str, ...]:
    spaced = re.sub(rf"(?<![{_HAN[1:-1]}])({_HAN})\s({_HAN})(?![{_HAN[1:-1]}])", r"\1\2", names)
    return tuple(name for name in re.split(r"[、,，/／和\s]+", spaced) if len(name) > 1) or (names,)


def _read_owner(raw: str, text: str) -> CreditLine | None:
    """Lines that name an organisation or a status only."""
    if _OLD.fullmatch(text):
        return CreditLine(Credit(raw), Status.FILE)
    if _GIVEN.fullmatch(text):
        return CreditLine(Credit(raw), Status.PROVIDED)
    if screen := _FROM_SCREEN.fullmatch(text):
        found = find_agency(screen["agency"])
        return CreditLine(Credit(raw, (), found.name if found else None), Status.REPRODUCTION)
    owned = _OWNED.fullmatch(text)
    if owned is None:
        return None
    status = _status_of(text, owned["after"])
    name = _CHANNEL.sub("", owned["agency"])
    if pair := re.fullmatch(r"([^/／]+)[/／]([^/／]+)", owned["agency"]):
        return _read_pair(raw, pair[1], pair[2], status)
    found = find_agency(owned["agency"]) or find_agency(name)
    return CreditLine(Credit(raw, (), found.name), status) if found else None


def _read_pair(raw: str, first: str, second: str, status: Status | None) -> CreditLine | None:
    """Two agencies: in "新华社/法新" the first hands on the second's picture."""
    one, two = find_agency(first), find_agency(second)
    if one is None or two is None:
        return None
    if one.name.startswith(("新华", "新華")):
        one, two = two, one
    return CreditLine(Credit(raw, (), one.name, two.name), status)


def _status_of(text: str, after: str) -> Status | None:
    if after.startswith(("资料", "資料", "檔案", "档案", "자료")):
        return Status.FILE
    if after in {"供图", "供圖", "提供"} or text.startswith(
        ("写真提供", "提供", "사진제공", "사진 제공")
    ):
        return Status.PROVIDED
    if after in {"截图", "截圖"}:
        return Status.REPRODUCTION
    return None
