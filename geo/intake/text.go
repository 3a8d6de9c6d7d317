package intake

import (
	"errors"
	"fmt"
	"slices"

	"mitte/geo"
	"mitte/geo/fault"
)

// text is a sentence in both languages; verbs take the same arguments in the same order.
type text struct{ de, en string }

// say returns the sentence of a code. A code without a sentence is our mistake and reads as itself.
func say(code string, args ...any) (de, en string) {
	t, ok := texts[code]
	if !ok {
		return code, code
	}
	if len(args) == 0 {
		return t.de, t.en
	}
	return fmt.Sprintf(t.de, args...), fmt.Sprintf(t.en, args...)
}

// sayFault returns the sentence of a refusal that the kernel made; its English is the kernel's own.
func sayFault(err error) (code, de, en string, at *[2]float64) {
	code, en = fault.CodeOf(err), err.Error()
	var refused *fault.Error
	if errors.As(err, &refused) {
		en = refused.Msg
		if len(refused.Fields) > 0 {
			at = refused.Fields[0].At
		}
	}
	de = en
	if t, ok := kernelTexts[code]; ok {
		de = t
	}
	p := geo.Params(err)
	switch code {
	case "too_many_vertices", "too_many_features":
		de = fmt.Sprintf("%s (%s, höchstens %s)", de, p["count"], p["max"])
	case "geometry_type":
		de = fmt.Sprintf("%s: erlaubt sind %s", de, p["types"])
	case "foreign_crs":
		de = fmt.Sprintf("%s: %s; bitte %s", de, p["got"], p["want"])
	case "bad_json":
		if p["line"] != "" {
			de = fmt.Sprintf("%s (Zeile %s, Spalte %s)", de, p["line"], p["column"])
		}
	}
	return code, de, en, at
}

var kernelTexts = map[string]string{
	"bad_json":          "Kein gültiges GeoJSON",
	"geometry_type":     "Diese Geometrieart wird hier nicht angenommen",
	"foreign_crs":       "Koordinatensystem wird hier nicht angenommen",
	"not_finite":        "Koordinate ist keine Zahl",
	"three_d":           "Bitte ohne Höhenangabe",
	"too_many_vertices": "Zu viele Stützpunkte",
	"empty":             "Die Geometrie ist leer",
	"ring_open":         "Fläche ist nicht geschlossen",
	"ring_degenerate":   "Ring ohne Fläche oder doppelt",
	"axes_swapped":      "Länge und Breite vertauscht?",
	"wrong_units":       "Meter statt Grad oder umgekehrt?",
	"outside_town":      "Liegt außerhalb der Stadt",
	"too_large":         "Zu groß",
	"too_many_features": "Zu viele Objekte",
}

// layers in the order of the report, which is also the order in which they are written.
var layers = []struct{ name, de string }{
	{layerTown, "Stadt"},
	{layerParcel, "Flurstücke"},
	{layerBuilding, "Gebäude"},
	{layerAddress, "Adressen"},
	{layerSegment, "Straßenabschnitte"},
	{layerUnit, "Ladeneinheiten"},
	{layerStatus, "Status"},
	{layerOccupancy, "Besatz"},
	{layerSection, "Bauabschnitte"},
	{layerImpact, "Auswirkungen"},
	{layerRecord, "Datensätze"},
}

func layerOrder(name string) int {
	return slices.IndexFunc(layers, func(l struct{ name, de string }) bool { return l.name == name })
}

func layerName(name string) string {
	if i := layerOrder(name); i >= 0 {
		return layers[i].de
	}
	return name
}
