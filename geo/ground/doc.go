// Package ground is plane geometry in metres for building sites: how much of a shop front lies within reach of one, which
// stretch of a street it covers on which side, and which doors can still be walked to. It is pure Go on coordinates of
// EPSG:25832 and knows no table.
//
// It exists because what is drawn comes from outside. PostGIS answers what is near (ST_DWithin with an index); everything
// that would buffer, merge or cut a foreign polygon happens here, where it has a bound and can be stopped (reliability.md R1).
//
// # Reach
//
// Area.Within is exact: the part of a line that lies within reach of an area is a union of intervals, one for each of the
// area's edges (a stadium is convex, so a straight line meets it in one interval), and of the gaps between them that lie
// inside. Nothing is approximated by a polygon, as a buffer would be.
//
//	area, err := ground.AreaOf(section)
//	metres := area.Within(front, 4).Length() // 10.46 of a front that starts before the section
//
// # Street
//
// Area.Along follows domain.md 6.1 and 6.2 with a ray every half metre, square to the axis, on each side.
//
// # Walking
//
// A Field is a fine grid over the surroundings of a site. Open and OpenAlong say where people may walk, Wall where a
// building stands; Close then shrinks what is left by half the width w that somebody needs, once, and Parts takes away the
// ground that is shut on a day, shrunk likewise, and finds what hangs together. A cell is judged by its centre, and the grid
// is conservative: clearances are widened by 1.21 cells, so that
//
//   - a way that is found is nowhere narrower than w,
//   - a way that is at least w + 3.9 cells wide everywhere is found, however it runs: 0.20 m more than w with the finest cell
//     of 5 cm, which is used for surroundings up to 400 m square,
//   - what is thinner than a cell, as a gap between two parcels that were drawn apart, is not seen.
//
// So between w and w + 3.9 cells a way may be called too narrow: the error is on the side of asking somebody to look.
package ground
