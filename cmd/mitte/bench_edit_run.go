package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// benchEditRun is one measurement of edits under way.
type benchEditRun struct {
	*benchEditCommand
	service *benchService
	app     *pgxpool.Pool
	client  *http.Client
	office  benchOffice
	report  *benchEditReport
	step    func(done, total int64, what string)
}

const (
	breath      = 150 * time.Millisecond // between edits: what one leaves behind is not counted for the next
	browserPart = 4                      // a browser sees one edit of so many
	warmEdits   = 3
)

// all measures round by round.
func (r *benchEditRun) all(ctx context.Context, c *console) error {
	db, err := r.database().reach(ctx, c.log)
	if err != nil {
		return err
	}
	defer db.close(ctx)
	if r.app, err = db.pool(ctx, roleApp, 2, time.Minute); err != nil {
		return err
	}
	defer r.app.Close()
	if err := r.forget(ctx); err != nil {
		return err
	}
	places, err := r.findStretches(ctx)
	if err == nil && len(places) == 0 {
		err = errors.New("there is no street without works")
	}
	if err != nil {
		return err
	}
	if r.office, err = signInBench(ctx, r.app, r.client, r.service.address); err != nil {
		return err
	}
	drawn, err := r.drawings(ctx)
	if err != nil {
		return err
	}
	browser, err := r.openBrowser(ctx)
	r.report.Absent = absence(err)
	defer browser.close()
	if err := r.rounds(ctx, places, drawn, browser); err != nil {
		return err
	}
	return r.forget(ctx)
}

func (r *benchEditRun) rounds(ctx context.Context, places []benchStretch, drawn []benchDrawing, browser *benchBrowser) error {
	for round := range r.Rounds {
		r.step(int64(round), int64(r.Rounds), "rounds")
		if err := r.round(ctx, places[round%len(places)], round, drawn, browser); err != nil {
			return fmt.Errorf("round %d: %w", round+1, err)
		}
	}
	return nil
}

// round measures everything once, on a section of its own.
func (r *benchEditRun) round(ctx context.Context, place benchStretch, round int, drawn []benchDrawing, browser *benchBrowser) error {
	s, err := r.draw(ctx, place, round+1)
	if err != nil {
		return err
	}
	for _, measure := range []func(context.Context, *benchSite) error{r.updates, r.patches} {
		if err := measure(ctx, s); err != nil {
			return err
		}
	}
	if err := r.answers(ctx, drawn); err != nil {
		return err
	}
	return r.redraws(ctx, s, browser)
}

// updates measures the bare statement.
func (r *benchEditRun) updates(ctx context.Context, s *benchSite) error {
	for n := range warmEdits + r.Edits {
		took, err := r.update(ctx, s)
		if err != nil {
			return err
		}
		if n >= warmEdits {
			r.report.took(lineUpdate, took)
		}
		time.Sleep(breath)
	}
	return r.look(ctx, s)
}

// patches measures edits of staff: their answer, the tile after it, and the event in another window.
func (r *benchEditRun) patches(ctx context.Context, s *benchSite) error {
	window, err := r.watch(ctx)
	if err != nil {
		return err
	}
	defer window.close()
	for n := range warmEdits + r.Edits {
		sent := time.Now()
		answered, err := r.patch(ctx, s)
		if err != nil {
			return err
		}
		here, stale, err := r.newTile(ctx, s)
		if err != nil {
			return err
		}
		told, err := window.wait(s.id, sent)
		if err != nil {
			return err
		}
		r.report.Stale += stale
		if n >= warmEdits {
			r.report.took(linePatch, answered)
			r.report.took(lineTile, here.Sub(sent))
			r.report.took(lineTold, told.Sub(sent))
		}
		time.Sleep(breath)
	}
	return nil
}

// redraws measures edits until a browser has painted them. It is open only now, for it needs a processor of its own.
func (r *benchEditRun) redraws(ctx context.Context, s *benchSite, browser *benchBrowser) error {
	if browser == nil || len(r.report.Absent) > 0 {
		return nil
	}
	if err := browser.look(s); err != nil {
		r.report.Absent = absence(err) // the map of a whole region may be too much for it
		return nil
	}
	for n := range warmEdits + max(1, r.Edits/browserPart) {
		sent := time.Now()
		if _, err := r.patch(ctx, s); err != nil {
			return err
		}
		painted, err := browser.painted()
		if err != nil {
			return err
		}
		if n >= warmEdits {
			r.report.took(lineRedraw, painted.Sub(sent))
		}
		time.Sleep(breath)
	}
	return browser.lookAway()
}
