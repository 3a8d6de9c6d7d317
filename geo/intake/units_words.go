package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The headers of a list of units, folded; the first hit wins.
var (
	unitRef      = []string{"ref", "kennung", "id", "einheit", "objektnr", "objektnummer", "nummer", "lfd_nr"}
	unitStreet   = []string{"strasse", "str", "street", "strassenname"}
	unitNumber   = []string{"hausnummer", "hausnr", "hsnr", "hnr", "nr", "house_number"}
	unitSuffix   = []string{"zusatz", "hausnummernzusatz", "suffix"}
	unitAddress  = []string{"adresse", "anschrift", "address", "strasse_hausnummer", "strasse_und_hausnummer", "strasse_nr"}
	unitPostcode = []string{"plz", "postleitzahl", "postcode", "zip"}
	unitCity     = []string{"ort", "stadt", "city"}
	unitLon      = []string{"lon", "lng", "longitude", "laenge", "laengengrad"}
	unitLat      = []string{"lat", "latitude", "breite", "breitengrad"}
	unitEast     = []string{"rechtswert", "ostwert", "easting", "east", "x", "e"}
	unitNorth    = []string{"hochwert", "nordwert", "northing", "north", "y", "n"}
	unitFloor    = []string{"geschoss", "etage", "stockwerk", "floor", "level"}
	unitPosition = []string{"lage_im_haus", "lage_im_bau", "position"}
	unitUse      = []string{"nutzung", "nutzungsart", "branche", "use_type", "use"}
	unitLastUse  = []string{"letzte_nutzung", "vornutzung", "last_use"}
	unitBusiness = []string{"geschaeft", "betrieb", "laden", "firma", "business_name", "name"}
	unitStatus   = []string{"status", "leerstand", "belegung", "vacancy_status", "vacant"}
	unitSince    = []string{"leerstand_seit", "leer_seit", "status_seit", "seit", "vacant_since", "since"}
	unitStepFree = []string{"barrierefrei", "stufenlos", "step_free"}
	unitLocation = []string{"lageklasse", "lage", "location_class"}
	unitNote     = []string{"bemerkung", "bemerkungen", "notiz", "note"}

	unitCondition = []string{"zustand", "condition"}
)

// unitAreas in the order in which one may not exceed the next; the others stand apart.
var unitAreas = []struct {
	field  string
	names  []string
	nested bool
}{
	{"sales_area_m2", []string{"verkaufsflaeche", "vkf", "vk_flaeche", "sales_area"}, true},
	{"retail_area_m2", []string{"ladenflaeche", "retail_area"}, true},
	{"total_area_m2", []string{"gesamtflaeche", "flaeche", "nutzflaeche", "total_area", "area"}, true},
	{"storage_area_m2", []string{"lagerflaeche", "storage_area"}, false},
	{"gastro_area_m2", []string{"gastroflaeche", "gastraumflaeche", "gastro_area"}, false},
}

// unitColumn reports whether a folded header means something here.
func unitColumn(key string) bool {
	lists := [][]string{
		unitRef, unitStreet, unitNumber, unitSuffix, unitAddress, unitPostcode, unitCity, unitLon, unitLat, unitEast, unitNorth,
		unitFloor, unitPosition, unitUse, unitLastUse, unitBusiness, unitStatus, unitSince, unitStepFree, unitLocation, unitNote,
		unitCondition,
	}
	for _, area := range unitAreas {
		lists = append(lists, area.names)
	}
	return slices.ContainsFunc(slices.Concat(lists...), func(name string) bool {
		return name == key || len(name) > 10 && name[:10] == key
	})
}

// word is a word of a file, folded, and what it means here.
type word struct {
	text  string
	value any
}

var (
	useTypeWords = []word{
		{"einzelhandel", "retail"},
		{"handel", "retail"},
		{"laden", "retail"},
		{"ladenlokal", "retail"},
		{"retail", "retail"},
		{"gastronomie", "gastronomy"},
		{"gastro", "gastronomy"},
		{"restaurant", "gastronomy"},
		{"cafe", "gastronomy"},
		{"café", "gastronomy"},
		{"gastronomy", "gastronomy"},
		{"dienstleistung", "service"},
		{"dienstleister", "service"},
		{"friseur", "service"},
		{"bank", "service"},
		{"service", "service"},
		{"buero", "office"},
		{"verwaltung", "office"},
		{"office", "office"},
		{"gesundheit", "health"},
		{"praxis", "health"},
		{"arztpraxis", "health"},
		{"health", "health"},
		{"kultur", "culture"},
		{"culture", "culture"},
		{"freizeit", "leisure"},
		{"leisure", "leisure"},
		{"bildung", "education"},
		{"education", "education"},
		{"handwerk", "craft"},
		{"craft", "craft"},
		{"wohnen", "residential"},
		{"wohnung", "residential"},
		{"residential", "residential"},
		{"lager", "storage"},
		{"storage", "storage"},
		{"sonstiges", "other"},
		{"sonstige", "other"},
		{"other", "other"},
	}
	statusWords = []word{
		{"belegt", "occupied"},
		{"vermietet", "occupied"},
		{"nein", "occupied"},
		{"false", "occupied"},
		{"0", "occupied"},
		{"occupied", "occupied"},
		{"leer", "vacant"},
		{"leerstand", "vacant"},
		{"leerstehend", "vacant"},
		{"ja", "vacant"},
		{"true", "vacant"},
		{"1", "vacant"},
		{"vacant", "vacant"},
		{"in_vermarktung", "marketing"},
		{"vermarktung", "marketing"},
		{"marketing", "marketing"},
		{"reserviert", "reserved"},
		{"reserved", "reserved"},
		{"leerfallend", "threatened"},
		{"threatened", "threatened"},
		{"zwischennutzung", "interim_use"},
		{"interim_use", "interim_use"},
		{"im_umbau", "refurbishment"},
		{"umbau", "refurbishment"},
		{"refurbishment", "refurbishment"},
		{"umgenutzt", "converted"},
		{"dauerhaft_umgenutzt", "converted"},
		{"converted", "converted"},
		{"unbekannt", ""},
		{"unknown", ""},
	}
	positionWords = []word{
		{"links", "left"},
		{"left", "left"},
		{"rechts", "right"},
		{"right", "right"},
		{"vorne", "front"},
		{"vorn", "front"},
		{"front", "front"},
		{"hinten", "back"},
		{"back", "back"},
		{"mitte", nil},
	}
	yesNoWords = []word{
		{"ja", true},
		{"j", true},
		{"yes", true},
		{"true", true},
		{"1", true},
		{"x", true},
		{"nein", false},
		{"no", false},
		{"false", false},
		{"0", false},
		{"unbekannt", nil},
	}
	conditionWords = []word{
		{"neu", "new"},
		{"erstbezug", "new"},
		{"new", "new"},
		{"saniert", "refurbished"},
		{"refurbished", "refurbished"},
		{"gut", "good"},
		{"gepflegt", "good"},
		{"good", "good"},
		{"sanierungsbeduerftig", "needs_work"},
		{"needs_work", "needs_work"},
		{"rohbau", "shell"},
		{"shell", "shell"},
		{"baufaellig", "ruinous"},
		{"ruinous", "ruinous"},
	}
	locationWords = []word{
		{"a", "A"}, {"1a", "A"}, {"a_lage", "A"}, {"b", "B"}, {"1b", "B"}, {"b_lage", "B"}, {"c", "C"}, {"2", "C"}, {"c_lage", "C"},
	}
)

func lookUp(words []word, text string) (any, bool) {
	text = fold(text)
	for _, w := range words {
		if w.text == text {
			return w.value, true
		}
	}
	return nil, false
}

// known lists the first word for each meaning.
func known(words []word) string {
	seen := map[any]bool{}
	var out []string
	for _, w := range words {
		if !seen[w.value] {
			seen[w.value] = true
			out = append(out, w.text)
		}
	}
	return strings.Join(out, ", ")
}

var floorPattern = regexp.MustCompile(`^(?:(\d{1,2})?(og|obergeschoss|etage|stock)|(\d{1,2})?(ug|kg|untergeschoss|keller|kellergeschoss)|eg|erdgeschoss|parterre)$`)

// parseFloor reads EG, 1. OG, UG and plain numbers; nothing said is the ground floor.
func parseFloor(text string) (int, bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, true
	}
	if n, err := strconv.Atoi(text); err == nil {
		return n, n >= -5 && n <= 60
	}
	m := floorPattern.FindStringSubmatch(strings.ReplaceAll(fold(text), "_", ""))
	if m == nil {
		return 0, false
	}
	count := func(digits string) int {
		if digits == "" {
			return 1
		}
		n, _ := strconv.Atoi(digits)
		return n
	}
	level := 0
	switch {
	case m[2] != "":
		level = count(m[1])
	case m[4] != "":
		level = -count(m[3])
	}
	return level, level >= -5 && level <= 60
}

var refPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// publicRef is the unit's address on the public map. A reference that will do stays as it is; any other gets the source
// before it and loses what an address cannot hold.
func publicRef(source, ref string) string {
	if refPattern.MatchString(ref) {
		return ref
	}
	slug := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return '-'
	}, folding.Replace(strings.ToLower(ref))), "-")
	slug = source + "-" + slug
	return strings.Trim(slug[:min(len(slug), 64)], "-")
}
