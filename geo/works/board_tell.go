package works

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// Telling of a mail: who has confirmed a subscription to his shop gets it, and with him whoever subscribed to the section.
const mailTitleDe, mailTitleEn = "Mitteilung: ", "Notice: "

// Tell notes that the doors of a notice were told, all of them or those of unitIDs, at a time that is not to come; a notice by
// mail leaves with it, once, and only for doors with a confirmed subscription. It returns Conflict with the code notice.sent
// for a mail that has left, and Invalid for a time to come.
func (b *Board) Tell(ctx context.Context, who people.Actor, ipPrefix string, id int64, at *time.Time, unitIDs []int64) (Notice, error) {
	const op = "works.Tell"
	if err := mayWriteNotices(who); err != nil {
		return Notice{}, fault.Wrap(op, err)
	}
	now := b.clock.Now()
	if at == nil {
		at = &now
	}
	if now.Before(*at) {
		return Notice{}, fault.Refuse("notice", "nobody was told yet", fault.Field{Path: "/at", Code: "notice.to_come", Msg: "this time is to come"})
	}
	var out Notice
	err := pg.InTx(ctx, b.db, who.String(), func(tx pgx.Tx) error {
		state, err := lockNotice(ctx, tx, id)
		if err != nil {
			return err
		}
		when, units := *at, unique(unitIDs)
		if state.channel == ByMail {
			when = now
			if units, err = b.mail(ctx, tx, id, state, units); err != nil {
				return err
			}
		}
		if err := told(ctx, tx, id, when, units, state.channel == ByMail || len(unitIDs) > 0); err != nil {
			return err
		}
		if out, err = findNotice(ctx, tx, id); err != nil {
			return err
		}
		return b.record(ctx, tx, who, ipPrefix, "notice.tell", out)
	})
	return out, pg.Fault(op, err)
}

// Withdraw takes a notice off the web again; doing so twice is doing it once. It returns Conflict with the code
// notice.not_published for one that is not there.
func (b *Board) Withdraw(ctx context.Context, who people.Actor, ipPrefix string, id int64) (Notice, error) {
	const op = "works.Withdraw"
	if err := mayWriteNotices(who); err != nil {
		return Notice{}, fault.Wrap(op, err)
	}
	var out Notice
	err := pg.InTx(ctx, b.db, who.String(), func(tx pgx.Tx) error {
		state, err := lockNotice(ctx, tx, id)
		if err != nil {
			return err
		}
		if state.channel != OnTheWeb || state.sentAt == nil {
			return fault.New(fault.Conflict, "notice.not_published", "this notice is not on the web")
		}
		tag, err := tx.Exec(ctx, sqlWithdrawNotice, id, b.clock.Now())
		if err != nil {
			return err
		}
		if out, err = findNotice(ctx, tx, id); err != nil || tag.RowsAffected() == 0 {
			return err
		}
		return b.record(ctx, tx, who, ipPrefix, "notice.withdraw", out)
	})
	return out, pg.Fault(op, err)
}

func told(ctx context.Context, tx pgx.Tx, id int64, at time.Time, units []int64, only bool) error {
	if !only {
		units = nil // as SQL's NULL: all
	}
	if _, err := tx.Exec(ctx, sqlTellRecipients, id, at, units); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, sqlNoticeSent, id, at)
	return err
}

// mail puts the notice in as news that nobody's digest holds back, and returns the doors that it reaches.
func (b *Board) mail(ctx context.Context, tx pgx.Tx, id int64, state noticeState, only []int64) ([]int64, error) {
	if state.sentAt != nil {
		return nil, fault.New(fault.Conflict, "notice.sent", "this mail has left already; make a new notice")
	}
	n, err := findNotice(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	s, err := publicSection(ctx, tx, state.sectionID)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return nil, fault.New(fault.Conflict, "notice.not_public", "this section is not public any more")
	}
	targets := []outbox.Target{{Kind: "section", ID: s.ID}, {Kind: "project", ID: s.ProjectID}}
	var units []int64
	for _, r := range n.Recipients {
		if len(only) == 0 || slices.Contains(only, r.UnitID) {
			units = append(units, r.UnitID)
			targets = append(targets, outbox.Target{Kind: "unit", ID: r.UnitID})
		}
	}
	_, err = b.outbox.Publish(ctx, tx, outbox.News{
		TitleDe: mailTitleDe + german.name(s), TitleEn: mailTitleEn + english.name(s), TextDe: n.TextDe, TextEn: n.TextEn,
		Path: livePath(s), AtOnce: true, Targets: targets,
	})
	if err != nil {
		return nil, err
	}
	return b.outbox.Subscribed(ctx, tx, "unit", units)
}

// affectedDoor is a door before it is written down.
type affectedDoor struct {
	UnitID int64
	Door   Door
}

// doorFinder works out whom a section affects; the Reckoner does.
type doorFinder interface {
	OfSection(ctx context.Context, id int64, q SectionQuestion) (Affected, error)
}

// findDoors asks who is affected and writes down what that means for each door.
func (b *Board) findDoors(ctx context.Context, s *Section, w NoticeWish) ([]affectedDoor, error) {
	affected, err := b.doors.OfSection(ctx, s.ID, SectionQuestion{Period: w.Period, ReachM: w.ReachM})
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(affected.Units))
	for i, u := range affected.Units {
		ids[i] = u.ID
	}
	rows, err := pg.Collect[doorAddress](ctx, b.db, sqlDoorAddresses, ids)
	if err != nil {
		return nil, err
	}
	at := make(map[int64]doorAddress, len(rows))
	for _, r := range rows {
		at[r.ID] = r
	}
	doors := make([]affectedDoor, len(affected.Units))
	for i := range affected.Units {
		doors[i] = affectedDoor{affected.Units[i].ID, doorOf(&affected.Units[i], at[affected.Units[i].ID])}
	}
	return chosen(doors, w.UnitIDs)
}

func doorOf(u *AffectedUnit, a doorAddress) Door {
	return Door{
		UnitRef: a.PublicRef, StreetName: a.StreetName, HouseNumber: a.HouseNumber, Postcode: a.Postcode, City: a.City, UseType: a.UseType,
		FirstDay: u.FirstDay, LastDay: u.LastDay, Days: u.Days, Pedestrian: u.Pedestrian, StepFree: u.StepFree, Vehicle: u.Vehicle,
		NoiseLevel: u.Noise, Delivery: german.deliveryHours(u.DeliveryWindow), DeliveryEn: english.deliveryHours(u.DeliveryWindow),
	}
}
