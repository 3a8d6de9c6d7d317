package api_test

import (
	"net/http"
	"testing"
)

// TestPublicFigures: everybody may read them, and of few units there is nothing.
func TestPublicFigures(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	answer := b.get("/api/v1/figures?compare_at=2026-01-01&since=2026-01-01&until=2026-07-01").want(t, http.StatusOK)
	b.conforms(b.document(), "/api/v1/figures", answer)
	doc := answer.json(t)
	series, _ := doc["series"].([]any)
	streets, _ := doc["streets"].([]any)
	if len(series) != 7 || len(streets) == 0 || doc["compared"] == nil {
		t.Fatalf("%s", answer.body)
	}
	for _, each := range streets {
		street, _ := each.(map[string]any)
		if stock, told := street["stock"].(float64); told && stock < 5 {
			t.Errorf("%v is told of with %v units", street["street"], stock)
		}
	}
	b.get("/api/v1/figures?since=2026-02-01&until=2026-01-01").want(t, http.StatusBadRequest)
	b.get("/api/v1/figures?street=Markt").want(t, http.StatusBadRequest)
}
