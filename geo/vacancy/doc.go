// Package vacancy tells what a shop unit is doing on a day: occupied by whom, vacant since when, offered for how much.
//
// Units are read through pub.units, which holds a row for each run of days that the public may see, and always for one
// day: Query.At. The figures that depend on the day, VacantDays and Kind, are worked out here from that row.
//
//	found, err := vacancy.New(pool).Units(ctx, vacancy.Query{Page: place.Page{Limit: 100}, At: geo.Today(clock)})
//
// Office is the staff side: the register of all units, and every change to it. What a unit does is a chain of steps that are
// only ever added or superseded (chain.go); tenants move in and out with them (tenancy.go).
//
// The unit as a thing (where it stands, how large it is) belongs to place, which writes its rows for the office.
package vacancy
