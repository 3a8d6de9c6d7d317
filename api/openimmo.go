package api

import (
	"encoding/xml"
	"math"
	"strconv"
	"time"

	"github.com/google/uuid"

	"mitte/geo"
	"mitte/geo/picture"
	"mitte/geo/vacancy"
)

// The elements of OpenImmo 1.2.7b that we have something to say in, in the order that its schema demands. Names are its own.
type (
	openImmo struct {
		XMLName  xml.Name       `xml:"openimmo"`
		Transfer immoTransfer   `xml:"uebertragung"`
		Provider []immoProvider `xml:"anbieter"`
	}
	immoTransfer struct {
		Kind     string `xml:"art,attr"`
		Extent   string `xml:"umfang,attr"`
		Mode     string `xml:"modus,attr,omitempty"`
		Version  string `xml:"version,attr"`
		Software string `xml:"sendersoftware,attr"`
		Release  string `xml:"senderversion,attr"`
	}
	immoProvider struct {
		Firm  string     `xml:"firma"`
		ID    string     `xml:"openimmo_anid"`
		Units []immoUnit `xml:"immobilie"` //nolint:misspell // German
	}
	immoUnit struct {
		Category  immoCategory  `xml:"objektkategorie"`
		Geo       immoGeo       `xml:"geo"`
		Contact   immoContact   `xml:"kontaktperson"`
		Prices    *immoPrices   `xml:"preise,omitempty"`
		Areas     immoAreas     `xml:"flaechen"`
		Equipment immoEquipment `xml:"ausstattung"`
		Condition immoCondition `xml:"zustand_angaben"`
		Texts     immoTexts     `xml:"freitexte"`
		Pictures  *immoPictures `xml:"anhaenge,omitempty"`
		Object    immoObject    `xml:"verwaltung_objekt"`
		Technical immoTechnical `xml:"verwaltung_techn"`
	}
	immoCategory struct {
		Use    immoUse    `xml:"nutzungsart"`
		Market immoMarket `xml:"vermarktungsart"`
		Type   immoType   `xml:"objektart"`
	}
	immoUse struct {
		Housing  bool `xml:"WOHNEN,attr"`
		Business bool `xml:"GEWERBE,attr"`
	}
	immoMarket struct {
		Sale bool `xml:"KAUF,attr"`
		Rent bool `xml:"MIETE_PACHT,attr"`
	}
	immoType struct {
		Shop    *immoKind `xml:"einzelhandel,omitempty"`
		Food    *immoKind `xml:"gastgewerbe,omitempty"`
		Office  *immoKind `xml:"buero_praxen,omitempty"`
		Storage *immoKind `xml:"hallen_lager_prod,omitempty"`
	}
	immoKind struct {
		Shop    string `xml:"handel_typ,attr,omitempty"`
		Food    string `xml:"gastgew_typ,attr,omitempty"`
		Office  string `xml:"buero_typ,attr,omitempty"`
		Storage string `xml:"hallen_typ,attr,omitempty"`
	}
	immoGeo struct {
		Postcode string      `xml:"plz,omitempty"`
		City     string      `xml:"ort"`
		Point    *immoPoint  `xml:"geokoordinaten,omitempty"`
		Street   string      `xml:"strasse,omitempty"`
		Number   string      `xml:"hausnummer,omitempty"`
		Country  immoCountry `xml:"land"`
		Council  string      `xml:"gemeindecode,omitempty"`
		Floor    *int        `xml:"etage,omitempty"`
	}
	immoPoint struct {
		Latitude  float64 `xml:"breitengrad,attr"`
		Longitude float64 `xml:"laengengrad,attr"`
	}
	immoCountry struct {
		Code string `xml:"iso_land,attr"`
	}
	immoContact struct {
		Email string `xml:"email_zentrale,omitempty"`
		Phone string `xml:"tel_zentrale,omitempty"`
		Name  string `xml:"name"`
		Firm  string `xml:"firma"`
		URL   string `xml:"url"`
	}
	immoPrices struct {
		NetCold    string       `xml:"nettokaltmiete,omitempty"`
		Cold       string       `xml:"kaltmiete,omitempty"`
		Charges    string       `xml:"nebenkosten,omitempty"`
		PerM2      string       `xml:"mietpreis_pro_qm,omitempty"`
		Commission bool         `xml:"provisionspflichtig"`
		Currency   immoCurrency `xml:"waehrung"`
		Deposit    string       `xml:"kaution,omitempty"`
	}
	immoCurrency struct {
		Code string `xml:"iso_waehrung,attr"`
	}
	immoAreas struct {
		Total     *float64 `xml:"gesamtflaeche,omitempty"`
		Shop      *float64 `xml:"ladenflaeche,omitempty"`
		Storage   *float64 `xml:"lagerflaeche,omitempty"`
		Sales     *float64 `xml:"verkaufsflaeche,omitempty"`
		Front     *float64 `xml:"fensterfront,omitempty"`
		Food      *float64 `xml:"gastroflaeche,omitempty"`
		Divisible *float64 `xml:"teilbar_ab,omitempty"`
	}
	immoEquipment struct {
		Accessible *bool    `xml:"barrierefrei,omitempty"`
		Power      *float64 `xml:"stromanschlusswert,omitempty"`
	}
	immoCondition struct {
		Built *int       `xml:"baujahr,omitempty"`
		State *immoState `xml:"zustand,omitempty"`
		Sale  immoSale   `xml:"verkaufstatus"`
	}
	immoState struct {
		Kind string `xml:"zustand_art,attr"`
	}
	immoSale struct {
		State string `xml:"stand,attr"`
	}
	immoTexts struct {
		Title string `xml:"objekttitel"`
		Text  string `xml:"objektbeschreibung,omitempty"`
	}
	immoPictures struct {
		All []immoPicture `xml:"anhang"`
	}
	immoPicture struct {
		Place  string   `xml:"location,attr"`
		Group  string   `xml:"gruppe,attr"`
		Title  string   `xml:"anhangtitel"`
		Format string   `xml:"format"`
		Data   immoData `xml:"daten"`
	}
	immoData struct {
		Path string `xml:"pfad"`
	}
	immoObject struct {
		Released  bool      `xml:"objektadresse_freigeben"`
		Available string    `xml:"verfuegbar_ab,omitempty"`
		Least     *immoTerm `xml:"min_mietdauer,omitempty"`
		Most      *immoTerm `xml:"max_mietdauer,omitempty"`
	}
	immoTerm struct {
		Unit   string `xml:"min_dauer,attr,omitempty"`
		Unit2  string `xml:"max_dauer,attr,omitempty"`
		Months int    `xml:",chardata"`
	}
	immoTechnical struct {
		Ref    string     `xml:"objektnr_extern"`
		Action immoAction `xml:"aktion"`
		ID     string     `xml:"openimmo_obid"`
		AsOf   string     `xml:"stand_vom"`
	}
	immoAction struct {
		Kind string `xml:"aktionart,attr"`
	}
)

// openImmo writes the offers of the set. The whole stock leaves out what is not offered; one unit that is not says DELETE.
func (x *unitSet) openImmo(extent string) ([]byte, error) {
	office := x.Office.Name
	doc := openImmo{
		Transfer: immoTransfer{Kind: "ONLINE", Extent: extent, Version: "1.2.7b", Software: "mitte", Release: "1"},
		Provider: []immoProvider{{Firm: office, ID: x.stableID("office")}},
	}
	if extent == "TEIL" {
		doc.Transfer.Mode = "CHANGE"
	}
	for i := range x.Units {
		if u := &x.Units[i]; u.Offered || extent == "TEIL" {
			doc.Provider[0].Units = append(doc.Provider[0].Units, x.immoUnit(u, office))
		}
	}
	body, err := xml.MarshalIndent(doc, "", " ")
	return append([]byte(xml.Header), body...), err
}

// stableID is a name-based UUID, so that an unit keeps its number in portals over all exports.
func (x *unitSet) stableID(name string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(x.Base+"/units/"+name)).String()
}

func (x *unitSet) immoUnit(u *vacancy.Unit, office string) immoUnit {
	desk := x.Office.Desk("city")
	v := immoUnit{
		Category: immoCategory{Use: immoUse{Business: true}, Market: immoMarket{Rent: true}, Type: immoTypeOf(u.UseType)},
		Geo:      x.immoGeo(u), Contact: immoContact{desk.Email, desk.Phone, desk.Name, office, x.Base + unitPath(u.PublicRef)}, Prices: immoPricesOf(&u.Offer),
		Areas: immoAreas{
			Shop: u.RetailAreaM2, Storage: u.StorageAreaM2, Sales: u.SalesAreaM2, Food: u.GastroAreaM2, Total: u.TotalAreaM2,
			Front: u.FrontageM, Divisible: u.DivisibleFromM2,
		},
		Equipment: immoEquipment{Accessible: u.StepFree, Power: u.PowerKw},
		Condition: immoCondition{Built: u.YearBuilt, Sale: immoSale{"OFFEN"}},
		Texts:     immoTexts{x.unitTitle(u), x.pickOr(u.OfferDescriptionDe, u.OfferDescriptionEn)},
		Object:    immoObject{Released: released(u), Available: dayOrNone(u.AvailableFrom)},
		Technical: immoTechnical{
			Ref: u.PublicRef, Action: immoAction{"CHANGE"}, ID: x.stableID(u.PublicRef), AsOf: geo.DateOf(u.UpdatedAt.In(geo.Berlin)).Time().Format(time.DateOnly),
		},
	}
	if u.VacancyStatus == "reserved" {
		v.Condition.Sale.State = "RESERVIERT"
	}
	if u.Condition != nil {
		v.Condition.State = &immoState{immoConditions[*u.Condition]}
	}
	if u.MinTermMonths != nil {
		v.Object.Least = &immoTerm{Unit: "MONAT", Months: *u.MinTermMonths}
	}
	if u.MaxTermMonths != nil {
		v.Object.Most = &immoTerm{Unit2: "MONAT", Months: *u.MaxTermMonths}
	}
	if !u.Offered {
		v.Technical.Action.Kind = "DELETE"
		return v
	}
	v.Pictures = x.immoPictures(x.Pictures[u.ID])
	return v
}

// immoPictures names pictures by their addresses; portals fetch them.
func (x *unitSet) immoPictures(all []vacancy.UnitPicture) *immoPictures {
	if len(all) == 0 {
		return nil
	}
	out, titled := &immoPictures{}, false
	for i := range all {
		p := &all[i]
		group := "BILD"
		switch {
		case p.Kind == "floor_plan":
			group = "GRUNDRISS"
		case !titled:
			group, titled = "TITELBILD", true
		}
		text, _ := x.altText(p)
		out.All = append(out.All, immoPicture{"REMOTE", group, text, "image/jpeg", immoData{x.Base + mediaPath(p.ID, picture.Widths()[2])}})
	}
	return out
}

// released reports whether the address may be shown. Missing means yes to portals, so it is always said, and what is not
// released is not in the file either.
func released(u *vacancy.Unit) bool { return u.Offered && u.StreetName != nil }

func (x *unitSet) immoGeo(u *vacancy.Unit) immoGeo {
	v := immoGeo{Postcode: deref(u.Postcode), City: deref(u.City), Country: immoCountry{"DEU"}, Council: x.Town.MunicipalityKey, Floor: &u.Floor}
	if v.City == "" {
		v.City = x.Town.Name
	}
	if released(u) {
		at := u.Geom.Bound()
		v.Point, v.Street, v.Number = &immoPoint{seventh(at.South), seventh(at.West)}, deref(u.StreetName), u.HouseNumberText()
	}
	return v
}

// seventh rounds degrees as all of our answers do.
func seventh(v float64) float64 { return math.Round(v*1e7) / 1e7 }

func immoTypeOf(use string) immoType {
	switch use {
	case "gastronomy":
		return immoType{Food: &immoKind{Food: "GASTRONOMIE"}}
	case "office", "service":
		return immoType{Office: &immoKind{Office: "BUEROFLAECHE"}}
	case "health":
		return immoType{Office: &immoKind{Office: "PRAXIS"}}
	case "storage":
		return immoType{Storage: &immoKind{Storage: "LAGER"}}
	default:
		return immoType{Shop: &immoKind{Shop: "LADENLOKAL"}}
	}
}

var immoConditions = map[string]string{
	"new": "ERSTBEZUG", "refurbished": "VOLL_SANIERT", "good": "GEPFLEGT", "needs_work": "SANIERUNGSBEDUERFTIG", "shell": "ROHBAU", "ruinous": "BAUFAELLIG",
}

// immoPricesOf is nil where the rent is told on request only.
func immoPricesOf(o *vacancy.Offer) *immoPrices {
	if o.NetColdRentCents == nil || o.PriceOnRequest != nil && *o.PriceOnRequest {
		return nil
	}
	v := &immoPrices{
		NetCold: inCents(o.NetColdRentCents), Charges: inCents(o.ServiceChargesCents), PerM2: inCents(o.RentCentsM2Month),
		Currency: immoCurrency{"EUR"}, Deposit: inCents(o.DepositCents),
	}
	if o.ServiceChargesCents != nil {
		whole := *o.NetColdRentCents + *o.ServiceChargesCents
		v.Cold = inCents(&whole)
	}
	return v
}

// inCents writes an amount with its two decimals.
func inCents(cents *int64) string {
	if cents == nil {
		return ""
	}
	return strconv.FormatFloat(float64(*cents)/100, 'f', 2, 64)
}
