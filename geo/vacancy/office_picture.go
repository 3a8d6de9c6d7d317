package vacancy

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/picture"
)

// SavedPicture is a picture after a change.
type SavedPicture struct {
	Picture
	XID uint64
}

// pictureNote is what the audit trail says of a picture.
type pictureNote struct {
	ID      string `json:"media_id"`
	Kind    string `json:"kind,omitempty"`
	Access  string `json:"access_level,omitempty"`
	Faces   bool   `json:"faces_checked,omitempty"`
	Content string `json:"content,omitempty"`
}

func (p *Picture) note() pictureNote {
	return pictureNote{p.ID, p.Kind, p.AccessLevel, p.FacesCheckedBy != "", p.Content}
}

// Pictures lists the pictures of a unit in order. It returns NotFound if there is no such unit.
func (o *Office) Pictures(ctx context.Context, by people.Actor, unit int64) ([]Picture, error) {
	const op = "vacancy.Office.Pictures"
	if err := reader(by); err != nil {
		return nil, fault.Wrap(op, err)
	}
	var out []Picture
	err := pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) error {
		agreed, err := o.photosAgreed(ctx, tx, unit)
		if err != nil {
			return err
		}
		out, err = findPictures(ctx, tx, unit, o.Today())
		for i := range out {
			out[i].Lacks = out[i].lacks(agreed)
		}
		return err
	})
	return out, pg.Fault(op, err)
}

// Picture returns one picture. It returns NotFound if there is none.
func (o *Office) Picture(ctx context.Context, by people.Actor, id string) (Picture, error) {
	const op = "vacancy.Office.Picture"
	if err := reader(by); err != nil {
		return Picture{}, fault.Wrap(op, err)
	}
	p, err := findPicture(ctx, o.db, id, o.Today())
	return p, pg.Fault(op, err)
}

// photosAgreed reports whether nothing stands against pictures of a unit: its offer does not rest on the owner's word, or that
// goes for pictures too.
func (o *Office) photosAgreed(ctx context.Context, tx pgx.Tx, unit int64) (bool, error) {
	if _, err := tx.Exec(ctx, sqlInRegister); err != nil {
		return false, err
	}
	facts, err := findMarket(ctx, tx, unit, o.Today())
	if err != nil {
		return false, err
	}
	offer, err := findOffer(ctx, tx, unit)
	if err != nil {
		return false, err
	}
	asked := offer != nil && offer.PublicationStatus != "withdrawn" && offer.PublicationBasis == "owner_consent"
	return !asked || facts.agreed("publish_photo"), nil
}

// AddPicture takes in a picture. The files are there before the row is. It returns NotFound, Invalid with all that is wrong, Conflict
// if the unit has enough, and what Store.Read returns.
func (o *Office) AddPicture(ctx context.Context, by By, unit int64, edit *PictureEdit, data []byte) (SavedPicture, error) {
	const op = "vacancy.Office.AddPicture"
	if err := writer(by.Actor); err != nil {
		return SavedPicture{}, fault.Wrap(op, err)
	}
	if o.pictures == nil {
		return SavedPicture{}, fault.Wrap(op, fault.New(fault.NotFound, "not_found", "no pictures are kept here"))
	}
	p := edit.apply(&Picture{UnitID: unit, Kind: edit.Kind.Value, AccessLevel: "internal"}, by.String(), o.clock.Now())
	if wrong := p.wrong(o.Today()); len(wrong) > 0 {
		return SavedPicture{}, fault.Wrap(op, refuse(wrong))
	}
	files, err := o.pictures.Read(ctx, data)
	if err != nil {
		return SavedPicture{}, fault.Wrap(op, err)
	}
	p.Content, p.Width, p.Height = files.Content, files.Width, files.Height
	var out SavedPicture
	err = o.pictures.Keep(files, func() (err error) {
		out.XID, err = o.alone(ctx, by, unit, 0, func(tx pgx.Tx) error {
			out.Picture, err = o.insertPicture(ctx, tx, by, &p, edit.Position.Set)
			return err
		})
		return err
	})
	return out, pg.Fault(op, err)
}

func (o *Office) insertPicture(ctx context.Context, tx pgx.Tx, by By, p *Picture, placed bool) (Picture, error) {
	others, err := findPictures(ctx, tx, p.UnitID, o.Today())
	if err != nil {
		return *p, err
	}
	if len(others) >= MostPictures {
		return *p, fault.New(fault.Conflict, "media.enough", "a unit has 20 pictures at most")
	}
	agreed, err := o.photosAgreed(ctx, tx, p.UnitID)
	if err != nil {
		return *p, err
	}
	if wrong := p.lacks(agreed); p.AccessLevel == "public" && len(wrong) > 0 {
		return *p, refuse(wrong)
	}
	if !placed {
		p.Position = len(others)
	}
	if err := tx.QueryRow(ctx, sqlInsertPicture, p.args()).Scan(&p.ID); err != nil {
		return *p, err
	}
	return o.concludePicture(ctx, tx, by, p, agreed, "media.add", nil)
}

// arrange counts the places of a unit's pictures anew, with one of them where it is wanted, if any.
func (o *Office) arrange(ctx context.Context, tx pgx.Tx, unit int64, moved *Picture) error {
	all, err := findPictures(ctx, tx, unit, o.Today())
	if err != nil {
		return err
	}
	order := make([]string, 0, len(all))
	for i := range all {
		if moved == nil || all[i].ID != moved.ID {
			order = append(order, all[i].ID)
		}
	}
	if moved != nil {
		order = slices.Insert(order, min(moved.Position, len(order)), moved.ID)
	}
	_, err = tx.Exec(ctx, sqlPlacePictures, order)
	return err
}

// concludePicture brings a picture to its place, reads it as it is now and writes the audit row.
func (o *Office) concludePicture(ctx context.Context, tx pgx.Tx, by By, p *Picture, agreed bool, action string, before any) (Picture, error) {
	if err := o.arrange(ctx, tx, p.UnitID, p); err != nil {
		return *p, err
	}
	now, err := findPicture(ctx, tx, p.ID, o.Today())
	if err != nil {
		return *p, err
	}
	now.Lacks = now.lacks(agreed)
	return now, by.record(ctx, tx, p.UnitID, action, before, now.note())
}

// ChangePicture changes what is said of a picture that is still in the version named, and who sees it. It returns NotFound, Stale,
// and Invalid with all that is wrong.
func (o *Office) ChangePicture(ctx context.Context, by By, id string, version int, edit *PictureEdit) (SavedPicture, error) {
	var out SavedPicture
	xid, err := o.withPicture(ctx, by, id, version, func(tx pgx.Tx, now *Picture) error {
		next := edit.apply(now, by.String(), o.clock.Now())
		agreed, err := o.photosAgreed(ctx, tx, now.UnitID)
		if err != nil {
			return err
		}
		wrong := next.wrong(o.Today())
		if next.AccessLevel == "public" {
			wrong = append(wrong, next.lacks(agreed)...)
		}
		if len(wrong) > 0 {
			return refuse(wrong)
		}
		if _, err := tx.Exec(ctx, sqlUpdatePicture, next.args()); err != nil {
			return err
		}
		out.Picture, err = o.concludePicture(ctx, tx, by, &next, agreed, "media.change", now.note())
		return err
	})
	out.XID = xid
	return out, pg.Fault("vacancy.Office.ChangePicture", err)
}

// DeletePicture removes a picture that is still in the version named, and its files unless another picture is the same. It returns
// NotFound or Stale.
func (o *Office) DeletePicture(ctx context.Context, by By, id string, version int) (xid uint64, err error) {
	const op = "vacancy.Office.DeletePicture"
	var content string
	xid, err = o.withPicture(ctx, by, id, version, func(tx pgx.Tx, now *Picture) error {
		content = now.Content
		if _, err := tx.Exec(ctx, sqlDeletePicture, id); err != nil {
			return err
		}
		if err := o.arrange(ctx, tx, now.UnitID, nil); err != nil {
			return err
		}
		return by.record(ctx, tx, now.UnitID, "media.delete", now.note(), nil)
	})
	if err == nil && o.pictures != nil {
		err = o.pictures.Drop(content, func() (named bool, err error) {
			err = o.db.QueryRow(ctx, sqlContentNamed, content).Scan(&named)
			return named, err
		})
	}
	return xid, pg.Fault(op, err)
}

// withPicture runs a change to a picture while nobody else changes its unit.
func (o *Office) withPicture(ctx context.Context, by By, id string, version int, fn func(tx pgx.Tx, now *Picture) error) (uint64, error) {
	if err := writer(by.Actor); err != nil {
		return 0, err
	}
	found, err := findPicture(ctx, o.db, id, o.Today())
	if err != nil {
		return 0, err
	}
	return o.alone(ctx, by, found.UnitID, 0, func(tx pgx.Tx) error {
		now, err := findPicture(ctx, tx, id, o.Today())
		if err != nil {
			return err
		}
		if now.Version != version {
			return stale()
		}
		return fn(tx, &now)
	})
}

// orphanAge is how old a file without a row is before it is swept: no upload takes that long, in whatever process.
const orphanAge = time.Hour

// SweepPictures removes files that belong to no picture, and returns how many. It is for a job, not for a person.
func (o *Office) SweepPictures(ctx context.Context, store *picture.Store) (int, error) {
	n, err := store.Sweep(o.clock.Now().Add(-orphanAge), func() (map[string]bool, error) {
		rows, err := o.db.Query(ctx, sqlContents)
		if err != nil {
			return nil, err
		}
		contents, err := pgx.CollectRows(rows, pgx.RowTo[string])
		named := make(map[string]bool, len(contents))
		for _, c := range contents {
			named[c] = true
		}
		return named, err
	})
	return n, pg.Fault("vacancy.Office.SweepPictures", err)
}
