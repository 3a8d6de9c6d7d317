package place

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"mitte/geo/fault"
)

// UseTypes are the values of use_type.
func UseTypes() []string {
	return []string{
		"retail", "gastronomy", "service", "office", "health", "culture", "leisure", "education", "craft", "residential",
		"storage", "other",
	}
}

const (
	shortText   = 200
	longText    = 5000
	largestM2   = 1_000_000
	mostParcels = 50
)

var (
	publicRef = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	postcode  = regexp.MustCompile(`^\d{5}$`)
	suffix    = regexp.MustCompile(`^[A-Za-z0-9/-]{0,10}$`)
	wzCode    = regexp.MustCompile(`^\d{2}(\.\d{1,2}(\.\d)?)?$`) // Klassifikation der Wirtschaftszweige
)

// wrongs gathers what is wrong, so that one answer names everything.
type wrongs []fault.Field

func (w *wrongs) when(so bool, path, code, msg string) {
	if so {
		*w = append(*w, fault.Field{Path: path, Code: code, Msg: msg})
	}
}

func (w *wrongs) choice(path, v string, known ...string) {
	w.when(v != "" && !slices.Contains(known, v), path, "unknown_value", "known values are "+strings.Join(known, ", "))
}

func (w *wrongs) text(path, v string, most int) {
	odd := !utf8.ValidString(v) || utf8.RuneCountInString(v) > most ||
		strings.ContainsFunc(v, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && (r != '\t') })
	w.when(odd, path, "text", "the text is too long or has characters that are not allowed")
}

func between[T int | float64](w *wrongs, path string, v *T, least, most T) {
	w.when(v != nil && (*v < least || *v > most), path, "out_of_range", "the value is out of range")
}

// Wrong lists everything that is wrong with a unit by itself. Base is what it was, nil for a new one.
func (u *StockUnit) Wrong(base *StockUnit, madeUp bool) []fault.Field {
	var w wrongs
	u.identity(&w, base)
	u.address(&w)
	u.areas(&w)
	u.fabric(&w)
	u.parcels(&w)
	w.when(u.UseType == "", "/use_type", "required", "a unit has a use")
	w.choice("/use_type", u.UseType, UseTypes()...)
	w.text("/last_use", u.LastUse, shortText)
	w.when(u.WzCode != "" && !wzCode.MatchString(u.WzCode), "/wz_code", "unit.wz_code", "a code is written like 47.71")
	w.when(u.WzCode != "" && u.WzVersion == nil, "/wz_version", "unit.wz_version", "a code belongs to the edition of 2008 or of 2025")
	w.when(u.WzVersion != nil && *u.WzVersion != 2008 && *u.WzVersion != 2025, "/wz_version", "unknown_value", "known values are 2008, 2025")
	w.choice("/location_class", u.LocationClass, "A", "B", "C")
	w.choice("/not_marketable_reason", u.NotMarketableReason, "size_shape", "visibility", "entrance_steps", "ruinous", "rent_expectation", "location", "other")
	w.when(!u.Marketable && u.NotMarketableReason == "", "/not_marketable_reason", "unit.not_marketable_reason", "what cannot be let has a reason")
	w.choice("/public_basis", u.PublicBasis, "shop_front", "open_data", "offer", "demo")
	w.when(u.PublicBasis == "demo" && !madeUp, "/public_basis", "unit.not_made_up", "only the demo town is made up")
	w.text("/note_internal", u.NoteInternal, longText)
	return w
}

func (u *StockUnit) identity(w *wrongs, base *StockUnit) {
	if base != nil {
		w.when(u.PublicRef != base.PublicRef, "/public_ref", "unit.ref_stays", "a reference never changes")
	} else if u.PublicRef != "" {
		w.when(!publicRef.MatchString(u.PublicRef), "/public_ref", "public_ref", "a reference has letters, digits, - and _")
	}
	w.when(u.Geom.IsZero(), "/geometry", "required", "a unit stands somewhere")
}

func (u *StockUnit) address(w *wrongs) {
	w.when(strings.TrimSpace(u.StreetName) == "", "/street_name", "required", "a unit has an address")
	w.text("/street_name", u.StreetName, shortText)
	between(w, "/house_number", u.HouseNumber, 1, 9999)
	w.when(!suffix.MatchString(u.HouseNumberSuffix), "/house_number_suffix", "text", "a suffix is a few letters")
	w.when(u.HouseNumberSuffix != "" && u.HouseNumber == nil, "/house_number", "required", "a suffix belongs to a number")
	w.when(u.Postcode != "" && !postcode.MatchString(u.Postcode), "/postcode", "unit.postcode", "a postcode has five digits")
	w.text("/city", u.City, shortText)
	between(w, "/floor", &u.Floor, -5, 60)
	w.choice("/position", u.Position, "left", "right", "front", "back")
}

func (u *StockUnit) areas(w *wrongs) {
	for _, a := range []struct {
		path string
		v    *float64
	}{
		{"/sales_area_m2", u.SalesAreaM2},
		{"/retail_area_m2", u.RetailAreaM2},
		{"/storage_area_m2", u.StorageAreaM2},
		{"/gastro_area_m2", u.GastroAreaM2},
		{"/total_area_m2", u.TotalAreaM2},
		{"/divisible_from_m2", u.DivisibleFromM2},
	} {
		between(w, a.path, a.v, 0, largestM2)
	}
	w.choice("/area_source", u.AreaSource, "measured", "owner", "estimated")
	within := func(path string, part, whole *float64) {
		w.when(part != nil && whole != nil && *part > *whole, path, "unit.areas_nest", "the sales area lies in the shop, the shop in the whole")
	}
	within("/sales_area_m2", u.SalesAreaM2, u.RetailAreaM2)
	if u.RetailAreaM2 == nil {
		within("/sales_area_m2", u.SalesAreaM2, u.TotalAreaM2)
	}
	within("/retail_area_m2", u.RetailAreaM2, u.TotalAreaM2)
}

func (u *StockUnit) fabric(w *wrongs) {
	between(w, "/ceiling_height_m", u.CeilingHeightM, 1, 30)
	between(w, "/power_kw", u.PowerKw, 0, 100_000)
	w.choice("/condition", u.Condition, "new", "refurbished", "good", "needs_work", "shell", "ruinous")
	between(w, "/year_built", u.YearBuilt, 800, 2200)
	w.text("/energy_certificate", u.EnergyCertificate, shortText)
}

func (u *StockUnit) parcels(w *wrongs) {
	primary, seen := 0, map[int64]bool{}
	for i, p := range u.Parcels {
		w.when(seen[p.ParcelID], "/parcels/"+strconv.Itoa(i)+"/parcel_id", "unit.parcel_twice", "this parcel is named twice")
		seen[p.ParcelID] = true
		if p.Primary {
			primary++
		}
	}
	w.when(len(u.Parcels) > mostParcels, "/parcels", "too_many_values", "too many parcels")
	w.when(len(u.Parcels) > 0 && primary != 1, "/parcels", "unit.one_primary", "exactly one parcel is the main one")
}

// Completeness is how much of what an interested party asks for is known, in percent.
func (u *StockUnit) Completeness() int {
	known := []bool{
		u.StreetName != "", u.HouseNumber != nil, u.Postcode != "", len(u.Parcels) > 0,
		u.SalesAreaM2 != nil || u.GastroAreaM2 != nil, u.TotalAreaM2 != nil, u.AreaSource != "",
		u.StepFree != nil, u.CeilingHeightM != nil, u.Condition != "", u.LocationClass != "", u.YearBuilt != nil,
	}
	n := 0
	for _, k := range known {
		if k {
			n++
		}
	}
	return n * 100 / len(known)
}
