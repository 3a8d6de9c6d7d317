package enquiry

import (
	"time"

	"mitte/geo"
)

// DueDays is within how many working days an enquiry is answered.
const DueDays = 5

// dueAfter returns the working day on which the time for an answer is over.
func dueAfter(day geo.Date, workdays int) geo.Date {
	for workdays > 0 {
		if day = day.AddDays(1); workday(day) {
			workdays--
		}
	}
	return day
}

func workday(d geo.Date) bool {
	w := d.Time().Weekday()
	return w != time.Saturday && w != time.Sunday && !holiday(d)
}

// holiday reports whether a day is a holiday by law in North Rhine-Westphalia.
func holiday(d geo.Date) bool {
	year, month, day := d.Time().Date()
	switch [2]int{int(month), day} {
	case [2]int{1, 1}, [2]int{5, 1}, [2]int{10, 3}, [2]int{11, 1}, [2]int{12, 25}, [2]int{12, 26}:
		return true
	}
	switch easter(year).DaysUntil(d) {
	case -2, 1, 39, 50, 60: // Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi
		return true
	}
	return false
}

// easter is Easter Sunday by the rule of Gauss in the form of Butcher.
func easter(year int) geo.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return geo.NewDate(year, time.Month(n/31), n%31+1)
}
