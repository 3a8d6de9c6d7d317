package api

import (
	"testing"

	"mitte/geo/vacancy"
)

func TestAnOfferIsNotAdvertisedByWhoTradesThere(t *testing.T) {
	t.Parallel()
	name, title, street, number := "Apotheke am Markt", "Laden am Markt", "Markt", 4
	u := vacancy.Unit{StreetName: &street, HouseNumber: &number}
	for _, c := range []struct {
		name, title *string
		offered     bool
		want        string
	}{
		{&name, &title, true, title}, {&name, &title, false, name}, {&name, nil, true, name}, {nil, &title, true, title}, {nil, nil, false, "Ladenlokal Markt 4"},
	} {
		u.BusinessName, u.OfferTitleDe, u.Offered = c.name, c.title, c.offered
		if got := words("de").unitTitle(&u); got != c.want {
			t.Errorf("%v: %s", c, got)
		}
	}
}
