package main

import "slices"

// benchCaveats belong to every figure.
var benchCaveats = []string{
	"Server, database and load generator share the processors; hot lines are limited by the load generator as much as by the server.",
	"The data are synthetic: parcels of one ring each, towns side by side.",
	"ST_AsMVT reads the same views as the engine does when it loads, joins included, and finds the geometry stored and indexed in EPSG:3857.",
	"ST_AsMVT has the settings that suit it best here: warm connections, prepared statement, no parallel plans, no JIT, the same fast gzip as the engine.",
	"Bare Fiber sends one body, which stays in the processor's cache; 200 tiles do not, so the bar is for one tile as long as that body.",
	"Fiber takes longer to read the address of a tile than that of /bare; the bar is for the same request, and the ratio to /bare stands beside it.",
	"Cold means that no tile cache answers; the pages of the database are warm.",
	"GeoJSON from memory is asked for the same boxes again and again; what is asked for the first time is read from the database.",
	"The service's log shows warnings only.",
	"Ratios of one run mean something, figures of different machines or hours do not; neighbours on the machine move them by 40 % and more.",
}

// peerCaveats belong to figures of other servers.
var peerCaveats = []string{
	"Peers have their own defaults: a buffer of 256 units in pg_tileserv and 64 in the others, gzip level 6 where the engine takes the fastest, pools of 4 against 8 connections.",
	"The processor time of a peer itself is not measured; what it spends counts as foreign load, so its lines are measured twice.",
	"Nothing is claimed against a server that did not run here: published figures mix cached and uncached tiles on unknown machines.",
}

func caveats(p peers) []string {
	if len(p) == 0 {
		return benchCaveats
	}
	return slices.Concat(benchCaveats, peerCaveats)
}
