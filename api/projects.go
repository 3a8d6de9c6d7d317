package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/place"
	"mitte/geo/works"
)

func (a *api) projects(c *fiber.Ctx) error {
	q := bind(c, listParameters...)
	page := q.page()
	if err := q.err(); err != nil {
		return err
	}
	return sendList(a, c, listing[works.Project]{
		kind: projectFeature, page: page,
		read: func(ctx context.Context, p place.Page) (place.Batch[works.Project], error) {
			return a.Works.Projects(ctx, works.ProjectQuery{Page: p})
		},
	})
}

func (a *api) project(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if err := bind(c).err(); err != nil {
		return err
	}
	p, err := a.Works.Project(c.UserContext(), id)
	if err != nil {
		return err
	}
	return sendItem(c, projectFeature, &p, nil)
}

var projectFeature = feature[works.Project]{
	size: 2000,
	head: func(p *works.Project) (int64, int, geo.Geom) { return p.ID, p.Version, p.Geom },
	properties: func(w *jsonWriter, p *works.Project) {
		w.num("version", p.Version)
		w.time("updated_at", p.UpdatedAt)
		w.str("public_ref", p.PublicRef)
		w.str("title_de", p.TitleDe)
		w.str("title_en", p.TitleEn)
		w.str("client", p.Client)
		w.idOr("cost_planned_cents", p.CostPlannedCents)
		w.strOr("funding_text", p.FundingText)
		w.str("source", p.Source)
		w.yes("made_up", p.MadeUp)
	},
}
