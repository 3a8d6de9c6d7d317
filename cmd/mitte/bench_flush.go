package main

import (
	"context"
	"time"
)

// flushed measures hot tiles while each edit drops all of them, as a cache does that does not know which ones it touches.
func (r *benchRun) flushed(ctx context.Context) error {
	working, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- r.keepFlushing(working) }()
	err := r.measured(ctx, lineFlushed, hotZoom, &load{
		address: r.server.Hot, requests: requestsFor(r.hot, takesGzip), connections: hotFactor * r.Connections, status: 200,
	})
	stop()
	if failed := <-ended; err == nil {
		err = failed
	}
	return err
}

func (r *benchRun) keepFlushing(ctx context.Context) error {
	beat := time.NewTicker(time.Second / time.Duration(r.Edits))
	defer beat.Stop()
	for i := 0; ; i++ {
		select {
		case <-ctx.Done():
			return nil
		case <-beat.C:
		}
		if err := r.server.flush(r.hot[i%len(r.hot)].parcel); err != nil {
			return err
		}
	}
}
