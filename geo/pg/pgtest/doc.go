// Package pgtest gives tests a real PostGIS.
//
// All test programs of a run share one private cluster. The first one that needs it starts a keeper, a detached copy of
// itself that holds the cluster until nobody has used it for a while, so a finished package never pulls the database
// away from the next one. MITTE_TEST_DATABASE_URL names a server to use instead; its login must be a superuser.
//
// Most tests want Tx: a transaction that is rolled back, at the price of a fraction of a millisecond. Tests that commit
// want DB: a database of their own, cloned from a template that is built once per state of the migrations.
//
//	func TestRename(t *testing.T) {
//		t.Parallel()
//		tx := pgtest.Tx(t)
//		...
//	}
//
// Only tests import it. They skip under -short and never for want of a database.
package pgtest
