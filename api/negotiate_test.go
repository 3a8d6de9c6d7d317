package api

import (
	"strings"
	"testing"
)

func TestParseCodings(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]codings{
		"":                                  {false, true, false},
		"gzip":                              {true, true, true},
		"GZIP ; Q=1.0":                      {true, true, true},
		"x-gzip":                            {true, true, true},
		"br, gzip;q=0.5":                    {true, true, true},
		"gzip;q=0":                          {false, true, false},
		"gzip;q=0.2, identity;q=0.8":        {true, true, false},
		"identity":                          {false, true, false},
		"*":                                 {true, true, true},
		"*;q=0":                             {false, false, false},
		"gzip, *;q=0":                       {true, false, true},
		"identity;q=0":                      {false, false, false},
		"identity;q=0, gzip":                {true, false, true},
		"br":                                {false, true, false},
		"gzip;q=2":                          {false, true, false},
		"gzip;q=NaN":                        {false, true, false},
		", ,;q=1,":                          {false, true, false},
		"deflate, gzip;q=1.0, *;q=0.5":      {true, true, true},
		"gzip;level=9;q=0.3,identity;q=0.3": {true, true, true},
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
		if c.preferGzip && !c.gzip {
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
