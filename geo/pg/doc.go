// Package pg is mitte's way to its database: the pool, transactions, the codecs that carry geo values over the wire, the
// translation of PostgreSQL's errors into faults, the Where builder, the change cursor and the migrations runner.
//
// Rooms take a Querier (or a DB, where they also write), so that the same statement runs on the pool, inside a
// transaction and in a test's rolled-back transaction. A statement is a constant beside its scan; filters are put
// together by Where, which takes only constants as SQL.
//
//	err := pg.InTx(ctx, db, actor, func(tx pgx.Tx) error {
//		_, err := tx.Exec(ctx, sqlRename, id, name)
//		return pg.Fault("place.Rename", err)
//	})
//
// No table of a room is known here except those that belong to pg itself: change and schema_version.
package pg
