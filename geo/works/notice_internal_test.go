package works

import (
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/pg/pgtest"
)

func TestNoticeStatementsPrepare(t *testing.T) {
	t.Parallel()
	pgtest.PrepareAll(t, pgtest.Tx(t), map[string]string{
		"sqlNotices": sqlNotices, "sqlRecipients": sqlRecipients, "sqlInsertNotice": sqlInsertNotice,
		"sqlInsertRecipients": sqlInsertRecipients, "sqlLockNotice": sqlLockNotice, "sqlChangeNoticeText": sqlChangeNoticeText,
		"sqlTellRecipients": sqlTellRecipients, "sqlNoticeSent": sqlNoticeSent, "sqlWithdrawNotice": sqlWithdrawNotice, "sqlFirstTold": sqlFirstTold,
		"sqlDoorAddresses": sqlDoorAddresses, "sqlSectionStart": sqlSectionStart, "sqlNewsUnits": sqlNewsUnits, "sqlNewsAreas": sqlNewsAreas,
		"sqlSectionGround": sqlSectionGround,
	})
}

func TestLateNotice(t *testing.T) {
	t.Parallel()
	start := geo.NewDate(2027, 3, 15)
	at := func(d geo.Date) *time.Time { v := d.Time().Add(10 * time.Hour); return &v }
	for name, c := range map[string]struct {
		start geo.Date
		told  *time.Time
		today geo.Date
		want  bool
	}{
		"there is time":           {start, nil, geo.NewDate(2027, 2, 28), false},
		"the last day":            {start, nil, geo.NewDate(2027, 3, 1), false},
		"a day too late":          {start, nil, geo.NewDate(2027, 3, 2), true},
		"told on the last day":    {start, at(geo.NewDate(2027, 3, 1)), geo.NewDate(2027, 3, 10), false},
		"told too late":           {start, at(geo.NewDate(2027, 3, 2)), geo.NewDate(2027, 3, 10), true},
		"nobody knows when":       {geo.Date{}, nil, geo.NewDate(2027, 3, 10), false},
		"begun and nobody told":   {start, nil, geo.NewDate(2027, 6, 1), true},
		"told a year before that": {start, at(geo.NewDate(2026, 3, 2)), geo.NewDate(2027, 6, 1), false},
	} {
		if got := late(c.start, c.told, c.today); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestNoticeWishNamesAllThatIsWrong(t *testing.T) {
	t.Parallel()
	w := NoticeWish{
		Channel: "pigeon", Period: geo.Period{From: geo.NewDate(2027, 3, 2), To: geo.NewDate(2027, 3, 2)}, ReachM: 101,
		TextDe: "a\x00b", TextEn: string(make([]byte, 6000)), UnitIDs: make([]int64, mostDoors+1),
	}
	var paths string
	for _, f := range fieldsOf(w.check()) {
		paths += f.Path + " "
	}
	if paths != "/channel /to /reach_m /unit_ids /text_de /text_en " {
		t.Errorf("%s", paths)
	}
	if err := checkNewText(" ", ""); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an empty letter: %v", err)
	}
	if err := checkNewText("Guten Tag,\n\n…", ""); err != nil {
		t.Error(err)
	}
}
