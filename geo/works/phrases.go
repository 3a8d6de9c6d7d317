package works

// phrases are the words of notices and news in one language: plain ones, for people who did not ask for a lecture.
type phrases struct {
	status, pedestrian, vehicle, noise, kind, weekday   map[string]string
	when, stage, walk, steps, cars, loud, parking, note string
	delivery, bins, resumes                             string
	was, is, unknown, otherWay                          string
	added, dropped                                      string
	stepFree, withSteps                                 string
	oneSpace, manySpaces                                string
	from, until, on, fromTo                             string
	section, metresWide                                 string
	months                                              [12]string
	dayForm                                             string
}

var german = &phrases{
	status: map[string]string{
		"idea": "Idee", "planned": "geplant", "scheduled": "fest eingeplant", "active": "im Bau", "suspended": "unterbrochen",
		"surface_open": "Straße wieder frei, Restarbeiten", "completed": "fertig", "warranty": "fertig", "cancelled": "abgesagt",
	},
	pedestrian: map[string]string{
		"open": "frei", "narrowed": "schmaler", "one_side": "nur auf einer Straßenseite", "closed": "kein Durchgang",
	},
	vehicle: map[string]string{"open": "frei", "local_access": "nur für Anlieger und Lieferungen", "closed": "gesperrt"},
	noise:   map[string]string{"minor": "wenig", "moderate": "zeitweise laut", "major": "laut"},
	kind: map[string]string{
		"utility": "Leitungen", "demolition": "Abbruch", "surface": "Pflaster", "furniture": "Bänke und Leuchten", "planting": "Bäume und Beete",
		"remaining_works": "Restarbeiten", "defects": "Nachbesserungen",
	},
	weekday: map[string]string{
		"Mo": "Mo", "Di": "Di", "Mi": "Mi", "Do": "Do", "Fr": "Fr", "Sa": "Sa", "So": "So",
	},
	when: "Wann", stage: "Stand", walk: "Zu Fuß", steps: "Stufen", cars: "Autos", loud: "Lärm", parking: "Parken", note: "Zugang",
	delivery: "Lieferungen", bins: "Mülltonnen", resumes: "Weiter geht es",
	was: "bisher", is: "jetzt", unknown: "offen", otherWay: "andere Wege",
	added: "neu", dropped: "entfällt",
	stepFree: "ohne Stufen erreichbar", withSteps: "nicht stufenfrei erreichbar",
	oneSpace: "1 Parkplatz fällt weg", manySpaces: "%d Parkplätze fallen weg",
	from: "ab %s", until: "bis %s", on: "am %s", fromTo: "%s bis %s",
	section: "Bauabschnitt", metresWide: "%s m breit",
	months: [12]string{
		"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
	},
	dayForm: "%d. %s %d",
}

var english = &phrases{
	status: map[string]string{
		"idea": "idea", "planned": "planned", "scheduled": "scheduled", "active": "under construction", "suspended": "interrupted",
		"surface_open": "street open again, remaining works", "completed": "finished", "warranty": "finished", "cancelled": "cancelled",
	},
	pedestrian: map[string]string{"open": "open", "narrowed": "narrower", "one_side": "on one side of the street only", "closed": "no way through"},
	vehicle:    map[string]string{"open": "open", "local_access": "residents and deliveries only", "closed": "closed"},
	noise:      map[string]string{"minor": "little", "moderate": "loud at times", "major": "loud"},
	kind: map[string]string{
		"utility": "pipes and cables", "demolition": "demolition", "surface": "paving", "furniture": "benches and lamps",
		"planting": "trees and beds", "remaining_works": "remaining works", "defects": "repairs",
	},
	weekday: map[string]string{
		"Mo": "Mon", "Di": "Tue", "Mi": "Wed", "Do": "Thu", "Fr": "Fri", "Sa": "Sat", "So": "Sun",
	},
	when: "When", stage: "State", walk: "On foot", steps: "Steps", cars: "Cars", loud: "Noise", parking: "Parking", note: "Way in",
	delivery: "Deliveries", bins: "Bins", resumes: "Goes on",
	was: "before", is: "now", unknown: "open", otherWay: "other ways",
	added: "new", dropped: "dropped",
	stepFree: "reached without steps", withSteps: "not reached without steps",
	oneSpace: "1 parking space is lost", manySpaces: "%d parking spaces are lost",
	from: "from %s", until: "until %s", on: "on %s", fromTo: "%s to %s",
	section: "Section", metresWide: "%s m wide",
	months: [12]string{
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
	},
	dayForm: "%d %s %d",
}
