package backup

import (
	"context"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Database is a way to a database, and where the programs are that go with it.
type Database struct {
	URL    string
	BinDir string // of PostgreSQL's programs; "" is where Debian has those of the server's version
}

const sqlMajor = `SELECT current_setting('server_version_num')::int / 10000`

// run runs one of PostgreSQL's programs. A password goes through the environment, which only its owner sees, never among the
// arguments, which everybody does.
func (d Database) run(ctx context.Context, db pg.Querier, name string, args ...string) error {
	path, err := d.program(ctx, db, name)
	if err != nil {
		return err
	}
	cmd := Command(ctx, path, d.URL, args...)
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fault.Newf(fault.Unavailable, "backup_program", "%s failed: %s", name, strings.TrimSpace(string(out))).Because(err)
	}
	return nil
}

func (d Database) program(ctx context.Context, db pg.Querier, name string) (string, error) {
	if d.BinDir != "" {
		return filepath.Join(d.BinDir, name), nil
	}
	var major int
	if err := db.QueryRow(ctx, sqlMajor).Scan(&major); err != nil {
		return "", pg.Fault(name, err)
	}
	path := filepath.Join("/usr/lib/postgresql", strconv.Itoa(major), "bin", name)
	if _, err := exec.LookPath(path); err != nil {
		return name, nil //nolint:nilerr // then it is wherever it is
	}
	return path, nil
}

// Command prepares a program that is given a database without anybody seeing the password.
func Command(ctx context.Context, program, databaseURL string, args ...string) *exec.Cmd {
	open, password := withoutPassword(databaseURL)
	cmd := exec.CommandContext(ctx, program, append([]string{"--dbname=" + open}, args...)...)
	cmd.Env = cmd.Environ()
	if password != "" {
		cmd.Env = append(cmd.Env, "PGPASSWORD="+password)
	}
	return cmd
}

// passwordWord is the password in a connection string of words.
var passwordWord = regexp.MustCompile(`(?:^|\s)password\s*=\s*('(?:[^'\\]|\\.)*'|[^\s']\S*)`)

func withoutPassword(databaseURL string) (open, password string) {
	config, err := pgx.ParseConfig(databaseURL)
	if err != nil {
		return databaseURL, ""
	}
	u, err := url.Parse(databaseURL)
	if err != nil || u.Scheme == "" {
		return strings.TrimSpace(passwordWord.ReplaceAllString(databaseURL, " ")), config.Password
	}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	q := u.Query()
	q.Del("password")
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20")
	return u.String(), config.Password
}
