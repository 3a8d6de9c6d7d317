package intake

import (
	"slices"
	"strings"
)

// target says how staged rows of a layer meet a table of the stock. All SQL is made of the constants in target_sql.go; a
// file only decides which of the columns take part.
type target struct {
	layer    string
	from     string // layer whose fields decide on the columns; "" is layer itself
	table    string
	incoming string // SELECT of row_no, target_id, every column, and the key that buried compares
	buried   string // the same key of a row h of history; "" where deleting means nothing
	columns  []column
	mine     string // condition on t: an import may change it; "" is the rule for rows with an editor
	other    string // outcome where it may not; "" is kept
	keeps    string // column of t that holds the ref, to list what the file no longer has; "" for none
}

// column is a column of the table, of the same name in incoming.
type column struct {
	name  string
	field string // only if the file has this field; "" is always
	once  bool   // written with the row and never again
}

func (t target) source() string {
	if t.from != "" {
		return t.from
	}
	return t.layer
}

// of returns the columns that a file with these fields speaks of.
func (t target) of(seen map[string]bool) []column {
	return slices.DeleteFunc(slices.Clone(t.columns), func(c column) bool { return c.field != "" && !seen[c.field] })
}

func each(columns []column, write func(column) string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = write(c)
	}
	return strings.Join(parts, ", ")
}

func changing(columns []column) []column {
	return slices.DeleteFunc(slices.Clone(columns), func(c column) bool { return c.once })
}

// judgeSQL writes down what is to become of each row.
func (t target) judgeSQL(columns []column) string {
	compared := changing(columns)
	same := "(" + each(compared, func(c column) string { return "t." + c.name }) + ") IS NOT DISTINCT FROM (" +
		each(compared, func(c column) string { return "i." + c.name }) + ")"
	if len(compared) == 1 {
		same = "t." + compared[0].name + " IS NOT DISTINCT FROM i." + compared[0].name
	}
	buried := "false"
	with := ""
	if t.buried != "" {
		with = ", buried AS MATERIALIZED (" + sqlBuried(t.table, t.buried) + ")"
		buried = "i.buried_key IN (SELECT key FROM buried)"
	}
	mine, other := t.mine, t.other
	if mine == "" {
		mine = sqlMine
	}
	if other == "" {
		other = "kept"
	}
	return `
WITH incoming AS MATERIALIZED (` + t.incoming + `)` + with + `
UPDATE import_row r
SET target_id = t.id,
    outcome = CASE
        WHEN t.id IS NULL AND ` + buried + ` THEN 'buried'
        WHEN t.id IS NULL THEN 'insert'
        WHEN ` + same + ` THEN 'same'
        WHEN ` + mine + ` THEN 'update'
        ELSE '` + other + `' END
FROM incoming i
LEFT JOIN ` + t.table + ` t ON t.id = i.target_id
WHERE r.job_id = @job AND r.layer = '` + t.layer + `' AND r.row_no = i.row_no`
}

func (t target) insertSQL(columns []column) string {
	return `
INSERT INTO ` + t.table + ` (` + each(columns, func(c column) string { return c.name }) + `)
SELECT ` + each(columns, func(c column) string { return "i." + c.name }) + `
FROM (` + t.incoming + `) i
JOIN import_row r ON r.job_id = @job AND r.layer = '` + t.layer + `' AND r.row_no = i.row_no
WHERE r.outcome = 'insert'
ORDER BY i.row_no`
}

func (t target) updateSQL(columns []column) string {
	return `
UPDATE ` + t.table + ` t
SET ` + each(changing(columns), func(c column) string { return c.name + " = i." + c.name }) + `
FROM (` + t.incoming + `) i
JOIN import_row r ON r.job_id = @job AND r.layer = '` + t.layer + `' AND r.row_no = i.row_no
WHERE r.outcome = 'update' AND t.id = r.target_id`
}

// absentSQL counts what the source once brought and the file, its refused rows included, no longer has.
func (t target) absentSQL() string {
	return `
SELECT count(*)::integer, coalesce((array_agg(t.` + t.keeps + `::text ORDER BY t.` + t.keeps + `))[1:50], '{}')
FROM ` + t.table + ` t
WHERE t.source = @source AND t.` + t.keeps + ` IS NOT NULL AND t.` + t.keeps + `::text <> ALL (@lost::text[])
  AND NOT EXISTS (
      SELECT FROM import_row r WHERE r.job_id = @job AND r.layer = '` + t.layer + `' AND r.ref = t.` + t.keeps + `)`
}
