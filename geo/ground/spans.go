package ground

import (
	"cmp"
	"slices"
)

// Span is a stretch of a line, in metres from its beginning.
type Span struct{ From, To float64 }

// Spans are apart from one another and in order.
type Spans []Span

// Length is the sum of the stretches, in metres.
func (s Spans) Length() float64 {
	sum := 0.0
	for _, x := range s {
		sum += x.To - x.From
	}
	return sum
}

// Join returns what lies in any of the sets.
func Join(sets ...Spans) Spans {
	var all Spans
	for _, s := range sets {
		all = append(all, s...)
	}
	return merged(all)
}

// merged puts stretches in order and joins those that touch; it may use their room.
func merged(all Spans) Spans {
	slices.SortFunc(all, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	out := all[:0]
	for _, s := range all {
		if n := len(out); n > 0 && s.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}
