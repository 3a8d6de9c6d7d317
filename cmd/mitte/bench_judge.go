package main

import (
	"fmt"
	"math"
	"slices"
)

// The lines of a report.
const (
	lineCold    = "engine, cold, gzip"
	linePlain   = "engine, cold, identity"
	lineRival   = "ST_AsMVT, gzip"
	lineRows    = "rows → WKB → encoder, cold, gzip"
	lineHot     = "engine, hot, 200"
	lineOne     = "engine, hot, one tile"
	lineSame    = "engine, hot, 304"
	lineBare    = "bare Fiber, fixed body"
	lineAddress = "bare Fiber, fixed body, the tile's address"
	lineWrapped = "Fiber + middleware, fixed body"
	lineEdits   = "engine, hot, with edits"
	lineFlushed = "engine, hot, each edit drops all"
	lineOwn     = "commit → new bytes, own"
	lineForeign = "commit → new bytes, foreign"

	lineOwnBusy     = "commit → new bytes, own, all hot"
	lineForeignBusy = "commit → new bytes, foreign, all hot"

	lineMemory = "GeoJSON from memory"
	lineSQL    = "GeoJSON by json_agg"
	lineGrid   = "grid, cold, identity"
	lineLow    = "all layers, cold, identity"
)

// What the tile engine promises.
const (
	barHot       = 0.9
	barEdits     = 0.8
	barFreshMs   = 1
	barStaleMs   = 1000
	barHeap      = 300
	barRegion    = 2_400_000
	barRegionSec = 7
	barGeoJSON   = 5
	barCeiling   = 512 << 10
	barGridMs    = 1
	barGridBytes = 40_000
)

var barCold = map[int]float64{14: 10, 16: 8, 18: 6}

// judge draws the ratios and the bars from the lines. Bars of ratios are judged by the median of the rounds.
func (r *benchReport) judge() {
	for _, z := range r.Setup.Zooms {
		cold, rival := r.line(lineCold, z, 0), r.line(lineRival, z, 0)
		rate := r.compare("cold, gzip: engine / ST_AsMVT, requests/s", cold, rival, perSecond)
		r.compare("cold, gzip: ST_AsMVT / engine, µs", rival, cold, micros)
		r.compare("cold, gzip: engine / rows by SQL, requests/s", cold, r.line(lineRows, z, 0), perSecond)
		if least, ok := barCold[z]; ok {
			r.bar("B1", fmt.Sprintf("cold, z%d: requests/s of ST_AsMVT × n", z), rate.Median, ">=", least)
		}
		r.judgePeers(z, cold)
	}
	hot, edits := r.line(lineHot, hotZoom, 0), r.line(lineEdits, hotZoom, 0)
	one, fixed := r.line(lineOne, hotZoom, 0), r.line(lineBare, 0, 0)
	r.compare("hot, one tile / bare Fiber at a short address, requests/s", one, fixed, perSecond)
	bare := r.compare("hot, one tile / bare Fiber, the same request, requests/s", one, r.line(lineAddress, 0, 0), perSecond)
	r.compare("hot, one tile / Fiber + middleware, requests/s", one, r.line(lineWrapped, 0, 0), perSecond)
	r.compare("hot, 200 tiles / bare Fiber, requests/s", hot, fixed, perSecond)
	r.compare("hot with edits, all dropped / hot, requests/s", r.line(lineFlushed, hotZoom, 0), hot, perSecond)
	edited := r.compare("hot with edits / hot, requests/s", edits, hot, perSecond)
	geoJSON := r.compare("GeoJSON: memory / json_agg, requests/s", r.line(lineMemory, 0, 0), r.line(lineSQL, 0, 0), perSecond)
	own, foreigners := r.line(lineOwn, hotZoom, 1), r.line(lineForeign, hotZoom, 1)

	r.bar("B3", "hot, one tile: requests/s of bare Fiber at its address × n", bare.Median, ">=", barHot)
	r.bar("B4", "hot with edits: requests/s of hot × n", edited.Median, ">=", barEdits)
	stale := 0
	for _, l := range []*benchLine{edits, own, foreigners} {
		for _, s := range l.Samples {
			stale += s.Stale
		}
	}
	r.bar("B4", "stale reads", float64(stale), "<=", 0)
	r.bar("B5", "foreign commit → new bytes, p50, ms", foreigners.median(func(s benchSample) float64 { return s.P50Ms }), "<=", barFreshMs)
	worst := []float64{0}
	for _, name := range []string{lineOwn, lineForeign, lineOwnBusy, lineForeignBusy} {
		worst = append(worst, r.line(name, hotZoom, 1).each(worstMs)...)
	}
	r.bar("B5", "commit → new bytes, worst, ms", slices.Max(worst), "<=", barStaleMs)
	r.bar("B6", "bytes a feature", r.Load.BytesPerFeature, "<=", barHeap)
	r.judgeLoad()
	r.bar("B7", "GeoJSON: requests/s of json_agg × n", geoJSON.Median, ">=", barGeoJSON)
	r.judgeLow()
	r.bar("B9", "allocations of a hit", r.Load.HitMallocs, "<=", 0)
}

// judgeLoad takes the features that were loaded; what fewer would take is said to be drawn out.
func (r *benchReport) judgeLoad() {
	n, seconds := float64(max(1, r.Load.Features)), r.Load.Seconds
	if n >= barRegion {
		r.bar("B6", fmt.Sprintf("seconds for %d features (%d for each %.1f million)", r.Load.Features, barRegionSec, barRegion/1e6), seconds, "<=", math.Round(100*barRegionSec*n/barRegion)/100)
		return
	}
	r.bar("B6", fmt.Sprintf("seconds for %.1f million features, drawn out from %d", barRegion/1e6, r.Load.Features), seconds/n*barRegion, "<=", barRegionSec)
}

func (r *benchReport) judgeLow() {
	grid := r.line(lineGrid, 0, 0)
	most, ms, all := 0.0, 0.0, 0.0
	for _, s := range grid.Samples {
		most, ms = max(most, s.MostBytes), max(ms, s.P50Ms)
	}
	for _, s := range r.line(lineLow, 0, 0).Samples {
		all = max(all, s.MostBytes)
	}
	r.bar("B8", "largest tile, bytes", all, "<=", barCeiling)
	r.bar("B8", "grid tile with HTTP, p50, ms", ms, "<=", barGridMs)
	r.bar("B8", "largest grid tile, bytes", most, "<=", barGridBytes)
}

func worstMs(s benchSample) float64 { return s.WorstMs }
