package outbox

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

// State is how far a mail is.
type State string

// The states of a mail.
const (
	Waiting State = "waiting" // also while it is tried again
	Sent    State = "sent"
	Failed  State = "failed" // given up
)

// Mail is what staff see of a mail: whether it left, not what it says, nor more of its address than they need.
type Mail struct {
	ID       string
	Kind     string // confirm, news, digest, letter or alert
	To       string // "e…@beispiel.de"; "" if the recipient is gone
	Lang     string
	Subject  string
	State    State
	Attempts int
	Problem  *string // a code such as smtp_550, nil if there was none
	MadeAt   time.Time
	TriedAt  *time.Time
	SentAt   *time.Time
}

// draft is a mail about to be put in. The marks in its body become links when it leaves.
type draft struct {
	recipient    string
	subscription *string
	kind, cause  string
	lang         string
	subject      string
	body         string
}

// The marks that stand in a body for links, whose tokens are made when the mail leaves.
const (
	confirmMark = "%CONFIRM%"
	endMark     = "%END%"
	followMark  = "%FOLLOW%"
)

// add puts a mail and its job in. It does nothing if the recipient has a mail of that cause already, so telling twice is
// telling once.
func (o *Outbox) add(ctx context.Context, tx pgx.Tx, d draft) error {
	id := uuid.NewString()
	inserted, err := insertMail(ctx, tx, id, d, "<"+id+"@"+o.config.host()+">")
	if err != nil || !inserted {
		return err
	}
	_, err = o.jobs.InsertTx(ctx, tx, mailJob{MailID: id}, nil)
	return err
}

// Overview is the outbox as staff see it.
type Overview struct {
	Sends                 bool // whether there is a mail server
	Waiting, Sent, Failed int64
	Mails                 []Mail // the newest first
}

// MostMails bounds an overview.
const MostMails = 200

// Overview lists the newest mails, all of them or those in one state, and counts all.
func (o *Outbox) Overview(ctx context.Context, state State) (Overview, error) {
	const op = "outbox.Overview"
	out := Overview{Sends: o.Sends()}
	err := o.db.QueryRow(ctx, sqlCountMails).Scan(&out.Waiting, &out.Sent, &out.Failed)
	if err != nil {
		return out, pg.Fault(op, err)
	}
	rows, err := pg.Collect[mailRow](ctx, o.db, sqlMails, string(state), MostMails)
	for _, r := range rows {
		out.Mails = append(out.Mails, r.mail())
	}
	return out, pg.Fault(op, err)
}

// filled puts the link into a body, where it stands last: what somebody wrote himself may look like a mark.
func filled(body, mark, link string) string {
	at := strings.LastIndex(body, mark)
	if at < 0 {
		return body
	}
	return body[:at] + link + body[at+len(mark):]
}
