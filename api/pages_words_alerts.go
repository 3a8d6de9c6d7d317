package api

// alertTexts are the words of saved searches.
var alertTexts = map[string]both{
	"alert":              {"Suche merken", "Save this search"},
	"alert_lead":         {"Wir schreiben Ihnen, wenn ein Ladenlokal dazukommt, das zu Ihrer Suche passt: jedes einmal. Abbestellen geht mit einem Klick in jeder Nachricht.", "We write to you when a shop comes up that fits your search: of each once. One click in each message ends it."},
	"alert_what":         {"Ihre Suche", "Your search"},
	"alert_change":       {"Liste ansehen und Suche ändern", "See the list and change the search"},
	"alert_send":         {"Suche merken", "Save this search"},
	"alert_privacy":      {"Gespeichert werden nur Ihre Adresse und die Suche, bis Sie abbestellen. Ohne Bestätigung wird beides nach sieben Tagen gelöscht.", "Only your address and the search are stored, until you unsubscribe. Without a confirmation both are deleted after seven days."},
	"alert_step_confirm": {"Sie bestätigen Ihre Adresse mit einem Klick in unserer E-Mail. Erst dann ist die Suche gemerkt.", "You confirm your address by a click in our e-mail. Only then the search is saved."},
	"alert_step_answer":  {"Kommt ein passendes Ladenlokal dazu, schreiben wir Ihnen. Ein Klick in jeder Nachricht beendet das.", "When a shop comes up that fits, we write to you. One click in each message ends it."},
	"alert_about":        {"Neue Ladenlokale: %s", "New shops: %s"},
	"alert_from":         {"ab %s", "from %s"},
	"alert_to":           {"bis %s", "up to %s"},
	"alert_front":        {"m Schaufenster", "m of shop front"},
	"alert_text":         {"mit Ihrem Suchwort", "with your search word"},
	"alert_free":         {"frei spätestens am %s", "available by %s"},
	"alert_near":         {"im Umkreis von %s m", "within %s m"},
	"alert_all":          {"alle freien Ladenlokale", "all vacant shops"},
}
