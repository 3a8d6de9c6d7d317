package intake

import (
	"context"
	"encoding/json"
	"math"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/pg"
)

// run is one import on its way from the file to staging.
type run struct {
	options Options
	job     *job
	report  *Report
	town    town
	srid    geo.SRID // of the geometries of the file
	credit  string   // what the file says of its origin
	land    string   // of all keys of a cadastre; "" for none or several

	batch  []row
	staged map[string]int             // rows per layer
	seen   map[string]map[string]bool // columns per layer that the file speaks of
	refs   map[string]int             // layer and ref → first row in the file, against duplicates
	lost   []string                   // refs of refused rows, which are in the file all the same
}

// town is what imports are checked against: 5 km around the town of this database, all of Germany without one.
type town struct {
	name, key    string
	known        bool
	within       geo.BBox // lon/lat; zero means Germany
	withinMetres geo.BBox
}

// batchRows is how many rows go to staging at once.
const batchRows = 500

func newRun(ctx context.Context, j *job, o Options, report *Report) (*run, error) {
	r := &run{
		options: o, job: j, report: report,
		staged: map[string]int{}, seen: map[string]map[string]bool{}, refs: map[string]int{},
	}
	rows, err := j.conn.Query(ctx, sqlTown)
	if err != nil {
		return nil, pg.Fault("intake.town", err)
	}
	var lonLat, metres []float64
	_, err = pgx.ForEachRow(rows, []any{&r.town.name, &r.town.key, &lonLat, &metres}, func() error {
		r.town.known = true
		return nil
	})
	if err != nil {
		return nil, pg.Fault("intake.town", err)
	}
	if r.town.known && o.Kind != Town {
		r.town.within = geo.BBox{West: lonLat[0], South: lonLat[1], East: lonLat[2], North: lonLat[3]}
		r.town.withinMetres = geo.BBox{West: metres[0], South: metres[1], East: metres[2], North: metres[3]}
	}
	return r, nil
}

// intake returns the kernel's rules for geometries of these types in that system.
func (r *run) intake(srid geo.SRID, types ...string) geo.Intake {
	within := r.town.within
	if srid == geo.Storage {
		within = r.town.withinMetres
	}
	return geo.Intake{Types: types, MaxVertices: geo.ImportVertices, SRID: srid, Within: within}
}

// add counts a row and sends it to staging, unless its ref is there already.
func (r *run) add(ctx context.Context, in row) error {
	if r.known(in) {
		r.refuse(in, "ref", "duplicate_ref", r.refs[in.key()])
		return nil
	}
	r.refs[in.key()] = in.fileRow
	columns := r.seen[in.layer]
	if columns == nil {
		columns = map[string]bool{}
		r.seen[in.layer] = columns
	}
	for name := range in.fields {
		columns[name] = true
	}
	r.report.count(in.layer).Read++
	r.batch = append(r.batch, in)
	if len(r.batch) >= batchRows {
		return r.flush(ctx)
	}
	return nil
}

// known reports whether a row with the ref was added before.
func (r *run) known(in row) bool {
	_, known := r.refs[in.key()]
	return known
}

// refuse records a row that never reaches staging.
func (r *run) refuse(in row, field, code string, args ...any) {
	r.report.count(in.layer).Read++
	r.report.refuse(in, field, code, nil, args...)
	r.lose(in)
}

// refuseFault is refuse for what the kernel refused.
func (r *run) refuseFault(in row, field string, err error) {
	code, de, en, at := sayFault(err)
	if at != nil {
		if otherDE, otherEN, ok := r.sayPlace(code, at[0], at[1]); ok {
			de, en = otherDE, otherEN
		}
	}
	r.report.count(in.layer).Read++
	r.report.add(Refusal{
		Layer: in.layer, Row: in.fileRow, Ref: in.ref, Field: field, Code: code, Reason: de, ReasonEN: en, At: at,
		metres: r.srid == geo.Storage,
	})
	r.lose(in)
}

// sayPlace says more exactly than the kernel what is wrong with a place, which depends on the file and on the town.
func (r *run) sayPlace(code string, x, y float64) (de, en string, ok bool) {
	zone := max(zoneIn(x), zoneIn(y))
	switch {
	case code == "wrong_units" && zone > 0:
		de, en = say("zone_prefixed", zone, prefixedSystems[zone])
	case code == "outside_town" && r.srid == geo.LonLat && (math.Abs(x) > 180 || math.Abs(y) > 90):
		de, en = say("no_coordinate")
	case code == "outside_town" && r.town.within == (geo.BBox{}):
		de, en = say("outside_country")
	default:
		return "", "", false
	}
	return de, en, true
}

// prefixedSystems are the systems whose eastings begin with the number of their zone.
var prefixedSystems = map[int]string{32: "EPSG:4647", 33: "EPSG:5650"}

// zoneIn returns the zone that an easting begins with, 0 for none.
func zoneIn(easting float64) int {
	if zone := math.Floor(easting / 1_000_000); zone == 32 || zone == 33 {
		return int(zone)
	}
	return 0
}

func (r *run) lose(in row) {
	r.report.count(in.layer).Refused++
	r.lost = append(r.lost, in.ref)
}

// flush sends the batch to staging. Each batch commits on its own; the job's lock is what ties them together.
func (r *run) flush(ctx context.Context) error {
	if len(r.batch) == 0 {
		return nil
	}
	n := len(r.batch)
	layer, ref, content := make([]string, n), make([]string, n), make([]string, n)
	number, fileRow := make([]int32, n), make([]int32, n)
	shapes := make([]geo.Geom, n)
	for i, in := range r.batch {
		text, err := json.Marshal(in.fields)
		if err != nil {
			return fault.Wrap("intake.stage", err)
		}
		r.staged[in.layer]++
		layer[i], ref[i], content[i] = in.layer, in.ref, string(text)
		number[i], fileRow[i], shapes[i] = int32(r.staged[in.layer]), int32(in.fileRow), in.geom
	}
	r.batch = r.batch[:0]
	return r.inTx(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, sqlStage, r.job.id, layer, number, fileRow, ref, content, shapes)
		return err
	})
}

// inTx runs fn in a transaction of the job's session under the settings of imports.
func (r *run) inTx(ctx context.Context, fn func(tx pgx.Tx) error) error {
	return pg.InTx(ctx, r.job.conn, r.options.actor(), func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, sqlSettings, statementLimit.Milliseconds()); err != nil {
			return err
		}
		return fn(tx)
	})
}
