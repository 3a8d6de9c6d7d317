package vacancy_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/vacancy"
)

// vectors are those that the map's own filter is held to as well.
type vectors struct {
	Units []vectorUnit `json:"units"`
	Cases []struct {
		Words string   `json:"words"`
		Keeps []string `json:"keeps"`
	} `json:"cases"`
	Wrong []string `json:"wrong"`
}

type vectorUnit struct {
	PublicRef          string     `json:"public_ref"`
	UseType            string     `json:"use_type"`
	VacancyStatus      string     `json:"vacancy_status"`
	BusinessName       *string    `json:"business_name"`
	StreetName         *string    `json:"street_name"`
	HouseNumber        *int       `json:"house_number"`
	HouseNumberSuffix  *string    `json:"house_number_suffix"`
	Floor              int        `json:"floor"`
	SalesAreaM2        *float64   `json:"sales_area_m2"`
	TotalAreaM2        *float64   `json:"total_area_m2"`
	StepFree           *bool      `json:"step_free"`
	FrontageM          *float64   `json:"frontage_m"`
	FundAreas          []string   `json:"fund_areas"`
	Offered            bool       `json:"offered"`
	OfferTitleDe       *string    `json:"offer_title_de"`
	OfferTitleEn       *string    `json:"offer_title_en"`
	RentCentsM2Month   *int64     `json:"rent_cents_m2_month"`
	AvailableFrom      geo.Date   `json:"available_from"`
	InterimUsePossible *bool      `json:"interim_use_possible"`
	SuitableUses       []string   `json:"suitable_uses"`
	At                 [2]float64 `json:"at"`
}

func (v *vectorUnit) unit(t *testing.T) vacancy.Unit {
	t.Helper()
	at, err := geo.FromOrb(orb.Point(v.At))
	if err != nil {
		t.Fatal(err)
	}
	return vacancy.Unit{
		PublicRef: v.PublicRef, UseType: v.UseType, VacancyStatus: v.VacancyStatus, BusinessName: v.BusinessName, StreetName: v.StreetName,
		HouseNumber: v.HouseNumber, HouseNumberSuffix: v.HouseNumberSuffix, Floor: v.Floor, StepFree: v.StepFree, FrontageM: v.FrontageM,
		FundAreas: v.FundAreas, Geom: at, Areas: vacancy.Areas{SalesAreaM2: v.SalesAreaM2, TotalAreaM2: v.TotalAreaM2},
		Offer: vacancy.Offer{
			Offered: v.Offered, OfferTitleDe: v.OfferTitleDe, OfferTitleEn: v.OfferTitleEn, RentCentsM2Month: v.RentCentsM2Month,
			AvailableFrom: v.AvailableFrom, InterimUsePossible: v.InterimUsePossible, SuitableUses: v.SuitableUses,
		},
	}
}

// N15, N41: the list, the map and every file filter by the same words and keep the same units.
func TestN15FilterKeepsWhatTheVectorsSay(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/filter.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	for _, c := range v.Cases {
		f, err := vacancy.ParseFilter(valuesOf(c.Words))
		if err != nil {
			t.Errorf("%s: %v", c.Words, err)
			continue
		}
		kept := []string{}
		for i := range v.Units {
			if u := v.Units[i].unit(t); f.Keeps(&u) {
				kept = append(kept, u.PublicRef)
			}
		}
		if diff := cmp.Diff(c.Keeps, kept); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.Words, diff)
		}
	}
	for _, words := range v.Wrong {
		if _, err := vacancy.ParseFilter(valuesOf(words)); fault.KindOf(err) != fault.BadRequest {
			t.Errorf("%s: %v", words, err)
		}
	}
}

func valuesOf(words string) map[string]string {
	values := map[string]string{}
	for pair := range strings.SplitSeq(words, "&") {
		name, value, _ := strings.Cut(pair, "=")
		values[name] = value
	}
	return values
}
