package api_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mitte/api"
	"mitte/geo/people"
)

// What a browser is told to do with an answer, beside its content.
var guarding = []string{ //nolint:gochecknoglobals // a table of cases
	"Access-Control-Allow-Credentials", "Access-Control-Allow-Origin", "Cache-Control", "Content-Security-Policy", "Cross-Origin-Opener-Policy",
	"Referrer-Policy", "Set-Cookie", "Strict-Transport-Security", "Vary", "X-Content-Type-Options",
}

var changing = regexp.MustCompile(`[0-9a-f]{24}|'sha256-[^']+'`)

// TestHeadersOfEveryRoute asks for every route there is, once as somebody who may and once as nobody, and compares with what
// browsers are told.
func TestHeadersOfEveryRoute(t *testing.T) {
	t.Parallel()
	f := &fields{bundle: withPeople(t)}
	f.stranger = f.as(people.Staff)
	f.notice, f.blackout = "1", "1"
	who := f.as(people.Roles()...)
	told := map[string][]string{}
	for _, r := range api.Matrix() {
		if r.Pattern == "/api/v1/changes" || r.Pattern == "/api/v1/session" && r.Method == http.MethodDelete {
			continue // the one does not end, the other ends the session
		}
		path := strings.Replace(f.examples(r.Pattern)[0], "OWN", fmt.Sprint(who.id), 1)
		for name, a := range map[string]answer{"somebody": who.do(r.Method, path, "{}"), "nobody": f.do(r.Method, path, "Origin", home)} {
			kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
			var lines []string
			for _, h := range guarding {
				if v := a.header.Get(h); v != "" {
					lines = append(lines, "  "+h+": "+changing.ReplaceAllString(v, "…"))
				}
			}
			if r.May != nil && !strings.Contains(a.header.Get("Cache-Control"), "no-store") || a.header.Get("Access-Control-Allow-Credentials") != "" {
				t.Errorf("%s %s may be kept, or read by other sites: %v", r.Method, r.Pattern, a.header)
			}
			if a.status >= http.StatusInternalServerError {
				t.Errorf("%s %s: %d", r.Method, r.Pattern, a.status)
			}
			answer := fmt.Sprintf("%s\n%s\n", kind, strings.Join(lines, "\n"))
			told[answer] = append(told[answer], fmt.Sprintf("%s %s, %s", r.Method, r.Pattern, name))
		}
	}
	var out []string
	for answer, routes := range told {
		slices.Sort(routes)
		out = append(out, strings.Join(routes, "\n")+"\n= "+answer)
	}
	slices.Sort(out)
	compareLines(t, "headers.txt", strings.Join(out, "\n"))
}
