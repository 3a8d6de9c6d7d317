package enquiry

// Template is a text to begin an answer with. {no} and {name} stand for what the desk fills in.
type Template struct {
	ID, TitleDe, TitleEn, TextDe, TextEn string
}

// Templates are the house's own, in the order of the work.
func Templates() []Template {
	return []Template{
		{
			"ask_back", "Rückfrage", "Question back",
			"Guten Tag {name},\n\nvielen Dank für Ihre Nachricht {no}. Damit wir weiterhelfen können, brauchen wir noch:\n\n\nFreundliche Grüße\nIhr Citymanagement",
			"Hello {name},\n\nthank you for your message {no}. To help you we still need:\n\n\nKind regards\nThe city-centre office",
		},
		{
			"viewing", "Besichtigung anbieten", "Offer a viewing",
			"Guten Tag {name},\n\nvielen Dank für Ihr Interesse. Gern zeigen wir Ihnen das Ladenlokal. Passt Ihnen einer dieser Termine?\n\n\nFreundliche Grüße\nIhr Citymanagement",
			"Hello {name},\n\nthank you for your interest. We should like to show you the shop. Would one of these times suit you?\n\n\nKind regards\nThe city-centre office",
		},
		{
			"let", "Nicht mehr frei", "No longer available",
			"Guten Tag {name},\n\ndas Ladenlokal ist leider nicht mehr frei. Wenn Sie möchten, nennen wir Ihnen andere, die passen könnten.\n\nFreundliche Grüße\nIhr Citymanagement",
			"Hello {name},\n\nunfortunately the shop is no longer available. If you like we name others that might suit you.\n\nKind regards\nThe city-centre office",
		},
		{
			"works", "Auskunft zur Baustelle", "About the works",
			"Guten Tag {name},\n\nzu Ihrer Frage {no} nach der Baustelle:\n\n\nTermine, Wege und Änderungen stehen immer aktuell auf der Seite des Bauabschnitts; dort können Sie sich auch benachrichtigen lassen.\n\nFreundliche Grüße\nIhr Citymanagement",
			"Hello {name},\n\nabout your question {no} on the works:\n\n\nDates, ways through and changes are always up to date on the page of the section; there you can also be notified.\n\nKind regards\nThe city-centre office",
		},
		{
			"not_ours", "Nicht zuständig", "Not ours to answer",
			"Guten Tag {name},\n\nfür Ihr Anliegen {no} ist eine andere Stelle zuständig:\n\n\nFreundliche Grüße\nIhr Citymanagement",
			"Hello {name},\n\nyour matter {no} is for another office:\n\n\nKind regards\nThe city-centre office",
		},
	}
}
