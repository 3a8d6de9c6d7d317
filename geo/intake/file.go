package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"

	"mitte/geo/fault"
)

// fingerprint returns the SHA-256 of the file in hex. It is also the one place that judges whether there is a file to
// import at all.
func fingerprint(o Options) (string, error) {
	file, size, err := open(o.Path)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	hash := sha256.New()
	if _, err := io.Copy(hash, progressReader{file, 0, size, "hash", o.Progress}.start()); err != nil {
		return "", unreadable(err)
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

func open(path string) (*os.File, int64, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, unreadable(err)
	}
	info, err := file.Stat()
	switch {
	case err != nil:
		err = unreadable(err)
	case !info.Mode().IsRegular():
		err = fault.New(fault.BadRequest, "import_file", "the path is not a file")
	case info.Size() > MaxBytes:
		err = tooLarge()
	default:
		return file, info.Size(), nil
	}
	_ = file.Close()
	return nil, 0, err
}

func tooLarge() error {
	return fault.Newf(fault.TooLarge, "too_large", "the file is larger than %d MB", MaxBytes>>20)
}

func unreadable(err error) error {
	msg := "the file cannot be read"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		msg = "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		msg = "the file may not be read"
	}
	return fault.New(fault.BadRequest, "import_file", msg).Because(err)
}

// progressReader tells how far reading got.
type progressReader struct {
	r           io.Reader
	done, total int64
	what        string
	tell        func(done, total int64, what string)
}

func (p progressReader) start() *progressReader { return &p }

func (p *progressReader) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.done += int64(n)
	p.tell(p.done, p.total, p.what)
	return n, err
}
