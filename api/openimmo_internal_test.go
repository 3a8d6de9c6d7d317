package api

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"mitte/geo"
	"mitte/geo/bureau"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

// element is a part of an XML document.
type element struct {
	name     string
	attrs    map[string]string
	text     string
	children []*element
}

func (e *element) all(path string) []*element {
	found := []*element{e}
	for _, name := range strings.Split(path, "/") {
		var next []*element
		for _, f := range found {
			for _, c := range f.children {
				if c.name == name {
					next = append(next, c)
				}
			}
		}
		found = next
	}
	return found
}

func parseXML(t *testing.T, body []byte) *element {
	t.Helper()
	root := &element{}
	open := []*element{root}
	d := xml.NewDecoder(bytes.NewReader(body))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root.children[0]
		}
		if err != nil {
			t.Fatal(err)
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			top.children = append(top.children, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
}

// offered is where a unit stands in a document.
const offered = "anbieter/immobilie" //nolint:misspell // German

// demanded is what OpenImmo 1.2.7b demands (domain.md 7.2): where, which attributes, and the values there may be.
var demanded = []struct {
	path  string
	attrs map[string][]string // no values: any but none
	text  []string            // likewise; nil for an element whose text does not matter
}{
	{"uebertragung", map[string][]string{"art": {"ONLINE"}, "umfang": {"VOLL", "TEIL"}, "version": {"1.2.7b"}, "sendersoftware": {}, "senderversion": {}}, nil},
	{"anbieter/firma", nil, []string{}},
	{"anbieter/openimmo_anid", nil, []string{}},
	{offered + "/objektkategorie/nutzungsart", map[string][]string{"WOHNEN": {"false"}, "GEWERBE": {"true"}}, nil},
	{offered + "/objektkategorie/vermarktungsart", map[string][]string{"KAUF": {"false"}, "MIETE_PACHT": {"true"}}, nil},
	{offered + "/geo/ort", nil, []string{}},
	{offered + "/geo/land", map[string][]string{"iso_land": {"DEU"}}, nil},
	{offered + "/kontaktperson/email_zentrale", nil, []string{}},
	{offered + "/kontaktperson/name", nil, []string{}},
	{offered + "/zustand_angaben/verkaufstatus", map[string][]string{"stand": {"OFFEN", "RESERVIERT"}}, nil},
	{offered + "/freitexte/objekttitel", nil, []string{}},
	{offered + "/verwaltung_objekt/objektadresse_freigeben", nil, []string{"true", "false"}},
	{offered + "/verwaltung_techn/objektnr_extern", nil, []string{}},
	{offered + "/verwaltung_techn/aktion", map[string][]string{"aktionart": {"CHANGE", "DELETE"}}, nil},
	{offered + "/verwaltung_techn/openimmo_obid", nil, []string{}},
	{offered + "/verwaltung_techn/stand_vom", nil, []string{}},
}

// kinds is which kind of object each use is, in one element with one attribute.
var kinds = map[string]string{
	"retail": "einzelhandel LADENLOKAL", "craft": "einzelhandel LADENLOKAL", "culture": "einzelhandel LADENLOKAL", "gastronomy": "gastgewerbe GASTRONOMIE",
	"office": "buero_praxen BUEROFLAECHE", "service": "buero_praxen BUEROFLAECHE", "health": "buero_praxen PRAXIS", "storage": "hallen_lager_prod LAGER",
}

// Every use, condition and way to tell a price gives a document with all that the schema demands.
func TestOpenImmoHasWhatItsSchemaDemands(t *testing.T) {
	t.Parallel()
	point, err := geo.FromOrb(orb.Point{6.965, 51.6605})
	if err != nil {
		t.Fatal(err)
	}
	street, number, area, rent, yes, no := "Lippestraße", 12, 120.0, int64(129_000), true, false
	for use := range kinds {
		for _, condition := range []string{"", "new", "refurbished", "good", "needs_work", "shell", "ruinous"} {
			for price, onRequest := range map[string]*bool{"told": &no, "on request": &yes} {
				u := vacancy.Unit{ID: 7, PublicRef: "A-1", StreetName: &street, HouseNumber: &number, UseType: use, VacancyStatus: "marketing", Geom: point}
				u.SalesAreaM2, u.Offered, u.PriceOnRequest, u.NetColdRentCents = &area, true, onRequest, &rent
				if condition != "" {
					u.Condition = &condition
				}
				x := unitSet{words: "de", Town: place.Town{Name: "Musterstadt", MunicipalityKey: "05562012"}, Office: bureau.MadeUp(), Base: "https://x.example", Units: []vacancy.Unit{u}}
				body, err := x.openImmo("VOLL")
				if err != nil {
					t.Fatal(err)
				}
				doc := parseXML(t, body)
				meets(t, use+", "+condition+", "+price, doc)
				if told := len(doc.all(offered+"/preise/nettokaltmiete")) == 1; told == *onRequest {
					t.Errorf("%s: the rent is told: %v", price, told)
				}
				if states := doc.all(offered + "/zustand_angaben/zustand"); (condition == "") == (len(states) == 1) || condition != "" && states[0].attrs["zustand_art"] == "" {
					t.Errorf("%s: %+v", condition, states)
				}
			}
		}
	}
}

func meets(t *testing.T, name string, doc *element) {
	t.Helper()
	for _, d := range demanded {
		found := doc.all(d.path)
		if len(found) != 1 {
			t.Errorf("%s: %d of %s", name, len(found), d.path)
			continue
		}
		for attr, values := range d.attrs {
			if v := found[0].attrs[attr]; v == "" || len(values) > 0 && !slices.Contains(values, v) {
				t.Errorf("%s: %s %s is %q", name, d.path, attr, v)
			}
		}
		if text := strings.TrimSpace(found[0].text); d.text != nil && (text == "" || len(d.text) > 0 && !slices.Contains(d.text, text)) {
			t.Errorf("%s: %s is %q", name, d.path, text)
		}
	}
	use, _, _ := strings.Cut(name, ",")
	objects := doc.all(offered + "/objektkategorie/objektart")
	if len(objects) != 1 || len(objects[0].children) != 1 || len(objects[0].children[0].attrs) != 1 {
		t.Fatalf("%s: %+v", name, objects)
	}
	for _, v := range objects[0].children[0].attrs {
		if got := objects[0].children[0].name + " " + v; got != kinds[use] {
			t.Errorf("%s is %s", name, got)
		}
	}
}
