package api

import (
	"math"
	"strconv"

	"mitte/geo"
)

// figureTable is a table of figures as it stands on a page, and as it goes into a spreadsheet.
type figureTable struct {
	ID, Caption, Note string
	Head              []string // of the rows' names and of each column; a unit stands here and not in the cells
	Rows              []figureRow
}

type figureRow struct {
	Name   string
	Strong bool
	Cells  []figureCell
}

// figureCell is one figure or word; a nil sheet value is written as it is read.
type figureCell struct {
	Text   string
	Number bool
	sheet  any
}

// unknownFigure stands where nothing is known or nothing may be told.
const unknownFigure = "–"

func (w words) worded(text string) figureCell { return figureCell{Text: text, sheet: text} }

func (w words) counted(n int) figureCell {
	return figureCell{w.spaced(float64(n), 0), true, number(strconv.Itoa(n))}
}

func (w words) countedOr(n *int) figureCell {
	if n == nil {
		return figureCell{unknownFigure, true, number("")}
	}
	return w.counted(*n)
}

func (w words) measured(v float64, decimals int) figureCell {
	return figureCell{w.spaced(v, decimals), true, metresFor(v, string(w))}
}

func (w words) measuredOr(v *float64) figureCell {
	if v == nil {
		return figureCell{unknownFigure, true, number("")}
	}
	return w.measured(*v, 0)
}

// shared is a rate in percent.
func (w words) shared(rate *float64) figureCell {
	if rate == nil {
		return figureCell{unknownFigure, true, number("")}
	}
	return w.measured(*rate*100, 1)
}

// changed is a difference, which says its sign.
func (w words) changed(now, before *float64, decimals int) figureCell {
	if now == nil || before == nil {
		return figureCell{unknownFigure, true, number("")}
	}
	d := *now - *before
	sheet := metresFor(d, string(w))
	if d == math.Trunc(d) {
		sheet = number(strconv.Itoa(int(d)))
	}
	return figureCell{w.signed(d, decimals), true, sheet}
}

// signed has a plus or a minus before all but nothing.
func (w words) signed(v float64, decimals int) string {
	text := w.spaced(max(v, -v), decimals)
	switch {
	case text == w.spaced(0, decimals):
		return "±" + text
	case v < 0:
		return "−" + text
	default:
		return "+" + text
	}
}

// spaced puts thin spaces into long numbers.
func (w words) spaced(v float64, decimals int) string {
	text := w.number(v, decimals)
	end := len(text)
	if decimals > 0 {
		end -= decimals + 1
	}
	whole, rest, sign := text[:end], text[end:], ""
	if whole != "" && whole[0] == '-' {
		whole, sign = whole[1:], "−"
	}
	if len(whole) < 5 {
		return sign + whole + rest
	}
	out := ""
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			out += "\u202f"
		}
		out += whole[i : i+1]
	}
	return sign + out + rest
}

// dated is 31.12.2026 in German.
func (w words) dated(d geo.Date) string { return dayFor(d, string(w)) }

// sheet is the table for a spreadsheet.
func (t *figureTable) sheet() ([]byte, error) {
	rows := make([]sheetRow, 0, len(t.Rows)+1)
	head := make(sheetRow, len(t.Head))
	for i, name := range t.Head {
		head[i] = name
	}
	rows = append(rows, head)
	for _, r := range t.Rows {
		row := sheetRow{r.Name}
		for _, c := range r.Cells {
			row = append(row, c.sheet)
		}
		rows = append(rows, row)
	}
	return spreadsheet(rows)
}

func percentages(rates []*float64) []*float64 {
	out := make([]*float64, len(rates))
	for i, r := range rates {
		if r != nil {
			v := *r * 100
			out[i] = &v
		}
	}
	return out
}

func asFloat(n int) *float64 {
	v := float64(n)
	return &v
}
