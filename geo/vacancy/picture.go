package vacancy

import (
	"strings"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
)

// Picture is a photo or a floor plan of a unit as staff see it.
type Picture struct {
	ID                   string // a UUID; a new picture has a new one, so an address always means the same bytes
	Version              int
	UnitID               int64
	Kind                 string // photo or floor_plan
	Position             int    // its place among the unit's pictures, from 0
	AltTextDe, AltTextEn string // for those who do not see it
	Creator, Licence     string
	TakenOn              geo.Date
	Width, Height        int
	Content              string // names its files
	AccessLevel          string // internal or public
	FacesCheckedBy       string
	FacesCheckedAt       *time.Time
	CreatedAt, UpdatedAt time.Time
	UpdatedBy            string
	Public               bool          // everybody sees it today
	Lacks                []fault.Field `db:"-"`
}

// PictureEdit is what a request says of a picture; what it does not name stays as it is.
type PictureEdit struct {
	Kind                                   geo.Given[string] // of a new one only
	AltTextDe, AltTextEn, Creator, Licence geo.Given[string]
	TakenOn                                geo.Given[geo.Date]
	FacesChecked                           geo.Given[bool] // nobody can be known on it
	AccessLevel                            geo.Given[string]
	Position                               geo.Given[int]
}

// MostPictures is how many pictures a unit has.
const MostPictures = 20

// apply returns the picture as it is after an edit by somebody at a time.
func (e *PictureEdit) apply(base *Picture, by string, at time.Time) Picture {
	p := *base
	e.AltTextDe.Onto(&p.AltTextDe)
	e.AltTextEn.Onto(&p.AltTextEn)
	e.Creator.Onto(&p.Creator)
	e.Licence.Onto(&p.Licence)
	e.TakenOn.Onto(&p.TakenOn)
	e.AccessLevel.Onto(&p.AccessLevel)
	e.Position.Onto(&p.Position)
	switch {
	case e.FacesChecked.Set && !e.FacesChecked.Value:
		p.FacesCheckedBy, p.FacesCheckedAt = "", nil
	case e.FacesChecked.Set && p.FacesCheckedBy == "":
		p.FacesCheckedBy, p.FacesCheckedAt = by, &at
	}
	for _, text := range []*string{&p.AltTextDe, &p.AltTextEn, &p.Creator, &p.Licence} {
		*text = strings.TrimSpace(*text)
	}
	return p
}

// wrong lists what is wrong with a picture by itself, shown or not.
func (p *Picture) wrong(today geo.Date) wrongs {
	var w wrongs
	w.choice("/kind", p.Kind, "photo", "floor_plan")
	w.choice("/access_level", p.AccessLevel, "internal", "public")
	for _, c := range []struct {
		path, v string
		needed  bool
	}{{"/alt_text_de", p.AltTextDe, true}, {"/alt_text_en", p.AltTextEn, false}, {"/creator", p.Creator, true}, {"/licence", p.Licence, true}} {
		w.when(c.needed && c.v == "", c.path, "required", "this is missing")
		w.text(c.path, c.v, shortText)
	}
	w.when(!p.TakenOn.IsZero() && (p.TakenOn.Before(firstDay) || today.Before(p.TakenOn)), "/taken_on", "out_of_range", "a day from 1900 to today is needed")
	w.when(p.Position < 0, "/position", "out_of_range", "places are counted from 0")
	return w
}

// lacks lists what hinders a picture from being shown to everybody. Agreed says that its unit's owner does not stand against it.
func (p *Picture) lacks(agreed bool) wrongs {
	var w wrongs
	w.when(p.Kind == "photo" && p.FacesCheckedBy == "", "/faces_checked", "media.needs_faces_check", "somebody looks first whether anybody can be known on it")
	w.when(!agreed, "/access_level", "media.needs_consent", "the owner agreed that pictures are shown")
	return w
}

// UnitPicture is a picture as the public sees it.
type UnitPicture struct {
	ID, Kind         string
	UnitID           int64
	AltTextDe        string
	AltTextEn        *string
	Creator, Licence string
	Width, Height    int
}
