// Package place is the stock of the town: parcels, buildings, addresses and street segments, the search over all of the
// map, and the town itself.
//
// A Service reads through the views of schema pub, so the pool behind it may be that of the role mitte_public. A Planner
// reads what the office knows, but nothing about persons.
// Geometries come out in lon/lat (geo.LonLat), because SQL transforms them; conditions on place are judged in EPSG:25832,
// where the indexes are. Page is the window every list of the map has, also those of vacancy and works.
//
//	stock := place.New(pool, geo.SystemClock{})
//	batch, err := stock.Parcels(ctx, place.ParcelQuery{Page: place.Page{Limit: 100}})
//
// StockUnit is a shop unit as the office keeps it, with its rules and its statements; who may change one and what else a
// change brings is vacancy's business.
//
// # Along a street
//
// Planner.Along answers what stands along a street, in the order of a walk. The words are those of domain.md 6; what is
// decided on the plane is done by package ground, what is near is asked of the indexes.
//
//		               R          rear parcel: no ray reaches it
//		        ┌──────┴─────┐
//		   left │   parcel   │ unit ●      offset = |P − Q|, at most the width of the corridor
//		        └────────────┘      │
//		  ──────┬────────────┬──────Q──────▶  the axis; chainage grows with its direction
//		        25           60    72 m
//		  right                               ends are flat: 0.5 m beyond them a place is not beside the street any more
//
//	  - A chain is the segments of a street of one number, joined. A place belongs to the segment that holds the point of the
//	    chain nearest to it; of equally near points, to the millimetre, the smallest chainage counts. In the outer wedge of a
//	    bend that point is the corner itself.
//	  - A front stands on the segment it is assigned to, from its least to its greatest chainage, and is sorted by its middle.
//	    A corner unit has a row for each front. A unit without a front stands where its address is, else its entrance, else
//	    its own point, on the nearest segment of its street; its metres of front are not known.
//	  - Parcels and buildings are met by rays, one every half metre, square to the axis: the first one met has the front. A
//	    parcel that holds a metre of any axis is street and never a row; one with ground on both sides is two rows.
//	  - Works count by the part of the corridor that they cover, in rays of half a metre.
//	  - Several segments are walked in the order they are named in, one leg after the other; what lies between two of one chain
//	    belongs to the walk.
//	  - From and To may be crossings or house numbers. Against the stored direction chainage is mirrored and sides are swapped.
//	  - A ring is a chain without an end: what is nearest to where it closes stands at 0 m. At a dead end what stands more than
//	    half a metre past it is not beside the street, and a parcel that only closes it has no front. A house over a passage
//	    stands on both sides; the parcel under it holds the axis and is street.
//	  - Two carriageways are two chains of one street. A segment is walked by itself; the street is one path along the longest
//	    of its chains, beside which the others lead, with the sides of that walk (carriageway.go). A line without length is
//	    refused as line.short.
//	  - At is the day that is asked about, KnownAt what the office knew by then: an event recorded later, a section drawn later,
//	    a unit first kept later is not there, and one corrected later is there as it was. Where a thing stands, streets, fronts,
//	    parcels and buildings are as they are kept today.
//	  - Totals count a unit once, and each metre of front where it stands. Rates are of the stock (domain.md 5), nil of nothing.
//
// # In an area
//
// Planner.Inside answers with the same rows what stands in an area with a name, in a drawn one, or round a place, which is a
// polygon of 96 corners. A unit is inside if the area covers its point; a parcel, a building or works if they share half a square
// metre with it, or, where only what lies mostly inside is asked for, half of their own ground.
//
// What a shop unit is doing on a day is vacancy's business, building sites are works'.
package place
