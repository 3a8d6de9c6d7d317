package api

import "github.com/gofiber/fiber/v2"

// both is one sentence in the languages of the house.
type both struct{ de, en string }

func (b both) in(lang string) string {
	if lang == "en" {
		return b.en
	}
	return b.de
}

// titles are short and belong to the status.
var titles = map[int]both{
	fiber.StatusBadRequest:                  {"Anfrage nicht verstanden", "Request not understood"},
	fiber.StatusUnauthorized:                {"Anmeldung nötig", "Sign-in needed"},
	fiber.StatusForbidden:                   {"Nicht erlaubt", "Not allowed"},
	fiber.StatusNotFound:                    {"Nicht gefunden", "Not found"},
	fiber.StatusMethodNotAllowed:            {"Methode nicht erlaubt", "Method not allowed"},
	fiber.StatusNotAcceptable:               {"Keine passende Darstellung", "No acceptable representation"},
	fiber.StatusRequestTimeout:              {"Anfrage kam zu langsam", "Request came too slowly"},
	fiber.StatusConflict:                    {"Widerspruch zu anderen Daten", "Conflict with other data"},
	fiber.StatusPreconditionFailed:          {"Zwischenzeitlich geändert", "Changed in the meantime"},
	fiber.StatusRequestEntityTooLarge:       {"Zu groß", "Too large"},
	fiber.StatusRequestURITooLong:           {"Adresse zu lang", "Address too long"},
	fiber.StatusUnsupportedMediaType:        {"Dateiart nicht unterstützt", "Media type not supported"},
	fiber.StatusUnprocessableEntity:         {"Angaben unzulässig", "Input breaks a rule"},
	fiber.StatusPreconditionRequired:        {"Version fehlt", "Version missing"},
	fiber.StatusTooManyRequests:             {"Zu viele Anfragen", "Too many requests"},
	fiber.StatusRequestHeaderFieldsTooLarge: {"Kopfzeilen zu lang", "Header fields too large"},
	fiber.StatusInternalServerError:         {"Interner Fehler", "Internal error"},
	fiber.StatusServiceUnavailable:          {"Zurzeit nicht verfügbar", "Currently unavailable"},
	fiber.StatusGatewayTimeout:              {"Antwort dauerte zu lange", "Answer took too long"},
}

// sentences are keyed by the code of a fault or of one of its fields.
var sentences = map[string]both{
	"bad_request":               {"Die Anfrage lässt sich nicht lesen.", "The request cannot be read."},
	"bad_query":                 {"Mindestens ein Parameter ist falsch.", "At least one parameter is wrong."},
	"bbox":                      {"Erwartet werden vier Zahlen: West, Süd, Ost, Nord in Grad.", "Four numbers are expected: west, south, east, north in degrees."},
	"boolean":                   {"Erwartet wird true oder false.", "Expected is true or false."},
	"canceled":                  {"Die Anfrage wurde abgebrochen.", "The request was given up."},
	"cursor":                    {"Diese Fortsetzung stammt nicht von hier; bitte von vorn beginnen.", "This cursor is not one of ours; please start again."},
	"changes.none":              {"Änderungen werden hier nicht verfolgt.", "Changes are not followed here."},
	"database_away":             {"Die Datenbank ist nicht erreichbar.", "The database is not reachable."},
	"database_busy":             {"Andere ändern gerade dieselben Daten; bitte noch einmal versuchen.", "Others are changing the same records; please try again."},
	"date":                      {"Erwartet wird ein Tag wie 2026-11-23.", "A day like 2026-11-23 is expected."},
	"decimal":                   {"Erwartet wird eine Zahl.", "A number is expected."},
	"disk_full":                 {"Der Speicherplatz der Datenbank ist erschöpft.", "The database has no space left."},
	"headers_too_large":         {"Die Kopfzeilen der Anfrage sind zu lang.", "The header fields of the request are too large."},
	"id":                        {"Eine Nummer ist eine ganze Zahl ab 1.", "An id is a whole number from 1."},
	"internal":                  {"Hier ist ein Fehler passiert; er wurde festgehalten.", "Something went wrong here; it has been recorded."},
	"method_not_allowed":        {"Das geht an dieser Adresse nicht.", "This address does not do that."},
	"not_a_number":              {"Erwartet wird eine ganze Zahl.", "A whole number is expected."},
	"not_acceptable":            {"Keine der verlangten Kodierungen ist vorhanden.", "None of the demanded encodings is available."},
	"not_found":                 {"Das gibt es hier nicht.", "There is no such thing here."},
	"out_of_range":              {"Der Wert liegt außerhalb des Erlaubten.", "The value is out of range."},
	"parcel_key":                {"Ein Flurstückskennzeichen hat 20 Zeichen.", "A parcel key has 20 characters."},
	"public_ref":                {"Ein Kürzel besteht aus Buchstaben, Ziffern, - und _.", "A reference has letters, digits, - and _."},
	"repeated_parameter":        {"Dieser Parameter steht mehr als einmal da.", "This parameter stands more than once."},
	"request_timeout":           {"Die Anfrage kam nicht in der erlaubten Zeit an.", "The request did not arrive in time."},
	"required":                  {"Diese Angabe fehlt.", "This is missing."},
	"streams.full":              {"Zu viele Verbindungen warten auf Änderungen; bitte später noch einmal.", "Too many connections wait for changes; please try again later."},
	"streams.too_many":          {"Aus diesem Netz warten zu viele Verbindungen auf Änderungen.", "Too many connections of this network wait for changes."},
	"text":                      {"Der Text ist leer, zu lang oder enthält unerlaubte Zeichen.", "The text is empty, too long or has characters that are not allowed."},
	"tile.address":              {"Diese Kachel gibt es nicht: z von 0 bis 20, x und y unter 2^z, ohne führende Nullen.", "There is no such tile: z from 0 to 20, x and y below 2^z, without leading zeros."},
	"tile.filter":               {"So lassen sich diese Ebenen nicht filtern.", "These layers cannot be filtered like this."},
	"tile.layer_order":          {"Ebenen stehen einmal und in der festen Reihenfolge da.", "Layers are named once and in canonical order."},
	"tile.unknown_layer":        {"Diese Ebene gibt es nicht.", "There is no such layer."},
	"tiles.loading":             {"Die Karte wird gerade geladen; bitte gleich noch einmal.", "The map is being loaded; please try again in a moment."},
	"timeout":                   {"Die Datenbank hat nicht rechtzeitig geantwortet.", "The database did not answer in time."},
	"too_large":                 {"Die Anfrage ist zu groß.", "The request is too large."},
	"too_many":                  {"Aus diesem Netz kommen zu viele Anfragen; bitte kurz warten.", "Too many requests come from this network; please wait a little."},
	"too_many_values":           {"Das sind zu viele Werte auf einmal.", "These are too many values at once."},
	"unknown_parameter":         {"Diesen Parameter gibt es hier nicht.", "There is no such parameter here."},
	"unknown_value":             {"Diesen Wert gibt es nicht.", "There is no such value."},
	"version":                   {"Erwartet wird eine Version aus einem Ereignis oder der TileJSON.", "A version from an event or the TileJSON is expected."},
	"uri_too_long":              {"Die Adresse ist zu lang.", "The address is too long."},
	"sign_in":                   {"Bitte zuerst anmelden.", "Please sign in first."},
	"role":                      {"Ihre Rolle erlaubt das nicht.", "Your role does not allow this."},
	"session_over":              {"Die Sitzung ist abgelaufen; bitte neu anmelden.", "The session is over; please sign in again."},
	"session_only":              {"Das geht nur in einer Sitzung, nicht mit einem API-Schlüssel.", "This needs a session; an API token does not do."},
	"token":                     {"Dieser API-Schlüssel ist unbekannt, abgelaufen oder widerrufen.", "This API token is unknown, over or revoked."},
	"token_scope":               {"Dieser API-Schlüssel wurde dafür nicht ausgestellt.", "This API token was not made for this."},
	"enrol_totp":                {"Bitte richten Sie zuerst die Zwei-Faktor-Anmeldung ein.", "Please set up the second factor first."},
	"csrf.token":                {"Die Anfrage trägt nicht das Kennzeichen dieser Sitzung; bitte die Seite neu laden.", "The request lacks the token of this session; please reload the page."},
	"csrf.origin":               {"Die Anfrage kam nicht von einer Seite dieses Dienstes.", "The request was not made by a page of this service."},
	"json_only":                 {"Erwartet wird application/json.", "Expected is application/json."},
	"bad_json":                  {"Der Inhalt ist kein JSON, das hier verstanden wird.", "The body is no JSON that is understood here."},
	"json_type":                 {"Hier wird eine andere Art von Wert erwartet.", "Another type of value is expected here."},
	"unknown_member":            {"Diese Angabe gibt es hier nicht.", "There is no such member here."},
	"plain_http":                {"Anmelden geht nur über https://.", "Signing in needs https://."},
	"login_busy":                {"Gerade melden sich viele an; bitte gleich noch einmal versuchen.", "Many people are signing in; please try again in a moment."},
	"idempotency.lost":          {"Dieser Versuch dauerte zu lange; ein anderer ist an seine Stelle getreten.", "This attempt took too long and another took its place."},
	"idempotency.busy":          {"Dieselbe Anfrage wird noch bearbeitet; bitte gleich noch einmal versuchen.", "The same request is still under way; please try again in a moment."},
	"idempotency.key":           {"Ein Idempotency-Key hat 1 bis 200 druckbare Zeichen.", "An Idempotency-Key has 1 to 200 printable characters."},
	"idempotency.other_request": {"Dieser Idempotency-Key gehört schon zu einer anderen Anfrage.", "This Idempotency-Key belongs to another request already."},
	"if_match":                  {"In If-Match wird das ETag einer Version erwartet.", "The ETag of one version is expected in If-Match."},
	"no_version":                {"Es fehlt If-Match mit der Version, die geändert wurde.", "If-Match with the version that was changed is missing."},
	"notice":                    {"Die Anliegerinformation ist so nicht möglich.", "The notice is not possible like this."},
	"notice.text":               {"Erwartet wird Text mit höchstens 5000 druckbaren Zeichen.", "Text of at most 5000 printable characters is expected."},
	"notice.not_affected":       {"Diese Einheit ist in dem Zeitraum nicht betroffen.", "This unit is not affected in that period."},
	"notice.not_public":         {"Dieser Abschnitt ist nicht öffentlich; Nachbarn erfahren nur, was alle sehen dürfen.", "This section is not public; neighbours are told only what everybody may see."},
	"notice.sent":               {"Davon wurde schon jemand unterrichtet; bitte eine neue Information anlegen.", "Somebody was told this already; please make a new notice."},
	"notice.to_come":            {"Dieser Zeitpunkt liegt in der Zukunft.", "This time is to come."},
	"period.empty":              {"Das Ende muss nach dem Anfang liegen.", "The end must come after the beginning."},
	"subscription":              {"Das Formular ist nicht vollständig.", "The form is not complete."},
	"subscription.address":      {"Das ist keine E-Mail-Adresse.", "This is no e-mail address."},
	"subscription.frequency":    {"Bitte wählen Sie, wie oft Sie Nachrichten bekommen möchten.", "Please choose how often you want to get messages."},
	"subscription.link":         {"Dieser Link gilt nicht oder nicht mehr.", "This link is not valid, or no longer."},
	"subscription.too_many":     {"Aus diesem Netz kamen in der letzten Stunde zu viele Formulare; bitte später noch einmal.", "Too many forms came from this network in the last hour; please try again later."},
	"stale":                     {"Das wurde inzwischen von anderen geändert.", "Others have changed this in the meantime."},
}

func title(status int, lang string) string { return titles[status].in(lang) }

// sentence returns the text of a code, or what the fault itself says where the code has none.
func sentence(code, otherwise, lang string) string {
	if s, known := sentences[code]; known {
		return s.in(lang)
	}
	return otherwise
}
