"""Countries and regions as captions name them; data only."""

from __future__ import annotations

COUNTRIES = """
Afghanistan; Albania; Algeria; Andorra; Angola; Argentina; Armenia; Australia; Austria
Azerbaijan; Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium; Belize; Benin; Bhutan
Bolivia; Bosnia and Herzegovina; Bosnia; Botswana; Brazil; Britain; Brunei; Bulgaria
Burkina Faso; Burundi; Cambodia; Cameroon; Canada; Cape Verde; Central African Republic; Chad
Chile; China; Colombia; Comoros; Congo; Democratic Republic of Congo
Democratic Republic of the Congo; DR Congo; Costa Rica; Croatia; Cuba; Cyprus; Czech Republic
Czechia; Denmark; Djibouti; Dominica; Dominican Republic; East Timor; Ecuador; Egypt
El Salvador; England; Equatorial Guinea; Eritrea; Estonia; Eswatini; Ethiopia; Fiji; Finland
France; Gabon; Gambia; Georgia; Germany; Ghana; Greece; Greenland; Grenada; Guatemala; Guinea
Guinea-Bissau; Guyana; Haiti; Honduras; Hungary; Iceland; India; Indonesia; Iran; Iraq; Ireland
Israel; Italy; Ivory Coast; Jamaica; Japan; Jordan; Kazakhstan; Kenya; Kosovo; Kuwait
Kyrgyzstan; Laos; Latvia; Lebanon; Lesotho; Liberia; Libya; Liechtenstein; Lithuania; Luxembourg
Madagascar; Malawi; Malaysia; Maldives; Mali; Malta; Mauritania; Mauritius; Mexico; Moldova
Monaco; Mongolia; Montenegro; Morocco; Mozambique; Myanmar; Namibia; Nepal; Netherlands
New Zealand; Nicaragua; Niger; Nigeria; North Korea; North Macedonia; Northern Ireland; Norway
Oman; Pakistan; Palestine; Panama; Papua New Guinea; Paraguay; Peru; Philippines; Poland
Portugal; Puerto Rico; Qatar; Romania; Russia; Rwanda; Samoa; San Marino; Saudi Arabia; Scotland
Senegal; Serbia; Seychelles; Sierra Leone; Singapore; Slovakia; Slovenia; Solomon Islands
Somalia; South Africa; South Korea; South Sudan; Spain; Sri Lanka; Sudan; Suriname; Sweden
Switzerland; Syria; Taiwan; Tajikistan; Tanzania; Thailand; Togo; Tonga; Trinidad and Tobago
Tunisia; Turkey; Türkiye; Turkmenistan; Uganda; Ukraine; United Arab Emirates; UAE; U.A.E.
United Kingdom; UK; U.K.; United States; United States of America; USA; U.S.A.; U.S.; US
Uruguay; Uzbekistan; Vanuatu; Vatican City; Venezuela; Vietnam; Wales; Yemen; Zambia; Zimbabwe
West Bank; Gaza Strip; Crimea; DRC
"""

REGIONS = """
Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware; Florida; Hawaii
Idaho; Illinois; Indiana; Iowa; Kansas; Kentucky; Louisiana; Maine; Maryland; Massachusetts
Michigan; Minnesota; Mississippi; Missouri; Montana; Nebraska; Nevada; New Hampshire; New Jersey
New Mexico; New York; North Carolina; North Dakota; Ohio; Oklahoma; Oregon; Pennsylvania
Rhode Island; South Carolina; South Dakota; Tennessee; Texas; Utah; Vermont; Virginia
Washington; West Virginia; Wisconsin; Wyoming; D.C.; DC; Ala.; Ariz.; Ark.; Calif.; Colo.; Conn.
Del.; Fla.; Ga.; Ill.; Ind.; Kan.; Ky.; La.; Md.; Mass.; Mich.; Minn.; Miss.; Mo.; Mont.; Neb.
Nev.; N.H.; N.J.; N.M.; N.Y.; N.C.; N.D.; Okla.; Ore.; Pa.; R.I.; S.C.; S.D.; Tenn.; Tex.; Vt.
Va.; Wash.; W.Va.; Wis.; Wyo.; Alberta; British Columbia; Manitoba; New Brunswick; Newfoundland
Nova Scotia; Ontario; Quebec; Québec; Saskatchewan; Prince Edward Island; Yukon; Nunavut
New South Wales; Queensland; South Australia; Tasmania; Victoria; Western Australia
Northern Territory; Alta.; B.C.; Man.; N.B.; N.S.; Ont.; Que.; Sask.; Bavaria; Saxony; Catalonia
Andalusia; Sicily; Sardinia; Tuscany; Lombardy; Brittany; Normandy; Cornwall; Devon; Kent
Yorkshire; Cumbria; Essex; Lancashire; Sussex; Punjab; Kerala; Gujarat; Maharashtra
Uttar Pradesh; Tamil Nadu; West Bengal; Hokkaido; Okinawa; Siberia; Guangdong; Sichuan; Hubei
Yunnan; Zhejiang
"""

FOREIGN_COUNTRIES = """
Afganistán; Alemania; Allemagne; Alemanha; Arabia Saudí; Arabia Saudita; Arabie saoudite; Argelia
Algérie; Algerien; Argélia; Argentine; Argentinien; Armenien; Arménie; Australie; Australien
Austrália; Autriche; Áustria; Österreich; Azerbaiyán; Azerbaïdjan; Bélgica; Belgique; Belgien
Belgio; Bielorrusia; Biélorussie; Bolivien; Bolívia; Bosnien; Brasil; Brésil; Brasilien; Brasile
Bulgarie; Bulgarien; Camboya; Cambodge; Camerún; Cameroun; Canadá; Kanada; Chili; Chine; Cina
Chipre; Chypre; Colombie; Kolumbien; Colômbia; Corea del Norte; Corea del Sur; Corée du Nord
Corée du Sud; Coreia do Norte; Coreia do Sul; Südkorea; Nordkorea; Croacia; Croatie; Kroatien
Croácia; Dinamarca; Danemark; Dänemark; Danimarca; Équateur; Equador; Egipto; Egito; Égypte
Ägypten; Egitto; Emiratos Árabes Unidos; Émirats arabes unis; Escocia; Écosse; Schottland
Eslovaquia; Eslovenia; España; Espagne; Spanien; Spagna; Espanha; Estados Unidos; EE.UU.; EE. UU.
EEUU; EUA; États-Unis; Stati Uniti; Estonie; Estland; Etiopía; Éthiopie; Äthiopien; Filipinas
Philippinen; Finlandia; Finlande; Finnland; Francia; Frankreich; França; Gales; Géorgie; Georgien
Grecia; Grèce; Griechenland; Grécia; Großbritannien; Grande-Bretagne; Gran Bretaña; Grã-Bretanha
Guinée; Haití; Haïti; Hungría; Hongrie; Ungarn; Ungheria; Hungria; Inde; Indien; Índia; Indonésie
Indonesien; Indonésia; Inglaterra; Angleterre; Irak; Irán; Irlanda; Irlande; Irland; Islandia
Islande; Italia; Italie; Italien; Itália; Japón; Japon; Japão; Giappone; Jordania; Jordanie
Jordanien; Jordânia; Kasachstan; Kazajistán; Kenia; Kénia; Líbano; Liban; Libanon; Libia; Libye
Libyen; Lituania; Lituanie; Litauen; Luxemburgo; Luxemburg; Malasia; Malaisie; Marruecos; Maroc
Marokko; Marocco; Marrocos; México; Mexique; Mexiko; Moldavia; Moldavie; Moldau; Moçambique
Nigéria; Norvège; Noruega; Norwegen; Norvegia; Nueva Zelanda; Nouvelle-Zélande; Neuseeland
Nova Zelândia; Países Bajos; Países Baixos; Pays-Bas; Niederlande; Paesi Bassi; Pakistán; Panamá
Perú; Pérou; Polonia; Pologne; Polen; Polónia; Polônia; Reino Unido; Royaume-Uni; Regno Unito
República Checa; República Dominicana; Rumanía; Roumanie; Rumänien; Rusia; Russie; Russland
Rússia; Senegal; Sénégal; Serbie; Serbien; Sérvia; Singapur; Siria; Syrie; Syrien; Síria
Sudáfrica; Südafrika; África do Sul; Afrique du Sud; Suecia; Suède; Schweden; Suécia; Svezia
Suiza; Suisse; Schweiz; Suíça; Svizzera; Tailandia; Thaïlande; Taiwán; Taïwan; Tchad; Tschechien
Túnez; Tunisie; Tunesien; Turquía; Turquie; Türkei; Turquia; Turchia; Ucrania; Ucraina; Ucrânia
Uruguai; Zimbabue
"""
