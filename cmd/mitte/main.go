package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"syscall"
	_ "time/tzdata"

	"mitte/geo/fault"

	// civil days are Berlin's, also where the machine has no zone files

	"github.com/alecthomas/kong"
)

// commands is the whole command line; kong reads the tags. Every flag has an environment variable MITTE_….
type commands struct {
	Serve   serveCommand   `cmd:"" help:"Serve the map; starts a private PostGIS unless --database-url names one."`
	Demo    demoCommand    `cmd:"" help:"Fill an empty database with a generated, fictitious Altstadt."`
	Import  importCommand  `cmd:"" help:"Load real data: osm, alkis, works, units or town."`
	Migrate migrateCommand `cmd:"" help:"Bring the database to the newest schema."`
	User    userCommand    `cmd:"" help:"Look after who may sign in: add, passwd, disable, enable, totp, list."`
	Report  councilCommand `cmd:"" help:"Write a year's figures for the council, as one HTML file to read and print, and its tables."`
	Audit   auditCommand   `cmd:"" help:"Look after the audit trail: verify."`
	Person  personCommand  `cmd:"" help:"Answer whoever asks what is kept about them: export, erase."`
	Backup  backupCommand  `cmd:"" help:"Keep a copy of the database and the pictures: make (default), verify."`
	Restore restoreCommand `cmd:"" help:"Bring a backup back into a new data directory; what was erased since stays erased."`
	Drill   drillCommand   `cmd:"" help:"Prove that the newest backup can be brought back: restore it into a scratch cluster, compare, look at every page."`
	DB      dbCommand      `cmd:"" name:"db" help:"Look after the private database: status, shell, upgrade."`
	Bench   benchCommand   `cmd:"" help:"Measure how fast this program is here: tiles, edit, segment, browse."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// console is where a command talks to; tests give it buffers.
type console struct {
	in       io.Reader
	out, err io.Writer
	log      *slog.Logger
}

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is the whole program but for the process around it, so that tests can call it.
func run(args []string, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()

	if len(args) > 0 && args[0] == "help" {
		args = append(slices.Clone(args[1:]), "--help")
	}
	var cli commands
	exited := -1
	parser, err := kong.New(&cli,
		kong.Name("mitte"),
		kong.Description("Map and register of a city-centre office."),
		kong.DefaultEnvars("MITTE"),
		kong.UsageOnError(),
		kong.Writers(out, errOut),
		kong.Exit(func(code int) { exited = code }),
	)
	if err != nil {
		_, _ = fmt.Fprintln(errOut, "mitte:", err)
		return 1
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		_, _ = fmt.Fprintf(errOut, "mitte: %v\n", err)
		return 2
	}
	c := &console{in: os.Stdin, out: out, err: errOut, log: slog.New(slog.NewTextHandler(errOut, &slog.HandlerOptions{Level: slog.LevelWarn}))}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return exitCode(parsed.Run(c), errOut)
}

// exitCode is 0 for success, 1 for a failure and 3 for input that was refused.
func exitCode(err error, errOut io.Writer) int {
	if err == nil || errors.Is(err, context.Canceled) {
		return 0
	}
	_, _ = fmt.Fprintln(errOut, "mitte:", sentence(err))
	var e *fault.Error
	if errors.As(err, &e) && e.Kind == fault.Invalid {
		for _, f := range e.Fields {
			_, _ = fmt.Fprintf(errOut, "  %s: %s\n", f.Path, f.Msg)
		}
	}
	if fault.KindOf(err) == fault.Invalid {
		return 3
	}
	return 1
}

// sentence is what a person at a terminal reads: the message of a fault, with the cause where the message alone would leave
// the operator guessing.
func sentence(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind == fault.Internal || e.Msg == "" {
		return err.Error()
	}
	if cause := rootCause(e); e.Kind == fault.Unavailable && cause != nil {
		return e.Msg + ": " + cause.Error()
	}
	return e.Msg
}

// rootCause is the first error below e that is not a fault itself.
func rootCause(e *fault.Error) error {
	for err := e.Err; err != nil; err = errors.Unwrap(err) {
		var inner *fault.Error
		if !errors.As(err, &inner) {
			return err
		}
	}
	return nil
}
