package api

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
)

// The record of the register for catalogues of open data, in the words of DCAT-AP.de 3.0. Its names are theirs.

const dcatType = "application/ld+json; charset=utf-8"

//nolint:tagliatelle // the vocabulary's own names
type (
	dcatDocument struct {
		Context map[string]string `json:"@context"`
		Graph   []any             `json:"@graph"`
	}
	dcatDataset struct {
		ID            string        `json:"@id"`
		Type          string        `json:"@type"`
		Title         []dcatText    `json:"dcterms:title"`
		Description   []dcatText    `json:"dcterms:description"`
		Identifier    string        `json:"dcterms:identifier"`
		Modified      *dcatValue    `json:"dcterms:modified,omitempty"`
		Publisher     dcatAgent     `json:"dcterms:publisher"`
		Contact       dcatContact   `json:"dcat:contactPoint"`
		Contributor   dcatIRI       `json:"dcatde:contributorID"`
		Themes        []dcatIRI     `json:"dcat:theme"`
		Keywords      []dcatText    `json:"dcat:keyword"`
		Frequency     dcatIRI       `json:"dcterms:accrualPeriodicity"`
		Level         dcatIRI       `json:"dcatde:politicalGeocodingLevelURI"`
		Languages     []dcatIRI     `json:"dcterms:language"`
		Spatial       *dcatPlace    `json:"dcterms:spatial,omitempty"`
		Distributions []dcatPackage `json:"dcat:distribution"`
	}
	dcatPackage struct {
		ID          string     `json:"@id"`
		Type        string     `json:"@type"`
		Title       []dcatText `json:"dcterms:title"`
		Access      dcatIRI    `json:"dcat:accessURL"`
		Download    dcatIRI    `json:"dcat:downloadURL"`
		Format      dcatIRI    `json:"dcterms:format"`
		Media       dcatIRI    `json:"dcat:mediaType"`
		Licence     []dcatIRI  `json:"dcterms:license"`
		Attribution string     `json:"dcatde:licenseAttributionByText"`
	}
	dcatText struct {
		Value string `json:"@value"`
		Lang  string `json:"@language"`
	}
	dcatValue struct {
		Value string `json:"@value"`
		Type  string `json:"@type"`
	}
	dcatIRI struct {
		ID string `json:"@id"`
	}
	dcatAgent struct {
		Type string `json:"@type"`
		Name string `json:"foaf:name"`
	}
	dcatContact struct {
		Type  string   `json:"@type"`
		Name  string   `json:"vcard:fn"`
		Email *dcatIRI `json:"vcard:hasEmail,omitempty"`
		Phone *dcatIRI `json:"vcard:hasTelephone,omitempty"`
		URL   dcatIRI  `json:"vcard:hasURL"`
	}
	dcatPlace struct {
		Type string    `json:"@type"`
		BBox dcatValue `json:"dcat:bbox"`
		Key  string    `json:"dcterms:identifier,omitempty"`
	}
)

// dcatWords are the beginnings of the vocabularies' names.
func dcatWords() map[string]string {
	return map[string]string{
		"dcat": "http://www.w3.org/ns/dcat#", "dcterms": "http://purl.org/dc/terms/", "dcatde": "http://dcat-ap.de/def/dcatde/",
		"foaf": "http://xmlns.com/foaf/0.1/", "vcard": "http://www.w3.org/2006/vcard/ns#", "locn": "http://www.w3.org/ns/locn#",
		"geosparql": "http://www.opengis.net/ont/geosparql#", "xsd": "http://www.w3.org/2001/XMLSchema#",
	}
}

const euAuthority = "http://publications.europa.eu/resource/authority/"

func (a *api) unitsDCAT(c *fiber.Ctx) error {
	x, err := a.unitSet(c, "de")
	if err != nil {
		return err
	}
	doc := dcatDocument{Context: dcatWords(), Graph: []any{a.dcat(&x)}}
	town, err := a.Place.Town(c.UserContext())
	if err != nil {
		return err
	}
	if set, ok := doc.Graph[0].(*dcatDataset); ok && town.BBox != nil {
		set.Spatial = &dcatPlace{"dcterms:Location", dcatValue{boxText(town.BBox), "geosparql:wktLiteral"}, town.MunicipalityKey}
	}
	body, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	return send(c, dcatType, strongTag(body), body)
}

func (a *api) dcat(x *unitSet) *dcatDataset {
	de, en := words("de"), words("en")
	both := func(key string, values ...any) []dcatText {
		return []dcatText{{de.T(key, values...), "de"}, {en.T(key, values...), "en"}}
	}
	set := &dcatDataset{
		ID: x.Base + "/units", Type: "dcat:Dataset", Title: both("units"), Description: both("units_about"), Identifier: x.Base + "/units",
		Publisher: dcatAgent{"foaf:Organization", x.Office.Name}, Contact: dcatContactOf(x), Contributor: dcatIRI{x.Base + "/imprint"}, //nolint:misspell // the vocabulary's own name
		Themes: []dcatIRI{{euAuthority + "data-theme/ECON"}, {euAuthority + "data-theme/REGI"}}, Keywords: both("dcat_keyword"),
		Frequency: dcatIRI{euAuthority + "frequency/CONT"}, Level: dcatIRI{"http://dcat-ap.de/def/politicalGeocoding/Level/municipality"},
		Languages: []dcatIRI{{euAuthority + "language/DEU"}},
	}
	if x.Town.Name != "" {
		set.Title = both("units_of", x.Town.Name)
	}
	if x.madeUp() {
		for i := range set.Description {
			set.Description[i].Value += " " + words(set.Description[i].Lang).T("made_up_why")
		}
	}
	if last := x.lastEdit(); !last.IsZero() {
		set.Modified = &dcatValue{last.UTC().Format(time.RFC3339), "xsd:dateTime"}
	}
	for _, f := range a.dcatFiles() {
		file := dcatIRI{x.Base + f.path}
		set.Distributions = append(set.Distributions, dcatPackage{
			ID: file.ID, Type: "dcat:Distribution", Title: both(f.title), Access: dcatIRI{x.Base + "/units"}, Download: file,
			Format: dcatIRI{euAuthority + "file-type/" + f.code}, Media: dcatIRI{"https://www.iana.org/assignments/media-types/" + f.media},
			Licence: x.licences(), Attribution: x.rights(),
		})
	}
	return set
}

type dcatFile struct{ path, title, code, media string }

func (a *api) dcatFiles() []dcatFile {
	files := []dcatFile{{"/units.csv", "file_csv", "CSV", "text/csv"}, {"/units.geojson", "file_geojson", "GEOJSON", "application/geo+json"}}
	if a.GPKG != nil {
		files = append(files, dcatFile{"/units.gpkg", "file_gpkg", "GPKG", "application/geopackage+sqlite3"})
	}
	return files
}

func dcatContactOf(x *unitSet) dcatContact {
	desk := x.Office.Desk("city")
	v := dcatContact{Type: "vcard:Organization", Name: desk.Name, URL: dcatIRI{x.Base + "/imprint"}} //nolint:misspell // the vocabulary's own name
	if desk.Email != "" {
		v.Email = &dcatIRI{"mailto:" + desk.Email}
	}
	if desk.Phone != "" {
		v.Phone = &dcatIRI{"tel:" + strings.Join(strings.Fields(desk.Phone), "")}
	}
	return v
}

// licences are those of the sources that the units come from, each once: files hold them together, and each row says its own.
func (x *unitSet) licences() []dcatIRI {
	list, seen := []dcatIRI{}, map[string]bool{}
	for _, s := range x.sources() {
		iri := deref(s.LicenceURL)
		switch {
		case strings.Contains(strings.ToLower(s.Licence), "dl-de/by-2-0"):
			iri = "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
		case strings.Contains(strings.ToLower(s.Licence), "dl-de/zero-2-0"):
			iri = "http://dcat-ap.de/def/licenses/dl-zero-de/2.0"
		}
		if iri != "" && !seen[iri] {
			seen[iri] = true
			list = append(list, dcatIRI{iri})
		}
	}
	return list
}

func (x *unitSet) lastEdit() (last time.Time) {
	for i := range x.Units {
		if u := &x.Units[i]; u.UpdatedAt.After(last) {
			last = u.UpdatedAt
		}
	}
	return last
}

func boxText(b *geo.BBox) string {
	corner := func(x, y float64) string {
		return string(appendFloat(nil, round(x))) + " " + string(appendFloat(nil, round(y)))
	}
	return "POLYGON((" + strings.Join([]string{
		corner(b.West, b.South), corner(b.East, b.South), corner(b.East, b.North), corner(b.West, b.North), corner(b.West, b.South),
	}, ", ") + "))"
}
