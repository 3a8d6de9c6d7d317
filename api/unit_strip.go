package api

import (
	"strconv"

	"mitte/geo/vacancy"
)

// stripView is the piece of a street round a unit with both rows of shop fronts, to scale, ready to be written as SVG.
type stripView struct {
	Title, Name string
	Left, Right string // the crossings it goes towards, "" beyond the picture
	Fronts      []frontView
	AtEnd       bool // whether the unit stands in the right half
}

// frontView is a front in the row above the street or below it.
type frontView struct {
	X, W, MidX string
	Y          int
	Text       string // the house number, where it has room
	About      string
	State      string // here, vacant, other
}

// The strip in its own units.
const (
	stripWidth  = 800
	stripM      = 110.0 // metres of street that it shows
	stripAbove  = 22    // where the two rows begin
	stripBelow  = 112
	stripLetter = 11.5 // about how wide a digit is
)

// strip draws the street with a unit in its middle, as far as the street goes; nil where the unit has no front.
func (w words) strip(s vacancy.Street, ref string) *stripView {
	own, found := ownFront(s.Fronts, ref)
	if !found {
		return nil
	}
	shown := min(stripM, s.LengthM)
	from := min(max((own.FromM+own.ToM)/2-shown/2, 0), s.LengthM-shown)
	scale := stripWidth / shown
	v := &stripView{Name: s.Name, AtEnd: (own.FromM+own.ToM)/2-from > shown/2, Title: w.T("strip_title", s.Name, strconv.Itoa(int(shown+0.5)))}
	if from == 0 {
		v.Left = deref(s.FromLabel)
	}
	if from+shown >= s.LengthM {
		v.Right = deref(s.ToLabel)
	}
	for i := range s.Fronts {
		if f, ok := w.front(&s.Fronts[i], ref, from, scale); ok {
			v.Fronts = append(v.Fronts, f)
		}
	}
	return v
}

func ownFront(fronts []vacancy.Front, ref string) (vacancy.Front, bool) {
	for _, f := range fronts {
		if f.PublicRef == ref {
			return f, true
		}
	}
	return vacancy.Front{}, false
}

// front places a front; the left side of the street, seen along it, is the upper row.
func (w words) front(f *vacancy.Front, ref string, from, scale float64) (frontView, bool) {
	x, end := max((f.FromM-from)*scale, 0), min((f.ToM-from)*scale, stripWidth)
	if end-x < 2 {
		return frontView{}, false
	}
	v := frontView{X: tenth(x + 1), W: tenth(end - x - 2), MidX: tenth((x + end) / 2), Y: stripBelow, State: "other"}
	if f.Side == "left" {
		v.Y = stripAbove
	}
	u := vacancy.Unit{HouseNumber: f.HouseNumber, HouseNumberSuffix: f.HouseNumberSuffix, VacancyStatus: f.VacancyStatus}
	v.Text = u.HouseNumberText()
	if float64(len(v.Text))*stripLetter > end-x-4 {
		v.Text = ""
	}
	name := deref(f.BusinessName)
	if name == "" {
		name = w.vacancyWord(f.VacancyStatus)
	}
	v.About = u.HouseNumberText() + " " + name
	switch {
	case f.PublicRef == ref:
		v.State = "here"
	case u.Vacant():
		v.State = "vacant"
	}
	return v, true
}

// TextY is where the house number stands.
func (f frontView) TextY() int { return f.Y + 38 }
