package backup

import (
	"slices"
	"strings"
	"testing"
)

// A list of processes shows arguments to everybody.
func TestNoPasswordIsAnArgument(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ given, open string }{
		{"postgres://mitte:CANARY%20x@db.example:5433/mitte?sslmode=require", "postgres://mitte@db.example:5433/mitte?sslmode=require"},
		{"postgres://mitte@/mitte?host=%2Frun%2Fpg&password=CANARY%20x", "postgres://mitte@/mitte?host=%2Frun%2Fpg"},
		{
			"host=db.example user=mitte password='CANARY x' dbname=mitte options='-c role=mitte_backup'",
			"host=db.example user=mitte  dbname=mitte options='-c role=mitte_backup'",
		},
		{`password = 'CANARY x' host=db.example user=mitte`, "host=db.example user=mitte"},
	} {
		cmd := Command(t.Context(), "pg_dump", c.given, "--file=x")
		if !slices.Equal(cmd.Args, []string{"pg_dump", "--dbname=" + c.open, "--file=x"}) || strings.Contains(strings.Join(cmd.Args, " "), "CANARY") {
			t.Errorf("%q", cmd.Args)
		}
		if !slices.Contains(cmd.Env, "PGPASSWORD=CANARY x") {
			t.Errorf("%s: the password is lost", c.given)
		}
	}
	if cmd := Command(t.Context(), "pg_dump", "postgres://mitte@/mitte?host=%2Frun"); slices.ContainsFunc(cmd.Env, func(e string) bool { return strings.HasPrefix(e, "PGPASSWORD=") }) {
		t.Error("a password came from nowhere")
	}
}
