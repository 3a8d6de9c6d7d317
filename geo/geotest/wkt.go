package geotest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/wkbhex"
)

// Decode reads two-dimensional WKT or hexadecimal WKB into a go-geom value without SRID. Unlike go-geom's own reader it
// takes what a test of refusals needs: NaN, rings that are too short, empty parts and LINEARRING. It returns an error
// for what go-geom cannot hold, such as a collection with a broken member.
func Decode(text string) (geom.T, error) {
	if strings.HasPrefix(text, "00") || strings.HasPrefix(text, "01") {
		return wkbhex.Decode(strings.Join(strings.Fields(text), ""))
	}
	spaced := strings.NewReplacer("(", " ( ", ")", " ) ", ",", " , ").Replace(text)
	p := wktParser{words: strings.Fields(spaced)}
	t, err := p.geometry()
	if err == nil && len(p.words) > 0 {
		err = fmt.Errorf("wkt: %q after the end", p.words[0])
	}
	return t, err
}

type wktParser struct{ words []string }

// node is a bracket with its children, or the numbers of one position. An EMPTY is a node with neither.
type node struct {
	kids    []node
	numbers []float64
}

func (p *wktParser) next() string {
	if len(p.words) == 0 {
		return ""
	}
	word := p.words[0]
	p.words = p.words[1:]
	return word
}

func (p *wktParser) peek() string {
	if len(p.words) == 0 {
		return ""
	}
	return p.words[0]
}

func (p *wktParser) geometry() (geom.T, error) {
	kind := strings.ToUpper(p.next())
	if kind == "GEOMETRYCOLLECTION" {
		return p.collection()
	}
	n, err := p.node()
	if err != nil {
		return nil, err
	}
	return n.build(kind)
}

func (p *wktParser) collection() (geom.T, error) {
	out := geom.NewGeometryCollection()
	if open := p.next(); open != "(" {
		return out, nil // EMPTY
	}
	for {
		t, err := p.geometry()
		if err != nil {
			return nil, err
		}
		if err := out.Push(t); err != nil {
			return nil, err
		}
		if p.next() != "," {
			return out, nil
		}
	}
}

func (p *wktParser) node() (node, error) {
	var n node
	switch word := p.next(); {
	case strings.EqualFold(word, "EMPTY"):
		return n, nil
	case word != "(":
		return n, fmt.Errorf("wkt: %q instead of a bracket", word)
	}
	for {
		kid, err := p.kid()
		if err != nil {
			return n, err
		}
		n.kids = append(n.kids, kid)
		if word := p.next(); word == ")" {
			return n, nil
		} else if word != "," {
			return n, fmt.Errorf("wkt: %q instead of a comma", word)
		}
	}
}

func (p *wktParser) kid() (node, error) {
	if word := p.peek(); word == "(" || strings.EqualFold(word, "EMPTY") {
		return p.node()
	}
	var n node
	for p.peek() != "," && p.peek() != ")" {
		v, err := strconv.ParseFloat(p.next(), 64)
		if err != nil {
			return n, fmt.Errorf("wkt: %w", err)
		}
		n.numbers = append(n.numbers, v)
	}
	if len(n.numbers) != 2 {
		return n, fmt.Errorf("wkt: a position of %d numbers", len(n.numbers))
	}
	return n, nil
}

func (n node) build(kind string) (geom.T, error) {
	switch kind {
	case "POINT":
		return geom.NewPointFlat(geom.XY, n.flat(nil)), nil
	case "LINESTRING":
		return geom.NewLineStringFlat(geom.XY, n.flat(nil)), nil
	case "LINEARRING":
		return geom.NewLinearRingFlat(geom.XY, n.flat(nil)), nil
	case "MULTIPOINT":
		flat, ends := n.cut(nil)
		return geom.NewMultiPointFlat(geom.XY, flat, geom.NewMultiPointFlatOptionWithEnds(ends)), nil
	case "MULTILINESTRING":
		flat, ends := n.cut(nil)
		return geom.NewMultiLineStringFlat(geom.XY, flat, ends), nil
	case "POLYGON":
		flat, ends := n.cut(nil)
		return geom.NewPolygonFlat(geom.XY, flat, ends), nil
	case "MULTIPOLYGON":
		var flat []float64
		endss := make([][]int, len(n.kids))
		for i, kid := range n.kids {
			flat, endss[i] = kid.cut(flat)
		}
		return geom.NewMultiPolygonFlat(geom.XY, flat, endss), nil
	default:
		return nil, fmt.Errorf("wkt: unknown kind %q", kind)
	}
}

// flat appends the positions below n to all.
func (n node) flat(all []float64) []float64 {
	all = append(all, n.numbers...)
	for _, kid := range n.kids {
		all = kid.flat(all)
	}
	return all
}

// cut appends the positions below n to all and returns where each child ends.
func (n node) cut(all []float64) (flat []float64, ends []int) {
	for _, kid := range n.kids {
		all = kid.flat(all)
		ends = append(ends, len(all))
	}
	return all, ends
}
