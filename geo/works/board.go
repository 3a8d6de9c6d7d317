package works

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// Board makes notices and remembers who was told when. All of its methods return Unauthenticated or Forbidden for who may not,
// Unavailable when the database is away and Timeout when the answer would come too late, beside what their own comments name.
type Board struct {
	db     pg.DB
	clock  geo.Clock
	doors  doorFinder
	outbox *outbox.Outbox
}

// NewBoard returns a board that works through db as the role mitte_app, asks who is affected of doors, and sends mails by box.
func NewBoard(db pg.DB, clock geo.Clock, doors doorFinder, box *outbox.Outbox) *Board {
	return &Board{db, clock, doors, box}
}

func mayReadNotices(who people.Actor) error {
	return who.Require(people.Planner, people.Staff, people.Admin)
}

func mayWriteNotices(who people.Actor) error { return who.Require(people.Staff, people.Admin) }

// Notices lists a section's notices, the newest first, without their doors.
func (b *Board) Notices(ctx context.Context, who people.Actor, sectionID int64) (Telling, error) {
	const op = "works.Notices"
	if err := mayReadNotices(who); err != nil {
		return Telling{}, fault.Wrap(op, err)
	}
	var out Telling
	err := b.db.QueryRow(ctx, sqlSectionStart, sectionID).Scan(&out.Start)
	if err != nil {
		return Telling{}, pg.Fault(op, err)
	}
	var w pg.Where
	w.Add("section_id = ?", sectionID)
	out.Notices, err = pg.Collect[Notice](ctx, b.db, sqlNotices+" WHERE "+w.SQL()+" ORDER BY id DESC", w.Args()...)
	if err != nil {
		return Telling{}, pg.Fault(op, err)
	}
	out.TellBy = tellBy(out.Start)
	out.Late, err = lateNotice(ctx, b.db, sectionID, out.Start, geo.Today(b.clock))
	return out, pg.Fault(op, err)
}

// Notice returns a notice with its doors. It returns NotFound if there is none.
func (b *Board) Notice(ctx context.Context, who people.Actor, id int64) (Notice, error) {
	const op = "works.Notice"
	if err := mayReadNotices(who); err != nil {
		return Notice{}, fault.Wrap(op, err)
	}
	n, err := findNotice(ctx, b.db, id)
	return n, pg.Fault(op, err)
}

// SectionOf returns the section that a notice is about, as the public sees it.
func (b *Board) SectionOf(ctx context.Context, n Notice) (Section, error) {
	s, err := publicSection(ctx, b.db, n.SectionID)
	if err != nil || s == nil {
		return Section{}, pg.Fault("works.SectionOf", orNoRows(err))
	}
	return *s, nil
}

// Prepare makes a notice for the doors that a section affects; nobody is told yet. It returns Invalid naming all fields at
// fault, and Conflict with the code notice.not_public for a section that the public sees nothing of.
func (b *Board) Prepare(ctx context.Context, who people.Actor, ipPrefix string, sectionID int64, w NoticeWish) (Notice, error) {
	const op = "works.Prepare"
	if err := mayWriteNotices(who); err != nil {
		return Notice{}, fault.Wrap(op, err)
	}
	s, doors, err := b.compose(ctx, sectionID, &w)
	if err != nil {
		return Notice{}, pg.Fault(op, err)
	}
	var made Notice
	err = pg.InTx(ctx, b.db, who.String(), func(tx pgx.Tx) error {
		id, err := insertNotice(ctx, tx, s.ID, w, doors)
		if err != nil {
			return err
		}
		if made, err = findNotice(ctx, tx, id); err != nil {
			return err
		}
		return b.record(ctx, tx, who, ipPrefix, "notice.prepare", made)
	})
	return made, pg.Fault(op, err)
}

// compose fills what the wish leaves open and finds the doors.
func (b *Board) compose(ctx context.Context, sectionID int64, w *NoticeWish) (*Section, []affectedDoor, error) {
	if err := w.check(); err != nil {
		return nil, nil, err
	}
	if err := b.db.QueryRow(ctx, sqlSectionStart, sectionID).Scan(new(geo.Date)); err != nil {
		return nil, nil, err
	}
	s, err := publicSection(ctx, b.db, sectionID)
	if err != nil {
		return nil, nil, err
	}
	if s == nil {
		return nil, nil, fault.New(fault.Conflict, "notice.not_public", "neighbours are told of what the public may see; this section is not public yet")
	}
	if w.Period.From.IsZero() {
		w.Period.From = s.ValidFrom
	}
	// What stands on the page of a site that goes on past its end would be over before it is published.
	if goesOnForNow := w.Channel == OnTheWeb && s.Doubtful(geo.Today(b.clock)); w.Period.To.IsZero() && !goesOnForNow {
		w.Period.To = s.ValidTo
	}
	if w.ReachM == 0 {
		w.ReachM = DefaultReachM
	}
	if w.TextDe == "" {
		w.TextDe = germanLetter.write(s, w)
	}
	if w.TextEn == "" {
		w.TextEn = englishLetter.write(s, w)
	}
	if w.Channel == OnTheWeb {
		return s, nil, nil
	}
	doors, err := b.findDoors(ctx, s, *w)
	return s, doors, err
}

// Rewrite changes what a notice says. It returns Stale if version is not the current one, Invalid for a text that cannot be
// printed, and Conflict with the code notice.sent once somebody was told.
func (b *Board) Rewrite(ctx context.Context, who people.Actor, ipPrefix string, id int64, version int, textDe, textEn *string) (Notice, error) {
	const op = "works.Rewrite"
	if err := mayWriteNotices(who); err != nil {
		return Notice{}, fault.Wrap(op, err)
	}
	var out Notice
	err := pg.InTx(ctx, b.db, who.String(), func(tx pgx.Tx) error {
		state, err := lockNotice(ctx, tx, id)
		if err != nil {
			return err
		}
		if state.version != version {
			return fault.New(fault.Stale, "stale", "somebody changed this in the meantime")
		}
		if state.sentAt != nil {
			return fault.New(fault.Conflict, "notice.sent", "somebody was told already; make a new notice")
		}
		if out, err = findNotice(ctx, tx, id); err != nil {
			return err
		}
		german, english := given(textDe, out.TextDe), given(textEn, out.TextEn)
		if err := checkNewText(german, english); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlChangeNoticeText, id, german, english); err != nil {
			return err
		}
		if out, err = findNotice(ctx, tx, id); err != nil {
			return err
		}
		return b.record(ctx, tx, who, ipPrefix, "notice.rewrite", out)
	})
	return out, pg.Fault(op, err)
}

func given(text *string, otherwise string) string {
	if text == nil {
		return otherwise
	}
	return *text
}

// record keeps in the audit trail what was done and how many doors it concerns; not the text, which history has.
func (b *Board) record(ctx context.Context, tx pgx.Tx, who people.Actor, ipPrefix, action string, n Notice) error {
	after, err := json.Marshal(map[string]any{
		"section_id": n.SectionID, "channel": n.Channel, "version": n.Version, "doors": len(n.Recipients), "told": n.RecipientsCount,
	})
	if err != nil {
		return err
	}
	return people.Record(ctx, tx, people.Entry{
		Actor: who, Action: action, Entity: "notice", EntityID: n.ID, After: after, IPPrefix: ipPrefix,
	})
}

func orNoRows(err error) error {
	if err == nil {
		return pgx.ErrNoRows
	}
	return err
}

// unique keeps each number once, in order.
func unique(ids []int64) []int64 {
	out := slices.Clone(ids)
	slices.Sort(out)
	return slices.Compact(out)
}
