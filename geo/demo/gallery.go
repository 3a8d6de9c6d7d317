package demo

import (
	"context"
	"fmt"
	"image"

	"github.com/google/uuid"

	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/geo/picture"
)

// drawing is a picture of a unit, with what is said of it.
type drawing struct {
	ref, kind string
	de, en    string
	image     func() image.Image
}

// mostDrawn is how many units have pictures: enough to see what they are for.
const mostDrawn = 2

// mostCorners is how plain a house is whose plan is drawn: its rooms are known by their areas only.
const mostCorners = 5

// drawings are the pictures of a town: of its first offers that fill a whole ground floor.
func drawings(t *Town) []drawing {
	inHouse := map[int64]int{}
	for i := range t.Units {
		inHouse[t.Units[i].BuildingID]++
	}
	var out []drawing
	for i := range t.Offers {
		u := &t.Units[t.Offers[i].UnitID-1]
		window := t.windowOf(u.ID)
		if t.Offers[i].Status != "published" || u.Floor != 0 || inHouse[u.BuildingID] != 1 || window == nil || len(out) == 2*mostDrawn {
			continue
		}
		house := &t.Buildings[u.BuildingID-1]
		outline, storeys, shade := corners(house.Geom), house.Storeys, len(out)/2
		if len(outline) > mostCorners {
			continue
		}
		step, stepEN := "eine Stufe führt zur Tür", "one step leads to the door"
		if u.StepFree {
			step, stepEN = "die Tür ist stufenlos", "the door has no step"
		}
		out = append(out, drawing{
			u.Ref, "photo",
			fmt.Sprintf("Zeichnung der erfundenen Fassade: Schaufenster von %s m mit roter Markise, %s.", comma(window.length(), 1), step),
			fmt.Sprintf("Drawing of the made-up front: %.1f m of shop window with a red awning, %s.", window.length(), stepEN),
			func() image.Image { return facade(u, storeys, window.length(), shade) },
		}, drawing{
			u.Ref, "floor_plan",
			fmt.Sprintf("Erfundener Grundriss: Verkauf %s m², Lager %s m² dahinter, Eingang rechts neben dem Schaufenster.", comma(u.SalesM2, 0), comma(u.StorageM2, 0)),
			fmt.Sprintf("Made-up floor plan: %.0f m² of sales area, %.0f m² of storage behind, entrance to the right of the window.", u.SalesM2, u.StorageM2),
			func() image.Image { return floorPlan(u, outline, window) },
		})
	}
	return out
}

// windowOf is the main shop window of a unit, nil if it has none.
func (t *Town) windowOf(unit int64) path {
	for i := range t.Frontages {
		if f := &t.Frontages[i]; f.UnitID == unit && f.Primary {
			return corners(f.Geom)
		}
	}
	return nil
}

const sqlHang = `
INSERT INTO media (id, unit_id, kind, position, alt_text_de, alt_text_en, creator, licence, access_level, faces_checked_by, faces_checked_at,
    content, width, height, updated_by)
SELECT $1::uuid, id, $3, $4, $5, $6, 'mitte', 'CC0 1.0', 'public', 'demo', now(), $7, $8, $9, 'demo'
FROM unit
WHERE public_ref = $2 AND made_up
ON CONFLICT (id) DO NOTHING`

// Hang draws pictures for some units of the first town that Load has written with the same options, and keeps them in a store. It
// returns how many. A town that is not there gets none.
func Hang(ctx context.Context, db pg.Querier, store *picture.Store, o Options) (int, error) {
	const op = "demo.Hang"
	n := 0
	for _, d := range drawings(Generate(o, 0)) {
		files, err := picture.Draw(d.image())
		if err != nil {
			return n, fault.Wrap(op, err)
		}
		id := uuid.NewSHA1(uuid.NameSpaceURL, []byte("urn:mitte:demo:"+d.ref+":"+d.kind))
		position := 0
		if d.kind == "floor_plan" {
			position = 1
		}
		err = store.Keep(files, func() error {
			done, err := db.Exec(ctx, sqlHang, id.String(), d.ref, d.kind, position, d.de, d.en, files.Content, files.Width, files.Height)
			n += int(done.RowsAffected())
			return err
		})
		if err != nil {
			return n, pg.Fault(op, err)
		}
	}
	return n, nil
}
