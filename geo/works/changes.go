package works

import (
	"reflect"
	"slices"
)

// changes names the members of the document that differ, in the document's order.
func changes(a, b *Content) []string {
	var out []string
	from, to := reflect.ValueOf(bareSection(a)), reflect.ValueOf(bareSection(b))
	for _, m := range members {
		if m.field == "" {
			continue
		}
		if !reflect.DeepEqual(from.FieldByName(m.field).Interface(), to.FieldByName(m.field).Interface()) {
			out = append(out, m.name)
		}
	}
	add := func(differs bool, name string) {
		if differs {
			out = append(out, name)
		}
	}
	add(!sameShape(a.GeomM, b.GeomM), "geometry")
	add(!sameShape(a.CentrelineM, b.CentrelineM), "centreline")
	add(!sameImpact(a.Impact, b.Impact), "impact")
	add(len(a.Phases) != len(b.Phases) || !samePhases(a, b), "phases")
	add(len(a.Facilities) != len(b.Facilities) || !sameFacilities(a, b), "facilities")
	return out
}

// members are the plain members of the document, by the fields and by the columns that hold them.
var members = []struct{ name, field, column string }{
	{"project_id", "ProjectID", "project_id"},
	{"label", "Label", "label"},
	{"title_de", "TitleDe", "title_de"},
	{"title_en", "TitleEn", "title_en"},
	{"sequence", "Sequence", "sequence"},
	{"strip", "Strip", "strip"},
	{"status", "Status", "status"},
	{"status_reason", "StatusReason", "status_reason"},
	{"planned_from", "PlannedFrom", "planned_from"},
	{"planned_to", "PlannedTo", "planned_to"},
	{"actual_start", "ActualStart", "actual_start"},
	{"actual_end", "ActualEnd", "actual_end"},
	{"start_verified", "StartVerified", "start_verified"},
	{"end_verified", "EndVerified", "end_verified"},
	{"expected_resume", "ExpectedResume", "expected_resume"},
	{"warranty_until", "WarrantyUntil", "warranty_until"},
	{"last_confirmed_at", "LastConfirmedAt", "last_confirmed_at"},
	{"contractor", "Contractor", "contractor"},
	{"contact_role", "ContactRole", "contact_role"},
	{"description_de", "DescriptionDe", "description_public_de"},
	{"description_en", "DescriptionEn", "description_public_en"},
	{"note_internal", "NoteInternal", "note_internal"},
	{"blackout_ok", "BlackoutOk", "blackout_ok"},
	{"blackout_reason", "BlackoutReason", "blackout_reason"},
	{"geometry", "", "geometry"},
	{"centreline", "", "centreline"},
	{"impact", "", "impact"},
	{"phases", "", "phases"},
	{"facilities", "", "facilities"},
}

// inOrder brings the columns and parts of a history row to the names and the order of the document.
func inOrder(columns []string) []string {
	out := []string{}
	for _, m := range members {
		if slices.Contains(columns, m.column) {
			out = append(out, m.name)
		}
	}
	return out
}
