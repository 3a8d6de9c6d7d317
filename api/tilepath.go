package api

import (
	"strings"

	"mitte/tiles"
)

const tilePattern = "/tiles/:layers/:z/:x/:y.mvt"

// tileNamed returns the set and the address that a path names, and keeps nothing of it.
func tileNamed(path string) (asked tiles.Request, err error) {
	layers, z, x, y := tilePath(path)
	if asked.Address, err = tiles.ParseAddress(z, x, y); err == nil {
		asked.Set, err = tiles.ParseSet(layers)
	}
	return asked, err
}

// tilePath takes a path that matches tilePattern apart. The parts lie in it; Fiber would copy each. Whatever else follows
// is left in y, which is no number then.
func tilePath(path string) (layers, z, x, y string) {
	path = strings.TrimSuffix(strings.TrimRight(strings.TrimPrefix(path, "/tiles/"), "/"), ".mvt")
	layers, path, _ = strings.Cut(path, "/")
	z, path, _ = strings.Cut(path, "/")
	x, y, _ = strings.Cut(path, "/")
	return layers, z, x, y
}
