package demo

import "strings"

// The plan is drawn by hand, as a town planner would: where the gates are, which street leads to the market, where a lane
// bends. Chance only moves its places, bends its lines and cuts its blocks. Places are metres from the middle, x to the
// east, y to the north; "w:78" is the place on the Wall ring at 78 degrees, "g:78" on the Graben ring outside of the green
// belt, "x:78" on the edge of the plan.

// places are the crossings inside the walls.
var places = map[string]vec{
	"m1": {-64, 4}, "mN": {-26, 11}, "m2": {14, 14}, "m3": {26, -44}, "m4": {-58, -58},
	"l1": {24, 72}, "l2": {10, 116}, "l3": {30, 158},
	"k1": {84, -55}, "k2": {142, -38}, "k3": {200, -46},
	"e1": {-72, -104}, "e2": {-88, -146},
	"u1": {-120, 16}, "u2": {-178, 0},
	"i1": {-30, 84}, "i2": {-108, 86}, "i3": {-170, 74},
	"h1": {78, 64}, "h2": {138, 42}, "h3": {196, 48},
	"v1": {70, 116}, "v2": {130, 104},
	"o1": {-46, 130}, "o2": {-106, 136},
	"c1": {-27, 41}, "c2": {-113, 43},
	"b1": {90, -104}, "a1": {160, -98},
	"g1": {0, -110}, "q1": {80, 6},
	"s1": {-126, -62}, "s2": {-186, -56}, "y1": {-142, -114},
	"kq": {66, 296}, "ka": {-206, 298},
}

// The places where a street meets a ring, in degrees.
const (
	wallA, wallB     = 262.0, 201.0
	grabenA, grabenB = 306.0, 245.0
	edgeA, edgeB     = 452.0, 378.0
	edgeRoundness    = 2.7
)

// rank says how a street is built and how much it counts when two of them claim a corner.
type rank int

const (
	rankEdge rank = iota // the end of the plan, no street at all
	rankPath
	rankAlley
	rankRing
	rankRoad // outside the walls
	rankLane
	rankMain
	rankMarket
)

// street is one named street of the plan; its segments run from place to place in this order.
type street struct {
	name, code string
	rank       rank
	width      float64
	class      byte    // location class for trade
	shops      float64 // share of houses with a shop
	zone       bool    // pedestrian zone
	nodes      string
	before     string // the place it would have come from, for its bend
	after      string
}

// graben reports whether s runs along the outer side of the green belt.
func (s *street) graben() bool { return strings.HasSuffix(s.name, "graben") }

var streets = []street{
	{"Markt", "MAR", rankMarket, 10, 'A', 0.97, true, "mN m1 m4 m3 m2 mN", "", ""},
	{"Lippestraße", "LIP", rankMain, 11.5, 'A', 0.97, true, "m2 l1 l2 l3 w:78", "m3", "g:78"},
	{"Recklinghäuser Straße", "REC", rankMain, 11.5, 'A', 0.9, true, "m3 k1 k2 k3 w:352", "m4", "g:352"},
	{"Essener Straße", "ESS", rankMain, 11, 'B', 0.85, true, "m4 e1 e2 w:245", "m1", "g:245"},
	{"Hühnerstraße", "HUE", rankLane, 7.5, 'B', 0.36, false, "l1 h1 h2 h3 w:20", "i1", ""},
	{"Im Kühl", "KUE", rankLane, 7, 'B', 0.33, false, "l1 i1 i2 i3 w:155", "h1", ""},
	{"Wiesenstraße", "WIE", rankLane, 8, 'B', 0.36, false, "l2 v1 v2 w:43", "o1", "g:43"},
	{"Klosterstraße", "KLO", rankLane, 7, 'C', 0.17, false, "l2 o1 o2 w:128", "v1", ""},
	{"Ursulastraße", "URS", rankLane, 7.5, 'B', 0.33, false, "m1 u1 u2 w:178", "mN", "g:178"},
	{"Nonnenstiege", "NON", rankLane, 6.5, 'C', 0.14, false, "m4 s1 s2 w:200", "m3", ""},
	{"Blindestraße", "BLI", rankLane, 7, 'B', 0.35, false, "k1 b1 w:290", "q1", ""},
	{"Gordulagasse", "GOR", rankAlley, 4.6, 'C', 0.12, false, "e1 g1 b1", "", "a1"},
	{"Alleestraße", "ALL", rankLane, 8.5, 'B', 0.35, false, "k2 a1 w:315", "h2", "g:315"},
	{"Platz der Deutschen Einheit", "PDE", rankLane, 9, 'B', 0.4, true, "b1 a1", "g1", ""},
	{"Kirchplatz", "KIR", rankAlley, 5, 'B', 0.25, true, "c1 c2", "", ""},
	{"Kirchgasse", "KIG", rankAlley, 4.2, 'B', 0.3, true, "i1 c1 mN", "", ""},
	{"Agathagasse", "AGA", rankAlley, 4.4, 'C', 0.06, false, "u1 c2 i2 o2", "", ""},
	{"Brunnengasse", "BRU", rankAlley, 4.4, 'C', 0.06, false, "h1 v1 w:62", "q1", ""},
	{"Torfgasse", "TOR", rankAlley, 4.4, 'C', 0.05, false, "h2 v2", "k2", ""},
	{"Gänsegasse", "GAE", rankAlley, 4.6, 'C', 0.1, false, "k2 h2", "a1", "v2"},
	{"Hakengasse", "HAK", rankAlley, 4, 'C', 0.1, false, "k1 q1 h1", "b1", "v1"},
	{"Ostgasse", "OST", rankAlley, 4.6, 'C', 0.06, false, "h3 k3", "", ""},
	{"Turmgasse", "TUR", rankAlley, 4.4, 'C', 0.06, false, "g1 w:268", "", ""},
	{"Kappusstiege", "KAP", rankAlley, 4.2, 'C', 0.06, false, "u1 s1 y1 w:222", "c2", ""},
	{"Webergasse", "WEB", rankAlley, 4.4, 'C', 0.05, false, "i3 u2 s2", "", ""},

	{"Ostwall", "OWA", rankRing, 12, 'C', 0.05, false, "w:315 w:352 w:20 w:43", "", ""},
	{"Nordwall", "NWA", rankRing, 12, 'C', 0.05, false, "w:43 w:62 w:78 w:128", "", ""},
	{"Westwall", "WWA", rankRing, 12, 'C', 0.05, false, "w:128 w:155 w:178 w:200 w:222", "", ""},
	{"Südwall", "SWA", rankRing, 12, 'C', 0.05, false, "w:222 w:245 w:268 w:290 w:315", "", ""},
	{"Ostgraben", "OGR", rankRoad, 11, 'C', 0, false, "g:315 g:352 g:43", "", ""},
	{"Nordgraben", "NGR", rankRoad, 11, 'C', 0, false, "g:43 g:78 g:130", "", ""},
	{"Westgraben", "WGR", rankRoad, 11, 'C', 0, false, "g:130 g:178 g:245", "", ""},
	{"Südgraben", "SGR", rankRoad, 11, 'C', 0, false, "g:245 g:315", "", ""},

	{"Borkener Straße", "BOR", rankRoad, 12, 'C', 0.1, false, "w:78 g:78 kq x:78", "l3", ""},
	{"Marler Straße", "MAL", rankRoad, 12, 'C', 0.1, false, "w:352 g:352 x:352", "k3", ""},
	{"Gladbecker Straße", "GLA", rankRoad, 12, 'C', 0.1, false, "w:245 g:245 x:245", "e2", ""},
	{"Gahlener Straße", "GAH", rankRoad, 11, 'C', 0.06, false, "w:178 g:178 x:178", "u2", ""},
	{"Bochumer Straße", "BOC", rankRoad, 11, 'C', 0.06, false, "g:315 x:318", "w:315", ""},
	{"Halterner Straße", "HAL", rankRoad, 11, 'C', 0.06, false, "g:43 x:28", "w:43", ""},
	{"Hafenstraße", "HAF", rankRoad, 9, 'C', 0, false, "x:132 ka kq x:48", "", ""},
	{"Schölzbachtal", "SCH", rankRoad, 9, 'C', 0, false, "g:130 ka", "", ""},
	{"Promenade", "PRO", rankPath, 3.5, 'C', 0, false, "w:43 g:43", "v2", ""},
	{"Alleestraße", "ALL", rankPath, 4, 'C', 0, false, "w:315 g:315", "a1", ""},
	{"", "", rankEdge, 0, 'C', 0, false, "x:318 x:352 x:28 x:48 x:78 x:132 x:178 x:245 x:318", "", ""},
}

// use says what a block is for; a block without a hint is an ordinary one.
type use int

const (
	useHouses use = iota
	useMarket
	useChurch
	useShopping
	useSquare
	useConvent
	useBelt
	useMoat
	useSuburb
	useCanal
	usePark
	useSchool
)

// hints name blocks by a place inside them.
var hints = []struct {
	at  vec
	use use
}{
	{vec{-20, -20}, useMarket},
	{vec{-70, 64}, useChurch},
	{vec{118, -72}, useShopping},
	{vec{128, -140}, useSquare},
	{vec{-146, 112}, useConvent},
	{vec{-160, 340}, useCanal},
	{vec{190, 330}, useCanal},
	{vec{-40, 226}, useMoat},
	{vec{-320, -180}, useSchool},
	{vec{350, 150}, usePark},
}
