package outbox

import (
	"context"
	"errors"
	"net/textproto"
	"strconv"

	"github.com/wneessen/go-mail"
)

// message is a mail with its links in it.
type message struct {
	letter

	endLink string // "" if there is nothing to end
}

// newCarrier returns what takes mails to the configured server, each over a connection of its own: an office sends dozens a
// day, and a connection that is kept is one more thing that breaks.
func newCarrier(c Config) carrier {
	return func(ctx context.Context, m message) *refusal {
		msg, err := compose(c.SMTP.From, m)
		if err != nil {
			return &refusal{code: "address", final: true}
		}
		ctx, cancel := context.WithTimeout(ctx, c.Patience)
		defer cancel()
		client, err := newClient(c)
		if err != nil {
			return &refusal{code: "smtp_settings"}
		}
		return understand(client.DialAndSendWithContext(ctx, msg))
	}
}

func newClient(c Config) (*mail.Client, error) {
	options := []mail.Option{mail.WithPort(c.SMTP.Port), mail.WithTimeout(c.Patience), mail.WithoutNoop()}
	switch c.SMTP.Security {
	case TLS:
		options = append(options, mail.WithSSL())
	case Plain:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	case StartTLS:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if c.SMTP.User != "" {
		auth := mail.SMTPAuthAutoDiscover
		if c.SMTP.Security == Plain {
			auth = mail.SMTPAuthPlainNoEnc // only to this machine, which Config.check sees to
		}
		options = append(options, mail.WithSMTPAuth(auth), mail.WithUsername(c.SMTP.User), mail.WithPassword(c.SMTP.Password))
	}
	return mail.NewClient(c.SMTP.Host, options...)
}

// compose makes the mail: plain text, the same to the byte each time but for its links.
func compose(from string, m message) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := msg.From(from); err != nil {
		return nil, err
	}
	if err := msg.To(m.Address); err != nil {
		return nil, err
	}
	msg.Subject(m.Subject)
	msg.SetDateWithValue(m.MadeAt)
	msg.SetGenHeader(mail.HeaderMessageID, m.MessageID)
	msg.SetGenHeader(mail.HeaderContentLang, m.Lang)
	if m.Kind != kindLetter { // which somebody wrote to somebody
		msg.SetGenHeader("Auto-Submitted", "auto-generated")
		msg.SetGenHeader(mail.HeaderPrecedence, "bulk")
	}
	if m.endLink != "" {
		msg.SetGenHeader(mail.HeaderListUnsubscribe, "<"+m.endLink+">")
		msg.SetGenHeader(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	msg.SetBodyString(mail.TypeTextPlain, m.Body)
	return msg, nil
}

// understand makes a code of what happened. Only the refusal of a recipient for good is final: a refused sender, login or
// certificate is for the operator to mend, and then the mails that waited leave.
func understand(err error) *refusal {
	if err == nil {
		return nil
	}
	r := &refusal{code: "smtp_unreachable"}
	var said *textproto.Error
	if errors.As(err, &said) {
		r.code = "smtp_" + strconv.Itoa(said.Code)
	}
	var failed *mail.SendError
	if errors.As(err, &failed) {
		r.code = "smtp_" + strconv.Itoa(failed.ErrorCode())
		r.final = failed.Reason == mail.ErrSMTPRcptTo && !failed.IsTemp()
	}
	return r
}
