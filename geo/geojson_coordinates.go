package geo

import (
	"bytes"
	"math"
	"strconv"

	"github.com/twpayne/go-geom"
)

// nesting is the depth of arrays around a position.
var nesting = map[string]int{
	"Point": 0, "MultiPoint": 1, "LineString": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3,
}

// coordinates decodes the coordinates of an object that readMembers has read, so the text is known to be JSON.
func (in Intake) coordinates(m *members) (geom.T, error) {
	raw, ok := m.values["coordinates"]
	if !ok {
		return nil, refuse(codeBadJSON, "/coordinates", "the member \"coordinates\" is missing")
	}
	name, err := m.typeName()
	if err != nil {
		return nil, err
	}
	c := coordReader{jsonText: jsonText{src: raw, depth: 1, coords: 1}, most: in.maxVertices(), strict: in.Strict}
	if err := c.read(nesting[name]); err != nil {
		return nil, err
	}
	if c.count > c.most {
		return nil, tooMany(c.count, c.most)
	}
	t := c.build(name)
	if in.Strict {
		return t, checkWinding(t)
	}
	return t, nil
}

// coordReader fills go-geom's flat form. Over the limit it goes on counting without keeping anything.
type coordReader struct {
	jsonText
	most, count int
	strict      bool

	flat  []float64
	ends  []int
	endss [][]int
	path  []int
}

func (c *coordReader) read(level int) error {
	if level == 0 {
		return c.position()
	}
	if c.peek() != '[' {
		return c.refuse(codeBadJSON, "an array is expected, found "+c.found())
	}
	n := 0
	c.path = append(c.path, 0)
	err := c.array(func() error {
		c.path[len(c.path)-1] = n
		n++
		return c.read(level - 1)
	})
	if err != nil {
		return err
	}
	c.path = c.path[:len(c.path)-1]
	if n == 0 {
		return c.refuse(codeEmpty, "the geometry or a part of it is empty")
	}
	c.close(level)
	return nil
}

func (c *coordReader) close(level int) {
	switch {
	case c.count > c.most:
	case level == 1:
		c.ends = append(c.ends, len(c.flat))
	case level == 2:
		c.endss = append(c.endss, c.ends)
		c.ends = nil
	}
}

func (c *coordReader) position() error {
	if c.peek() != '[' {
		return c.refuse(codeBadJSON, "a position is expected, found "+c.found())
	}
	var xy [2]float64
	n := 0
	err := c.array(func() error {
		v, err := c.float()
		if n < 2 {
			xy[n] = v
		}
		n++
		return err
	})
	switch {
	case err != nil:
		return err
	case n == 0:
		return c.refuse(codeEmpty, "the position is empty")
	case n == 1:
		return c.refuse(codeBadJSON, "a position has two numbers, this one has one")
	case n > 2:
		return refuseAt(xy[0], xy[1], codeThreeD, c.pointer(), "the position has %d numbers; only x and y are taken", n)
	}
	c.count++
	if c.count <= c.most {
		c.flat = append(c.flat, xy[0], xy[1])
	}
	return nil
}

func (c *coordReader) float() (float64, error) {
	first := c.peek()
	if first == '[' {
		return 0, c.refuse(codeBadJSON, "a number is expected; the coordinates are nested too deeply")
	}
	from := c.pos
	if err := c.value(); err != nil {
		return 0, err
	}
	text := c.src[from:c.pos]
	if first != '-' && (first < '0' || first > '9') {
		return 0, c.refuse(codeNotFinite, "a coordinate is not a number but "+clip(string(text)))
	}
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, c.refuse(codeNotFinite, "the coordinate "+clip(string(text))+" is not a finite number")
	}
	if c.strict && decimals(text) > maxDecimals {
		return 0, c.refuse(codeTooPrecise, "the coordinate "+clip(string(text))+" has more than nine decimals")
	}
	return v, nil
}

// found says what stands where an array should.
func (c *coordReader) found() string {
	switch c.peek() {
	case '{':
		return "an object"
	case '"':
		return "a string"
	case 'n':
		return "null"
	case 't', 'f':
		return "true or false"
	default:
		return "a number: the coordinates are not nested deeply enough"
	}
}

// maxDecimals is what mitte's own editor sends; a further one is a hundredth of a millimetre.
const maxDecimals = 9

func decimals(number []byte) int {
	mantissa, power, _ := bytes.Cut(bytes.ToLower(number), []byte("e"))
	exponent, _ := strconv.Atoi(string(power))
	_, fraction, _ := bytes.Cut(mantissa, []byte("."))
	return len(bytes.TrimRight(fraction, "0")) - exponent
}

func (c *coordReader) refuse(code, msg string) error { return refuse(code, c.pointer(), "%s", msg) }

func (c *coordReader) pointer() string {
	path := []byte("/coordinates")
	for _, index := range c.path {
		path = strconv.AppendInt(append(path, '/'), int64(index), 10)
	}
	return string(path)
}

func (c *coordReader) build(name string) geom.T {
	switch name {
	case "Point":
		return geom.NewPointFlat(geom.XY, c.flat)
	case "MultiPoint":
		return geom.NewMultiPointFlat(geom.XY, c.flat)
	case "LineString":
		return geom.NewLineStringFlat(geom.XY, c.flat)
	case "MultiLineString":
		return geom.NewMultiLineStringFlat(geom.XY, c.flat, c.endss[0])
	case "Polygon":
		return geom.NewPolygonFlat(geom.XY, c.flat, c.endss[0])
	default:
		return geom.NewMultiPolygonFlat(geom.XY, c.flat, c.endss)
	}
}
