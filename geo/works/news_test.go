package works_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"mitte/geo/outbox"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
	"mitte/geo/works"
)

const sqlNewsSite = `
WITH s AS (INSERT INTO source (id, title, licence, attribution) VALUES ('news', 'n', 'n', 'n') RETURNING id),
     p AS (INSERT INTO construction_project (public_ref, title_de, title_en, source) SELECT 'markt', 'Marktumbau', 'Market', id FROM s RETURNING id),
     c AS (INSERT INTO construction_section (project_id, label, geom, status, planned, source)
           SELECT p.id, 'A', ST_Multi(ST_MakeEnvelope(565000, 5934000, 565050, 5934010, 25832)), 'scheduled', '[2027-03-02,2027-07-01)', s.id
           FROM p, s RETURNING id),
     i AS (INSERT INTO impact (section_id, pedestrian, min_width_m, delivery_window)
           SELECT id, 'narrowed', 1.5, '[{"days": "Mo-Fr", "from": "06:00", "to": "10:00"}]' FROM c),
     ph AS (INSERT INTO construction_phase (section_id, kind, planned) SELECT id, 'surface', '[2027-04-01,2027-05-01)' FROM c),
     r AS (INSERT INTO outbox.recipient (address) VALUES ('news@example.org') RETURNING id),
     u AS (INSERT INTO outbox.subscription (recipient_id, target, target_id, about_de, about_en, frequency, lang, status, confirmed_at)
           SELECT r.id, 'section', c.id, 'A', 'A', 'daily', 'de', 'confirmed', now() FROM r, c)
SELECT id FROM c`

type told struct{ TitleDe, TextDe, TitleEn, TextEn, Path string }

// Each edit is told by what the public sees of it, in the transaction that makes it.
func TestEditsAreTold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		edit string
		want []told
	}{
		"later": {
			`UPDATE construction_section SET planned = '[2027-03-09,2027-07-01)' WHERE id = $1`,
			[]told{{
				"Geändert: Marktumbau, Bauabschnitt A", "Wann: bisher 2. März 2027 bis 30. Juni 2027, jetzt 9. März 2027 bis 30. Juni 2027",
				"Changed: Market, Section A", "When: before 2 March 2027 to 30 June 2027, now 9 March 2027 to 30 June 2027", "/works/markt/A",
			}},
		},
		"begun": {
			`UPDATE construction_section SET status = 'active', actual_start = '2027-03-02' WHERE id = $1`,
			[]told{{
				"Geändert: Marktumbau, Bauabschnitt A", "Stand: bisher fest eingeplant, jetzt im Bau",
				"Changed: Market, Section A", "State: before scheduled, now under construction", "/works/markt/A",
			}},
		},
		"closed": {
			`UPDATE impact SET pedestrian = 'closed', min_width_m = NULL, delivery_window = '[{"days": "Sa", "from": "06:00", "to": "08:00"}]' WHERE section_id = $1`,
			[]told{{
				"Geändert: Marktumbau, Bauabschnitt A",
				"Zu Fuß: bisher schmaler, 1,5 m breit, jetzt kein Durchgang\nLieferungen: bisher Mo-Fr 06:00–10:00, jetzt Sa 06:00–08:00",
				"Changed: Market, Section A",
				"On foot: before narrower, 1.5 m wide, now no way through\nDeliveries: before Mon-Fri 06:00–10:00, now Sat 06:00–08:00",
				"/works/markt/A",
			}},
		},
		"a phase moves": {
			`UPDATE construction_phase SET planned = '[2027-04-08,2027-05-01)' WHERE section_id = $1`,
			[]told{{
				"Geändert: Marktumbau, Bauabschnitt A", "Pflaster: bisher 1. April 2027 bis 30. April 2027, jetzt 8. April 2027 bis 30. April 2027",
				"Changed: Market, Section A", "paving: before 1 April 2027 to 30 April 2027, now 8 April 2027 to 30 April 2027", "/works/markt/A",
			}},
		},
		"cancelled": {
			`UPDATE construction_section SET status = 'cancelled', status_reason = 'secret' WHERE id = $1`,
			[]told{{
				"Entfällt: Marktumbau, Bauabschnitt A",
				"Diese Baustelle ist nicht mehr vorgesehen. Vorgesehen war: 2. März 2027 bis 30. Juni 2027.",
				"Cancelled: Market, Section A", "This building site is no longer planned. Planned was: 2 March 2027 to 30 June 2027.", "/works/markt/A",
			}},
		},
		"a note for the office":  {`UPDATE construction_section SET note_internal = 'x', contractor = 'y' WHERE id = $1`, nil},
		"a better description":   {`UPDATE construction_section SET description_public_de = 'x' WHERE id = $1`, nil},
		"nobody sees it anyway":  {`UPDATE construction_section SET status = 'scheduled' WHERE id = $1`, nil},
		"another in the project": {`UPDATE construction_project SET legal_note = 'x' WHERE $1 > 0`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			tx := pgtest.Tx(t)
			box, err := outbox.New(tx, outbox.Config{PublicURL: "https://mitte.example"})
			if err != nil {
				t.Fatal(err)
			}
			id := newsSite(t, tx)
			edited(t, tx, works.NewTeller(box), id, c.edit)
			rows, err := tx.Query(t.Context(), `SELECT title_de, text_de, title_en, text_en, path FROM outbox.news`)
			if err != nil {
				t.Fatal(err)
			}
			got, err := pgx.CollectRows(rows, pgx.RowToStructByName[told])
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" && len(c.want)+len(got) > 0 {
				t.Errorf("(-want +told):\n%s", diff)
			}
			var jobs int
			if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM outbox.river_job WHERE kind = 'news'`).Scan(&jobs); err != nil || jobs != len(c.want) {
				t.Errorf("%d jobs, %v", jobs, err)
			}
		})
	}
}

func TestANewSiteIsToldToItsNeighbours(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	box, err := outbox.New(tx, outbox.Config{PublicURL: "https://mitte.example"})
	if err != nil {
		t.Fatal(err)
	}
	id := newsSite(t, tx)
	var unit, area int64
	err = tx.QueryRow(t.Context(), `INSERT INTO unit (public_ref, geom, use_type, source)
		VALUES ('news-1', ST_SetSRID(ST_MakePoint(565020, 5934020), 25832), 'retail', 'news') RETURNING id`).Scan(&unit)
	if err != nil {
		t.Fatal(err)
	}
	err = tx.QueryRow(t.Context(), `INSERT INTO area (kind, name, geom)
		VALUES ('district', 'N', ST_Multi(ST_MakeEnvelope(564000, 5933000, 566000, 5935000, 25832))) RETURNING id`).Scan(&area)
	if err != nil {
		t.Fatal(err)
	}
	teller := works.NewTeller(box)
	before, err := teller.Before(t.Context(), tx, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := teller.After(t.Context(), tx, id, before); err != nil {
		t.Fatal(err)
	}
	var title, text string
	var targets int
	err = tx.QueryRow(t.Context(), `SELECT title_de, text_de, (SELECT count(*) FROM outbox.news_target t WHERE t.news_id = n.id
		AND (target, target_id) IN (('section', $1), ('unit', $2), ('area', $3)))
		FROM outbox.news n`, id, unit, area).Scan(&title, &text, &targets)
	if err != nil || title != "Neue Baustelle: Marktumbau, Bauabschnitt A" || targets != 3 {
		t.Errorf("%q for %d targets, %v", title, targets, err)
	}
	if want := "Wann: 2. März 2027 bis 30. Juni 2027\nStand: fest eingeplant\nZu Fuß: schmaler, 1,5 m breit\nStufen: ohne Stufen erreichbar\n" +
		"Autos: frei\nLärm: wenig\nLieferungen: Mo-Fr 06:00–10:00"; text != want {
		t.Errorf("%s", text)
	}
}

func TestNobodyIsToldWithoutATeller(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	edited(t, tx, nil, newsSite(t, tx), `UPDATE construction_section SET status = 'active' WHERE id = $1`)
	var n int
	if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM outbox.news`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d, %v", n, err)
	}
}

func asFault(err error, target any) bool { return errors.As(err, target) }

// newsSite plants a section with a reader; afterwards the transaction is for nobody again.
func newsSite(t *testing.T, tx pg.DB) int64 {
	t.Helper()
	var id int64
	if err := asPost(tx).QueryRow(t.Context(), sqlNewsSite).Scan(&id); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), `SELECT set_config('mitte.role', '', true)`); err != nil {
		t.Fatal(err)
	}
	return id
}

func asPost(db pg.DB) pg.DB { return pg.As(db, pg.Who{Roles: []string{"post"}}) }

// edited makes an edit as the office does.
func edited(t *testing.T, db pg.DB, teller *works.Teller, id int64, sql string) {
	t.Helper()
	err := pg.InTx(t.Context(), db, "account:1", func(tx pgx.Tx) error {
		before, err := teller.Before(t.Context(), tx, id)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(context.Background(), sql, id); err != nil {
			return err
		}
		return teller.After(t.Context(), tx, id, before)
	})
	if err != nil {
		t.Fatal(err)
	}
}
