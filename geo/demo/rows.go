package demo

import (
	"time"

	"mitte/geo"
)

// kind numbers the tables whose identifiers a town counts from 1.
type kind int

const (
	ofParcel kind = iota
	ofBuilding
	ofAddress
	ofSegment
	ofUnit
	ofFrontage
	ofEntrance
	ofArea
	ofEvent
	ofOccupancy
	ofOffer
	ofProject
	ofSection
	ofPhase
	ofImpact
	ofFacility
	ofBlackout
	ofNotice
	noIdentity // a table that has no identity or leaves it to the database
)

// offsets is what a town adds to its own identifiers.
type offsets [noIdentity]int64

// table says how one table is filled from a town: how many rows, and the i-th of them.
type table struct {
	name    string
	of      kind
	columns []string
	count   func(t *Town) int
	row     func(t *Town, i int, at *offsets) []any
}

// tables lists what Load fills, in the order of their references.
func tables() []table {
	return append(append(placeTables(), vacancyTables()...), worksTables()...)
}

// null is SQL NULL for a zero value, else the value.
func null[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// ref is a reference to a row of the same town; 0 is none.
func ref(id, offset int64) any {
	if id == 0 {
		return nil
	}
	return id + offset
}

// noon is the middle of a day, for columns that want an instant.
func noon(d geo.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.Time().Add(11 * time.Hour)
}
