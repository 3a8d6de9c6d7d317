// Package kpi is the office's figures: how much stands empty, for how long, what moves in and out, what the mix is, and what
// works put shops through. It only reads, and every figure follows from the history of status events and occupancies, so a
// figure for any past day can be worked out again (domain.md 5).
//
// Days are half-open as everywhere: a run of days from 1 March to 1 April ends with 31 March. S is the stock, all units but
// those converted, removed or unknown on the day; V is what stands empty of it: vacant, marketing, reserved.
//
//	figures := kpi.On(units, day)             // at an instant
//	flow := kpi.Between(units, from, to)      // over a period
//
// A rate of nothing is nil, never 0. What the public may see of few units is decided by Figures.Public. Which units belong
// to a street or an area is asked of the database; what stands along a street in which order is place's business.
package kpi
