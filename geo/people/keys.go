package people

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"mitte/geo/fault"
)

// Keys are the secrets that are kept outside the database: one to encrypt second factors, one to sign the head of the audit
// trail. A dump without them opens nothing.
type Keys struct {
	seal cipher.AEAD
	sign ed25519.PrivateKey
}

// LoadKeys reads the keys from a directory, and makes directory and keys that are not there. It returns Forbidden if others
// could read them.
func LoadKeys(dir string) (*Keys, error) {
	const op = "people.LoadKeys"
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault.Wrap(op, err)
	}
	sealing, err := loadKey(filepath.Join(dir, "second-factor.key"))
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	signing, err := loadKey(filepath.Join(dir, "audit.key"))
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	block, err := aes.NewCipher(sealing)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	seal, err := cipher.NewGCM(block)
	return &Keys{seal: seal, sign: ed25519.NewKeyFromSeed(signing)}, fault.Wrap(op, err)
}

// loadKey reads 256 bits. A new file gets its name only when it is whole and ours alone.
func loadKey(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(path); err != nil {
			return nil, err
		}
		info, err = os.Stat(path)
	}
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fault.Newf(fault.Forbidden, "key_open", "%s can be read by others; chmod 600 it", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != 32 {
		return nil, fault.Newf(fault.Invalid, "key_broken", "%s holds no key of 64 hexadecimal digits", path)
	}
	return key, nil
}

func makeKey(path string) error {
	var key [32]byte
	_, _ = rand.Read(key[:])
	f, err := os.CreateTemp(filepath.Dir(path), "new-key-*") // 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.WriteString(hex.EncodeToString(key[:]) + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	err = os.Link(f.Name(), path) // unlike a rename it keeps the key of another who was faster
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// encrypt binds the text to the account, so that a row copied to another account opens nothing.
func (k *Keys) encrypt(accountID int64, plain []byte) []byte {
	nonce := make([]byte, k.seal.NonceSize())
	_, _ = rand.Read(nonce)
	return k.seal.Seal(nonce, nonce, plain, owner(accountID))
}

func (k *Keys) decrypt(accountID int64, sealed []byte) ([]byte, error) {
	size := k.seal.NonceSize()
	if len(sealed) < size {
		return nil, errSealed(nil)
	}
	plain, err := k.seal.Open(nil, sealed[:size], sealed[size:], owner(accountID))
	if err != nil {
		return nil, errSealed(err)
	}
	return plain, nil
}

func owner(accountID int64) []byte { return []byte("account:" + strconv.FormatInt(accountID, 10)) }

func errSealed(cause error) error {
	return fault.New(fault.Internal, "second_factor_key", "the second factor does not open with this server's key").Because(cause)
}
