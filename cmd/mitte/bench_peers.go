package main

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"mitte/geo/fault"
)

// peers are other tile servers by name. They run on this machine: nothing else is asked.
type peers map[string]string

// barPeers is how many times a peer's requests/s the engine promises, by the name under which it is given.
var barPeers = map[string]float64{"pg_tileserv": 25, "tegola": 15}

func (p peers) sane() error {
	for name, address := range p {
		u, err := url.Parse(strings.NewReplacer("{z}", "1", "{x}", "1", "{y}", "1").Replace(address))
		if err != nil || u.Scheme != "http" || u.Port() == "" || !isLoopback(u.Hostname()) {
			return fault.Newf(fault.Invalid, "bench", "peer %s: an address like http://127.0.0.1:7800/map/{z}/{x}/{y}.pbf is needed", name)
		}
		for _, part := range []string{"{z}", "{x}", "{y}"} {
			if !strings.Contains(address, part) {
				return fault.Newf(fault.Invalid, "bench", "peer %s: %s is missing in its address", name, part)
			}
		}
	}
	return nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// names are in order, so that every round measures alike.
func (p peers) names() []string { return slices.Sorted(maps.Keys(p)) }

// request writes what a peer is asked for a tile, and where.
func (p peers) request(name string, place benchPlace) (host string, text []byte, err error) {
	n := func(v uint32) string { return strconv.FormatUint(uint64(v), 10) }
	at := place.at
	u, err := url.Parse(strings.NewReplacer("{z}", n(uint32(at.Z)), "{x}", n(at.X), "{y}", n(at.Y)).Replace(p[name]))
	if err != nil {
		return "", nil, err
	}
	return u.Host, request(u.RequestURI(), takesGzip), nil
}

// askPeers measures each peer on the same tiles as the engine.
func (r *benchRun) askPeers(ctx context.Context, z uint8, places []benchPlace) error {
	for _, name := range r.Peer.names() {
		l := &load{connections: r.Connections, status: 200, foreign: true}
		for _, place := range places {
			host, text, err := r.Peer.request(name, place)
			if err != nil {
				return err
			}
			l.address, l.requests = host, append(l.requests, text)
		}
		if err := r.measured(ctx, name, int(z), l); err != nil {
			return err
		}
	}
	return nil
}

// judgePeers compares the peers that were given. Their processor time is not known, only their requests/s.
func (r *benchReport) judgePeers(z int, cold *benchLine) {
	for _, name := range r.Setup.Peers {
		ratio := r.compare("cold, gzip: engine / "+name+", requests/s", cold, r.line(name, z, 0), perSecond)
		if least, ok := barPeers[name]; ok {
			r.bar("B2", fmt.Sprintf("cold, z%d: requests/s of %s × n", z, name), ratio.Median, ">=", least)
		}
	}
}
