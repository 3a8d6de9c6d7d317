package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"
)

// benchWatcher is another window that follows the edits.
type benchWatcher struct {
	told  chan benchNews
	close func()
}

// benchNews is when an event came and which sections it names.
type benchNews struct {
	at  time.Time
	ids []int64
}

var errNotTold = errors.New("an edit was not told of")

func (r *benchEditRun) watch(ctx context.Context) (*benchWatcher, error) {
	ctx, cancel := context.WithCancel(ctx)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.service.address+"/api/v1/changes", http.NoBody)
	if err != nil {
		cancel()
		return nil, err
	}
	stream, err := (&http.Client{}).Do(request) //nolint:bodyclose // who reads it closes it; it lasts for longer than any answer may
	if err != nil {
		cancel()
		return nil, err
	}
	w := &benchWatcher{told: make(chan benchNews, 64), close: cancel}
	go func() {
		defer close(w.told)
		defer func() { _ = stream.Body.Close() }()
		for lines := bufio.NewScanner(stream.Body); lines.Scan(); {
			data, is := strings.CutPrefix(lines.Text(), "data: ")
			var event struct {
				Layer string  `json:"layer"`
				IDs   []int64 `json:"ids"`
			}
			if is && json.Unmarshal([]byte(data), &event) == nil && event.Layer == "sections" {
				w.told <- benchNews{time.Now(), event.IDs}
			}
		}
	}()
	return w, nil
}

// wait returns when the window learnt of an edit of a section that was sent at a moment. An edit may be told of twice; what
// comes late of the one before is older.
func (w *benchWatcher) wait(id int64, sent time.Time) (time.Time, error) {
	late := time.NewTimer(lostAfter)
	defer late.Stop()
	for {
		select {
		case news, open := <-w.told:
			if !open {
				return time.Time{}, errNotTold
			}
			if slices.Contains(news.ids, id) && news.at.After(sent) {
				return news.at, nil
			}
		case <-late.C:
			return time.Time{}, errNotTold
		}
	}
}
