package works

import "regexp"

var publicRef = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// judgeUndertaking lists what is wrong with a project. The reference stands in addresses that people have kept, so it is not
// changed once the public knows it.
func judgeUndertaking(base *Undertaking, c *UndertakingContent) wrongs {
	var w wrongs
	w.when(!publicRef.MatchString(c.PublicRef), "/public_ref", "public_ref", "a reference has letters, digits, - and _")
	w.when(base != nil && base.Public && base.PublicRef != c.PublicRef, "/public_ref", "project.ref_public", "the public knows this reference already")
	w.when(c.TitleDe == "", "/title_de", "required", "a project has a title")
	w.text("/title_de", c.TitleDe, shortText)
	w.text("/title_en", c.TitleEn, shortText)
	w.text("/client", c.Client, shortText)
	w.text("/legal_note", c.LegalNote, longText)
	w.text("/funding_text", c.FundingText, longText)
	w.cents("/cost_planned_cents", c.CostPlannedCents)
	w.cents("/cost_actual_cents", c.CostActualCents)
	return w
}

// cents are at most ten thousand million euros: more is a slip.
func (w *wrongs) cents(path string, v *int64) {
	w.when(v != nil && (*v < 0 || *v > 1_000_000_000_000), path, "out_of_range", "an amount from 0 is needed")
}

func judgeBlackout(c *BlackoutContent) wrongs {
	var w wrongs
	w.when(c.Name == "", "/name", "required", "a blackout window has a name")
	w.text("/name", c.Name, shortText)
	w.when(c.From.IsZero(), "/from", "required", "a period has a first day")
	w.when(c.To.IsZero(), "/to", "required", "a period has a last day")
	w.period("/from", "/to", c.From, c.To)
	return w
}
