package webmap

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// ContentSecurityPolicy belongs on every page: nothing is loaded from a foreign host and nothing runs inline.
const ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
	"connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'; object-src 'none'"

const (
	cacheForever    = "public, max-age=31536000, immutable"
	cacheRevalidate = "no-cache"
)

// Asset is one file of the built pages.
type Asset struct {
	ContentType  string
	CacheControl string
	digest       string
	raw, br, gz  []byte
}

// Body picks the smallest variant the client accepts (RFC 9110, with q-values) and names its content coding, "" for
// none, and its strong entity tag. An answer that depends on the header must carry Vary: Accept-Encoding.
func (a Asset) Body(acceptEncoding string) (body []byte, encoding string, etag string) {
	br, gz, identity := weights(acceptEncoding)
	switch {
	case a.br != nil && br > 0 && br >= gz && br >= identity:
		return a.br, "br", `"` + a.digest + `-br"`
	case a.gz != nil && gz > 0 && gz >= identity:
		return a.gz, "gzip", `"` + a.digest + `-gz"`
	}
	return a.raw, "", `"` + a.digest + `"`
}

// weights reads the q-values of br, gzip and identity. Identity counts least when it is not named, so that a client
// that lists a coding gets it.
func weights(header string) (br, gz, identity float64) {
	const unset = -1
	br, gz, identity = unset, unset, unset
	other := 0.0
	for item := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(item, ";")
		q := quality(params)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "br":
			br = q
		case "gzip", "x-gzip":
			gz = q
		case "identity":
			identity = q
		case "*":
			other = q
		}
	}
	if br == unset {
		br = other
	}
	if gz == unset {
		gz = other
	}
	return br, gz, max(identity, 0)
}

func quality(params string) float64 {
	for param := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(param, "=")
		if !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || q < 0 || q > 1 {
			return 0
		}
		return q
	}
	return 1
}

// clean turns a URL path into a name inside dist; "" means there can be no such file.
func clean(urlPath string) string {
	name := strings.TrimPrefix(urlPath, "/")
	if name == "" {
		return "index.html"
	}
	if !fs.ValidPath(name) || strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") {
		return ""
	}
	return name
}

func load(files fs.FS, name string) (Asset, error) {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return Asset{}, err
	}
	sum := sha256.Sum256(raw)
	asset := Asset{ContentType: contentType(name), CacheControl: cacheControl(name), digest: hex.EncodeToString(sum[:12]), raw: raw}
	if asset.br, err = optional(files, name+".br"); err != nil {
		return Asset{}, err
	}
	if asset.gz, err = optional(files, name+".gz"); err != nil {
		return Asset{}, err
	}
	return asset, nil
}

func optional(files fs.FS, name string) ([]byte, error) {
	body, err := fs.ReadFile(files, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return body, err
}

func cacheControl(name string) string {
	if strings.HasPrefix(name, "assets/") {
		return cacheForever
	}
	return cacheRevalidate
}

// contentType does not ask the system's table: its answers differ between machines.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	case ".json":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".ico":
		return "image/x-icon"
	}
	return "application/octet-stream"
}
