package tiles

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"mitte/geo/pg"
)

// ask is the stamp with which a reader of a feature sets out, and the text that it finds.
func (s *fragments) ask(layer int, id int64, day int32) (uint64, string) {
	found := []Found{{ID: id}}
	s.fill(layer, day, found)
	if found[0].Fragment == nil {
		return found[0].stamp, ""
	}
	return found[0].stamp, string(found[0].Fragment.Bytes)
}

// Model: the database has a version of each feature; readers read it at one moment and put it back at a later one. What is
// found is never older than the last change that was told.
func TestFragmentsAreNeverOld(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		type reading struct {
			layer int
			id    int64
			stamp uint64
			text  string
		}
		var s fragments
		s.init(40_000)
		stored := map[string]int{}
		told := map[string]int{}
		name := func(layer int, id int64) string { return fmt.Sprint(layers[layer].Name, " ", id) }
		text := func(layer int, id int64) string {
			n := stored[name(layer, id)]
			if layer == sectionsLayer {
				n += stored["segments"] << 20
			}
			return fmt.Sprintf("%12d", n)
		}
		var readings []reading
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			layer, id := rapid.SampledFrom([]int{parcelsLayer, segmentsLayer, sectionsLayer}).Draw(t, "layer"), rapid.Int64Range(1, 6).Draw(t, "id")
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0: // committed, then told
				stored[name(layer, id)]++
				change := pg.Change{Layer: layers[layer].Name, Op: "update", FeatureID: id}
				if layer == segmentsLayer {
					stored["segments"]++
				}
				told[name(layer, id)] = stored[name(layer, id)]
				if rapid.IntRange(0, 9).Draw(t, "bulk") == 0 {
					change.Op, change.FeatureID = "bulk", 0
					for id := range int64(7) {
						told[name(layer, id)] = stored[name(layer, id)]
					}
				}
				s.drop([]pg.Change{change})
			case 1: // committed, not told yet
				stored[name(parcelsLayer, id)]++
			case 2:
				stamp, _ := s.ask(layer, id, 0)
				readings = append(readings, reading{layer, id, stamp, text(layer, id)})
			case 3:
				if n := len(readings); n > 0 {
					k := rapid.IntRange(0, n-1).Draw(t, "which")
					r := readings[k]
					s.keep(r.layer, uint64(r.id), r.stamp, 0, &Fragment{Bytes: []byte(r.text)})
					readings = append(readings[:k], readings[k+1:]...)
				}
			case 4:
				if rapid.IntRange(0, 20).Draw(t, "rare") == 0 {
					s.dropAll()
				}
			}
			_, found := s.ask(layer, id, 0)
			least := fmt.Sprintf("%12d", told[name(layer, id)])
			if layer == sectionsLayer {
				least = fmt.Sprintf("%12d", told[name(layer, id)]+stored["segments"]<<20)
			}
			if found != "" && found < least {
				t.Fatalf("%s: %s is older than %s", name(layer, id), found, least)
			}
		}
	})
}

func TestFragmentsKeepTheirBound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var s fragments
		s.init(rapid.Int64Range(1000, 100_000).Draw(t, "bound"))
		for range rapid.IntRange(1, 300).Draw(t, "steps") {
			layer, id := rapid.IntRange(0, len(layers)-1).Draw(t, "layer"), rapid.Int64Range(1, 100).Draw(t, "id")
			stamp, _ := s.ask(layer, id, 0)
			s.keep(layer, uint64(id), stamp, 0, &Fragment{Bytes: make([]byte, rapid.IntRange(0, 8000).Draw(t, "bytes"))})
			if rapid.IntRange(0, 9).Draw(t, "drop") == 0 {
				s.drop([]pg.Change{{Layer: layers[layer].Name, Op: "delete", FeatureID: id}})
			}
			var sum int64
			count := 0
			for _, kept := range s.kept {
				for _, k := range kept {
					sum += k.bytes()
					count++
				}
			}
			if sum != s.size || s.size > s.bound || count != len(s.ring) {
				t.Fatalf("%d bytes, counted %d, bound %d; %d features, %d in the ring", sum, s.size, s.bound, count, len(s.ring))
			}
		}
	})
}

// What is asked for again and again stays, whatever passes through.
func TestFragmentsInUseStay(t *testing.T) {
	t.Parallel()
	var s fragments
	s.init(20_000)
	for id := range int64(1000) {
		stamp, _ := s.ask(parcelsLayer, id+1, 0)
		s.keep(parcelsLayer, uint64(id+1), stamp, 0, &Fragment{Bytes: make([]byte, 100)})
		if _, text := s.ask(parcelsLayer, 1, 0); text == "" {
			t.Fatalf("lost after %d others", id)
		}
	}
}

func TestFragmentsOfAnotherDayAreNotFound(t *testing.T) {
	t.Parallel()
	var s fragments
	s.init(20_000)
	for day := int32(100); day < 103; day++ {
		stamp, text := s.ask(unitsLayer, 1, day)
		if text != "" {
			t.Fatalf("day %d has %q", day, text)
		}
		s.keep(unitsLayer, 1, stamp, day, &Fragment{Bytes: fmt.Append(nil, day)})
		if _, text := s.ask(unitsLayer, 1, day); text != fmt.Sprint(day) {
			t.Fatalf("day %d has %q", day, text)
		}
	}
	if len(s.ring) != 1 {
		t.Errorf("%d fragments of one feature", len(s.ring))
	}
}

func TestKeepRefusesWhatIsAheadOfMemory(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{})
	e.alter([]edit{squareEdit(7, 3, 100, 100, 50)})
	w := Window{Layer: "parcels", Limit: 10, Today: testDay}
	found, _ := e.Find(&w)
	text := &Fragment{Bytes: []byte("{}")}
	if e.Keep(&w, &found[0], 4, text) {
		t.Error("a text of a version that memory does not have is kept")
	}
	if !e.Keep(&w, &found[0], 3, text) {
		t.Error("refused")
	}
	if found, _ = e.Find(&w); found[0].Fragment == nil || string(found[0].Fragment.Bytes) != "{}" {
		t.Errorf("%v", found)
	}
}
