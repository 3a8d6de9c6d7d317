package demo

import (
	"fmt"
	"math"
	"strings"

	"mitte/geo"
)

// Offer is the market side of a unit.
type Offer struct {
	ID, UnitID                   int64
	TitleDE, TitleEN             string
	DescriptionDE, DescriptionEN string
	RentCents, ChargesCents      int64
	DepositCents                 int64
	OnRequest                    bool
	AvailableFrom                geo.Date
	MinMonths, MaxMonths         int
	Interim                      bool
	Uses                         []string
	Status, Basis                string
	PublishedAt                  geo.Date
	ConfirmedUntil               geo.Date
}

// rents per square metre and month in cents, by location class.
var rents = map[byte][2]int{'A': {1550, 2650}, 'B': {900, 1550}, 'C': {580, 980}}

// offer writes the offer of a unit that is to let, if there is one.
func (t *builtTown) offer(s *shop, d dice) {
	u := &t.town.Units[s.unit]
	status := ""
	switch s.now {
	case "marketing", "reserved":
		status = "published"
		if d.chance(0.1) {
			status = "consent_pending"
		}
	case "interim_use":
		status = "published"
	case "vacant":
		status = []string{"", "internal", "published"}[d.IntN(3)]
		if s.since > 900 && d.chance(0.5) {
			u.NotMarketable, status = pick(d, []string{"size_shape", "ruinous", "entrance_steps", "location"}), ""
		}
		if s.since > 400 {
			u.Condition = pick(d, []string{"needs_work", "needs_work", "good", "shell"})
		}
	case "threatened":
		status = []string{"", "published"}[d.IntN(2)]
	}
	if status == "" {
		return
	}
	o := t.terms(s, u, d)
	o.Status = status
	if status != "internal" {
		o.Basis = pick(d, []string{"owner_consent", "owner_consent", "owner_consent", "public_property"})
	}
	if s.now == "threatened" {
		o.Basis = "owner_consent"
	}
	if status == "published" {
		o.PublishedAt, o.ConfirmedUntil = t.month.AddDays(-d.days(2, 60)), t.month.AddDays(d.days(100, 330))
	}
	t.town.Offers = append(t.town.Offers, o)
}

func (t *builtTown) terms(s *shop, u *Unit, d dice) Offer {
	r := rents[s.class]
	perM2 := float64(d.days(r[0], r[1]))
	if u.SalesM2 > 200 {
		perM2 *= 0.75
	}
	rent := int64(math.Round(perM2*u.SalesM2/5000) * 5000)
	o := Offer{
		ID: int64(len(t.town.Offers) + 1), UnitID: u.ID, RentCents: rent, ChargesCents: int64(math.Round(u.TotalM2*2.4)) * 100,
		DepositCents: 3 * rent, AvailableFrom: t.month.AddMonths(d.days(-1, 4)), MinMonths: 12 * pick(d, []int{1, 2, 3, 5}),
		Interim: d.chance(0.5) || s.now == "interim_use", Uses: usesFor(u, d),
	}
	if o.Interim {
		o.MinMonths = pick(d, []int{3, 6, 12})
	}
	o.MaxMonths = 120
	if d.chance(0.15) {
		o.OnRequest, o.RentCents, o.ChargesCents, o.DepositCents = true, 0, 0, 0
	}
	t.words(&o, s, u, d)
	return o
}

func usesFor(u *Unit, d dice) []string {
	out := []string{u.Use}
	for _, use := range []string{"retail", "service", "gastronomy", "office", "culture", "health"} {
		if use != u.Use && d.chance(0.45) {
			out = append(out, use)
		}
	}
	return out
}

// where the street is, in words.
var locative = map[string]string{
	"MAR": "am Markt", "KUE": "Im Kühl", "KIR": "am Kirchplatz", "PDE": "am Platz der Deutschen Einheit",
}

func atStreet(s *street) string {
	if words, ok := locative[s.code]; ok {
		return words
	}
	switch {
	case strings.HasSuffix(s.name, "straße"), strings.HasSuffix(s.name, "Straße"):
		return "an der " + s.name
	case strings.HasSuffix(s.name, "gasse"), strings.HasSuffix(s.name, "stiege"):
		return "in der " + s.name
	}
	return "am " + s.name
}

// english is a street in an English sentence.
func english(s *street) string {
	if s.rank == rankMarket {
		return "the market square"
	}
	return s.name
}

// words writes title and description from what the unit really has.
func (t *builtTown) words(o *Offer, s *shop, u *Unit, d dice) {
	place := atStreet(s.street)
	o.TitleDE, o.TitleEN = title(s, u, place, d)
	var de, en []string
	say := func(german, english string) { de, en = append(de, german), append(en, english) }

	say(situation(s, place))
	window := 0.0
	for _, f := range s.fronts {
		window += f.line.length()
	}
	switch {
	case len(s.fronts) > 1:
		say(fmt.Sprintf("Die Ecklage öffnet den Laden mit rund %s m Schaufenster zu zwei Straßen.", comma(window, 0)),
			fmt.Sprintf("The corner position opens the shop to two streets, with about %.0f m of shop window.", window))
	case window > 0:
		say(fmt.Sprintf("Rund %s m Schaufenster geben der Auslage Raum.", comma(window, 1)),
			fmt.Sprintf("About %.1f m of shop window give your display room.", window))
	}
	if u.Floor > 0 {
		say(fmt.Sprintf("%s m² im Obergeschoss; lichte Höhe %s m.", comma(u.TotalM2, 0), comma(u.CeilingM, 1)),
			fmt.Sprintf("%.0f m² on the first floor; clear height %.1f m.", u.TotalM2, u.CeilingM))
	} else {
		say(fmt.Sprintf("%s m² Verkaufsfläche, insgesamt %s m²; lichte Höhe %s m.", comma(u.SalesM2, 0), comma(u.TotalM2, 0), comma(u.CeilingM, 1)),
			fmt.Sprintf("%.0f m² of sales area, %.0f m² in all; clear height %.1f m.", u.SalesM2, u.TotalM2, u.CeilingM))
	}
	if u.StepFree {
		say("Der Eingang ist stufenlos.", "The entrance is step-free.")
	} else {
		say("Zum Eingang führt eine Stufe; eine mobile Rampe ist möglich.", "One step leads to the entrance; a mobile ramp is possible.")
	}
	if u.DivisibleM2 > 0 {
		say(fmt.Sprintf("Die Fläche ist teilbar ab %s m².", comma(u.DivisibleM2, 0)), fmt.Sprintf("The area can be divided from %.0f m².", u.DivisibleM2))
	}
	say(past(s))
	if o.Interim {
		say("Zwischennutzungen ab drei Monaten sind willkommen; das Citymanagement begleitet sie.",
			"Interim uses from three months are welcome; the city-centre office lends a hand.")
	}
	say("Diese Ladeneinheit ist erfunden und dient der Vorführung.", "This unit is made up, for demonstration.")
	o.DescriptionDE, o.DescriptionEN = strings.Join(de, " "), strings.Join(en, " ")
}

func past(s *shop) (de, en string) {
	return "Zuletzt genutzt als " + s.trade.de + ".", "Last used as " + article(s.trade.en) + " " + s.trade.en + "."
}

func article(word string) string {
	if strings.ContainsRune("aeiou", rune(word[0])) {
		return "an"
	}
	return "a"
}

func title(s *shop, u *Unit, place string, d dice) (de, en string) {
	name := s.street.name
	switch {
	case u.Floor > 0:
		return "Helle Praxis- oder Bürofläche " + place, "Bright practice or office space, " + name
	case len(s.fronts) > 1:
		return "Eckladen mit zwei Fensterfronten " + place, "Corner shop with windows on two streets, " + name
	case u.Use == "gastronomy":
		return "Gastronomiefläche " + place, "Space for a café or restaurant, " + name
	case u.SalesM2 > 250:
		return "Großzügige Handelsfläche " + place, "Generous retail space, " + name
	case u.SalesM2 < 60:
		return "Kleiner Laden mit Charakter " + place, "Small shop with character, " + name
	case s.class == 'A':
		return pick(d, []string{"Ladenlokal in bester Lage ", "Ladenlokal in der Fußgängerzone "}) + place, "Shop in a prime position, " + name
	}
	return pick(d, []string{"Ladenlokal ", "Helles Ladenlokal ", "Ladenlokal in gewachsener Nachbarschaft "}) + place, "Shop unit, " + name
}

func situation(s *shop, place string) (de, en string) {
	upper := strings.ToUpper(place[:1]) + place[1:]
	switch s.class {
	case 'A':
		return upper + " kommt vorbei, wer in die Altstadt will; Cafés und Wochenmarkt liegen in Sichtweite.",
			"Everyone who comes to the old town passes " + english(s.street) + "; cafés and the weekly market are in sight."
	case 'B':
		return upper + " mischen sich Läden, Gastronomie und Dienstleister; zum Markt sind es wenige Minuten zu Fuß.",
			"Shops, cafés and services mix on " + english(s.street) + "; the market square is a few minutes' walk away."
	}
	return upper + " ist es ruhig; Stammkundschaft findet den Weg, und ein Parkplatz am Wall ist nah.",
		"A quiet position on " + english(s.street) + "; regulars find their way, and parking by the Wall is near."
}

func comma(v float64, digits int) string {
	return strings.Replace(fmt.Sprintf("%.*f", digits, v), ".", ",", 1)
}
