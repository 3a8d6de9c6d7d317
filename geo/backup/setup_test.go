package backup_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/geo/backup"
	"mitte/geo/pg"
	"mitte/geo/pg/cluster"
	"mitte/geo/pg/pgtest"
	"mitte/geo/picture"
)

// town is a database with somebody in every table about persons, and a picture.
type town struct {
	t       testing.TB
	db      *pgtest.Database
	store   *picture.Store
	source  backup.Source
	shelfAt string
}

const kept = 35 * 24 * time.Hour

func newTown(t *testing.T) *town {
	t.Helper()
	t.Parallel()
	db := pgtest.DB(t)
	dir := t.TempDir()
	tn := &town{t: t, db: db, shelfAt: filepath.Join(dir, "backups")}
	tn.source = backup.Source{
		Database: backup.Database{URL: db.URL("mitte_backup")}, Media: filepath.Join(dir, "media"), Mitte: "test",
		List: backup.List{File: filepath.Join(dir, backup.ListName), Kept: kept},
	}
	var err error
	if tn.store, err = picture.Open(tn.source.Media); err != nil {
		t.Fatal(err)
	}
	for _, sql := range plants {
		tn.exec(sql)
	}
	tn.addPicture(1)
	return tn
}

// plants name one person everywhere.
var plants = []string{ //nolint:gochecknoglobals // a table of cases
	`INSERT INTO source (id, title, licence, attribution) VALUES ('s', 's', 's', 's')`,
	`INSERT INTO unit (public_ref, geom, use_type, source, public_basis)
		SELECT 'u', ST_SetSRID(ST_MakePoint(358800, 5725400), 25832), 'retail', 's', 'offer'`,
	`INSERT INTO unit_status_event (unit_id, "from", "to", at, reason, source) SELECT id, 'unknown', 'vacant', '2026-01-01', 'r', 'walk' FROM unit`,
	`INSERT INTO offer (unit_id, price_on_request, publication_status, publication_basis, published_at, confirmed_until)
		SELECT id, true, 'published', 'owner_consent', '2026-01-01', '2099-01-01' FROM unit`,
	`INSERT INTO building (geom, source) SELECT ST_Multi(ST_Buffer(geom, 5)), 's' FROM unit`,
	`INSERT INTO account (email, name) VALUES ('staff@example.org', 'Staff')`,
	`INSERT INTO session (id_hash, account_id, expires_at) SELECT sha256('x'), id, now() + interval '1 hour' FROM account`,
	`INSERT INTO outbox.recipient (address) VALUES ('canary@example.org')`,
	`INSERT INTO outbox.subscription (recipient_id, target, target_id, about_de, about_en, frequency, lang, status)
		SELECT id, 'unit', 1, 'canary', 'canary', 'daily', 'de', 'confirmed' FROM outbox.recipient`,
	`INSERT INTO outbox.mail (recipient_id, kind, cause, lang, subject, body, message_id)
		SELECT id, 'letter', 'c', 'de', 'canary', 'canary', 'm' FROM outbox.recipient`,
	`INSERT INTO enquiry (kind, desk, status, no, received_at) VALUES ('space', 'city', 'new', 'A', now())`,
	`INSERT INTO enquiry_content (enquiry_id, subject, body, name, phone, lang) SELECT id, 'canary', 'canary', 'canary', 'canary', 'de' FROM enquiry`,
	`INSERT INTO enquiry_message (enquiry_id, direction, body) SELECT id, 'in', 'canary' FROM enquiry`,
	`INSERT INTO planner_question (account_id, name, query) SELECT id, 'canary', 'canary' FROM account`,
	`INSERT INTO saved_search (filter) VALUES ('q=canary')`,
	`INSERT INTO space_request (use_type, area_min_m2, area_max_m2) VALUES ('retail', 1, 2)`,
	`INSERT INTO space_request_contact (request_id, name, phone, lang) SELECT id, 'canary', '', 'de' FROM space_request`,
	`INSERT INTO owner_data.party (kind, name, legal_basis, source, purpose, collected_at, delete_after)
		VALUES ('owner', 'canary', 'canary', 'canary', 'canary', '2026-01-01', '2099-01-01')`,
	`INSERT INTO owner_data.party_link (party_id, role, unit_id) SELECT p.id, 'owner', u.id FROM owner_data.party p, unit u`,
	`INSERT INTO owner_data.consent (unit_id, scope, given_at, evidence, party_id)
		SELECT u.id, 'publish_photo', '2026-01-01', 'letter', p.id FROM owner_data.party p, unit u`,
}

func (tn *town) exec(sql string, args ...any) {
	tn.t.Helper()
	if _, err := tn.db.Superuser().Exec(context.Background(), sql, args...); err != nil {
		tn.t.Fatalf("%v\n%s", err, sql)
	}
}

// addPicture keeps a picture of the one unit; its content follows from seed.
func (tn *town) addPicture(seed uint8) string {
	tn.t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for i := range img.Pix {
		img.Pix[i] = seed
	}
	img.Set(1, 1, color.White)
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, nil); err != nil {
		tn.t.Fatal(err)
	}
	p, err := tn.store.Read(context.Background(), file.Bytes())
	if err == nil {
		err = tn.store.Keep(p, func() error {
			_, err := tn.db.Superuser().Exec(context.Background(), `
				INSERT INTO media (unit_id, kind, creator, licence, alt_text_de, faces_checked_by, faces_checked_at, access_level, content, width, height)
				SELECT id, 'photo', 'c', 'CC0', 'canary', 'c', now(), 'public', $1, $2, $3 FROM unit`, p.Content, p.Width, p.Height)
			return err
		})
	}
	if err != nil {
		tn.t.Fatal(err)
	}
	return p.Content
}

func (tn *town) removePicture(content string) {
	tn.t.Helper()
	tn.exec(`DELETE FROM media WHERE content = $1`, content)
	if err := tn.store.Drop(content, func() (bool, error) { return false, nil }); err != nil {
		tn.t.Fatal(err)
	}
}

func (tn *town) shelf() *backup.Shelf {
	tn.t.Helper()
	s, err := backup.OpenShelf(tn.shelfAt)
	if err != nil {
		tn.t.Fatal(err)
	}
	tn.t.Cleanup(s.Close)
	return s
}

func (tn *town) make() (string, backup.Manifest) {
	tn.t.Helper()
	s := tn.shelf()
	defer s.Close()
	dir, m, err := s.Make(context.Background(), tn.source)
	if err != nil {
		tn.t.Fatal(err)
	}
	return dir, m
}

// elsewhere is an empty database that is prepared, in the same server.
type elsewhere struct {
	t     testing.TB
	url   func(role string) string
	to    backup.Database
	super *pgxpool.Pool
}

func (tn *town) elsewhere() *elsewhere {
	tn.t.Helper()
	name := tn.db.Name + "_back"
	tn.exec(`CREATE DATABASE ` + name + ` TEMPLATE template0 STRATEGY FILE_COPY`)
	e := &elsewhere{t: tn.t, url: func(role string) string { return strings.Replace(tn.db.URL(role), tn.db.Name, name, 1) }}
	e.to = backup.Database{URL: e.url(cluster.Superuser)}
	if err := pg.Prepare(context.Background(), e.to.URL); err != nil {
		tn.t.Fatal(err)
	}
	e.super = e.pool(cluster.Superuser)
	tn.t.Cleanup(func() {
		e.super.Close()
		_, _ = tn.db.Superuser().Exec(context.Background(), `DROP DATABASE `+name+` WITH (FORCE)`)
	})
	return e
}

func (e *elsewhere) pool(role string) *pgxpool.Pool {
	e.t.Helper()
	pool, err := pg.Open(context.Background(), pg.Config{URL: e.url(role), MaxConns: 4, AcquireLimit: time.Minute})
	if err != nil {
		e.t.Fatal(err)
	}
	e.t.Cleanup(pool.Close)
	return pool
}

func value[T any](t testing.TB, db pg.Querier, sql string, args ...any) (v T) {
	t.Helper()
	if err := db.QueryRow(context.Background(), sql, args...).Scan(&v); err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	return v
}

func column[T any](t testing.TB, db pg.Querier, sql string, args ...any) []T {
	t.Helper()
	return value[[]T](t, db, `SELECT coalesce(array_agg(v), '{}') FROM (`+sql+`) AS q (v)`, args...)
}

func entries(t testing.TB, dir string) (names []string) {
	t.Helper()
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range found {
		names = append(names, e.Name())
	}
	return names
}
