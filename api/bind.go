package api

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/place"
)

// query reads the parameters of a request and gathers what is wrong with them, so that one answer names everything.
type query struct {
	values map[string]string
	wrong  []fault.Field
}

// The parameters every list has.
var listParameters = []string{"bbox", "limit", "cursor"}

const (
	defaultLimit = 100
	longestText  = 200 // characters
)

// bind takes the parameters named; any other, and one that stands twice, is wrong.
func bind(c *fiber.Ctx, names ...string) *query {
	q := &query{values: map[string]string{}}
	for key, value := range c.Context().QueryArgs().All() {
		name := string(key)
		_, twice := q.values[name]
		switch {
		case !slices.Contains(names, name):
			q.refuse(shown(name), "unknown_parameter", "there is no such parameter here")
		case twice:
			q.refuse(name, "repeated_parameter", "this parameter stands more than once")
		default:
			q.values[name] = string(value)
		}
	}
	return q
}

// shown makes foreign text fit for an answer.
func shown(text string) string {
	const most = 100
	text = strings.ToValidUTF8(text, "?")
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}

func (q *query) refuse(path, code, msg string) {
	q.wrong = append(q.wrong, fault.Field{Path: path, Code: code, Msg: msg})
}

// err returns BadRequest with all that is wrong, or nil.
func (q *query) err() error {
	if len(q.wrong) == 0 {
		return nil
	}
	e := fault.New(fault.BadRequest, "bad_query", "at least one parameter is wrong")
	e.Fields = q.wrong
	return e
}

// page reads the window of a list.
func (q *query) page() place.Page {
	return place.Page{BBox: q.bbox("bbox"), After: q.cursor("cursor"), Limit: q.number("limit", defaultLimit, place.MaxLimit)}
}

func (q *query) bbox(name string) *geo.BBox {
	text, given := q.values[name]
	if !given {
		return nil
	}
	b, err := geo.ParseBBox(text)
	if err != nil {
		q.refuse(name, "bbox", "four numbers west,south,east,north in degrees are needed")
		return nil
	}
	return &b
}

// number reads a whole number from 1; above most it counts as most.
func (q *query) number(name string, otherwise, most int) int {
	text, given := q.values[name]
	if !given {
		return otherwise
	}
	if text == "" || strings.Trim(text, "0123456789") != "" {
		q.refuse(name, "not_a_number", "a whole number is needed")
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n > most {
		return most
	}
	if n < 1 {
		q.refuse(name, "out_of_range", "a number from 1 is needed")
		return otherwise
	}
	return n
}

// id reads the number of another feature, 0 if it is not given.
func (q *query) id(name string) int64 {
	text, given := q.values[name]
	if !given {
		return 0
	}
	n, err := parseID(text)
	if err != nil {
		q.refuse(name, "id", "an id is a whole number from 1")
	}
	return n
}

// The days that make sense on a map; PostgreSQL and Go disagree about some far from it.
var firstDay, lastDay = geo.NewDate(1900, 1, 1), geo.NewDate(2199, 12, 31)

// at reads the day a collection is asked for.
func (q *query) at(otherwise geo.Date) geo.Date { return q.day("at", otherwise) }

func (q *query) day(name string, otherwise geo.Date) geo.Date {
	text, given := q.values[name]
	if !given {
		return otherwise
	}
	d, err := geo.ParseDate(text)
	switch {
	case err != nil:
		q.refuse(name, "date", "a day like 2026-11-23 is needed")
	case d.Before(firstDay) || lastDay.Before(d):
		q.refuse(name, "out_of_range", "a day from 1900 to 2199 is needed")
	}
	return d
}

// choice reads a comma list of known values.
func (q *query) choice(name string, known []string) []string {
	text, given := q.values[name]
	if !given {
		return nil
	}
	chosen := strings.Split(text, ",")
	for _, v := range chosen {
		if !slices.Contains(known, v) {
			q.refuse(name, "unknown_value", "known values are "+strings.Join(known, ", "))
			return nil
		}
	}
	return chosen
}

// text reads free text, trimmed; "" if it is not given.
func (q *query) text(name string) string {
	text, given := q.values[name]
	text = strings.TrimSpace(text)
	if given && !presentable(text) {
		q.refuse(name, "text", "text of 1 to 200 printable characters is needed")
		return ""
	}
	return text
}

// presentable refuses also what PostgreSQL cannot hold: bytes that are not UTF-8, and NUL.
func presentable(text string) bool {
	return text != "" && utf8.ValidString(text) && utf8.RuneCountInString(text) <= longestText &&
		!strings.ContainsFunc(text, unicode.IsControl)
}

// pathID reads the id in the address.
func pathID(c *fiber.Ctx) (int64, error) { return parseID(c.Params("id")) }

func parseID(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 || text[0] == '0' || text[0] == '+' {
		return 0, fault.New(fault.BadRequest, "id", "an id is a whole number from 1")
	}
	return n, nil
}
