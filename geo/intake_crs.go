package geo

import (
	"encoding/json"
	"strconv"
	"strings"
)

func (s SRID) number() string { return strconv.Itoa(int(s)) }

// checkCRS judges the old crs member, which RFC 7946 removed: it may repeat the declared system and say nothing else.
func checkCRS(raw []byte, declared SRID) error {
	var member struct {
		Type       string
		Properties struct{ Name string }
	}
	name := clip(string(raw))
	if json.Unmarshal(raw, &member) == nil && member.Type == "name" {
		name = member.Properties.Name
	}
	if sameCRS(name, declared) {
		return nil
	}
	return foreignCRS(name, declared)
}

func foreignCRS(name string, declared SRID) error {
	want := "EPSG:" + declared.number()
	if declared == LonLat {
		want = "CRS84"
	}
	return refusal{
		code: codeCRS, path: "/crs",
		msg:  "the reference system " + quote(name) + " is not taken here; use " + want,
		with: params{"got": clip(name), "want": want},
	}.err()
}

// sameCRS knows the spellings in use: OGC and AdV URNs with or without a version, the OGC address, and authority:code.
// EPSG:4326 in a GeoJSON file means lon/lat whatever the authority says about axes.
func sameCRS(name string, declared SRID) bool {
	authority, code := splitCRS(name)
	switch declared {
	case LonLat:
		return authority == "OGC" && code == "CRS84" || authority == "EPSG" && code == "4326"
	case Storage:
		return authority == "EPSG" && code == Storage.number() ||
			authority == "ADV" && code == "ETRS89_UTM32" && Storage == 25832
	default:
		return false
	}
}

func splitCRS(name string) (authority, code string) {
	name = strings.ToUpper(strings.TrimSpace(name))
	if name == "CRS84" {
		return "OGC", name
	}
	if rest, ok := strings.CutPrefix(name, "URN:ADV:CRS:"); ok {
		return "ADV", rest
	}
	for _, prefix := range []string{"URN:OGC:DEF:CRS:", "URN:X-OGC:DEF:CRS:"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return firstAndLast(rest, ":")
		}
	}
	for _, prefix := range []string{"HTTP://WWW.OPENGIS.NET/DEF/CRS/", "HTTPS://WWW.OPENGIS.NET/DEF/CRS/"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return firstAndLast(rest, "/")
		}
	}
	return firstAndLast(name, ":")
}

// firstAndLast drops the version in the middle; more than one is no spelling we know.
func firstAndLast(text, separator string) (first, last string) {
	parts := strings.Split(text, separator)
	if len(parts) != 2 && len(parts) != 3 {
		return "", ""
	}
	return parts[0], parts[len(parts)-1]
}

// clip shortens text from outside for a message.
func clip(text string) string {
	const most = 60
	runes := []rune(strings.ToValidUTF8(text, "?"))
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}

func quote(text string) string { return strconv.Quote(clip(text)) }
