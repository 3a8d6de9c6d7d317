package tiles

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"testing"
)

// A packed body is what was packed, of any size, and the same bytes whatever was packed before.
func TestPackedBodies(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(42, 1))
	for _, size := range []int{1, 299, 4000, 32767, 32768, 200_000, 1 << 20} {
		raw := make([]byte, size)
		for i := range raw {
			raw[i] = byte(r.IntN(1 + r.IntN(256)))
		}
		first, err := pack(raw, false)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := pack(raw[size/2:], false); err != nil {
			t.Fatal(err)
		}
		again, err := pack(raw, false)
		if err != nil || !bytes.Equal(first, again) {
			t.Errorf("%d bytes: packed otherwise the second time: %v", size, err)
		}
		reader, err := gzip.NewReader(bytes.NewReader(first))
		if err != nil {
			t.Fatal(err)
		}
		reader.Multistream(false) // some clients read one member only
		if got, err := io.ReadAll(reader); err != nil || !bytes.Equal(got, raw) {
			t.Errorf("%d bytes: other ones after unpacking: %v", size, err)
		}
	}
}
