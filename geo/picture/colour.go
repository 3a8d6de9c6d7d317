package picture

import (
	"image"
	"math"

	"mitte/geo/fault"
)

// fromD50 leads from XYZ under D50, in which profiles speak, to the light of sRGB's three channels.
var fromD50 = [3][3]float64{ //nolint:gochecknoglobals // a constant
	{3.1338561, -1.6168667, -0.4906146},
	{-0.9787684, 1.9161415, 0.0334540},
	{0.0719453, -0.2289914, 1.4052427},
}

// toSRGB turns the colours of a profile into those of sRGB, which is what a browser takes a picture without a profile for.
type toSRGB struct {
	light [3][256]float64
	mix   [3][3]float64
}

// steps is how finely light is told apart when it is written down again: finer than 8 bits need where they are finest.
const steps = 1 << 14

// colours returns how the colours of a file become sRGB, nil where they are that already or nobody says what they are. It returns
// Invalid for a file that says what cannot be turned here, as what is meant for print does: better no picture than a wrong one.
func colours(data []byte) (*toSRGB, error) {
	p, is := parseProfile(profileOf(data))
	if !is || p.space == "GRAY" || p.calls("sRGB") {
		return nil, nil //nolint:nilnil // nothing to do
	}
	foreign := fault.New(fault.Invalid, "media.colours", "the colour profile of this picture is not read here; save it as sRGB")
	if p.space != "RGB " {
		return nil, foreign
	}
	c := &toSRGB{}
	for i, channel := range [3]string{"r", "g", "b"} {
		xyz, is := p.colourant(channel + "XYZ")
		light, fits := p.curve(channel + "TRC")
		if !is || !fits {
			return nil, foreign
		}
		c.light[i] = light
		for to := range c.mix {
			for k := range xyz {
				c.mix[to][i] += fromD50[to][k] * xyz[k]
			}
		}
	}
	return c, nil
}

// apply turns a picture without transparency where it is.
func (c *toSRGB) apply(m *image.RGBA) {
	var written [steps + 1]uint8
	for i := range written {
		written[i] = writeLight(float64(i) / steps)
	}
	for at := 0; at+3 < len(m.Pix); at += 4 {
		p := m.Pix[at : at+3 : at+3]
		r, g, b := c.light[0][p[0]], c.light[1][p[1]], c.light[2][p[2]]
		for to, by := range c.mix {
			v := by[0]*r + by[1]*g + by[2]*b
			p[to] = written[int(min(max(v, 0), 1)*steps+0.5)]
		}
	}
}

// writeLight is sRGB's own curve, from light to a step of 8 bits (IEC 61966-2-1).
func writeLight(v float64) uint8 {
	if v <= 0.0031308 {
		v *= 12.92
	} else {
		v = 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	return uint8(v*255 + 0.5)
}
