package api_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var unitHref = regexp.MustCompile(`<p class="card-title"><a href="/units/([^"?]+)\?`)

// N41: the page, the table and the features hold the same units for the same words.
func TestN41EveryFormHoldsTheSameUnits(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for words, want := range map[string][]string{
		"":                          {"AM-001", "LI-001", "LI-003"},
		"status=vacant,marketing":   {"LI-003"},
		"area=-70&step=&rent=15-25": {"LI-003"},
		"q=nirgends":                nil,
	} {
		var page []string
		for _, m := range unitHref.FindAllSubmatch(b.get("/units?lang=de&"+words).want(t, http.StatusOK).body, -1) {
			page = append(page, string(m[1]))
		}
		table := tableRefs(t, b.get("/units.csv?lang=de&"+words).want(t, http.StatusOK).body)
		features := featureRefs(t, b.get("/units.geojson?lang=de&"+words).want(t, http.StatusOK).body)
		if diff := cmp.Diff(table, packageRefs(t, b.get("/units.gpkg?lang=de&"+words).want(t, http.StatusOK).body)); diff != "" {
			t.Errorf("%s: table (-) and GeoPackage (+):\n%s", words, diff)
		}
		if diff := cmp.Diff(table, page); diff != "" {
			t.Errorf("%s: table (-) and page (+):\n%s", words, diff)
		}
		if diff := cmp.Diff(table, features); diff != "" {
			t.Errorf("%s: table (-) and features (+):\n%s", words, diff)
		}
		for _, ref := range want {
			if !slices.Contains(table, ref) {
				t.Errorf("%s: %s is missing in %v", words, ref, table)
			}
		}
		if (want == nil) != (len(table) == 0) {
			t.Errorf("%s keeps %v", words, table)
		}
	}
}

func tableRefs(t *testing.T, body []byte) []string {
	t.Helper()
	text, marked := bytes.CutPrefix(body, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || !marked {
		t.Fatalf("marked %v: %v", marked, err)
	}
	var refs []string
	for _, row := range rows[1:] {
		refs = append(refs, row[0])
	}
	return refs
}

func featureRefs(t *testing.T, body []byte) []string {
	t.Helper()
	var doc struct {
		Attribution string `json:"attribution"`
		Features    []struct {
			Properties struct {
				PublicRef string `json:"public_ref"`
			} `json:"properties"`
		} `json:"features"`
	}
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatal(err)
	}
	var refs []string
	for _, f := range doc.Features {
		refs = append(refs, f.Properties.PublicRef)
	}
	if len(refs) > 0 && doc.Attribution == "" {
		t.Error("nobody is named as the source")
	}
	return refs
}

func TestATableForGermanSpreadsheetsHasDecimalCommas(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for lang, want := range map[string]string{"de": ";64,5;", "en": ";64.5;"} {
		if body := b.get("/units.csv?lang="+lang).want(t, http.StatusOK).body; !bytes.Contains(body, []byte(want)) {
			t.Errorf("%s: no %s in\n%s", lang, want, body)
		}
	}
}

// A unit that is not public has no page and is in no file.
func TestHiddenUnitsHaveNoPage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, path := range []string{"/units/LI-099", "/units/LI-099.pdf", "/units/LI-099.openimmo.xml"} {
		b.get(path).want(t, http.StatusNotFound)
	}
	var hidden string
	err := b.db.Owner().QueryRow(t.Context(), `SELECT public_ref FROM unit WHERE id = 505`).Scan(&hidden)
	if err != nil {
		t.Fatal(err)
	}
	b.get("/units/"+url.PathEscape(hidden)).want(t, http.StatusNotFound)
	for _, path := range []string{"/units", "/units.csv", "/units.geojson", "/units.openimmo.xml"} {
		if bytes.Contains(b.get(path).want(t, http.StatusOK).body, []byte(hidden)) {
			t.Errorf("%s names %s", path, hidden)
		}
	}
}

func TestUnitPagesAreReadInBothLanguages(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for lang, want := range map[string][]string{
		"de": {"Buchladen am Alten Rathaus", "64,5 m²", "20,00 €/m²", "Wann ist der Baulärm vorbei?", "/units/LI-003/ask?lang=de"},
		"en": {"Bookshop by the Old Town Hall", "64.5 m²", "€20.00/m²", "When does the noise end?", "/units/LI-003/ask?lang=en"},
	} {
		a := b.get("/units/LI-003?lang="+lang).want(t, http.StatusOK)
		for _, text := range want {
			if !bytes.Contains(a.body, []byte(text)) {
				t.Errorf("%s: %q is not on the page", lang, text)
			}
		}
		if strings.Contains(string(a.body), "<no value>") || strings.Contains(a.header.Get("Content-Security-Policy"), "script-src") {
			t.Errorf("%s: the page is not whole, or may run something", lang)
		}
		again := b.get("/units/LI-003?lang="+lang, "If-None-Match", a.header.Get("ETag"))
		again.want(t, http.StatusNotModified)
	}
}

func TestExposeIsAPDFWithItsOwnTag(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a := b.get("/units/LI-003.pdf?lang=de").want(t, http.StatusOK)
	if !bytes.HasPrefix(a.body, []byte("%PDF-1.")) || !bytes.Contains(a.body, []byte("%%EOF")) || len(a.body) < 4000 {
		t.Errorf("%d bytes: %.40q", len(a.body), a.body)
	}
	b.get("/units/LI-003.pdf?lang=de", "If-None-Match", a.header.Get("ETag")).want(t, http.StatusNotModified)
}

// What has no pictures stays on one sheet, though much is said of it.
func TestAnExposeStaysOnOneSheet(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	b.plant(`DELETE FROM media`)
	b.plant(`UPDATE offer SET description_de = repeat('Helle Räume, großes Schaufenster. ', 22) WHERE unit_id = (SELECT id FROM unit WHERE public_ref = 'LI-003')`)
	if n := bytes.Count(b.get("/units/LI-003.pdf?lang=de").want(t, http.StatusOK).body, []byte("/Type /Page\n")); n != 1 {
		t.Errorf("the exposé has %d sheets", n)
	}
}

var linkedData = regexp.MustCompile(`<script type="application/ld\+json">(.*)</script>`)

// Machines read only what the vocabulary has: a listing has offers, an accommodation has a size.
func TestMachinesReadAListing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for ref, want := range map[string]string{"LI-003": "RealEstateListing", "AM-001": "WebPage"} {
		found := linkedData.FindSubmatch(b.get("/units/"+ref+"?lang=de").want(t, http.StatusOK).body)
		if found == nil {
			t.Fatalf("%s says nothing to machines", ref)
		}
		var doc map[string]any
		if err := json.Unmarshal(found[1], &doc); err != nil {
			t.Fatal(err)
		}
		shop, _ := doc["mainEntity"].(map[string]any)
		size, _ := shop["floorSize"].(map[string]any)
		if doc["@type"] != want || shop["@type"] != "Accommodation" || size["unitCode"] != "MTK" || (doc["offers"] != nil) != (want == "RealEstateListing") {
			t.Errorf("%s: %s", ref, found[1])
		}
	}
}

// What portals demand is there, and in one order; the address is there only where it is released.
func TestOpenImmoHasWhatPortalsDemand(t *testing.T) {
	t.Parallel()
	b := setup(t)
	body := b.get("/units/LI-003.openimmo.xml?lang=de").want(t, http.StatusOK).body
	at := 0
	for _, name := range []string{
		"openimmo", "uebertragung", "anbieter", "firma", "openimmo_anid", "immobilie", "objektkategorie", "nutzungsart", "vermarktungsart", //nolint:misspell // German
		"objektart", "geo", "plz", "ort", "strasse", "kontaktperson", "name", "preise", "nettokaltmiete", "waehrung", "flaechen", "verkaufsflaeche",
		"zustand_angaben", "verkaufstatus", "freitexte", "objekttitel", "verwaltung_objekt", "objektadresse_freigeben", "verwaltung_techn",
		"objektnr_extern", "aktion", "openimmo_obid", "stand_vom",
	} {
		found := bytes.Index(body[at:], []byte("<"+name))
		if found < 0 {
			t.Fatalf("<%s> is missing, or stands too early", name)
		}
		at += found + 1
	}
	if err := wellFormed(body); err != nil {
		t.Error(err)
	}
	occupied := b.get("/units/AM-001.openimmo.xml").want(t, http.StatusOK).body
	if !bytes.Contains(occupied, []byte(`aktionart="DELETE"`)) || bytes.Contains(occupied, []byte("<strasse>")) ||
		bytes.Contains(occupied, []byte("<geokoordinaten")) || !bytes.Contains(occupied, []byte("<objektadresse_freigeben>false<")) {
		t.Errorf("what is not offered goes on being offered:\n%s", occupied)
	}
	all := b.get("/units.openimmo.xml").want(t, http.StatusOK).body
	if !bytes.Contains(all, []byte("LI-003")) || bytes.Contains(all, []byte("AM-001")) {
		t.Errorf("the stock is not what is offered:\n%s", all)
	}
}

func wellFormed(body []byte) error {
	d := xml.NewDecoder(bytes.NewReader(body))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
