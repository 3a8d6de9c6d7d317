package geo

import (
	"time"

	"mitte/geo/fault"
)

// Berlin is the zone of every civil day in mitte.
var Berlin = mustZone("Europe/Berlin")

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		// cmd embeds the zone table, so this cannot fail in a built program.
		panic(err)
	}
	return zone
}

// Date is a civil day in Europe/Berlin, without a time. The zero Date is no day.
type Date struct {
	t time.Time // midnight UTC of that day
}

// NewDate returns the day; values out of range are carried on as time.Date does.
func NewDate(year int, month time.Month, day int) Date {
	return Date{time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// ParseDate reads "2026-11-23". It returns BadRequest for anything else.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fault.Newf(fault.BadRequest, "date", "%q is not a day like 2026-11-23", text)
	}
	return Date{t}, nil
}

// DateOf returns the civil day in Berlin at the instant t.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Berlin).Date()
	return NewDate(y, m, d)
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d.t.IsZero() }

// Time returns midnight UTC of the day, the form in which pgx carries a date.
func (d Date) Time() time.Time { return d.t }

// String returns the day as "2026-11-23", or "" for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(time.DateOnly)
}

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return Date{d.t.AddDate(0, 0, n)} }

// AddMonths returns the same day n months later, carried on as time.AddDate does.
func (d Date) AddMonths(n int) Date { return Date{d.t.AddDate(0, n, 0)} }

// DaysUntil returns the number of days from d to o, negative if o is earlier.
func (d Date) DaysUntil(o Date) int { return int(o.t.Sub(d.t) / (24 * time.Hour)) }

// Before reports whether d is an earlier day than o.
func (d Date) Before(o Date) bool { return d.t.Before(o.t) }

// MarshalText writes the day as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the day as ParseDate does; "" is no day.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
