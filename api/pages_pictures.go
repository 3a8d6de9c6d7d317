package api

import (
	"fmt"
	"strings"

	"mitte/geo/picture"
	"mitte/geo/vacancy"
)

// pictureView is a picture on a page.
type pictureView struct {
	*vacancy.UnitPicture
	Src, SrcSet string
	Alt, Lang   string // Lang is "" where the text is in the language of the page
	Label       string // says that a floor plan is one
	Credit      string
}

// pictures turns what the public sees of a unit into what stands on a page.
func (w words) pictures(all []vacancy.UnitPicture) []pictureView {
	out := make([]pictureView, len(all))
	for i := range all {
		p := &all[i]
		out[i] = pictureView{UnitPicture: p, Src: mediaPath(p.ID, picture.Widths()[1]), SrcSet: sources(p), Credit: w.T("picture_by", p.Creator, p.Licence)}
		out[i].Alt, out[i].Lang = w.altText(p)
		if p.Kind == "floor_plan" {
			out[i].Label = w.T("floor_plan")
		}
	}
	return out
}

// altText is the text for those who do not see a picture: in German where there is no English one, and then it says so.
func (w words) altText(p *vacancy.UnitPicture) (text, lang string) {
	switch {
	case w != "en":
		return p.AltTextDe, ""
	case p.AltTextEn == nil:
		return p.AltTextDe, "de"
	default:
		return *p.AltTextEn, ""
	}
}

// sources lets a browser take the file that it needs. A picture that is narrower than a width stands there once.
func sources(p *vacancy.UnitPicture) string {
	var out []string
	for _, width := range picture.Widths() {
		out = append(out, fmt.Sprintf("%s %dw", mediaPath(p.ID, width), min(width, p.Width)))
		if p.Width <= width {
			break
		}
	}
	return strings.Join(out, ", ")
}

// thumbnail is the first photo of a unit, else its first picture, nil if there is none.
func (w words) thumbnail(all []vacancy.UnitPicture) *pictureView {
	for i, v := range w.pictures(all) {
		if all[i].Kind == "photo" {
			return &v
		}
	}
	if len(all) == 0 {
		return nil
	}
	return &w.pictures(all[:1])[0]
}
