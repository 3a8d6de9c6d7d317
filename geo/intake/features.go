package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"mitte/geo"
	"mitte/geo/fault"
)

// featureReader turns features of one kind of file into rows.
type featureReader interface {
	// feature adds the rows of f or refuses them; an error ends the import.
	feature(ctx context.Context, f geo.Feature) error
	// done notes what only the whole file shows.
	done()
}

// featureFile is a file of features, opened: GeoJSON as it is, other formats as ogr2ogr writes them.
type featureFile struct {
	io.ReadCloser
	srid   geo.SRID
	credit string // what the file says of its origin
}

// readFeatures hands each feature of the file to the reader.
func (r *run) readFeatures(ctx context.Context, to featureReader) error {
	file, err := r.openFeatures(ctx)
	if err != nil {
		return err
	}
	r.srid, r.credit = file.srid, file.credit
	err = r.eachFeature(ctx, file, to)
	// Closing waits for ogr2ogr, whose failure explains a file that ends in the middle.
	if closed := file.Close(); closed != nil {
		return closed
	}
	if err == nil {
		to.done()
	}
	return err
}

func (r *run) eachFeature(ctx context.Context, file *featureFile, to featureReader) error {
	for f, err := range geo.ReadFeatures(file, file.srid, 0) {
		if stopped := ctx.Err(); stopped != nil {
			return timedOut(stopped)
		}
		switch {
		case err != nil && f.Number == 0:
			return err
		case err != nil:
			r.refuseFault(row{layer: layerRecord, fileRow: f.Number, ref: f.ID}, "", err)
			continue
		}
		if err := r.refuseOwners(f); err != nil {
			return err
		}
		if err := to.feature(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

func timedOut(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return fault.New(fault.Timeout, "timeout", "the import took longer than ten minutes").Because(err)
	}
	return fault.New(fault.Timeout, "canceled", "the import was given up").Because(err)
}

// refuseOwners keeps owner data out of this database altogether: not the row is refused but the file.
func (r *run) refuseOwners(f geo.Feature) error {
	for _, name := range slices.Sorted(maps.Keys(f.Properties)) {
		if ownerColumn(name) {
			return fault.Newf(fault.Invalid, "owner_data", "the file holds owner data in column %q, which are not taken; export it without them", name)
		}
	}
	return nil
}

func ownerColumn(name string) bool {
	name = fold(name)
	return strings.Contains(name, "eigentuemer") || strings.Contains(name, "eigent_") || strings.HasPrefix(name, "owner")
}

func (r *run) openFeatures(ctx context.Context) (*featureFile, error) {
	switch suffix := strings.ToLower(filepath.Ext(r.options.Path)); suffix {
	case ".geojson", ".json":
		return r.openGeoJSON()
	case ".gpkg", ".shp", ".zip", ".gml":
		return r.openOGR(ctx, suffix)
	default:
		return nil, fault.Newf(fault.Unsupported, "import_format",
			"a file of the kind %s is read from .geojson, .json, .gpkg, .zip (Shapefile), .shp or .gml", r.options.Kind)
	}
}

func (r *run) openGeoJSON() (*featureFile, error) {
	srid, credit, err := survey(r.options.Path)
	if err != nil {
		return nil, err
	}
	file, size, err := open(r.options.Path)
	if err != nil {
		return nil, err
	}
	reader := progressReader{file, 0, size, "read", r.options.Progress}.start()
	return &featureFile{struct {
		io.Reader
		io.Closer
	}{skipBOM(reader), file}, srid, credit}, nil
}

// survey looks through the root of a GeoJSON file for the crs and the attribution, which may stand behind the features.
// A file that is no JSON is left to the reader that can say where.
func survey(path string) (srid geo.SRID, credit string, err error) {
	file, _, err := open(path)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = file.Close() }()
	root := rootMembers(json.NewDecoder(skipBOM(file)))
	_ = json.Unmarshal(root["attribution"], &credit)
	return declared(root["crs"]), clip(credit), nil
}

// rootMembers returns the small members of the root object; of features it only walks past each.
func rootMembers(in *json.Decoder) map[string]json.RawMessage {
	root := map[string]json.RawMessage{}
	if token, err := in.Token(); err != nil || token != json.Delim('{') {
		return root
	}
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return root
		}
		var value json.RawMessage
		if name == "features" {
			err = walkPast(in)
		} else if err = in.Decode(&value); err == nil {
			root[name.(string)] = value
		}
		if err != nil {
			return root
		}
	}
	return root
}

func walkPast(in *json.Decoder) error {
	if token, err := in.Token(); err != nil || token != json.Delim('[') {
		return errors.Join(err, io.ErrUnexpectedEOF)
	}
	for in.More() {
		var value json.RawMessage
		if err := in.Decode(&value); err != nil {
			return err
		}
	}
	_, err := in.Token()
	return err
}

// declared asks the kernel whether the crs member means metres; for anything else the kernel will say what it thinks of
// it when the file is read as lon/lat.
func declared(crs json.RawMessage) geo.SRID {
	if crs == nil {
		return geo.LonLat
	}
	empty := slices.Concat([]byte(`{"type":"FeatureCollection","features":[],"crs":`), crs, []byte(`}`))
	for _, err := range geo.ReadFeatures(bytes.NewReader(empty), geo.Storage, 0) {
		if err != nil {
			return geo.LonLat
		}
	}
	return geo.Storage
}
