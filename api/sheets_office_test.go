package api_test

import (
	"context"
	"encoding/csv"
	"encoding/xml"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"mitte/geo/people"
)

// officeCell is a cell as LibreOffice has read it.
type officeCell struct {
	Kind    string `xml:"value-type,attr"` // float, date, string or ""
	Number  string `xml:"value,attr"`
	Day     string `xml:"date-value,attr"`
	Formula string `xml:"formula,attr"`
	Again   int    `xml:"number-columns-repeated,attr"`
	Text    struct {
		Inner string `xml:",innerxml"`
	} `xml:"p"`
}

// officeLanguages are what LibreOffice calls them.
var officeLanguages = map[string]string{"de": "1031", "en": "1033"} //nolint:gochecknoglobals // a table of cases

// readByOffice lets LibreOffice open files as it opens them on a desk of the language, with a profile of its own and nothing to
// reach beyond this machine. It ends by itself.
func readByOffice(t *testing.T, lang string, files map[string][]byte) map[string][][]officeCell {
	t.Helper()
	dir := t.TempDir()
	args := []string{
		"--headless", "--norestore", "--nolockcheck", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"),
		"--infilter=Text - txt - csv (StarCalc):59,34,76,1,," + officeLanguages[lang] + ",false,true", "--convert-to", "fods", "--outdir", filepath.Join(dir, "read"),
	}
	for name, body := range files {
		path := filepath.Join(dir, name+".csv")
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "soffice", args...)
	cmd.Env = append(os.Environ(), "http_proxy=http://127.0.0.1:9", "https_proxy=http://127.0.0.1:9", "SAL_USE_VCLPLUGIN=svp")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // what runs is a child of a script
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice, of libreoffice-calc-nogui: %v: %s", err, out)
	}
	found := map[string][][]officeCell{}
	for name := range files {
		text, err := os.ReadFile(filepath.Join(dir, "read", name+".fods"))
		if err != nil {
			t.Fatal(err)
		}
		found[name] = officeRows(t, text)
	}
	return found
}

func officeRows(t *testing.T, text []byte) (rows [][]officeCell) {
	t.Helper()
	var document struct {
		Rows []struct {
			Cells []officeCell `xml:"table-cell"`
		} `xml:"body>spreadsheet>table>table-row"`
	}
	if err := xml.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	for _, r := range document.Rows {
		var row []officeCell
		for _, c := range r.Cells {
			for range max(1, min(c.Again, 100)) {
				row = append(row, c)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

var (
	germanNumber  = regexp.MustCompile(`^-?\d+(,\d+)?$`)                                      //nolint:gochecknoglobals // a constant
	englishNumber = regexp.MustCompile(`^-?\d+(\.\d+)?$`)                                     //nolint:gochecknoglobals // a constant
	isoOrGerman   = regexp.MustCompile(`^(?:(\d{4})-(\d\d)-(\d\d)|(\d\d)\.(\d\d)\.(\d{4}))$`) //nolint:gochecknoglobals // a constant
)

// meant is what a cell of ours shall be in a spreadsheet: a number where it is written as one, a day, or the same text.
func meant(text, lang string) string {
	plain := map[string]*regexp.Regexp{"de": germanNumber, "en": englishNumber}[lang]
	switch day := isoOrGerman.FindStringSubmatch(text); {
	case text == "":
		return ""
	case plain.MatchString(text):
		v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		if err != nil {
			return err.Error()
		}
		return "number " + strconv.FormatFloat(v, 'g', 12, 64)
	case day != nil && (lang == "de" || day[1] != ""):
		return "day " + day[1] + day[6] + "-" + day[2] + day[5] + "-" + day[3] + day[4]
	default:
		return "text " + text
	}
}

func (c officeCell) is(t *testing.T) string {
	t.Helper()
	switch c.Kind {
	case "":
		return ""
	case "float":
		v, err := strconv.ParseFloat(c.Number, 64)
		if err != nil {
			t.Error(err)
		}
		return "number " + strconv.FormatFloat(v, 'g', 12, 64)
	case "date":
		return "day " + c.Day
	}
	var text strings.Builder
	d := xml.NewDecoder(strings.NewReader("<p>" + c.Text.Inner + "</p>"))
	for {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch token := token.(type) {
		case xml.CharData:
			text.Write(token)
		case xml.StartElement: // more than one blank is written as an element
			if token.Name.Local == "s" {
				text.WriteByte(' ')
			}
		}
	}
	return "text " + text.String()
}

// TestOurSheetsInLibreOffice opens each kind of CSV as a desk does: numbers are numbers, also with a comma or a minus, days are
// days, text stays what it is to the last letter, and nothing that somebody typed is a formula.
func TestOurSheetsInLibreOffice(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	for _, sql := range []string{
		`UPDATE unit SET floor = -1 WHERE id = 502`,
		`UPDATE occupancy SET business_name = '=HYPERLINK("http://example.org";"Größe")' WHERE unit_id = 504`,
		`UPDATE occupancy SET business_name = '@SUM(1;2) „Straße“; "x"' WHERE unit_id = 501`,
		`UPDATE address SET postcode = '01067' WHERE id IN (SELECT address_id FROM unit WHERE id = 501)`,
		`UPDATE parcel SET flurstueckskennzeichen = '05123400100012000607' WHERE id = (SELECT min(id) FROM parcel)`,
	} {
		if tag, err := b.db.Superuser().Exec(t.Context(), sql); err != nil || tag.RowsAffected() == 0 {
			t.Fatalf("%s: %v, %d rows", sql, err, tag.RowsAffected())
		}
	}
	who := b.as(people.Staff)
	var street string
	if err := b.db.App().QueryRow(t.Context(), `SELECT s.street_name FROM frontage f JOIN street_segment s ON s.id = f.segment_id
		WHERE s.street_name IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`).Scan(&street); err != nil {
		t.Fatal(err)
	}
	const around = "/api/v1/area?polygon=6.9560,51.6605;6.9630,51.6605;6.9630,51.6645;6.9560,51.6645&format=csv"
	for _, lang := range []string{"de", "en"} {
		files := map[string][]byte{}
		for name, path := range map[string]string{
			"units": "/units.csv?lang=" + lang, "works": "/works.csv?lang=" + lang,
			"along": "/api/v1/along?within_m=60&format=csv&street=" + url.QueryEscape(street), "area": around,
			"impact": "/api/v1/sections/1001/impact?reach_m=60&format=csv",
			"kpis":   "/api/v1/kpis?since=2025-11-01&until=2026-11-01&format=csv",
		} {
			files[name] = who.do(http.MethodGet, path, "", "Accept-Language", lang).want(t, http.StatusOK).body
		}
		read := readByOffice(t, lang, files)
		kinds := map[string]int{}
		for name, body := range files {
			ours := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(body), "\ufeff")))
			ours.Comma = ';'
			rows, err := ours.ReadAll()
			if err != nil || len(rows) < 2 || len(read[name]) < len(rows) {
				t.Fatalf("%s, %s: %v, %d rows, %d read", name, lang, err, len(rows), len(read[name]))
			}
			for i, row := range rows {
				for k, cell := range row {
					var got officeCell
					if k < len(read[name][i]) {
						got = read[name][i][k]
					}
					want := meant(cell, lang)
					if i == 0 {
						want = "text " + cell
					}
					if is := got.is(t); is != want || got.Formula != "" {
						t.Errorf("%s, %s: row %d, %s is %q%s, want %q", name, lang, i, rows[0][k], is, got.Formula, want)
					}
					kind, _, _ := strings.Cut(want, " ")
					kinds[name+" "+kind]++
				}
			}
		}
		for _, kind := range []string{"units number", "units day", "units text", "works day", "along number", "along text", "area number", "impact number", "impact day", "kpis number", "kpis day"} {
			if kinds[kind] == 0 {
				t.Errorf("%s: no %s was read, so nothing is proven", lang, kind)
			}
		}
		if all := string(files["units"]) + string(files["along"]) + string(files["area"]); !strings.Contains(all, "'=HYPERLINK") ||
			!strings.Contains(all, ";-1;") || !strings.Contains(all, "'01067") || !strings.Contains(all, "'05123400100012000607") {
			t.Errorf("what is hard to read is not in the files: %s", all)
		}
	}
}
