package api

import "fmt"

// words is what the public pages say, in one language.
type words string

// T returns the text of a key, with its places filled.
func (w words) T(key string, values ...any) string {
	text := w.entry(key).in(string(w))
	if len(values) == 0 {
		return text
	}
	return fmt.Sprintf(text, values...)
}

func (words) entry(key string) both {
	for _, texts := range []map[string]both{pageTexts, unitPageTexts, legalTexts, askTexts, spaceTexts, alertTexts, siteTexts, reportTexts} {
		if found, known := texts[key]; known {
			return found
		}
	}
	return both{}
}

// enum returns the text of a value, or the value itself if it is new to us.
func (w words) enum(prefix, value string) string {
	if text, known := worksTexts[prefix+"."+value]; known {
		return text.in(string(w))
	}
	return value
}

// pick chooses between the German and the English text of a record; German stands in where nobody translated it.
func (w words) pick(de, en string) string {
	if w == "en" && en != "" {
		return en
	}
	return de
}

func (w words) pickOr(de, en *string) string { return w.pick(deref(de), deref(en)) }

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

var pageTexts = map[string]both{
	"notice":           {"Anliegerinformation %s", "Notice %s"},
	"to_the":           {"An die", "To the"},
	"to_shops":         {"Gewerbetreibenden", "shopkeepers"},
	"to_homes":         {"Bewohnerinnen und Bewohner", "residents"},
	"at_your_door":     {"An Ihrer Tür, auf dem Höhepunkt der Arbeiten", "At your door, at the height of the works"},
	"order_mails":      {"Nachrichten für Ihre Tür per E-Mail:", "Messages for your door by e-mail:"},
	"poster_head":      {"Hier wird gebaut", "Works here"},
	"print_hint":       {"Zum Drucken: Strg+P oder ⌘P, Papier A4, ohne Ränder, 100 %.", "To print: Ctrl+P or ⌘P, paper A4, no margins, 100 %."},
	"no_doors":         {"Diese Information hat keine Türen, für die ein Brief zu drucken wäre.", "This notice has no doors that a letter could be printed for."},
	"leave_empty":      {"Bitte leer lassen", "Please leave empty"},
	"order":            {"Bestellen", "Subscribe"},
	"freq.immediate":   {"sofort", "at once"},
	"freq.daily":       {"höchstens täglich", "daily at most"},
	"freq.weekly":      {"höchstens wöchentlich", "weekly at most"},
	"subscribe_to":     {"Wir schreiben nur, wenn sich an dieser Baustelle etwas ändert. Sie bestätigen die Adresse einmal und können jederzeit abbestellen.", "We write only when something changes about this site. You confirm the address once and can end it at any time."},
	"order_confirm":    {"Sie bestätigen Ihre Adresse mit einem Klick in unserer E-Mail. Erst dann gilt die Bestellung.", "You confirm your address by a click in our e-mail. Only then the order counts."},
	"order_after":      {"Ändert sich etwas, schreiben wir Ihnen. Ein Klick in jeder Nachricht beendet das.", "When something changes, we write to you. One click in each message ends it."},
	"subscribe":        {"Änderungen per E-Mail", "Changes by e-mail"},
	"email":            {"E-Mail-Adresse", "E-mail address"},
	"frequency":        {"Wie oft", "How often"},
	"works_at":         {"Bauarbeiten: %s", "Works: %s"},
	"asked":            {"Bitte sehen Sie in Ihr Postfach", "Please look into your mailbox"},
	"confirm_ask":      {"Nachrichten bestätigen", "Confirm messages"},
	"confirm_ask_why":  {"Sie bekommen dann E-Mails hierzu:", "You will then get e-mails about this:"},
	"confirm_button":   {"Ja, Nachrichten senden", "Yes, send messages"},
	"confirm_done":     {"Bestätigt", "Confirmed"},
	"confirm_done_why": {"Sie bekommen ab jetzt Nachrichten hierzu. Jede enthält einen Link zum Abbestellen.", "From now on you get messages about this. Each has a link to end it."},
	"end_ask":          {"Nachrichten abbestellen", "End messages"},
	"end_ask_why":      {"Sie bekommen dann keine E-Mails mehr hierzu:", "You will then get no more e-mails about this:"},
	"end_button":       {"Abbestellen", "Unsubscribe"},
	"end_done":         {"Abbestellt", "Unsubscribed"},
	"end_done_why":     {"Sie bekommen hierzu keine Nachrichten mehr. Die Adresse wird gelöscht, wenn nichts anderes sie braucht.", "You get no more messages about this. The address is deleted if nothing else needs it."},
	"works":            {"Baustellen", "Construction works"},
	"works_of":         {"Baustellen in %s", "Construction works in %s"},
	"works_about":      {"Was gebaut wird, was noch kommt und was fertig ist – mit Terminen, Wegen und Ansprechstelle.", "What is being built, what comes next and what is done – with dates, ways through and whom to ask."},
	"the_map":          {"Karte", "Map"},
	"skip":             {"Zum Inhalt", "Skip to content"},
	"other_lang":       {"English", "Deutsch"},
	"made_up":          {"Erfundene Demodaten", "Made-up demo data"},
	"made_up_why":      {"Diese Stadt ist erfunden; hier wird nichts davon gebaut.", "This town is invented; none of this is being built."},
	"breadcrumb":       {"Wo Sie sind", "Where you are"},
	"now":              {"Jetzt im Bau", "Under construction now"},
	"soon":             {"Kommt als Nächstes", "Coming next"},
	"done":             {"Fertig", "Done"},
	"none":             {"Zurzeit ist keine Baustelle veröffentlicht.", "No construction site is published at the moment."},
	"project":          {"Bauprojekt", "Construction project"},
	"section":          {"Abschnitt %s", "Section %s"},
	"sections":         {"Bauabschnitte", "Sections"},
	"client":           {"Bauherrin oder Bauherr", "Client"},
	"funding":          {"Förderung", "Funding"},
	"cost":             {"Geplante Kosten", "Planned cost"},
	"when":             {"Wann", "When"},
	"where":            {"Wo", "Where"},
	"confirmed":        {"Zuletzt bestätigt am %s", "Last confirmed on %s"},
	"unconfirmed":      {"Noch nicht von der Baustelle bestätigt", "Not yet confirmed by the site"},
	"means":            {"Was das für Sie heißt", "What it means for you"},
	"means_now":        {"Heute, %s", "Today, %s"},
	"means_then":       {"Wenn gebaut wird", "While work goes on"},
	"means_past":       {"Die Arbeiten sind vorbei; hier gilt keine Einschränkung mehr.", "The works are over; no restriction applies here any more."},
	"foot":             {"Zu Fuß", "On foot"},
	"vehicle":          {"Mit dem Fahrzeug", "By vehicle"},
	"delivery":         {"Lieferungen", "Deliveries"},
	"bins":             {"Mülltonnen", "Bins"},
	"parking":          {"Parken", "Parking"},
	"noise":            {"Lärm und Staub", "Noise and dust"},
	"not_stated":       {"keine Angabe", "not stated"},
	"plan":             {"Zeitplan", "Schedule"},
	"plan_picture":     {"Die Phasen von %s bis %s als Balken; die Tabelle darunter sagt dasselbe in Worten.", "The phases from %s to %s as bars; the table below says the same in words."},
	"today":            {"heute", "today"},
	"phases":           {"Die Phasen im Einzelnen", "The phases one by one"},
	"phase":            {"Phase", "Phase"},
	"no_phases":        {"Für diesen Abschnitt sind noch keine Phasen bekannt gegeben.", "No phases have been announced for this section yet."},
	"shops":            {"Die Läden sind offen", "The shops are open"},
	"shops_why":        {"Entlang dieser Baustelle erreichen Sie heute:", "Along this site you can reach today:"},
	"no_shops":         {"Entlang dieses Abschnitts ist im öffentlichen Verzeichnis kein Laden eingetragen.", "The public register has no shop along this section."},
	"step_free":        {"stufenlos", "step-free"},
	"contact":          {"Wer hilft weiter", "Whom to ask"},
	"follow":           {"Auf dem Laufenden bleiben", "Stay informed"},
	"on_map":           {"In der Karte zeigen", "Show on the map"},
	"to_calendar":      {"Termine in den Kalender", "Dates into the calendar"},
	"to_feed":          {"Änderungen als Feed (Atom)", "Changes as a feed (Atom)"},
	"live_page":        {"Immer aktuell: diese Seite im Netz", "Always up to date: this page online"},
	"page_of":          {"Stand der Seite: %s", "Page as of %s"},
	"sources":          {"Quellen", "Sources"},
	"data":             {"Diese Daten als Datei", "These data as a file"},
	"legend":           {"Legende", "Legend"},
	"legend_now":       {"jetzt in Arbeit", "work in progress"},
	"legend_soon":      {"kommt noch", "still to come"},
	"legend_past":      {"fertig", "done"},
	"legend_waste":     {"Sammelstelle für Mülltonnen", "Collection point for bins"},
	"legend_nos":       {"Die Zahlen sind die Nummern der Phasen.", "The numbers are those of the phases."},
	"map_title":        {"Lageplan: %s", "Site plan: %s"},
	"map_desc":         {"Plan der Umgebung, Norden ist oben, %s Meter breit. Die Baustelle ist hervorgehoben; was sie bedeutet, steht im Text.", "Plan of the surroundings, north is up, %s metres wide. The site is highlighted; what it means is said in the text."},
	"nr":               {"Nr.", "No."},
	"others":           {"Weitere Abschnitte dieses Projekts", "Other sections of this project"},
	"shops_along":      {"Läden an der Baustelle", "Shops along the site"},
	"back":             {"Alle Baustellen", "All construction works"},
	"sorry":            {"Anfrage %s", "Request %s"},
}
