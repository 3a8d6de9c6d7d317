package main

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/backup"
	"mitte/geo/enquiry"
	"mitte/geo/outbox"
	"mitte/geo/owners"
	"mitte/geo/people"
	"mitte/geo/person"
	"mitte/geo/pg/pgtest"
	"mitte/geo/vacancy"

	"github.com/jackc/pgx/v5/pgxpool"
)

const sqlTablesWithCanaries = `
SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname IN ('public', 'outbox', 'owner_data') AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  AND query_to_xml(format('SELECT 1 FROM %s AS r WHERE r::text ~* ''kanari'' LIMIT 1', c.oid::regclass), false, false, '')::text LIKE '%<row%'`

func canariesIn(t *testing.T, db *pgxpool.Pool) (tables []string) {
	t.Helper()
	if err := db.QueryRow(t.Context(), `SELECT coalesce(array_agg(t), '{}') FROM (`+sqlTablesWithCanaries+`) AS q (t)`).Scan(&tables); err != nil {
		t.Fatal(err)
	}
	return tables
}

// Whoever is known to every room is backed up, asks to be erased and is, as the rooms do it: no restore brings a trace of him back.
func TestARoomsErasureOutlivesARestore(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	ctx, clock, dir := t.Context(), geo.SystemClock{}, t.TempDir()
	box, err := outbox.New(db.App(), outbox.Config{PublicURL: "https://mitte.example"})
	if err != nil {
		t.Fatal(err)
	}
	desk := enquiry.New(db.App(), clock, box)
	parties := owners.New(db.App(), clock, vacancy.NewOffice(db.App(), clock))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	const email = "kanari@example.org"
	ask := func(text string) {
		must(desk.Submit(ctx, enquiry.Submission{Kind: enquiry.General, Name: "Kanari", Email: email, Message: text, Consent: true, AboutDe: "Kanari", AboutEn: "x"}))
	}
	ask("Kanari fragt und bestätigt.")
	_, err = db.Superuser().Exec(ctx, `UPDATE enquiry SET status = 'new', no = 'A', received_at = now()`)
	must(err)
	ask("Kanari fragt und bestätigt nicht.")
	must(desk.SubmitSpace(ctx, enquiry.SpaceSubmission{
		Sought: enquiry.Sought{UseType: "retail", AreaMinM2: 80, AreaMaxM2: 200}, Name: "Kanari", Email: email, Consent: true, AboutDe: "x", AboutEn: "x", Lang: "de",
	}))
	must(desk.Save(ctx, enquiry.Alert{Email: email, Filter: "q=kanari", Frequency: "weekly", AboutDe: "x", AboutEn: "x", Lang: "de"}))
	staff := vacancy.By{Actor: people.Actor{AccountID: 1, Roles: []people.Role{people.Staff}}}
	today := geo.Today(clock)
	_, err = parties.Add(ctx, staff, &owners.Edit{
		Kind: geo.Give("owner"), Name: geo.Give("Kanari"), Email: geo.Give(email), LegalBasis: geo.Give("Art. 6"), Source: geo.Give("Grundbuch"),
		Purpose: geo.Give("Leerstand"), CollectedAt: geo.Give(today), DeleteAfter: geo.Give(today.AddDays(99)),
	})
	must(err)

	list := backup.List{File: filepath.Join(dir, backup.ListName), Kept: time.Hour}
	shelf, err := backup.OpenShelf(filepath.Join(dir, "backups"))
	must(err)
	defer shelf.Close()
	from, m, err := shelf.Make(ctx, backup.Source{Database: backup.Database{URL: db.URL(roleBackup)}, Media: filepath.Join(dir, "media"), List: list})
	must(err)
	_, err = person.New(desk, parties).Erase(ctx, enquiry.By{}, email)
	must(err)
	must(list.Keep(ctx, db.App()))
	if left := canariesIn(t, db.Superuser()); len(left) > 0 {
		t.Fatalf("the rooms leave %v", left)
	}

	name := db.Name + "_back"
	_, err = db.Superuser().Exec(ctx, `CREATE DATABASE `+name+` TEMPLATE template0 STRATEGY FILE_COPY`)
	must(err)
	at := func(role string) string { return strings.Replace(db.URL(role), db.Name, name, 1) }
	t.Cleanup(func() { _, _ = db.Superuser().Exec(context.Background(), `DROP DATABASE `+name+` WITH (FORCE)`) })
	kept, err := backup.ReadList(list.File)
	must(err)
	back := &restoring{
		console: &console{out: io.Discard, log: slog.New(slog.DiscardHandler)}, from: from, manifest: m, list: kept, data: filepath.Join(dir, "data"),
	}
	there := &database{urls: at}
	must(back.load(ctx, there))
	restored := poolOf(t, at("mitte_superuser"))
	want := []string{"enquiry_content", "outbox.mail", "outbox.recipient", "outbox.subscription", "owner_data.party", "saved_search", "space_request_contact"}
	came := canariesIn(t, restored)
	for _, table := range want {
		if !slices.Contains(came, table) {
			t.Errorf("%s came back without the canary, so little is proven: %v", table, came)
		}
	}
	must(back.afterwards(ctx, there))
	if left := canariesIn(t, restored); len(left) > 0 {
		t.Errorf("the canary is back in %v", left)
	}
}
