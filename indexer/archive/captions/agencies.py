"""The organisations that stand in credit lines, each written as it writes itself in running text.

The one table of known names. A name found here is taken from any case ("REUTERS", "epa"); a name
that is not here stays as printed and counts as an organisation only where its place in the credit
line leaves no doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from indexer.archive.captions.word_lists import word_set


class AgencyKind(Enum):
    """What an organisation does with pictures, which tells an owner from a distributor."""

    WIRE = "wire"
    PAPER = "paper"
    DISTRIBUTOR = "distributor"
    BODY = "body"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Agency:
    """A known organisation.

    Attributes:
        name: Its usual form.
        kind: What it does with pictures.
    """

    name: str
    kind: AgencyKind


_WIRES = """
AA; AAP; ABr; ACN; AFP; Agence France-Presse; AGERPRES; Agência Brasil; Agência Lusa
Agência O Globo; AGI; AKIpress; Anadolu; Anadolu Agency; ANA-MPA; ANI; ANP; ANSA; Antara; AP
APA; APTN; AP Images; Associated Press; Australian Associated Press; BELGA; BelTA; Belga
Bernama; BNS; BTA; Bloomberg; Bloomberg News; Canadian Press; China News Service; CNA; CNS; CP
CTK; ČTK; CNW; Colprensa; Cuartoscuro; dapd; ddp; dpa; dpa-Zentralbild; EFE; Agencia EFE; EPA
EPA-EFE; EPA/EFE; Estadão Conteúdo; Europa Press; European Pressphoto Agency; FARS
Fars News Agency; Fena; Folhapress; GNA; Hina; IANS; IMAGO/Xinhua; Interfax
Irish Independent News Service; IRNA; ISNA; JIJI; Jiji Press; JTA; KCNA; Keystone; KNA; Kyodo
Kyodo News; KUNA; La Presse canadienne; LaPresse; LETA; Lehtikuva; Lusa; MAP; MENA; MTI; NAN
NNA; News1; Newsis; Notimex; NTB; NPA; PA; PA Images; PA Media; PA Wire; PAP; Petra; PNA
Prensa Latina; Press Association; Press Trust of India; PTI; QNA; RIA; RIA Novosti
Rossiya Segodnya; Reuters; Ritzau; Ritzau Scanpix; SANA; Scanpix; Sipa; SITA; SPA; Sputnik; SRNA
STA; Tanjug; TASR; TASS; Télam; Telam; The Associated Press; The Canadian Press
The Press Association; Thomson Reuters; TNS; Tribune News Service; TT; TT News Agency
TT Nyhetsbyrån; UNI; UNB; UNIAN; Ukrinform; UPI; United Press International; VNA; VTV; WAM; WAFA
Xinhua; Xinhua News Agency; Yonhap; Yonhap News; Yonhap News Agency; YNA; EyePress News; 新华社
新華社; 新华网; 中新社; 中新网; 中国新闻社; 中新; 中通社; 中央社; 法新社; 法新; 路透社; 路透
美联社; 美聯社; 欧新社; 歐新社; 欧新; 欧洲新闻图片社; 共同社; 共同通信; 共同通信社; 共同; 時事
時事通信; 時事通信社; 時事通信フォト; 时事社; 韩联社; 韓聯社; 塔斯社; 俄新社; 俄通社; 今日俄罗斯
朝中社; 安莎社; 埃菲社; 德新社; ロイター; ロイター通信; ＡＰ; ＡＦＰ; ＥＰＡ; 朝鮮通信
聯合ニュース; 新華社通信; タス通信; 연합뉴스; 연합; 뉴시스; 뉴스1; 신화; 신화통신; 로이터; 교도
조선중앙통신; 타스; AFP통신; AP통신; РИА Новости; РИА; ТАСС; ИТАР-ТАСС; Интерфакс; Спутник
АГН Москва; Рейтер; Россия сегодня; Синьхуа; УНИАН; Укринформ; БелТА; Казинформ
"""

_PAPERS = """
20 Minuten; ABC; ABC News; Al Jazeera; ARD; Asahi Shimbun; The Asahi Shimbun; Bangkok Post; BBC
BBC News; Bild; Boston Globe; The Boston Globe; Boston Herald; CBC; CBC News; CBS; CBS News
CCTV; CGTN; Chicago Sun-Times; Chicago Tribune; China Daily; chinadaily.com.cn; China.org.cn
CNBC; CNN; Corriere della Sera; Daily Express; Daily Mail; Daily Mirror; Daily Record
The Daily Telegraph; Dawn; Der Spiegel; Deseret News; Deutsche Welle; Die Welt; Die Zeit; DW
El Mundo; El País; El Tiempo; El Universal; Evening Standard; Financial Times; Folha de S.Paulo
Fox News; France 24; Frankfurter Allgemeine Zeitung; Global Times; Globe and Mail
The Globe and Mail; Guardian; The Guardian; Haaretz; Hindustan Times; Houston Chronicle
The Independent; Irish Examiner; Irish Independent; Irish Times; The Irish Times
The Jerusalem Post; Jerusalem Post; The Kansas City Star; Kompas; Kyiv Independent; La Nación
La Presse; La Repubblica; La Tercera; La Vanguardia; Le Figaro; Le Monde; Le Parisien
Libération; Life; Los Angeles Times; Maclean's; Mainichi; Mainichi Shimbun; Miami Herald
Montreal Gazette; The Mercury News; The Moscow Times; The Moscow News; National Geographic
National Post; NBC; NBC News; New York Daily News; New York Post; New York Times
The New York Times; New Zealand Herald; Newsday; Newsweek; NHK; Nikkei; NPR; NRK; NZ Herald; NZZ
O Globo; The Observer; Orange County Register; Ottawa Citizen; People's Daily
People's Daily Online; The Philadelphia Inquirer; Philadelphia Inquirer; The Plain Dealer
Politico; Postmedia; Press Telegram; Público; Radio-Canada; RFE/RL; RTE; RTÉ; RT
The Sacramento Bee; Sankei; Sacramento Bee; San Francisco Chronicle; The San Diego Union-Tribune
San Diego Union-Tribune; The Scotsman; The Seattle Times; Seattle Times; Sky News; SMH
South China Morning Post; Southern Metropolis Daily; Sports Illustrated; Star Tribune
Stars and Stripes; Stern; The Straits Times; Straits Times; The Sun; Sunday Times
The Sunday Times; Süddeutsche Zeitung; Sydney Morning Herald; The Sydney Morning Herald; SCMP
Tampa Bay Times; The Age; The Atlantic; The Atlanta Journal-Constitution
Atlanta Journal-Constitution; The Baltimore Sun; The Columbus Dispatch; The Dallas Morning News
Dallas Morning News; The Denver Post; Denver Post; The Detroit News; Detroit Free Press
The Economist; The Hindu; The Japan Times; The Korea Herald; The Korea Times; The Mainichi
The Nation; The New Yorker; The Oregonian; The Star; The Star-Ledger; The Telegraph; The Times
The Times of India; The Times of Israel; The Times-Picayune; The Tennessean; The Toronto Star
Toronto Star; The Wall Street Journal; Wall Street Journal; The Washington Post; Washington Post
The Yomiuri Shimbun; Time; TV Globo; TV2; USA Today; USA TODAY Network; USA TODAY Sports
Vancouver Sun; Vatican Media; Vatican News; VOA; Voice of America; Winnipeg Free Press; Yomiuri
Yomiuri Shimbun; ZDF; 人民日报; 人民網; 人民网; 光明日报; 光明网; 环球时报; 环球网; 中国日报
中国青年报; 央视; 央视新闻; 央视网; 中国新闻网; 经济日报; 科技日报; 解放日报; 文汇报; 南方日报
南方都市报; 新京报; 北京日报; 北京青年报; 羊城晚报; 澎湃新闻; 参考消息; 解放军报; 工人日报
聯合報; 聯合報系; 自由時報; 中國時報; 中時; 蘋果日報; 香港01; 明報; 東森新聞; 三立新聞; 朝日新聞
朝日新聞社; 読売新聞; 読売新聞社; 毎日新聞; 毎日新聞社; 日本経済新聞; 日本経済新聞社; 産経新聞
産経新聞社; 東京新聞; 中日新聞; 中日新聞社; 西日本新聞; 北海道新聞; 河北新報; 京都新聞; 神戸新聞
조선일보; 중앙일보; 동아일보; 한겨레; 한겨레신문; 경향신문; 한국일보; 서울신문; 매일경제
한국경제; 국민일보; 세계일보; Коммерсантъ; Известия; RT на русском; Газета.Ru; Лента.ру
Комсомольская правда; Российская газета; Ведомости
"""

_DISTRIBUTORS = """
Abaca; Abaca Press; Action Images; Action Plus; Adobe Stock; AFLO; Aflo; アフロ; Alamy
Alamy Stock Photo; Alamy Live News; Alamy Images; All Action; AllOver; APImages
Associated Newspapers; Avalon; Backgrid; Barcroft; Barcroft Media; Bettmann; Bridgeman Images
Caters News; Caters News Agency; CameraPress; Camera Press; Corbis; Corbis Images; Cover Images
Cover Media; CTK Photo; Depositphotos; Dreamstime; Everett Collection; EyeEm; Fotolia; Fotoarena
FilmMagic; Future Publishing; Gamma-Rapho; Gamma; Getty; Getty Images; Getty Images Sport
Hans Lucas; Hulton Archive; Icon Sportswire; ImagineChina; Imaginechina; Imago; imago images
IMAGO; INPHO; iStock; iStockphoto; JMPA; Keystone-SDA; Keystone Press; LightRocket; Magnum
Magnum Photos; Mary Evans; Media Drum World; MediaPunch; MB Media; Mirrorpix; MAXPPP; Maxppp
Newscom; NewsBase; NurPhoto; Nippon News; Panoramic; Panos; Panos Pictures; PhotoShot; Photoshot
picture alliance; picture-alliance; Pixsell; Polaris; Polaris Images; Popperfoto; PRESSENS BILD
Presse Sports; Rex; Rex Features; Redux; Redux Pictures; Science Photo Library; Shutterstock
Shutterstock Editorial; SOPA Images; Sipa USA; Sipa Press; Splash; Splash News; SPORTSFILE; SWNS
TopFoto; Topham; UIG; ullstein bild; Universal Images Group; VCG; Visual China Group; WENN
WireImage; Zuma; ZUMA; ZUMA Press; ZUMA Press Wire; ZUMA Wire; ZUMAPRESS.com; Agence VU
视觉中国; 东方IC; 图虫; 图虫创意; 海洛创意; 千图网; 达志影像; 達志影像; 人民视觉; 全景网
Storyful; Maxar; Maxar Technologies; Planet Labs; Planet Labs PBC
"""

_BODIES = """
CERN; Capella Space; CNES; CNSA; CSA; DLR; DoD; ESA; ESO; EU; European Commission
European Space Agency; FBI; FEMA; FIFA; IAEA; ICRC; IFRC; IOM; ISRO; JAXA; JPL; JPL-Caltech
Library of Congress; NASA; NASA/JPL; NASA/JPL-Caltech; NASA/ESA; National Archives
National Park Service; NATO; NIAID; NIAID-RML; NIH; NOAA; Roscosmos; Smithsonian Institution
SpaceX; UN; UN Photo; UNHCR; UNICEF; U.S. Air Force; U.S. Army; US Air Force; US Army
U.S. Army National Guard; U.S. Coast Guard; U.S. Customs and Border Protection
U.S. Department of Defense; U.S. Marine Corps; U.S. Navy; US Navy; U.S. Space Force
U.S. Air National Guard; USAF; USDA; USFWS; USGS; WFP; WHO; White House; The White House
10 Downing Street; Downing Street; Kremlin; Кремль; Роскосмос; Минобороны России; Минобороны РФ
МЧС России; 国防部; 航天科技集团; 总统府; 總統府
"""

_PLATFORMS = """
Facebook; Flickr; Instagram; Pexels; Pixabay; TikTok; Twitter; Unsplash; Vimeo; VK; VKontakte
Weibo; WhatsApp; Wikimedia; Wikimedia Commons; Wikipedia; YouTube; Youtube; Telegram; 微博; 微信
臉書; 脸书; 推特; 抖音; Google Earth; Google Maps; Google Street View
"""

_SECTIONS = (
    (AgencyKind.WIRE, _WIRES),
    (AgencyKind.PAPER, _PAPERS),
    (AgencyKind.DISTRIBUTOR, _DISTRIBUTORS),
    (AgencyKind.BODY, _BODIES),
    (AgencyKind.PLATFORM, _PLATFORMS),
)

# Short names that are common letters too ("(PA)" is Pennsylvania, "(MAP)" is a map); alone they
# prove nothing.
_AMBIGUOUS = word_set(
    """
    aa abr acn ana cna cns cp csa eu jta kna map nan nna npa pa pap petra pna qna ria sana sita
    spa sta time tt un uni unb vk who life planet stern gamma getty sipa imago polaris splash
    avalon contour rex x rt dw
    """
)

_EXTRA_FORMS = {
    "ap photo": "AP",
    "ap foto": "AP",
    "afp photo": "AFP",
    "epa photo": "EPA",
    "efe/epa": "EPA/EFE",
    "xinhuanet": "Xinhuanet",
    "gettyimages": "Getty Images",
    "youtube": "YouTube",
}

_ARTICLE = re.compile(r"(?:the|der|die|das|le|la|el)\s+(?=\S)")
_PHOTO_SUFFIX = re.compile(r"\s+(?:photos?|fotos?|pictures?|фото)$", re.IGNORECASE)


def _table() -> dict[str, Agency]:
    table: dict[str, Agency] = {}
    for kind, names in _SECTIONS:
        for name in re.split(r"[;\n]", names):
            if name.strip():
                table.setdefault(_key(name), Agency(name.strip(), kind))
    for form, name in _EXTRA_FORMS.items():
        known = table.get(_key(name), Agency(name, AgencyKind.WIRE))
        table[form] = known
    return table


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


_KNOWN = _table()


def find_agency(text: str) -> Agency | None:
    """Looks a name up, whatever its case, with or without "Photo" after it."""
    key = _key(text)
    found = _KNOWN.get(key)
    if found is None:
        found = _KNOWN.get(_PHOTO_SUFFIX.sub("", key))
    return found


def is_telling(text: str) -> bool:
    """True if a known agency's name could hardly be anything else when it stands alone."""
    found = find_agency(text)
    return (
        found is not None
        and found.kind in (AgencyKind.WIRE, AgencyKind.DISTRIBUTOR)
        and _key(text) not in _AMBIGUOUS
    )


def agency_name(text: str) -> str:
    """The name as the agency writes itself; an unknown one as printed, without a small article."""
    found = find_agency(text)
    if found is not None:
        return found.name
    return _ARTICLE.sub("", " ".join(text.split()), count=1)


def cjk_agencies() -> list[str]:
    """Known names in Chinese, Japanese or Korean script, the longest first."""
    names = [agency.name for agency in _KNOWN.values() if _CJK.search(agency.name)]
    return sorted(names, key=len, reverse=True)


_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
