package api

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/paulmach/orb"

	"mitte/geo"
	"mitte/geo/vacancy"
)

// counter counts bytes and forgets them.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func TestAWholeTownOfUnitsFitsOneAnswer(t *testing.T) {
	t.Parallel()
	const units, limit = 5000, 400_000
	r := rand.New(rand.NewPCG(20261123, 5))
	rows := make([]vacancy.Unit, units)
	for i := range rows {
		rows[i] = anyUnit(r, i)
	}
	parts := make([][]byte, 0, units)
	for _, f := range unitFeature(geo.NewDate(2026, 11, 23)).fragments(rows) {
		parts = append(parts, f.Brief)
	}
	var packed counter
	w, _ := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	for _, part := range parts {
		if _, err := w.Write(append(part, ',')); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes for %d units", packed, units)
	if packed > limit {
		t.Errorf("%d bytes for %d units, %d are the limit", packed, units, limit)
	}
}

// anyUnit is a unit that says all that one can say, with an offer for each seventh, as in a town with many empty shops.
func anyUnit(r *rand.Rand, i int) vacancy.Unit {
	point, _ := geo.FromOrb(orb.Point{6.95 + 0.03*r.Float64(), 51.65 + 0.02*r.Float64()})
	text := func(format string, n int) *string {
		s := fmt.Sprintf(format, r.IntN(n))
		return &s
	}
	area, front := float64(20+r.IntN(400)), float64(300+r.IntN(1800))/100
	number, step := 1+r.IntN(120), r.IntN(2) == 0
	u := vacancy.Unit{
		ID: int64(i + 1), PublicRef: fmt.Sprintf("D-%05d", r.IntN(100_000)), StreetName: text("Straße %d", 80), HouseNumber: &number,
		UseType: vacancy.UseTypes()[r.IntN(12)], VacancyStatus: "occupied", BusinessName: text("Geschäft Nummer %d", 100_000), LastUse: text("Laden %d", 40),
		StepFree: &step, LocationClass: text("%d", 3), FrontageM: &front, FundAreas: []string{"Altstadtfonds"}, Geom: point,
	}
	u.SalesAreaM2, u.TotalAreaM2 = &area, &area
	if i%7 == 0 {
		rent, perM2 := int64(20_000+r.IntN(200_000)), int64(500+r.IntN(2000))
		u.VacancyStatus, u.VacantSince, u.BusinessName = "marketing", geo.NewDate(2024, 1, 1).AddDays(r.IntN(900)), nil
		u.Offer = vacancy.Offer{
			Offered: true, OfferTitleDe: text("Ladenlokal Nummer %d am Markt", 1000), OfferTitleEn: text("Shop number %d at the market", 1000),
			NetColdRentCents: &rent, RentCentsM2Month: &perM2, AvailableFrom: geo.NewDate(2027, 1, 1).AddDays(r.IntN(300)),
			SuitableUses: []string{"retail", "office", "culture"},
		}
	}
	return u
}
