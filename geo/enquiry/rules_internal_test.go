package enquiry

import (
	"strings"
	"testing"
	"time"

	"mitte/geo"
)

var steady = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // a constant

func TestSteps(t *testing.T) {
	t.Parallel()
	ready := circumstances{assigneeAtDesk: true, answers: 1, forwardedTo: "Bauordnungsamt", duplicate: true, ended: steady, now: steady}
	allowed := map[Status]string{
		Unconfirmed: "new",
		Received:    "assigned forwarded duplicate not_responsible spam withdrawn",
		Assigned:    "in_progress forwarded duplicate not_responsible spam withdrawn",
		InProgress:  "waiting_for_customer answered forwarded duplicate not_responsible spam withdrawn",
		Waiting:     "in_progress",
		Answered:    "closed in_progress",
		Closed:      "in_progress",
		Forwarded:   "", Duplicate: "", NotResponsible: "", Spam: "", Withdrawn: "",
	}
	for _, from := range Statuses() {
		for _, to := range Statuses() {
			may := strings.Contains(" "+allowed[from]+" ", " "+string(to)+" ")
			if got := from.refusal(to, ready); (got == "") != may {
				t.Errorf("%s → %s: %q, allowed %v", from, to, got, may)
			}
		}
	}
}

func TestGuards(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		from, to Status
		given    circumstances
		want     string
	}{
		{"an assignee of another desk", Received, Assigned, circumstances{}, CodeAssignee},
		{"an answer that never went out", InProgress, Answered, circumstances{}, CodeNoAnswer},
		{"forwarded to nobody", Received, Forwarded, circumstances{answers: 1}, CodeForward},
		{"forwarded without a word", Received, Forwarded, circumstances{forwardedTo: "Ordnungsamt"}, CodeForward},
		{"a duplicate of nothing", Assigned, Duplicate, circumstances{}, CodeDuplicate},
		{"on the thirtieth day", Answered, InProgress, circumstances{ended: steady, now: steady.Add(ReopenWithin)}, ""},
		{"after the thirtieth day", Closed, InProgress, circumstances{ended: steady, now: steady.Add(ReopenWithin + time.Second)}, CodeTooLate},
		{"he answers after a year", Waiting, InProgress, circumstances{now: steady.AddDate(1, 0, 0)}, ""},
	} {
		if got := c.from.refusal(c.to, c.given); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDueDays(t *testing.T) {
	t.Parallel()
	for from, want := range map[string]string{
		"2026-11-23": "2026-11-30", // Monday to Monday
		"2026-11-20": "2026-11-27", // Friday
		"2026-11-21": "2026-11-27", // Saturday
		"2026-12-24": "2027-01-04", // Christmas Day and New Year on a Friday
		"2027-03-25": "2027-04-05", // over Easter: Good Friday 26 and Easter Monday 29 March
		"2026-04-30": "2026-05-08", // Labour Day
		"2026-05-13": "2026-05-21", // Ascension on the 14th
		"2026-06-03": "2026-06-11", // Corpus Christi on the 4th
	} {
		day, err := geo.ParseDate(from)
		if err != nil {
			t.Fatal(err)
		}
		if got := dueAfter(day, DueDays).String(); got != want {
			t.Errorf("five working days after %s: %s, want %s", from, got, want)
		}
	}
}

func TestEaster(t *testing.T) {
	t.Parallel()
	for year, want := range map[int]string{1818: "1818-03-22", 2024: "2024-03-31", 2025: "2025-04-20", 2026: "2026-04-05", 2038: "2038-04-25"} {
		if got := easter(year).String(); got != want {
			t.Errorf("%d: %s, want %s", year, got, want)
		}
	}
}

func TestTidy(t *testing.T) {
	t.Parallel()
	good := Submission{Kind: Space, Email: "a@b.de", Message: "  Ist der Laden frei?\r\nDanke\x00\u200b ", Name: " Erika \n Muster ", Consent: true, Lang: "fr"}
	kept, wrong := good.tidy()
	if len(wrong) > 0 || kept.Message != "Ist der Laden frei?\nDanke" || kept.Name != "Erika Muster" || kept.Lang != "de" {
		t.Errorf("%q %q %q %v", kept.Message, kept.Name, kept.Lang, wrong)
	}
	for name, c := range map[string]struct {
		change func(*Submission)
		path   string
	}{
		"no kind":      {func(s *Submission) { s.Kind = "love" }, "kind"},
		"no message":   {func(s *Submission) { s.Message = "\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b" }, "message"},
		"long message": {func(s *Submission) { s.Message = strings.Repeat("ä", LongestMessage+1) }, "message"},
		"long subject": {func(s *Submission) { s.Subject = strings.Repeat("ä", LongestSubject+1) }, "subject"},
		"long name":    {func(s *Submission) { s.Name = strings.Repeat("ä", LongestName+1) }, "name"},
		"phone":        {func(s *Submission) { s.Phone = "call me" }, "phone"},
		"no agreement": {func(s *Submission) { s.Consent = false }, "consent"},
	} {
		s := good
		c.change(&s)
		if _, wrong := s.tidy(); len(wrong) != 1 || wrong[0].Path != c.path {
			t.Errorf("%s: %v", name, wrong)
		}
	}
	if _, wrong := (Submission{}).tidy(); len(wrong) != 3 {
		t.Errorf("not all at once: %v", wrong)
	}
}

func TestDifficultyRisesWithLoad(t *testing.T) {
	t.Parallel()
	last := int64(0)
	for _, spent := range []int64{0, 19, 20, 40, 80, 160, 320, 10_000} {
		now := difficulty(spent)
		if now < last {
			t.Errorf("%d proofs: %d is easier than before", spent, now)
		}
		last = now
	}
	if difficulty(0) != easiest || last != easiest<<hardest {
		t.Errorf("from %d to %d", difficulty(0), last)
	}
}
