// Package works is what is being built: projects, their construction sections and the phases of each, with what they mean
// for people on foot, deliveries and noise.
//
// A Service is the public's side, through the views of schema pub: a section is public from "scheduled" on, and its project
// with it. Periods are half-open, the actual day wins over the planned one; a site past its planned end that still goes on
// is there until today.
//
//	found, err := works.New(pool, clock).Sections(ctx, works.SectionQuery{Page: place.Page{Limit: 100}})
//
// # The office
//
// An Office is the side of staff. A section with its phases, impacts and facilities is one Site under one version; a
// SectionEdit says what is to change, Check what that would find, and Change, Create, Delete and Restore do it, whole or not
// at all, on the version they were made on. Errors keep an edit out and are told all at once; warnings do not. An edit is not
// refused for what it found broken, and what a status demanded when it was reached cannot be taken away again. Every version
// can be read and restored, of deleted sections too. A vertex that comes back as it went out keeps its place to the last
// digit; every other one is put on a grid of a millimetre.
//
//	saved, err := works.NewOffice(pool, clock, teller, reckoner).Change(ctx, by, id, match, &works.SectionEdit{Label: works.Give("B")})
//
// # Whom a site affects
//
// A Reckoner answers for a section or phase, stored or only drawn: sides of streets, shop fronts, units, parcels, days of
// each, and which doors nobody can reach, or nobody without a step, on which days (domain.md 6.5, 6.6). SQL finds what is near
// by its indexes; how much of it, and by which way, is package ground's answer.
//
//	out, err := works.NewReckoner(pool, clock).Affected(ctx, works.Question{Site: site, ReachM: works.DefaultReachM})
//
// On a day on which phases are at work, their ground counts; on the other days of a section, its fence. A phase's terms hold
// on its ground, the section's everywhere else of it. To see whether a door is cut off, the ways on the day are compared with
// those that the other sections leave: what was out of reach before is not the site's doing, and a door that no street reaches
// even without any site is named as not judged.
package works
