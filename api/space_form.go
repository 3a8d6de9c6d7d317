package api

import (
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/enquiry"
	"mitte/geo/fault"
)

// spaceFields are the fields of the form in their order.
var spaceFields = []formField{
	{"use_type", "space_use"},
	{"area_min_m2", "space_min"},
	{"area_max_m2", "space_max"},
	{"rent_max_eur", "space_rent_max"},
	{"frontage_min_m", "space_front_in"},
	{"from", "space_from_in"},
	{"term_months", "space_term_in"},
	{"email", ""},
	{"name", "ask_name"},
	{"phone", ""},
	{"consent", ""},
}

// entryView is a field into which one line is written.
type entryView struct {
	Name, Label, Value, Wrong string
	Type, Mode                string // of the input, and of the keys that a phone shows for it
	Auto                      string // what a browser may fill in
	Longest                   int    // in characters, 0 for no limit
	Needed                    bool
}

// Figure is a field for a number.
func (v spaceView) Figure(name, label string, needed bool) entryView {
	return entryView{Name: name, Label: label, Value: v.Value(name), Wrong: v.Fault(name), Type: "text", Mode: "decimal", Needed: needed}
}

// Day is a field for a day.
func (v spaceView) Day(name, label string) entryView {
	return entryView{Name: name, Label: label, Value: v.Value(name), Wrong: v.Fault(name), Type: "date"}
}

// Sender is a field about who asks.
func (v spaceView) Sender(name, label, kind, auto string, longest int, needed bool) entryView {
	return entryView{Name: name, Label: label, Value: v.Value(name), Wrong: v.Fault(name), Type: kind, Auto: auto, Longest: longest, Needed: needed}
}

// nameLimits says of figures that are too large or too small what they may be.
func (s *formState) nameLimits(w words) {
	if text := s.Wrong["rent_max_cents"]; text != "" && s.Wrong["rent_max_eur"] == "" { // kept in cents, asked for in euros
		s.Wrong["rent_max_eur"] = text
	}
	for field, limit := range map[string]string{
		"area_min_m2": "space_limit_area", "area_max_m2": "space_limit_area", "rent_max_eur": "space_limit_rent",
		"frontage_min_m": "space_limit_front", "term_months": "space_limit_term",
	} {
		if s.Wrong[field] == sentence("out_of_range", "", string(w)) {
			s.Wrong[field] = w.T(limit)
		}
	}
}

func (a *api) sendSpace(c *fiber.Ctx, w words, values url.Values) error {
	sub, wrong := spaceSubmission(values)
	sub.Lang, sub.Client, sub.Form = string(w), a.ipPrefix(c), values.Get("stamp")
	sub.AboutDe, sub.AboutEn = words("de").spaceName(&sub.Sought), words("en").spaceName(&sub.Sought)
	if len(wrong) > 0 { // all that is wrong in one answer
		return fault.Refuse("enquiry", "the form is not complete", append(wrong, a.Enquiry.CheckSpace(sub)...)...)
	}
	return a.sendForm(c, values,
		func(proof string) error { return a.Enquiry.SubmitSpaceProven(c.UserContext(), sub, proof) },
		func() error { return a.Enquiry.SubmitSpace(c.UserContext(), sub) })
}

// spaceSubmission reads a form and names the fields that cannot be read.
func spaceSubmission(values url.Values) (enquiry.SpaceSubmission, []fault.Field) {
	var wrong []fault.Field
	number := func(name string, needed bool) *float64 {
		text := strings.TrimSpace(values.Get(name))
		if text == "" && !needed {
			return nil
		}
		v, ok := figure(text)
		if !ok {
			wrong = append(wrong, fault.Field{Path: name, Code: "space.number", Msg: "a number is needed"})
		}
		return &v
	}
	sub := enquiry.SpaceSubmission{
		Name: values.Get("name"), Email: values.Get("email"), Phone: values.Get("phone"), Consent: values.Get("consent") != "",
	}
	sub.UseType, sub.StepFree = values.Get("use_type"), values.Get("step_free") != ""
	sub.AreaMinM2, sub.AreaMaxM2 = *number("area_min_m2", true), *number("area_max_m2", true)
	sub.FrontageMinM = number("frontage_min_m", false)
	if rent := number("rent_max_eur", false); rent != nil {
		cents := int64(math.Round(min(*rent, math.MaxInt32) * 100))
		sub.RentMaxCents = &cents
	}
	if months := number("term_months", false); months != nil {
		term := int(math.Ceil(min(*months, math.MaxInt32)))
		sub.TermMonths = &term
	}
	if text := values.Get("from"); text != "" {
		day, err := geo.ParseDate(text)
		if err != nil {
			wrong = append(wrong, fault.Field{Path: "from", Code: "space.from", Msg: "a day is needed"})
		}
		sub.WantedFrom = day
	}
	if id, err := strconv.ParseInt(values.Get("area_id"), 10, 64); err == nil && id > 0 {
		sub.AreaID = id
	}
	return sub, wrong
}

var thousands = regexp.MustCompile(`^[1-9][0-9]{0,2}(?:[.][0-9]{3}|,[0-9]{3})+$`)

// figure reads a number as people write it in either language: 1.500,50 and 1,500.50, 1.500 and 1,500, 4,5 and 4.5. Nobody
// measures a shop to the thousandth.
func figure(text string) (float64, bool) {
	text = strings.Join(strings.Fields(text), "")
	point, comma := strings.LastIndexByte(text, '.'), strings.LastIndexByte(text, ',')
	switch {
	case thousands.MatchString(text):
		text = strings.NewReplacer(".", "", ",", "").Replace(text)
	case comma > point:
		text = strings.Replace(strings.ReplaceAll(text, ".", ""), ",", ".", 1)
	default:
		text = strings.ReplaceAll(text, ",", "")
	}
	if text == "" || strings.Trim(text, "0123456789.") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil
}
