package fault_test

import (
	"errors"
	"io"
	"testing"

	"mitte/geo/fault"
)

func TestWrapKeepsKindCodeAndMessage(t *testing.T) {
	t.Parallel()
	inner := fault.New(fault.NotFound, "parcel.unknown", "no such parcel")
	err := fault.Wrap("api.parcel", fault.Wrap("place.Parcel", inner))
	if fault.KindOf(err) != fault.NotFound || fault.CodeOf(err) != "parcel.unknown" {
		t.Fatalf("got %v %v", fault.KindOf(err), fault.CodeOf(err))
	}
	if got, want := err.Error(), "api.parcel: place.Parcel: no such parcel"; got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
}

func TestWrapMakesForeignErrorsInternal(t *testing.T) {
	t.Parallel()
	err := fault.Wrap("pg.Query", io.ErrUnexpectedEOF)
	if fault.KindOf(err) != fault.Internal || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatalf("got %v", err)
	}
	var e *fault.Error
	if errors.As(err, &e); e.Msg != "internal error" {
		t.Fatalf("a foreign cause reached the user: %q", e.Msg)
	}
}

func TestWrapNil(t *testing.T) {
	t.Parallel()
	if err := fault.Wrap("x", nil); err != nil {
		t.Fatal(err)
	}
}

func TestBecauseKeepsTheCauseForTheLog(t *testing.T) {
	t.Parallel()
	err := fault.New(fault.Unavailable, "pg.away", "the database is away").Because(io.EOF)
	if got, want := err.Error(), "the database is away: EOF"; got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
}

func TestEveryKindHasAName(t *testing.T) {
	t.Parallel()
	for k := fault.Internal; k <= fault.Timeout; k++ {
		if k.String() == "" {
			t.Errorf("kind %d has no name", k)
		}
	}
	if got := fault.Kind(99).String(); got != "kind 99" {
		t.Errorf("got %q", got)
	}
}
