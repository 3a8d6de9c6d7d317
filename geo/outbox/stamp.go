package outbox

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"mitte/geo/pg"
)

const sqlFormKey = `SELECT key FROM outbox.form_key`

// The time in which a person can have filled a form in.
const (
	fastest = 3 * time.Second
	slowest = 14 * 24 * time.Hour // a page that a browser only asks about keeps its stamp
)

// Stamp signs that a form was shown now.
func (o *Outbox) Stamp(ctx context.Context, now time.Time) (string, error) {
	return o.sign(ctx, strconv.FormatInt(now.Unix(), 10))
}

// Restamp is for a form that is shown again: it keeps the stamp that it came with, if that is ours and not too old, so that the time
// runs since it was shown first. Otherwise it is Stamp.
func (o *Outbox) Restamp(ctx context.Context, came string, now time.Time) (string, error) {
	age, ours, err := o.age(ctx, came, now)
	if err != nil || ours && age >= 0 && age <= slowest {
		return came, err
	}
	return o.Stamp(ctx, now)
}

// Timely reports whether a stamp is ours and as old as a form is that a person filled in.
func (o *Outbox) Timely(ctx context.Context, stamp string, now time.Time) (bool, error) {
	age, ours, err := o.age(ctx, stamp, now)
	return ours && age >= fastest && age <= slowest, err
}

// age is how long ago a stamp was made, if it is one of ours.
func (o *Outbox) age(ctx context.Context, stamp string, now time.Time) (age time.Duration, ours bool, err error) {
	at, _, _ := strings.Cut(stamp, ".")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return 0, false, nil //nolint:nilerr // not one of ours
	}
	signed, err := o.sign(ctx, at)
	return now.Sub(time.Unix(seconds, 0)), err == nil && hmac.Equal([]byte(signed), []byte(stamp)), err
}

// Seal signs a text of another room's that must come back as it was; what kind of text it is stands in it.
func (o *Outbox) Seal(ctx context.Context, kind, text string) (string, error) {
	signed, err := o.sign(ctx, kind+":"+text)
	_, mac, _ := strings.Cut(strings.TrimPrefix(signed, kind+":"+text), ".")
	return mac, err
}

// sign asks for the key each time: the form is a rare page, and a key that is kept outlives a restore.
func (o *Outbox) sign(ctx context.Context, text string) (string, error) {
	var key []byte
	if err := o.db.QueryRow(ctx, sqlFormKey).Scan(&key); err != nil {
		return "", pg.Fault("outbox.sign", err)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return text + "." + hex.EncodeToString(mac.Sum(nil)), nil
}
