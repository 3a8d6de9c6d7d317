package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms is the plan of the house: what each room may import of ours. A new arrow is a change of architecture, so this
// table and ARCHITECTURE.md change in the same commit. Tests may also use the test rooms.
var rooms = map[string][]string{
	"geo/fault":      {},
	"migrations":     {},
	"webmap":         {},
	"geo":            {"geo/fault"},
	"geo/bureau":     {"geo/fault"},
	"geo/ground":     {"geo", "geo/fault"},
	"geo/gpkg":       {"geo/fault"},
	"geo/picture":    {"geo/fault"},
	"geo/pg":         {"geo", "geo/fault"},
	"geo/pg/cluster": {"geo/fault"},
	"geo/pg/pgtest":  {"geo/fault", "geo/pg", "geo/pg/cluster", "migrations"},
	"geo/geotest":    {"geo"},
	"geo/backup":     {"geo/fault", "geo/pg", "geo/picture"},
	"geo/people":     {"geo/fault", "geo/pg"},
	"geo/outbox":     {"geo/fault", "geo/pg"},
	"geo/feed":       {"geo", "geo/pg"},
	"geo/place":      {"geo", "geo/fault", "geo/ground", "geo/pg", "geo/people"},
	"geo/vacancy":    {"geo", "geo/fault", "geo/pg", "geo/people", "geo/picture", "geo/place"},
	"geo/owners":     {"geo", "geo/fault", "geo/pg", "geo/people", "geo/place", "geo/vacancy"},
	"geo/works":      {"geo", "geo/fault", "geo/ground", "geo/pg", "geo/people", "geo/place", "geo/outbox"},
	"geo/enquiry":    {"geo", "geo/fault", "geo/pg", "geo/people", "geo/place", "geo/vacancy", "geo/outbox"},
	"geo/person":     {"geo/enquiry", "geo/fault", "geo/outbox", "geo/owners", "geo/people", "geo/vacancy"},
	"geo/fund":       {"geo/fault", "geo/pg", "geo/people", "geo/place"},
	"geo/kpi":        {"geo", "geo/fault", "geo/pg", "geo/people", "geo/place", "geo/vacancy", "geo/works"},
	"geo/intake":     {"geo", "geo/fault", "geo/pg", "geo/people", "geo/place"},
	"geo/demo":       {"geo", "geo/fault", "geo/pg", "geo/picture", "geo/place", "geo/vacancy", "geo/works"},
	"tiles":          {"geo", "geo/fault", "geo/pg", "geo/feed"},
	"api/ogc":        {"geo", "geo/fault"},

	"geo/outbox/mailtest": {},

	"api": {
		"geo", "geo/fault", "geo/pg", "geo/bureau", "geo/people", "geo/person", "geo/owners", "geo/picture", "geo/place", "geo/vacancy", "geo/works", "geo/enquiry", "geo/fund",
		"geo/kpi", "geo/intake", "geo/outbox", "geo/gpkg", "geo/feed", "tiles", "api/ogc", "webmap",
	},
}

// testRooms may be imported by tests of every room. The demo and what is imported are data for tests too; the others are
// nothing else.
var testRooms = []string{"geo/pg/pgtest", "geo/outbox/mailtest", "geo/geotest", "geo/demo", "geo/intake"}

// foreign names the rooms that may use a library that would otherwise spread; a room stands for its sub-rooms too.
var foreign = map[string]struct {
	rooms  []string
	except []string
}{
	"github.com/gofiber/fiber/v2":       {rooms: []string{"api"}},
	"github.com/valyala/fasthttp":       {rooms: []string{"api"}},
	"github.com/jackc/pgx/v5":           {rooms: []string{"geo", "cmd"}, except: []string{"geo", "geo/fault"}},
	"github.com/jackc/tern/v2":          {rooms: []string{"geo/pg"}},
	"github.com/alecthomas/kong":        {rooms: []string{"cmd"}},
	"github.com/prometheus":             {rooms: []string{"cmd"}},
	"github.com/schollz/progressbar/v3": {rooms: []string{"cmd"}},
	"github.com/paulmach/osm":           {rooms: []string{"geo/intake"}},
	"github.com/riverqueue/river":       {rooms: []string{"geo/outbox"}},
	"github.com/wneessen/go-mail":       {rooms: []string{"geo/outbox"}},
	"golang.org/x/crypto":               {rooms: []string{"geo/people"}},
	"golang.org/x/image":                {rooms: []string{"geo/picture", "geo/demo", "api"}}, // pictures, and drawing some
}

type goPackage struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

func TestRoomsImportOnlyWhatThePlanAllows(t *testing.T) {
	t.Parallel()
	for _, p := range listPackages(t) {
		room, ours := strings.CutPrefix(p.ImportPath, "mitte/")
		if !ours {
			t.Errorf("package %s lies outside of the module", p.ImportPath)
			continue
		}
		if strings.HasPrefix(room, "cmd/") {
			checkForeign(t, room, p.Imports)
			continue
		}
		allowed, known := rooms[room]
		if !known {
			t.Errorf("%s is not a room of the plan; give it a row in rooms and in ARCHITECTURE.md", room)
			continue
		}
		checkOurs(t, room, p.Imports, allowed)
		checkForeign(t, room, p.Imports)
		checkOurs(t, room+" (tests)", slices.Concat(p.TestImports, p.XTestImports),
			slices.Concat(allowed, testRooms, []string{room, "geo", "geo/fault", "geo/pg", "geo/pg/cluster", "migrations"}))
	}
}

func checkOurs(t *testing.T, room string, imports, allowed []string) {
	t.Helper()
	for _, path := range imports {
		if other, ours := strings.CutPrefix(path, "mitte/"); ours && !slices.Contains(allowed, other) {
			t.Errorf("%s must not import %s", room, other)
		}
	}
}

func checkForeign(t *testing.T, room string, imports []string) {
	t.Helper()
	for _, path := range imports {
		for library, rule := range foreign {
			if path != library && !strings.HasPrefix(path, library+"/") {
				continue
			}
			inside := slices.ContainsFunc(rule.rooms, func(r string) bool { return room == r || strings.HasPrefix(room, r+"/") })
			if !inside || slices.Contains(rule.except, room) {
				t.Errorf("%s must not import %s", room, path)
			}
		}
	}
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "mitte/...")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var packages []goPackage
	for decoder := json.NewDecoder(out); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if len(packages) < 10 {
		t.Fatalf("go list found only %d packages", len(packages))
	}
	return packages
}
