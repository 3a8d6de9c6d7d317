package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"mitte/api"
	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/kpi"
	"mitte/geo/people"
	"mitte/geo/place"
	"mitte/geo/works"
)

// councilCommand writes the council's report of a year. Of the same database and moment it writes the same bytes.
type councilCommand struct {
	databaseFlags
	Year    int    `help:"The year; by default the running one, or the last one in January."`
	KnownAt string `placeholder:"MOMENT" help:"As it was known at this moment, like 2026-12-31T22:00:00Z or 2026-12-31 for the end of that day; by default now."`
	Out     string `placeholder:"FILE|DIR" help:"A file of HTML, - for standard output, or an existing directory, which then gets the tables as CSV too; by default report-YEAR.html."`
	Lang    string `default:"de" enum:"de,en" help:"de or en."`
}

// reportStatement is how long one statement of a report may take: it reads the whole stock.
const reportStatement = 2 * time.Minute

// Run works out the report and writes it.
func (r *councilCommand) Run(ctx context.Context, c *console) error {
	known, err := momentOf(r.KnownAt)
	if err != nil {
		return err
	}
	if r.Year == 0 {
		r.Year = geo.Today(geo.SystemClock{}).AddMonths(-1).Time().Year()
	}
	db, err := r.open(ctx, c.log)
	if err != nil {
		return err
	}
	defer db.close(ctx)
	pool, err := db.pool(ctx, roleApp, 2, reportStatement)
	if err != nil {
		return err
	}
	defer pool.Close()
	clock := geo.SystemClock{}
	figures := kpi.New(pool, place.NewPlanner(pool, clock), works.NewReckoner(pool, clock), clock)
	operator := people.Actor{AccountID: -1, Roles: []people.Role{people.Admin}} // whoever may start this reads the database anyway
	found, err := figures.Report(ctx, operator, kpi.ReportQuestion{Year: r.Year, KnownAt: known})
	if err != nil {
		return err
	}
	town, err := place.New(pool, clock).TownName(ctx)
	if err != nil {
		return err
	}
	return r.write(c, &found, town)
}

func (r *councilCommand) write(c *console, found *kpi.Report, town place.Town) error {
	var page bytes.Buffer
	if err := api.WriteReport(&page, found, town.Name, town.MadeUp, r.Lang); err != nil {
		return err
	}
	name := "report-" + strconv.Itoa(r.Year)
	if r.Out == "-" {
		_, err := c.out.Write(page.Bytes())
		return err
	}
	if at, err := os.Stat(r.Out); r.Out == "" || err != nil || !at.IsDir() {
		if r.Out == "" {
			r.Out = name + ".html"
		}
		return put(c.out, r.Out, page.Bytes())
	}
	if err := put(c.out, filepath.Join(r.Out, name+".html"), page.Bytes()); err != nil {
		return err
	}
	for _, table := range api.ReportTables() {
		var sheet bytes.Buffer
		if err := api.WriteReportTable(&sheet, found, table, r.Lang); err != nil {
			return err
		}
		if err := put(c.out, filepath.Join(r.Out, name+"-"+table+".csv"), sheet.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// put writes a file that only its owner reads, because a report is internal, and says its name.
func put(out io.Writer, path string, body []byte) error {
	if err := os.WriteFile(path, body, 0o600); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out, path)
	return err
}

// momentOf reads a point in time; a day stands for its end, and nothing for the zero time.
func momentOf(text string) (time.Time, error) {
	if text = strings.TrimSpace(text); text == "" {
		return time.Time{}, nil
	}
	if day, err := geo.ParseDate(text); err == nil {
		t := day.AddDays(1).Time()
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, geo.Berlin).Add(-time.Microsecond), nil
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return at, fault.New(fault.BadRequest, "known_at", "--known-at takes a moment like 2026-12-31T22:00:00Z or a day like 2026-12-31")
	}
	return at, nil
}
