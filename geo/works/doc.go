// Package works is what is being built: projects, their construction sections and the phases of each, with what they mean
// for people on foot, deliveries and noise.
//
// This is the reading side, through the views of schema pub: a section is public from "scheduled" on, and its project
// with it. Periods are half-open, the actual day wins over the planned one; a site past its planned end that still goes on
// is there until today.
//
//	found, err := works.New(pool, clock).Sections(ctx, works.SectionQuery{Page: place.Page{Limit: 100}})
package works
