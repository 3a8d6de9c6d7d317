package api_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"

	"mitte/api"
)

// document is the API's own description, as the API serves it.
func (b *bundle) document() *openapi3.T {
	b.t.Helper()
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(b.get("/openapi.json").want(b.t, http.StatusOK).body)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := doc.Validate(loader.Context); err != nil {
		b.t.Fatal(err)
	}
	return doc
}

func TestDocumentHasExactlyTheRoutes(t *testing.T) {
	t.Parallel()
	b := offline(t)
	var routed []string
	for _, r := range api.Matrix() {
		routed = append(routed, r.Method+" "+asTemplate(r.Pattern))
	}
	slices.Sort(routed)
	var described []string
	for path, item := range b.document().Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+path)
		}
	}
	slices.Sort(described)
	if diff := cmp.Diff(described, routed); diff != "" {
		t.Errorf("openapi.json (-) and the routes (+) differ:\n%s", diff)
	}
}

var parameter = regexp.MustCompile(`:(\w+)`)

// asTemplate turns Fiber's pattern into OpenAPI's.
func asTemplate(pattern string) string {
	return parameter.ReplaceAllString(strings.ReplaceAll(pattern, "*", "{path}"), "{$1}")
}

// conforms checks an answer against what the document says of its address and status.
func (b *bundle) conforms(doc *openapi3.T, template string, a answer) {
	b.t.Helper()
	b.conformsTo(doc, http.MethodGet, template, a)
}

// conformsTo is conforms for any method.
func (b *bundle) conformsTo(doc *openapi3.T, method, template string, a answer) {
	b.t.Helper()
	item := doc.Paths.Find(template)
	if item == nil || item.GetOperation(method) == nil {
		b.t.Fatalf("%s %s is not described", method, template)
	}
	response := item.GetOperation(method).Responses.Status(a.status)
	if response == nil {
		b.t.Fatalf("%s: status %d is not described", template, a.status)
	}
	kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	content := response.Value.Content.Get(kind)
	if content == nil {
		if len(response.Value.Content) > 0 || len(a.body) > 0 {
			b.t.Fatalf("%s: %d with %q is not described", template, a.status, kind)
		}
		return
	}
	if !strings.HasSuffix(kind, "json") {
		return
	}
	var v any
	if err := json.Unmarshal(a.body, &v); err != nil {
		b.t.Fatalf("%s: %v", template, err)
	}
	if err := content.Schema.Value.VisitJSON(v); err != nil {
		b.t.Errorf("%s: %d breaks its schema: %v", template, a.status, err)
	}
}

// templateOf finds the described address that a path belongs to.
func templateOf(doc *openapi3.T, path string) string {
	path, _, _ = strings.Cut(path, "?")
	for _, template := range doc.Paths.InMatchingOrder() {
		pattern := regexp.MustCompile(`\\\{\w+\\\}`).ReplaceAllString(regexp.QuoteMeta(template), `[^/]+`)
		if regexp.MustCompile("^" + pattern + "$").MatchString(path) {
			return template
		}
	}
	return ""
}
