package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"mitte/geo"
	"mitte/geo/backup"
	"mitte/geo/place"
)

// linePsql is the way of asking without any program of ours.
const linePsql = "the same in psql, prepared, \\timing"

// psqlTime is a line of \timing, in milliseconds; beyond a second it says so in another way as well.
var psqlTime = regexp.MustCompile(`(?m)^Time: (\d+\.\d+) ms`)

// inPsql asks the questions of a round in psql, statement after statement, and adds up the times of each question. Each is
// prepared first, and executed once before it counts, as everywhere else.
func (r *benchSegmentRun) inPsql(ctx context.Context, db *database, asks []benchAsk) error {
	script := bytes.NewBufferString("\\o /dev/null\n")
	names := map[string]string{}
	for i := range asks {
		for _, s := range asks[i].statements() {
			if _, known := names[s.SQL]; !known {
				names[s.SQL] = fmt.Sprintf("s%d", len(names))
				fmt.Fprintf(script, "PREPARE %s AS %s;\n", names[s.SQL], s.SQL)
			}
		}
	}
	for _, timed := range []bool{false, true} {
		if timed {
			script.WriteString("\\timing on\n")
		}
		for i := range asks {
			for _, s := range asks[i].statements() {
				args, err := r.literals(ctx, s.Args)
				if err != nil {
					return err
				}
				fmt.Fprintf(script, "EXECUTE %s(%s);\n", names[s.SQL], args)
			}
		}
	}
	psql := backup.Command(ctx, "psql", db.urls(roleApp), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-")
	var out, said bytes.Buffer
	psql.Stdin, psql.Stdout, psql.Stderr = script, &out, &said
	if err := psql.Run(); err != nil {
		return fmt.Errorf("psql: %w: %s", err, said.String())
	}
	return r.readTimes(out.Bytes(), asks)
}

func (r *benchSegmentRun) readTimes(out []byte, asks []benchAsk) error {
	times := psqlTime.FindAllSubmatch(out, -1)
	for i := range asks {
		var sum time.Duration
		n := len(asks[i].statements())
		if len(times) < n {
			return errors.New("psql has said too few times")
		}
		for _, t := range times[:n] {
			ms, err := strconv.ParseFloat(string(t[1]), 64)
			if err != nil {
				return err
			}
			sum += time.Duration(ms * float64(time.Millisecond))
		}
		times = times[n:]
		r.report.took(linePsql, sum)
	}
	return nil
}

func (a *benchAsk) statements() []place.Statement {
	return append(append([]place.Statement{}, a.path...), a.beside...)
}

// literals writes parameters as SQL does.
func (r *benchSegmentRun) literals(ctx context.Context, args []any) (string, error) {
	out := make([]string, len(args))
	for i, arg := range args {
		switch v := arg.(type) {
		case geo.Geom:
			var text pgtype.Text
			if err := r.app.QueryRow(ctx, `SELECT $1::geometry::text`, v).Scan(&text); err != nil {
				return "", err
			}
			out[i] = "'" + text.String + "'"
		case geo.Date:
			out[i] = "'" + v.String() + "'"
		default:
			out[i] = "'" + fmt.Sprint(v) + "'"
		}
	}
	return strings.Join(out, ", "), nil
}
