package api

import (
	"time"

	"mitte/geo"
	"mitte/geo/works"
)

type noticesDocument struct {
	Notices []noticeDocument `json:"notices"`
	Start   *string          `json:"start"`
	TellBy  *string          `json:"tell_by"`
	Late    bool             `json:"late"`
}

type noticeDocument struct {
	ID              int64               `json:"id"`
	Version         int                 `json:"version"`
	CreatedAt       time.Time           `json:"created_at"`
	UpdatedAt       time.Time           `json:"updated_at"`
	UpdatedBy       string              `json:"updated_by"`
	SectionID       int64               `json:"section_id"`
	Channel         string              `json:"channel"`
	From            *string             `json:"from"`
	To              *string             `json:"to"`
	ReachM          *float64            `json:"reach_m"`
	TextDe          string              `json:"text_de"`
	TextEn          string              `json:"text_en"`
	SentAt          *time.Time          `json:"sent_at"`
	RecipientsCount int                 `json:"recipients_count"`
	WithdrawnAt     *time.Time          `json:"withdrawn_at"`
	Recipients      []recipientDocument `json:"recipients,omitempty"`
}

type recipientDocument struct {
	UnitID      int64      `json:"unit_id"`
	UnitRef     string     `json:"unit_ref"`
	StreetName  string     `json:"street_name"`
	HouseNumber string     `json:"house_number"`
	UseType     string     `json:"use_type"`
	FirstDay    *string    `json:"first_day"`
	LastDay     *string    `json:"last_day"`
	Days        *int       `json:"days"`
	SentAt      *time.Time `json:"sent_at"`
}

func describeNotice(n *works.Notice) noticeDocument {
	d := noticeDocument{
		ID: n.ID, Version: n.Version, CreatedAt: n.CreatedAt.UTC(), UpdatedAt: n.UpdatedAt.UTC(), UpdatedBy: n.UpdatedBy,
		SectionID: n.SectionID, Channel: n.Channel, From: dayText(n.Period.From), To: dayText(n.Period.To), ReachM: n.ReachM,
		TextDe: n.TextDe, TextEn: n.TextEn, SentAt: inUTC(n.SentAt), RecipientsCount: n.RecipientsCount,
		WithdrawnAt: inUTC(n.WithdrawnAt),
	}
	for _, r := range n.Recipients {
		d.Recipients = append(d.Recipients, recipientDocument{
			UnitID: r.UnitID, UnitRef: r.Door.UnitRef, StreetName: r.Door.StreetName, HouseNumber: r.Door.HouseNumber, UseType: r.Door.UseType,
			FirstDay: dayText(r.Door.FirstDay), LastDay: dayText(r.Door.LastDay), Days: r.Door.Days, SentAt: inUTC(r.SentAt),
		})
	}
	return d
}

// dayText is a day as JSON has it, nil for none.
func dayText(d geo.Date) *string {
	if d.IsZero() {
		return nil
	}
	text := d.String()
	return &text
}

func inUTC(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	utc := t.UTC()
	return &utc
}
