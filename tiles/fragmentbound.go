package tiles

// forget drops a fragment under the lock.
func (s *fragments) forget(k *keptFragment) {
	last := len(s.ring) - 1
	s.ring[k.at] = s.ring[last]
	s.ring[k.at].at = k.at
	s.ring[last] = nil
	s.ring = s.ring[:last]
	delete(s.kept[k.layer], k.id)
	s.size -= k.bytes()
}

// makeRoom evicts until n more bytes, fewer than the bound, fit. What was asked for since the hand passed it stays for
// another round.
func (s *fragments) makeRoom(n int64) {
	for s.size+n > s.bound {
		if s.hand >= len(s.ring) {
			s.hand = 0
		}
		if k := s.ring[s.hand]; !k.used.Swap(false) {
			s.forget(k)
			continue
		}
		s.hand++
	}
}
