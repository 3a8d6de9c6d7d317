package api

import (
	"encoding/json"
	"math"
	"slices"

	"mitte/geo"
	"mitte/geo/works"
)

type wzdxFeed struct {
	Info     wzdxInfo      `json:"feed_info"`
	Type     string        `json:"type"`
	Features []wzdxFeature `json:"features"`
}

type wzdxInfo struct {
	UpdateDate string       `json:"update_date"`
	Publisher  string       `json:"publisher"`
	Contact    string       `json:"contact_name,omitempty"`
	Mail       string       `json:"contact_email,omitempty"`
	Version    string       `json:"version"`
	Sources    []wzdxSource `json:"data_sources"`
}

type wzdxSource struct {
	ID         string `json:"data_source_id"`
	Owner      string `json:"organization_name"` //nolint:misspell // as below
	UpdateDate string `json:"update_date,omitempty"`
	Contact    string `json:"contact_name,omitempty"`
	Mail       string `json:"contact_email,omitempty"`
}

type wzdxFeature struct {
	ID         string          `json:"id"`
	Type       string          `json:"type"`
	Properties wzdxProperties  `json:"properties"`
	Geometry   json.RawMessage `json:"geometry"`
}

type wzdxProperties struct {
	Core                  wzdxCore          `json:"core_details"`
	From                  string            `json:"beginning_cross_street,omitempty"`
	To                    string            `json:"ending_cross_street,omitempty"`
	StartPositionVerified bool              `json:"is_start_position_verified"` // always false: nobody measures where a fence ends
	EndPositionVerified   bool              `json:"is_end_position_verified"`
	Start                 string            `json:"start_date"`
	End                   string            `json:"end_date"`
	StartVerified         bool              `json:"is_start_date_verified"`
	EndVerified           bool              `json:"is_end_date_verified"`
	LocationMethod        string            `json:"location_method"`
	VehicleImpact         string            `json:"vehicle_impact"`
	Restrictions          []wzdxRestriction `json:"restrictions,omitempty"`
	Works                 []wzdxWork        `json:"types_of_work,omitempty"`
	Own                   wzdxOwn           `json:"x_mitte"`
}

type wzdxCore struct {
	EventType   string        `json:"event_type"`
	DataSource  string        `json:"data_source_id"`
	Roads       []string      `json:"road_names"`
	Direction   string        `json:"direction"`
	Name        string        `json:"name"`
	Description string        `json:"description,omitempty"`
	Created     string        `json:"creation_date"`
	UpdateDate  string        `json:"update_date"`
	Related     []wzdxRelated `json:"related_road_events,omitempty"`
}

type wzdxRelated struct {
	Type string `json:"type"`
	ID   string `json:"id"`
}

type wzdxRestriction struct {
	Type  string  `json:"type"`
	Value float64 `json:"value,omitempty"`
	Unit  string  `json:"unit,omitempty"`
}

type wzdxWork struct {
	Name          string `json:"type_name"`
	Architectural bool   `json:"is_architectural_change"`
}

// wzdxOwn holds what WZDx has no place for, people on foot above all.
type wzdxOwn struct {
	Status         string                `json:"status"`
	Phase          string                `json:"phase,omitempty"`
	Pedestrian     *string               `json:"pedestrian"`
	MinWidthM      *float64              `json:"min_width_m"`
	StepFree       *bool                 `json:"step_free"`
	DeliveryWindow works.DeliveryWindows `json:"delivery_window"`
	WastePoint     json.RawMessage       `json:"waste_point"`
	NoiseLevel     *string               `json:"noise_level"`
	Doubtful       bool                  `json:"doubtful"`
	Confirmed      string                `json:"last_confirmed_at,omitempty"`
	Page           string                `json:"page"`
	MadeUp         bool                  `json:"made_up"`
}

func vehicleImpact(i works.Impact) string {
	switch deref(i.Vehicle) {
	case "open", "local_access":
		return "all-lanes-open"
	case "closed":
		return "all-lanes-closed"
	default:
		return "unknown"
	}
}

func restrictions(i works.Impact) []wzdxRestriction {
	var out []wzdxRestriction
	if deref(i.Vehicle) == "local_access" {
		out = append(out, wzdxRestriction{Type: "local-access-only"})
	}
	if i.VehicleClearWidthM != nil {
		out = append(out, wzdxRestriction{"reduced-width", math.Round(*i.VehicleClearWidthM * 100), "centimeters"}) //nolint:misspell // WZDx's own word
	}
	if i.ParkingSpacesLost != nil && *i.ParkingSpacesLost > 0 {
		out = append(out, wzdxRestriction{Type: "no-parking"})
	}
	return out
}

var workTypes = map[string]wzdxWork{
	"utility": {"below-road-work", true}, "surface": {"surface-work", true}, "demolition": {"surface-work", true},
	"furniture": {"roadside-work", true}, "planting": {"roadside-work", true},
	"remaining_works": {"maintenance", false}, "defects": {"minor-road-defect-repair", false},
}

func typesOfWork(z zone) []wzdxWork {
	var out []wzdxWork
	for i := range z.section.Phases {
		p := &z.section.Phases[i]
		if z.phase != nil && p.ID != z.phase.ID || p.Status == "cancelled" {
			continue
		}
		if w, known := workTypes[p.Kind]; known && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func (x *export) ownFacts(z zone) wzdxOwn {
	s, i := z.section, z.impact
	own := wzdxOwn{
		Status: s.Status, Pedestrian: i.Pedestrian, MinWidthM: i.MinWidthM, StepFree: i.StepFree, DeliveryWindow: i.DeliveryWindow,
		WastePoint: geo.AppendGeom(nil, i.WastePoint, digits), NoiseLevel: i.NoiseLevel, Doubtful: s.Doubtful(x.Today),
		Confirmed: s.LastConfirmedAt.String(), Page: x.Base + sectionPath(s), MadeUp: s.MadeUp,
	}
	if z.phase != nil {
		own.Phase = z.phase.Kind
	}
	return own
}
