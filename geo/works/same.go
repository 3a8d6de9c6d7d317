package works

import (
	"reflect"

	"mitte/geo"
)

// The comparisons below look at what is stored: geometry counts in metres, to the last digit.

func sameShape(a, b geo.Geom) bool { return a.EqualWithin(b, 0) }

// sameSection compares the section's own row.
func sameSection(a, b *Content) bool {
	return sameShape(a.GeomM, b.GeomM) && sameShape(a.CentrelineM, b.CentrelineM) && reflect.DeepEqual(bareSection(a), bareSection(b))
}

func bareSection(c *Content) Content {
	bare := *c
	bare.Geom, bare.GeomM, bare.Centreline, bare.CentrelineM = geo.Geom{}, geo.Geom{}, geo.Geom{}, geo.Geom{}
	bare.Impact, bare.Phases, bare.Facilities = nil, nil, nil
	return bare
}

// samePhase compares the phase's own row.
func samePhase(a, b *PhaseContent) bool {
	return sameShape(a.GeomM, b.GeomM) && reflect.DeepEqual(barePhase(a), barePhase(b))
}

func barePhase(p *PhaseContent) PhaseContent {
	bare := *p
	bare.Geom, bare.GeomM, bare.DependsOn, bare.Impact, bare.key = geo.Geom{}, geo.Geom{}, nil, nil, ""
	return bare
}

func sameImpact(a, b *ImpactContent) bool {
	if a == nil || b == nil {
		return a == b
	}
	return sameShape(a.WastePointM, b.WastePointM) && reflect.DeepEqual(bareImpact(a), bareImpact(b))
}

// bareImpact has no id: a section has one impact whatever row it stands in.
func bareImpact(i *ImpactContent) ImpactContent {
	bare := *i
	bare.ID, bare.WastePoint, bare.WastePointM = 0, geo.Geom{}, geo.Geom{}
	if len(bare.DeliveryWindow) == 0 {
		bare.DeliveryWindow = nil
	}
	return bare
}

func sameFacility(a, b *FacilityContent) bool {
	return a.ID == b.ID && a.Kind == b.Kind && a.From == b.From && a.To == b.To && sameShape(a.GeomM, b.GeomM)
}

// same reports whether nothing at all differs.
func same(a, b *Content) bool {
	if !sameSection(a, b) || !sameImpact(a.Impact, b.Impact) || len(a.Phases) != len(b.Phases) || len(a.Facilities) != len(b.Facilities) {
		return false
	}
	return samePhases(a, b) && sameFacilities(a, b)
}

func samePhases(a, b *Content) bool {
	at := map[int64]int{}
	for i := range a.Phases {
		at[a.Phases[i].ID] = i
	}
	for i := range b.Phases {
		p := &b.Phases[i]
		was, known := at[p.ID]
		if !known || !samePhase(&a.Phases[was], p) || !sameImpact(a.Phases[was].Impact, p.Impact) ||
			!reflect.DeepEqual(dependencies(a, was), dependencies(b, i)) {
			return false
		}
	}
	return true
}

func sameFacilities(a, b *Content) bool {
	at := map[int64]*FacilityContent{}
	for i := range a.Facilities {
		at[a.Facilities[i].ID] = &a.Facilities[i]
	}
	for i := range b.Facilities {
		was := at[b.Facilities[i].ID]
		if was == nil || !sameFacility(was, &b.Facilities[i]) {
			return false
		}
	}
	return true
}

// dependencies are the ids of the phases that phase n waits for.
func dependencies(c *Content, n int) map[int64]bool {
	out := map[int64]bool{}
	for _, on := range c.Phases[n].DependsOn {
		out[c.Phases[on].ID] = true
	}
	return out
}
