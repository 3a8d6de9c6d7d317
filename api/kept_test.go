package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// Fiber reuses its buffers after each request. Nothing of one request may appear in the answer to another.
func TestRequestsDoNotMix(t *testing.T) {
	t.Parallel()
	b := offline(t)
	const requests, workers = 10_000, 8
	var wg sync.WaitGroup
	for worker := range workers {
		wg.Go(func() {
			for i := worker; i < requests; i += workers {
				name := fmt.Sprintf("unique%06d", i)
				a := b.get("/api/v1/parcels?"+name+"=1&cursor=x"+name, "Accept-Language", [2]string{"de", "en"}[i%2])
				if a.status != http.StatusBadRequest || strings.Count(string(a.body), "unique") != 1 || !strings.Contains(string(a.body), name) {
					t.Errorf("%s: %d %s", name, a.status, a.body)
				}
			}
		})
	}
	wg.Wait()
	if strings.Contains(b.logs.String(), "unique") {
		t.Error("a parameter's text is in the log")
	}
}
