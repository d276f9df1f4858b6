"""Newspapers, magazines and broadcasters as they stand in credit lines; data only."""

from __future__ import annotations

PAPERS = """
20 Minuten; ABC; ABC News; ABC Rural; ABC Sport; ABC Local; Al Jazeera; Al Arabiya; Al-Ahram; ARD
Anchorage Daily News; Albuquerque Journal; Arizona Daily Star; The Arizona Republic
Arizona Republic; The Arkansas Democrat-Gazette; Arkansas Democrat-Gazette; Asahi Shimbun
The Asahi Shimbun; Asbury Park Press; Aargauer Zeitung; Aftonbladet; Aftenposten; Algemeen Dagblad
The Atlanta Journal-Constitution; Atlanta Journal-Constitution; AJC; Austin American-Statesman
The Atlantic; The Advocate; The Advertiser; The Age; The Australian
The Australian Financial Review; Austin Chronicle; Arab News; Bangkok Post; The Baltimore Sun
Baltimore Sun; Bangor Daily News; The Baltimore Banner; Bay Area News Group; Baton Rouge Advocate
BBC; BBC News; BBC Sport; BBC Radio; Belfast Telegraph; Berliner Morgenpost; Berliner Zeitung
Berner Zeitung; Berlingske; Bergens Tidende; Billings Gazette; Birmingham Mail; Birmingham Post
Bild; Bild am Sonntag; Boston Globe; The Boston Globe; Boston Herald; The Brisbane Times
Bristol Post; Buffalo News; The Buffalo News; Business Day; Business Insider; Business Standard
Business Times; BuzzFeed News; BFMTV; C-SPAN; Calgary Herald; Calgary Sun; CalMatters
The Canberra Times; Canberra Times; Cape Argus; Cape Times; CBC; CBC News; CBS; CBS News; CCTV
CGTN; Chicago Sun-Times; Chicago Tribune; Channel NewsAsia; Charlotte Observer
The Charlotte Observer; China Daily; chinadaily.com.cn; China.org.cn; Christian Science Monitor
The Christian Science Monitor; The Chronicle Herald; The Cincinnati Enquirer; Cincinnati Enquirer
Clarín; CNBC; CNN; CTV News; Global News; The Columbus Dispatch; Columbus Dispatch
The Commercial Appeal; Commercial Appeal; Corriere della Sera; The Courier-Journal
Courier Journal; Courier-Mail; The Courier-Mail; The Courier Mail; Crikey; The Daily Beast
Dagens Nyheter; Dagbladet; Daily Express; Daily Herald; Daily Hive; Daily Mail; Daily Maverick
Daily Mirror; Daily Monitor; Daily Nation; Daily Record; Daily Sabah; The Daily Star; Daily Star
Daily Telegraph; The Daily Telegraph; Daily Trust; The Dallas Morning News; Dallas Morning News
Dawn; Deccan Chronicle; Deccan Herald; De Standaard; De Telegraaf; de Volkskrant; De Volkskrant
De Morgen; Der Spiegel; Der Standard; Der Tagesspiegel; Tagesspiegel; Tages-Anzeiger; Tamedia
The Denver Post; Denver Post; Denver Gazette; The Denver Gazette; Deseret News
Des Moines Register; The Des Moines Register; The Detroit News; Detroit News; Detroit Free Press
Deutsche Welle; Deutschlandfunk; Diario Sur; Diário de Notícias; Die Presse; Die Welt; Die Zeit
The Dominion Post; DR; Dunya News; DW; East Bay Times; Eastern Daily Press; The Economic Times
The Economist; Edmonton Journal; Edmonton Sun; Ekstra Bladet; El Colombiano; El Comercio
El Correo; El Diario; El Espectador; El Financiero; El Heraldo; El Mercurio; El Mundo; El Nacional
El País; El Periódico; El Sol de México; El Tiempo; El Universal; Estadão; Evening Standard
Expressen; The Express Tribune; Euronews; Eurosport; El Watan; L'Humanité; L'Équipe; L'Express
L'Obs; L'Orient-Le Jour; L'Alsace; L'Est Républicain; L'Osservatore Romano; Il Messaggero
Il Sole 24 Ore; Il Fatto Quotidiano; La Stampa; La Gazzetta dello Sport; Financial Express
Financial Times; The Florida Times-Union; Florida Today; Florida Times-Union; Folha de S.Paulo
Folha de S. Paulo; Forbes; Fort Worth Star-Telegram; Star-Telegram; Fox News; France 24; France 3
France Bleu; France Inter; France Télévisions; France Info; Franceinfo
Frankfurter Allgemeine Zeitung; FAZ; Frankfurter Rundschau; Fresno Bee; The Fresno Bee
The Gazette; The Ghanaian Times; Daily Graphic; Gazeta Wyborcza; Agencja Wyborcza.pl; Global Times
The Globe and Mail; Globe and Mail; Glasgow Times; Göteborgs-Posten; The Grand Rapids Press
GMA News; Guardian; The Guardian; The Guardian Nigeria; Gulf News; Gulf Times; Haaretz
Hamburger Abendblatt; Handelsblatt; Hannoversche Allgemeine; Hartford Courant
The Hartford Courant; The Hawaii Tribune-Herald; Het Laatste Nieuws; Het Parool; Helsingin Sanomat
The Herald; Herald Sun; The Hindu; Hindustan Times; HuffPost; Hong Kong Free Press; HKFP
Honolulu Civil Beat; Civil Beat; Honolulu Star-Advertiser; Star-Advertiser; Houston Chronicle
Hürriyet; The Idaho Statesman; Idaho Statesman; The Independent; Independent Online; India Today
The Indian Express; Indian Express; The Indianapolis Star; IndyStar; The Irish News
Irish Daily Mail; Irish Examiner; Irish Independent; Irish Mirror; Irish Times; The Irish Times
The Jakarta Post; Jakarta Post; The Jerusalem Post; Jerusalem Post; JoongAng Ilbo
Jornal de Notícias; Journal de Montréal; Le Journal de Montréal; Journal de Québec
Jyllands-Posten; The Journal News; The Kansas City Star; Kansas City Star; The Kathmandu Post
Kathmandu Post; The Keene Sentinel; Khaleej Times; Knoxville News Sentinel; Kölner Stadt-Anzeiger
Kompas; KQED; The Korea Herald; The Korea Times; Korea Times; Korea Herald; Korea JoongAng Daily
Kleine Zeitung; Kronen Zeitung; Kyiv Independent; Kyiv Post; La Croix; La Dépêche du Midi
La Jornada; La Nación; La Opinión; La Presse; La Provence; La Razón; La Repubblica; La Tercera
La Tribune; La Vanguardia; La Voix du Nord; La Voz de Galicia; Lancaster Online; LNP; LP
Las Vegas Review-Journal; Las Vegas Sun; Latvijas Avīze; Le Dauphiné Libéré; Le Devoir; Le Figaro
Le Monde; Le Parisien; Le Point; Le Progrès; Le Républicain Lorrain; Le Soir; Le Soleil
Le Télégramme; Le Temps; Libération; Libre Belgique; La Libre Belgique; Life
Lexington Herald-Leader; Herald-Leader; Lianhe Zaobao; Liverpool Echo; London Free Press
Long Beach Press-Telegram; Los Angeles Daily News; Los Angeles Times; LA Times
Louisville Courier Journal; Luzerner Zeitung; Maclean's; Mail & Guardian; The Mail on Sunday
Mainichi; Mainichi Shimbun; The Mainichi; Malay Mail; Malayala Manorama; Manchester Evening News
Manila Bulletin; The Manila Times; Mediapart; The Mercury News; The Mercury; Miami Herald
Miami New Times; Milenio; Milwaukee Journal Sentinel; Minneapolis Star Tribune
The Minnesota Star Tribune; Minnesota Star Tribune; MinnPost; Mississippi Today; MLive
Montreal Gazette; The Montreal Gazette; The Morning Call; The Moscow News; The Moscow Times
Münchner Merkur; Nation Media Group; National Geographic; National Post; The National; NBC
NBC News; NBC Sports; NDR; NDTV; Neue Zürcher Zeitung; New Straits Times; New Vision
New York Daily News; New York Magazine; New York Post; New York Times; The New York Times
The New Yorker; The New Zealand Herald; New Zealand Herald; Newsday; Newshub; Newsweek; NHK
The New Indian Express; New Indian Express; News Corp Australia; News Ltd; Newsquest
The News & Observer; News & Observer; The News Tribune; News Tribune; The News-Gazette; NHK World
Nice-Matin; Nikkei; Nikkei Asia; NJ Advance Media; Nordwest-Zeitung; North Jersey Media Group; NPR
NRK; NRC; NU.nl; NZ Herald; NZME; NZZ; O Globo; O Estado de S. Paulo; O Povo; OPB; The Observer
The Oklahoman; Omaha World-Herald; Orange County Register; The Orange County Register; SCNG
Southern California News Group; The Oregonian; The Oregonian/OregonLive; OregonLive
Orlando Sentinel; The Orlando Sentinel; ORF; Ottawa Citizen; Ouest-France; Ouest France; Página/12
Página 12; Palm Beach Post; The Palm Beach Post; Patriot-News; The Patriot Ledger; People's Daily
People's Daily Online; Philippine Daily Inquirer; The Philippine Star; The Philadelphia Inquirer
Philadelphia Inquirer; Pittsburgh Post-Gazette; Post-Gazette; Pittsburgh Tribune-Review
Tribune-Review; TribLive; The Plain Dealer; Plain Dealer; cleveland.com; Politico; Politiken
Portland Press Herald; Press Herald; The Post and Courier; Post and Courier; The Post-Standard
Postmedia; Postmedia Network; Postmedia News; Premium Times; Press and Journal
The Press-Enterprise; Press Democrat; The Press Democrat; Press Telegram; Prothom Alo; ProPublica
The Providence Journal; Providence Journal; Público; The Punch; QMI Agency; Agence QMI
Radio-Canada; RBB; Radio Free Asia; RFA; Radio France; Radio France Internationale; RFI
Radio New Zealand; RNZ; RAI; Rappler; The Record; Agencia Reforma; Reno Gazette-Journal; RFE/RL
Rheinische Post; Rhein-Zeitung; Richmond Times-Dispatch; Times-Dispatch; Roanoke Times
The Roanoke Times; Rolling Stone; RTBF; RTE; RTÉ; RTL; RTS; RT; RTVE; Rzeczpospolita
The Sacramento Bee; Sacramento Bee; The Salt Lake Tribune; Salt Lake Tribune
Salzburger Nachrichten; San Antonio Express-News; San Francisco Chronicle
The San Francisco Chronicle; S.F. Chronicle; San Francisco Examiner; San Jose Mercury News
Hearst Newspapers; Hearst Connecticut Media; The San Diego Union-Tribune; San Diego Union-Tribune
Sankei; Santa Fe New Mexican; Saskatoon StarPhoenix; StarPhoenix; Regina Leader-Post; The Scotsman
Scottish Daily Record; SCMP; The Seattle Times; Seattle Times; SFGate; Shanghai Daily; Sixth Tone
Sky News; Sky Sports; SMH; The Sydney Morning Herald; Sydney Morning Herald
South China Morning Post; South Wales Echo; Southern Metropolis Daily; Sowetan; SowetanLIVE
The Spokesman-Review; Spokesman-Review; Sports Illustrated; SRF; ST; The Star; The Star-Ledger
Star Tribune; St. Louis Post-Dispatch; Post-Dispatch; Stars and Stripes; Statesman Journal
StarMetro; Stavanger Aftenblad; Stern; St. Paul Pioneer Press; Pioneer Press; The Straits Times
Straits Times; Streetsblog; Stuttgarter Zeitung; Sud Ouest; Süddeutsche Zeitung; Südwest Presse
Svenska Dagbladet; Sun-Sentinel; South Florida Sun Sentinel; Sun Sentinel; The Sun
The Sunday Telegraph; Sunday Times; The Sunday Times; Sunday World; SPH Media; SWR; Swissinfo
swissinfo.ch; Tampa Bay Times; Tampa Tribune; The Daily Northwestern; Daily Bruin
The Harvard Crimson; The Conversation; The Express; The Intercept; The Japan Times; Japan Times
The Spinoff; The Standard; The Statesman; The Telegraph; The Tennessean; The Tico Times; The Times
The Times of India; Times of India; The Times of Israel; Times of Israel; The Times-Picayune
Times-Picayune; Times Union; TimesLIVE; The Toronto Star; Toronto Star; Toronto Sun; Toledo Blade
The Blade; The Topeka Capital-Journal; The Texas Tribune; Texas Tribune; Texas Monthly
The Tri-City Herald; The Trentonian; The Tyee; The Verge; The Village Voice; The Virginian-Pilot
Virginian-Pilot; The Wall Street Journal; Wall Street Journal; The Washington Post
Washington Post; The Washington Times; Washington Times; The West Australian; West Australian
Western Mail; WalesOnline; The Wichita Eagle; Time; Today's Zaman; Trouw; Tulsa World; TV Globo
TV Brasil; TVP; TV2; TV 2; TVNZ; TVB; TVBS; UOL; USA Today; USA TODAY Network; USA TODAY Sports
Vanguard; Vancouver Sun; Vanity Fair; Vatican Media; Vatican News; VG; VICE News; VOA
Voice of America; Vogue; VRT; VnExpress; Tuổi Trẻ; Thanh Niên; WABE; WBUR; WDR; WGBH
Waterloo Region Record; WHYY; WNYC; Westdeutsche Allgemeine Zeitung; WAZ; Weser-Kurier
Windsor Star; Winnipeg Free Press; Winnipeg Sun; Wisconsin State Journal; WLRN; Yle; Yomiuri
Yomiuri Shimbun; The Yomiuri Shimbun; York Press; Yorkshire Post; The Yorkshire Post; ZDF
Zeit Online; Die Tageszeitung; taz; Zaman; ČT; Česká televize; Český rozhlas; MF DNES
Népszabadság; Jutarnji list; Večernji list; Digi24; HotNews; Libertatea; Postimees; Delfi
Lietuvos rytas; Kathimerini; The Namibian; The Zambian Observer; The East African; NMG
The Standard Group; The New Times; Addis Standard; Nigerian Tribune; The Nigerian Tribune; ThisDay
Graphic Online; News24; EWN; Eyewitness News; Netwerk24; IOL; GroundUp; Die Burger; HT; GEC
Grupo Reforma; Infobae; Diario El Comercio; La Prensa; La Prensa Gráfica; Prensa Libre; El Faro
Listín Diario; Ámbito; Correio Braziliense; Zero Hora; Agência RBS; Gazeta do Povo; TV Record; SBT
SIC Notícias; RTP; TVI; CMTV; Correio da Manhã; Global Imagens; Observador; Agência Senado
Agência Câmara; Agência Pará; Agência IBGE; 人民日报; 人民網; 人民网; 光明日报; 光明网; 环球时报
环球网; 中国日报; 中国日报网; 中国青年报; 中青报; 中青在线; 央视; 央视新闻; 央视网; 央广网
中国新闻网; 中国新闻周刊; 经济日报; 经济参考报; 科技日报; 解放日报; 上观新闻; 文汇报; 文匯報
大公报; 大公報; 南方日报; 南方周末; 南方都市报; 南都; 新京报; 新民晚报; 北京日报; 北京青年报
北青报; 北京晚报; 羊城晚报; 广州日报; 深圳特区报; 深圳商报; 浙江日报; 钱江晚报; 都市快报; 湖北日报
长江日报; 楚天都市报; 极目新闻; 四川日报; 华西都市报; 成都商报; 红星新闻; 封面新闻; 重庆日报
大众日报; 齐鲁晚报; 河南日报; 大河报; 湖南日报; 潇湘晨报; 福建日报; 海峡导报; 新华日报; 现代快报
扬子晚报; 安徽日报; 江西日报; 云南日报; 贵州日报; 陕西日报; 华商报; 甘肃日报; 辽宁日报; 黑龙江日报
吉林日报; 河北日报; 山西日报; 新疆日报; 西藏日报; 内蒙古日报; 海南日报; 广西日报; 天津日报
澎湃新闻; 澎湃; 界面新闻; 财新; 财新网; 第一财经; 每日经济新闻; 证券时报; 中国证券报; 上海证券报
21世纪经济报道; 参考消息; 解放军报; 工人日报; 农民日报; 法治日报; 检察日报; 中国教育报; 中国科学报
中国体育报; 人民铁道; 中国军网; 中国军视网; 国际在线; 观察者网; 新浪; 新浪新闻; 腾讯新闻; 网易
搜狐; 凤凰网; 凤凰卫视; 聯合報; 聯合報系; 聯合新聞網; 經濟日報; 自由時報; 自由亞洲電台; 中國時報
中時; 中時新聞網; 中時電子報; 工商時報; 蘋果日報; 蘋果新聞網; 香港01; 明報; 東方日報; 星島日報
頭條日報; 經濟一週; 信報; 香港電台; 無綫新聞; 有線新聞; 立場新聞; 端傳媒; 鏡週刊; 壹週刊; 今周刊
天下雜誌; 遠見雜誌; 商業周刊; 東森新聞; 東森新聞雲; 三立新聞; 三立新聞網; 民視; 民視新聞; 台視
台視新聞; 中視; 中視新聞; 華視; 華視新聞; 公視; 公視新聞網; 八大電視; 年代新聞; 壹電視; 中天新聞
風傳媒; 上報; 新頭殼; 今日新聞; 民眾日報; 台灣時報; 國語日報; 人間福報; 青年日報; 更生日報
澳門日報; 聯合早報; 联合早报; 星洲日報; 星洲日报; 南洋商報; 中國報; 光華日報; 大紀元; 大纪元
朝日新聞; 朝日新聞社; 読売新聞; 読売新聞社; 毎日新聞; 毎日新聞社; 日本経済新聞; 日本経済新聞社
日経; 産経新聞; 産経新聞社; 東京新聞; 中日新聞; 中日新聞社; 中日スポーツ; 西日本新聞; 西日本新聞社
北海道新聞; 北海道新聞社; 河北新報; 河北新報社; 東奥日報; 岩手日報; 秋田魁新報; 山形新聞; 福島民報
福島民友; 下野新聞; 上毛新聞; 茨城新聞; 千葉日報; 埼玉新聞; 神奈川新聞; 静岡新聞; 信濃毎日新聞
新潟日報; 北日本新聞; 北國新聞; 福井新聞; 岐阜新聞; 京都新聞; 神戸新聞; 神戸新聞社; 奈良新聞
山陽新聞; 中国新聞; 山陰中央新報; 徳島新聞; 四国新聞; 愛媛新聞; 高知新聞; 佐賀新聞; 長崎新聞
熊本日日新聞; 大分合同新聞; 宮崎日日新聞; 南日本新聞; 沖縄タイムス; 沖縄タイムス社; 琉球新報
琉球新報社; 日刊スポーツ; スポーツ報知; スポニチ; スポーツニッポン; デイリースポーツ; 夕刊フジ
東洋経済; ダイヤモンド社; 文藝春秋; 小学館; 講談社; 日本テレビ; テレビ朝日; フジテレビ; TBS
조선일보; 조선비즈; 조선DB; 중앙일보; 중앙포토; 동아일보; 한겨레; 한겨레신문; 경향신문; 한국일보
서울신문; 매일경제; 매경DB; 한국경제; 한경DB; 국민일보; 세계일보; 문화일보; 머니투데이; 이데일리
아시아경제; 아시아투데이; 헤럴드경제; 파이낸셜뉴스; 부산일보; 국제신문; 매일신문; 영남일보
강원일보; 전남일보; 광주일보; 경인일보; 인천일보; 경기일보; 대전일보; 충청일보; 전북일보; 제주일보
한라일보; 오마이뉴스; 프레시안; 노컷뉴스; 데일리안; 시사저널; 시사IN; 스포츠조선; 스포츠서울
일간스포츠; 더팩트; OSEN; 엑스포츠뉴스; 마이데일리; 스타뉴스; 텐아시아; 전자신문; 디지털타임스
지디넷코리아; YTN; KBS; MBC; SBS; JTBC; 채널A; TV조선; MBN; Коммерсантъ; Известия; RT на русском
Газета.Ru; Лента.ру; Lenta.ru; РБК; Комсомольская правда; Российская газета; РГ; Ведомости
Московский комсомолец; МК; Аргументы и факты; АиФ; Новая газета; Медуза; Фонтанка.ру; Фонтанка
Вечерняя Москва; Парламентская газета; Красная звезда; Звезда; Первый канал; НТВ; Россия 24; ВГТРК
Вести; Деловой Петербург; Бизнес Online; Реальное время; Украинская правда; Українська правда
Суспільне; Радио Свобода; Радіо Свобода; Настоящее Время; Би-би-си; Русская служба Би-би-си; Дождь
Эхо Москвы; Экспресс газета; Советский спорт; Спорт-Экспресс; Чемпионат; Sports.ru; Tengrinews.kz
Zakon.kz; СБ. Беларусь сегодня
"""
