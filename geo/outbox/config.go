package outbox

import (
	"cmp"
	"net/mail"
	"net/url"
	"strings"
	"time"

	"mitte/geo/fault"
)

// Security is how the way to the mail server is kept from being read.
type Security string

// The ways to a mail server.
const (
	StartTLS Security = "starttls" // begins in the open and must change to TLS
	TLS      Security = "tls"      // TLS from the first byte
	Plain    Security = "none"     // in the open; for a server on this machine
)

// SMTP is the mail server. Without a host nothing is sent.
type SMTP struct {
	Host     string
	Port     int // 0 means 587, or 465 with TLS
	User     string
	Password string
	From     string // "Stadtbüro <bau@stadt.example>" or only the address
	Security Security
}

// Config is what the outbox must know of the world.
type Config struct {
	PublicURL string // links in mails begin with it
	SMTP      SMTP
	Patience  time.Duration // for one mail to be taken; 30 s
}

func (c Config) withDefaults() Config {
	c.PublicURL = strings.TrimSuffix(c.PublicURL, "/")
	c.Patience = cmp.Or(c.Patience, 30*time.Second)
	c.SMTP.Security = cmp.Or(c.SMTP.Security, StartTLS)
	if c.SMTP.Port == 0 {
		c.SMTP.Port = 587
		if c.SMTP.Security == TLS {
			c.SMTP.Port = 465
		}
	}
	return c
}

// check returns Invalid naming every setting at fault.
func (c Config) check() error {
	var wrong []fault.Field
	if u, err := url.Parse(c.PublicURL); err != nil || u.Hostname() == "" {
		wrong = append(wrong, fault.Field{Path: "public_url", Code: "public_url", Msg: "links in mails need the public URL"})
	}
	if c.SMTP.Host != "" {
		wrong = append(wrong, c.SMTP.check()...)
	}
	if len(wrong) == 0 {
		return nil
	}
	texts := make([]string, len(wrong))
	for i, f := range wrong {
		texts[i] = f.Msg
	}
	return fault.Refuse("smtp", "mail cannot be sent like this: "+strings.Join(texts, "; "), wrong...)
}

func (s SMTP) check() (wrong []fault.Field) {
	refuse := func(path, msg string) { wrong = append(wrong, fault.Field{Path: path, Code: "smtp." + path, Msg: msg}) }
	if _, err := mail.ParseAddress(s.From); err != nil {
		refuse("from", "the sender's address is missing or is none")
	}
	if s.Port < 1 || s.Port > 65535 {
		refuse("port", "a port is a number from 1 to 65535")
	}
	if (s.User == "") != (s.Password == "") {
		refuse("user", "a user needs a password and a password a user")
	}
	switch s.Security {
	case StartTLS, TLS:
	case Plain:
		if s.User != "" && !local(s.Host) {
			refuse("tls", "a password is not sent in the open to another machine")
		}
	default:
		refuse("tls", "starttls, tls or none is needed")
	}
	return wrong
}

func local(host string) bool { return host == "localhost" || host == "127.0.0.1" || host == "::1" }

// host names this service in Message-IDs.
func (c Config) host() string {
	u, err := url.Parse(c.PublicURL)
	if err != nil {
		return "localhost"
	}
	return u.Hostname()
}
