package api

import (
	"mitte/geo/place"
	"mitte/geo/works"
)

// linkedEvent tells machines what a page says: a schema.org Event, as JSON-LD.
type linkedEvent struct {
	Context     string      `json:"@context"`
	Type        string      `json:"@type"`
	ID          string      `json:"@id"`
	Name        string      `json:"name"`
	Description string      `json:"description,omitempty"`
	StartDate   string      `json:"startDate,omitempty"` //nolint:tagliatelle // schema.org's own name
	EndDate     string      `json:"endDate,omitempty"`   //nolint:tagliatelle // schema.org's own name
	Status      string      `json:"eventStatus"`         //nolint:tagliatelle // schema.org's own name
	URL         string      `json:"url"`
	Location    linkedPlace `json:"location"`
}

type linkedPlace struct {
	Type    string `json:"@type"`
	Name    string `json:"name"`
	Address string `json:"address,omitempty"`
}

func (a *api) linked(w words, s *works.Section, town place.Town) linkedEvent {
	url := a.Config.PublicURL + sectionPath(s)
	e := linkedEvent{
		Context: "https://schema.org", Type: "Event", ID: url, URL: url, Name: w.sectionTitle(s),
		Description: w.pick(s.DescriptionDe, s.DescriptionEn), StartDate: s.ValidFrom.String(),
		Status: "https://schema.org/EventScheduled", Location: linkedPlace{Type: "Place", Name: town.Name},
	}
	if !s.ValidTo.IsZero() {
		e.EndDate = s.ValidTo.AddDays(-1).String()
	}
	switch s.Status {
	case "suspended":
		e.Status = "https://schema.org/EventPostponed"
	case "cancelled":
		e.Status = "https://schema.org/EventCancelled"
	}
	if len(s.StreetNames) > 0 {
		e.Location.Name, e.Location.Address = s.StreetNames[0], s.StreetNames[0]+", "+town.Name
	}
	return e
}
