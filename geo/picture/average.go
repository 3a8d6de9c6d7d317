package picture

import "image"

// share is a part of a row of pixels: which one, and how much of it in units of 1/scale.
type share struct{ at, weight int }

// shares tells for each of n new pixels which of the old ones lie under it. The weights of one add up to old.
func shares(old, n int) [][]share {
	out := make([][]share, n)
	for i := range out {
		from, to := i*old, (i+1)*old // in units of 1/n of an old pixel
		for k := from / n; k*n < to; k++ {
			out[i] = append(out[i], share{k, min(to, (k+1)*n) - max(from, k*n)})
		}
	}
	return out
}

// average makes a picture smaller: a new pixel is the mean of all that lies under it, so nothing flickers and nothing is lost.
// It needs the room of the new picture and of one row, where a finer filter would need many times that.
func average(src *image.RGBA, w, h int) *image.RGBA {
	b := src.Rect
	if b.Dx() == w && b.Dy() == h {
		return src
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	across, down := shares(b.Dx(), w), shares(b.Dy(), h)
	whole := b.Dx() * b.Dy()
	sums := make([]int, w*3)
	for y, rows := range down {
		clear(sums)
		for _, row := range rows {
			line := src.Pix[row.at*src.Stride:]
			for x, pixels := range across {
				for _, p := range pixels {
					weight, at := p.weight*row.weight, p.at*4
					sums[x*3] += int(line[at]) * weight
					sums[x*3+1] += int(line[at+1]) * weight
					sums[x*3+2] += int(line[at+2]) * weight
				}
			}
		}
		out := dst.Pix[y*dst.Stride:]
		for x := range w {
			for c := range 3 {
				out[x*4+c] = uint8((sums[x*3+c] + whole/2) / whole)
			}
			out[x*4+3] = 0xff
		}
	}
	return dst
}
