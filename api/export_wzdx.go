package api

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"mitte/geo"
	"mitte/geo/works"
)

// worksWZDx is the sites as a Work Zone Data Exchange feed, version 4.2: lines along streets, for navigation and for road
// authorities (domain.md 7.1).
func (a *api) worksWZDx(c *fiber.Ctx) error {
	x, err := a.worksExport(c, bindLanguage(c), works.SectionQuery{Statuses: []string{"scheduled", "active", "suspended", "surface_open"}})
	if err != nil {
		return err
	}
	lines, err := a.Works.Lines(c.UserContext(), idsOf(x.Sections))
	if err != nil {
		return err
	}
	feed := x.wzdx(lines)
	still, err := json.Marshal(feed)
	if err != nil {
		return err
	}
	feed.Info.UpdateDate = wzdxTime(a.Clock.Now())
	body, err := json.Marshal(feed)
	if err != nil {
		return err
	}
	return send(c, geoJSON, weakTag(still), body)
}

type zone struct {
	section *works.Section
	phase   *works.Phase // nil for the whole section
	line    works.Line
	impact  works.Impact
	period  geo.Period
}

// wzdx returns the feed but the time at which it is made.
func (x *export) wzdx(lines []works.Line) wzdxFeed {
	at := map[int64]works.Line{}
	for _, l := range lines {
		at[l.SectionID] = l
	}
	sections := slices.Clone(x.Sections)
	slices.SortStableFunc(sections, func(a, b works.Section) int {
		return cmp.Or(cmp.Compare(a.ProjectID, b.ProjectID), cmp.Compare(a.Sequence, b.Sequence), cmp.Compare(a.Label, b.Label))
	})
	source := wzdxSource{ID: x.uuid("source"), Owner: x.Office.Name, Contact: x.Office.Desk("technical").Name, Mail: x.Office.Desk("technical").Email}
	feed := wzdxFeed{Type: "FeatureCollection", Features: []wzdxFeature{}, Info: wzdxInfo{Publisher: x.Office.Name, Contact: x.Office.Name, Mail: x.Office.Email, Version: "4.2"}}
	var chain []zone
	for i := range sections {
		chain = append(chain, zones(&sections[i], at[sections[i].ID])...)
	}
	for i, z := range chain {
		f := x.wzdxFeature(z, source.ID)
		f.Properties.Core.Related = x.related(chain, i)
		feed.Features = append(feed.Features, f)
		source.UpdateDate = max(source.UpdateDate, f.Properties.Core.UpdateDate)
	}
	feed.Info.Sources = []wzdxSource{source}
	return feed
}

// zones returns the events of a section: one, or one a phase where vehicles fare otherwise from phase to phase. Without
// dates or a line there is none, because both are required.
func zones(s *works.Section, line works.Line) []zone {
	whole := zone{s, nil, line, s.Impact, geo.Period{From: s.ValidFrom, To: s.ValidTo}}
	if line.Centreline.IsZero() || !whole.closed() {
		return nil
	}
	var phases []zone
	kinds := map[string]bool{}
	for i := range s.Phases {
		p := &s.Phases[i]
		z := zone{s, p, line, ofPhase(s, p), geo.Period{From: p.ValidFrom, To: p.ValidTo}}
		if p.Status != "cancelled" && z.closed() {
			phases = append(phases, z)
			kinds[deref(z.impact.Vehicle)] = true
		}
	}
	if len(kinds) < 2 {
		if len(phases) > 0 && !stated(s.Impact) {
			whole.impact = phases[0].impact
		}
		return []zone{whole}
	}
	slices.SortStableFunc(phases, func(a, b zone) int {
		return cmp.Or(a.period.From.Time().Compare(b.period.From.Time()), cmp.Compare(a.phase.Sequence, b.phase.Sequence))
	})
	return phases
}

func (z zone) closed() bool { return !z.period.From.IsZero() && !z.period.To.IsZero() }

func (z zone) name() string {
	if z.phase != nil {
		return fmt.Sprintf("section-%d/phase-%d", z.section.ID, z.phase.ID)
	}
	return fmt.Sprintf("section-%d", z.section.ID)
}

// uuid names a thing of ours for ever: the same in every export of this host.
func (x *export) uuid(name string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("tag:"+x.Host+",2026:mitte:"+name)).String()
}

// related names the first event of the project and the one that comes after this one.
func (x *export) related(chain []zone, i int) []wzdxRelated {
	project := chain[i].section.ProjectID
	first := slices.IndexFunc(chain, func(z zone) bool { return z.section.ProjectID == project })
	var out []wzdxRelated
	if first < i || i+1 < len(chain) && chain[i+1].section.ProjectID == project {
		out = append(out, wzdxRelated{"first-in-sequence", x.uuid(chain[first].name())})
	}
	if i+1 < len(chain) && chain[i+1].section.ProjectID == project {
		out = append(out, wzdxRelated{"next-in-sequence", x.uuid(chain[i+1].name())})
	}
	return out
}

func (x *export) wzdxFeature(z zone, source string) wzdxFeature {
	s := z.section
	p := wzdxProperties{
		Core: wzdxCore{
			EventType: "work-zone", DataSource: source, Roads: s.StreetNames, Direction: "undefined", Name: x.sectionTitle(s),
			Description: x.pick(s.DescriptionDe, s.DescriptionEn), Created: wzdxTime(z.line.CreatedAt), UpdateDate: wzdxTime(changed(s, x.Today)),
		},
		From: deref(z.line.FromStreet), To: deref(z.line.ToStreet),
		Start: wzdxTime(midnight(z.period.From)), End: wzdxTime(midnight(z.period.To)),
		StartVerified: s.StartVerified, EndVerified: s.EndVerified, LocationMethod: "unknown",
		VehicleImpact: vehicleImpact(z.impact), Restrictions: restrictions(z.impact), Works: typesOfWork(z), Own: x.ownFacts(z),
	}
	if len(p.Core.Roads) == 0 {
		p.Core.Roads = []string{p.Core.Name} // the feed asks for one, and off the network a site's own name is what people know
	}
	if z.phase != nil {
		p.Core.Name += ": " + x.phaseName(z.phase)
		p.StartVerified, p.EndVerified = !z.phase.ActualStart.IsZero(), !z.phase.ActualEnd.IsZero()
	}
	if p.From != "" && p.To != "" {
		p.LocationMethod = "junction-method"
	}
	return wzdxFeature{x.uuid(z.name()), "Feature", p, geo.AppendGeom(nil, z.line.Centreline, digits)}
}

// midnight is the instant at which a day begins in Berlin.
func midnight(d geo.Date) time.Time {
	y, m, day := d.Time().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, geo.Berlin)
}

func wzdxTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
