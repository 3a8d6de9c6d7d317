package backup

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

// A file that is not there though its row still is, is missing; where the row went too since the snapshot, the backup is begun anew.
func TestAPictureThatWentIsToldFromOneThatIsMissing(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	went, missing := strings.Repeat("a", 64), strings.Repeat("b", 64)
	if _, err := db.Superuser().Exec(t.Context(), `INSERT INTO media (kind, content) SELECT 'photo', unnest($1::text[])`, []string{went, missing}); err != nil {
		t.Fatal(err)
	}
	from := Source{Media: t.TempDir()}
	err := pg.InSnapshot(t.Context(), db.Superuser(), func(tx pgx.Tx) error {
		var m Manifest
		if err := from.pictures(t.Context(), tx, db.Superuser(), t.TempDir(), earlier{}, &m); err != nil {
			return err
		}
		if diff := cmp.Diff([]string{went, missing}, m.Missing); diff != "" {
			t.Error(diff)
		}
		if _, err := db.Owner().Exec(t.Context(), `DELETE FROM media WHERE content = $1`, went); err != nil {
			return err
		}
		return from.pictures(t.Context(), tx, db.Superuser(), t.TempDir(), earlier{}, &m)
	})
	if !errors.Is(err, errPictureWent) {
		t.Errorf("got %v", err)
	}
}
