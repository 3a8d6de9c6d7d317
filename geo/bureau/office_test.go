package bureau_test

import (
	"strings"
	"testing"

	"mitte/geo/bureau"
)

const whole = `{"name": "Stadtbüro", "street": "Markt 1", "place": "46282 Dorsten", "represented": "Anna Beispiel", "email": "buero@stadt.example",
  "phone": "+49 30 23125 001", "privacy": {"email": "dsb@stadt.example"}, "desks": {"city": {"name": "Leerstand", "phone": "12"}}}`

func TestOfficeIsReadAndFillsItsDesks(t *testing.T) {
	t.Parallel()
	o, err := bureau.Read(strings.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ got, want bureau.Contact }{
		"a desk keeps what it has":          {o.Desk("city"), bureau.Contact{Name: "Leerstand", Phone: "12"}},
		"a desk without a way is the house": {o.Desk("social"), o.Own()},
		"data protection has its own":       {o.ForPrivacy(), bureau.Contact{Name: "Stadtbüro", Email: "dsb@stadt.example"}},
		"barriers go to the house":          {o.ForAccessibility(), o.Own()},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, not %+v", name, c.got, c.want)
		}
	}
	if o.MadeUp {
		t.Error("an office that is written down is not made up")
	}
}

func TestOfficeNamesEveryFault(t *testing.T) {
	t.Parallel()
	_, err := bureau.Read(strings.NewReader(`{"name": "X", "street": "Y", "email": "nobody", "desks": {"fund": {"email": "a b"}}}`))
	if err == nil {
		t.Fatal("taken")
	}
	for _, want := range []string{"place is missing", "represented is missing", "email is no address", "desks.fund.email is no address", `no desk "fund"`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
	for _, text := range []string{``, `[]`, `{"title": "X"}`, `{"name": 1}`} {
		if _, err := bureau.Read(strings.NewReader(text)); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

func TestTheMadeUpOfficeSaysSo(t *testing.T) {
	t.Parallel()
	o := bureau.MadeUp()
	for _, name := range append([]string{o.Name, o.Represented, o.Supervisor, o.Enforcement, o.ForPrivacy().Name}, o.Desk("city").Name, o.Desk("technical").Name, o.Desk("social").Name) {
		if !strings.Contains(name, "erfunden") {
			t.Errorf("%q does not say that it is made up", name)
		}
	}
	if !o.MadeUp || !strings.HasSuffix(o.Email, ".example") {
		t.Errorf("%+v passes for real", o)
	}
}
