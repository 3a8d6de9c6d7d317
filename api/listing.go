package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/place"
	"mitte/tiles"
)

// listing is a request for a page of a collection.
type listing[T any] struct {
	kind feature[T]
	page place.Page
	day  geo.Date // the day the answer names, if any
	// brief asks for the short form of the features.
	brief bool
	// read asks the database for another page under the same conditions.
	read func(ctx context.Context, p place.Page) (place.Batch[T], error)

	// The layer that holds the same features in memory under the same conditions, and the day it shows them on, zero for
	// whatever day; "" if only the database knows.
	layer  string
	onDate geo.Date
}

// sendList answers with a page of features, from memory where that is as good. Both ways write the same bytes.
func sendList[T any](a *api, c *fiber.Ctx, l listing[T]) error {
	p, ok, err := fromMemory(c.UserContext(), a, &l)
	if err == nil && !ok {
		p, err = fromDatabase(c.UserContext(), &l)
	}
	if err != nil {
		return err
	}
	p.brief = l.brief
	return a.sendPage(c, p)
}

func fromDatabase[T any](ctx context.Context, l *listing[T]) (pageOf, error) {
	found, err := l.read(ctx, l.page)
	if err != nil {
		return pageOf{}, err
	}
	p := pageOf{features: l.kind.fragments(found.Rows), day: l.day}
	if found.More {
		last, _, _ := l.kind.head(&found.Rows[len(found.Rows)-1])
		p.next = writeCursor(last)
	}
	return p, nil
}

// fromMemory takes the features of a page from memory, and from the database only those whose text is not kept or that
// lie on the border of the box. It reports false if the page is better read from the database: that is so too while
// memory lags behind it, for a page shows one moment.
func fromMemory[T any](ctx context.Context, a *api, l *listing[T]) (pageOf, bool, error) {
	if a.Features == nil || l.layer == "" {
		return pageOf{}, false, nil
	}
	w := tiles.Window{
		Layer: l.layer, Box: l.page.BBox, After: l.page.After, Limit: l.page.Limit, Day: l.onDate, Today: geo.Today(a.Clock),
	}
	found, ok := a.Features.Find(&w)
	if !ok {
		return pageOf{}, false, nil
	}
	m := remembered[T]{a: a, l: l, w: &w, found: found}
	if ok, err := m.settle(ctx); !ok || err != nil {
		return pageOf{}, false, err
	}
	more := len(m.found) > l.page.Limit
	m.found = m.found[:min(len(m.found), l.page.Limit)]
	if ok, err := m.complete(ctx); !ok || err != nil {
		return pageOf{}, false, err
	}
	return m.page(more), true, nil
}

// remembered is a page on its way from memory.
type remembered[T any] struct {
	a     *api
	l     *listing[T]
	w     *tiles.Window
	found []tiles.Found
}

// settle lets the database decide about the features on the border of the box.
func (m *remembered[T]) settle(ctx context.Context) (bool, error) {
	var doubtful []int64
	for i := range m.found {
		if m.found[i].Doubtful {
			doubtful = append(doubtful, m.found[i].ID)
		}
	}
	if doubtful == nil {
		return true, nil
	}
	ok, err := m.take(ctx, place.Page{Among: doubtful, BBox: m.l.page.BBox})
	kept := m.found[:0]
	for _, f := range m.found {
		if !f.Doubtful {
			kept = append(kept, f)
		}
	}
	m.found = kept
	return ok, err
}

// complete reads what is not kept. A feature that the database does not have any more makes it report false.
func (m *remembered[T]) complete(ctx context.Context) (bool, error) {
	var missing []int64
	for i := range m.found {
		if m.found[i].Fragment == nil {
			missing = append(missing, m.found[i].ID)
		}
	}
	if missing == nil {
		return true, nil
	}
	if ok, err := m.take(ctx, place.Page{Among: missing}); !ok || err != nil {
		return false, err
	}
	for i := range m.found {
		if m.found[i].Fragment == nil {
			return false, nil
		}
	}
	return true, nil
}

// take reads features, and keeps them for the next ones who ask. It reports false if memory lags behind.
func (m *remembered[T]) take(ctx context.Context, p place.Page) (bool, error) {
	p.Limit = len(p.Among)
	batch, err := m.l.read(ctx, p)
	if err != nil {
		return false, err
	}
	fragments := m.l.kind.fragments(batch.Rows)
	at := 0
	for i := range batch.Rows {
		id, version, _ := m.l.kind.head(&batch.Rows[i])
		for at < len(m.found) && m.found[at].ID < id {
			at++
		}
		f := &m.found[at]
		f.Fragment, f.Doubtful = fragments[i], false
		if !m.a.Features.Keep(m.w, f, version, f.Fragment) {
			return false, nil
		}
	}
	return true, nil
}

func (m *remembered[T]) page(more bool) pageOf {
	p := pageOf{features: make([]*tiles.Fragment, len(m.found)), day: m.l.day}
	for i := range m.found {
		p.features[i] = m.found[i].Fragment
	}
	if more {
		p.next = writeCursor(m.found[len(m.found)-1].ID)
	}
	return p
}
