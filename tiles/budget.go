package tiles

// Checking, repairing and arranging a polygon takes time that grows with the square of its points, or worse where its
// edges cross by the million. No polygon may hold up a tile, so each has a budget. It counts steps and no time, for a
// tile's bytes must not depend on how fast they are made.

// budget is what a geometry may still cost, in looks at a pair of edges, of one to three nanoseconds. nil is no limit.
type budget int

const (
	checkBudget   budget = 1 << 24
	repairBudget  budget = 1 << 23
	arrangeBudget budget = 1 << 23
)

// What takes longer than a look at a pair, by how often.
const (
	sortCost  = 32 // to put an edge in order
	meetCost  = 16 // to see where a pair of edges meet
	splitCost = 64 // to split an edge at a point
	pullCost  = 8  // to see whether a pair of edges pull each other
)

// spend reports whether the budget was enough.
func (b *budget) spend(steps int) bool {
	if b == nil {
		return true
	}
	*b -= budget(steps)
	return *b >= 0
}

func (b *budget) over() bool { return b != nil && *b < 0 }
