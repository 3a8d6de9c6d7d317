package demo

// trade is one kind of business: how it signs, what it is and how much room it takes.
type trade struct {
	sign   string // before the made-up name
	use    string
	wz     string // WZ 2008
	de, en string // "Bäckerei", "bakery", for the last use
	weight [3]int // how often on A, B and C ground
}

var trades = []trade{
	{"Bäckerei", "retail", "47.24", "Bäckerei", "bakery", [3]int{5, 4, 2}},
	{"Konditorei", "gastronomy", "56.10.4", "Konditorei", "patisserie", [3]int{2, 2, 0}},
	{"Optik", "retail", "47.78.1", "Augenoptiker", "optician", [3]int{4, 2, 0}},
	{"Buchhandlung", "retail", "47.61", "Buchhandlung", "bookshop", [3]int{2, 1, 0}},
	{"Modehaus", "retail", "47.71", "Bekleidungsgeschäft", "clothes shop", [3]int{7, 2, 0}},
	{"Mode", "retail", "47.71", "Bekleidungsgeschäft", "clothes shop", [3]int{6, 3, 1}},
	{"Schuhe", "retail", "47.72.1", "Schuhgeschäft", "shoe shop", [3]int{4, 2, 0}},
	{"Wäsche & Strümpfe", "retail", "47.71", "Wäschegeschäft", "lingerie shop", [3]int{2, 1, 0}},
	{"Apotheke", "health", "47.73", "Apotheke", "pharmacy", [3]int{3, 2, 1}},
	{"Sanitätshaus", "retail", "47.74", "Sanitätshaus", "medical supply shop", [3]int{1, 2, 1}},
	{"Juwelier", "retail", "47.77", "Juwelier", "jeweller", [3]int{3, 1, 0}},
	{"Goldschmiede", "craft", "32.12", "Goldschmiede", "goldsmith", [3]int{1, 2, 1}},
	{"Spielwaren", "retail", "47.65", "Spielwarengeschäft", "toy shop", [3]int{2, 1, 0}},
	{"Haushaltswaren", "retail", "47.59.2", "Haushaltswarengeschäft", "household goods shop", [3]int{2, 1, 0}},
	{"Drogerie", "retail", "47.75", "Drogerie", "chemist's", [3]int{2, 1, 0}},
	{"Parfümerie", "retail", "47.75", "Parfümerie", "perfumery", [3]int{2, 0, 0}},
	{"Blumen", "retail", "47.76.1", "Blumenladen", "florist", [3]int{2, 3, 2}},
	{"Feinkost", "retail", "47.29", "Feinkostgeschäft", "delicatessen", [3]int{2, 2, 1}},
	{"Metzgerei", "retail", "47.22", "Metzgerei", "butcher", [3]int{1, 2, 1}},
	{"Weinhandlung", "retail", "47.25", "Weinhandlung", "wine shop", [3]int{1, 2, 1}},
	{"Fahrräder", "retail", "47.64.1", "Fahrradladen", "bicycle shop", [3]int{0, 2, 2}},
	{"Café", "gastronomy", "56.10.4", "Café", "café", [3]int{5, 4, 1}},
	{"Eiscafé", "gastronomy", "56.10.5", "Eiscafé", "ice-cream parlour", [3]int{3, 1, 0}},
	{"Gasthaus", "gastronomy", "56.10.1", "Gasthaus", "inn", [3]int{2, 3, 3}},
	{"Bistro", "gastronomy", "56.10.1", "Bistro", "bistro", [3]int{2, 3, 1}},
	{"Weinstube", "gastronomy", "56.30.1", "Weinstube", "wine bar", [3]int{1, 2, 1}},
	{"Imbiss", "gastronomy", "56.10.3", "Imbiss", "snack bar", [3]int{1, 3, 3}},
	{"Friseur", "service", "96.02.1", "Friseursalon", "hairdresser", [3]int{2, 4, 5}},
	{"Kosmetik", "service", "96.02.2", "Kosmetikstudio", "beauty salon", [3]int{1, 2, 2}},
	{"Reisebüro", "service", "79.11", "Reisebüro", "travel agency", [3]int{2, 2, 1}},
	{"Reinigung", "service", "96.01.2", "Reinigung", "dry cleaner", [3]int{0, 2, 2}},
	{"Schlüsseldienst", "service", "95.29", "Schuh- und Schlüsseldienst", "shoe and key repair", [3]int{1, 2, 2}},
	{"Mobilfunk", "retail", "47.42", "Mobilfunkladen", "mobile phone shop", [3]int{3, 2, 0}},
	{"Bankhaus", "service", "64.19", "Bankfiliale", "bank branch", [3]int{2, 1, 0}},
	{"Versicherungsbüro", "office", "66.22", "Versicherungsbüro", "insurance office", [3]int{0, 3, 4}},
	{"Praxis", "health", "86.90.1", "Physiotherapiepraxis", "physiotherapy practice", [3]int{0, 2, 4}},
	{"Hörstudio", "health", "47.74", "Hörakustiker", "hearing aid studio", [3]int{1, 2, 0}},
	{"Musikschule", "education", "85.52", "Musikschule", "music school", [3]int{0, 1, 2}},
	{"Tanzstudio", "leisure", "85.52", "Tanzstudio", "dance studio", [3]int{0, 1, 2}},
	{"Galerie", "culture", "90.03", "Galerie", "gallery", [3]int{0, 2, 2}},
	{"Schneiderei", "craft", "14.13", "Änderungsschneiderei", "tailor", [3]int{0, 2, 3}},
	{"Raumausstattung", "craft", "47.53", "Raumausstatter", "interior decorator", [3]int{0, 2, 2}},
	{"Nähstübchen", "retail", "47.51", "Stoffladen", "fabric shop", [3]int{1, 2, 1}},
	{"Teeladen", "retail", "47.29", "Teeladen", "tea shop", [3]int{2, 1, 0}},
}

// Made-up names are put together of two halves nobody trades under.
var nameFirst = []string{
	"Linden", "Silber", "Wolken", "Mond", "Kiebitz", "Quitten", "Heide", "Funken", "Nebel", "Zipfel", "Pirol", "Sternen",
	"Hasel", "Bernstein", "Wiesel", "Holunder", "Kranich", "Kupfer", "Amsel", "Distel", "Eichel", "Federn", "Glimmer",
	"Hummel", "Igel", "Kastanien", "Libellen", "Marien", "Otter", "Pappel", "Reiher", "Schlehen", "Tauben", "Ulmen",
	"Wachtel", "Zaunkönig", "Birken", "Dohlen", "Eisvogel", "Fuchs", "Ginster", "Hagebutten", "Morgen", "Abend",
}

var nameLast = []string{
	"blatt", "knopf", "korb", "faden", "nest", "feder", "kamm", "glanz", "stiel", "rot", "zweig", "kessel", "licht", "quelle",
	"brunnen", "pfad", "traum", "schatz", "truhe", "reigen", "garten", "winkel", "stern", "krone", "horn", "wiege", "ranke",
	"mütze", "flöte", "dach",
}

var popUps = []string{
	"Pop-up Atelier", "Probierladen", "Ladenlabor", "Stadtwerkstatt", "Kunstfenster", "Tauschregal", "Ausprobierraum", "Projektladen",
}

// guild hands out business names, each once.
type guild struct {
	d    dice
	used map[string]bool
}

func (g *guild) name(sign string) string {
	for {
		name := sign + " " + pick(g.d, nameFirst) + pick(g.d, nameLast)
		if !g.used[name] || len(g.used) > 20000 {
			g.used[name] = true
			return name
		}
	}
}

// draw picks a trade that suits a class of ground.
func (g *guild) draw(class byte) *trade {
	col := int(class - 'A')
	sum := 0
	for i := range trades {
		sum += trades[i].weight[col]
	}
	k := g.d.IntN(sum)
	for i := range trades {
		if k -= trades[i].weight[col]; k < 0 {
			return &trades[i]
		}
	}
	return &trades[0]
}
