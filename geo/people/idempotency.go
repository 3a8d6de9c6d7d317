package people

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// claimKey is where a context holds the claim of its request on an Idempotency-Key.
type claimKey struct{}

// Claim is the right of one attempt to take effect under a key of the client's.
type Claim struct {
	Actor string
	Key   string
	by    pgtype.UUID
}

// with returns a context whose writing transaction marks the claim as done.
func (c Claim) with(ctx context.Context) context.Context {
	return context.WithValue(ctx, claimKey{}, c)
}

const sqlMarkEffect = `
UPDATE idempotency_key SET entity = coalesce(entity, $4), entity_id = coalesce(entity_id, $5)
WHERE actor = $1 AND key = $2 AND claimed_by = $3`

// markEffect binds the effect to the key in one transaction, so that a crash between them cannot let a repetition through.
func markEffect(ctx context.Context, tx pgx.Tx, e Entry) error {
	claim, given := ctx.Value(claimKey{}).(Claim)
	if !given {
		return nil
	}
	done, err := tx.Exec(ctx, sqlMarkEffect, claim.Actor, claim.Key, claim.by, e.Entity, idOrNil(e.EntityID))
	if err == nil && done.RowsAffected() == 0 {
		return errLostClaim
	}
	return err
}
