package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"mitte/api"
	"mitte/geo"
	"mitte/geo/bureau"
	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/gpkg"
	"mitte/geo/intake"
	"mitte/geo/kpi"
	"mitte/geo/outbox"
	"mitte/geo/owners"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/pg/cluster"
	"mitte/geo/picture"
	"mitte/geo/place"
	"mitte/geo/vacancy"
	"mitte/geo/works"

	"github.com/jackc/pgx/v5/pgxpool"
)

type serveCommand struct {
	databaseFlags
	keepFlags
	mailFlags
	Listen         string         `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where the map answers (${default})."`
	AdminListen    string         `default:"127.0.0.1:9090" placeholder:"HOST:PORT" help:"Where metrics and profiles answer (${default}); empty for nowhere."`
	PublicURL      string         `placeholder:"URL" help:"Address as browsers see it; by default that of --listen."`
	TrustedProxies []netip.Prefix `placeholder:"CIDR,…" help:"Proxies whose X-Forwarded-For is believed."`
	Demo           bool           `help:"Fill an empty database with the demo Altstadt."`
	Connections    int            `default:"16" help:"Database connections for what the public reads."`
	AppConnections int            `default:"8" help:"Database connections for those who are signed in."`
	SecondFactor   string         `enum:"required,optional" default:"required" help:"Whether planners, staff and administrators need a code from an authenticator app to sign in: required (default) or optional."`
	Office         string         `type:"existingfile" placeholder:"FILE" help:"JSON file that names who runs this: name, street, place, represented, email, phone, register, supervisor, enforcement, privacy, accessibility, desks. Without one a made-up office is shown."`
	TilesMemory    int            `default:"2048" placeholder:"MIB" help:"Memory for one layer of the map (${default}); a layer that would take more is served from the database, which is slower. 0 serves all layers from there."`
	TilesCache     int            `default:"64" placeholder:"MIB" help:"Memory for finished tiles (${default}); 0 keeps none."`
	FeaturesCache  int            `default:"64" placeholder:"MIB" help:"Memory for finished features and packed pages of the collections (${default}); 0 keeps none."`
	TilesMaxBytes  int            `default:"524288" placeholder:"BYTES" help:"Ceiling of a tile before compression (${default}); the smallest features are left out above it. -1 for none."`
	LogLevel       slog.Level     `default:"info" help:"debug, info, warn or error."`
}

const (
	publicStatement = 4 * time.Second // a little above the longest read, as a net below it
	appStatement    = 9 * time.Second // likewise above the longest change
	drainTime       = 10 * time.Second
)

// server is a running service: what must be stopped again, in the order of its fields.
type server struct {
	cfg      *serveCommand
	console  *console
	log      *slog.Logger
	metrics  *metrics
	cluster  *cluster.Cluster // nil with --database-url
	db       *database
	public   *pgxpool.Pool
	app      *pgxpool.Pool
	people   *people.Service
	outbox   *outbox.Outbox
	enquiry  *enquiry.Service
	board    *works.Board
	reckoner *works.Reckoner
	planner  *place.Planner
	engine   *engine
	ready    readiness
	bureau   bureau.Office
	pictures *picture.Store
}

// Run serves until it is told to stop.
func (s *serveCommand) Run(ctx context.Context, c *console) error {
	started := time.Now()
	srv := &server{cfg: s, console: c, metrics: newMetrics()}
	srv.log = slog.New(slog.NewJSONHandler(c.err, &slog.HandlerOptions{Level: s.LogLevel}))
	office, err := s.office()
	if err != nil {
		return err
	}
	srv.bureau = office
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.Listen)
	if err != nil {
		return fault.Newf(fault.Conflict, "listen", "cannot listen on %s: %v", s.Listen, err)
	}
	defer func() { _ = listener.Close() }()
	if err := srv.reachDatabase(ctx); err != nil {
		return err
	}
	defer srv.stopDatabase(ctx)
	return srv.serve(ctx, listener, started)
}

// reachDatabase starts the private cluster, or trusts that the server behind --database-url will come.
func (s *server) reachDatabase(ctx context.Context) (err error) {
	if s.cfg.DatabaseURL != "" {
		s.db, err = s.cfg.reach(ctx, s.log)
	} else if s.cluster, err = cluster.Start(ctx, s.cfg.clusterOptions(s.log)); err == nil {
		s.db = &database{urls: func(role string) string { return s.cluster.URL(role, cluster.Database) }}
	}
	if err != nil {
		return err
	}
	s.public, err = s.db.pool(ctx, rolePublic, s.cfg.Connections, publicStatement)
	if err == nil {
		err = s.openPeople(ctx)
	}
	if err == nil {
		s.pictures, err = picture.Open(s.cfg.picturesDir())
	}
	if err == nil {
		s.engine, err = s.cfg.newEngine(ctx, s.db, s.log)
	}
	if err != nil {
		s.stopDatabase(ctx)
	}
	return err
}

func (s *server) stopDatabase(ctx context.Context) {
	if s.engine != nil {
		s.engine.stop()
	}
	if s.public != nil {
		s.public.Close()
	}
	if s.app != nil {
		s.exportLastHead(ctx)
		s.listLastErasures(ctx)
		s.app.Close()
	}
	if s.cluster != nil {
		hurry := make(chan os.Signal, 1)
		signal.Notify(hurry, syscall.SIGINT, syscall.SIGTERM)
		defer signal.Stop(hurry)
		go func() {
			if _, again := <-hurry; again {
				s.cluster.Hurry()
			}
		}()
		if err := s.cluster.Stop(context.WithoutCancel(ctx)); err != nil {
			s.log.Error("the database did not stop cleanly", "cause", err.Error())
		}
	}
}

func (s *server) serve(ctx context.Context, listener net.Listener, started time.Time) error {
	address := "http://" + listener.Addr().String()
	publicURL := s.cfg.PublicURL
	if publicURL == "" {
		publicURL = address
	}
	if err := s.openOutbox(publicURL); err != nil {
		return err
	}
	app, err := api.New(s.deps(publicURL))
	if err != nil {
		return err
	}
	failed := make(chan error, 2)
	go func() { failed <- app.Listener(listener) }()
	s.openAdmin(ctx)

	preparing, stopPreparing := context.WithCancel(ctx)
	prepared := make(chan error, 1)
	var preparation sync.WaitGroup
	preparation.Go(func() { prepared <- s.prepare(preparing) })
	defer preparation.Wait()
	defer stopPreparing()
	for {
		select {
		case err := <-failed:
			return err
		case err := <-prepared:
			if err != nil && ctx.Err() == nil {
				return errors.Join(err, api.Shutdown(app, drainTime))
			}
			prepared = nil
			if err == nil {
				s.announce(address, time.Since(started))
				s.invite(ctx, publicURL)
				go s.forgetChanges(ctx)
				go s.tidyPeople(ctx)
				go s.tidyRegister(ctx)
				go s.listErasures(ctx)
				preparation.Go(func() { s.work(preparing) })
			}
		case <-ctx.Done():
			return api.Shutdown(app, drainTime)
		}
	}
}

func (s *server) announce(address string, took time.Duration) {
	s.log.Info("ready", "listening", address, "data", s.place(), "seconds", took.Round(time.Millisecond).Seconds())
	_, _ = fmt.Fprintf(s.console.out, "mitte is listening on %s\n", address)
}

// place is where the data are, for the log; a URL may hold a password.
func (s *server) place() string {
	if s.cluster == nil {
		return "--database-url"
	}
	return s.cfg.dataDir()
}

func (s *server) deps(publicURL string) api.Deps {
	clock := geo.SystemClock{}
	s.metrics.watchPool("public", s.public)
	s.metrics.watchPool("app", s.app)
	s.metrics.watchPool("tiles", s.engine.near)
	s.metrics.watchEngine(s.engine)
	s.metrics.watchBackups(s.cfg.databaseFlags)
	return api.Deps{
		Config: api.Config{
			PublicURL: publicURL, TrustedProxies: s.cfg.TrustedProxies, PackedBytes: s.cfg.packedBytes(),
		},
		Place:    place.New(s.public, clock),
		Vacancy:  vacancy.New(s.public),
		Works:    works.New(s.public, clock),
		Office:   works.NewOffice(s.app, clock, works.NewTeller(s.outbox), s.reckoner),
		Register: vacancy.NewOffice(s.app, clock).With(s.pictures),
		Owners:   owners.New(s.app, clock, vacancy.NewOffice(s.app, clock)),
		Pictures: s.pictures,
		People:   s.people,
		Outbox:   s.outbox,
		Enquiry:  s.enquiry,
		GPKG:     gpkg.New(""),
		Board:    s.board,
		Bureau:   s.bureau,
		Reckoner: s.reckoner, Planner: s.planner, Notebook: place.NewNotebook(s.app), KPI: kpi.New(s.app, s.planner, s.reckoner, clock),
		Tiles:    s.engine.tiles,
		About:    s.engine.tiles,
		Features: s.engine.tiles,
		Changes:  s.engine.follower,
		Erased:   s.keepErasures,
		Clock:    clock,
		Log:      s.log,
		Metrics:  s.metrics,
		Ready: []api.Check{
			{Name: "database", Run: s.databaseAnswers},
			{Name: "schema", Run: s.ready.check},
			{Name: "tiles", Run: s.engine.check, Detail: s.engine.detail},
			s.drillCheck(),
		},
	}
}

func (s *server) databaseAnswers(ctx context.Context) error {
	if s.cluster != nil {
		if status := s.cluster.Status(); status.Troubled {
			return fault.Newf(fault.Unavailable, pg.CodeAway, "PostgreSQL keeps dying; its last words: %s", status.LastLine)
		}
	}
	return pg.Fault("ping", s.public.Ping(ctx))
}

// openAdmin is a convenience for operators; another program on its port must not keep the map from coming up.
func (s *server) openAdmin(ctx context.Context) {
	if s.cfg.AdminListen == "" {
		return
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.cfg.AdminListen)
	if err != nil {
		s.log.Warn("no metrics: the admin address is taken", "address", s.cfg.AdminListen, "cause", err.Error())
		return
	}
	admin := s.metrics.serveAdmin(listener)
	context.AfterFunc(ctx, func() { _ = admin.Close() })
}

// sweepImports removes what a killed import left in staging.
func (s *server) sweepImports(ctx context.Context) error {
	app, err := s.db.pool(ctx, roleApp, 1, importStatement)
	if err != nil {
		return err
	}
	defer app.Close()
	return intake.Sweep(ctx, app)
}
