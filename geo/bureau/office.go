package bureau

// Office is who answers for what is published. The zero value is nobody; MadeUp stands in for it.
type Office struct {
	Name        string `json:"name"`
	Street      string `json:"street"`      // with the house number
	Place       string `json:"place"`       // with the postcode
	Represented string `json:"represented"` // who acts for it
	Register    string `json:"register"`    // its entry in a register or its VAT number; empty if it has none
	Email       string `json:"email"`
	Phone       string `json:"phone"`

	Supervisor  string `json:"supervisor"`  // the authority for data protection that people can complain to
	Enforcement string `json:"enforcement"` // the body that enforces accessibility

	Privacy       Contact            `json:"privacy"`       // whom to ask about personal data
	Accessibility Contact            `json:"accessibility"` // whom to tell of barriers
	Desks         map[string]Contact `json:"desks"`         // technical, social, city

	MadeUp bool `json:"-"` // nobody wrote down who it is
}

// Contact is a way to somebody. What is empty is the office's own.
type Contact struct {
	Name  string `json:"name"`
	Email string `json:"email"`
	Phone string `json:"phone"`
}

// Desks are the desks there may be.
func Desks() []string { return []string{"technical", "social", "city"} }

// Own is the way to the office as a whole.
func (o Office) Own() Contact { return Contact{o.Name, o.Email, o.Phone} }

// Desk is the way to a desk, or to the office where the desk has none of its own.
func (o Office) Desk(name string) Contact { return o.complete(o.Desks[name]) }

// ForPrivacy is whom to ask about personal data.
func (o Office) ForPrivacy() Contact { return o.complete(o.Privacy) }

// ForAccessibility is whom to tell of barriers.
func (o Office) ForAccessibility() Contact { return o.complete(o.Accessibility) }

func (o Office) complete(c Contact) Contact {
	if c.Name == "" {
		c.Name = o.Name
	}
	if c.Email == "" && c.Phone == "" {
		c.Email, c.Phone = o.Email, o.Phone
	}
	return c
}

// MadeUp is the office of an installation that has none: it says so in every name, its address ends in example and its
// number is one of those that nobody has.
func MadeUp() Office {
	return Office{
		Name: "Citymanagement (erfunden)", Street: "Beispielgasse 1", Place: "00000 Musterstadt", Represented: "Erika Mustermann (erfunden)",
		Email: "citymanagement@mitte.example", Phone: "+49 30 23125 000", Supervisor: "Datenschutzaufsicht (erfunden)",
		Enforcement: "Durchsetzungsstelle (erfunden)", Privacy: Contact{Name: "Datenschutz (erfunden)", Email: "datenschutz@mitte.example"},
		Accessibility: Contact{Email: "barrierefrei@mitte.example"},
		Desks: map[string]Contact{
			"technical": {Name: "Baustellen (erfunden)", Email: "baustellen@mitte.example"},
			"social":    {Name: "Soziales (erfunden)", Email: "soziales@mitte.example"},
			"city":      {Name: "Leerstand und Fonds (erfunden)", Email: "leerstand@mitte.example"},
		},
		MadeUp: true,
	}
}
