//go:build !linux

package cluster

import (
	"context"

	"mitte/geo/fault"
)

// Cluster exists so that callers compile; outside Linux nothing creates one.
type Cluster struct{}

// Handle exists so that callers compile; outside Linux nothing creates one.
type Handle struct {
	Owned   bool
	Cluster *Cluster
}

func elsewhere() error {
	return fault.New(fault.Unsupported, "cluster.linux_only",
		"the private database runs on Linux only; give the address of a PostGIS server with --database-url")
}

// Start always fails with Unsupported outside Linux.
func Start(context.Context, Options) (*Cluster, error) { return nil, elsewhere() }

// Attach always fails with Unsupported outside Linux.
func Attach(Options) (func(role, database string) string, bool, error) {
	return nil, false, elsewhere()
}

// Use always fails with Unsupported outside Linux.
func Use(context.Context, Options) (*Handle, error) { return nil, elsewhere() }

// URL returns nothing outside Linux.
func (c *Cluster) URL(string, string) string { return "" }

// Stop does nothing outside Linux.
func (c *Cluster) Stop(context.Context) error { return nil }

// Hurry does nothing outside Linux.
func (c *Cluster) Hurry() {}

// Status is always empty outside Linux.
func (c *Cluster) Status() Status { return Status{} }

// Fresh is always false outside Linux.
func (c *Cluster) Fresh() bool { return false }

// URL returns nothing outside Linux.
func (h *Handle) URL(string, string) string { return "" }

// Close does nothing outside Linux.
func (h *Handle) Close(context.Context) error { return nil }
