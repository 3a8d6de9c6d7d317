package works

import (
	"fmt"

	"mitte/geo"
	"mitte/geo/ground"
)

// need is what somebody needs to get through; without a width, only what is closed altogether shuts.
type need struct {
	widthM   float64
	stepFree bool
}

var (
	onFoot    = need{walkWidthM, false}
	onWheels  = need{walkWidthM, true}
	squeezing = need{0, false}
)

// closure is what sites shut on a day for somebody. Equal names shut the same.
type closure struct {
	there []ground.Area // the ground of every site that is there, shut or not
	shut  []ground.Shut
	name  string
}

func closureOn(day geo.Date, n need, plots []*plot) closure {
	var c closure
	for k, p := range plots {
		if active, there := p.activeOn(day); there {
			c.add(k, p, active, n)
		}
	}
	return c
}

// activeOn returns the phases at work on a day, and whether anything of the site is there.
func (p *plot) activeOn(day geo.Date) (phases []int, there bool) {
	for i := range p.Phases {
		if p.Phases[i].Period.Contains(day) {
			phases = append(phases, i)
		}
	}
	return phases, len(phases) > 0 || p.Period.Contains(day)
}

// shutsOn reports whether anything of the site is in anybody's way on a day.
func (p *plot) shutsOn(day geo.Date) bool {
	active, there := p.activeOn(day)
	for _, i := range active {
		if p.Phases[i].Terms.shuts(onWheels.widthM, onWheels.stepFree) {
			return true
		}
	}
	return there && p.Terms.shuts(onWheels.widthM, onWheels.stepFree)
}

// shutsEver reports whether anything of the site is in anybody's way on some day.
func (p *plot) shutsEver() bool {
	shuts := p.Terms.shuts(onWheels.widthM, onWheels.stepFree)
	for i := range p.Phases {
		shuts = shuts || p.Phases[i].Terms.shuts(onWheels.widthM, onWheels.stepFree)
	}
	return shuts
}

// add adds a site. Its own terms hold on its ground but for what the phases of that day say of theirs; where two phases
// overlap, the stricter one holds.
func (c *closure) add(k int, p *plot, active []int, n need) {
	c.there = append(c.there, p.grounds[0])
	c.name += fmt.Sprintf("%d ", k)
	whole := ground.Shut{In: p.grounds[0]}
	open := ""
	for _, i := range active {
		area := p.grounds[p.of[i]]
		switch t := p.Phases[i].Terms; {
		case t == nil:
		case t.shuts(n.widthM, n.stepFree):
			c.shut = append(c.shut, ground.Shut{In: area})
			c.name += fmt.Sprintf("%d/%d ", k, i)
		default:
			whole.Except = append(whole.Except, area)
			open += fmt.Sprintf("-%d", i)
		}
	}
	if p.Terms.shuts(n.widthM, n.stepFree) {
		c.shut = append(c.shut, whole)
		c.name += fmt.Sprintf("%d%s ", k, open)
	}
}
