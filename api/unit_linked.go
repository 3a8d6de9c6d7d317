package api

import (
	"mitte/geo"
	"mitte/geo/picture"
)

// linkedUnit tells machines what a unit's page says, with the words of schema.org.
//
//nolint:tagliatelle // schema.org's own names
type linkedUnit struct {
	Context     string        `json:"@context"`
	Type        string        `json:"@type"`
	ID          string        `json:"@id"`
	Name        string        `json:"name"`
	Description string        `json:"description,omitempty"`
	URL         string        `json:"url"`
	Language    string        `json:"inLanguage"`
	Shop        linkedShop    `json:"mainEntity"`
	Offers      *linkedOffer  `json:"offers,omitempty"`
	Images      []linkedImage `json:"image,omitempty"`
}

// linkedShop is the unit itself: of all places only an Accommodation has a size, and no place has offers. A listing has.
//
//nolint:tagliatelle // schema.org's own names
type linkedShop struct {
	Type      string        `json:"@type"`
	ID        string        `json:"@id"`
	Name      string        `json:"name"`
	Address   linkedAddress `json:"address"`
	Geo       linkedPoint   `json:"geo"`
	FloorSize *linkedSize   `json:"floorSize,omitempty"`
}

//nolint:tagliatelle // schema.org's own names
type linkedImage struct {
	Type    string `json:"@type"`
	URL     string `json:"contentUrl"`
	Caption string `json:"caption"`
	Credit  string `json:"creditText"`
	Width   int    `json:"width"`
	Height  int    `json:"height"`
}

//nolint:tagliatelle // schema.org's own names
type linkedAddress struct {
	Type     string `json:"@type"`
	Street   string `json:"streetAddress,omitempty"`
	Postcode string `json:"postalCode,omitempty"`
	City     string `json:"addressLocality,omitempty"`
	Country  string `json:"addressCountry"`
}

type linkedPoint struct {
	Type      string  `json:"@type"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

//nolint:tagliatelle // schema.org's own names
type linkedSize struct {
	Type  string  `json:"@type"`
	Value float64 `json:"value"`
	Unit  string  `json:"unitCode"`
}

//nolint:tagliatelle // schema.org's own names
type linkedOffer struct {
	Type         string        `json:"@type"`
	Function     string        `json:"businessFunction"`
	Availability string        `json:"availability"`
	From         string        `json:"availabilityStarts,omitempty"`
	Through      string        `json:"priceValidUntil,omitempty"`
	Price        *linkedRent   `json:"priceSpecification,omitempty"`
	OfferedBy    linkedOffered `json:"offeredBy"`
}

//nolint:tagliatelle // schema.org's own names
type linkedRent struct {
	Type     string  `json:"@type"`
	Price    float64 `json:"price"`
	Currency string  `json:"priceCurrency"`
	Unit     string  `json:"unitCode"`
	UnitText string  `json:"unitText"`
}

type linkedOffered struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

func (a *api) linkedUnit(w words, v *unitView) linkedUnit {
	at := v.Geom.Bound()
	url := a.Config.PublicURL + unitPath(v.PublicRef)
	out := linkedUnit{
		Context: "https://schema.org", Type: "WebPage", ID: url, URL: url, Name: v.Heading, Description: v.Description, Language: string(w),
		Shop: linkedShop{
			Type: "Accommodation", ID: url + "#shop", Name: v.Heading,
			Address: linkedAddress{Type: "PostalAddress", Postcode: deref(v.Postcode), City: deref(v.City), Country: "DE"},
			Geo:     linkedPoint{"GeoCoordinates", seventh(at.South), seventh(at.West)},
		},
	}
	if v.StreetName != nil {
		out.Shop.Address.Street = v.Address
	}
	for i := range v.Pictures {
		p := &v.Pictures[i]
		out.Images = append(out.Images, linkedImage{
			"ImageObject", a.Config.PublicURL + mediaPath(p.ID, picture.Widths()[2]), p.Alt, p.Creator + ", " + p.Licence, p.Width, p.Height,
		})
	}
	if m2 := v.LeadingAreaM2(); m2 != nil {
		out.Shop.FloorSize = &linkedSize{"QuantitativeValue", *m2, "MTK"}
	}
	if v.Offered {
		out.Type = "RealEstateListing"
		out.Offers = &linkedOffer{
			Type: "Offer", Function: "http://purl.org/goodrelations/v1#LeaseOut", Availability: "https://schema.org/InStock",
			From: dayOrNone(v.AvailableFrom), Through: dayOrNone(v.ConfirmedUntil), OfferedBy: linkedOffered{"Organization", a.Bureau.Name}, //nolint:misspell // schema.org's own name
		}
		if v.NetColdRentCents != nil {
			out.Offers.Price = &linkedRent{"UnitPriceSpecification", float64(*v.NetColdRentCents) / 100, "EUR", "MON", "MONTH"}
		}
		if v.VacancyStatus == "reserved" {
			out.Offers.Availability = "https://schema.org/LimitedAvailability"
		}
	}
	return out
}

func dayOrNone(d geo.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
