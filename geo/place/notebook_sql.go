package place

const questionColumns = `id, version, created_at, updated_at, name, query`

const sqlKeptQuestions = `SELECT ` + questionColumns + ` FROM planner_question ORDER BY lower(name), id`

const sqlKeptQuestion = `SELECT ` + questionColumns + ` FROM planner_question WHERE id = $1`

// One sees one's own rows only, so that counting them is counting one's own.
const sqlKeepQuestion = `
INSERT INTO planner_question (account_id, name, query)
SELECT $1, $2, $3
WHERE (SELECT count(*) FROM planner_question) < $4
RETURNING ` + questionColumns

const sqlChangeQuestion = `
UPDATE planner_question
SET name = $3, query = $4
WHERE id = $1 AND version = $2
RETURNING ` + questionColumns

const sqlDropQuestion = `DELETE FROM planner_question WHERE id = $1 AND version = $2`
