package works

// Shop is a unit with somebody in it whose front lies along a section.
type Shop struct {
	SectionID         int64
	PublicRef         string
	BusinessName      *string
	UseType           string
	StreetName        *string
	HouseNumber       *int
	HouseNumberSuffix *string
	StepFree          *bool
}
