package api

import (
	"strconv"

	"github.com/skip2/go-qrcode"
)

// qrPath returns the d of an SVG path of the QR code of a text, and how many units wide and high it is, quiet zone included.
// It is drawn black on white in every theme, because cameras expect that.
func qrPath(text string) (d string, size int, err error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return "", 0, err
	}
	rows := code.Bitmap()
	var out []byte
	for y, row := range rows {
		for x := 0; x < len(row); x++ {
			if !row[x] {
				continue
			}
			from := x
			for x < len(row) && row[x] {
				x++
			}
			out = append(out, 'M')
			out = strconv.AppendInt(out, int64(from), 10)
			out = append(out, ' ')
			out = strconv.AppendInt(out, int64(y), 10)
			out = append(out, 'h')
			out = strconv.AppendInt(out, int64(x-from), 10)
			out = append(out, "v1h-"...)
			out = strconv.AppendInt(out, int64(x-from), 10)
			out = append(out, 'z')
		}
	}
	return string(out), len(rows), nil
}
