package outbox

import (
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// Two queues, so that without a mail server everything but sending goes on.
const (
	mailQueue  = "mail"
	houseQueue = "house"
)

const (
	mostTries  = 30 // with the pauses below more than four days, as RFC 5321 advises
	jobsKept   = 7 * 24 * time.Hour
	tidyEvery  = time.Hour
	watchEvery = time.Minute
	stuckAfter = 5 * time.Minute // a job of a process that was killed; above Config.Patience
	jobLimit   = 2 * time.Minute
)

// A job holds the number of a row and nothing of what is in it.
type (
	mailJob struct {
		MailID string `json:"mail_id"`
	}
	newsJob struct {
		NewsID int64 `json:"news_id"`
	}
	digestJob struct{}
	sweepJob  struct{}
	watchJob  struct{}
)

func (mailJob) Kind() string   { return "mail" }
func (newsJob) Kind() string   { return "news" }
func (digestJob) Kind() string { return "digest" }
func (sweepJob) Kind() string  { return "sweep" }
func (watchJob) Kind() string  { return "watch" }

func (mailJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: mailQueue, MaxAttempts: mostTries}
}
func (newsJob) InsertOpts() river.InsertOpts   { return river.InsertOpts{Queue: houseQueue} }
func (digestJob) InsertOpts() river.InsertOpts { return once() }
func (sweepJob) InsertOpts() river.InsertOpts  { return once() }
func (watchJob) InsertOpts() river.InsertOpts  { return once() }

// once keeps a second process, or a second start, from asking for the same again.
func once() river.InsertOpts {
	return river.InsertOpts{
		Queue: houseQueue, MaxAttempts: 1,
		UniqueOpts: river.UniqueOpts{ByState: []rivertype.JobState{
			rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateScheduled,
			rivertype.JobStateRetryable,
		}},
	}
}

// settle fills what c leaves open.
func settle(c *river.Config, o *Outbox, workers *river.Workers, log *slog.Logger) {
	c.Schema = schema
	c.Logger = log
	c.Workers = workers
	c.Queues = map[string]river.QueueConfig{houseQueue: {MaxWorkers: 1}}
	if o.Sends() {
		c.Queues[mailQueue] = river.QueueConfig{MaxWorkers: 2}
	}
	c.JobTimeout = jobLimit
	if c.RescueStuckJobsAfter == 0 {
		c.RescueStuckJobsAfter = stuckAfter
	}
	if c.RetryPolicy == nil {
		c.RetryPolicy = backOff{}
	}
	c.CompletedJobRetentionPeriod = jobsKept
	c.CancelledJobRetentionPeriod = jobsKept
	c.DiscardedJobRetentionPeriod = jobsKept
	c.ReindexerIndexNames = []string{} // the owner's business, and this role is not the owner
	c.PeriodicJobs = []*river.PeriodicJob{
		every(tidyEvery, func() (river.JobArgs, *river.InsertOpts) { return digestJob{}, nil }),
		every(tidyEvery, func() (river.JobArgs, *river.InsertOpts) { return sweepJob{}, nil }),
	}
	if len(o.watches) > 0 {
		c.PeriodicJobs = append(c.PeriodicJobs, every(watchEvery, func() (river.JobArgs, *river.InsertOpts) { return watchJob{}, nil }))
	}
}

func every(pause time.Duration, job river.PeriodicJobConstructor) *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(pause), job, &river.PeriodicJobOpts{RunOnStart: true})
}

// backOff waits one minute, then three times as long each time, at most four hours.
type backOff struct{}

// NextRetry returns when a failed job is tried again.
func (backOff) NextRetry(job *rivertype.JobRow) time.Time {
	return job.AttemptedAt.Add(pauseAfter(len(job.Errors) + 1))
}

func pauseAfter(failures int) time.Duration {
	const longest = 4 * time.Hour
	pause := time.Minute
	for range failures - 1 {
		if pause *= 3; pause >= longest {
			return longest
		}
	}
	return pause
}
