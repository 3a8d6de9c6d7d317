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

// answer carries what a member of staff wrote.
func answer(lang string, message int64, no, text string) outbox.Letter {
	l := outbox.Letter{Cause: "answer:" + strconv.FormatInt(message, 10), Subject: "Zu Ihrer Nachricht " + no, Body: text}
	if lang == "en" {
		l.Subject = "About your message " + no
	}
	return l
}

func merged(lang string) string {
	if lang == "en" {
		return "We already have a message about this matter and deal with both together. You need not do anything."
	}
	return "Zu diesem Anliegen liegt uns schon eine Nachricht vor; wir bearbeiten beide zusammen. Sie müssen nichts tun."
}
