//go:build nowebmap

package webmap

// Lookup finds nothing: this binary was built without the pages.
func Lookup(string) (Asset, bool) { return Asset{}, false }
