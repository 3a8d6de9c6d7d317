package works

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
)

const entity = "construction_section"

// Create makes a section. It returns Invalid with all that is wrong.
func (o *Office) Create(ctx context.Context, by By, edit *SectionEdit) (Saved, error) {
	const op = "works.Office.Create"
	if err := writer(by.Actor); err != nil {
		return Saved{}, fault.Wrap(op, err)
	}
	c, found, err := o.examine(ctx, 0, nil, edit)
	if err == nil && len(found.Errors) > 0 {
		err = refuse(found.Errors)
	}
	if err != nil {
		return Saved{}, pg.Fault(op, err)
	}
	out := Saved{Warnings: found.Warnings}
	err = pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) error {
		told, err := o.teller.Before(ctx, tx, 0)
		if err != nil {
			return err
		}
		content := c.clone()
		id, err := insertSection(ctx, tx, &content, 0, 1, "")
		if err != nil {
			return err
		}
		if err := (writing{tx, id}).writeParts(ctx, &Content{}, &content); err != nil {
			return err
		}
		if err := o.teller.After(ctx, tx, id, told); err != nil {
			return err
		}
		return out.conclude(ctx, tx, by, id, "section.create", nil, nil)
	})
	return out, pg.Fault(op, err)
}

// Change changes a section that is still in the version named. A change of nothing makes no version. It returns NotFound,
// NoVersion or Stale, and Invalid with all that is wrong.
func (o *Office) Change(ctx context.Context, by By, id int64, on Match, edit *SectionEdit) (Saved, error) {
	const op = "works.Office.Change"
	if err := writer(by.Actor); err != nil {
		return Saved{}, fault.Wrap(op, err)
	}
	base, err := findSite(ctx, o.db, id)
	if err == nil {
		err = on.check(base.Match())
	}
	if err != nil {
		return Saved{}, pg.Fault(op, err)
	}
	c, found, err := o.examine(ctx, id, &base.Content, edit)
	if err == nil && len(found.Errors) > 0 {
		err = refuse(found.Errors)
	}
	if err != nil {
		return Saved{}, pg.Fault(op, err)
	}
	if same(&base.Content, &c) {
		return Saved{Site: base, Warnings: found.Warnings}, nil
	}
	saved, err := o.save(ctx, by, &base, &c, found.Warnings, "section.change", "")
	return saved, pg.Fault(op, err)
}

// save writes a new version over base.
func (o *Office) save(ctx context.Context, by By, base *Site, c *Content, odd []Finding, action, reason string) (Saved, error) {
	out := Saved{Warnings: odd}
	xid, err := o.alone(ctx, by, base.ID, base.Match(), reason, func(tx pgx.Tx) error {
		if err := o.rewrite(ctx, tx, base, c); err != nil {
			return err
		}
		return out.conclude(ctx, tx, by, base.ID, action, &base.Version, changes(&base.Content, c))
	})
	out.XID = xid
	return out, err
}

// rewrite brings the rows of a site to what they are to say.
func (o *Office) rewrite(ctx context.Context, tx pgx.Tx, base *Site, c *Content) error {
	content, w := c.clone(), writing{tx, base.ID}
	told, err := o.teller.Before(ctx, tx, base.ID)
	if err != nil {
		return err
	}
	if err := w.updateSection(ctx, &content); err != nil {
		return err
	}
	if err := w.writeParts(ctx, &base.Content, &content); err != nil {
		return err
	}
	return o.teller.After(ctx, tx, base.ID, told)
}

func because(ctx context.Context, tx pgx.Tx, reason string) error {
	if reason == "" {
		return nil
	}
	return pg.SetReason(ctx, tx, reason)
}

// Delete removes a section that the public never saw. It returns NotFound, NoVersion or Stale, and Conflict for a section
// that is to be cancelled instead.
func (o *Office) Delete(ctx context.Context, by By, id int64, on Match, reason string) (xid uint64, err error) {
	const op = "works.Office.Delete"
	if err := writer(by.Actor); err != nil {
		return 0, fault.Wrap(op, err)
	}
	base, err := findSite(ctx, o.db, id)
	if err == nil {
		err = on.check(base.Match())
	}
	if err == nil && !base.Removable {
		err = fault.New(fault.Conflict, "section.not_removable", "the public knows of this section; cancel it instead")
	}
	if err != nil {
		return 0, pg.Fault(op, err)
	}
	before, err := note(auditNote{Version: base.Version})
	if err != nil {
		return 0, fault.Wrap(op, err)
	}
	entry := people.Entry{Actor: by.Actor, Action: "section.delete", Entity: entity, EntityID: id, Before: before, IPPrefix: by.IPPrefix}
	xid, err = o.alone(ctx, by, id, base.Match(), reason, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, sqlDeleteSection, id); err != nil {
			return err
		}
		return people.Record(ctx, tx, entry)
	})
	return xid, pg.Fault(op, err)
}

// conclude reads the site as it is now and writes the audit row, the last thing before COMMIT.
func (s *Saved) conclude(ctx context.Context, tx pgx.Tx, by By, id int64, action string, was *int, changed []string) (err error) {
	if err := tx.QueryRow(ctx, sqlTransaction).Scan(&s.XID); err != nil {
		return err
	}
	if s.Site, err = findSite(ctx, tx, id); err != nil {
		return err
	}
	entry := people.Entry{Actor: by.Actor, Action: action, Entity: entity, EntityID: id, IPPrefix: by.IPPrefix}
	if was != nil {
		if entry.Before, err = note(auditNote{Version: *was}); err != nil {
			return err
		}
	}
	after := auditNote{Version: s.Version, Status: s.Status, Changed: changed}
	for _, w := range s.Warnings {
		if !slices.Contains(after.Warnings, w.Code) {
			after.Warnings = append(after.Warnings, w.Code)
		}
	}
	if entry.After, err = note(after); err != nil {
		return err
	}
	return people.Record(ctx, tx, entry)
}

// auditNote is what the audit trail says of a version; the version itself is in history, whole.
type auditNote struct {
	Version  int      `json:"version"`
	Status   string   `json:"status,omitempty"`
	Changed  []string `json:"changed,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
}

func note(n auditNote) ([]byte, error) { return json.Marshal(n) }

// clone is a content whose phases may be given their ids: a transaction may run more than once.
func (c *Content) clone() Content {
	out := *c
	out.Phases = append([]PhaseContent(nil), c.Phases...)
	return out
}
