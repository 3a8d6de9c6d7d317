package demo

import (
	"fmt"
	"math"
)

// shop is a unit in the making, with what its story needs to know.
type shop struct {
	unit   int // index in Town.Units
	street *street
	class  byte
	trade  *trade
	fronts []front
	now    string // the status of today
	since  int    // the day its last spell began, in days before the month
}

func (t *builtTown) id(s *shop) int64 { return int64(s.unit + 1) }

// openShops puts units into the houses along the shopping streets.
func (t *builtTown) openShops() {
	d := newDice(t.seed, t.number, "units")
	for i := range t.houses {
		h := &t.houses[i]
		x, ok := t.doors[h.plot]
		if !ok || !h.front || h.code[0] == '3' && h.code != "3030" {
			continue
		}
		st := &streets[x.street]
		if !d.chance(st.shops*t.density()) && h.code != "2050" {
			continue
		}
		runs := t.shopfronts(h, x, d)
		for k, fronts := range runs {
			t.openShop(i, x, k, fronts, len(runs), d)
		}
		if len(runs) > 0 && h.storeys > 1 && st.rank >= rankLane && d.chance(0.06) {
			t.openUpstairs(i, x, d)
		}
	}
}

// density thins the shops of the other towns of a region, whose many parcels are the point.
func (t *builtTown) density() float64 {
	if t.number == 0 {
		return 1
	}
	return 0.32
}

// shopfronts divides the façade of a house among its units; the unit at a corner gets windows on both streets.
func (t *builtTown) shopfronts(h *house, x *door, d dice) [][]front {
	var main, corner front
	var out [][]front
	mall := h.code == "2050" || h.code == "3030"
	for _, f := range h.ring.fronts() {
		length := f.line.length()
		switch {
		case t.net.halves[f.half].street.rank <= rankPath:
		case mall && f.half != x.half && length > 8 && t.net.halves[f.half].street.rank > rankAlley:
			out = append(out, windows(f, max(1, int(length/d.between(11, 16))))...)
		case f.half == x.half && length > main.line.length():
			main = f
		case f.half != x.half && length > max(4, corner.line.length()):
			corner = f
		}
	}
	length := main.line.length()
	if length < 2.5 {
		return out
	}
	count := 1
	switch {
	case mall, t.plots[h.plot].tall && length > 16:
		count = max(1, int(length/d.between(10, 15)))
	case length > 10 && d.chance(0.3), length > 14:
		count = 2
	}
	fronts := windows(main, count)
	if !mall && len(corner.line) > 1 && d.chance(0.75) {
		addCorner(fronts, main, corner, d.between(3, 9))
	}
	return append(fronts, out...)
}

func windows(f front, count int) [][]front {
	length := f.line.length()
	margin := min(0.4, length/20)
	out := make([][]front, count)
	for k := range out {
		s, e := length*float64(k)/float64(count), length*float64(k+1)/float64(count)
		out[k] = []front{{f.half, f.line.part(s+margin, e-margin)}}
	}
	return out
}

func addCorner(fronts [][]front, main, corner front, reach float64) {
	length := corner.line.length()
	reach = min(reach, length-0.6)
	switch {
	case corner.line[0] == main.line[len(main.line)-1]:
		k := len(fronts) - 1
		fronts[k] = append(fronts[k], front{corner.half, corner.line.part(0.4, reach)})
	case corner.line[len(corner.line)-1] == main.line[0]:
		fronts[0] = append(fronts[0], front{corner.half, corner.line.part(length-reach, length-0.4)})
	}
}

func (t *builtTown) openShop(i int, x *door, k int, fronts []front, count int, d dice) {
	h := &t.houses[i]
	st := &streets[x.street]
	total := 0.0
	for _, f := range h.ring.fronts() {
		total += f.line.length()
	}
	width := fronts[0].line.length()
	area := h.ring.area() * 0.82
	if count > 1 {
		area *= width / max(total, width)
	}
	s := &shop{street: st, class: st.class, fronts: fronts}
	s.trade = t.guild.draw(s.class)
	position := ""
	if count == 2 {
		position = []string{"left", "right"}[k]
	}
	u := Unit{
		Ref: t.ref(st, x.number, 0, k), BuildingID: int64(i + 1), AddressID: x.address, Position: position,
		Geom: t.where.point(behind(h.ring, fronts[0].line)), Year: h.year,
	}
	t.furnish(&u, s, min(max(area, 24), 900), d)
	t.addUnit(u, s, h.plot)
	t.addFronts(s, d)
}

// ref is the public name of a unit: street, house number, floor, and a letter where several share them.
func (t *builtTown) ref(st *street, number, floor, k int) string {
	town := "D"
	if t.number > 0 {
		town = fmt.Sprintf("D%d", t.number)
	}
	letter := ""
	if k > 0 {
		letter = string(rune('a' + k))
	}
	return fmt.Sprintf("%s-%s-%03d-%d%s", town, st.code, number, floor, letter)
}

// behind is a place in the house a few steps behind its window.
func behind(r ring, line path) vec {
	mid, _ := line.at(line.length() / 2)
	in := line.tangent(line.length()/2, 3).left()
	for _, steps := range []float64{4, 2.5, 1.5, 0.8, 0.3} {
		if p := mid.add(in.mul(steps)); r.contains(p) {
			return p
		}
	}
	return r.centroid()
}

func (t *builtTown) furnish(u *Unit, s *shop, area float64, d dice) {
	u.Use, u.WZ, u.LastUse = s.trade.use, s.trade.wz, s.trade.de
	u.LocationClass = string(s.class)
	u.TotalM2 = math.Round(area)
	u.RetailM2 = math.Round(u.TotalM2 * d.between(0.78, 0.9))
	u.SalesM2 = math.Round(u.RetailM2 * d.between(0.8, 0.96))
	u.StorageM2 = u.TotalM2 - u.RetailM2
	if u.Use == "gastronomy" {
		u.GastroM2 = u.SalesM2
	}
	if u.TotalM2 > 280 && d.chance(0.6) {
		u.DivisibleM2 = math.Round(u.TotalM2/3/10) * 10
	}
	u.AreaSource = pick(d, []string{"measured", "owner", "owner", "estimated"})
	u.CeilingM = round(d.between(2.6, 3.9), 1)
	u.StepFree = d.chance(0.55)
	u.PowerKW = float64(5 * d.days(2, 9))
	u.Condition = pick(d, []string{"good", "good", "good", "refurbished", "needs_work", "new"})
	u.Certificate = pick(d, []string{"", "B", "C", "D", "D", "E", "F"})
	u.SurveyedAt, u.SurveySource = t.month.AddDays(-d.days(1, 80)), "walk"
	if d.chance(0.16) {
		u.SurveyedAt = t.month.AddDays(-d.days(95, 420))
	}
}

func (t *builtTown) addUnit(u Unit, s *shop, plot int) {
	s.unit = len(t.town.Units)
	u.ID = t.id(s)
	t.town.Units = append(t.town.Units, u)
	t.town.UnitParcels = append(t.town.UnitParcels, UnitParcel{u.ID, int64(plot + 1), true})
	t.town.Surveys = append(t.town.Surveys, Survey{UnitID: u.ID, At: u.SurveyedAt})
	t.shops = append(t.shops, s)
}

// openUpstairs adds a practice or an office on the first floor: a unit without a window on the street.
func (t *builtTown) openUpstairs(i int, x *door, d dice) {
	st := &streets[x.street]
	s := &shop{street: st, class: st.class}
	for s.trade == nil || s.trade.use == "retail" || s.trade.use == "gastronomy" {
		s.trade = t.guild.draw('C')
	}
	h := &t.houses[i]
	u := Unit{
		Ref: t.ref(st, x.number, 1, 0), BuildingID: int64(i + 1), AddressID: x.address, Floor: 1,
		Geom: t.where.point(behind(h.ring, path{x.at, x.at.add(x.in.turn(-math.Pi / 2))})), Year: h.year,
	}
	t.furnish(&u, s, min(max(h.ring.area()*0.6, 40), 260), d)
	u.StepFree = d.chance(0.2)
	t.addUnit(u, s, h.plot)
}

// addFronts writes the windows and the door of a unit. The primary window is the one on the street of the address, else
// the longest.
func (t *builtTown) addFronts(s *shop, d dice) {
	u := &t.town.Units[s.unit]
	first, best := len(t.town.Frontages), -1.0
	primary := first
	for k, f := range s.fronts {
		fr := t.assign(f.line)
		fr.ID, fr.UnitID, fr.Geom = int64(first+k+1), u.ID, t.where.line(f.line)
		t.town.Frontages = append(t.town.Frontages, fr)
		score := f.line.length()
		if fr.SegmentID != 0 && &streets[t.net.segments[fr.SegmentID-1].street] == s.street {
			score += 1000
		}
		if score > best {
			best, primary = score, first+k
		}
	}
	t.town.Frontages[primary].Primary = true
	line := s.fronts[0].line
	at, _ := line.at(line.length() * d.between(0.25, 0.75))
	t.town.Entrances = append(t.town.Entrances, Entrance{
		ID: int64(len(t.town.Entrances) + 1), UnitID: u.ID, StepFree: u.StepFree, WidthM: round(d.between(0.9, 1.6), 1),
		Geom: t.where.point(at),
	})
}
