package intake

import (
	"bufio"
	"bytes"
	"context"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mitte/geo/fault"
)

// ogrLayer is a layer of a file as ogrinfo describes it.
type ogrLayer struct {
	name string
	epsg int    // 0 if the system has no number
	crs  string // its name, "" if the layer has none
	arcs bool   // its geometries may be curved
}

// The systems that an import transforms. Everything else is refused by name rather than guessed.
var allowedCRS = []int{25832, 25833, 3857, 4326, 31466, 31467, 31468, 31469}

// Systems that look like one of ours and are not.
var lookalikes = map[int]string{
	4647:  "EPSG:4647 has the zone number in the easting; export as EPSG:25832",
	3044:  "EPSG:3044 is EPSG:25832 with north before east; export as EPSG:25832",
	32632: "EPSG:32632 is UTM on WGS 84, not ETRS89; export as EPSG:25832",
	4258:  "EPSG:4258 is not taken; export as EPSG:25832",
}

func (l ogrLayer) gaussKrueger() bool { return l.epsg >= 31466 && l.epsg <= 31469 }

// ogrLayer asks which layers the file has, takes the one that is wanted and judges its system.
func (r *run) ogrLayer(ctx context.Context, path string) (ogrLayer, error) {
	program := "ogrinfo"
	if filepath.IsAbs(r.options.Ogr2ogr) {
		program = filepath.Join(filepath.Dir(r.options.Ogr2ogr), program)
	}
	cmd := r.ogr(ctx, program, "-ro", "-so", "-al", "-nomd", path)
	var said clipped
	cmd.Stderr = &said
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return ogrLayer{}, timedOut(ctx.Err())
		}
		return ogrLayer{}, ogrFailed(err, said.String())
	}
	layer, err := chooseLayer(parseOgrinfo(out.Bytes()), r.options.Layer)
	if err != nil {
		return ogrLayer{}, err
	}
	return layer, layer.judge()
}

func chooseLayer(all []ogrLayer, wanted string) (ogrLayer, error) {
	names := make([]string, len(all))
	for i, l := range all {
		names[i] = l.name
	}
	for _, l := range all {
		if ownerColumn(l.name) && (wanted == "" || wanted == l.name) {
			return ogrLayer{}, fault.Newf(fault.Invalid, "owner_data", "layer %q holds owner data, which are not taken", clip(l.name))
		}
	}
	i := slices.IndexFunc(all, func(l ogrLayer) bool { return l.name == wanted })
	switch {
	case len(all) == 0:
		return ogrLayer{}, fault.New(fault.Invalid, "no_layer", "the file has no layer")
	case wanted == "" && len(all) == 1:
		return all[0], nil
	case i < 0:
		return ogrLayer{}, fault.Newf(fault.Invalid, "no_layer", "name one layer of the file: %s", clip(strings.Join(names, ", ")))
	}
	return all[i], nil
}

func (l ogrLayer) judge() error {
	switch {
	case l.arcs:
		return fault.Newf(fault.Invalid, "geometry_type", "layer %q holds arcs, which are not taken; cut them into straight pieces first", clip(l.name))
	case slices.Contains(allowedCRS, l.epsg):
		return nil
	case l.crs == "":
		return fault.New(fault.Invalid, "foreign_crs", "the file does not say in which reference system it is")
	case lookalikes[l.epsg] != "":
		return fault.New(fault.Invalid, "foreign_crs", lookalikes[l.epsg])
	}
	name := clip(l.crs)
	if l.epsg != 0 {
		name += " (EPSG:" + strconv.Itoa(l.epsg) + ")"
	}
	return fault.Newf(fault.Invalid, "foreign_crs", "the reference system %s is not taken here; use EPSG:25832", name)
}

var (
	crsName = regexp.MustCompile(`^(?:PROJCRS|GEOGCRS|COMPOUNDCRS|BOUNDCRS|ENGCRS|LOCAL_CS|PROJCS|GEOGCS)\["([^"]*)"`)
	crsID   = regexp.MustCompile(`^    ID\["EPSG",(\d+)\]\]`)
	advURN  = regexp.MustCompile(`(?i)urn:adv:crs:ETRS89_UTM(32|33)`)
)

// parseOgrinfo reads the summary: a line "Layer name: x" begins a layer, its system follows as WKT, whose own number is
// the one ID that stands at the first level.
func parseOgrinfo(out []byte) []ogrLayer {
	var layers []ogrLayer
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if name, ok := strings.CutPrefix(line, "Layer name: "); ok {
			layers = append(layers, ogrLayer{name: name})
			continue
		}
		if len(layers) == 0 {
			continue
		}
		last := &layers[len(layers)-1]
		if kind, ok := strings.CutPrefix(line, "Geometry: "); ok {
			last.arcs = strings.Contains(kind, "Curve") || strings.Contains(kind, "Surface")
		}
		if m := crsName.FindStringSubmatch(line); m != nil && last.crs == "" {
			last.crs = m[1]
			if adv := advURN.FindStringSubmatch(m[1]); adv != nil {
				last.epsg, _ = strconv.Atoi("258" + adv[1])
			}
		}
		if m := crsID.FindStringSubmatch(line); m != nil && last.epsg == 0 {
			last.epsg, _ = strconv.Atoi(m[1])
		}
	}
	return layers
}
