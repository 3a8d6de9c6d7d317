package works_test

import (
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/people"
	"mitte/geo/pg/pgtest"
	"mitte/geo/works"
)

// noticeDesk is a section with two shops beside it and one across the street, out of reach.
type noticeDesk struct {
	tx      pgx.Tx
	board   *works.Board
	box     *outbox.Outbox
	staff   people.Actor
	section int64
	units   []int64
}

var noticeNow = time.Date(2027, 2, 1, 9, 0, 0, 0, time.UTC)

func newNoticeDesk(t *testing.T) *noticeDesk {
	t.Helper()
	d := &noticeDesk{tx: pgtest.Tx(t), staff: people.Actor{AccountID: 12, Roles: []people.Role{people.Staff}}}
	d.section = newsSite(t, d.tx)
	const sqlShop = `
WITH a AS (INSERT INTO address (street_name, house_number, suffix, postcode, city, geom)
           VALUES ('Lippestraße', $2, 'a', '46282', 'Musterstadt', ST_SetSRID(ST_MakePoint(565000 + $2, $3), 25832)) RETURNING id),
     u AS (INSERT INTO unit (public_ref, address_id, geom, use_type, source)
           SELECT $1, a.id, ST_SetSRID(ST_MakePoint(565000 + $2, $3), 25832), $4, 'news' FROM a RETURNING id),
     f AS (INSERT INTO frontage (unit_id, geom, "primary") SELECT u.id,
           ST_SetSRID(ST_MakeLine(ST_MakePoint(565000 + $2, $3), ST_MakePoint(565006 + $2, $3)), 25832), true FROM u)
SELECT id FROM u`
	for i, y := range []float64{5934012, 5934012, 5934040} {
		var id int64
		use := []string{"retail", "residential", "retail"}[i]
		if err := d.tx.QueryRow(t.Context(), sqlShop, []string{"NO-1", "NO-2", "NO-3"}[i], 10*i+2, y, use).Scan(&id); err != nil {
			t.Fatal(err)
		}
		d.units = append(d.units, id)
	}
	var err error
	if d.box, err = outbox.New(d.tx, outbox.Config{PublicURL: "https://mitte.example"}); err != nil {
		t.Fatal(err)
	}
	clock := geo.FixedClock(noticeNow)
	d.board = works.NewBoard(d.tx, clock, works.NewReckoner(d.tx, clock), d.box)
	return d
}

func (d *noticeDesk) prepare(t *testing.T, w works.NoticeWish) works.Notice {
	t.Helper()
	n, err := d.board.Prepare(t.Context(), d.staff, "192.0.2.0/24", d.section, w)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestALetterForEachDoor(t *testing.T) {
	t.Parallel()
	d := newNoticeDesk(t)
	n := d.prepare(t, works.NoticeWish{Channel: works.ByLetter})
	if len(n.Recipients) != 2 || n.SentAt != nil || n.RecipientsCount != 0 || n.UpdatedBy != "account:12" {
		t.Fatalf("%+v", n)
	}
	const wantDe = "Guten Tag,\n\n" +
		"vor Ihrer Tür wird gebaut: Marktumbau, Bauabschnitt A. Zeitraum: 2. März 2027 bis 30. Juni 2027. Stand heute: fest eingeplant.\n\n" +
		"Was das für Ihre Tür bedeutet, steht unten.\n\n" +
		"Die Läden bleiben geöffnet und erreichbar.\n\nDen neuesten Stand finden Sie jederzeit im Netz."
	if n.TextDe != wantDe {
		t.Errorf("%s", n.TextDe)
	}
	if !strings.Contains(n.TextEn, "there will be works in front of your door: Market, Section A.") {
		t.Errorf("%s", n.TextEn)
	}
	door := n.Recipients[0].Door
	if door.StreetName != "Lippestraße" || door.HouseNumber != "2a" || door.Postcode != "46282" || door.FirstDay != geo.NewDate(2027, 3, 2) ||
		door.LastDay != geo.NewDate(2027, 6, 30) || n.Recipients[0].SentAt != nil {
		t.Errorf("%+v", door)
	}
	lines := door.Lines("de")
	if len(lines) == 0 || lines[0] != [2]string{"Wann", "2. März 2027 bis 30. Juni 2027"} {
		t.Errorf("%v", lines)
	}
	var action, entity string
	if err := d.tx.QueryRow(t.Context(), `SELECT action, entity FROM audit_log ORDER BY seq DESC LIMIT 1`).Scan(&action, &entity); err != nil ||
		action != "notice.prepare" || entity != "notice" {
		t.Errorf("audit: %s %s %v", action, entity, err)
	}
}

func TestWhoWasToldWhen(t *testing.T) {
	t.Parallel()
	d := newNoticeDesk(t)
	n := d.prepare(t, works.NoticeWish{Channel: works.ByLetter, TextDe: "Hallo", TextEn: "Hello"})
	text := "Guten Tag"
	n, err := d.board.Rewrite(t.Context(), d.staff, "", n.ID, n.Version, &text, nil)
	if err != nil || n.TextDe != text || n.TextEn != "Hello" || n.Version != 2 {
		t.Fatalf("%+v, %v", n, err)
	}
	if _, err := d.board.Rewrite(t.Context(), d.staff, "", n.ID, 1, &text, nil); fault.KindOf(err) != fault.Stale {
		t.Errorf("an old version: %v", err)
	}
	yesterday, tomorrow := noticeNow.Add(-24*time.Hour), noticeNow.Add(time.Hour)
	if _, err := d.board.Tell(t.Context(), d.staff, "", n.ID, &tomorrow, nil); fault.KindOf(err) != fault.Invalid {
		t.Errorf("told tomorrow: %v", err)
	}
	n, err = d.board.Tell(t.Context(), d.staff, "", n.ID, &yesterday, d.units[:1])
	if err != nil || n.RecipientsCount != 1 || !n.SentAt.Equal(yesterday) {
		t.Fatalf("%+v, %v", n, err)
	}
	n, err = d.board.Tell(t.Context(), d.staff, "", n.ID, nil, nil)
	if err != nil || n.RecipientsCount != 2 || !n.SentAt.Equal(yesterday) || !n.Recipients[0].SentAt.Equal(yesterday) || !n.Recipients[1].SentAt.Equal(noticeNow) {
		t.Errorf("%+v, %v", n, err)
	}
	if _, err := d.board.Rewrite(t.Context(), d.staff, "", n.ID, n.Version, &text, nil); fault.CodeOf(err) != "notice.sent" {
		t.Errorf("rewritten after it was sent: %v", err)
	}
	list, err := d.board.Notices(t.Context(), d.staff, d.section)
	if err != nil || len(list.Notices) != 1 || list.Late || list.TellBy != geo.NewDate(2027, 2, 16) {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestAMailReachesWhoConfirmed(t *testing.T) {
	t.Parallel()
	d := newNoticeDesk(t)
	_, err := asPost(d.tx).Exec(t.Context(), `INSERT INTO outbox.subscription (recipient_id, target, target_id, about_de, about_en, frequency, lang, status, confirmed_at)
		SELECT id, 'unit', $1, 'U', 'U', 'weekly', 'de', 'confirmed', now() FROM outbox.recipient WHERE address = 'news@example.org'`, d.units[1])
	if err != nil {
		t.Fatal(err)
	}
	n := d.prepare(t, works.NoticeWish{Channel: works.ByMail, TextDe: "Hallo"})
	n, err = d.board.Tell(t.Context(), d.staff, "", n.ID, nil, nil)
	if err != nil || n.RecipientsCount != 1 || n.Recipients[0].SentAt != nil || n.Recipients[1].SentAt == nil {
		t.Fatalf("%+v, %v", n, err)
	}
	var text string
	var targets int
	err = d.tx.QueryRow(t.Context(), `SELECT text_de, (SELECT count(*) FROM outbox.news_target t WHERE t.news_id = n.id AND target = 'unit')
		FROM outbox.news n WHERE at_once`).Scan(&text, &targets)
	if err != nil || text != "Hallo" || targets != 2 {
		t.Errorf("%q to %d, %v", text, targets, err)
	}
	if _, err := d.board.Tell(t.Context(), d.staff, "", n.ID, nil, nil); fault.CodeOf(err) != "notice.sent" {
		t.Errorf("a mail leaves twice: %v", err)
	}
}

func TestNoticesOfSomeDoorsAndOfNone(t *testing.T) {
	t.Parallel()
	d := newNoticeDesk(t)
	some := d.prepare(t, works.NoticeWish{Channel: works.ByPoster, UnitIDs: d.units[1:2]})
	if len(some.Recipients) != 1 || some.Recipients[0].UnitID != d.units[1] {
		t.Errorf("%+v", some.Recipients)
	}
	if want := "Die Läden bleiben geöffnet und erreichbar.\n\nDen neuesten Stand finden Sie jederzeit im Netz."; some.TextDe != want {
		t.Errorf("the poster says %s", some.TextDe)
	}
	web := d.prepare(t, works.NoticeWish{Channel: works.OnTheWeb})
	if want := "Das ändert sich für Sie:\n– Zu Fuß: schmaler, 1,5 m breit\n– Stufen: ohne Stufen erreichbar\n– Autos: frei\n– Lärm: wenig\n" +
		"– Lieferungen: Mo-Fr 06:00–10:00\n\n"; !strings.Contains(web.TextDe, want) {
		t.Errorf("the page says %s", web.TextDe)
	}
	if len(web.Recipients) != 0 {
		t.Errorf("%+v", web.Recipients)
	}
	_, err := d.board.Prepare(t.Context(), d.staff, "", d.section, works.NoticeWish{Channel: works.ByLetter, UnitIDs: d.units[1:]})
	if refused := new(fault.Error); !asFault(err, &refused) || len(refused.Fields) != 1 || refused.Fields[0].Path != "/unit_ids/1" {
		t.Errorf("a door out of reach: %v", err)
	}
	_, err = d.board.Prepare(t.Context(), d.staff, "", 987, works.NoticeWish{Channel: works.ByLetter})
	if fault.KindOf(err) != fault.NotFound {
		t.Errorf("no section: %v", err)
	}
	if _, err := d.tx.Exec(t.Context(), `UPDATE construction_section SET status = 'planned' WHERE id = $1`, d.section); err != nil {
		t.Fatal(err)
	}
	_, err = d.board.Prepare(t.Context(), d.staff, "", d.section, works.NoticeWish{Channel: works.ByLetter})
	if fault.CodeOf(err) != "notice.not_public" {
		t.Errorf("a plan that is not public: %v", err)
	}
}

func TestOnlyStaffTell(t *testing.T) {
	t.Parallel()
	d := newNoticeDesk(t)
	n := d.prepare(t, works.NoticeWish{Channel: works.ByLetter})
	planner := people.Actor{AccountID: 13, Roles: []people.Role{people.Planner}}
	if _, err := d.board.Notice(t.Context(), planner, n.ID); err != nil {
		t.Error(err)
	}
	for name, do := range map[string]func(who people.Actor) error{
		"prepare": func(who people.Actor) error {
			_, err := d.board.Prepare(t.Context(), who, "", d.section, works.NoticeWish{Channel: works.ByLetter})
			return err
		},
		"rewrite": func(who people.Actor) error {
			_, err := d.board.Rewrite(t.Context(), who, "", n.ID, 1, nil, nil)
			return err
		},
		"tell": func(who people.Actor) error {
			_, err := d.board.Tell(t.Context(), who, "", n.ID, nil, nil)
			return err
		},
	} {
		if err := do(planner); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s: a planner gets %v", name, err)
		}
		if err := do(people.Actor{}); fault.KindOf(err) != fault.Unauthenticated {
			t.Errorf("%s: nobody gets %v", name, err)
		}
	}
	if _, err := d.board.Notices(t.Context(), people.Actor{AccountID: 1, Roles: []people.Role{people.Partner}}, d.section); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a partner reads: %v", err)
	}
}
