package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/outbox"
)

// mailsDocument is what staff see of the outbox.
type mailsDocument struct {
	SMTP    bool           `json:"smtp"` // whether there is a server that takes mails
	Waiting int64          `json:"waiting"`
	Sent    int64          `json:"sent"`
	Failed  int64          `json:"failed"`
	Mails   []mailDocument `json:"mails"`
}

type mailDocument struct {
	ID        string       `json:"id"`
	Kind      string       `json:"kind"`
	State     outbox.State `json:"state"`
	To        string       `json:"to"` // its domain and first letter
	Lang      string       `json:"lang"`
	Subject   string       `json:"subject"`
	Attempts  int          `json:"attempts"`
	Error     *string      `json:"error"`
	CreatedAt time.Time    `json:"created_at"`
	TriedAt   *time.Time   `json:"tried_at"`
	SentAt    *time.Time   `json:"sent_at"`
}

func (a *api) mails(c *fiber.Ctx) error {
	q := bind(c, "state")
	states := q.choice("state", []string{string(outbox.Waiting), string(outbox.Sent), string(outbox.Failed)})
	if len(states) > 1 {
		q.refuse("state", "too_many_values", "one state is needed")
	}
	if err := q.err(); err != nil {
		return err
	}
	var state outbox.State
	if len(states) == 1 {
		state = outbox.State(states[0])
	}
	seen, err := a.Outbox.Overview(c.UserContext(), state)
	if err != nil {
		return err
	}
	out := mailsDocument{SMTP: seen.Sends, Waiting: seen.Waiting, Sent: seen.Sent, Failed: seen.Failed, Mails: make([]mailDocument, len(seen.Mails))}
	for i, m := range seen.Mails {
		out.Mails[i] = mailDocument{
			ID: m.ID, Kind: m.Kind, State: m.State, To: m.To, Lang: m.Lang, Subject: m.Subject, Attempts: m.Attempts, Error: m.Problem,
			CreatedAt: m.MadeAt.UTC(), TriedAt: inUTC(m.TriedAt), SentAt: inUTC(m.SentAt),
		}
	}
	return sendPrivate(c, fiber.StatusOK, out)
}
