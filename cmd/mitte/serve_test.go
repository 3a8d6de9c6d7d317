package main

import (
	"bytes"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestServeDemoJourney is the newcomer's way: an empty directory, one command, a town on the map, a clean stop, and all
// of it still there at the next start.
func TestServeDemoJourney(t *testing.T) {
	t.Parallel()
	data := dataDir(t)
	server := startServer(t, data, "--demo")
	for _, path := range []string{"/livez", "/readyz", "/", "/openapi.json", "/tiles/parcels,buildings.json"} {
		if status, body := server.get(path); status != http.StatusOK {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	tiles := server.tiles()
	parcels := server.count("parcels")
	if parcels < 400 || server.count("units") < 100 || server.count("projects") != 3 {
		t.Errorf("the demo has %d parcels, %d units, %d projects", parcels, server.count("units"), server.count("projects"))
	}

	// Another command uses the running database and leaves it running.
	out, err := mitte(t, "db", "status", "--data", data)
	if err != nil || !strings.Contains(out, "run by another mitte") {
		t.Errorf("db status beside a server: %v %s", err, out)
	}
	if out, err := mitte(t, "demo", "--data", data); err == nil {
		t.Errorf("a second demo was loaded over the first: %s", out)
	}
	if out, err := mitte(t, "serve", "--data", data, "--listen", "127.0.0.1:0", "--admin-listen", ""); err == nil {
		t.Errorf("a second server took the same data: %s", out)
	}
	// The same database through a URL, as an outside server is reached.
	byURL := "postgres://mitte_superuser@/mitte?host=" + url.QueryEscape(filepath.Join(data, "pg", "sock"))
	if out, err := mitte(t, "db", "status", "--database-url", byURL); err != nil || !strings.Contains(out, "PostgreSQL 1") {
		t.Errorf("db status by URL: %v %s", err, out)
	}
	if out, err := mitte(t, "migrate", "--database-url", byURL+"&user=nobody_at_all"); err == nil || !strings.Contains(out, "nobody_at_all") {
		t.Errorf("a login that does not exist: %v %s", err, out)
	}
	server.stop()
	if _, err := os.Stat(filepath.Join(data, "pg", "data", "postmaster.pid")); err == nil {
		t.Error("PostgreSQL left its pid file behind")
	}

	again := startServer(t, data, "--demo", "--tiles-memory", "0")
	if n := again.count("parcels"); n != parcels {
		t.Errorf("%d parcels after the restart, %d before", n, parcels)
	}
	if _, body := again.get("/readyz"); !strings.Contains(string(body), "served from the database: parcels, buildings, segments, units, sections") {
		t.Errorf("readyz does not say where the tiles come from: %s", body)
	}
	for path, tile := range again.tiles() {
		if !bytes.Equal(tile, tiles[path]) {
			t.Errorf("%s: %d bytes from memory, %d from the database", path, len(tiles[path]), len(tile))
		}
	}
	again.stop()
}

// TestKilledWhileImporting kills the server, PostgreSQL or the import itself in the middle of an import, again and again:
// the file is in whole or not at all, and the next start is clean.
func TestKilledWhileImporting(t *testing.T) {
	t.Parallel()
	data := dataDir(t)
	file := bigTown(t)
	server := startServer(t, data)
	for i, victim := range []string{"server", "postgres", "import", "server", "postgres"} {
		command := exec.Command(program(t), "import", "alkis", "--data", data, file)
		var out bytes.Buffer
		command.Stdout, command.Stderr = &out, &out
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(300+400*i) * time.Millisecond)
		switch victim {
		case "server":
			server.kill()
		case "postgres":
			killPostmaster(t, data)
		case "import":
			_ = command.Process.Kill()
		}
		_ = command.Wait()
		if victim == "server" {
			server = startServer(t, data)
		}
		waitReady(t, server)
		if n := total(t, data); n != 0 && n != bigTownParcels {
			t.Fatalf("after the %s was killed %d of %d parcels are there\n%s", victim, n, bigTownParcels, out.String())
		}
	}
	if out, err := mitte(t, "import", "alkis", "--data", data, file); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	if n := total(t, data); n != bigTownParcels {
		t.Errorf("%d parcels in the end", n)
	}
	server.stop()
}

// killPostmaster sends the signal nobody can refuse to the server process itself.
func killPostmaster(t *testing.T, data string) {
	t.Helper()
	signalPostmaster(t, data, syscall.SIGKILL)
}

func signalPostmaster(t *testing.T, data string, signal syscall.Signal) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(data, "pg", "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(content), "\n")
	pid, err := strconv.Atoi(line)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, signal); err != nil {
		t.Fatal(err)
	}
}

func waitReady(t *testing.T, s *serving) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if status, _ := s.get("/readyz"); status == http.StatusOK {
			return
		}
	}
	t.Fatal("the server did not become ready again")
}

// total is the number of parcels, asked of the database itself.
func total(t *testing.T, data string) int {
	t.Helper()
	out, err := mitte(t, "db", "shell", "--data", data, "--as", "app", "--", "-Atc", "SELECT count(*) FROM parcel")
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	n, err := strconv.Atoi(strings.TrimSpace(out))
	if err != nil {
		t.Fatalf("%q is no count", out)
	}
	return n
}
