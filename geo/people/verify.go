package people

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

// AuditReport is what a look at the whole trail found.
type AuditReport struct {
	Rows     int64
	Last     Head // the newest row
	Heads    int  // signed heads that were compared
	Findings []string
}

// Whole reports whether the trail is as it was written.
func (r AuditReport) Whole() bool { return len(r.Findings) == 0 }

// link is a row of the trail as the chain sees it.
type link struct {
	seq        int64
	prev, hash []byte
	payload    []byte
}

// The payload is made here anew and not by the database's own function, which whoever tampers could change too.
const sqlAuditLinks = `
SELECT seq, prev_hash, hash, convert_to(jsonb_build_array(seq, (extract(epoch FROM at) * 1000000)::bigint, actor, action, entity,
       entity_id, before, after, ip_prefix)::text, 'UTF8')
FROM audit_log
ORDER BY seq`

// VerifyAudit reads the whole trail and compares it with heads that were signed before. It names every row that was altered or
// removed, pairs that were exchanged, and an end that was cut off.
func VerifyAudit(ctx context.Context, db pg.Querier, heads []Head) (AuditReport, error) {
	v := verifier{heads: map[int64]Head{}, prev: make([]byte, sha256.Size)}
	for _, h := range heads {
		v.heads[h.Seq] = h
	}
	rows, err := db.Query(ctx, sqlAuditLinks)
	if err != nil {
		return AuditReport{}, pg.Fault("people.VerifyAudit", err)
	}
	var l link
	_, err = pgx.ForEachRow(rows, []any{&l.seq, &l.prev, &l.hash, &l.payload}, func() error {
		v.look(link{l.seq, bytes.Clone(l.prev), bytes.Clone(l.hash), bytes.Clone(l.payload)})
		return nil
	})
	if err != nil {
		return AuditReport{}, pg.Fault("people.VerifyAudit", err)
	}
	return v.end(len(heads)), nil
}

// mostFindings keeps the report of a rewritten trail readable.
const mostFindings = 100

// verifier goes along the chain.
type verifier struct {
	heads  map[int64]Head
	seq    int64
	prev   []byte
	rows   int64
	broken []link // rows whose own hash does not fit
	report AuditReport
}

func (v *verifier) look(l link) {
	v.rows++
	switch missing := l.seq - v.seq - 1; {
	case missing == 1:
		v.find("row %d is missing", v.seq+1)
	case missing > 1:
		v.find("rows %d to %d are missing", v.seq+1, l.seq-1)
	case l.seq <= v.seq:
		v.find("row %d stands in a place that is none", l.seq)
	}
	fits := bytes.Equal(l.hashed(l.seq), l.hash)
	if !fits {
		v.broken = append(v.broken, l)
	} else if l.seq == v.seq+1 && !bytes.Equal(l.prev, v.prev) && !v.lastIsBroken() {
		v.find("row %d was altered: row %d knows it otherwise", v.seq, l.seq)
	}
	if h, signed := v.heads[l.seq]; signed && fits && !bytes.Equal(h.Hash, l.hash) {
		v.find("row %d is not the one that was signed on %s: it or rows before it were rewritten", l.seq, h.At.Format("2006-01-02 15:04"))
	}
	v.seq, v.prev = l.seq, l.hash
}

// lastIsBroken keeps one altered row from being told twice.
func (v *verifier) lastIsBroken() bool {
	return len(v.broken) > 0 && v.broken[len(v.broken)-1].seq == v.seq
}

func (v *verifier) end(heads int) AuditReport {
	v.tellBroken()
	last := v.seq
	for seq := range v.heads {
		last = max(last, seq)
	}
	if last > v.seq {
		v.find("the end is cut off: row %d was signed on %s, and the last one here is %d", last, v.heads[last].At.Format("2006-01-02 15:04"), v.seq)
	}
	v.report.Rows, v.report.Heads = v.rows, heads
	v.report.Last = Head{Seq: v.seq, Hash: v.prev}
	return v.report
}

// tellBroken tells exchanged rows from altered ones: each fits under the number of the other.
func (v *verifier) tellBroken() {
	told := map[int64]bool{}
	for i, a := range v.broken {
		if told[a.seq] {
			continue
		}
		for _, b := range v.broken[i+1:] {
			if bytes.Equal(a.hashed(b.seq), a.hash) && bytes.Equal(b.hashed(a.seq), b.hash) {
				v.find("rows %d and %d were exchanged", a.seq, b.seq)
				told[a.seq], told[b.seq] = true, true
				break
			}
		}
		if !told[a.seq] {
			v.find("row %d was altered", a.seq)
		}
	}
}

func (v *verifier) find(format string, args ...any) {
	if len(v.report.Findings) < mostFindings {
		v.report.Findings = append(v.report.Findings, fmt.Sprintf(format, args...))
	}
}

// hashed is what the row's hash would have to be if it stood at seq.
func (l link) hashed(seq int64) []byte {
	own := []byte("[" + strconv.FormatInt(l.seq, 10) + ",")
	rest, _ := bytes.CutPrefix(l.payload, own)
	sum := sha256.New()
	sum.Write(l.prev)
	sum.Write([]byte("[" + strconv.FormatInt(seq, 10) + ","))
	sum.Write(rest)
	return sum.Sum(nil)
}
