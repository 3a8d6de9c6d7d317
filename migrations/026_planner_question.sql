-- Why: planners ask the same questions again, before a council meeting or after a round, and not always at the same machine.
-- A question is kept under a name, as the words of the page's address; each account sees its own and nobody else's, for what
-- somebody looks into may tell of what is being prepared. With the account its questions go.
-- Room place owns this table.

CREATE TABLE planner_question (
    id         bigint      PRIMARY KEY DEFAULT random_id(),
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by text        NOT NULL DEFAULT current_actor(),
    account_id bigint      NOT NULL REFERENCES account ON DELETE CASCADE,
    name       text        NOT NULL CONSTRAINT planner_question_name CHECK (length(name) BETWEEN 1 AND 100),
    query      text        NOT NULL CONSTRAINT planner_question_query CHECK (length(query) BETWEEN 1 AND 8000)
);
CREATE UNIQUE INDEX planner_question_name_once ON planner_question (account_id, lower(name));
COMMENT ON TABLE planner_question IS 'A question about a street or an area that somebody of the office has kept for himself';
COMMENT ON COLUMN planner_question.id IS 'internal: random';
COMMENT ON COLUMN planner_question.version IS 'internal';
COMMENT ON COLUMN planner_question.created_at IS 'internal';
COMMENT ON COLUMN planner_question.updated_at IS 'internal';
COMMENT ON COLUMN planner_question.updated_by IS 'internal';
COMMENT ON COLUMN planner_question.account_id IS 'personal: whose it is';
COMMENT ON COLUMN planner_question.name IS 'personal: what he calls it';
COMMENT ON COLUMN planner_question.query IS 'personal: what he asks, as the words of an address';
CREATE TRIGGER touch BEFORE UPDATE ON planner_question FOR EACH ROW EXECUTE FUNCTION touch_row();

CALL guard_rows('{planner_question}', '{planner,staff,admin,house}');
CREATE POLICY narrowed ON planner_question AS RESTRICTIVE TO mitte_app, mitte_owner
    USING (acts_as('house') OR 'account:' || account_id = current_setting('mitte.user', true))
    WITH CHECK ('account:' || account_id = current_setting('mitte.user', true));

---- create above / drop below ----

DROP TABLE planner_question;
