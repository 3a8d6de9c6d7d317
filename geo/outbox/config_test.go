package outbox_test

import (
	"strings"
	"testing"

	"mitte/geo/fault"
	"mitte/geo/outbox"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Erika@Beispiel.DE": "erika@beispiel.de", " a.b+c@x.example ": "a.b+c@x.example", "münch@bücher.example": "münch@bücher.example",
		"": "", "a": "", "a@b": "", "a@.b.c": "", "a@b.c.": "", "Erika <a@b.de>": "", "a@b.de,c@d.de": "", "a@b.de\r\nBcc: c@d.de": "",
		"a b@c.de": "", "@c.de": "", "a@": "", strings.Repeat("a", 65) + "@b.de": "", "a@" + strings.Repeat("b", 250) + ".de": "",
		`"a"@b.de`: "", "a@[127.0.0.1]": "",
	} {
		if got, ok := outbox.ParseAddress(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
	for address, want := range map[string]string{"erika@b.de": "e…@b.de", "öde@b.de": "ö…@b.de", "": ""} {
		if got := outbox.Masked(address); got != want {
			t.Errorf("%q: %q", address, got)
		}
	}
}

func TestAConfigurationThatCannotWorkIsRefused(t *testing.T) {
	t.Parallel()
	good := outbox.Config{PublicURL: "https://m.example", SMTP: outbox.SMTP{Host: "mail.example", From: "a@b.de", User: "u", Password: "p"}}
	if _, err := outbox.New(nil, good); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(c *outbox.Config){
		"no URL":                 func(c *outbox.Config) { c.PublicURL = "/" },
		"no sender":              func(c *outbox.Config) { c.SMTP.From = "" },
		"no password":            func(c *outbox.Config) { c.SMTP.Password = "" },
		"no user":                func(c *outbox.Config) { c.SMTP.User = "" },
		"port":                   func(c *outbox.Config) { c.SMTP.Port = 70000 },
		"password in the open":   func(c *outbox.Config) { c.SMTP.Security = outbox.Plain },
		"a security that is not": func(c *outbox.Config) { c.SMTP.Security = "ssl" },
	} {
		c := good
		spoil(&c)
		if _, err := outbox.New(nil, c); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
