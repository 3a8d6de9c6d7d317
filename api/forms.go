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
	Stamp  string
	status int
}

// Fault is what is wrong with a field, "" if nothing is.
func (s formState) Fault(name string) string { return s.Wrong[name] }

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

// formValues reads a plain HTML form, and the language that it was shown in.
func formValues(c *fiber.Ctx, w words) (url.Values, words, error) {
	kind, _, _ := strings.Cut(c.Get(fiber.HeaderContentType), ";")
	if !strings.EqualFold(strings.TrimSpace(kind), fiber.MIMEApplicationForm) {
		return nil, w, fault.New(fault.Unsupported, "form_only", "send the form as application/x-www-form-urlencoded")
	}
	values, err := url.ParseQuery(string(c.Body()))
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
