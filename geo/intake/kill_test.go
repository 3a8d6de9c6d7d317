package intake_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/intake"
	"mitte/geo/pg"
)

// importerURL in the environment turns the test program into one that imports a file and is killed while it does.
const (
	importerURL  = "MITTE_TEST_IMPORTER_URL"
	importerFile = "MITTE_TEST_IMPORTER_FILE"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(importerURL); url != "" {
		os.Exit(importAndDie(url, os.Getenv(importerFile)))
	}
	os.Exit(m.Run())
}

func importAndDie(url, path string) int {
	ctx := context.Background()
	pool, err := pg.Open(ctx, pg.Config{URL: url, MaxConns: 2})
	if err != nil {
		return 1
	}
	defer pool.Close()
	fmt.Println("ready")
	_, err = intake.New(pool, geo.FixedClock(today.Time())).Import(ctx, intake.Options{Kind: intake.Works, Path: path})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// manyWorks is a register large enough to be hit in every phase.
func manyWorks(t *testing.T, n int) string {
	t.Helper()
	type object = map[string]any
	var features []object
	for i := range n {
		x, y := 6.95+float64(i%60)*0.0004, 51.65+float64(i/60)*0.0003
		ring := [][2]float64{{x, y}, {x + 0.0003, y}, {x + 0.0003, y + 0.0002}, {x, y + 0.0002}, {x, y}}
		features = append(features, object{
			"type": "Feature", "geometry": object{"type": "Polygon", "coordinates": []any{ring}},
			"properties": object{"id": fmt.Sprintf("K%d", i), "titel": "Erfunden", "von": "2026-08-01", "bis": "2026-09-01", "ampel": "voll"},
		})
	}
	text, err := json.Marshal(object{"type": "FeatureCollection", "features": features})
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "many.geojson", text)
}

// A process killed at any moment has either imported all or nothing, and the next one cleans up after it.
func TestKilledDuringAnImport(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	b := setup(t)
	db := b.db.Owner()
	const rows = 3000
	path := manyWorks(t, rows)
	killed := 0
	for n := range 10 {
		died := b.kill(path, time.Duration(rand.IntN(60)+60*n)*time.Millisecond)
		sections := one[int](t, db, `SELECT count(*)::integer FROM construction_section`)
		if died {
			killed++
		}
		if sections != 0 && sections != rows {
			t.Fatalf("%d of %d sections after a kill", sections, rows)
		}
		if sections == rows {
			equal(t, "the job says so", one[int](t, db, `SELECT count(*)::integer FROM import_job WHERE status = 'done'`), 1)
			break
		}
		equal(t, "projects", one[int](t, db, `SELECT count(*)::integer FROM construction_project`), 0)
	}
	if killed == 0 {
		t.Error("no import was killed")
	}
	sweep(t, b)
	equal(t, "staging", one[int](t, db, `SELECT count(*)::integer FROM import_row`), 0)
	equal(t, "jobs under way", one[int](t, db, `SELECT count(*)::integer FROM import_job WHERE status = 'running'`), 0)
	b.load(intake.Options{Kind: intake.Works, Path: path})
	equal(t, "the same file again", one[int](t, db, `SELECT count(*)::integer FROM construction_section`), rows)
}

// kill starts an import and kills it after the pause. It reports false if the import was faster.
func (b *bundle) kill(path string, pause time.Duration) bool {
	b.t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), importerURL+"="+b.db.URL("mitte_app"), importerFile+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		b.t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 5)); err != nil {
		b.t.Fatal(err)
	}
	time.Sleep(pause)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	b.untilAlone()
	status, _ := cmd.ProcessState.Sys().(syscall.WaitStatus)
	return status.Signaled()
}

// untilAlone waits until the server has noticed that the killed process is gone.
func (b *bundle) untilAlone() {
	b.t.Helper()
	for range 600 {
		n := one[int](b.t, b.db.Superuser(), `
			SELECT count(*)::integer FROM pg_stat_activity
			WHERE datname = current_database() AND application_name <> 'pgtest' AND backend_type = 'client backend'`)
		if n == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatal("the connection of the killed process stays")
}

func sweep(t *testing.T, b *bundle) {
	t.Helper()
	if err := intake.Sweep(t.Context(), b.db.App()); err != nil {
		t.Fatal(err)
	}
}

// A job whose session lives is left alone by everybody's sweep.
func TestSweepSparesTheLiving(t *testing.T) {
	b := setup(t)
	conn, err := b.db.App().Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	const job = `
		WITH j AS (INSERT INTO import_job (kind, file_name, sha256) VALUES ('osm', 'x', sha256('')) RETURNING id),
		r AS (INSERT INTO import_row (job_id, layer, row_no, file_row, ref, fields) SELECT id, 'unit', 1, 1, 'x', '{}' FROM j)
		SELECT id FROM j`
	alive, dead := one[int64](t, conn, job), one[int64](t, conn, job)
	list[any](t, conn, `SELECT pg_advisory_lock(7001, $1::integer)`, alive)
	sweep(t, b)
	equal(t, "jobs", list[string](t, b.db.Owner(), `SELECT status FROM import_job ORDER BY id`), []string{"running", "failed"})
	equal(t, "rows", list[int64](t, b.db.Owner(), `SELECT job_id FROM import_row`), []int64{alive})
	_ = dead
	list[bool](t, conn, `SELECT pg_advisory_unlock(7001, $1::integer)`, alive)
}
