package tiles

import (
	"sync"
	"time"
)

const (
	// maxVariants is how many views other than today's whole are known at a time.
	maxVariants = 256
	// recently is the time within which a variant has to be asked for again to be worth keeping.
	recently = time.Minute
)

// variants numbers the views other than today's whole. A number is never given twice, so a forgotten view's bodies can
// be found by nobody.
type variants struct {
	mu     sync.Mutex
	byText map[string]*variant
	last   uint32
}

type variant struct {
	number uint32
	asked  time.Time
	kept   bool
}

func (v *variants) init() { v.byText = map[string]*variant{} }

// number returns the number of the request's view and whether its tiles may be stored: from the second request within
// a minute on.
func (v *variants) number(r *Request, otherDay bool, now time.Time) (uint32, bool) {
	text := r.Filter.text
	if otherDay {
		text = "at=" + r.At.String() + ";" + text
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	known := v.byText[text]
	if known == nil {
		v.makeRoom()
		v.last++
		v.byText[text] = &variant{number: v.last, asked: now}
		return v.last, false
	}
	known.kept = known.kept || now.Sub(known.asked) <= recently
	known.asked = now
	return known.number, known.kept
}

// makeRoom forgets the view that was asked for least recently.
func (v *variants) makeRoom() {
	if len(v.byText) < maxVariants {
		return
	}
	oldest := ""
	for text, known := range v.byText {
		if oldest == "" || known.asked.Before(v.byText[oldest].asked) {
			oldest = text
		}
	}
	delete(v.byText, oldest)
}
