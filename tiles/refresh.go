package tiles

// maxRefresh is how many dropped addresses wait to be rebuilt.
const maxRefresh = 1000

// refresher holds the addresses that an edit dropped until Background rebuilds them.
type refresher struct{ queue chan Address }

func newRefresher() *refresher { return &refresher{make(chan Address, maxRefresh)} }

// ask queues an address; when the queue is full the oldest is dropped.
func (r *refresher) ask(a Address) {
	for {
		select {
		case r.queue <- a:
			return
		default:
		}
		select {
		case <-r.queue:
		default:
		}
	}
}
