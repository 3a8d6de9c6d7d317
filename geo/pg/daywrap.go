package pg

import (
	"fmt"

	"github.com/jackc/pgx/v5/pgtype"

	"mitte/geo"
)

// The four functions below are how pgx's map learns of a foreign type: each offers a plan that swaps the value for its
// wrapper and lets pgx plan the rest.

func wrapDateEncode(value any) (pgtype.WrappedEncodePlanNextSetter, any, bool) {
	d, ok := value.(geo.Date)
	return &encodeDate{}, pgDate(d), ok
}

type encodeDate struct{ next pgtype.EncodePlan }

func (p *encodeDate) SetNext(next pgtype.EncodePlan) { p.next = next }

func (p *encodeDate) Encode(value any, buf []byte) ([]byte, error) {
	d, ok := value.(geo.Date)
	if !ok {
		return nil, fmt.Errorf("cannot encode %T as a date", value)
	}
	return p.next.Encode(pgDate(d), buf)
}

func wrapPeriodEncode(value any) (pgtype.WrappedEncodePlanNextSetter, any, bool) {
	p, ok := value.(geo.Period)
	return &encodePeriod{}, pgPeriod(p), ok
}

type encodePeriod struct{ next pgtype.EncodePlan }

func (p *encodePeriod) SetNext(next pgtype.EncodePlan) { p.next = next }

func (p *encodePeriod) Encode(value any, buf []byte) ([]byte, error) {
	period, ok := value.(geo.Period)
	if !ok {
		return nil, fmt.Errorf("cannot encode %T as a period", value)
	}
	if err := checkPeriod(period); err != nil {
		return nil, err
	}
	return p.next.Encode(pgPeriod(period), buf)
}

func wrapDateScan(target any) (pgtype.WrappedScanPlanNextSetter, any, bool) {
	d, ok := target.(*geo.Date)
	return &scanDate{}, (*pgDate)(d), ok
}

type scanDate struct{ next pgtype.ScanPlan }

func (p *scanDate) SetNext(next pgtype.ScanPlan) { p.next = next }

func (p *scanDate) Scan(src []byte, target any) error {
	d, ok := target.(*geo.Date)
	if !ok {
		return fmt.Errorf("cannot scan a date into %T", target)
	}
	return p.next.Scan(src, (*pgDate)(d))
}

func wrapPeriodScan(target any) (pgtype.WrappedScanPlanNextSetter, any, bool) {
	p, ok := target.(*geo.Period)
	return &scanPeriod{}, &scannedPeriod{to: p}, ok
}

type scanPeriod struct{ next pgtype.ScanPlan }

func (p *scanPeriod) SetNext(next pgtype.ScanPlan) { p.next = next }

func (p *scanPeriod) Scan(src []byte, target any) error {
	period, ok := target.(*geo.Period)
	if !ok {
		return fmt.Errorf("cannot scan a period into %T", target)
	}
	return p.next.Scan(src, &scannedPeriod{to: period})
}
