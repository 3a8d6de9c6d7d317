package works

import (
	"encoding/json"
	"slices"
	"strings"
)

// DeliveryWindow is when deliveries may come: days as in "Mo-Fr" or "Mo,Mi", times as in "06:00".
type DeliveryWindow struct {
	Days string `json:"days"`
	From string `json:"from"`
	To   string `json:"to"`
}

// DeliveryWindows are those of an impact, as its row holds them.
type DeliveryWindows []DeliveryWindow

// UnmarshalJSON also reads a single window where a list is due, as rows once were written. What is no window at all is left
// out: a row that somebody wrote past this house is no reason to show nothing of a site.
func (d *DeliveryWindows) UnmarshalJSON(raw []byte) error {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		list = []json.RawMessage{raw}
	}
	*d = nil
	for _, item := range list {
		var w DeliveryWindow
		if json.Unmarshal(item, &w) == nil && w != (DeliveryWindow{}) {
			*d = append(*d, w)
		}
	}
	return nil
}

// UnmarshalJSON also reads days that stand as a list, and in English, as they once were written.
func (d *DeliveryWindow) UnmarshalJSON(raw []byte) error {
	var text struct {
		Days     json.RawMessage
		From, To string
	}
	if err := json.Unmarshal(raw, &text); err != nil {
		return err
	}
	d.From, d.To = text.From, text.To
	var list []string
	if json.Unmarshal(text.Days, &list) == nil {
		d.Days = daysInShort(list)
		return nil
	}
	if len(text.Days) == 0 {
		return nil
	}
	return json.Unmarshal(text.Days, &d.Days)
}

var (
	week        = []string{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"}
	englishWeek = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
)

// daysInShort says a list of days as people write them: three and more that follow one another as "Mo-Fr".
func daysInShort(days []string) string {
	var at []int
	for _, day := range days {
		n := max(slices.Index(week, day), slices.Index(englishWeek, strings.ToLower(day)))
		if n < 0 {
			return strings.Join(days, ",")
		}
		at = append(at, n)
	}
	var out []string
	for from := 0; from < len(at); {
		to := from
		for to+1 < len(at) && at[to+1] == at[to]+1 {
			to++
		}
		if to-from >= 2 {
			out = append(out, week[at[from]]+"-"+week[at[to]])
			from = to + 1
			continue
		}
		out = append(out, week[at[from]])
		from++
	}
	return strings.Join(out, ",")
}
