package demo

import (
	"fmt"
	"math"

	"mitte/geo"
)

// dorsten is the middle of Dorsten's Altstadt, 51.6605 N 6.9650 E, in EPSG:25832.
var dorsten = vec{359248.58, 5725240.05}

// builtTown is a town in the making.
type builtTown struct {
	seed   uint64
	number int
	month  geo.Date // the first day of today's month; the time line hangs on it
	net    *network
	plots  []plot
	houses []house
	where  where
	town   *Town

	doors map[int]*door // by plot
	shops []*shop
	guild *guild
}

// Generate makes the n-th town of a seed. It is pure: the same options and n give the same town, whatever the scale.
func Generate(o Options, n int) *Town {
	today := o.Today.Time()
	t := &builtTown{
		seed: o.Seed, number: n, month: geo.NewDate(today.Year(), today.Month(), 1),
		where: where{seat(o.Seed, n)}, doors: map[int]*door{},
		town: &Town{Number: n, Name: townName(n)},
	}
	t.guild = &guild{newDice(o.Seed, n, "names"), map[string]bool{}}
	t.net = survey(o.Seed, n, poseOf(o.Seed, n))
	t.plots = t.net.parcelled(o.Seed, n)
	b := &builder{net: t.net, plots: t.plots, d: newDice(o.Seed, n, "buildings")}
	b.build()
	t.houses = b.houses
	t.town.Outline = t.where.polygons(t.outline())
	t.layStreets()
	t.numberDoors()
	t.layGround()
	t.raiseHouses()
	t.openShops()
	t.tellStories()
	t.planWorks()
	t.drawAreas()
	return t.town
}

func townName(n int) string {
	if n == 0 {
		return "Dorsten (erfundene Demo-Altstadt)"
	}
	return fmt.Sprintf("Demo-Stadt %d (erfunden)", n)
}

// outline is the edge of the generated ground.
func (t *builtTown) outline() path {
	for i := range t.net.blocks {
		if t.net.blocks[i].outside() {
			return t.net.blocks[i].face.p.reversed()
		}
	}
	return nil
}

// poseOf turns and mirrors every town but the first.
func poseOf(seed uint64, n int) pose {
	if n == 0 {
		return pose{}
	}
	d := newDice(seed, n, "pose")
	return pose{d.between(0, 2*math.Pi), d.chance(0.5)}
}
