package geo

import (
	"errors"
	"io"
	"iter"
	"strconv"
)

// Limits of a file of features.
const (
	ImportFeatures  = 100_000  // features in a file
	maxFeatureBytes = 16 << 20 // room for ImportVertices with generous indentation
)

// ReadFeatures reads a GeoJSON Feature or FeatureCollection of RFC 7946 from r, one feature at a time, so that a file of
// 200 MB costs the memory of its longest feature. A crs member must name declared, else the file is refused.
//
// A feature that breaks a rule is yielded with its number and an error, and reading goes on. A fault of the whole file
// comes with number 0 and ends it: text that is not JSON (bad_json with line and column), a foreign crs, more than limit
// features (0 means ImportFeatures). The crs may stand after the features, so nothing counts before the end was reached
// without such a fault. Kinds are BadRequest for bad_json, TooLarge for a feature over 16 MiB, Invalid otherwise; an
// error of r keeps its own kind.
func ReadFeatures(r io.Reader, declared SRID, limit int) iter.Seq2[Feature, error] {
	if limit == 0 {
		limit = ImportFeatures
	}
	return func(yield func(Feature, error) bool) {
		file := featureFile{stream: newJSONStream(r), declared: declared, limit: limit, yield: yield}
		if err := file.read(); err != nil && !errors.Is(err, errStopped) {
			yield(Feature{}, err)
		}
	}
}

// errStopped says that the caller of ReadFeatures wants no more.
var errStopped = errors.New("stopped")

type featureFile struct {
	stream   *jsonStream
	declared SRID
	limit    int
	yield    func(Feature, error) bool

	root     members
	features int
	listed   bool // a features member was met
}

func (f *featureFile) read() error {
	if err := f.stream.object(f.member); err != nil {
		return err
	}
	kind, err := f.root.typeName()
	if err != nil {
		return err
	}
	switch kind {
	case "FeatureCollection":
		return f.checkCollection()
	case "Feature":
		return f.single()
	default:
		return refuse(codeBadJSON, "/type", "the type is %s; a Feature or FeatureCollection is expected", quote(kind))
	}
}

// member handles one member of the root. Only the list of features is streamed; the others are small.
func (f *featureFile) member(name string) error {
	if name == "features" {
		return f.list()
	}
	value, err := f.stream.value()
	if err != nil {
		return err
	}
	if len(value.raw) > maxFeatureBytes {
		return refuse(codeTooLarge, "/"+clip(name), "the member %s is larger than 16 MiB", quote(name))
	}
	if err := f.stream.check(value); err != nil {
		return err
	}
	f.root.add(name, value.raw)
	if name == "crs" {
		return checkCRS(value.raw, f.declared)
	}
	return nil
}

func (f *featureFile) list() error {
	f.listed = true
	if kind, err := f.root.typeName(); err == nil && kind == "Feature" {
		return f.root.refuseFeatures()
	} else if err == nil && kind != "FeatureCollection" {
		return refuse(codeBadJSON, "/type", "the type is %s; a FeatureCollection is expected", quote(kind))
	}
	next, err := f.stream.next()
	if err != nil {
		return err
	}
	if next != '[' {
		return refuse(codeBadJSON, "/features", "the member \"features\" is not an array")
	}
	return f.stream.array(f.feature)
}

func (m *members) refuseFeatures() error {
	return refuse(codeBadJSON, "/features", "a Feature must not have the member %q", "features")
}

func (f *featureFile) checkCollection() error {
	if !f.listed {
		return refuse(codeBadJSON, "/features", "the member \"features\" is missing")
	}
	if err := f.root.refuseAny("FeatureCollection", "geometry", "properties", "coordinates", "geometries"); err != nil {
		return err
	}
	return f.root.checkBBox()
}

func (f *featureFile) feature() error {
	f.features++
	if f.features > f.limit {
		most := strconv.Itoa(f.limit)
		return refusal{
			code: codeTooManyFeat, path: "/features", msg: "the file has more than " + most + " features",
			with: params{"max": most},
		}.err()
	}
	value, err := f.stream.value()
	if err != nil {
		return err
	}
	out := Feature{Number: f.features, Line: value.line}
	m, err := value.members()
	if err == nil {
		err = out.fill(m, f.declared)
	}
	var flaw *textError
	if errors.As(err, &flaw) {
		err = badJSON(value.raw, value.line, value.column, flaw)
		if flaw.broken {
			return err
		}
	}
	return f.hand(out, err)
}

func (f *featureFile) hand(out Feature, err error) error {
	if !f.yield(out, err) {
		return errStopped
	}
	return nil
}

func (f *featureFile) single() error {
	if f.listed {
		return f.root.refuseFeatures()
	}
	out := Feature{Number: 1, Line: 1}
	return f.hand(out, out.fill(&f.root, f.declared))
}
