package outbox

import (
	"slices"

	"mitte/geo/fault"
)

// Codes of what can be wrong with a wish or a link.
const (
	CodeAddress      = "subscription.address"
	CodeFrequency    = "subscription.frequency"
	CodeTooManyForms = "subscription.too_many"
	CodeLink         = "subscription.link"
)

var frequencies = []string{"immediate", "daily", "weekly"} //nolint:gochecknoglobals // a constant

// check puts the wish into the form in which it is kept, or returns Invalid with all that is wrong.
func (w *Wish) check() error {
	var wrong []fault.Field
	address, ok := parseAddress(w.Address)
	if !ok {
		wrong = append(wrong, fault.Field{Path: "email", Code: CodeAddress, Msg: "a mail address is needed"})
	}
	if !slices.Contains(frequencies, w.Frequency) {
		wrong = append(wrong, fault.Field{Path: "frequency", Code: CodeFrequency, Msg: "immediate, daily or weekly is needed"})
	}
	if w.Lang != "en" {
		w.Lang = "de"
	}
	if len(wrong) > 0 {
		return fault.Refuse("subscription", "the form is not complete", wrong...)
	}
	w.Address = address
	return nil
}
