"""Words that stand alone in brackets below a picture and are nobody's name; data only."""

from __future__ import annotations

import re

from indexer.archive.captions.word_lists import word_set

NOTES = word_set(
    """
    above applause april archival august back background below bottom cc center centre chart click
    clockwise collage composite december detail details diagram edit february file foreground
    friday front graphic here illustration inset january july june laughter left map march may
    middle monday montage more none note november october panorama poster rear right satire saturday
    screenshot september sic sidebar sunday thursday top translation tuesday undated unknown
    untitled update updated video wednesday
    """
)
"""What no name holds even among other words."""

COMMON_WORDS = word_set(
    """
    abajo abierto abstract achter acima active adult advertisement affiche after afternoon
    agrandissement ahora ailleurs album alemán allemagne allemand alternative alto amarelo amarillo
    ancien anexo anfang anglais animation annexe annotated ansicht answer antes antico antiguo
    aperto aperçu approximate après arbeit architecture area arriba arrière artwork atrás attached
    atual ausgabe ausschnitt auszug author authors automne autor autora autore autorin autumn
    autunno avant average avril azul backside banner bas base basement basic basso bauplan beach
    bearbeitet bedroom beeld before beginning beispiel beispiele beneden berg beta bianco bilde
    binnen black blanc blanco blank blau blauw bleu block blue blueprint blå boceto bok book
    borrador boven boys bozza branco braun bridge brown buch building buiten calle captura capture
    carte cartel cartoon castillo castle centro centrum cerrado chapitre chapter chiesa children
    chiuso church château cidade città city ciudad classic close closed closeup cloudy code color
    colored colour coloured comparación comparison completed concept conclusion confronto
    construction continued copertina copia copy correct corrected couverture cover creative cropped
    croquis cuadro cubierta cutaway cópia dark darstellung dawn day daytime debajo deckblatt default
    dehors delante demo demonstration dentro depois derecha derrière desenho design después dessin
    dessous dessus destra detalhe detalj detalle detrás dettaglio deutsch diagramm dibujo dietro
    different dinner dipinto director direita disegno dog dopo download draft drawing droite druck
    dusk début détail early east eastern edited editor eerste efter ejemplo eksempel elevation
    encima end ende engels engelsk engelska englisch english engraving enlarged entrance entwurf
    ergebnis erklärung esboço escola escuela esempio espagnol español esquerda esquisse essai est
    estate este esterno estudio etter evening example excerpt exempel exemple exemplo exhibit exit
    experiment exterior extrait extérieur facade facciata fachada fall family farm fassade façade
    female fertig fig figur figura figure fin final fine finished first flower fluss fondo fonte
    food fora forest formula forside foto fotomontage fourth fram framsida francese francés
    frankreich französisch français french frente frühjahr frühling fuente fuera fundo future före
    før garden garten gauche geel gelb gemälde german gesamtansicht geschlossen giallo giardino
    girls good grabado grafico grafik graph grau gravure green grey gris groen ground grundriss
    gráfica gráfico grön grønn grün gul harbor harbour hardback haus haut hav herbst herfst hier
    high hinten hintergrund history holiday home house huis hus hypothetical höst høst iglesia
    igreja illustrasjon illustrationer image imagem imagen images imaginary immagine incorrect index
    indoor infographic inglese inglés inglês innen inside interior interno interview introduction
    intérieur inverno invierno island issue italian italiano izquierda japanese jardin jardín jaune
    joke kaart kapitel karikatur kart karta karte kerk kinder kirche kirke kitchen kleur kopi kopie
    kort kyrka lac lado lageplan lago lake landkarte landscape landschaft last late latin layout
    leer lente light lighthouse link links list live logo long low lower luftbild lunch lámina male
    maleri mapa mappa maqueta maquette mar mare market master matin mañana meme mer midden milieu
    miniature mirror mitte mixed mockup model modell modello modelo modern modified modèle montagem
    montagna montagne montaña morgen morgens morning mosaic mountain movie muestra music muster
    målning nachher nacht nah nahaufnahme nederlands negative negro neige nero neu nevada neve new
    newspaper next nieuw night noche noir noite noon noord nord norden norsk norte north northern
    notes notte nouveau novo now nuevo nuit nuovo ny oben object ochtend oeste old older onder
    ontwerp oost open optional orange original other otoño oud ouest outdoor outono outside overlay
    oversatt overview overzicht ovest own paesaggio page pages painting paisagem paisaje parody part
    parte past pattern paysage pdf peinture pencil people person phase photomontage pianta pictured
    pink pintura placeholder plage plakat plan planche plano plans planta plate plattegrond play
    playa population portada portrait português positive postcard postkarte preto preview previous
    prima primavera print printemps projet projeto prototype prova prueba public puzzle página
    quadro querschnitt question quote rain rainy random rascunho reading real reality recent rechts
    reconstitution reconstrucción reconstruction recorte red reference rekonstruktion related
    removed render rendering replica report representative reprint reproduction restored result
    resultado results retouched retrato retro reverse review ritratto river rivière road rojo rood
    rosso rot rotated rouge rua rue russian résultat río röd rød rückansicht rückseite sammenligning
    sample scan scanned scene schedule schema scheme schets schilderij schizzo schloss school
    schwarz schéma sculpture scuola sea second section seite seitenansicht selected sera series
    shown side silhouette simulated simulation single sinistra sjö sketch skiss skisse skitse skizze
    slide small snow soir solution sommar sommer sopra sort sotto source south southern spagnolo
    spanisch spanish spoiler spring square staat stad stadt stadtplan staged standing start statue
    straat strada straße street student students study sud suite sul summary summer sunny sunrise
    sunset supplement sur svart svensk svenska södra sør süd süden tabella tabelle tabla table
    tableau tag tarde tavola teacher teaser teckning tedesco tegning teil tekening test text theory
    third thumbnail tidlig titel titelbild titelseite title today tomorrow torre total town
    traditional traducción traduction traduzione tradução trailer tree trás turm typical título
    uitsnede umgebung unbekannt under unten upper user utkast utsnitt velho verano verde vergleich
    vergrößerung vermelho version versione versión verso versão vert vertaling verão vest view
    village ville vinter vista visualisation visualization vit voor voorbeeld voorkant vor vorder
    vordergrund vorderseite vorher vorne vorschau vue vår wald wallpaper warning water watercolor
    watercolour weiß west westen western white wide wiese winner winter wit women woodcut work
    working wrong year yellow yesterday young zeichnung zomer zuid zusammenfassung zwart école
    église été öst översikt øst übersetzung übersicht
    """
)
"""What is no name by itself, in the languages captions come in."""

CITIES = word_set(
    """
    aachen aberdeen accra amsterdam ankara antwerp antwerpen athen athens atlanta auckland austin
    baghdad baku baltimore bangalore bangkok barcelona basel beijing beirut belfast belgrade bergen
    berlin bern bilbao birmingham bochum bogota bogotá bologna bonn bordeaux boston brasilia
    bratislava bremen bremerhaven brighton brisbane bristol brno brussels bruxelles brüssel
    bucharest budapest cairo calcutta cambridge canberra cardiff casablanca charlotte chennai
    chicago christchurch cleveland cologne copenhagen cordoba córdoba dakar dallas damascus delhi
    denver detroit dhaka dortmund dresden dubai dublin duisburg durban düsseldorf edinburgh edmonton
    eindhoven erfurt essen firenze florence florenz frankfurt freiburg gaza gdansk gdańsk geneva
    genf genoa genova gent genève ghent glasgow gothenburg granada graz groningen guadalajara
    göteborg göttingen haifa halifax halle hamburg hannover hanoi harare havana heidelberg helsinki
    hiroshima honolulu houston hyderabad innsbruck islamabad istanbul jakarta jena jerusalem
    johannesburg kabul karachi karlsruhe kassel kathmandu kiel kiev kolkata konstanz kopenhagen
    krakau krakow kraków kyiv kyoto köln lagos lahore lausanne leeds leiden leipzig lille lima linz
    lisboa lisbon lissabon liverpool ljubljana lodz london londres luzern lviv lyon lübeck
    maastricht madras madrid magdeburg mailand mainz malaga malmö manchester manila mannheim
    marseille melbourne memphis miami milan milano milwaukee minneapolis minsk mombasa monterrey
    montpellier montreal montréal moscow moskau mumbai munich munster málaga münchen münster
    nagasaki nairobi nantes naples napoli nashville neapel newcastle nice nottingham nuremberg
    nürnberg odessa orlando osaka oslo ottawa oxford palermo paris parma perth philadelphia phoenix
    pisa pittsburgh plymouth portland porto potsdam prag prague praha pretoria quito rabat
    regensburg reims reykjavik riga rom roma rome rostock rotterdam saarbrücken salamanca salzburg
    santiago sarajevo seattle seoul sevilla seville shanghai sheffield shenzhen sofia stockholm
    strasbourg straßburg stuttgart sydney taipei tallinn tampere tangier teheran tehran tirana tokio
    tokyo torino toronto toulouse trier trieste tripoli trondheim tunis turin turku ulm uppsala
    utrecht valencia vancouver varanasi venedig venezia venice verona vienna vilnius warsaw warschau
    warszawa weimar wellington wien winnipeg wrocław würzburg yokohama zagreb zurich zürich łódź
    """
) | frozenset(
    {
        *("new york", "los angeles", "san francisco", "san diego", "las vegas", "new orleans"),
        *("hong kong", "tel aviv", "cape town", "buenos aires", "são paulo", "rio de janeiro"),
        *("mexico city", "den haag", "the hague", "la paz", "salt lake city", "st. louis"),
        *("saint petersburg", "st. petersburg", "sankt petersburg", "kuala lumpur", "abu dhabi"),
        *("ho chi minh city", "new delhi", "addis ababa", "washington dc", "washington, d.c."),
    }
)
"""Large cities, in the languages captions come in."""

COMPOUND = re.compile(
    r".+(?:plan|pläne|karte|skizze|riss|ansicht|schnitt|zeichnung|aufnahme|entwurf|muster|tabelle|"
    r"modell|zustand|seite|teil|darstellung|tekening|kaart|teckning|tegning)"
)
"""A German, Dutch or Scandinavian word that ends with what a picture is."""
