package works

import (
	"github.com/jackc/pgx/v5"
)

const sqlUndertakings = `
SELECT p.id, p.version, p.created_at, p.updated_at, p.updated_by, p.source, p.made_up, p.public_ref, p.title_de, p.title_en, p.client,
       coalesce(p.legal_note, '') AS legal_note, p.cost_planned_cents, p.cost_actual_cents, p.cost_released,
       coalesce(p.funding_text, '') AS funding_text,
       (SELECT count(*)::integer FROM construction_section s WHERE s.project_id = p.id) AS sections,
       EXISTS (SELECT FROM pub.projects v WHERE v.id = p.id) AS public
FROM construction_project p`

// A project of a made-up town is made up.
const sqlInsertUndertaking = `
INSERT INTO construction_project (public_ref, title_de, title_en, client, legal_note, cost_planned_cents, cost_actual_cents,
    cost_released, funding_text, source, made_up)
VALUES (@public_ref, @title_de, @title_en, @client, @legal_note, @cost_planned_cents, @cost_actual_cents, @cost_released,
    @funding_text, 'office', coalesce((SELECT t.made_up FROM town t), false))
RETURNING id`

const sqlUpdateUndertaking = `
UPDATE construction_project
SET public_ref = @public_ref, title_de = @title_de, title_en = @title_en, client = @client, legal_note = @legal_note,
    cost_planned_cents = @cost_planned_cents, cost_actual_cents = @cost_actual_cents, cost_released = @cost_released,
    funding_text = @funding_text
WHERE id = @id AND version = @version`

const sqlBlackouts = `
SELECT id, version, created_at, updated_at, updated_by, name, lower(period) AS "from", upper(period) AS "to",
       ST_Transform(geom, 4326) AS geom, geom AS geom_m
FROM blackout_window`

const sqlInsertBlackout = `INSERT INTO blackout_window (name, period, geom) VALUES (@name, @period, @geom) RETURNING id`

const sqlUpdateBlackout = `
UPDATE blackout_window SET name = @name, period = @period, geom = @geom WHERE id = @id AND version = @version`

const sqlDeleteBlackout = `DELETE FROM blackout_window WHERE id = @id AND version = @version`

func undertakingArgs(c *UndertakingContent) pgx.NamedArgs {
	return pgx.NamedArgs{
		"public_ref": c.PublicRef, "title_de": c.TitleDe, "title_en": c.TitleEn, "client": c.Client, "legal_note": textOr(c.LegalNote),
		"cost_planned_cents": c.CostPlannedCents, "cost_actual_cents": c.CostActualCents, "cost_released": c.CostReleased,
		"funding_text": textOr(c.FundingText),
	}
}

func blackoutArgs(c *BlackoutContent) pgx.NamedArgs {
	return pgx.NamedArgs{"name": c.Name, "period": periodOr(c.From, c.To), "geom": c.GeomM}
}
