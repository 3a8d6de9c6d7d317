package tiles

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"mitte/geo"
	"mitte/geo/fault"
)

type tileJSON struct {
	TileJSON     string        `json:"tilejson"`
	Name         string        `json:"name"`
	Version      string        `json:"version"`
	Scheme       string        `json:"scheme"`
	Tiles        []string      `json:"tiles"`
	VectorLayers []vectorLayer `json:"vector_layers"`
	MinZoom      uint8         `json:"minzoom"`
	MaxZoom      uint8         `json:"maxzoom"`
	Bounds       []float64     `json:"bounds,omitempty"`
	Center       []float64     `json:"center,omitempty"`
	Attribution  string        `json:"attribution,omitempty"`
	DataVersion  string        `json:"data_version,omitempty"`
}

type vectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description"`
	MinZoom     uint8             `json:"minzoom"`
	MaxZoom     uint8             `json:"maxzoom"`
	Fields      map[string]string `json:"fields"`
}

// TileJSON returns the TileJSON 3.0 document of a set. publicURL is the configured address of the service without a
// slash at its end. Without data there are no bounds.
func TileJSON(set Set, d Description, publicURL string) ([]byte, error) {
	doc := tileJSON{
		TileJSON: "3.0.0", Name: "mitte " + set.String(), Version: "1.0.0", Scheme: "xyz",
		Tiles:        []string{publicURL + "/tiles/" + set.String() + "/{z}/{x}/{y}.mvt"},
		VectorLayers: vectorLayers(set), MinZoom: set.MinZoom(), MaxZoom: set.MaxZoom(),
		Attribution: strings.Join(d.Attributions, " · "), DataVersion: d.DataVersion,
	}
	if d.Bounds != nil {
		doc.Bounds, doc.Center = bounds(*d.Bounds), center(set, *d.Bounds)
	}
	out, err := json.Marshal(doc)
	return out, fault.Wrap("tiles.TileJSON", err)
}

// Metadata returns the metadata.json by which GDAL reads a tree of tiles. GDAL asks for every tile within the bounds, so
// they are tight.
func Metadata(set Set, d Description) ([]byte, error) {
	inner, err := json.Marshal(map[string]any{"vector_layers": vectorLayers(set)})
	if err != nil {
		return nil, fault.Wrap("tiles.Metadata", err)
	}
	doc := map[string]any{
		"name": "mitte " + set.String(), "format": "pbf", "minzoom": set.MinZoom(), "maxzoom": set.MaxZoom(), "json": string(inner),
	}
	if d.Bounds != nil {
		doc["bounds"] = joined(bounds(*d.Bounds))
		doc["center"] = joined(center(set, *d.Bounds))
	}
	if len(d.Attributions) > 0 {
		doc["attribution"] = strings.Join(d.Attributions, " · ")
	}
	out, err := json.Marshal(doc)
	return out, fault.Wrap("tiles.Metadata", err)
}

func vectorLayers(set Set) []vectorLayer {
	var out []vectorLayer
	for _, l := range set.Layers() {
		fields := make(map[string]string, len(l.Fields))
		for _, f := range l.Fields {
			fields[f.Name] = f.Kind.String()
		}
		out = append(out, vectorLayer{l.Name, l.DescriptionDE + " · " + l.DescriptionEN, l.MinZoom, MaxZoom, fields})
	}
	if set&Grid != 0 {
		fields := map[string]string{}
		for _, name := range gridColumns {
			fields[name] = Number.String()
		}
		out = append(out, vectorLayer{gridName, gridDE + " · " + gridEN, gridMinZoom, gridMaxZoom, fields})
	}
	return out
}

func bounds(b geo.BBox) []float64 { return []float64{b.West, b.South, b.East, b.North} }

func center(set Set, b geo.BBox) []float64 {
	const fine = 1e7
	return []float64{math.Round((b.West+b.East)/2*fine) / fine, math.Round((b.South+b.North)/2*fine) / fine, float64(min(set.MinZoom()+2, set.MaxZoom()))}
}

func joined(numbers []float64) string {
	parts := make([]string, len(numbers))
	for i, n := range numbers {
		parts[i] = strconv.FormatFloat(n, 'f', -1, 64)
	}
	return strings.Join(parts, ",")
}
