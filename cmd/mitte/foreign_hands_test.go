package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
)

// strangers edit a database beside the services that show it.
type strangers struct {
	t          *testing.T
	data       string
	reach      func(role string) string
	app, super *pgxpool.Pool
	nodes      []*node
	buildings  []int64 // the last one is for the long transaction
	middle     orb.Point
	x, y       float64 // the same in EPSG:25832

	watching                    sync.WaitGroup
	left, made, kills, restarts atomic.Int64
}

func (f *strangers) learn() {
	f.t.Helper()
	rows, err := f.app.Query(f.t.Context(), `SELECT id FROM building ORDER BY id LIMIT 60`)
	if err != nil {
		f.t.Fatal(err)
	}
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			f.t.Fatal(err)
		}
		f.buildings = append(f.buildings, id)
	}
	err = f.app.QueryRow(f.t.Context(), `SELECT ST_X(c), ST_Y(c), ST_X(ST_Transform(c, 4326)), ST_Y(ST_Transform(c, 4326))
		FROM (SELECT ST_Centroid(ST_Extent(geom)::geometry) FROM building) x (g), ST_SetSRID(g, 25832) c`).Scan(&f.x, &f.y, &f.middle[0], &f.middle[1])
	if err != nil {
		f.t.Fatal(err)
	}
}

// tiles are those around the middle of the town.
func (f *strangers) tiles(zooms ...maptile.Zoom) []string {
	var out []string
	for _, z := range zooms {
		at := maptile.At(f.middle, z)
		for i := range uint32(9) {
			out = append(out, fmt.Sprintf("/tiles/parcels,buildings,segments,units,sections/%d/%d/%d.mvt", z, at.X+i%3-1, at.Y+i/3-1))
		}
	}
	return out
}

// took tells the watchers of an edit that was committed.
func (f *strangers) took(id, version int64, committed time.Time) {
	f.made.Add(1)
	for _, n := range f.nodes {
		n.expect(id, version, committed)
	}
}

// work calls edit until nothing is left to do. An edit that fails is tried again later: the database may be away.
func (f *strangers) work(each int64, edit func(r *rand.Rand) error) {
	r := rand.New(rand.NewPCG(uint64(each), 9))
	for f.left.Add(-each) > -each && !f.t.Failed() {
		for end := time.Now().Add(patience); edit(r) != nil && !f.t.Failed(); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				f.t.Error("the database does not come back")
			}
		}
	}
}

func (f *strangers) pick(r *rand.Rand) int64 { return f.buildings[r.IntN(len(f.buildings)-1)] }

const sqlTouchBuilding = `UPDATE building SET storeys = 1 + coalesce(storeys, 0) % 9 WHERE id = $1 RETURNING version`

func (f *strangers) byPool() {
	f.work(1, func(r *rand.Rand) error {
		var version int64
		id := f.pick(r)
		err := f.app.QueryRow(f.t.Context(), sqlTouchBuilding, id).Scan(&version)
		if err == nil {
			f.took(id, version, time.Now())
		}
		return err
	})
}

// byPsql makes ten edits by one psql, each a transaction of its own.
func (f *strangers) byPsql() {
	const edits = 10
	f.work(edits, func(r *rand.Rand) error {
		var script strings.Builder
		for range edits {
			fmt.Fprintf(&script, "UPDATE building SET listed = NOT listed WHERE id = %d RETURNING id, version, (1000 * extract(epoch FROM clock_timestamp()))::bigint;\n", f.pick(r))
		}
		cmd := exec.CommandContext(f.t.Context(), "psql", "-qAtX", "-F", " ", "-d", f.reach("mitte_owner"))
		cmd.Stdin = strings.NewReader(script.String())
		out, err := cmd.Output()
		for line := range strings.Lines(string(out)) {
			var id, version, at int64
			if _, err := fmt.Sscan(line, &id, &version, &at); err == nil {
				f.took(id, version, time.UnixMilli(at))
			}
		}
		return err
	})
}

// byOgr appends ten new buildings by one ogr2ogr.
func (f *strangers) byOgr() {
	const features = 10
	run := 0
	f.work(features, func(r *rand.Rand) error {
		run++
		file := filepath.Join(f.t.TempDir(), "buildings.csv")
		var text strings.Builder
		text.WriteString("source_ref,source,made_up,geom\n")
		for i := range features {
			x, y := f.x+r.Float64()*100-50, f.y+r.Float64()*100-50
			fmt.Fprintf(&text, "t9-%d-%d,demo,1,\"MULTIPOLYGON(((%[3]f %[4]f,%[5]f %[4]f,%[5]f %[6]f,%[3]f %[6]f,%[3]f %[4]f)))\"\n", run, i, x, y, x+3, y+3)
		}
		if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
			f.t.Error(err)
			return nil
		}
		out, err := exec.CommandContext(f.t.Context(), "ogr2ogr", "-f", "PostgreSQL", "-append", "-nln", "building", "-a_srs", "EPSG:25832",
			"--config", "PG_USE_COPY", "NO", "-oo", "GEOM_POSSIBLE_NAMES=geom", "-oo", "KEEP_GEOM_COLUMNS=NO",
			"PG:dbname=mitte user=mitte_owner host="+filepath.Join(f.data, "pg", "sock"), file).CombinedOutput()
		if err != nil {
			f.t.Logf("ogr2ogr: %s", out)
			return err
		}
		committed := time.Now()
		rows, err := f.app.Query(f.t.Context(), `SELECT id FROM building WHERE source_ref LIKE $1`, fmt.Sprintf("t9-%d-%%", run))
		if err != nil {
			return err
		}
		defer rows.Close()
		for err == nil && rows.Next() {
			var id int64
			if err = rows.Scan(&id); err == nil {
				f.took(id, 1, committed)
			}
		}
		return err
	})
}

// hold keeps a transaction open that others overtake. A restart of PostgreSQL ends it; then it begins anew.
func (f *strangers) hold() {
	f.work(1, func(*rand.Rand) error {
		id, version := f.buildings[len(f.buildings)-1], int64(0)
		err := pgx.BeginFunc(f.t.Context(), f.app, func(tx pgx.Tx) error {
			err := tx.QueryRow(f.t.Context(), sqlHoldBuilding, id).Scan(&version)
			for end := time.Now().Add(scaled(30 * time.Second)); err == nil && time.Now().Before(end); {
				time.Sleep(20 * time.Millisecond)
				_, err = tx.Exec(f.t.Context(), `SELECT 1`)
			}
			return err
		})
		if err == nil {
			f.took(id, version, time.Now())
		}
		return err
	})
}

// scaled shortens what is meant for 3,000 edits.
func scaled(d time.Duration) time.Duration {
	return min(d, d*time.Duration(foreignEdits())/3000)
}

func (f *strangers) killListeners(over <-chan struct{}) {
	for {
		select {
		case <-over:
			return
		case <-time.After(max(100*time.Millisecond, scaled(time.Second))):
		}
		var n int64
		if f.super.QueryRow(f.t.Context(), sqlKillListeners).Scan(&n) == nil {
			f.kills.Add(n)
		}
	}
}

// disturb kills PostgreSQL once two thirds are done, and stops it once five sixths are; the service starts it again.
func (f *strangers) disturb() {
	all := foreignEdits()
	for _, at := range []struct {
		left   int64
		signal syscall.Signal
	}{{all / 3, syscall.SIGKILL}, {all / 6, syscall.SIGINT}} {
		for f.left.Load() > at.left && !f.t.Failed() {
			time.Sleep(10 * time.Millisecond)
		}
		for _, n := range f.nodes {
			n.away(true)
		}
		signalPostmaster(f.t, f.data, at.signal)
		f.restarts.Add(1)
		time.Sleep(100 * time.Millisecond) // it takes longer to come back
		f.eventually("PostgreSQL did not come back", func() bool { return f.app.Ping(f.t.Context()) == nil })
		for _, n := range f.nodes {
			n.away(false)
		}
	}
}

// settled waits until all edits were seen.
func (f *strangers) settled() {
	f.t.Helper()
	for i, n := range f.nodes {
		f.eventually(fmt.Sprintf("node %d missed edits: %v", i+1, n.missing()), func() bool { return len(n.missing()) == 0 })
	}
}

// restore dumps the database, edits, and restores the dump in place.
func (f *strangers) restore(watched chan<- struct{}) {
	f.t.Helper()
	file := filepath.Join(f.t.TempDir(), "dump")
	run := func(name string, args ...string) {
		f.t.Helper()
		if out, err := exec.CommandContext(f.t.Context(), name, args...).CombinedOutput(); err != nil {
			f.t.Fatalf("%s: %v\n%s", name, err, out)
		}
	}
	run("pg_dump", "-Fc", "--exclude-table-data=public.change", "-f", file, "-d", f.reach("mitte_superuser"))
	f.left.Store(20)
	f.byPool()
	f.settled()
	close(watched) // versions fall now
	f.watching.Wait()
	run("pg_restore", "--clean", "--if-exists", "-d", f.reach("mitte_superuser"), file)
}
