package enquiry

import (
	"slices"
	"time"
)

// Status is how far an enquiry is.
type Status string

// The statuses (domain.md 2.4).
const (
	Unconfirmed    Status = "unconfirmed"
	Received       Status = "new"
	Assigned       Status = "assigned"
	InProgress     Status = "in_progress"
	Waiting        Status = "waiting_for_customer"
	Answered       Status = "answered"
	Closed         Status = "closed"
	Forwarded      Status = "forwarded"
	Duplicate      Status = "duplicate"
	NotResponsible Status = "not_responsible"
	Spam           Status = "spam"
	Withdrawn      Status = "withdrawn"
)

// Statuses are all of them.
func Statuses() []Status {
	return []Status{
		Unconfirmed, Received, Assigned, InProgress, Waiting, Answered, Closed, Forwarded, Duplicate, NotResponsible, Spam, Withdrawn,
	}
}

// ReopenWithin is how long after its end an answered enquiry can be taken up again.
const ReopenWithin = 30 * 24 * time.Hour

var (
	ends  = []Status{Forwarded, Duplicate, NotResponsible, Spam, Withdrawn} //nolint:gochecknoglobals // a constant
	steps = map[Status][]Status{                                            //nolint:gochecknoglobals // a constant
		Unconfirmed: {Received},
		Received:    append([]Status{Assigned}, ends...),
		Assigned:    append([]Status{InProgress}, ends...),
		InProgress:  append([]Status{Waiting, Answered}, ends...),
		Waiting:     {InProgress},
		Answered:    {Closed, InProgress},
		Closed:      {InProgress},
	}
)

// Open is the outside view (Open311): open until it is answered.
func (s Status) Open() bool {
	return slices.Contains([]Status{Unconfirmed, Received, Assigned, InProgress, Waiting}, s)
}

// Next are the statuses that a status leads to, those for staff to choose.
func (s Status) Next() []Status { return steps[s] }

// circumstances are what the guards of a step ask for.
type circumstances struct {
	assigneeAtDesk bool // there is an assignee, and he belongs to the desk
	answers        int  // messages that went out
	forwardedTo    string
	duplicate      bool // the target exists and is none itself
	ended, now     time.Time
}

// Codes of steps that cannot be made.
const (
	CodeStep      = "enquiry.step"
	CodeAssignee  = "enquiry.assignee"
	CodeNoAnswer  = "enquiry.no_answer"
	CodeForward   = "enquiry.forward"
	CodeDuplicate = "enquiry.duplicate"
	CodeTooLate   = "enquiry.too_late"
)

// refusal returns the code of what keeps an enquiry from going to a status, "" if nothing does.
func (s Status) refusal(to Status, c circumstances) string {
	if !slices.Contains(steps[s], to) {
		return CodeStep
	}
	switch {
	case to == Assigned && !c.assigneeAtDesk:
		return CodeAssignee
	case to == Answered && c.answers == 0:
		return CodeNoAnswer
	case to == Forwarded && (c.forwardedTo == "" || c.answers == 0):
		return CodeForward
	case to == Duplicate && !c.duplicate:
		return CodeDuplicate
	case to == InProgress && (s == Answered || s == Closed) && c.now.Sub(c.ended) > ReopenWithin:
		return CodeTooLate
	}
	return ""
}
