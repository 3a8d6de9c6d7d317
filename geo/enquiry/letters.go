package enquiry

import (
	"fmt"
	"strconv"

	"mitte/geo"
	"mitte/geo/outbox"
)

// receipt tells who asked that his enquiry is here, and by when it is answered. Nothing that he typed is in it.
func receipt(lang string, id int64, no string, due geo.Date) outbox.Letter {
	l := outbox.Letter{Cause: "receipt:" + strconv.FormatInt(id, 10)}
	if lang == "en" {
		l.Subject = "Your message " + no + " has arrived"
		l.Body = fmt.Sprintf("Hello,\n\nthank you. Your message has the number %s; we mean to answer it by %s.\n\n"+
			"By the link below you see where it stands, you can add to it or take it back.\n"+
			"Keep it: whoever has the link sees your message.", no, due.Time().Format("2 January 2006"))
		return l
	}
	l.Subject = "Ihre Nachricht " + no + " ist angekommen"
	l.Body = fmt.Sprintf("Guten Tag,\n\nvielen Dank. Ihre Nachricht hat die Nummer %s; wir antworten möglichst bis zum %s.\n\n"+
		"Unter dem Link unten sehen Sie den Stand, können etwas ergänzen oder die Nachricht zurückziehen.\n"+
		"Heben Sie ihn auf: Wer den Link hat, sieht Ihre Nachricht.", no, due.Time().Format("02.01.2006"))
	return l
}
