package people

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"mitte/geo/fault"
)

// The cost of a password's hash: memory in KiB, passes, lanes.
const (
	hashMemory = 46 << 10
	hashPasses = 1
	hashLanes  = 1
	hashLength = 32
	saltLength = 16
)

// mostHashes bounds the memory of passwords that are being checked at one moment.
const mostHashes = 2

// hasher makes and checks password hashes, a few at a time.
type hasher struct {
	turns chan struct{}
	key   func(p parameters, password string, salt []byte, length int) []byte // parameters.key but for tests that count
	dummy string                                                              // takes as long as a real one where there is no account
}

func newHasher(most int) *hasher {
	h := &hasher{turns: make(chan struct{}, most), key: parameters.key}
	var salt [saltLength]byte
	_, _ = rand.Read(salt[:])
	h.dummy = phc(parameters{hashMemory, hashPasses, hashLanes}, salt[:], make([]byte, hashLength))
	return h
}

// wait takes a turn, which done gives back.
func (h *hasher) wait(ctx context.Context) (done func(), err error) {
	select {
	case h.turns <- struct{}{}:
		return func() { <-h.turns }, nil
	case <-ctx.Done():
		return nil, fault.New(fault.Unavailable, "login_busy", "many people are signing in; try again in a moment").Because(ctx.Err())
	}
}

func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	done, err := h.wait(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	var salt [saltLength]byte
	_, _ = rand.Read(salt[:])
	now := parameters{hashMemory, hashPasses, hashLanes}
	return phc(now, salt[:], h.key(now, password, salt[:], hashLength)), nil
}

// matches reports whether the password belongs to the hash, and whether the hash was made at another cost than today's.
func (h *hasher) matches(ctx context.Context, hash, password string) (ok, old bool, err error) {
	p, salt, key, err := parsePHC(hash)
	if err != nil {
		return false, false, err
	}
	done, err := h.wait(ctx)
	if err != nil {
		return false, false, err
	}
	defer done()
	ok = subtle.ConstantTimeCompare(h.key(p, password, salt, len(key)), key) == 1
	return ok, p != parameters{hashMemory, hashPasses, hashLanes}, nil
}

type parameters struct {
	memory uint32
	passes uint32
	lanes  uint8
}

func (p parameters) key(password string, salt []byte, length int) []byte {
	return argon2.IDKey([]byte(password), salt, p.passes, p.memory, p.lanes, uint32(length))
}

// phc is the customary text of a hash with its salt and cost.
func phc(p parameters, salt, key []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.memory, p.passes, p.lanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key))
}

func parsePHC(text string) (p parameters, salt, key []byte, err error) {
	unreadable := fault.New(fault.Internal, "password_hash", "a stored password hash cannot be read")
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return p, nil, nil, unreadable
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.lanes); err != nil || p.memory > 1<<20 || p.passes < 1 || p.lanes < 1 {
		return p, nil, nil, unreadable
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	key, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(key) < 16 {
		return p, nil, nil, unreadable
	}
	return p, salt, key, nil
}
