package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"mitte/geo"
	"mitte/geo/enquiry"
	"mitte/geo/outbox"
	"mitte/geo/owners"
	"mitte/geo/person"
	"mitte/geo/vacancy"

	"github.com/jackc/pgx/v5/pgxpool"
)

// personCommand answers whoever asks what is kept about him, and wants it gone (Art. 15 and 17 GDPR).
type personCommand struct {
	Export personExportCommand `cmd:"" help:"Print all that is kept under a mail address, as JSON: enquiries, space requests, saved searches, subscriptions, mails, and what the office knows of owners and tenants."`
	Erase  personEraseCommand  `cmd:"" help:"Do away with all of that; enquiries go on counting without who asked and what, and consents of owners are revoked first."`
}

type personExportCommand struct {
	databaseFlags
	Email string `arg:"" help:"The person's mail address."`
}

// Run prints the document.
func (p *personExportCommand) Run(ctx context.Context, c *console) error {
	return p.aboutPersons(ctx, c, func(d *person.Desk, _ *pgxpool.Pool) error {
		found, err := d.Export(ctx, enquiry.By{}, p.Email)
		if err != nil {
			return err
		}
		out := json.NewEncoder(c.out)
		out.SetIndent("", "  ")
		out.SetEscapeHTML(false)
		return out.Encode(found)
	})
}

type personEraseCommand struct {
	databaseFlags
	keepFlags
	Email string `arg:"" help:"The person's mail address."`
}

// Run erases and says how much there was.
func (p *personEraseCommand) Run(ctx context.Context, c *console) error {
	return p.aboutPersons(ctx, c, func(d *person.Desk, db *pgxpool.Pool) error {
		done, err := d.Erase(ctx, enquiry.By{}, p.Email)
		// Also what was done before it failed.
		if err := errors.Join(err, p.erasedList(p.kept()).Keep(ctx, db)); err != nil {
			return err
		}
		_, err = fmt.Fprintf(c.out, "erased: %d enquiries, %d space requests, %d saved searches, %d subscriptions, %d parties with %d consents revoked, and the address\n",
			done.Enquiries, done.SpaceRequests, done.Searches, done.Subscriptions, done.Parties, done.Consents)
		return err
	})
}

// aboutPersons works whether a server runs or not. No mail leaves from here.
func (f databaseFlags) aboutPersons(ctx context.Context, c *console, work func(*person.Desk, *pgxpool.Pool) error) error {
	db, err := f.open(ctx, c.log)
	if err != nil {
		return err
	}
	defer db.close(ctx)
	pool, err := db.pool(ctx, roleApp, 2, accountStatement)
	if err != nil {
		return err
	}
	defer pool.Close()
	box, err := outbox.New(pool, outbox.Config{PublicURL: "http://localhost"})
	if err != nil {
		return err
	}
	clock := geo.SystemClock{}
	return work(person.New(enquiry.New(pool, clock, box), owners.New(pool, clock, vacancy.NewOffice(pool, clock))), pool)
}
