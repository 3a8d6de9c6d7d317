package tiles

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"testing"
)

// A packed body is what was packed, of any size, wherever geometry is said to be, and the same bytes whatever was packed
// before.
func TestPackedBodies(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(42, 1))
	for _, size := range []int{1, 7, 8, 9, 299, 4000, 32767, 32769, 200_000, 1 << 20} {
		raw := someBytes(r, size)
		drawn := someStretches(r, size)
		first := pack(raw, drawn, false)
		pack(raw[size/2:], nil, false)
		if !bytes.Equal(first, pack(raw, drawn, false)) {
			t.Errorf("%d bytes: packed otherwise the second time", size)
		}
		checkPacked(t, raw, first)
	}
}

// A code would be longer than the longest that DEFLATE has if bytes are as frequent as Fibonacci's numbers.
func TestPackedRareBytes(t *testing.T) {
	t.Parallel()
	var raw []byte
	for value, n, next := byte(0), 1, 1; value < 24; value++ {
		raw = append(raw, bytes.Repeat([]byte{value}, n)...)
		n, next = next, n+next
	}
	rand.New(rand.NewPCG(43, 1)).Shuffle(len(raw), func(i, j int) { raw[i], raw[j] = raw[j], raw[i] })
	checkPacked(t, raw, pack(raw, []stretch{{0, len(raw)}}, false))
	checkPacked(t, raw, pack(raw, nil, false))
}

func FuzzPack(f *testing.F) {
	f.Add([]byte("abcdeabcdeabcde"), uint64(1))
	f.Add(bytes.Repeat([]byte{7}, 1000), uint64(2))
	f.Fuzz(func(t *testing.T, raw []byte, seed uint64) {
		checkPacked(t, raw, pack(raw, someStretches(rand.New(rand.NewPCG(seed, 1)), len(raw)), false))
	})
}

// someBytes repeat themselves at places, near and far, and have few values at others.
func someBytes(r *rand.Rand, size int) []byte {
	raw := make([]byte, 0, size+1000)
	for len(raw) < size {
		n := 1 + r.IntN(300)
		if back := 1 + r.IntN(40_000); back <= len(raw) && r.IntN(2) == 0 {
			for range n {
				raw = append(raw, raw[len(raw)-back])
			}
			continue
		}
		values := 1 + r.IntN(256)
		for range n {
			raw = append(raw, byte(r.IntN(values)))
		}
	}
	return raw[:size]
}

func someStretches(r *rand.Rand, size int) (out []stretch) {
	for at := r.IntN(50); at < size; {
		to := min(size, at+r.IntN(60))
		out = append(out, stretch{at, to})
		at = to + r.IntN(60)
	}
	return out
}

func checkPacked(t *testing.T, raw, packed []byte) {
	t.Helper()
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	reader.Multistream(false) // some clients read one member only
	if got, err := io.ReadAll(reader); err != nil || !bytes.Equal(got, raw) {
		t.Errorf("%d bytes: other ones after unpacking: %v", len(raw), err)
	}
}
