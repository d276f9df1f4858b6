"""Names of months in the languages of captions and queries."""

from __future__ import annotations

_NAMES = """
january jan januar janvier janv enero ene janeiro gennaio января январь
february feb februar février févr fevrier febrero fevereiro fev febbraio февраля февраль
march mar märz mars marzo março марта март
april apr avril avr abril abr aprile апреля апрель
may mai mayo maio maggio мая май
june jun juni juin junio junho giugno июня июнь
july jul juli juillet juil julio julho luglio июля июль
august aug août aout agosto ago августа август
september sep sept septembre septiembre setembro settembre сентября сентябрь
october oct oktober okt octobre octubre outubro out ottobre октября октябрь
november nov novembre noviembre novembro ноября ноябрь
december dec dezember dez décembre déc decembre diciembre dic dezembro dicembre декабря декабрь
"""

_FURTHER_NAMES = """
januari gener ιανουαρίου يناير
februari febrer φεβρουαρίου فبراير
maart mrt marts març μαρτίου مارس
απριλίου أبريل
mei maj maig μαΐου مايو
juny ιουνίου يونيو
juliol ιουλίου يوليو
augustus augusti agost αυγούστου أغسطس
setembre σεπτεμβρίου سبتمبر
οκτωβρίου أكتوبر
νοεμβρίου نوفمبر
desember desembre δεκεμβρίου ديسمبر
"""
# Not Polish and Turkish, whose months are names of people, papers and shops: Maja, Marca, Mart.

MONTHS = {
    name: number
    for table in (_NAMES, _FURTHER_NAMES)
    for number, names in enumerate(table.strip().splitlines(), start=1)
    for name in names.split()
}
"""Month number by name or abbreviation, case folded and without a full stop."""
