package cluster

import (
	"log/slog"
	"time"
)

// Superuser is the bootstrap role that initdb creates; it serves creation and upgrade only.
const Superuser = "mitte_superuser"

// Database is the database that every cluster has once Start has returned.
const Database = "mitte"

// Codes of the errors that callers may want to tell apart.
const (
	CodeLocked = "cluster.locked" // another mitte process owns the cluster
	CodeBusy   = "cluster.busy"   // another mitte process owns it, but it is not ready at present
)

// Options say where the cluster lives and as whom it runs.
type Options struct {
	Dir     string       // the --data directory; the cluster lives in Dir/pg
	RunUser string       // --run-user; used only when started as root and no data directory exists yet
	BinDir  string       // MITTE_PG_BINDIR; empty means the newest installed PostgreSQL that has PostGIS
	Test    bool         // durability off, for pgtest only
	Log     *slog.Logger // nil discards
}

// Status is what /readyz tells about the cluster.
type Status struct {
	Up         bool      // PostgreSQL answers, as far as its supervisor knows
	Since      time.Time // when Up took its present value
	Restarts   int       // how often PostgreSQL came back since Start
	Troubled   bool      // PostgreSQL died five times or more within the last minute
	LastLine   string    // the last FATAL or PANIC line of the present run, else its last line
	PostgreSQL string    // version of the programs, such as "15.12"
	PostGIS    string    // version of the installed extension, such as "3.3.2"
}

func (o Options) logger() *slog.Logger {
	if o.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return o.Log
}
