package vacancy_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/picture"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

// gallery is an office that keeps pictures, and the directory where.
func gallery(t *testing.T) (b *bundle, store *picture.Store, dir string) {
	t.Helper()
	b, dir = setup(t), t.TempDir()
	store, err := picture.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	b.office = b.office.With(store)
	return b, store, dir
}

// drawn is a picture of one grey, as a file.
func drawn(t *testing.T, grey uint8) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 330, 200))
	for i := range m.Pix {
		m.Pix[i] = grey
	}
	m.SetGray(1, 1, color.Gray{Y: ^grey})
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func photo() *vacancy.PictureEdit {
	return &vacancy.PictureEdit{
		Kind: geo.Give("photo"), AltTextDe: geo.Give(" Schaufenster mit rotem Rahmen "), Creator: geo.Give("Erika Muster"), Licence: geo.Give("CC BY 4.0"),
	}
}

func (b *bundle) add(unit int64, edit *vacancy.PictureEdit, data []byte) vacancy.Picture {
	b.t.Helper()
	p, err := b.office.AddPicture(b.t.Context(), staff, unit, edit, data)
	if err != nil {
		b.t.Fatal(err)
	}
	return p.Picture
}

func (b *bundle) change(p *vacancy.Picture, edit *vacancy.PictureEdit) vacancy.Picture {
	b.t.Helper()
	next, err := b.office.ChangePicture(b.t.Context(), staff, p.ID, p.Version, edit)
	if err != nil {
		b.t.Fatal(err)
	}
	return next.Picture
}

// shown reports whether the public sees a picture, on its unit and by its address, which have to agree.
func (b *bundle) shown(p *vacancy.Picture) bool {
	b.t.Helper()
	day := geo.Today(clock)
	content, err := b.public.PictureContent(b.t.Context(), p.ID, day)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		b.t.Fatal(err)
	}
	all, err2 := b.public.Pictures(b.t.Context(), day, p.UnitID)
	if err2 != nil {
		b.t.Fatal(err2)
	}
	found := false
	for _, u := range all[p.UnitID] {
		found = found || u.ID == p.ID
	}
	if found != (err == nil) || found && content != p.Content {
		b.t.Errorf("on its unit: %v, by its address: %v", found, err)
	}
	return found
}

func files(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAPictureIsPublicOnceSomebodyHasLookedAndItsUnitIs(t *testing.T) {
	t.Parallel()
	b, _, dir := gallery(t)
	e := b.enter(1, "occupied", day(2020, 1, 1))
	p := b.add(e.ID, photo(), drawn(t, 1))
	if p.AltTextDe != "Schaufenster mit rotem Rahmen" || p.AccessLevel != "internal" || p.Version != 1 || p.Width != 330 || len(p.Lacks) != 1 || b.shown(&p) {
		t.Errorf("%+v", p)
	}
	_, err := b.office.ChangePicture(t.Context(), staff, p.ID, 1, &vacancy.PictureEdit{AccessLevel: geo.Give("public")})
	refused(t, err, fault.Invalid, "/faces_checked media.needs_faces_check")
	p = b.change(&p, &vacancy.PictureEdit{AccessLevel: geo.Give("public"), FacesChecked: geo.Give(true)})
	if p.FacesCheckedBy != "account:1" || p.FacesCheckedAt == nil || !p.Public || !b.shown(&p) {
		t.Errorf("%+v", p)
	}
	_, err = b.office.ChangePicture(t.Context(), staff, p.ID, 1, &vacancy.PictureEdit{})
	refused(t, err, fault.Stale)
	_, err = b.office.ChangePicture(t.Context(), staff, p.ID, p.Version, &vacancy.PictureEdit{FacesChecked: geo.Give(false), AltTextDe: geo.Give("")})
	refused(t, err, fault.Invalid, "/faces_checked media.needs_faces_check", "/alt_text_de required")

	// The unit goes, and takes its picture along.
	if _, err := b.office.Change(t.Context(), staff, e.ID, e.Version, &place.StockUnitEdit{PublicBasis: geo.Give("")}); err != nil {
		t.Fatal(err)
	}
	if b.seen(e.ID) || b.shown(&p) {
		t.Error("the unit is hidden, and its picture is not")
	}
	if files(t, dir) != 3 {
		t.Errorf("%d files", files(t, dir))
	}
	if _, err := b.office.DeletePicture(t.Context(), staff, p.ID, p.Version); err != nil || files(t, dir) != 0 {
		t.Errorf("%d files stayed: %v", files(t, dir), err)
	}
	_, err = b.office.Picture(t.Context(), staff.Actor, p.ID)
	refused(t, err, fault.NotFound)
}

// What was public once shows no picture today.
func TestAUnitOfThePastShowsNoPicture(t *testing.T) {
	t.Parallel()
	b, _, _ := gallery(t)
	e := b.enter(1, "occupied", day(2020, 1, 1))
	edit := photo()
	edit.AccessLevel, edit.FacesChecked = geo.Give("public"), geo.Give(true)
	p := b.add(e.ID, edit, drawn(t, 1))
	if !b.shown(&p) {
		t.Fatal("it is not shown at first")
	}
	b.step(e.ID, step("vacant", day(2026, 6, 1)))
	if past, err := b.public.Unit(t.Context(), e.ID, day(2026, 1, 1)); err != nil || past.VacancyStatus != "occupied" {
		t.Fatalf("%v", err)
	}
	if b.shown(&p) {
		t.Error("the unit fell vacant and left the public layer, its picture did not")
	}
}

func TestPicturesGoWithTheOwnersWord(t *testing.T) {
	t.Parallel()
	b, _, _ := gallery(t)
	e := b.offered(1, with(func(e *vacancy.OfferEdit) {
		e.NetColdRentCents, e.PriceOnRequest = geo.Give[*int64](nil), geo.Give(true)
	}))
	edit := photo()
	edit.Kind = geo.Give("floor_plan")
	p := b.add(e.ID, edit, drawn(t, 1))
	_, err := b.office.ChangePicture(t.Context(), staff, p.ID, 1, &vacancy.PictureEdit{AccessLevel: geo.Give("public")})
	refused(t, err, fault.Invalid, "/access_level media.needs_consent")
	m := b.agree(e.ID, "publish_unit", "publish_photo")
	p = b.change(&p, &vacancy.PictureEdit{AccessLevel: geo.Give("public")}) // a plan shows nobody
	b.publish(e.ID, "consent_pending")
	b.publish(e.ID, "published")
	if !b.shown(&p) {
		t.Fatal("it is not shown")
	}
	for _, c := range m.Consents {
		if c.Scope == "publish_photo" {
			if _, _, err := b.office.Revoke(t.Context(), staff, c.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	if m, err = b.office.Marketing(t.Context(), staff.Actor, e.ID); err != nil || m.Offer.PublicationStatus != "published" || b.shown(&p) {
		t.Errorf("the offer is %s, the picture shown: %v", m.Offer.PublicationStatus, err)
	}
	if now, err := b.office.Picture(t.Context(), staff.Actor, p.ID); err != nil || now.AccessLevel != "internal" || now.Version != p.Version+1 {
		t.Errorf("%+v %v", now, err)
	}

	// A picture that is shown already hinders an offer that would rest on the owner's word.
	other := b.enter(2, "occupied", day(2020, 1, 1))
	edit.AccessLevel = geo.Give("public")
	b.add(other.ID, edit, drawn(t, 2))
	if _, err := b.office.CreateOffer(t.Context(), staff, other.ID, &terms); err != nil {
		t.Fatal(err)
	}
	_, err = b.office.Publish(t.Context(), staff, other.ID, 1, "published")
	refused(t, err, fault.Invalid, "/media offer.needs_photo_consent")
}

func TestPicturesStandInOrder(t *testing.T) {
	t.Parallel()
	b, _, _ := gallery(t)
	e := b.enter(1, "occupied", day(2020, 1, 1))
	var all []vacancy.Picture
	for i := range 3 {
		all = append(all, b.add(e.ID, photo(), drawn(t, uint8(i))))
	}
	edit := photo()
	edit.Position = geo.Give(1)
	all = append(all, b.add(e.ID, edit, drawn(t, 9)))
	b.change(&all[2], &vacancy.PictureEdit{Position: geo.Give(0)})
	b.change(&all[0], &vacancy.PictureEdit{Position: geo.Give(99)})
	found, err := b.office.Pictures(t.Context(), staff.Actor, e.ID)
	if err != nil || len(found) != 4 {
		t.Fatalf("%d %v", len(found), err)
	}
	for i, k := range []int{2, 3, 1, 0} {
		if found[i].ID != all[k].ID || found[i].Position != i {
			t.Errorf("place %d has picture %s at %d", i, found[i].ID, found[i].Position)
		}
	}
	planner := people.Actor{AccountID: 3, Roles: []people.Role{people.Planner}}
	if _, err := b.office.Pictures(t.Context(), planner, e.ID); err != nil {
		t.Error(err)
	}
	_, err = b.office.AddPicture(t.Context(), vacancy.By{Actor: planner}, e.ID, photo(), drawn(t, 1))
	refused(t, err, fault.Forbidden)
	_, err = b.office.Pictures(t.Context(), staff.Actor, 4711)
	refused(t, err, fault.NotFound)
	_, err = b.office.AddPicture(t.Context(), staff, 4711, photo(), drawn(t, 1))
	refused(t, err, fault.NotFound)
}

func TestWhatIsSaidOfAPictureIsChecked(t *testing.T) {
	t.Parallel()
	b, _, dir := gallery(t)
	e := b.enter(1, "occupied", day(2020, 1, 1))
	_, err := b.office.AddPicture(t.Context(), staff, e.ID, &vacancy.PictureEdit{Kind: geo.Give("proof"), TakenOn: geo.Give(day(2027, 1, 1)), Position: geo.Give(-1), AccessLevel: geo.Give("personal")}, drawn(t, 1))
	refused(t, err, fault.Invalid, "/kind unknown_value", "/alt_text_de required", "/creator required", "/licence required", "/taken_on out_of_range",
		"/position out_of_range", "/access_level unknown_value")
	_, err = b.office.AddPicture(t.Context(), staff, e.ID, photo(), []byte("<html>"))
	refused(t, err, fault.Unsupported, "media.type")
	if files(t, dir) != 0 {
		t.Error("a refused picture left files")
	}
}

// The same picture comes many times at once and goes again: whoever stays keeps its files, and a unit has no more than it may.
func TestManySendTheSamePicture(t *testing.T) {
	t.Parallel()
	b, store, dir := gallery(t)
	e := b.enter(1, "occupied", day(2020, 1, 1))
	var all sync.WaitGroup
	var mu sync.Mutex
	codes := map[string]int{}
	for i := range vacancy.MostPictures + 4 {
		all.Go(func() {
			p, err := b.office.AddPicture(t.Context(), staff, e.ID, photo(), drawn(t, 7))
			if err == nil && i%3 == 0 {
				_, err = b.office.DeletePicture(t.Context(), staff, p.ID, p.Version)
			}
			mu.Lock()
			defer mu.Unlock()
			code := "ok"
			if err != nil {
				code = fault.CodeOf(err)
			}
			codes[code]++
		})
	}
	all.Wait()
	found, err := b.office.Pictures(t.Context(), staff.Actor, e.ID)
	if err != nil || len(found) == 0 || len(found) > vacancy.MostPictures || files(t, dir) != 3 || codes["ok"]+codes["media.enough"] != vacancy.MostPictures+4 {
		t.Fatalf("%d pictures, %d files, %v: %v", len(found), files(t, dir), codes, err)
	}
	for i := range found {
		if body, err := store.File(found[i].Content, 320); err != nil || len(body) == 0 || found[i].Position != i {
			t.Errorf("%d: at %d, %v", i, found[i].Position, err)
		}
	}
}

func TestOnlyFilesWithoutAPictureAreSwept(t *testing.T) {
	t.Parallel()
	b, store, dir := gallery(t)
	e := b.enter(1, "occupied", day(2020, 1, 1))
	p := b.add(e.ID, photo(), drawn(t, 1))
	if err := os.WriteFile(filepath.Join(dir, p.Content[:2], "new-77"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	later := vacancy.NewOffice(b.db.App(), geo.FixedClock(time.Date(2199, 1, 1, 0, 0, 0, 0, time.UTC)))
	if n, err := later.SweepPictures(t.Context(), store); err != nil || n != 1 || files(t, dir) != 3 {
		t.Errorf("%d swept, %d files: %v", n, files(t, dir), err)
	}
}
