package demo

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// The land registry keys of made-up parcels. Dorsten's Gemarkung 5122 has no Flur 901; the other towns of a region lie
// in Gemarkungen from 9001 on, which North Rhine-Westphalia has not.
const (
	dorstenGemarkung = 5122
	demoGemarkung    = 9001
	demoGemarkungen  = 990
	firstFlur        = 901
	flurenPerTown    = 5
	dorstenKey       = "05562012"
)

// MaxScale is the greatest number of towns for which keys and places are laid out.
const MaxScale = 10000

func (t *builtTown) gemarkung() (number, flur int, name string) {
	if t.number == 0 {
		return dorstenGemarkung, firstFlur, "Dorsten"
	}
	k := t.number - 1
	number = demoGemarkung + k%demoGemarkungen
	return number, firstFlur + k/demoGemarkungen*flurenPerTown, fmt.Sprintf("Demo-%d", number)
}

// flur numbers the quarters of the old town 0 to 3 and everything outside of the walls 4.
func (t *builtTown) flurOf(p *plot) int {
	c := p.ring.centroid()
	if p.block >= 0 && p.kind >= useBelt || p.block < 0 && t.outsideWalls(p.segment) {
		return 4
	}
	return int(math.Floor(math.Mod(math.Atan2(c.y, c.x)+2*math.Pi, 2*math.Pi)/(math.Pi/2))) % 4
}

func (t *builtTown) outsideWalls(segment int) bool {
	r := streets[t.net.segments[segment].street].rank
	return r == rankRoad || r == rankPath
}

// keys gives every plot its Flurstückskennzeichen: block by block, with fractions where an older parcel was divided.
func (t *builtTown) keys() []string {
	number, first, _ := t.gemarkung()
	order := make([]int, len(t.plots))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(t.flurOf(&t.plots[a]), t.flurOf(&t.plots[b])), cmp.Compare(t.plots[a].block, t.plots[b].block))
	})
	d := newDice(t.seed, t.number, "keys")
	out := make([]string, len(t.plots))
	flur, n, part := -1, 0, 0
	for _, i := range order {
		if f := t.flurOf(&t.plots[i]); f != flur {
			flur, n, part = f, 0, 0
		}
		if part > 0 && d.chance(0.55) {
			part++
		} else {
			n, part = n+1+d.IntN(2), 0
			if d.chance(0.22) {
				part = 1
			}
		}
		fraction := "____"
		if part > 0 {
			fraction = fmt.Sprintf("%04d", part)
		}
		out[i] = fmt.Sprintf("05%04d%03d%05d%s__", number, first+flur, n, fraction)
	}
	return out
}
