package works

import (
	"context"
	"time"

	"mitte/geo"
	"mitte/geo/pg"
)

// between finds what is odd between a section and others: the same ground at the same time, days on which nobody wants to see
// works, and neighbours whom nobody told.
func between(ctx context.Context, db pg.DB, id int64, base, c *Content, today geo.Date) ([]Finding, error) {
	if c.GeomM.IsZero() || !goesOn(c.Status) {
		return nil, nil
	}
	var out []Finding
	for _, look := range []func() ([]Finding, error){
		func() ([]Finding, error) { return clashes(ctx, db, id, c, today) },
		func() ([]Finding, error) { return blackouts(ctx, db, c) },
		func() ([]Finding, error) { return untold(ctx, db, id, base, c, today) },
	} {
		found, err := look()
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// goesOn reports whether works in that status are yet to come or under way.
func goesOn(status string) bool {
	switch status {
	case "completed", "warranty", "cancelled":
		return false
	default:
		return true
	}
}

func blackouts(ctx context.Context, db pg.Querier, c *Content) ([]Finding, error) {
	if c.BlackoutOk && c.BlackoutReason != "" {
		return nil, nil
	}
	var out []Finding
	seen := map[int64]bool{}
	for _, r := range working(c) {
		if r.from.IsZero() || r.to.IsZero() || !r.from.Before(r.to) {
			continue
		}
		found, err := pg.Collect[blackoutMet](ctx, db, sqlBlackoutsMet, c.GeomM, geo.Period{From: r.from, To: r.to})
		if err != nil {
			return nil, err
		}
		for _, b := range found {
			if !seen[b.ID] && r.meets(b.From, b.To) {
				seen[b.ID] = true
				out = append(out, Finding{Field: field(r.path, "section.blackout", "the works meet a blackout window"), Name: b.Name})
			}
		}
	}
	return out, nil
}

// untold is recorded once, when the works begin.
func untold(ctx context.Context, db pg.Querier, id int64, base, c *Content, today geo.Date) ([]Finding, error) {
	begins := c.Status == "active" && (base == nil || base.Status != "active" && base.Status != "suspended")
	if !begins || c.ActualStart.IsZero() {
		return nil, nil
	}
	if missed, err := lateNotice(ctx, db, id, c.ActualStart, today); err != nil || !missed {
		return nil, err
	}
	return []Finding{{Field: field("/status", "section.no_notice", "no notice went out 14 days before the works began")}}, nil
}

// lateNotice reports whether the last day on which neighbours had to be told of a beginning is over without it.
func lateNotice(ctx context.Context, db pg.Querier, sectionID int64, start, today geo.Date) (bool, error) {
	var told *time.Time
	if err := db.QueryRow(ctx, sqlFirstTold, sectionID).Scan(&told); err != nil {
		return false, err
	}
	return late(start, told, today), nil
}
