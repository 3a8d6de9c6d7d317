package api

import "sync"

// packedPages keeps packed answers by their tags, up to a bound. A tag is made of what the answer says, so an answer is
// right for as long as its tag comes up, and nothing has to be dropped after an edit. Only the time in it is that of the
// first answer.
type packedPages struct {
	bound int64
	mu    sync.Mutex
	size  int64             // of young
	young map[string][]byte // what was asked for lately
	old   map[string][]byte // what was young before
}

// packedOverhead is about what an answer takes beside its bytes.
const packedOverhead = 150

func newPackedPages(bound int64) *packedPages {
	return &packedPages{bound: bound, young: map[string][]byte{}}
}

func (p *packedPages) find(tag string) ([]byte, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if body, ok := p.young[tag]; ok {
		return body, true
	}
	body, ok := p.old[tag]
	if ok {
		delete(p.old, tag)
		p.put(tag, body)
	}
	return body, ok
}

// keep takes an answer, which must not be changed any more.
func (p *packedPages) keep(tag string, body []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.young[tag]; !known {
		p.put(tag, body)
	}
}

// put makes an answer young. When these fill half of the bound they are old, and who was old before is forgotten.
func (p *packedPages) put(tag string, body []byte) {
	n := int64(len(tag)+len(body)) + packedOverhead
	if n > p.bound/2 {
		return
	}
	if p.size+n > p.bound/2 {
		p.old, p.young, p.size = p.young, map[string][]byte{}, 0
	}
	p.young[tag] = body
	p.size += n
}
