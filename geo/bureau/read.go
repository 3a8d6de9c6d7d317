package bureau

import (
	"encoding/json"
	"fmt"
	"io"
	"net/mail"
	"slices"
	"strings"

	"mitte/geo/fault"
)

// Read reads an office from JSON. What the law wants an imprint to name must be there; it returns Invalid with every fault at
// once, so that whoever writes the file need not start the service again for each.
func Read(r io.Reader) (Office, error) {
	var o Office
	in := json.NewDecoder(r)
	in.DisallowUnknownFields()
	if err := in.Decode(&o); err != nil {
		return Office{}, fault.Newf(fault.Invalid, "office", "the office's file is not what it should be: %v", err)
	}
	if wrong := o.faults(); len(wrong) > 0 {
		return Office{}, fault.Newf(fault.Invalid, "office", "the office's file: %s", strings.Join(wrong, "; "))
	}
	return o, nil
}

func (o Office) faults() (out []string) {
	for _, must := range [][2]string{
		{"name", o.Name}, {"street", o.Street}, {"place", o.Place}, {"represented", o.Represented}, {"email", o.Email},
	} {
		if strings.TrimSpace(must[1]) == "" {
			out = append(out, must[0]+" is missing")
		}
	}
	mails := map[string]string{"email": o.Email, "privacy.email": o.Privacy.Email, "accessibility.email": o.Accessibility.Email}
	for name, c := range o.Desks {
		if !slices.Contains(Desks(), name) {
			out = append(out, fmt.Sprintf("there is no desk %q, only %s", name, strings.Join(Desks(), ", ")))
		}
		mails["desks."+name+".email"] = c.Email
	}
	for where, address := range mails {
		if address == "" {
			continue
		}
		if at, err := mail.ParseAddress(address); err != nil || at.Address != address {
			out = append(out, where+" is no address")
		}
	}
	slices.Sort(out)
	return out
}
