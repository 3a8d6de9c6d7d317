package api

import "strings"

const tilePattern = "/tiles/:layers/:z/:x/:y.mvt"

// tilePath takes a path that matches tilePattern apart. The parts lie in it; Fiber would copy each.
func tilePath(path string) (layers, z, x, y string) {
	path = strings.TrimSuffix(strings.TrimRight(strings.TrimPrefix(path, "/tiles/"), "/"), ".mvt")
	layers, path, _ = strings.Cut(path, "/")
	z, path, _ = strings.Cut(path, "/")
	x, y, _ = strings.Cut(path, "/")
	return layers, z, x, y
}
