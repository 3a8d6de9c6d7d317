package api

import (
	"strings"
	"testing"
)

func TestParseCodings(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]codings{
		"":                                  {plain: true},
		"gzip":                              {gzip: true, plain: true, preferGzip: true},
		"GZIP ; Q=1.0":                      {gzip: true, plain: true, preferGzip: true},
		"x-gzip":                            {gzip: true, plain: true, preferGzip: true},
		"br, gzip;q=0.5":                    {gzip: true, plain: true, preferGzip: true},
		"gzip;q=0":                          {plain: true},
		"gzip;q=0.2, identity;q=0.8":        {gzip: true, plain: true},
		"identity":                          {plain: true},
		"*":                                 {gzip: true, plain: true, preferGzip: true},
		"*;q=0":                             {},
		"gzip, *;q=0":                       {gzip: true, preferGzip: true},
		"identity;q=0":                      {},
		"identity;q=0, gzip":                {gzip: true, preferGzip: true},
		"br":                                {plain: true},
		"gzip;q=2":                          {plain: true},
		"gzip;q=NaN":                        {plain: true},
		", ,;q=1,":                          {plain: true},
		"deflate, gzip;q=1.0, *;q=0.5":      {gzip: true, plain: true, preferGzip: true},
		"gzip;level=9;q=0.3,identity;q=0.3": {gzip: true, plain: true, preferGzip: true},
		"gzip, deflate, br, zstd":           {gzip: true, plain: true, zstd: true, preferGzip: true, preferZstd: true},
		"zstd;q=0.5, gzip":                  {gzip: true, plain: true, zstd: true, preferGzip: true},
		"zstd, identity;q=0":                {zstd: true, preferZstd: true},
		"zstd;q=0":                          {plain: true},
	} {
		if got := parseCodings(header); got != want {
			t.Errorf("%q: got %+v, want %+v", header, got, want)
		}
	}
}

func FuzzNegotiation(f *testing.F) {
	for _, seed := range []string{"gzip;q=0.5", "*;q=0", "identity;q=0,gzip", ";;;=,", "q=q=q"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		c := parseCodings(header)
		if c.preferGzip && !c.gzip || c.preferZstd && !c.zstd {
			t.Errorf("%q prefers what it refuses", header)
		}
		if lang := language(header); lang != "de" && lang != "en" {
			t.Errorf("%q: %q", header, lang)
		}
		if !matches(header+`,"tag"`, `W/"tag"`) && strings.TrimSpace(header) != "*" {
			t.Errorf("%q hides a tag behind it", header)
		}
	})
}
