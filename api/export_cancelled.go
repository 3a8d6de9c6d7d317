package api

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/place"
	"mitte/geo/works"
)

// goneFor is how long calendars and feeds say that a site was called off: long enough for one that is looked at once a quarter.
const goneFor = 100 * 24 * time.Hour

// gone adds what was called off lately; label, if not empty, keeps that one section.
func (a *api) gone(ctx context.Context, x *export, project, label string) error {
	all, err := a.Works.Cancelled(ctx, project, a.Clock.Now().Add(-goneFor))
	for _, c := range all {
		if label == "" || c.Label == label {
			x.Gone = append(x.Gone, c)
		}
	}
	return err
}

func (w words) goneTitle(c *works.Cancelled) string {
	title := w.pick(c.TitleDe, c.TitleEn)
	if title == "" {
		title = w.T("section", c.Label)
	}
	return title + " (" + w.T("cancelled") + ")"
}

// goneText says it in lines; why it was called off is nobody's here to say.
func (x *export) goneText(c *works.Cancelled) []string {
	lines := []string{x.pick(c.ProjectTitleDe, c.ProjectTitleEn) + ", " + x.T("section", c.Label), x.T("cancelled_why")}
	if c.MadeUp {
		lines = append(lines, x.T("made_up")+". "+x.T("made_up_why"))
	}
	return lines
}

// goneEvents takes a section and its phases out of calendars that have them: the same names, a later version, cancelled.
func (x *export) goneEvents(w *icalWriter, c *works.Cancelled) {
	s := sectionOfGone(c)
	e := event{title: x.goneTitle(c), status: "CANCELLED", period: geo.Period{From: c.ValidFrom, To: c.ValidTo}, text: x.goneText(c), path: sectionPath(s)}
	e.id = fmt.Sprintf("section-%d", c.ID)
	x.event(w, s, e)
	for _, id := range c.PhaseIDs {
		e.id = fmt.Sprintf("phase-%d", id)
		x.event(w, s, e)
	}
}

func (x *export) goneEntry(c *works.Cancelled) atomEntry {
	return atomEntry{
		ID: x.tag(fmt.Sprintf("section:%d", c.ID)), Title: printable(x.goneTitle(c)), Updated: c.UpdatedAt.UTC().Truncate(time.Second).Format(time.RFC3339),
		Links:    []atomLink{{"alternate", "text/html", x.Base + x.in(sectionPath(sectionOfGone(c)))}},
		Category: atomCategory{"cancelled", x.T("cancelled")}, Summary: printable(x.T("cancelled_why")),
		Content: atomText{"text", printable(x.goneText(c)[0] + "\n" + x.T("cancelled_why"))},
	}
}

// worksGone is all sections, and those called off.
func (a *api) worksGone(c *fiber.Ctx) (export, error) {
	x, err := a.worksExport(c, bindLanguage(c), works.SectionQuery{})
	if err != nil {
		return x, err
	}
	return x, a.gone(c.UserContext(), &x, "", "")
}

// projectGone is those of the project in the address.
func (a *api) projectGone(c *fiber.Ctx) (export, error) {
	x, err := a.projectExport(c)
	if err != nil {
		return x, err
	}
	ref, err := param(c, "ref")
	if err != nil {
		return x, err
	}
	return x, a.gone(c.UserContext(), &x, ref, "")
}

// sectionGone is the one in the address, also if it was called off: whoever keeps its calendar must be told.
func (a *api) sectionGone(c *fiber.Ctx) (export, error) {
	x, err := a.sectionExport(c)
	if err == nil || fault.KindOf(err) != fault.NotFound {
		return x, err
	}
	ref, refErr := param(c, "ref")
	label, labelErr := param(c, "label")
	if refErr != nil || labelErr != nil {
		return x, err
	}
	if gone := a.gone(c.UserContext(), &x, ref, label); gone != nil || len(x.Gone) == 0 {
		return x, cmp.Or(gone, err)
	}
	one := x.Gone[0]
	kept, exportErr := a.export(c, projectPath(ref)+"/"+url.PathEscape(label), nil, func(w words, _ place.Town) string { return w.goneTitle(&one) })
	kept.Gone = []works.Cancelled{one}
	return kept, exportErr
}
