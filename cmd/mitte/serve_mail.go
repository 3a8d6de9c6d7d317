package main

import (
	"context"
	"log/slog"
	"os"
	"strings"
	"time"

	"mitte/geo"
	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/place"
	"mitte/geo/works"
)

// mailFlags are the way to the mail server. Without a host mails wait in the outbox.
type mailFlags struct {
	SMTPHost         string `name:"smtp-host" placeholder:"HOST" help:"Mail server that takes our mails; without one they wait in the outbox, where staff see them."`
	SMTPPort         int    `name:"smtp-port" placeholder:"PORT" help:"Its port; by default 587, or 465 with --smtp-tls=tls."`
	SMTPUser         string `name:"smtp-user" placeholder:"NAME" help:"Login there, if it wants one."`
	SMTPPasswordFile string `name:"smtp-password-file" type:"path" placeholder:"FILE" help:"File with the password of that login."`
	SMTPFrom         string `name:"smtp-from" placeholder:"ADDRESS" help:"Sender, like \"Stadtbüro <bau@stadt.example>\"."`
	SMTPTLS          string `name:"smtp-tls" enum:"starttls,tls,none" default:"starttls" help:"starttls (default), tls from the first byte, or none for a server on this machine."`
}

const (
	postConnections = 5 // two mails, the house, the listener, and one to spare
	postStatement   = 30 * time.Second
	postDrain       = 5 * time.Second
)

// smtp reads the password. A file keeps it out of the list of processes and out of shells' histories.
func (f mailFlags) smtp() (outbox.SMTP, error) {
	settings := outbox.SMTP{
		Host: f.SMTPHost, Port: f.SMTPPort, User: f.SMTPUser, From: f.SMTPFrom, Security: outbox.Security(f.SMTPTLS),
	}
	if f.SMTPHost == "" || f.SMTPPasswordFile == "" {
		return settings, nil
	}
	text, err := os.ReadFile(f.SMTPPasswordFile)
	if err != nil {
		return settings, fault.Newf(fault.Invalid, "smtp", "the password for the mail server cannot be read: %v", err)
	}
	settings.Password = strings.TrimRight(string(text), "\r\n")
	return settings, nil
}

// openOutbox lets notices and mails be written. Mails are sent by work, once the schema is there.
func (s *server) openOutbox(publicURL string) error {
	settings, err := s.cfg.smtp()
	if err == nil {
		s.outbox, err = outbox.New(s.app, outbox.Config{PublicURL: publicURL, SMTP: settings})
	}
	if err != nil {
		return err
	}
	clock := geo.SystemClock{}
	s.enquiry = enquiry.New(s.app, clock, s.outbox)
	s.reckoner = works.NewReckoner(s.app, clock)
	s.planner = place.NewPlanner(s.app, clock)
	s.board = works.NewBoard(s.app, clock, s.reckoner, s.outbox)
	return nil
}

// work sends mails and spreads news until the service ends. While the database is away it waits.
func (s *server) work(ctx context.Context) {
	pool, err := s.db.pool(ctx, roleApp, postConnections, postStatement)
	if err != nil {
		s.log.Error("no mail is sent", "cause", err.Error())
		return
	}
	defer pool.Close()
	// What the library does by the way is not for the log of a service.
	log := slog.New(slog.NewJSONHandler(s.console.err, &slog.HandlerOptions{Level: max(s.cfg.LogLevel, slog.LevelWarn)}))
	post, err := outbox.NewPost(s.outbox, pool, log)
	if err != nil {
		s.log.Error("no mail is sent", "cause", err.Error())
		return
	}
	for {
		if err := post.Start(ctx); err == nil {
			break
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(retryEvery):
		}
	}
	<-ctx.Done()
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), postDrain)
	defer cancel()
	if err := post.Stop(patience); err != nil {
		s.log.Warn("mails under way were given up; they are tried again", "cause", err.Error())
	}
}
