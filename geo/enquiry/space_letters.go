package enquiry

import (
	"fmt"
	"strconv"

	"mitte/geo"
	"mitte/geo/outbox"
)

// In letters a day is the last one on which a request counts, as people name an end.
func lastDay(lang string, ends geo.Date) string {
	if lang == "en" {
		return ends.AddDays(-1).Time().Format("2 January 2006")
	}
	return ends.AddDays(-1).Time().Format("02.01.2006")
}

func spaceLetter(cause string, id int64, ends geo.Date) outbox.Letter {
	return outbox.Letter{Cause: cause + ":" + strconv.FormatInt(id, 10) + ":" + ends.String()}
}

// spaceReceipt tells that a request counts. Nothing that was typed is in it.
func spaceReceipt(lang string, id int64, ends geo.Date) outbox.Letter {
	l := spaceLetter("space", id, ends)
	if lang == "en" {
		l.Subject = "Your space request is active"
		l.Body = fmt.Sprintf("Hello,\n\nthank you. Your request is active until %s; we compare it with what falls vacant.\n\n"+
			"By the link below you see which shops fit and why, and you can pause, prolong or withdraw it.\n"+
			"Keep it: whoever has the link sees your request.", lastDay(lang, ends))
		return l
	}
	l.Subject = "Ihr Gesuch ist aktiv"
	l.Body = fmt.Sprintf("Guten Tag,\n\nvielen Dank. Ihr Gesuch gilt bis zum %s; wir vergleichen es mit dem, was frei wird.\n\n"+
		"Unter dem Link unten sehen Sie, welche Ladenlokale passen und warum, und können es pausieren, verlängern oder zurückziehen.\n"+
		"Heben Sie ihn auf: Wer den Link hat, sieht Ihr Gesuch.", lastDay(lang, ends))
	return l
}

// spaceReminder announces the end.
func spaceReminder(lang string, id int64, ends geo.Date) outbox.Letter {
	l := spaceLetter("space-reminder", id, ends)
	if lang == "en" {
		l.Subject = "Your space request ends soon"
		l.Body = fmt.Sprintf("Hello,\n\nyour request is active until %s. If you are still looking, prolong it by the link below.\n"+
			"Otherwise you need not do anything: %d days later it is deleted.", lastDay(lang, ends), SpaceKeptDays)
		return l
	}
	l.Subject = "Ihr Gesuch läuft bald ab"
	l.Body = fmt.Sprintf("Guten Tag,\n\nIhr Gesuch gilt bis zum %s. Wenn Sie noch suchen, verlängern Sie es unter dem Link unten.\n"+
		"Sonst müssen Sie nichts tun: %d Tage danach wird es gelöscht.", lastDay(lang, ends), SpaceKeptDays)
	return l
}

// spaceOver tells that a request has come to an end, and that it will be deleted.
func spaceOver(lang string, id int64, ends geo.Date, is SpaceStatus) outbox.Letter {
	l := spaceLetter("space-"+string(is), id, ends)
	if lang == "en" {
		l.Subject = "Your space request has ended"
		l.Body = fmt.Sprintf("Hello,\n\nyour request no longer counts: %s. It is deleted after %d days.",
			map[SpaceStatus]string{SpaceMatched: "you have found something", SpaceExpired: "its time is over"}[is], SpaceKeptDays)
		return l
	}
	l.Subject = "Ihr Gesuch ist beendet"
	l.Body = fmt.Sprintf("Guten Tag,\n\nIhr Gesuch gilt nicht mehr: %s. Nach %d Tagen wird es gelöscht.",
		map[SpaceStatus]string{SpaceMatched: "Sie sind fündig geworden", SpaceExpired: "seine Zeit ist abgelaufen"}[is], SpaceKeptDays)
	return l
}
