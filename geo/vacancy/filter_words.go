package vacancy

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"mitte/geo"
	"mitte/geo/fault"
)

// FilterWords are the names that ParseFilter knows, as they stand in addresses of the map, the list and every file.
func FilterWords() []string {
	return []string{
		"use", "status", "fit", "q", "area", "rent", "front", "ground", "step", "interim", "free", "fund", "near", "bbox",
	}
}

// reading collects what is wrong while a filter is read.
type reading struct {
	values map[string]string
	wrong  []fault.Field
}

// ParseFilter reads a filter from the words of an address, say area=80-250, rent=-15.5 (euros), near=51.66,6.965,300 (latitude,
// longitude, metres). Names it does not know are left to the caller. It returns BadRequest with every value that is wrong.
func ParseFilter(values map[string]string) (Filter, error) {
	r := reading{values: values}
	f := Filter{
		Groups: r.set("use", UseGroups()), Statuses: r.set("status", Statuses()), Fits: r.set("fit", UseGroups()), Text: r.text("q"),
		Area: r.between("area", 1), Rent: r.between("rent", 100), Front: r.between("front", 1), Ground: r.yes("ground"), StepFree: r.yes("step"),
		Interim: r.yes("interim"), FreeBy: r.day("free"), Fund: r.text("fund"), Near: r.near("near"), BBox: r.box("bbox"),
	}
	if len(r.wrong) > 0 {
		e := fault.New(fault.BadRequest, "bad_query", "at least one parameter is wrong")
		e.Fields = r.wrong
		return Filter{}, e
	}
	return f, nil
}

func (r *reading) refuse(name, code, msg string) {
	r.wrong = append(r.wrong, fault.Field{Path: name, Code: code, Msg: msg})
}

// set reads a comma list; "none" is the empty one, which nothing is in.
func (r *reading) set(name string, known []string) []string {
	text := r.values[name]
	switch text {
	case "":
		return nil
	case "none":
		return []string{}
	}
	chosen := strings.Split(text, ",")
	for _, v := range chosen {
		if !slices.Contains(known, v) {
			r.refuse(name, "unknown_value", "known values are "+strings.Join(known, ", "))
			return nil
		}
	}
	return chosen
}

const longestText = 200 // bytes

func (r *reading) text(name string) string {
	text := strings.TrimSpace(r.values[name])
	if len(text) > longestText {
		r.refuse(name, "text", "the text is too long")
	}
	return text
}

func (r *reading) yes(name string) bool {
	switch r.values[name] {
	case "":
	case "1":
		return true
	default:
		r.refuse(name, "unknown_value", "the known value is 1")
	}
	return false
}

// between reads min-max, each of which may be missing, in units of which one is as many of ours.
func (r *reading) between(name string, ours float64) Range {
	text := r.values[name]
	if text == "" {
		return Range{}
	}
	low, high, found := strings.Cut(text, "-")
	bounds := Range{bound(low, ours), bound(high, ours)}
	if !found || low != "" && bounds.Min == nil || high != "" && bounds.Max == nil || low == "" && high == "" {
		r.refuse(name, "range", "a range like 80-250, 80- or -250 is needed")
		return Range{}
	}
	return bounds
}

// bound reads a figure from 0 with at most two decimals, nil if it is none.
func bound(text string, ours float64) *float64 {
	whole, part, dotted := strings.Cut(text, ".")
	if whole == "" || len(whole) > 7 || len(part) > 2 || dotted && part == "" || strings.Trim(whole+part, "0123456789") != "" {
		return nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil
	}
	v = math.Round(v*ours*100) / 100
	return &v
}

func (r *reading) day(name string) geo.Date {
	text := r.values[name]
	if text == "" {
		return geo.Date{}
	}
	d, err := geo.ParseDate(text)
	if err != nil {
		r.refuse(name, "date", "a day like 2027-04-01 is needed")
	}
	return d
}

const widestM = 100_000

func (r *reading) near(name string) *Near {
	text := r.values[name]
	if text == "" {
		return nil
	}
	var v [3]float64
	parts := strings.Split(text, ",")
	ok := len(parts) == len(v)
	for i := 0; ok && i < len(v); i++ {
		var err error
		v[i], err = strconv.ParseFloat(parts[i], 64)
		ok = err == nil && !math.IsNaN(v[i])
	}
	if !ok || math.Abs(v[0]) > 90 || math.Abs(v[1]) > 180 || v[2] <= 0 || v[2] > widestM {
		r.refuse(name, "near", "latitude, longitude and metres are needed, as in 51.66,6.965,300")
		return nil
	}
	return &Near{v[0], v[1], v[2]}
}

func (r *reading) box(name string) *geo.BBox {
	text := r.values[name]
	if text == "" {
		return nil
	}
	b, err := geo.ParseBBox(text)
	if err != nil {
		r.refuse(name, "bbox", "four numbers west,south,east,north in degrees are needed")
		return nil
	}
	return &b
}
