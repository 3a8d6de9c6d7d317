package place

import "slices"

// totals counts what a walk has listed: a thing once, however many rows it has, and every metre of front where it stands.
func (w *walk) totals() AlongTotals {
	var t AlongTotals
	seen := map[string]map[int64]bool{}
	for i := range w.rows {
		row := &w.rows[i]
		if seen[row.Kind] == nil {
			seen[row.Kind] = map[int64]bool{}
		}
		if seen[row.Kind][row.ID] {
			continue
		}
		seen[row.Kind][row.ID] = true
		t.count(row)
	}
	t.divide(w.frontages(&t, seen[AlongUnits]))
	return t
}

// divide works out the rates, with so many metres of front in the stock.
func (t *AlongTotals) divide(stockM float64) {
	t.ByUnits = rate(float64(t.Vacant), float64(t.Stock))
	t.ByFrontage = rate(t.VacantFrontageM, stockM)
	if t.SalesAreaKnown > 0 {
		t.ByArea = rate(t.VacantSalesAreaM2, t.SalesAreaM2)
	}
}

func (t *AlongTotals) count(row *AlongRow) {
	switch row.Kind {
	case AlongParcels:
		t.Parcels++
	case AlongBuildings:
		t.Buildings++
	case AlongSections:
		t.Sections++
	default:
		t.countUnit(row.Unit)
	}
}

func (t *AlongTotals) countUnit(u *AlongUnit) {
	t.Units++
	if !InStock(u.Status) {
		return
	}
	t.Stock++
	if IsVacant(u.Status) {
		t.Vacant++
	}
	if u.SalesAreaM2 == nil {
		return
	}
	t.SalesAreaKnown++
	t.SalesAreaM2 += *u.SalesAreaM2
	if IsVacant(u.Status) {
		t.VacantSalesAreaM2 += *u.SalesAreaM2
	}
}

// frontages sums the fronts on the path, also those of units that are listed where their main front stands, and returns what
// of it belongs to the stock.
func (w *walk) frontages(t *AlongTotals, listed map[int64]bool) (stock float64) {
	known := map[int64]bool{}
	for i := range w.fronts {
		row := &w.fronts[i]
		t.FrontageM += *row.FrontM
		if !InStock(row.Unit.Status) {
			continue
		}
		stock += *row.FrontM
		if IsVacant(row.Unit.Status) {
			t.VacantFrontageM += *row.FrontM
		}
		if listed[row.ID] && !known[row.ID] {
			known[row.ID] = true
			t.FrontageKnown++
		}
	}
	return stock
}

func rate(part, whole float64) *float64 {
	if whole == 0 {
		return nil
	}
	r := part / whole
	return &r
}

// InStock reports whether a vacancy status belongs to the stock, S of domain.md 2.2.
func InStock(status string) bool {
	return !slices.Contains([]string{"converted", "removed", "unknown"}, status)
}

// IsVacant reports whether a vacancy status belongs to V of domain.md 2.2: what stands empty.
func IsVacant(status string) bool {
	return slices.Contains([]string{"vacant", "marketing", "reserved"}, status)
}
