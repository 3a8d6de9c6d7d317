package pg

import (
	"strconv"
	"strings"
)

// Literal is SQL that stands in our source. Only a constant becomes one without a conversion, so what a user typed
// cannot get into a statement by oversight.
type Literal string

// Where collects the conditions of a statement and numbers their arguments. The zero Where has none.
//
//	var w pg.Where
//	w.Add("status = ANY (?)", statuses)
//	rows, err := db.Query(ctx, sqlUnits+" WHERE "+w.SQL()+" LIMIT "+w.Arg(limit), w.Args()...)
type Where struct {
	conditions []string
	args       []any
}

// Add adds a condition that must hold too. Each ? becomes the $n of its argument; ?? is a question mark. It panics if
// their numbers differ, because both stand in the same line of our source.
func (w *Where) Add(condition Literal, args ...any) {
	var out strings.Builder
	rest, used := string(condition), 0
	for {
		before, after, found := strings.Cut(rest, "?")
		out.WriteString(before)
		if !found {
			break
		}
		if strings.HasPrefix(after, "?") {
			out.WriteByte('?')
			rest = after[1:]
			continue
		}
		if used < len(args) {
			out.WriteString(w.Arg(args[used]))
		}
		used++
		rest = after
	}
	if used != len(args) {
		panic("pg.Where: " + strconv.Itoa(used) + " places and " + strconv.Itoa(len(args)) + " arguments in " + string(condition))
	}
	w.conditions = append(w.conditions, "("+out.String()+")")
}

// Arg takes an argument that stands outside of the conditions, such as a limit, and returns its $n.
func (w *Where) Arg(value any) string {
	w.args = append(w.args, value)
	return "$" + strconv.Itoa(len(w.args))
}

// SQL returns the conditions joined by AND, "true" if there are none, without the word WHERE.
func (w *Where) SQL() string {
	if len(w.conditions) == 0 {
		return "true"
	}
	return strings.Join(w.conditions, " AND ")
}

// Args returns the arguments in the order of their numbers.
func (w *Where) Args() []any { return w.args }
