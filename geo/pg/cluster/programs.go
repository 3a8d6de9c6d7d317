//go:build linux

package cluster

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"mitte/geo/fault"
)

// programs is one installed PostgreSQL that has PostGIS.
type programs struct {
	bin     string
	version string // "15.12"
	major   string // "15"
	postgis string // "3.3.2"
}

var (
	versionLine = regexp.MustCompile(`\(PostgreSQL\) (([0-9]+)[0-9a-z.]*)`)
	controlLine = regexp.MustCompile(`(?m)^default_version *= *'([^']+)'`)
)

// findPrograms returns the PostgreSQL in binDir, or the newest one that Debian's packages installed together with
// PostGIS.
func findPrograms(ctx context.Context, binDir string) (programs, error) {
	if binDir != "" {
		return programsIn(ctx, binDir)
	}
	newest, best := "", 0
	dirs, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	for _, dir := range dirs {
		major, err := strconv.Atoi(filepath.Base(filepath.Dir(dir)))
		if err == nil && major > best && postgisIn(debianShare(strconv.Itoa(major))) != "" {
			newest, best = dir, major
		}
	}
	if newest == "" {
		return programs{}, fault.New(fault.Unavailable, "cluster.not_installed",
			"PostgreSQL with PostGIS is not installed; install the packages postgresql and postgresql-postgis, "+
				"or give the address of a PostGIS server with --database-url")
	}
	return programsIn(ctx, newest)
}

func programsIn(ctx context.Context, dir string) (programs, error) {
	for _, name := range []string{"postgres", "initdb"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return programs{}, fault.Newf(fault.Unavailable, "cluster.not_installed",
				"there is no program %s in %s; MITTE_PG_BINDIR must name the bin directory of a PostgreSQL server", name, dir)
		}
	}
	out, err := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "--version").Output()
	found := versionLine.FindSubmatch(out)
	if found == nil {
		return programs{}, fault.Newf(fault.Unavailable, "cluster.not_installed",
			"%s does not say which version it is", filepath.Join(dir, "postgres")).Because(err)
	}
	p := programs{bin: dir, version: string(found[1]), major: string(found[2])}
	p.postgis = postgisIn(shareOf(ctx, dir, p.major))
	if p.postgis == "" {
		return programs{}, fault.Newf(fault.Unavailable, "cluster.no_postgis",
			"PostgreSQL %s in %s has no PostGIS; install the package postgresql-%s-postgis-3", p.version, dir, p.major)
	}
	return p, nil
}

func debianShare(major string) string { return filepath.Join("/usr/share/postgresql", major) }

// shareOf asks pg_config, which not every package brings.
func shareOf(ctx context.Context, bin, major string) string {
	out, err := exec.CommandContext(ctx, filepath.Join(bin, "pg_config"), "--sharedir").Output()
	if err != nil {
		return debianShare(major)
	}
	return strings.TrimSpace(string(out))
}

// postgisIn returns the version of the PostGIS extension below a share directory, "" where there is none.
func postgisIn(share string) string {
	text, err := os.ReadFile(filepath.Join(share, "extension", "postgis.control"))
	if err != nil {
		return ""
	}
	found := controlLine.FindSubmatch(text)
	if found == nil {
		return "unknown"
	}
	return string(found[1])
}

func (p programs) path(name string) string { return filepath.Join(p.bin, name) }
