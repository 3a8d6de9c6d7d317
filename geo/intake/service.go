package intake

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/geo"
	"mitte/geo/fault"
)

const (
	importLimit    = 10 * time.Minute
	statementLimit = time.Minute
	cleanUpLimit   = 10 * time.Second
)

// Service imports files.
type Service struct {
	pool  *pgxpool.Pool
	clock geo.Clock
}

// New returns a service on the pool, whose role reads and writes the tables of place, vacancy and works. It needs a
// pool of its own connections: a job is alive as long as its session holds an advisory lock.
func New(pool *pgxpool.Pool, clock geo.Clock) *Service { return &Service{pool: pool, clock: clock} }

// Import takes the file or leaves everything as it is. Rows that were refused are in the report, which is also complete
// when an error is returned.
//
// An error means that the file as a whole failed: Invalid for an option or a file that cannot be imported here,
// BadRequest for one that cannot be read, TooLarge for one over MaxBytes, Timeout after ten minutes, Unavailable if the
// database or ogr2ogr is away. With Unavailable during the final commit it is unknown whether the file was taken; the
// same import again settles that.
func (s *Service) Import(ctx context.Context, o Options) (Report, error) {
	const op = "intake.Import"
	report := Report{Kind: o.Kind, File: o.fileName(), Status: Failed, DryRun: o.DryRun, Refusals: []Refusal{}, Notes: []Note{}}
	o, err := o.filled(s.clock)
	if err != nil {
		return report, fault.Wrap(op, err)
	}
	report.Source = o.SourceID
	ctx, cancel := context.WithTimeout(ctx, importLimit)
	defer cancel()
	if report.SHA256, err = fingerprint(o); err != nil {
		return report, fault.Wrap(op, err)
	}
	if err := Sweep(ctx, s.pool); err != nil {
		return report, fault.Wrap(op, err)
	}
	job, err := startJob(ctx, s.pool, o, report.SHA256)
	if err != nil {
		return report, fault.Wrap(op, err)
	}
	report.Job = job.id
	err = s.work(ctx, job, o, &report)
	report.settle()
	return report, fault.Wrap(op, job.end(ctx, &report, err))
}

// work takes the journey of the package: read, stage, check, publish.
func (s *Service) work(ctx context.Context, job *job, o Options, report *Report) error {
	r, err := newRun(ctx, job, o, report)
	if err != nil {
		return err
	}
	if err := r.read(ctx); err != nil {
		return err
	}
	if err := r.check(ctx); err != nil {
		return err
	}
	if len(report.Refusals) > 0 && !o.AcceptPartial {
		report.Status = Refused
		return nil
	}
	return r.publish(ctx)
}
