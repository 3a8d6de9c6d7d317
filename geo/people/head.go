package people

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Head is the newest row of the audit trail at some moment. Signed and kept outside the database it shows later that nothing
// before it was rewritten and nothing after it cut off.
type Head struct {
	Seq  int64
	Hash []byte
	At   time.Time
}

// headLine is a head in a file, one a line.
type headLine struct {
	Seq       int64     `json:"seq"`
	Hash      string    `json:"hash"`
	At        time.Time `json:"at"`
	Signature string    `json:"signature"`
}

const sqlAuditHead = `SELECT seq, hash, now() FROM audit_log ORDER BY seq DESC LIMIT 1`

// ExportHead signs the newest row of the trail and appends it to a file, unless the file ends with it already.
func (s *Service) ExportHead(ctx context.Context, file string) error {
	const op = "people.ExportHead"
	var h Head
	err := s.db.QueryRow(ctx, sqlAuditHead).Scan(&h.Seq, &h.Hash, &h.At)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return pg.Fault(op, err)
	}
	known, err := s.config.Keys.ReadHeads(file)
	if err != nil {
		return err
	}
	if len(known) > 0 && known[len(known)-1].Seq == h.Seq {
		return nil
	}
	h.At = h.At.UTC().Truncate(time.Second)
	line, err := json.Marshal(headLine{h.Seq, hex.EncodeToString(h.Hash), h.At, hex.EncodeToString(ed25519.Sign(s.config.Keys.sign, h.text()))})
	if err != nil {
		return fault.Wrap(op, err)
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fault.Wrap(op, err)
	}
	_, err = f.Write(append(line, '\n'))
	return fault.Wrap(op, errors.Join(err, f.Sync(), f.Close()))
}

// ReadHeads reads the signed heads of a file; a file that is not there has none. It returns Invalid if a line was not signed
// with our key.
func (k *Keys) ReadHeads(file string) ([]Head, error) {
	const op = "people.ReadHeads"
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	defer func() { _ = f.Close() }()
	heads, err := k.readHeads(f)
	return heads, fault.Wrap(op, err)
}

func (k *Keys) readHeads(r io.Reader) ([]Head, error) {
	var heads []Head
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		h, ok := k.readHead(lines.Bytes())
		if !ok {
			return nil, fault.Newf(fault.Invalid, "audit_head", "line %d of the signed heads does not bear our signature", n)
		}
		heads = append(heads, h)
	}
	return heads, lines.Err()
}

func (k *Keys) readHead(line []byte) (Head, bool) {
	var l headLine
	if json.Unmarshal(line, &l) != nil {
		return Head{}, false
	}
	hash, err1 := hex.DecodeString(l.Hash)
	signature, err2 := hex.DecodeString(l.Signature)
	h := Head{l.Seq, hash, l.At.UTC()}
	public, _ := k.sign.Public().(ed25519.PublicKey)
	return h, err1 == nil && err2 == nil && ed25519.Verify(public, h.text(), signature)
}

// text is what is signed.
func (h Head) text() []byte {
	return fmt.Appendf(nil, "mitte audit head\n%d\n%x\n%s\n", h.Seq, h.Hash, h.At.UTC().Format(time.RFC3339))
}
