package api

import (
	"fmt"
	"testing"
)

func TestPackedPagesKeepTheirBound(t *testing.T) {
	t.Parallel()
	p := newPackedPages(10_000)
	body := make([]byte, 500)
	for n := range 1000 {
		p.keep(fmt.Sprint(n), body)
		if _, ok := p.find(fmt.Sprint(n)); !ok {
			t.Fatalf("%d is lost at once", n)
		}
		if _, ok := p.find("0"); !ok {
			t.Fatalf("what is asked for again and again is lost after %d others", n)
		}
		if sum := (len(p.young) + len(p.old)) * len(body); sum > 10_000 {
			t.Fatalf("%d bytes", sum)
		}
	}
	if _, ok := p.find("5"); ok {
		t.Error("nothing is ever forgotten")
	}
	p.keep("huge", make([]byte, 6000))
	if _, ok := p.find("huge"); ok {
		t.Error("one answer takes more than half")
	}
}
