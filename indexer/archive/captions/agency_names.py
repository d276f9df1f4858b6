"""News agencies, distributors, public bodies and platforms as they stand in credit lines.

Data only; papers and broadcasters have a module of their own.
"""

from __future__ import annotations

WIRES = """
AA; AAP; African News Agency; cnsphoto; GCIS; AAP FotoSport; ABr; ACN; Adnkronos; AFP
Agence France-Presse; AFPTV; AGERPRES; Agência Brasil; Agencia Brasil; Agência Lusa
Agência O Globo; Agencia Uno; Agencia EFE; Agenzia Nova; Agenzia Fotogramma; AGI; AKIpress
Agence Belga; Anadolu; Anadolu Agency; ANA-MPA; AMNA; ANI; Agencia Andina; Andina; ANP; ANSA
Antara; Antara Foto; AP; APA; APTN; AP Images; AP Video; APS; Armenpress; Associated Press
Associated Press of Pakistan; ATA; ATS; Australian Associated Press; Agencia Cubana de Noticias
AZERTAC; Baltic News Service; Belga; BELTA; Bernama; BNS; BSS; BTA; Bloomberg; Bloomberg News
Canadian Press; Capital News; China News Service; CNA; CNS; CP; CP Images; ČTK; CNW; Colprensa
Cuartoscuro; dapd; ddp; dpa; dpa-Zentralbild; dpa-Bildfunk; dpa-infografik
Deutsche Presse-Agentur; dts; dts Nachrichtenagentur; dts-Agentur; DHA; Demirören Haber Ajansı
EFE; Elta; EPA; EPA-EFE; EPA/EFE; EPA Images; Estadão Conteúdo; Europa Press; epd; epd-bild
European Pressphoto Agency; Fars; Fars News Agency; Fena; Folhapress; GNA; Ghana News Agency; Hina
IANS; IHA; İHA; IMAGO/Xinhua; Interfax; Interfax-Ukraine; Irish Independent News Service; IRNA
ISNA; Jiji; Jiji Press; JTA; KCNA; Kenya News Agency; Keystone; Keystone-ATS; KNA; KNA-Bild; Kyodo
Kyodo News; KUNA; La Presse canadienne; LaPresse; LETA; Lehtikuva; Lusa; MAP; Maghreb Arabe Presse
MEHR; Mehr News Agency; MENA; MIA; MTI; NAN; News Agency of Nigeria; NNA; News1; Newsis; Notimex
NTB; NTB Scanpix; NPA; Novosti; PA; PA Archive; PA Images; PA Media; PA Wire; PAP; Petra; Photo12
PNA; Philippine News Agency; Polska Agencja Prasowa; Prensa Latina; Press Association
Press Trust of India; PTI; QNA; RIA; RIA Novosti; Rossiya Segodnya; Reuters; Reuters Connect
Reuters TV; Ritzau; Ritzau Scanpix; SANA; Scanpix; Scanpix Baltics; SDA; Sipa; SITA; SPA
Saudi Press Agency; Sputnik; SRNA; STA; Suomen Tietotoimisto; STT; Tanjug; TASR; TASS; Tasnim
Tasnim News Agency; Télam; Telam; The Associated Press; The Canadian Press
The Canadian Press Images; The Press Association; Thomson Reuters; TNS; Tribune News Service; TT
TT News Agency; TT Nyhetsbyrån; UNI; UNB; United News of India; UNIAN; Ukrinform; UPI
United Press International; VNA; Vietnam News Agency; VTV; WAM; WAFA; Xinhua; Xinhua News Agency
Xinhuanet; Yonhap; Yonhap News; Yonhap News Agency; YNA; EyePress News; Agencia Telam; NA
Noticias Argentinas; ATON Chile; Aton Chile; Agencia Enfoque; Agencia Ronda; Agencia LOF
Agence Hans Lucas; ADN; Bildbyrån; Bulgarian News Agency; CTK; Anadolu Ajansı; Agência Estado
Futura Press; Brazil Photo Press; Agencja Gazeta; NordPhoto; 新华社; 新華社; 新华网; 新華網
中新社; 中新网; 中国新闻社; 中新; 中通社; 中央社; 中評社; 法新社; 法新; 路透社; 路透; 美联社
美聯社; 欧新社; 歐新社; 欧新; 欧洲新闻图片社; 歐洲圖片社; 共同社; 共同通信; 共同通信社; 共同; 時事
時事通信; 時事通信社; 時事通信フォト; 时事社; 韩联社; 韓聯社; 塔斯社; 俄新社; 俄通社; 今日俄罗斯
衛星通訊社; 卫星社; 朝中社; 安莎社; 埃菲社; 德新社; 合众国际社; 安纳多卢通讯社; 軍聞社; 军事新闻社
彭博; 彭博社; 今日新闻社; 越通社; 马新社; 馬新社; ロイター; ロイター通信; ＡＰ; ＡＦＰ; ＥＰＡ
ラヂオプレス; 朝鮮通信; 聯合ニュース; 新華社通信; タス通信; ＡＰ通信; 朝鮮中央通信; 中国通信
연합뉴스; 연합; 뉴시스; 뉴스1; 신화; 신화통신; 신화사; 로이터; 로이터통신; 교도; 교도통신
조선중앙통신; 타스; 타스통신; AFP통신; AP통신; EPA통신; 블룸버그; 블룸버그통신; 뉴스핌; 아이뉴스24
РИА Новости; РИА; ТАСС; ИТАР-ТАСС; Интерфакс; Спутник; АГН Москва; АГН «Москва»
Агентство «Москва»; Рейтер; Россия сегодня; Синьхуа; УНИАН; УНІАН; Укринформ; Укрінформ; БелТА
БЕЛТА; Казинформ; Росконгресс; Фотохост; ФедералПресс; Регнум; REGNUM; URA.RU; Ассошиэйтед Пресс
"""

DISTRIBUTORS = """
123RF; GEPA pictures; Abaca; Abaca Press; ABACAPRESS.COM; Action Images; Action Plus; Action Press
Adobe Stock; Aflo; AFLO Sport; アフロ; アフロスポーツ; age fotostock; AGIF; Agence VU; akg-images
Alamy; Alamy Stock Photo; Alamy Live News; Alamy Images; All Action; Allover; AllSport; APImages
Art Resource; Associated Newspapers; Aurora Photos; Avalon; Backgrid; Barcroft; Barcroft Images
Barcroft Media; BestImage; Bettmann; Bettmann Archive; BPI; Bridgeman Images; Brazil Photo Press
Caters News; Caters News Agency; Camera Press; CameraPress; Cal Sport Media; Canva; Caro; Contour
Contour by Getty Images; Contrasto; Corbis; Corbis Images; Cosmos; Cover Images; Cover Media
CQ Roll Call; CSM; CTK Photo; CHINE NOUVELLE; Depositphotos; Deadline News; Digital Vision
DeFodi Images; Dreamstime; DPPI; Everett Collection; Everett; EyeEm; eyevine; FilmMagic; Fotolia
Fotoarena; FREELENS; Freepik; Future Publishing; Future Image; Gamma; Gamma-Keystone; Gamma-Rapho
Getty; Getty Images; Getty Images Plus; Getty Images Sport; Gallo Images; Geisler-Fotopress; Godong
Hans Lucas
Hemis; Heritage Images; Hulton Archive; Hulton-Deutsch; Hulton Deutsch; Hollandse Hoogte; Icon SMI
Icon Sport; Icon Sportswire; Imaginechina; Imagebroker; IMAGO; Imago Images; Imagn; Imagn Images
INPHO; INSTARimages; Interfoto; IP3 Press; iStock; iStockphoto; iStock Editorial; IPON; Insidefoto
Isopix; JMPA; Jam Press; Keystone-France; Keystone-SDA; Keystone Press; Keystone Features; laif
LightRocket; Le Pictorium; Lebrecht; London News Pictures; LNP Images; Magnum; Magnum Photos
Mary Evans; Mary Evans Picture Library; MAXPPP; MB Media; Media Drum World; MediaNews Group
MediaPunch; Mega; Mirrorpix; Moment RF; MPI; myop; NBAE; NBCUniversal; NCAA Photos; News Licensing
NewsBase; Newscom; Newspix; Newzulu; Nippon News; NordicPhotos; North News; NurPhoto
Pacific Press; Pacific Coast News; Pacific Press Agency; Panoramic; Panos; Panos Pictures
Paul Popper; Photo News; Photononstop; Photonews; PhotoShot; Photoshot; PhotoAlto; PhotoQuest
picture alliance; Picture Press; Pictorial Press; Pixsell; Plainpicture; Polaris; Polaris Images
Popperfoto; PRESSENS BILD; Presse Sports; PressEye; ProSports; Pressefoto Baumann; Pro Shots
Quality Sport Images; REA; Redferns; Redux; Redux Pictures; Rex; Rex Features; Rapho; Riva Press
Robert Harding; Robertharding; Roger-Viollet; Roger Viollet; SAGAPHOTO; Saga Photo
Science Faction; Science Photo Library; Shutterstock; Shutterstock Editorial; Sipa USA; Sipa Press
Sipa Asia; SNS; SNS Group; Solent News; SOPA Images; Southcreek Global; Splash; Splash News
SPORTSFILE; Sports Press Photo; Sportimage; Stella Pictures; StockFood; Stocksy; Storyful; SWNS
SWpix; SWpix.com; Sygma; TopFoto; Topham; The Image Bank; The Image Works; Thinkstock
The LIFE Picture Collection; The LIFE Images Collection; Time & Life Pictures; The Print Collector
UIG; ullstein bild; United Archives; Universal History Archive; Universal Images Group
U.S. Presswire; US Presswire; VCG; VII; VII Photo; VI Images; Viennareport; VIEW press; VIEWpress
Visual China Group; Visum; VWPics; VW Pics; WENN; Westend61; WireImage; WPA; WPA Pool; Witters
Xposure; ZUMA; ZUMA Press; ZUMA Press Wire; ZUMA Wire; ZUMAPRESS.com; 视觉中国; 視覺中國; 东方IC
IC; IC photo; 图虫; 图虫创意; 海洛创意; 千图网; 摄图网; 昵图网; 包图网; 高品图像; 达志影像
達志影像; 人民视觉; 人民图片; 中新图片; 新华视点; 全景网; 全景视觉; 中国图片社; 中國圖片社; CFP
汉华易美; 图行天下; 華盛通訊社; PIXTA; ピクスタ; アマナイメージズ; 共同通信イメージズ; ゲッティ
ゲッティ共同; ゲッティイメージズ; ＵＰＩ; Ｇｅｔｔｙ Ｉｍａｇｅｓ; 게티이미지; 게티이미지뱅크
게티이미지코리아; 셔터스톡; 픽사베이; 언스플래시; 클립아트코리아; 아이클릭아트; 이미지투데이
펙셀스; 조이뉴스24; Legion-Media; Лори; Фотобанк Лори; East News; Legion Media; Global Look Press
Vostock Photo; Фотодом; Фотобанк; Maxar; Maxar Technologies; Planet Labs; Planet Labs PBC
BlackSky; Airbus DS; CNES/Airbus
"""

BODIES = """
10 Downing Street; Amnesty International; Australian Antarctic Division; Australian Defence Force
Bureau of Land Management; Bureau of Meteorology; Bundeswehr; Bundesarchiv; Bundesregierung; BSEE
California Department of Fish and Wildlife; Caltech; CAL FIRE; Cal Fire; Caltrans; CDC; CERN
Capella Space; CNES; CNSA; CSA; CSIRO; Crown Copyright; Department of Conservation
Department of Defense; DLR; DoD; Downing Street; DVIDS; ECB; EPO; ESA; ESA/Hubble; ESA/Webb; ESO
EU; European Central Bank; European Commission; European Parliament; European Southern Observatory
European Space Agency; European Union; FAA; FAO; FBI; FEMA; FIFA; Frontex; Greenpeace
Human Rights Watch; IAEA; ICRC; IFRC; IMF; IOM; Indian Air Force; Indian Army; Indian Coast Guard
Indian Navy; Indian Space Research Organisation; International Monetary Fund; IOC
Israel Defense Forces; IDF; ISRO; Japan Coast Guard; JAXA; JPL; Japan Ground Self-Defense Force
JPL-Caltech; Korea Aerospace Research Institute; Kremlin; Library and Archives Canada
Library of Congress; London Fire Brigade; MarineTraffic; Médecins Sans Frontières; Met Office
Metropolitan Police; Ministry of Defence; MoD; MSF; Musée du Louvre; NASA; NASA/JPL
NASA/JPL-Caltech; NASA/ESA; NASA Earth Observatory; NASA TV; NASA/JPL-Caltech/MSSS
NASA/JPL-Caltech/ASU; NASA/JPL-Caltech/SwRI/MSSS; NASA/Goddard; NASA/GSFC; NASA/JSC; NASA/KSC
NASA/ESA/CSA; NASA/ESA/CSA/STScI; NASA/JHUAPL; National Archives; National Gallery
National Galleries Scotland; National Hurricane Center; National Institutes of Health
National Library of Australia; National Library of Scotland; National Park Service
National Police Agency; National Portrait Gallery; National Science Foundation
National Weather Service; NATO; Natural History Museum; NIAID; NIAID-RML; NIH; NOAA; NOIRLab; NTSB
Oak Ridge National Laboratory; OSCE; Oxfam; PIB; Press Information Bureau; Prime Minister's Office
Palácio do Planalto; Presidencia; Presidencia de la República; Presidência da República
Présidence de la République; Rijksmuseum; RNLI; Rocket Lab; Roscosmos; Royal Navy; Royal Air Force
British Army; Save the Children; SDSS; Smithsonian Institution; SpaceX
Space Telescope Science Institute; STScI; Blue Origin; UK Government; UK Parliament; UK MOD; UN
UN Photo; UN Women; UNDP; UNEP; UNESCO; UNFPA; UNHCR; UNICEF; United Nations; UNRWA; USAID
U.S. Air Force; U.S. Army; US Air Force; US Army; U.S. Army Corps of Engineers
U.S. Army National Guard; U.S. Army Reserve; U.S. Coast Guard; US Coast Guard
U.S. Customs and Border Protection; U.S. Department of Agriculture; U.S. Department of Defense
U.S. Department of Energy; U.S. Department of State; U.S. Embassy; U.S. Fish and Wildlife Service
USFWS; U.S. Forest Service; USFS; U.S. Geological Survey; U.S. Marine Corps; US Marine Corps
U.S. Navy; US Navy; U.S. National Park Service; U.S. Space Force; U.S. National Guard
U.S. Central Command; U.S. Air National Guard; Air National Guard; Army National Guard; USAF; USDA
USGS; US National Archives; Utah Department of Transportation; Victoria and Albert Museum; WFP
WHO; World Bank; World Economic Forum; World Food Programme; World Health Organization; WWF
White House; The White House; Wellcome Collection; Wellcome Images; Casa Rosada; Casa Blanca
Palacio de la Moncloa; La Moncloa; Moncloa; Elysée; Élysée; Quirinale; Palazzo Chigi
Vigili del Fuoco; Protezione Civile; Guardia Civil; Policía Nacional; Polícia Civil
Polícia Federal; Polícia Militar; Corpo de Bombeiros; Guardia di Finanza; Carabinieri; Кремль
Роскосмос; Минобороны России; Минобороны РФ; МЧС России; МВД России; СК РФ; ФСБ; ФСБ России
Госдума; Совет Федерации; Пресс-служба Кремля; Пресс-служба президента РФ; ДСНС; МВД; Росатом
国防部; 國防部; 航天科技集团; 中国航天科技集团; 国家航天局; 中国国家航天局; 中国载人航天工程办公室
总统府; 總統府; 行政院; 立法院; 外交部; 外交部網站; 中國外交部; 日本防衛省; 防卫省; 故宫博物院
故宮博物院; 国家博物馆; 中国国家博物馆; 国家文物局; 水利部; 应急管理部; 国务院新闻办; 國防部軍聞社
台北市政府; 新北市政府; 防衛省; 自衛隊; 海上保安庁; 気象庁; 気象協会; 国土交通省; 環境省; 外務省
内閣広報室; 内閣府; 首相官邸; 宮内庁; 総務省; 消防庁; 東京消防庁; 警視庁; 警察庁; 東京電力; 東電
宇宙航空研究開発機構; 国立天文台; 청와대; 대통령실; 국방부; 외교부; 통일부; 해군; 육군; 공군; 합참
합동참모본부; 해양경찰청; 소방청; 경찰청; 기상청; 서울시; 경기도; 부산시; 국립중앙박물관; 문화재청
국가유산청
"""

PLATFORMS = """
500px; Bluesky; Facebook; Flickr; Flickr Commons; Geograph; geograph.org.uk; Google Earth
Google Maps; Google Street View; Instagram; IG; Internet Archive; LinkedIn; LiveJournal; Mapillary
OpenStreetMap; Pexels; Pikist; Pinterest; Pixabay; pixelio.de; Pixelio; Reddit; Rawpixel; Snapchat
Telegram; TikTok; Truth Social; Twitter; Unsplash; Vimeo; VK; VKontakte; Weibo; WeChat; WhatsApp
Wikimedia; Wikimedia Commons; Wiki Commons; Wikicommons; Wikipedia; Wikipedia Commons; YouTube
X.com; 微博; 微信; 微信公众号; 臉書; 脸书; 臉書粉專; 推特; 抖音; 小紅書; 小红书; 快手; 哔哩哔哩
维基百科; 維基百科; 谷歌地图; 谷歌地球; PTT; Dcard; LINE; ツイッター; フェイスブック
インスタグラム; 유튜브; 페이스북; 인스타그램; 트위터; 텔레그램; 구글; 네이버; 위키피디아
위키미디어; Фейсбук; Твиттер; Телеграм; ВКонтакте; Ютуб; Инстаграм; Википедия; Викимедиа
"""
