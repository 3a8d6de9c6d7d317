//go:build !nowebmap && !dev

package webmap

import (
	"embed"
	"io/fs"
	"strings"
	"sync"
)

//go:embed all:dist
var dist embed.FS

var table = sync.OnceValue(readAll)

// Lookup finds the asset of a URL path; "/" is index.html. There is no fallback: an unknown path is unknown.
func Lookup(path string) (Asset, bool) {
	asset, ok := table()[clean(path)]
	return asset, ok
}

func readAll() map[string]Asset {
	assets := map[string]Asset{}
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return assets
	}
	_ = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") {
			return err
		}
		asset, err := load(files, name)
		if err == nil {
			assets[name] = asset
		}
		return err
	})
	return assets
}
