package tiles

// Size is what a layer takes in memory.
type Size struct {
	Layer    string
	Features int
	Bytes    int64
}

// Sizes returns the size of each layer that is loaded.
func (e *Engine) Sizes() []Size {
	e.snapshot.mu.RLock()
	defer e.snapshot.mu.RUnlock()
	var out []Size
	for _, t := range e.snapshot.tables {
		if t != nil {
			out = append(out, Size{t.name, len(t.ids), t.bytes()})
		}
	}
	return out
}
