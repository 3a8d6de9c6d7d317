package intake

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mitte/geo"
)

// address is a postal address as a file writes it; number 0 stands for none.
type address struct {
	street, suffix, postcode, city string
	number                         int
}

var (
	fiveDigits   = regexp.MustCompile(`^\d{5}$`)
	houseNumber  = regexp.MustCompile(`^0*([1-9]\d{0,3})([a-z]?(?:[-–/+,;.].*)?|[ ].*)$`)
	endsInNumber = regexp.MustCompile(`^(.*?\D)\s+(\d{1,4}\s?[a-zA-Z]?(?:\s?[-–/]\s?\d+\s?[a-zA-Z]?)?)$`)
)

// parseHouseNumber takes "61", "61a", "61 A" and "12-14" apart; what follows the first number is the suffix.
func parseHouseNumber(text string) (number int, suffix string, ok bool) {
	text = strings.ToLower(strings.ReplaceAll(tidy(text), " ", ""))
	m := houseNumber.FindStringSubmatch(text)
	if m == nil {
		return 0, "", false
	}
	number, _ = strconv.Atoi(m[1])
	return number, m[2], len(m[2]) <= 20
}

// splitAddress parts "Lange Straße 12a" into street and house number.
func splitAddress(text string) (street, number string) {
	text, _, _ = strings.Cut(text, ",")
	m := endsInNumber.FindStringSubmatch(tidy(text))
	if m == nil {
		return tidy(text), ""
	}
	return tidy(m[1]), m[2]
}

var streetWord = regexp.MustCompile(`(straße|strasse|str\.|str$)`)

// streetKey makes spellings of a street comparable; sqlSettleAddresses does the same.
func streetKey(street string) string {
	key := streetWord.ReplaceAllString(strings.ToLower(street), "str")
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '.' || r == '_' {
			return -1
		}
		return r
	}, key)
}

func (a address) into(f fields) {
	if a.street == "" {
		return
	}
	f["street_name"], f["house_number"], f["suffix"] = a.street, a.number, a.suffix
	f["postcode"], f["city"] = textOrNull(a.postcode), a.city
}

// addressBook collects the addresses that the objects of a file carry. Several objects share one; the best place wins: a
// point that stands for the address alone before a building before a shop, then the first.
type addressBook struct {
	places map[address]*addressPlace // keyed without postcode and city
}

type addressPlace struct {
	entries []addressEntry
}

type addressEntry struct {
	address
	rank    int
	fileRow int
	geom    geo.Geom
}

func newAddressBook() *addressBook { return &addressBook{map[address]*addressPlace{}} }

func (a address) bare() address { return address{street: a.street, number: a.number, suffix: a.suffix} }

// add takes the address of a unit's row, if it has both an address and a place.
func (b *addressBook) add(in row) {
	street, _ := in.fields["street_name"].(string)
	if street == "" || in.geom.IsZero() {
		return
	}
	a := address{street: street, number: in.fields["house_number"].(int), suffix: in.fields["suffix"].(string)}
	a.postcode, _ = in.fields["postcode"].(string)
	a.city, _ = in.fields["city"].(string)
	b.put(addressEntry{a, 2, in.fileRow, in.geom})
}

func (b *addressBook) put(e addressEntry) {
	p := b.places[e.bare()]
	if p == nil {
		p = &addressPlace{}
		b.places[e.bare()] = p
	}
	p.entries = append(p.entries, e)
}

// resolve fills in the postcode and city that other objects know of the same house, if they agree.
func (b *addressBook) resolve(a address) address {
	p := b.places[a.bare()]
	if p == nil {
		return a
	}
	if a.postcode == "" {
		a.postcode = p.only(func(e addressEntry) string { return e.postcode })
	}
	if a.city == "" {
		a.city = p.only(func(e addressEntry) string { return e.city })
	}
	return a
}

// only returns the one value that entries have, "" if there are none or several.
func (p *addressPlace) only(value func(addressEntry) string) string {
	found := ""
	for _, e := range p.entries {
		v := value(e)
		if v != "" && found != "" && v != found {
			return ""
		}
		if v != "" {
			found = v
		}
	}
	return found
}

// stage adds a row for each address.
func (b *addressBook) stage(ctx context.Context, r *run) error {
	best := map[address]addressEntry{}
	for _, p := range b.places {
		for _, e := range p.entries {
			e.address = b.resolve(e.address)
			key := e.address
			key.city = ""
			old, ok := best[key]
			if !ok || e.rank < old.rank || e.rank == old.rank && e.fileRow < old.fileRow {
				if e.city == "" {
					e.city = old.city
				}
				best[key] = e
			}
		}
	}
	entries := make([]addressEntry, 0, len(best))
	for _, e := range best {
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, c addressEntry) int { return strings.Compare(a.key(), c.key()) })
	for _, e := range entries {
		in := row{layer: layerAddress, fileRow: e.fileRow, ref: e.key(), fields: fields{}, geom: e.geom}
		e.into(in.fields)
		if err := r.add(ctx, in); err != nil {
			return err
		}
	}
	return nil
}

// key names an address in reports: "Karlstraße 61a, 76133".
func (a address) key() string {
	text := a.street
	if a.number > 0 {
		text += " " + strconv.Itoa(a.number) + a.suffix
	}
	if a.postcode != "" {
		text += ", " + a.postcode
	}
	return text
}
