package api

import "mitte/geo/people"

// RouteRow is what tests need to know of a route.
type RouteRow struct {
	Method, Pattern string
	May             []people.Role
	Changes         bool
	Form, Own       bool
	SessionOnly     bool
}

// Matrix lists every route that is registered.
func Matrix() []RouteRow {
	var rows []RouteRow
	for _, r := range (&api{}).routes() {
		rows = append(rows, RouteRow{r.method, r.pattern, r.may, r.changes(), r.class == form, r.own, r.sessionOnly})
	}
	return rows
}
