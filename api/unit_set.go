package api

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/text/collate"
	tongue "golang.org/x/text/language"

	"mitte/geo"
	"mitte/geo/bureau"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

// unitSet is exactly the units that somebody has filtered, in the order of the list, ready to leave as a page or a file.
type unitSet struct {
	words
	Town   place.Town
	Office bureau.Office
	Base   string
	Day    geo.Date
	Query  string // the words of the filter, as they stood in the address
	Units  []vacancy.Unit

	Pictures map[int64][]vacancy.UnitPicture // where they are asked for
}

// addPictures reads the pictures of the set. On another day than today there are none: what is public of them is so now.
func (a *api) addPictures(ctx context.Context, x *unitSet) (err error) {
	if x.Day != geo.Today(a.Clock) {
		return nil
	}
	ids := make([]int64, len(x.Units))
	for i := range x.Units {
		ids[i] = x.Units[i].ID
	}
	x.Pictures, err = a.picturesToday(ctx, ids...)
	return err
}

// unitSet reads the filter in the address and the units that it keeps. The map filters by the same words in the browser.
func (a *api) unitSet(c *fiber.Ctx, w words) (unitSet, error) {
	q := bindLanguage(c, append(vacancy.FilterWords(), "at")...)
	day := q.at(geo.Today(a.Clock))
	f, err := vacancy.ParseFilter(q.values)
	if bad := q.err(); bad != nil {
		return unitSet{}, bad
	}
	if err != nil {
		return unitSet{}, err
	}
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		return unitSet{}, err
	}
	c.Vary(fiber.HeaderAcceptLanguage)
	c.Set(fiber.HeaderContentLanguage, string(w))
	set := unitSet{words: w, Town: town, Office: a.Bureau, Base: a.Config.PublicURL, Day: day, Query: filterQuery(q.values)}
	set.Units, err = a.keptUnits(c.UserContext(), &f, day)
	return set, err
}

// keptUnits reads all units of a day page by page and keeps those of the filter.
func (a *api) keptUnits(ctx context.Context, f *vacancy.Filter, day geo.Date) ([]vacancy.Unit, error) {
	var kept []vacancy.Unit
	ask := vacancy.Query{Page: place.Page{Limit: place.MaxLimit, BBox: f.BBox}, At: day}
	for {
		batch, err := a.Vacancy.Units(ctx, ask)
		if err != nil {
			return nil, err
		}
		for i := range batch.Rows {
			if f.Keeps(&batch.Rows[i]) {
				kept = append(kept, batch.Rows[i])
			}
		}
		if !batch.More {
			byAddress(kept)
			return kept, nil
		}
		ask.After = batch.Rows[len(batch.Rows)-1].ID
	}
}

// byAddress puts units in the order in which one walks: by street, number and floor. Without an address they come last.
func byAddress(units []vacancy.Unit) {
	order := collate.New(tongue.German)
	slices.SortStableFunc(units, func(a, b vacancy.Unit) int {
		if (a.StreetName == nil) != (b.StreetName == nil) {
			if a.StreetName == nil {
				return 1
			}
			return -1
		}
		return cmp.Or(
			order.CompareString(deref(a.StreetName), deref(b.StreetName)), cmp.Compare(numberOf(&a), numberOf(&b)),
			strings.Compare(deref(a.HouseNumberSuffix), deref(b.HouseNumberSuffix)), cmp.Compare(a.Floor, b.Floor), cmp.Compare(a.ID, b.ID),
		)
	})
}

func numberOf(u *vacancy.Unit) int {
	if u.HouseNumber == nil {
		return 0
	}
	return *u.HouseNumber
}

// filterQuery writes the filter as it goes into the address of another form of the same set.
func filterQuery(values map[string]string) string {
	var out []string
	for _, name := range append(vacancy.FilterWords(), "at") {
		if v := values[name]; v != "" {
			out = append(out, name+"="+queryText(v))
		}
	}
	return strings.Join(out, "&")
}
