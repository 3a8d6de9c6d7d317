package main

import (
	"encoding/json"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// superuser reaches the private database of a running server.
func superuserOf(data string) string {
	return "postgres://mitte_superuser@/mitte?host=" + url.QueryEscape(filepath.Join(data, "pg", "sock"))
}

// readAt is when a list was read.
var readAt = regexp.MustCompile(`,"timeStamp":"[^"]*"`)

// shown is what everybody sees of a town: collections, a picture, tiles.
func (s *serving) shown(picture string) map[string]string {
	s.t.Helper()
	out := map[string]string{}
	for _, path := range []string{"/api/v1/units?limit=10000", "/api/v1/parcels?limit=10000", "/api/v1/sections?limit=10000", "/units.csv", picture} {
		status, body := s.get(path)
		if status != 200 || len(body) < 500 {
			s.t.Errorf("%s: %d, %d bytes", path, status, len(body))
		}
		out[path] = strings.ReplaceAll(readAt.ReplaceAllString(string(body), ""), s.address, "")
	}
	for path, tile := range s.tiles() {
		out[path] = string(tile)
	}
	return out
}

// epoch names the history of the database that a version of a tile is of.
func (s *serving) epoch() string {
	s.t.Helper()
	var about struct {
		Version string `json:"data_version"`
	}
	_, body := s.get("/tiles/units.json")
	if err := json.Unmarshal(body, &about); err != nil {
		s.t.Fatal(err)
	}
	epoch, _, _ := strings.Cut(about.Version, "-")
	return epoch
}

// A backup is made of a running service; then somebody is erased, the machine is lost, and the backup comes back: everybody sees what
// was there, the erased person excepted, and nobody a tile of before.
func TestABackupComesBackAndServes(t *testing.T) {
	t.Parallel()
	data := dataDir(t)
	first := startServer(t, data, "--demo", "--log-level", "warn")
	db := poolOf(t, superuserOf(data))
	var content, id string
	if err := db.QueryRow(t.Context(), `SELECT id::text, content FROM pub.media ORDER BY id LIMIT 1`).Scan(&id, &content); err != nil {
		t.Fatal(err)
	}
	picture := "/media/" + id + "/960.jpg"
	if _, err := db.Exec(t.Context(), `WITH r AS (INSERT INTO outbox.recipient (address) VALUES ('canary@example.org') RETURNING id)
		INSERT INTO outbox.subscription (recipient_id, target, target_id, about_de, about_en, frequency, lang, status)
		SELECT id, 'unit', 1, 'a', 'a', 'daily', 'de', 'confirmed' FROM r`); err != nil {
		t.Fatal(err)
	}
	want := first.shown(picture)
	before := first.epoch()

	shelf := filepath.Join(filepath.Dir(data), "shelf")
	if out, err := mitte(t, "backup", "--data", data, "--to", shelf); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	if age := (databaseFlags{Data: data}).sinceBackup(time.Now()); math.IsInf(age, 1) || age < 0 {
		t.Errorf("the backup is %v seconds old", age)
	}
	if out, err := mitte(t, "backup", "verify", shelf); err != nil || !strings.Contains(out, "as it was written") {
		t.Fatalf("%v %s", err, out)
	}
	if out, err := mitte(t, "person", "erase", "canary@example.org", "--data", data); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	restoreByURL(t, shelf, data)
	first.stop()

	back := filepath.Join(filepath.Dir(data), "back")
	if out, err := mitte(t, "restore", shelf, "--data", back); err == nil || !strings.Contains(out, "--erased") {
		t.Errorf("without the list: %v %s", err, out)
	}
	if out, err := mitte(t, "restore", shelf, "--data", data, "--old", data); err == nil || !strings.Contains(out, "not empty") {
		t.Errorf("into what is in use: %v %s", err, out)
	}
	out, err := mitte(t, "restore", shelf, "--data", back, "--old", data)
	if err != nil || !strings.Contains(out, "1 erased since was erased again") || strings.Contains(out, "canary") {
		t.Fatalf("%v %s", err, out)
	}
	second := startServer(t, back, "--log-level", "warn")
	for path, now := range second.shown(picture) {
		if diff := cmp.Diff(want[path], now); diff != "" {
			t.Errorf("%s (-before +after):\n%.800s", path, diff)
		}
	}
	if after := second.epoch(); after == before || after == "" {
		t.Errorf("the epoch was %q and is %q: what browsers have seen passes for new", before, after)
	}
	again := poolOf(t, superuserOf(back))
	var left int
	if err := again.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM outbox.recipient) + (SELECT count(*) FROM outbox.subscription)`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d rows of the erased person are back, %v", left, err)
	}
	second.stop()
	drill, err := mitte(t, "drill", "--data", back, "--from", shelf)
	if err != nil || !strings.Contains(drill, "1 of 2 on the list had come back") || !strings.Contains(drill, "the drill passed") {
		t.Errorf("%v %s", err, drill)
	}
	if _, err := os.Stat(filepath.Join(back, "drill.json")); err != nil {
		t.Errorf("the drill is not on record: %v", err)
	}
	third := filepath.Join(filepath.Dir(data), "third")
	if out, err := mitte(t, "db", "upgrade", "--data", back, "--into", third); err != nil || !strings.Contains(out, "into "+third) {
		t.Errorf("%v %s", err, out)
	}
	t.Log(out, drill)
	if left, err := filepath.Glob(filepath.Join(back, "drill-*")); err != nil || len(left) > 0 {
		t.Errorf("the drill left %v", left)
	}
	if _, err := os.Stat(back + ".restoring"); err == nil {
		t.Error("the restore left its draft")
	}
}

// restoreByURL restores into an empty database of a server that is not ours, and not into one that is in use.
func restoreByURL(t *testing.T, shelf, data string) {
	t.Helper()
	if _, err := poolOf(t, superuserOf(data)).Exec(t.Context(), `CREATE DATABASE elsewhere TEMPLATE template0`); err != nil {
		t.Fatal(err)
	}
	at, files := strings.Replace(superuserOf(data), "@/mitte", "@/elsewhere", 1), filepath.Join(filepath.Dir(data), "files")
	restore := func(url string) (string, error) {
		return mitte(t, "restore", shelf, "--data", files, "--old", data, "--database-url", url)
	}
	if out, err := restore(superuserOf(data)); err == nil || !strings.Contains(out, "the database is not empty") {
		t.Errorf("into what is in use: %v %s", err, out)
	}
	if out, err := restore(at); err != nil || !strings.Contains(out, "row for row") {
		t.Fatalf("%v %s", err, out)
	}
	if out, err := mitte(t, "db", "status", "--data", files, "--database-url", at); err != nil || !regexp.MustCompile(`parcels +[1-9]`).MatchString(out) {
		t.Errorf("%v %s", err, out)
	}
	if out, err := mitte(t, "backup", "--data", files, "--database-url", at); err != nil || !regexp.MustCompile(`[0-9]{4} rows, 12 files`).MatchString(out) {
		t.Errorf("%v %s", err, out)
	}
	if pictures, err := filepath.Glob(filepath.Join(files, "media", "*", "*-1920.jpg")); err != nil || len(pictures) == 0 {
		t.Errorf("no pictures in %s, %v", files, err)
	}
}
