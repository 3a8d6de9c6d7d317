package intake

// texts holds the sentences of this room's own refusals and notes.
var texts = map[string]text{
	// Refusals of any kind of file.
	"no_geometry":   {"Keine Geometrie", "no geometry"},
	"duplicate_ref": {"Kennung schon in Zeile %d", "the reference is there already, in row %d"},
	"missing":       {"Angabe fehlt", "a value is missing"},
	"not_a_number":  {"„%s“ ist keine Zahl", "%q is not a number"},
	"not_a_date":    {"„%s“ ist kein Datum", "%q is not a day"},
	"not_a_key":     {"„%s“ ist kein Schlüssel: %s", "%q is not a key: %s"},
	"out_of_range":  {"„%s“ liegt außerhalb von %s", "%q lies outside of %s"},
	"unknown_word":  {"„%s“ ist hier kein bekanntes Wort; bekannt: %s", "%q is not known here; known: %s"},
	"too_long":      {"Text zu lang (höchstens %d Zeichen)", "the text is too long (at most %d characters)"},

	// Places, more exactly than the kernel.
	"zone_prefixed":   {"Zone %d ist vorangestellt (%s); erwartet wird EPSG:25832", "the easting begins with zone %d (%s); EPSG:25832 is expected"},
	"no_coordinate":   {"Keine gültige Koordinate: Länge −180 bis 180, Breite −90 bis 90", "no valid coordinate: longitude is -180 to 180, latitude -90 to 90"},
	"outside_country": {"Liegt außerhalb von Deutschland", "the point lies outside of Germany"},

	// Geometry, judged by SQL.
	"invalid":                {"%s", "%s"},
	"area_range":             {"Fläche von %.2f m² ist zu klein oder zu groß (%s m²)", "an area of %.2f m² is too small or too large (%s m²)"},
	"too_short":              {"Linie von %.2f m ist zu kurz", "a line of %.2f m is too short"},
	"too_many_line_vertices": {"Linie mit %d Stützpunkten, höchstens %d werden verbreitert", "a line of %d vertices, at most %d are widened"},
	"not_simple":             {"Linie kreuzt oder berührt sich selbst", "the line crosses or touches itself"},
	"part_refused":           {"Ein anderer Teil desselben Datensatzes wurde abgelehnt", "another part of the same record was refused"},
	"point_not_taken":        {"Ein Punkt sagt nicht, wo gebaut wird", "a point does not say where the works are"},

	// ALKIS.
	"unknown_layer": {"Weder Flurstück noch Gebäude", "neither a parcel nor a building"},
	"parcel_key":    {"Flurstückskennzeichen: %s", "parcel key: %s"},

	// Units.
	"address_unknown":   {"Adresse unbekannt: %s", "address unknown: %s"},
	"address_ambiguous": {"Adresse mehrdeutig: %s", "address ambiguous: %s"},
	"ref_taken":         {"Kennung gehört schon zu einer anderen Einheit", "the reference belongs to another unit"},
	"area_order":        {"Verkaufsfläche ≤ Ladenfläche ≤ Gesamtfläche gilt nicht", "sales ≤ retail ≤ total area does not hold"},
	"csv_quote":         {"Anführungszeichen falsch gesetzt", "quotes are misplaced"},
	"csv_fields":        {"%d Felder statt %d", "%d fields instead of %d"},

	// Works.
	"dates_crossed": {"Ende liegt vor dem Anfang", "the end lies before the beginning"},

	// Notes.
	"not_in_file":        {"stehen in der Datenbank, aber nicht in der Datei; sie bleiben", "are in the database but not in the file; they stay"},
	"edited_by_staff":    {"seit dem Import von Hand geändert; die Datei sagt anderes, sie bleiben", "edited by hand since the import; the file differs, they stay"},
	"deleted_by_staff":   {"von Hand gelöscht; sie kommen nicht wieder", "deleted by hand; they do not come back"},
	"unmapped_field":     {"Felder ohne Platz hier, nicht übernommen", "fields without a place here, not taken"},
	"collection_split":   {"Sammlungen in ihre Teile zerlegt", "collections split into their parts"},
	"records_split":      {"Datensätze, mit ihren Teilen %d Abschnitte", "records, %d sections with their parts"},
	"line_widened":       {"Linien zu einem Streifen von %g m Breite verbreitert", "lines widened to a corridor of %g m"},
	"axis_longest":       {"Linien aus mehreren Stücken; die Achse ist das längste", "lines of several pieces; the axis is the longest"},
	"partial_closure":    {"Teilsperrungen stehen nur in der Beschreibung", "partial closures are told in the description only"},
	"area_differs":       {"Amtliche und berechnete Fläche weichen um mehr als 5 % und 5 m² ab", "official and computed area differ by more than 5 % and 5 m²"},
	"parcels_overlap":    {"Flurstücke überlappen sich um mehr als 0,5 m²", "parcels overlap by more than 0.5 m²"},
	"overlap_unchecked":  {"Überlappung nicht geprüft, es dauerte zu lange", "overlaps not checked, it took too long"},
	"key_built":          {"Kennzeichen aus Gemarkung, Flur und Nummer gebildet", "keys built from Gemarkung, Flur and number"},
	"key_differs":        {"Kennzeichen und Flurstücksnummer widersprechen sich; das Kennzeichen gilt", "key and number contradict each other; the key is taken"},
	"key_warning":        {"Kennzeichen angepasst: %s", "key adapted: %s"},
	"gemarkung_unnamed":  {"Gemarkung ohne Namen; ihre Nummer steht dafür", "Gemarkung without a name; its number stands for it"},
	"municipality_town":  {"Gemeindeschlüssel fehlt; der der Stadt gilt", "no municipality key; the town's is taken"},
	"outside_skipped":    {"Objekte außerhalb der Stadt ausgelassen", "objects outside of the town left out"},
	"highway_skipped":    {"Wege dieser Art sind keine Straßen, ausgelassen: %s", "ways of this kind are no streets, left out: %s"},
	"street_area":        {"als Fläche gezeichnete Plätze ausgelassen", "squares drawn as areas left out"},
	"street_short":       {"Stücke unter einem halben Meter ausgelassen", "pieces below half a metre left out"},
	"street_split":       {"Wege, die sich selbst berühren, geteilt", "ways that touch themselves, split"},
	"incomplete":         {"im Auszug unvollständig, ausgelassen", "incomplete in this extract, left out"},
	"both_tags":          {"zugleich offen und aufgegeben getaggt; sie gelten als belegt", "tagged open and disused at once; taken as occupied"},
	"address_unreadable": {"Hausnummern nicht lesbar, ohne Adresse", "house numbers not readable, no address"},
	"address_skipped":    {"Adressen ohne Straße ausgelassen", "addresses without a street left out"},
	"unknown_trade":      {"Gewerbe ohne Zuordnung, als Einzelhandel geführt", "trades without a mapping, kept as retail"},
	"status_by_staff":    {"Status von Hand gesetzt; die Datei sagt anderes, er bleibt", "status set by hand; the file differs, it stays"},
	"no_status":          {"ohne Status; sie erscheinen erst nach einer Begehung", "without a status; they show up after a survey"},
	"vacant_internal": {
		"leere Ladenlokale stehen nur im internen Register; öffentlich werden sie durch ein Angebot oder, wenn die Liste selbst öffentlich ist, mit --open-data",
		"vacant units are in the internal register only; an offer makes them public or, if the list itself is public, --open-data",
	},
	"located_by_address": {"über die Adresse verortet", "located by their address"},
	"town_replaced":      {"Das Stadtgebiet war bisher %s", "the town was %s before"},
	"beyond_town":        {"Objekte im Bestand liegen außerhalb der neuen Grenze: Ladenlokale %d, Flurstücke %d, Straßenabschnitte %d", "stored objects lie outside of the new boundary: units %d, parcels %d, street segments %d"},
	"encoding":           {"Zeichensatz Windows-1252 erkannt", "character set Windows-1252 recognised"},
	"gauss_krueger":      {"Gauß-Krüger ohne Passpunktgitter umgerechnet: 1–3 m ungenau", "Gauß-Krüger transformed without a datum grid: off by 1–3 m"},
}

// validityTexts translates the reasons of ST_IsValidDetail.
var validityTexts = map[string]string{
	"Self-intersection":                      "Linie kreuzt sich selbst",
	"Ring Self-intersection":                 "Ring berührt oder kreuzt sich selbst",
	"Hole lies outside shell":                "Loch liegt außerhalb der Fläche",
	"Holes are nested":                       "Löcher liegen ineinander",
	"Nested shells":                          "Teilflächen liegen ineinander",
	"Interior is disconnected":               "Inneres der Fläche zerfällt",
	"Duplicate Rings":                        "Ring ist doppelt",
	"Too few points in geometry component":   "Teil ohne Ausdehnung: zu wenige verschiedene Punkte",
	"Invalid Coordinate":                     "Koordinate ist keine Zahl",
	"Ring is not closed":                     "Fläche ist nicht geschlossen",
	"Repeated Point":                         "Punkt ist doppelt",
	"Topology Validation Error":              "Fläche ist nicht gültig",
	"Provided geometry is not a valid shape": "Fläche ist nicht gültig",
}

func validityText(reason string) string {
	if de, ok := validityTexts[reason]; ok {
		return de
	}
	return "Geometrie ist nicht gültig: " + reason
}
