package vacancy

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

const sqlMarketOffer = `
SELECT id, version, updated_at, updated_by, publication_status, published_at, title_de, title_en, description_de, description_en,
       net_cold_rent_cents, service_charges_cents, deposit_cents, price_on_request, available_from, min_term_months, max_term_months,
       interim_use_possible, suitable_uses, coalesce(publication_basis, '') AS publication_basis, confirmed_until
FROM offer
WHERE unit_id = $1
ORDER BY publication_status <> 'withdrawn' DESC, id DESC
LIMIT 1`

const sqlInsertOffer = `
INSERT INTO offer (unit_id, title_de, title_en, description_de, description_en, net_cold_rent_cents, service_charges_cents, deposit_cents,
    price_on_request, available_from, min_term_months, max_term_months, interim_use_possible, suitable_uses, publication_basis,
    confirmed_until, made_up)
SELECT u.id, @title_de, @title_en, @description_de, @description_en, @net_cold_rent_cents, @service_charges_cents, @deposit_cents,
       @price_on_request, @available_from, @min_term_months, @max_term_months, @interim_use_possible, coalesce(@suitable_uses::text[], '{}'),
       @publication_basis, @confirmed_until, u.made_up
FROM unit u
WHERE u.id = @unit`

const sqlUpdateOffer = `
UPDATE offer
SET title_de = @title_de, title_en = @title_en, description_de = @description_de, description_en = @description_en,
    net_cold_rent_cents = @net_cold_rent_cents, service_charges_cents = @service_charges_cents, deposit_cents = @deposit_cents,
    price_on_request = @price_on_request, available_from = @available_from, min_term_months = @min_term_months,
    max_term_months = @max_term_months, interim_use_possible = @interim_use_possible,
    suitable_uses = coalesce(@suitable_uses::text[], '{}'), publication_basis = @publication_basis, confirmed_until = @confirmed_until
WHERE id = @id`

const (
	sqlSetPublication = `
UPDATE offer SET publication_status = $2, published_at = CASE WHEN $2 = 'published' THEN now() ELSE published_at END WHERE id = $1`

	sqlConsents = `
SELECT id::text AS id, scope, given_at, recorded_at, recorded_by, revoked_at, evidence
FROM owner_data.consent
WHERE unit_id = $1
ORDER BY recorded_at DESC, id`

	sqlGiveConsent = `
INSERT INTO owner_data.consent (unit_id, scope, given_at, evidence, party_id) VALUES ($1, $2, $3, $4, $5)`

	sqlConsentUnit = `SELECT unit_id FROM owner_data.consent WHERE id = $1`

	sqlRevokeConsent = `
UPDATE owner_data.consent SET revoked_at = now(), revoked_by = current_actor() WHERE id = $1 AND revoked_at IS NULL RETURNING scope`

	sqlWithdraw = `UPDATE offer SET publication_status = 'withdrawn' WHERE unit_id = $1 AND publication_status = 'published'`

	sqlExpired = `SELECT unit_id FROM offer WHERE publication_status = 'published' AND confirmed_until < $1 ORDER BY unit_id`

	// Whoever works with the register sees what owners agreed to.
	sqlInRegister = `SELECT set_config('mitte.role', 'register', true)`

	sqlAnonymousOffers = `
SELECT street_name, from_label, to_label, use_type, size_class
FROM pub.anonymous_offers
ORDER BY street_name, from_label, use_type, size_class`
)

// Its arguments are the unit and the day. The owners of a made-up town agree to everything until somebody says otherwise.
const sqlMarket = `
SELECT coalesce(s.status, 'unknown') AS status, coalesce(a.street_name, '') <> '' AS addressed,
       num_nonnulls(u.sales_area_m2, u.retail_area_m2, u.gastro_area_m2, u.total_area_m2) > 0 AS sized, u.building_id IS NOT NULL AS built,
       coalesce(u.public_basis = 'open_data', false) AS open_data,
       EXISTS (SELECT FROM media m WHERE m.unit_id = u.id AND m.access_level = 'public') AS pictured,
       ARRAY(SELECT c.scope FROM owner_data.consent c WHERE c.unit_id = u.id AND c.revoked_at IS NULL AND c.given_at <= $2::date
             UNION
             SELECT m.scope FROM unnest('{publish_unit,publish_photo,publish_rent,publish_threatened}'::text[]) AS m (scope)
             WHERE u.made_up AND NOT EXISTS (SELECT FROM owner_data.consent c WHERE c.unit_id = u.id AND c.scope = m.scope)) AS consents
FROM unit u
LEFT JOIN unit_state s ON s.unit_id = u.id AND s.period @> $2::date
LEFT JOIN address a ON a.id = u.address_id
WHERE u.id = $1`

// Consent is what an owner agreed to. Evidence is personal.
type Consent struct {
	ID         string
	Scope      string
	GivenAt    geo.Date
	RecordedAt time.Time
	RecordedBy string
	RevokedAt  *time.Time
	Evidence   string
	PartyID    string `db:"-"` // who gives it, "" if that is not told; written, and read by owners only
}

// AnonymousOffer is what the public reads of an offer whose owner stays unnamed: nothing that leads to the unit.
type AnonymousOffer struct {
	StreetName, FromLabel, ToLabel *string
	UseType, SizeClass             string
}

// findOffer returns the current offer of a unit, else the last one that was withdrawn, nil if there never was any.
func findOffer(ctx context.Context, db pg.Querier, unit int64) (*MarketOffer, error) {
	rows, err := pg.Collect[MarketOffer](ctx, db, sqlMarketOffer, unit)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// findMarket reads what publication asks of a unit; pgx.ErrNoRows says that there is none.
func findMarket(ctx context.Context, tx pgx.Tx, unit int64, day geo.Date) (market, error) {
	rows, err := pg.Collect[market](ctx, tx, sqlMarket, unit, day)
	if err == nil && len(rows) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return market{}, err
	}
	return rows[0], nil
}

func (o *MarketOffer) args(unit int64) pgx.NamedArgs {
	return pgx.NamedArgs{
		"unit": unit, "id": o.ID, "title_de": o.TitleDe, "title_en": o.TitleEn, "description_de": o.DescriptionDe,
		"description_en": o.DescriptionEn, "net_cold_rent_cents": o.NetColdRentCents, "service_charges_cents": o.ServiceChargesCents,
		"deposit_cents": o.DepositCents, "price_on_request": o.PriceOnRequest, "available_from": o.AvailableFrom,
		"min_term_months": o.MinTermMonths, "max_term_months": o.MaxTermMonths, "interim_use_possible": o.InterimUsePossible,
		"suitable_uses": o.SuitableUses, "publication_basis": textOr(o.PublicationBasis), "confirmed_until": o.ConfirmedUntil,
	}
}
