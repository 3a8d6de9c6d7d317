//go:build dev && !nowebmap

package webmap

import "os"

// Lookup reads webmap/dist below the working directory each time, so that a rebuilt page shows without a new binary.
func Lookup(path string) (Asset, bool) {
	name := clean(path)
	if name == "" {
		return Asset{}, false
	}
	asset, err := load(os.DirFS("webmap/dist"), name)
	asset.CacheControl = cacheRevalidate
	return asset, err == nil
}
