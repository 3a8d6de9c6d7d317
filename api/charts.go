package api

import (
	"cmp"
	"math"
	"slices"
)

// lineChart is curves over time as SVG; the table beside it says the same. A curve is known by its dashes and by its name at
// its end, not only by its colour.
type lineChart struct {
	Title, About  string
	Width, Height int
	Left, Right   string // of the field
	Bottom        string
	Rows, Columns []chartTick
	Lines         []chartLine
}

type chartTick struct{ At, Text string }

type chartLine struct {
	Class, Name, D string
	DotX, DotY     string
	LabelX, LabelY string
	end, label     float64
}

// curve is the values of a line; nil is a gap.
type curve struct {
	class, name string
	values      []*float64
}

const (
	chartWide  = 720
	chartHigh  = 250
	chartLeft  = 46.0
	chartRight = 560.0 // names stand beyond
	chartTop   = 12.0
	chartFloor = 216.0
	namesApart = 17.0
)

// drawLines draws curves over places with names; what stands at the left of the scale is made by scale.
func drawLines(title, about string, places []chartTick, count int, curves []curve, scale func(float64) string) *lineChart {
	most := 0.0
	for _, c := range curves {
		for _, v := range c.values {
			if v != nil {
				most = max(most, *v)
			}
		}
	}
	step := niceStep(most / 5)
	top := max(step, math.Ceil(most/step-1e-9)*step)
	y := func(v float64) float64 { return chartFloor - v/top*(chartFloor-chartTop) }
	x := func(i int) float64 { return chartLeft + float64(i)/float64(max(1, count-1))*(chartRight-chartLeft) }
	c := &lineChart{
		Title: title, About: about, Width: chartWide, Height: chartHigh,
		Left: tenth(chartLeft), Right: tenth(chartRight), Bottom: tenth(chartFloor), Columns: places,
	}
	for v := 0.0; v <= top+step/2; v += step {
		c.Rows = append(c.Rows, chartTick{tenth(y(v)), scale(v)})
	}
	for _, curve := range curves {
		if line, ok := curve.draw(x, y); ok {
			c.Lines = append(c.Lines, line)
		}
	}
	c.spread()
	return c
}

func (c curve) draw(x func(int) float64, y func(float64) float64) (chartLine, bool) {
	line := chartLine{Class: c.class, Name: c.name}
	var d []byte
	pen, drawn := byte('M'), false
	for i, v := range c.values {
		if v == nil {
			pen = 'M'
			continue
		}
		d = append(append(append(append(d, pen), tenth(x(i))...), ' '), tenth(y(*v))...)
		line.DotX, line.DotY, line.end, line.label = tenth(x(i)), tenth(y(*v)), y(*v), y(*v)
		pen, drawn = 'L', true
	}
	line.D, line.LabelX = string(d), tenth(chartRight+12)
	return line, drawn
}

// spread keeps the names of the curves apart.
func (c *lineChart) spread() {
	order := make([]*chartLine, len(c.Lines))
	for i := range c.Lines {
		order[i] = &c.Lines[i]
	}
	slices.SortFunc(order, func(a, b *chartLine) int { return cmp.Compare(a.end, b.end) })
	for i := 1; i < len(order); i++ {
		order[i].label = max(order[i].label, order[i-1].label+namesApart)
	}
	for i, floor := len(order)-1, chartFloor; i >= 0; i-- {
		order[i].label = min(order[i].label, floor)
		floor = order[i].label - namesApart
	}
	for _, l := range order {
		l.LabelY = tenth(l.label + 4.5)
	}
}

// niceStep is 1, 2 or 5 times a power of ten, not below v.
func niceStep(v float64) float64 {
	if v <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5} {
		if v <= m*power+1e-9 {
			return m * power
		}
	}
	return 10 * power
}

// barChart is bars to the right, one a row, each with its value in words and a mark where it stood before.
type barChart struct {
	Title, About  string
	Width, Height int
	Left          string
	Bars          []chartBar
	HasBefore     bool
}

type chartBar struct {
	Name, Text         string
	Y, Middle, TextY   string
	Width, TextX       string
	BeforeX, BeforeTop string
	BeforeBottom       string
}

// barValue is what a bar shows; a nil value has no bar but still its name and text.
type barValue struct {
	name, text    string
	value, before *float64
}

const (
	barLeft  = 190.0
	barRight = 600.0
	barStep  = 27.0
	barHigh  = 17.0
)

func drawBars(title, about string, values []barValue) *barChart {
	c := &barChart{Title: title, About: about, Width: chartWide, Height: int(barStep)*len(values) + 6, Left: tenth(barLeft)}
	most := 0.0
	for _, v := range values {
		for _, each := range []*float64{v.value, v.before} {
			if each != nil {
				most = max(most, *each)
			}
		}
	}
	if most == 0 {
		most = 1
	}
	x := func(v float64) float64 { return v / most * (barRight - barLeft) }
	for i, v := range values {
		y := 3 + float64(i)*barStep
		b := chartBar{Name: v.name, Text: v.text, Y: tenth(y + (barStep-barHigh)/2), Middle: tenth(y + barStep/2), TextY: tenth(y + barStep/2 + 4.8), Width: "0.0"}
		end := 0.0
		if v.value != nil {
			end = x(*v.value)
			b.Width = tenth(end)
		}
		if v.before != nil {
			at := barLeft + x(*v.before)
			b.BeforeX, b.BeforeTop, b.BeforeBottom = tenth(at), tenth(y+2), tenth(y+barStep-2)
			end, c.HasBefore = max(end, x(*v.before)), true
		}
		b.TextX = tenth(barLeft + end + 8)
		c.Bars = append(c.Bars, b)
	}
	return c
}
