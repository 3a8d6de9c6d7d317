package api

import (
	"strconv"
	"strings"
)

// codings says which content codings a client takes, and which it would rather have than plain bytes.
type codings struct {
	gzip, plain, zstd      bool
	preferGzip, preferZstd bool
}

// parseCodings reads Accept-Encoding (RFC 9110 §12.5.3). Without a header only plain bytes are sent, and zstd only to who
// names it. Between equals zstd wins over gzip and gzip over plain bytes, because it is smaller.
func parseCodings(header string) codings {
	const unnamed = -1
	gzip, plain, others, zstd := float64(unnamed), float64(unnamed), float64(unnamed), 0.0
	for name, q := range weighted(header) {
		switch name {
		case "gzip", "x-gzip":
			gzip = q
		case "zstd":
			zstd = q
		case "identity":
			plain = q
		case "*":
			others = q
		}
	}
	if gzip == unnamed {
		gzip = max(others, 0)
	}
	if plain == unnamed {
		plain = 1e-9 // acceptable unless refused, but anything named is better
		if others == 0 {
			plain = 0
		}
	}
	return codings{
		gzip: gzip > 0, plain: plain > 0, zstd: zstd > 0,
		preferGzip: gzip > 0 && gzip >= plain, preferZstd: zstd > 0 && zstd >= gzip && zstd >= plain,
	}
}

// language picks de or en from Accept-Language; German is the town's language.
func language(header string) string {
	best, bestQ := "de", 0.0
	for name, q := range weighted(header) {
		primary, _, _ := strings.Cut(name, "-")
		if (primary == "de" || primary == "en") && q > bestQ {
			best, bestQ = primary, q
		}
	}
	return best
}

// weighted yields the lower-case names of a header's list with their q-values; an unreadable one counts as 0.
func weighted(header string) func(yield func(string, float64) bool) {
	return func(yield func(string, float64) bool) {
		for item := range strings.SplitSeq(header, ",") {
			name, parameters, _ := strings.Cut(item, ";")
			name = strings.ToLower(strings.TrimSpace(name))
			if name != "" && !yield(name, quality(parameters)) {
				return
			}
		}
	}
}

func quality(parameters string) float64 {
	if parameters == "" {
		return 1
	}
	for p := range strings.SplitSeq(parameters, ";") {
		key, value, _ := strings.Cut(p, "=")
		if !strings.EqualFold(strings.TrimSpace(key), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}

// matches reports whether an If-None-Match header names the tag, by weak comparison.
func matches(header, tag string) bool {
	if strings.TrimSpace(header) == "*" {
		return true
	}
	tag = strings.TrimPrefix(tag, "W/")
	for item := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(item), "W/") == tag {
			return true
		}
	}
	return false
}
