package api

import (
	"errors"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/place"
)

// formState is what a form carries beside what was entered: why it is shown again, and when it was shown first.
type formState struct {
	Sorry  string            // what is wrong with the whole of it
	Wrong  map[string]string // by field
	Faults []fieldFault      // the same in the order of the form, for the summary above it
	Stamp  string
	status int
}

type fieldFault struct{ Field, Text string }

// Fault is what is wrong with a field, "" if nothing is.
func (s formState) Fault(name string) string { return s.Wrong[name] }

// formField is a field with the word that stands before it, where a fault does not say by itself what it is about.
type formField struct{ Name, Label string }

// inOrder lists what is wrong as somebody meets it who goes through the form.
func (s *formState) inOrder(w words, fields ...formField) {
	for _, f := range fields {
		text := s.Fault(f.Name)
		if text != "" && f.Label != "" {
			text = w.T(f.Label) + ": " + text
		}
		if text != "" {
			s.Faults = append(s.Faults, fieldFault{f.Name, text})
		}
	}
}

// Status is what the form is answered with.
func (s formState) Status() int {
	if s.status == 0 {
		return fiber.StatusOK
	}
	return s.status
}

// refusedForm says why a form is not taken. Whatever the reason, it is shown again with all that was typed: a browser keeps nothing
// of a page that it must not store.
func (a *api) refusedForm(c *fiber.Ctx, w words, values url.Values, err error) formState {
	s := formState{Stamp: values.Get("stamp"), Wrong: map[string]string{}}
	p := a.explain(c, tooManyForms(c, err), string(w))
	s.status = p.Status
	var refused *fault.Error
	if errors.As(err, &refused) && refused.Kind == fault.Invalid {
		for _, f := range refused.Fields {
			if s.Wrong[f.Path] == "" {
				s.Wrong[f.Path] = sentence(f.Code, f.Msg, string(w))
			}
		}
	}
	if len(s.Wrong) == 0 {
		s.Sorry = p.Detail
	}
	return s
}

// stampForm signs when a form was shown. One that is shown again keeps its first stamp: who corrects at once what was wrong is not
// too quick.
func (a *api) stampForm(c *fiber.Ctx, s *formState) error {
	stamp, err := a.Outbox.Restamp(c.UserContext(), s.Stamp, a.Clock.Now())
	if err != nil && s.status < fiber.StatusInternalServerError {
		return err
	}
	if err == nil { // while the database is away, the form comes back as it was
		s.Stamp = stamp
	}
	return nil
}

// timely refuses a form that nobody can have filled in so quickly, and one that is too old.
func (a *api) timely(c *fiber.Ctx, values url.Values) error {
	is, err := a.Outbox.Timely(c.UserContext(), values.Get("stamp"), a.Clock.Now())
	if err == nil && !is {
		err = fault.New(fault.Invalid, "form.again", "the form was open too briefly or too long; send it again")
	}
	return err
}

// sendForm takes what was entered if a script did its work for it, or else if it took as long as a person takes.
func (a *api) sendForm(c *fiber.Ctx, values url.Values, proven func(proof string) error, patient func() error) error {
	if proof := values.Get("proof"); proof != "" {
		if err := proven(proof); !aboutProof(err) {
			return err
		}
	}
	if err := a.timely(c, values); err != nil {
		return err
	}
	return patient()
}

// aboutProof reports whether nothing was wrong but the proof of work.
func aboutProof(err error) bool {
	var refused *fault.Error
	return errors.As(err, &refused) && len(refused.Fields) == 1 && refused.Fields[0].Path == "proof"
}

// formValues reads a plain HTML form, and the language that it was shown in.
func formValues(c *fiber.Ctx, w words) (url.Values, words, error) {
	kind, _, _ := strings.Cut(c.Get(fiber.HeaderContentType), ";")
	if !strings.EqualFold(strings.TrimSpace(kind), fiber.MIMEApplicationForm) {
		return nil, w, fault.New(fault.Unsupported, "form_only", "send the form as application/x-www-form-urlencoded")
	}
	values, err := url.ParseQuery(string(c.BodyRaw()))
	if err != nil {
		return nil, w, fault.New(fault.BadRequest, "bad_request", "the form cannot be read")
	}
	if lang := values.Get("lang"); lang == "de" || lang == "en" {
		w = words(lang)
	}
	return values, w, nil
}

// tooManyForms says when to come again.
func tooManyForms(c *fiber.Ctx, err error) error {
	if fault.KindOf(err) == fault.TooMany {
		c.Set(fiber.HeaderRetryAfter, "3600")
	}
	return err
}

// inTown says whose page it is and whether its data are made up, as far as the database can tell: a form that comes back because
// the database is away comes back without.
func (a *api) inTown(c *fiber.Ctx, p page) page {
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		town = place.Town{}
	}
	p.Town, p.MadeUp = town.Name, p.MadeUp || town.MadeUp
	return p
}
