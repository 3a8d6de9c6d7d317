package outbox

import "strings"

// words are the sentences of mails in one language.
type words struct {
	hello, subscribeSubject, subscribeIntro, writeSubject, writeIntro string
	confirmAsk, confirmIgnore, follow, followSpace                    string
	more, why, end, digestDaily, digestWeekly                         string
	searchSubject, searchIntro, newShops                              string
}

var german = words{
	hello:            "Guten Tag,",
	subscribeSubject: "Bitte bestätigen: Nachrichten über Bauarbeiten",
	subscribeIntro:   "mit dieser Adresse wurden Nachrichten über Bauarbeiten bestellt:",
	writeSubject:     "Bitte bestätigen: Ihre Nachricht an uns",
	writeIntro:       "mit dieser Adresse wurde uns geschrieben:",
	follow:           "Stand, Verlauf und Antwort:",
	followSpace:      "Treffer, Pause und Verlängerung:",
	confirmAsk:       "Wenn Sie das waren, bestätigen Sie es bitte hier:",
	confirmIgnore: "Wenn nicht, müssen Sie nichts tun: Ohne Bestätigung bekommen Sie keine weitere Nachricht,\n" +
		"und nach sieben Tagen wird die Adresse gelöscht.",
	more:         "Alles Weitere:",
	why:          "Sie bekommen diese Nachricht, weil Sie sie bestellt haben:",
	end:          "Abbestellen:",
	digestDaily:  "Bauarbeiten: Neues vom Tag",
	digestWeekly: "Bauarbeiten: Neues der Woche",

	searchSubject: "Bitte bestätigen: Ihre Suche nach Ladenlokalen",
	searchIntro:   "mit dieser Adresse wurden Nachrichten über neue Ladenlokale bestellt:",
	newShops:      "Neue Ladenlokale zu Ihrer Suche",
}

var english = words{
	hello:            "Hello,",
	subscribeSubject: "Please confirm: messages about building works",
	subscribeIntro:   "messages about building works were ordered with this address:",
	writeSubject:     "Please confirm: your message to us",
	writeIntro:       "somebody wrote to us with this address:",
	follow:           "State, history and your reply:",
	followSpace:      "Matches, pause and prolonging:",
	confirmAsk:       "If that was you, please confirm it here:",
	confirmIgnore: "If not, you need not do anything: without a confirmation you get no further message,\n" +
		"and after seven days the address is deleted.",
	more:         "More:",
	why:          "You get this message because you asked for it:",
	end:          "Unsubscribe:",
	digestDaily:  "Building works: news of the day",
	digestWeekly: "Building works: news of the week",

	searchSubject: "Please confirm: your search for shops",
	searchIntro:   "messages about new shops were ordered with this address:",
	newShops:      "New shops for your search",
}

func wordsIn(lang string) words {
	if lang == "en" {
		return english
	}
	return german
}

func pick(lang, de, en string) string {
	if lang == "en" && en != "" {
		return en
	}
	return de
}

func (w words) confirmSubject(t Target) string {
	switch {
	case t.corresponds():
		return w.writeSubject
	case t.Kind == SavedSearch:
		return w.searchSubject
	default:
		return w.subscribeSubject
	}
}

// confirmBody asks whether it was really the owner of the address who subscribed to about, or wrote.
func (w words) confirmBody(t Target, about string) string {
	intro := w.subscribeIntro
	switch {
	case t.corresponds():
		intro = w.writeIntro
	case t.Kind == SavedSearch:
		intro = w.searchIntro
	}
	return strings.Join([]string{w.hello, intro, "  " + about, w.confirmAsk, confirmMark, w.confirmIgnore}, "\n\n") + "\n"
}

// way is what stands before the link of a letter.
func (w words) way(t Target) string {
	if t.Kind == SpaceRequest {
		return w.followSpace
	}
	return w.follow
}

// item is one piece of news in a mail.
func (w words) item(title, text, link string) string {
	return title + "\n\n" + text + "\n\n" + w.more + " " + link
}

// newsBody wraps news, with the way out at the end.
func (w words) newsBody(items []string, about string) string {
	foot := "-- \n" + w.why + " " + about + "\n" + w.end + " " + endMark + "\n"
	return w.hello + "\n\n" + strings.Join(items, "\n\n* * *\n\n") + "\n\n" + foot
}
