package intake_test

import (
	"strings"
	"testing"

	"mitte/geo"
	"mitte/geo/intake"
)

func TestUnitsFromASpreadsheet(t *testing.T) {
	b := setup(t)
	b.edit(`INSERT INTO address (street_name, house_number, suffix, postcode, city, geom)
		VALUES ('Lange Straße', 5, '', '46282', 'Dorsten', ST_SetSRID(ST_MakePoint(359250, 5725250), 25832))`)
	report := b.twice(intake.Options{Kind: intake.Units, Path: "testdata/units_latin1.csv", AcceptPartial: true})
	equal(t, "refusals", codes(report), []string{
		"A-5 address_unknown", "A-6 unknown_word", "A-7 not_a_number", "A-8 area_order", "A-1 duplicate_ref", "A-10 not_a_date",
		"A-11 axes_swapped", "A-12 not_a_number", " csv_fields", " csv_quote",
	})
	equal(t, "column by its own name", report.Refusals[2].Field, "Verkaufsfläche (m²)")
	equal(t, "line", report.Refusals[0].Row, 6)
	equal(t, "units", list[string](t, b.db.Owner(), `
		SELECT concat_ws('|', u.public_ref, a.street_name, a.house_number || a.suffix, u.floor, u.use_type, u.sales_area_m2, u.total_area_m2,
			s.status, s.vacant_since, o.business_name)
		FROM unit u LEFT JOIN address a ON a.id = u.address_id LEFT JOIN unit_state s ON s.unit_id = u.id
		LEFT JOIN occupancy o ON o.id = s.occupancy_id ORDER BY u.public_ref`), []string{
		"A-1|Lange Straße|5|0|retail|85.50|120.00|occupied|Bäcker Müßig",
		"A-2|Lange Straße|5a|1|gastronomy|1250.75|1500.00|vacant|2025-03-15",
		"A-3|Lange Straße|7|0|retail|marketing|2024-03-01",
		"A-4|Lange Straße|5|-1|storage|30.00",
	})
	equal(t, "one house, one address", one[int](t, b.db.Owner(), `SELECT count(*)::integer FROM address`), 3)
	equal(t, "by its address", one[bool](t, b.db.Owner(), `
		SELECT u.geom = a.geom FROM unit u JOIN address a ON a.id = u.address_id WHERE u.public_ref = 'A-4'`), true)
	equal(t, "vacant units are not public without an offer", list[string](t, b.db.Public(), `SELECT public_ref FROM pub.units`), []string{"A-1"})
	note, _ := report.Note("unmapped_field")
	equal(t, "unknown column", note.Refs, []string{"Farbe"})
	if _, ok := report.Note("encoding"); !ok {
		t.Error("the encoding is not noted")
	}
}

func TestWhichVacantUnitsArePublic(t *testing.T) {
	b := setup(t)
	path := write(t, "u.csv", []byte("ref;Adresse;lon;lat;Status;Geschäft\n"+
		"E1;Lange Straße 5;6,965;51,66;leer;\nE2;Lange Straße 6;6,966;51,66;belegt;Alt\nE3;Lange Straße 7;6,967;51,66;in Vermarktung;\n"))
	public := func() []string { return list[string](t, b.db.Public(), `SELECT public_ref FROM pub.units ORDER BY 1`) }
	closed := intake.Options{Kind: intake.Units, Path: path}
	open := intake.Options{Kind: intake.Units, Path: path, OpenData: true}

	note, _ := b.twice(closed).Note("vacant_internal")
	equal(t, "told", note.Refs, []string{"E1", "E3"})
	equal(t, "count", note.Count, 2)
	equal(t, "public", public(), []string{"E2"})

	report := b.twice(open) // the operator read the note and says so
	equal(t, "changed", report.Count("unit").Updated, 3)
	if note, ok := report.Note("vacant_internal"); ok {
		t.Errorf("all are public, and yet: %+v", note)
	}
	equal(t, "public", public(), []string{"E1", "E2", "E3"})

	b.load(closed)
	equal(t, "taken back", public(), []string{"E2"})
}

func TestImpossiblePlacesAreNamed(t *testing.T) {
	b := setup(t)
	degrees, metres := "ref;lon;lat\nF1;", "ref;Rechtswert;Hochwert\nF1;"
	for text, want := range map[string]string{
		degrees + "200;95":            "Keine gültige Koordinate: Länge −180 bis 180, Breite −90 bis 90",
		degrees + "2,35;48,85":        "Liegt außerhalb von Deutschland",
		degrees + "32359300;5725250":  "Zone 32 ist vorangestellt (EPSG:4647); erwartet wird EPSG:25832",
		metres + "32359300;5725250":   "Zone 32 ist vorangestellt (EPSG:4647); erwartet wird EPSG:25832",
		metres + "33359300,5;5725250": "Zone 33 ist vorangestellt (EPSG:5650); erwartet wird EPSG:25832",
		metres + "6,965;51,66":        "Meter statt Grad oder umgekehrt?",
		metres + "3593000;5725250":    "Liegt außerhalb von Deutschland",
	} {
		report := b.load(intake.Options{Kind: intake.Units, Path: write(t, "u.csv", []byte(text+"\n"))})
		if len(report.Refusals) != 1 || report.Refusals[0].Reason != want {
			t.Errorf("%q: %+v, want %s", text, report.Refusals, want)
		}
	}
}

func TestSpreadsheetDialects(t *testing.T) {
	b := setup(t)
	for name, text := range map[string]string{
		"commas":       "ref,street,house_number,lon,lat,status\nB1,Lange Straße,5,6.965,51.66,vacant\n",
		"tabs":         "ref\tstreet\thouse_number\tlon\tlat\tstatus\nB1\tLange Straße\t5\t6.965\t51.66\tvacant\n",
		"byte order":   "\ufeffref;street;house_number;lon;lat;status\nB1;Lange Straße;5;6,965;51,66;vacant\n",
		"sep line":     "sep=;\nref;street;house_number;lon;lat;status\nB1;Lange Straße;5;6,965;51,66;vacant\n",
		"old Mac":      "ref;street;house_number;lon;lat;status\rB1;Lange Straße;5;6,965;51,66;vacant\r",
		"quotes":       "\"ref\";\"street\";\"house_number\";\"lon\";\"lat\";\"status\"\n\"B1\";\"Lange Straße\";\"5\";\"6,965\";\"51,66\";\"vacant\"\n",
		"one address":  "ref;Adresse;lon;lat;status\nB1;Lange Straße 5, 46282 Dorsten;6,965;51,66;vacant\n",
		"metres":       "ref;Straße;Nr;Rechtswert;Hochwert;status\nB1;Lange Straße;5;359248,58;5725240,05;vacant\n",
		"empty lines":  "ref;street;house_number;lon;lat;status\n;;;;;\nB1;Lange Straße;5;6,965;51,66;vacant\n\n;;;;;\n",
		"bare columns": "ref;street;house_number;lon;lat;status;;\nB1;Lange Straße;5;6,965;51,66;vacant;;\n",
	} {
		t.Run(name, func(t *testing.T) {
			report, err := b.service.Import(t.Context(), intake.Options{Kind: intake.Units, Path: write(t, "u.csv", []byte(text)), DryRun: true})
			if err != nil || len(report.Refusals) > 0 || report.Count("unit").Inserted != 1 || report.Count("address").Inserted != 1 {
				t.Errorf("%v %+v %v", err, report.Counts, report.Refusals)
			}
		})
	}
	for name, text := range map[string]string{
		"no place":       "ref;status\nA;leer\n",
		"same column":    "Straße;Strasse;Nr\na;b;1\n",
		"nothing":        "",
		"not text":       "Straße;Nr\x00\n",
		"columns merged": "Straße Nr Ort\n",
	} {
		err := b.fails(intake.Options{Kind: intake.Units, Path: write(t, "u.csv", []byte(text))})
		if code := codeOf(err); !strings.HasPrefix(code, "csv_") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A column that the file does not have is not emptied in the stock.
func TestAbsentColumnsStay(t *testing.T) {
	b := setup(t)
	full := "ref;Adresse;lon;lat;Verkaufsfläche;Status\nC1;Lange Straße 5;6,965;51,66;80;leer\n"
	less := "ref;Adresse;lon;lat;Status\nC1;Lange Straße 5;6,965;51,66;leer\n"
	empty := "ref;Adresse;lon;lat;Verkaufsfläche;Status\nC1;Lange Straße 5;6,965;51,66;;leer\n"
	area := `SELECT coalesce(sales_area_m2::text, '-') FROM unit`
	b.load(intake.Options{Kind: intake.Units, Path: write(t, "u.csv", []byte(full))})
	report := b.load(intake.Options{Kind: intake.Units, Path: write(t, "u.csv", []byte(less))})
	equal(t, "status", report.Status, intake.NothingToDo)
	equal(t, "area", one[string](t, b.db.Owner(), area), "80.00")
	b.load(intake.Options{Kind: intake.Units, Path: write(t, "u.csv", []byte(empty))})
	equal(t, "area", one[string](t, b.db.Owner(), area), "-")
}

func TestStatesFollowTheFile(t *testing.T) {
	b := setup(t)
	step := func(day geo.Date, status, name string) intake.Report {
		text := "ref;Adresse;lon;lat;Status;Geschäft\nD1;Lange Straße 5;6,965;51,66;" + status + ";" + name + "\n"
		return b.load(intake.Options{Kind: intake.Units, Path: write(t, "u.csv", []byte(text)), Today: day})
	}
	states := `SELECT concat_ws(' ', s.period, s.status, o.business_name) FROM unit_state s LEFT JOIN occupancy o ON o.id = s.occupancy_id ORDER BY s.period`
	step(today, "belegt", "Alt")
	equal(t, "same", step(today.AddDays(1), "belegt", "Alt").Status, intake.NothingToDo)
	step(today.AddDays(2), "belegt", "Neu")
	step(today.AddDays(4), "leer", "")
	step(today.AddDays(4), "belegt", "Doch") // the same day: a correction
	equal(t, "states", list[string](t, b.db.Owner(), states), []string{
		"[2026-08-22,2026-08-24) occupied Alt", "[2026-08-24,2026-08-26) occupied Neu", "[2026-08-26,) occupied Doch",
	})
	equal(t, "corrected", one[int](t, b.db.Owner(), `SELECT count(*)::integer FROM unit_status_event WHERE superseded_at IS NOT NULL`), 1)
}
