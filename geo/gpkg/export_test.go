package gpkg

// Fill takes all places, as others would.
func (w *Writer) Fill() {
	for range cap(w.free) {
		w.free <- struct{}{}
	}
}
