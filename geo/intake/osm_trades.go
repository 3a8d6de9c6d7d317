package intake

import "strings"

// trade is a kind of business: its use here and its German word.
type trade struct{ use, german string }

var amenityTrades = map[string]trade{
	"restaurant": {"gastronomy", "Restaurant"}, "cafe": {"gastronomy", "Café"}, "bar": {"gastronomy", "Bar"},
	"fast_food": {"gastronomy", "Imbiss"}, "pub": {"gastronomy", "Kneipe"}, "biergarten": {"gastronomy", "Biergarten"},
	"ice_cream": {"gastronomy", "Eisdiele"}, "food_court": {"gastronomy", "Gastronomie"},
	"pharmacy": {"retail", "Apotheke"}, "bank": {"service", "Bank"},
}

var shopTrades = map[string]trade{
	"alcohol": {"retail", "Getränke"}, "antiques": {"retail", "Antiquitäten"}, "art": {"retail", "Kunst"},
	"bakery": {"retail", "Bäckerei"}, "beauty": {"service", "Kosmetik"}, "beverages": {"retail", "Getränke"},
	"bicycle": {"retail", "Fahrräder"}, "bookmaker": {"leisure", "Wettbüro"}, "books": {"retail", "Bücher"},
	"boutique": {"retail", "Mode"}, "butcher": {"retail", "Metzgerei"}, "car_repair": {"craft", "Autowerkstatt"},
	"charity": {"retail", "Sozialkaufhaus"}, "chemist": {"retail", "Drogerie"}, "clothes": {"retail", "Mode"},
	"computer": {"retail", "Computer"}, "confectionery": {"retail", "Süßwaren"}, "convenience": {"retail", "Lebensmittel"},
	"copyshop": {"service", "Copyshop"}, "cosmetics": {"retail", "Kosmetik"}, "deli": {"retail", "Feinkost"},
	"department_store": {"retail", "Warenhaus"}, "doityourself": {"retail", "Baumarkt"},
	"dry_cleaning": {"service", "Reinigung"}, "electronics": {"retail", "Elektronik"}, "estate_agent": {"service", "Immobilien"},
	"florist": {"retail", "Blumen"}, "funeral_directors": {"service", "Bestattungen"}, "furniture": {"retail", "Möbel"},
	"gift": {"retail", "Geschenke"}, "greengrocer": {"retail", "Obst und Gemüse"}, "hairdresser": {"service", "Friseur"},
	"hardware": {"retail", "Eisenwaren"}, "hearing_aids": {"health", "Hörakustik"}, "houseware": {"retail", "Haushaltswaren"},
	"interior_decoration": {"retail", "Raumausstattung"}, "jewelry": {"retail", "Schmuck"}, "kiosk": {"retail", "Kiosk"},
	"laundry": {"service", "Wäscherei"}, "locksmith": {"craft", "Schlüsseldienst"}, "lottery": {"retail", "Lotto"},
	"mall": {"retail", "Einkaufszentrum"}, "massage": {"service", "Massage"}, "medical_supply": {"health", "Sanitätshaus"},
	"mobile_phone": {"retail", "Mobiltelefone"}, "music": {"retail", "Musik"}, "newsagent": {"retail", "Zeitschriften"},
	"optician": {"retail", "Optiker"}, "outdoor": {"retail", "Outdoor"}, "paint": {"retail", "Farben"},
	"perfumery": {"retail", "Parfümerie"}, "pet": {"retail", "Tierbedarf"}, "photo": {"service", "Foto"},
	"rental": {"service", "Verleih"}, "second_hand": {"retail", "Second-Hand"}, "shoe_repair": {"craft", "Schuster"},
	"shoes": {"retail", "Schuhe"}, "spices": {"retail", "Gewürze"}, "sports": {"retail", "Sport"},
	"stationery": {"retail", "Schreibwaren"}, "supermarket": {"retail", "Supermarkt"}, "tailor": {"craft", "Schneiderei"},
	"tattoo": {"service", "Tätowierung"}, "tea": {"retail", "Tee"}, "ticket": {"service", "Kartenverkauf"},
	"tobacco": {"retail", "Tabak"}, "toys": {"retail", "Spielwaren"}, "travel_agency": {"service", "Reisebüro"},
	"variety_store": {"retail", "Sonderposten"}, "video": {"retail", "Videos"}, "watches": {"retail", "Uhren"},
	"weapons": {"retail", "Waffen"}, "wine": {"retail", "Wein"},
}

// tradeOf returns the trade of a shop value, several of which may stand separated by semicolons. A shop of no known
// trade is retail; known is false if it named one all the same.
func tradeOf(value string) (t trade, known bool) {
	for _, table := range []map[string]trade{shopTrades, amenityTrades} {
		if t, ok := table[firstOf(value)]; ok {
			return t, true
		}
	}
	return trade{use: "retail"}, value == "" || value == "yes"
}

func firstOf(values string) string {
	first, _, _ := strings.Cut(values, ";")
	return strings.TrimSpace(first)
}
