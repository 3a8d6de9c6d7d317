package api

import (
	"context"
	"strings"

	"mitte/geo"
)

// bulletin is a notice on the page of its section, or on that of its project, where Href leads to the section.
type bulletin struct {
	On, When   string
	About      string
	Href       string
	Paragraphs []string
}

// bulletins puts what is published for sections into words, the newest first.
func (a *api) bulletins(ctx context.Context, w words, sections []sectionView) ([]bulletin, error) {
	ids, about := make([]int64, len(sections)), make(map[int64]sectionView, len(sections))
	for i, s := range sections {
		ids[i], about[s.ID] = s.ID, s
	}
	found, err := a.Works.Published(ctx, ids)
	out := make([]bulletin, len(found))
	for i, n := range found {
		s := about[n.SectionID]
		out[i] = bulletin{
			On: w.day(geo.DateOf(n.PublishedAt)), About: w.T("section", s.Label), Href: s.Href,
			Paragraphs: strings.Split(strings.TrimSpace(w.pick(n.TextDe, n.TextEn)), "\n\n"),
		}
		if !n.ValidFrom.IsZero() || !n.ValidTo.IsZero() {
			out[i].When = w.period(geo.Period{From: n.ValidFrom, To: n.ValidTo})
		}
	}
	return out, err
}
