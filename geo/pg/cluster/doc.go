// Package cluster runs the private PostGIS cluster that mitte uses when no --database-url is given.
//
// It finds the installed programs, creates the data directory, starts PostgreSQL as a child without any TCP port,
// restarts it when it dies and stops it with mitte. One mitte process owns a cluster; others attach to it through the
// same Unix socket. Everything lives in <data>/pg: marker, lock, users, data, log and sock.
//
// What does not live here: roles, extensions, migrations and pools (geo/pg), databases for tests (geo/pg/pgtest).
// Debian's own clusters are never looked at. Linux only; elsewhere every call asks for --database-url.
//
//	c, err := cluster.Start(ctx, cluster.Options{Dir: "./var", Log: log})
//	if err != nil {
//		return err
//	}
//	defer c.Stop(context.WithoutCancel(ctx))
//	pool, err := pgxpool.New(ctx, c.URL("mitte_app", "mitte"))
package cluster
