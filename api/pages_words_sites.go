package api

// siteTexts are what the pages of sites say beside their facts: what is published there, what stands beside the works, what was
// called off.
var siteTexts = map[string]both{
	"bulletins":    {"Mitteilungen", "Notices"},
	"bulletin_for": {"gilt: %s", "applies: %s"},
	"cancelled_on": {"Abgesagt am %s.", "Cancelled on %s."},
	"was_planned":  {"Geplant war", "What was planned"},
}
