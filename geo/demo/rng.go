package demo

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// dice are one stream of chance. Every subject has a stream of its own, so that a change in one part of the town leaves
// the others as they were.
type dice struct {
	*rand.Rand
}

func newDice(seed uint64, town int, subject string) dice {
	h := fnv.New64a()
	_, _ = h.Write([]byte(subject))
	return dice{rand.New(rand.NewPCG(seed^h.Sum64(), uint64(town)+0x9e3779b97f4a7c15))}
}

func (d dice) between(low, high float64) float64 { return low + (high-low)*d.Float64() }

func (d dice) days(low, high int) int { return low + d.IntN(high-low+1) }

func (d dice) chance(p float64) bool { return d.Float64() < p }

func pick[T any](d dice, from []T) T { return from[d.IntN(len(from))] }

// wave is smooth noise in [-1, 1] along a line: a few sines of random phase.
type wave struct {
	phase [3]float64
	step  float64
}

func (d dice) wave(step float64) wave {
	return wave{[3]float64{d.between(0, 7), d.between(0, 7), d.between(0, 7)}, step}
}

func (w wave) at(s float64) float64 {
	k := 2 * math.Pi / w.step
	return (math.Sin(k*s+w.phase[0]) + 0.6*math.Sin(1.83*k*s+w.phase[1]) + 0.4*math.Sin(3.1*k*s+w.phase[2])) / 2
}

// warp bends the whole plan gently, so that nothing stays straight or parallel.
type warp struct {
	x, y [2]wave
	size float64
}

func (d dice) warp(size, step float64) warp {
	return warp{[2]wave{d.wave(step), d.wave(step)}, [2]wave{d.wave(step), d.wave(step)}, size}
}

func (w warp) apply(p vec) vec {
	dx := w.x[0].at(p.y) + 0.5*w.x[1].at(p.x+p.y)
	dy := w.y[0].at(p.x) + 0.5*w.y[1].at(p.x-p.y)
	return vec{p.x + w.size*dx, p.y + w.size*dy}
}
