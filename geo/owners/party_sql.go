package owners

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

const (
	// Whoever works with owners may also see what they agreed to.
	sqlWithOwners = `SELECT set_config('mitte.role', 'owners,register', true)`

	sqlParty = `
SELECT p.id::text AS id, p.version, p.created_at, p.updated_at, p.updated_by, p.kind, p.name, p.email, p.phone, p.address, p.legal_basis,
       p.source, p.purpose, p.collected_at, p.delete_after
FROM owner_data.party p`

	sqlOneParty = sqlParty + ` WHERE p.id = $1`

	sqlLockParty = sqlParty + ` WHERE p.id = $1 FOR UPDATE`

	// What is over its day is not found any more, whether the job has been there or not. $5 is today.
	sqlFindParties = sqlParty + `
WHERE p.delete_after >= $5::date
  AND ($1::bigint = 0 OR EXISTS (SELECT FROM owner_data.party_link l WHERE l.party_id = p.id AND (l.unit_id = $1
      OR l.parcel_id IN (SELECT parcel_id FROM unit_parcel WHERE unit_id = $1))))
  AND ($2::bigint = 0 OR EXISTS (SELECT FROM owner_data.party_link l WHERE l.party_id = p.id AND l.parcel_id = $2))
  AND ($3::text = '' OR p.name ILIKE $3)
ORDER BY p.name, p.id
LIMIT $4`

	sqlLinks = `
SELECT l.id::text AS id, l.party_id::text AS party_id, l.role, l.parcel_id, l.unit_id, lower(l.period) AS "from", upper(l.period) AS "to",
       nullif(concat_ws(' ', p.gemarkung_name, p.flur, p.label), '') AS parcel_label
FROM owner_data.party_link l
LEFT JOIN parcel p ON p.id = l.parcel_id
WHERE l.party_id::text = ANY ($1)
ORDER BY l.unit_id, l.parcel_id, l.role, l.id`

	sqlPartyConsents = `
SELECT id::text AS id, party_id::text AS party_id, unit_id, scope, given_at, revoked_at
FROM owner_data.consent
WHERE party_id::text = ANY ($1)
ORDER BY recorded_at, id`

	sqlInsertParty = `
INSERT INTO owner_data.party (kind, name, email, phone, address, legal_basis, source, purpose, collected_at, delete_after)
VALUES (@kind, @name, @email, @phone, @address, @legal_basis, @source, @purpose, @collected_at, @delete_after)
RETURNING id::text`

	sqlUpdateParty = `
UPDATE owner_data.party
SET kind = @kind, name = @name, email = @email, phone = @phone, address = @address, legal_basis = @legal_basis, source = @source,
    purpose = @purpose, collected_at = @collected_at, delete_after = @delete_after, version = version + 1, updated_at = now(),
    updated_by = current_actor()
WHERE id = @id`

	sqlDeleteParty = `DELETE FROM owner_data.party WHERE id = $1`

	sqlInsertLink = `
INSERT INTO owner_data.party_link (party_id, role, parcel_id, unit_id, period)
VALUES ($1, $2, $3, $4, daterange($5::date, $6::date))
RETURNING id::text`

	sqlDeleteLink = `DELETE FROM owner_data.party_link WHERE id = $1 RETURNING party_id::text`

	sqlOver = `DELETE FROM owner_data.party WHERE delete_after < $1 RETURNING id::text`

	sqlStanding = `SELECT id::text FROM owner_data.consent WHERE party_id = $1 AND revoked_at IS NULL ORDER BY recorded_at, id`

	// The trail names a party by its number only; of several that one question told of, each stands in the list.
	sqlAccesses = `
SELECT at, actor, action, after ->> 'purpose' AS purpose
FROM audit_log
WHERE entity = 'party' AND (after -> 'party_ids') ? $1
ORDER BY seq`
)

func (p *Party) args() pgx.NamedArgs {
	return pgx.NamedArgs{
		"id": p.ID, "kind": p.Kind, "name": p.Name, "email": p.Email, "phone": p.Phone, "address": p.Address, "legal_basis": p.LegalBasis,
		"source": p.Source, "purpose": p.Purpose, "collected_at": p.CollectedAt, "delete_after": p.DeleteAfter,
	}
}

// complete reads what belongs to parties.
func complete(ctx context.Context, tx pgx.Tx, parties []Party) error {
	ids, at := make([]string, len(parties)), map[string]*Party{}
	for i := range parties {
		ids[i] = parties[i].ID
		at[ids[i]] = &parties[i]
	}
	links, err := pg.Collect[Link](ctx, tx, sqlLinks, ids)
	if err != nil {
		return err
	}
	for _, l := range links {
		at[l.PartyID].Links = append(at[l.PartyID].Links, l)
	}
	consents, err := pg.Collect[Consent](ctx, tx, sqlPartyConsents, ids)
	for _, c := range consents {
		at[c.PartyID].Consents = append(at[c.PartyID].Consents, c)
	}
	return err
}

// one reads a party; pgx.ErrNoRows says that there is none.
func one(ctx context.Context, tx pgx.Tx, sql, id string) (Party, error) {
	rows, err := pg.Collect[Party](ctx, tx, sql, id)
	if err == nil && len(rows) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return Party{}, err
	}
	return rows[0], nil
}

// within finds a text anywhere in a name, whatever signs of LIKE it has.
func within(text string) string {
	if text == "" {
		return ""
	}
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text) + "%"
}
