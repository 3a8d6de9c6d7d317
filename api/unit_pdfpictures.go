package api

import (
	"bytes"
	"context"
	"log/slog"

	"codeberg.org/go-pdf/fpdf"

	"mitte/geo/fault"
	"mitte/geo/picture"
)

// Pictures stand on the sheet in rows of two: the first photo and the plan above, what else there is at the end.
const (
	pictureWide = (sheetWide - 6) / 2
	pictureHigh = 54.0
	mostOnSheet = 6
)

// sheetPictures parts the pictures of a unit into those of the first row and the others.
func sheetPictures(all []pictureView) (first, rest []pictureView) {
	for _, kind := range []string{"photo", "floor_plan"} {
		for i := range all {
			if all[i].Kind == kind {
				first = append(first, all[i])
				break
			}
		}
	}
	for i := range all {
		known := false
		for k := range first {
			known = known || first[k].ID == all[i].ID
		}
		switch {
		case known:
		case len(first) < 2:
			first = append(first, all[i])
		case len(first)+len(rest) < mostOnSheet:
			rest = append(rest, all[i])
		}
	}
	return first, rest
}

// drawPictures puts pictures side by side, each with its label and whose it is. One whose file is missing is left out.
func (a *api) drawPictures(ctx context.Context, s *expose, views []pictureView) error {
	for len(views) > 0 {
		row := views[:min(2, len(views))]
		views = views[len(row):]
		if s.GetY()+pictureHigh+8 > 297-18 {
			s.AddPage()
		}
		top, bottom := s.GetY(), s.GetY()
		for i := range row {
			left := sheetLeft + float64(i)*(pictureWide+6)
			end, err := a.drawPicture(ctx, s, &row[i], left, top)
			if err != nil {
				return err
			}
			bottom = max(bottom, end)
		}
		s.SetXY(sheetLeft, bottom+2)
	}
	return nil
}

// drawPicture fits a picture into its place and returns where what belongs to it ends.
func (a *api) drawPicture(ctx context.Context, s *expose, v *pictureView, left, top float64) (bottom float64, err error) {
	content, err := a.Vacancy.PictureContent(ctx, v.ID, s.today)
	var body []byte
	if err == nil {
		body, err = a.Pictures.File(content, picture.Widths()[1])
	}
	switch {
	case err == nil:
	case fault.KindOf(err) == fault.NotFound:
		a.Log.LogAttrs(ctx, slog.LevelWarn, "a picture is missing", slog.String("media_id", v.ID))
		return top, nil // the sheet goes without it
	default:
		return top, err
	}
	s.RegisterImageOptionsReader(v.ID, fpdf.ImageOptions{ImageType: "JPG"}, bytes.NewReader(body))
	if s.Err() {
		return top, s.Error()
	}
	wide := min(pictureWide, pictureHigh*float64(v.Width)/float64(v.Height))
	high := wide * float64(v.Height) / float64(v.Width)
	s.ImageOptions(v.ID, left, top, wide, high, false, fpdf.ImageOptions{ImageType: "JPG"}, 0, "")
	s.SetDrawColor(205, 200, 190)
	s.SetLineWidth(0.2)
	s.Rect(left, top, wide, high, "D") // a plan on white has an end
	s.SetXY(left, top+high+1)
	s.font("", 7.5, 90)
	caption := v.Alt + " (" + v.Credit + ")"
	if v.Label != "" {
		caption = v.Label + ": " + caption
	}
	s.MultiCell(pictureWide, 3.6, s.text(caption), "", "L", false)
	return s.GetY(), nil
}
