package api

// worksTexts are the words for what a site is and does, by enum and value.
var worksTexts = map[string]both{
	"status.scheduled":    {"terminiert", "scheduled"},
	"status.active":       {"im Bau", "under construction"},
	"status.suspended":    {"unterbrochen", "suspended"},
	"status.surface_open": {"freigegeben, Restarbeiten", "open again, finishing works"},
	"status.completed":    {"fertig", "completed"},
	"status.warranty":     {"fertig, in Gewährleistung", "completed, under warranty"},

	"phase.planned":   {"kommt noch", "to come"},
	"phase.active":    {"läuft", "under way"},
	"phase.done":      {"erledigt", "done"},
	"phase.cancelled": {"entfällt", "cancelled"},
	"phase.overdue":   {"sollte laufen, noch nicht gemeldet", "should be under way, not yet reported"},

	"kind.utility":         {"Leitungen", "Pipes and cables"},
	"kind.demolition":      {"Abbruch", "Demolition"},
	"kind.surface":         {"Oberfläche", "Surface"},
	"kind.furniture":       {"Ausstattung", "Street furniture"},
	"kind.planting":        {"Bepflanzung", "Planting"},
	"kind.remaining_works": {"Restarbeiten", "Finishing works"},
	"kind.defects":         {"Mängelbeseitigung", "Repair of defects"},

	"strip.side_left":  {"linke Seite", "left side"},
	"strip.side_right": {"rechte Seite", "right side"},
	"strip.middle":     {"Mitte", "middle"},

	"pedestrian.open":     {"frei", "clear"},
	"pedestrian.narrowed": {"Durchgang verengt", "passage narrowed"},
	"pedestrian.one_side": {"nur auf einer Straßenseite", "on one side of the street only"},
	"pedestrian.closed":   {"gesperrt", "closed"},
	"pedestrian.width":    {"mindestens %s breit", "at least %s wide"},
	"pedestrian.level":    {"stufenlos", "step-free"},
	"pedestrian.steps":    {"nicht stufenlos", "not step-free"},

	"vehicle.open":         {"frei", "clear"},
	"vehicle.local_access": {"nur Anlieger", "residents and deliveries only"},
	"vehicle.closed":       {"gesperrt", "closed"},
	"vehicle.width":        {"Durchfahrt %s breit", "passage %s wide"},

	"noise.minor":    {"gering", "minor"},
	"noise.moderate": {"spürbar", "moderate"},
	"noise.major":    {"stark", "major"},

	"delivery.usual": {"wie gewohnt", "as usual"},
	"delivery.ask":   {"kein Zeitfenster gemeldet, bitte die Ansprechstelle fragen", "no time window reported, please ask the contact"},
	"bins.usual":     {"keine Änderung gemeldet", "no change reported"},
	"bins.point":     {"bitte zur Sammelstelle bringen, im Plan mit M bezeichnet", "please take them to the collection point, marked M on the plan"},
	"parking.none":   {"keine Stellplätze entfallen", "no parking spaces are lost"},
	"parking.one":    {"ein Stellplatz entfällt", "one parking space is lost"},
	"parking.lost":   {"%d Stellplätze entfallen", "%d parking spaces are lost"},

	"facility.storage":        {"Lagerfläche der Baustelle", "Storage yard of the site"},
	"facility.container":      {"Container", "Container"},
	"facility.parking_closed": {"gesperrte Stellplätze", "closed parking spaces"},
	"facility.detour":         {"Umleitung", "Detour"},
	"facility.info_point":     {"Infopunkt", "Information point"},

	"days.Mo": {"Mo", "Mon"},
	"days.Di": {"Di", "Tue"},
	"days.Mi": {"Mi", "Wed"},
	"days.Do": {"Do", "Thu"},
	"days.Fr": {"Fr", "Fri"},
	"days.Sa": {"Sa", "Sat"},
	"days.So": {"So", "Sun"},

	"use.retail":     {"Laden", "Shop"},
	"use.gastronomy": {"Gastronomie", "Café or restaurant"},
	"use.service":    {"Dienstleistung", "Service"},
	"use.office":     {"Büro", "Office"},
	"use.health":     {"Gesundheit", "Health"},
	"use.culture":    {"Kultur", "Culture"},
	"use.leisure":    {"Freizeit", "Leisure"},
	"use.education":  {"Bildung", "Education"},
	"use.craft":      {"Handwerk", "Craft"},

	"when.fixed":     {"%s bis %s", "%s to %s"},
	"when.day":       {"am %s", "on %s"},
	"when.from":      {"ab %s", "from %s"},
	"when.to":        {"bis %s", "until %s"},
	"when.none":      {"Termin noch offen", "Date not yet set"},
	"when.planned":   {"geplant: %s", "planned: %s"},
	"when.begins":    {"beginnt %s", "begins %s"},
	"when.left":      {"noch %s", "%s left"},
	"when.over":      {"seit %s fertig", "completed %s ago"},
	"when.tomorrow":  {"morgen", "tomorrow"},
	"when.in":        {"in %s", "in %s"},
	"when.last":      {"letzter Tag", "last day"},
	"when.doubt":     {"Ende offen", "end open"},
	"when.late":      {"Beginn noch nicht gemeldet", "start not yet reported"},
	"when.estimated": {"Ende voraussichtlich", "end expected"},

	"span.day":    {"einem Tag", "one day"},
	"span.days":   {"%d Tagen", "%d days"},
	"span.weeks":  {"%d Wochen", "%d weeks"},
	"span.months": {"%d Monaten", "%d months"},
	"span.years":  {"mehr als einem Jahr", "more than a year"},
	"left.day":    {"1 Tag", "1 day"},
	"left.days":   {"%d Tage", "%d days"},
	"left.weeks":  {"%d Wochen", "%d weeks"},
	"left.months": {"%d Monate", "%d months"},
	"left.years":  {"mehr als ein Jahr", "more than a year"},

	"doubt.active":    {"Das geplante Ende (%s) ist vorbei, der Abschluss ist noch nicht gemeldet. Bitte rechnen Sie weiter mit der Baustelle.", "The planned end (%s) is past and completion has not been reported. Please still expect the site."},
	"doubt.late":      {"Der geplante Beginn (%s) ist vorbei, der Beginn ist noch nicht gemeldet.", "The planned start (%s) is past and the start has not been reported."},
	"doubt.suspended": {"Die Arbeiten ruhen. Weiter geht es voraussichtlich am %s.", "The works are at rest. They are expected to go on on %s."},
}

// put fills the places of an enum's text.
func (w words) put(key string, values ...any) string {
	return sprintf(worksTexts[key].in(string(w)), values)
}
