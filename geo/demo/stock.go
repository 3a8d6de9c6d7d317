package demo

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// gates name the places where a street leaves the walls, and bends that are known by a name of their own (made up).
var gates = map[string]string{
	"w:78": "Lippetor", "w:352": "Recklinghäuser Tor", "w:245": "Essener Tor", "w:178": "Westtor",
	"l3": "Torplatz", "e2": "Essener Höfe",
}

// layStreets writes the segments; the edge of the plan is none. A segment's id is its index and one.
func (t *builtTown) layStreets() {
	for i := range t.net.segments {
		s := &t.net.segments[i]
		st := &streets[s.street]
		if st.rank == rankEdge {
			continue
		}
		t.town.Segments = append(t.town.Segments, Segment{
			ID: int64(i + 1), Ref: fmt.Sprintf("D%d-S%03d", t.number, i+1), Street: t.streetName(st), StreetKey: streetKey(s.street),
			Kind: segmentKind(st), ChainNo: t.chain(s.street), Seq: s.seq, FromNode: int64(s.from + 1), ToNode: int64(s.to + 1),
			FromLabel: t.crossing(s.from, st.name), ToLabel: t.crossing(s.to, st.name), StartM: s.startM, PedestrianZone: st.zone,
			LocationClass: string(st.class), WidthM: round(2*t.net.halves[2*i].width, 1), Geom: t.where.line(s.line),
		})
	}
}

// streetName is the name as drawn; the other towns of a region add theirs, so that an address occurs once.
func (t *builtTown) streetName(s *street) string {
	if t.number == 0 {
		return s.name
	}
	return fmt.Sprintf("%s (Demo %d)", s.name, t.number)
}

// streetKey numbers streets by name; parts of one name share the key.
func streetKey(i int) string {
	first := slices.IndexFunc(streets, func(s street) bool { return s.name == streets[i].name })
	return fmt.Sprintf("%05d", 9001+first)
}

// chain tells apart the chains of one street key: the towns of a region, and two separate parts of one street.
func (t *builtTown) chain(i int) int {
	first := slices.IndexFunc(streets, func(s street) bool { return s.name == streets[i].name })
	part := 1
	if first != i {
		part = 2
	}
	return 10*t.number + part
}

func segmentKind(s *street) string {
	switch {
	case s.rank == rankPath:
		return "path"
	case s.zone:
		return "pedestrian"
	case s.rank == rankRing || s.rank == rankRoad && s.width > 10:
		return "main"
	default:
		return "street"
	}
}

// crossing names a place by the gate or by the other streets that meet there.
func (t *builtTown) crossing(node int, own string) string {
	if gate, ok := gates[t.net.names[node]]; ok {
		return gate
	}
	var names []string
	for i := range t.net.segments {
		s := &t.net.segments[i]
		name := streets[s.street].name
		if (s.from == node || s.to == node) && name != own && name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " / ")
}

// door is the place of a house number: the middle of a façade.
type door struct {
	plot    int
	half    int  // whose front the façade is
	street  int  // of the address: the one the façade runs along
	left    bool // of that street
	at      vec
	in      vec
	chain   float64 // metres along the street
	number  int
	address int64
}

// numberDoors gives every plot with a house its number: odd on the left, even on the right, rising along the street.
func (t *builtTown) numberDoors() {
	byStreet := map[int][]*door{}
	for _, h := range t.houses {
		f, ok := t.net.facade(t.plots[h.plot].ring)
		if !h.front || !ok {
			continue
		}
		mid, _ := f.line.at(f.line.length() / 2)
		seg, left := t.net.halves[f.half].seg, t.net.halves[f.half].left
		if a := t.assign(f.line); a.SegmentID != 0 {
			seg, left = int(a.SegmentID-1), a.Side == "left"
		}
		s := &t.net.segments[seg]
		along, _ := s.line.project(mid)
		d := &door{
			plot: h.plot, half: f.half, street: s.street, left: left, at: mid, in: f.line.tangent(f.line.length()/2, 4).left(),
			chain: s.startM + along,
		}
		t.doors[h.plot] = d
		key, _ := strconv.Atoi(streetKey(s.street))
		byStreet[key] = append(byStreet[key], d)
	}
	for key := range streets {
		k, _ := strconv.Atoi(streetKey(key))
		t.numberSide(byStreet[k], true)
		t.numberSide(byStreet[k], false)
		delete(byStreet, k)
	}
}

func (t *builtTown) numberSide(doors []*door, left bool) {
	slices.SortStableFunc(doors, func(a, b *door) int {
		return cmp.Or(cmp.Compare(a.street, b.street), cmp.Compare(a.chain, b.chain))
	})
	number := 1
	if !left {
		number = 2
	}
	d := newDice(t.seed, t.number, fmt.Sprint("numbers", left))
	for _, x := range doors {
		if x.left != left {
			continue
		}
		x.number = number
		number += 2
		if d.chance(0.04) {
			number += 2 // a house that is no more
		}
		x.address = int64(len(t.town.Addresses) + 1)
		st := x.street
		t.town.Addresses = append(t.town.Addresses, Address{
			ID: x.address, Street: t.streetName(&streets[st]), StreetKey: streetKey(st), Number: x.number, Postcode: t.postcode(),
			City: t.city(), Geom: t.where.point(x.at.add(x.in.mul(1.5))),
		})
	}
}

func (t *builtTown) postcode() string {
	if t.number == 0 {
		return "46282"
	}
	return "00000"
}

func (t *builtTown) city() string {
	if t.number == 0 {
		return "Dorsten"
	}
	return fmt.Sprintf("Demo-Stadt %d", t.number)
}

// layGround writes the parcels. A parcel's id is its plot's index and one.
func (t *builtTown) layGround() {
	keys := t.keys()
	_, _, name := t.gemarkung()
	d := newDice(t.seed, t.number, "areas")
	built := map[int]bool{}
	for _, h := range t.houses {
		built[h.plot] = true
	}
	for i := range t.plots {
		p := &t.plots[i]
		use, kind := t.landUse(p, built[i])
		area := math.Round(p.ring.area() * d.between(0.997, 1.003))
		detail, _ := json.Marshal([]map[string]any{{"kind": kind, "m2": area}})
		t.town.Parcels = append(t.town.Parcels, Parcel{
			ID: int64(i + 1), Key: keys[i], Gemarkung: name, OfficialAreaM2: max(1, area), Geom: t.where.polygons(p.ring.p),
			Location: t.location(i), LandUse: use, Detail: string(detail),
		})
	}
}

func (t *builtTown) location(i int) string {
	if p := &t.plots[i]; p.block < 0 {
		return t.streetName(&streets[t.net.segments[p.segment].street])
	}
	x, ok := t.doors[i]
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s %d", t.streetName(&streets[x.street]), x.number)
}

// landUse returns the class on the map and the words of the land register.
func (t *builtTown) landUse(p *plot, built bool) (class, words string) {
	switch {
	case p.block < 0:
		st := &streets[t.net.segments[p.segment].street]
		switch {
		case st.rank == rankPath:
			return "path", "Weg"
		case st.zone && st.rank == rankMarket:
			return "square", "Platz"
		case st.zone:
			return "street", "Fußgängerzone"
		}
		return "street", "Straßenverkehr"
	case p.kind == useMarket && p.yard, p.kind == useChurch && p.yard, p.kind == useSquare && p.yard:
		return "square", "Platz"
	case p.kind == useMoat && p.yard:
		return "water", "Stehendes Gewässer"
	case p.kind == useCanal:
		return "water", "Fließgewässer"
	case p.kind == useBelt:
		return "green", "Grünanlage"
	case built:
		return "building", "Fläche gemischter Nutzung"
	case p.kind >= useSuburb && p.yard:
		return "green", "Gartenland"
	case p.kind == useHouses && p.yard:
		return "other", "Hoffläche"
	}
	return "other", "Unbebaute Fläche"
}

// raiseHouses writes the buildings. A building's id is its house's index and one.
func (t *builtTown) raiseHouses() {
	for i := range t.houses {
		h := &t.houses[i]
		b := Building{
			ID: int64(i + 1), Ref: fmt.Sprintf("D%d-B%04d", t.number, i+1), Name: h.name, Function: h.code, Storeys: h.storeys,
			Year: h.year, Listed: h.listed,
		}
		if x, ok := t.doors[h.plot]; ok && h.front {
			b.HouseNumber = strconv.Itoa(x.number)
		}
		if h.hole != nil {
			b.Geom = t.where.polygons(h.ring.p, h.hole)
		} else {
			b.Geom = t.where.polygons(h.ring.p)
		}
		t.town.Buildings = append(t.town.Buildings, b)
	}
}

func round(v float64, digits int) float64 {
	k := math.Pow10(digits)
	return math.Round(v*k) / k
}
