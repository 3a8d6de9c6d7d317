package picture

import (
	"bytes"
	"encoding/binary"
	"image"
)

// turn is how a picture lies in its file: the values 1 to 8 of EXIF's tag 274. Everything else is upright.
type turn uint16

const upright turn = 1

const tagOrientation = 0x0112

// lying reports whether width and height change places.
func (t turn) lying() bool { return t >= 5 && t <= 8 }

// width is the size in its file at which an upright picture is no wider than that.
func (t turn) width(width int) func(w, h int) (int, int) {
	return func(w, h int) (int, int) {
		if t.lying() {
			h, w = fit(h, w, width)
			return w, h
		}
		return fit(w, h, width)
	}
}

// from is where in the file a pixel of the upright picture lies, which is w wide and h high.
func (t turn) from(x, y, w, h int) (int, int) {
	switch t {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, w - 1 - x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return h - 1 - y, x
	default:
		return x, y
	}
}

func (t turn) apply(src *image.RGBA) *image.RGBA {
	if t <= upright || t > 8 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	if t.lying() {
		w, h = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			fx, fy := t.from(x, y, w, h)
			copy(dst.Pix[dst.PixOffset(x, y):][:4], src.Pix[src.PixOffset(fx, fy):][:4])
		}
	}
	return dst
}

// orientation reads how a picture lies from the first EXIF block of its file, wherever its format has it: behind "Exif\0\0" in a
// JPEG, in a chunk EXIF of a WebP or eXIf of a PNG. Nothing else of the block is looked at.
func orientation(data []byte) turn {
	for _, mark := range []string{"Exif\x00\x00", "EXIF", "eXIf"} {
		head := data[:min(len(data), 1<<16)]
		if mark != "Exif\x00\x00" {
			head = data
		}
		at := bytes.Index(head, []byte(mark))
		if at < 0 {
			continue
		}
		block := data[at+len(mark):]
		for _, skip := range []int{0, 4, 10} { // WebP has its length there, and some writers the JPEG's mark too
			if len(block) > skip {
				if t, found := orientationIn(block[skip:]); found {
					return t
				}
			}
		}
	}
	return upright
}

// orientationIn reads the tag from the first directory of a TIFF.
func orientationIn(tiff []byte) (turn, bool) {
	if len(tiff) < 8 {
		return 0, false
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 0, false
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 0, false
	}
	n := uint64(order.Uint16(tiff[at:]))
	for i := range n {
		entry := at + 2 + i*12
		if entry+12 > uint64(len(tiff)) {
			return 0, false
		}
		if order.Uint16(tiff[entry:]) == tagOrientation {
			return turn(order.Uint16(tiff[entry+8:])), true
		}
	}
	return 0, false
}
