// Package people is who works with mitte and what they may: accounts and roles, passwords and second factors, sessions and
// API tokens, and the audit trail.
//
// A request becomes an Actor, and rooms ask the Actor. Every transaction that changes something ends with Record, as its last
// statement before COMMIT:
//
//	if err := actor.Require(people.Staff); err != nil {
//		return err
//	}
//	return pg.InTx(ctx, db, actor.String(), func(tx pgx.Tx) error {
//		…
//		return people.Record(ctx, tx, people.Entry{Actor: actor, Action: "section.update", Entity: "construction_section", EntityID: id})
//	})
//
// Secrets are kept as hashes or encrypted with a key outside the database, and all time is the database's. Cookies and headers
// are api's; rules about fields of other rooms are theirs.
package people
