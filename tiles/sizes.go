package tiles

// Size is what a layer takes in memory. One that is away stays in the database, because it would take Estimate.
type Size struct {
	Layer    string
	Features int
	Bytes    int64
	Away     bool
	Estimate int64
}

// Sizes returns the size of each layer that is loaded.
func (e *Engine) Sizes() []Size {
	e.snapshot.mu.RLock()
	defer e.snapshot.mu.RUnlock()
	var out []Size
	for _, t := range e.snapshot.tables {
		if t != nil {
			size := Size{Layer: t.name, Features: t.features(), Bytes: t.bytes()}
			size.Away, size.Estimate = t.ledger != nil, size.Bytes
			if size.Away {
				size.Estimate = t.ledger.estimate()
			}
			out = append(out, size)
		}
	}
	return out
}
