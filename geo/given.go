package geo

// Given is a value that a request may or may not name; one that is given and zero clears.
type Given[T any] struct {
	Set   bool
	Value T
}

// Give returns a value that is named.
func Give[T any](v T) Given[T] { return Given[T]{true, v} }

// Onto takes the value over if it is named.
func (g Given[T]) Onto(v *T) {
	if g.Set {
		*v = g.Value
	}
}
