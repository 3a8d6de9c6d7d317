package api

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/place"
)

// questionRoutes are the questions about streets that people keep, each his own.
func (a *api) questionRoutes() []route {
	may := []people.Role{people.Planner, people.Staff, people.Admin}
	const one = "/api/v1/questions/:id"
	return []route{
		{method: fiber.MethodGet, pattern: "/api/v1/questions", class: read, may: may, handler: a.noting(a.questions)},
		{
			method: fiber.MethodPost, pattern: "/api/v1/questions", class: write, may: may,
			handler: a.noting(a.idempotent("/api/v1/questions/", a.keepQuestion)),
		},
		{method: fiber.MethodPatch, pattern: one, class: write, may: may, handler: a.noting(a.changeQuestion)},
		{method: fiber.MethodDelete, pattern: one, class: write, may: may, handler: a.noting(a.dropQuestion)},
	}
}

// noting lets a handler run where questions are kept.
func (a *api) noting(handler fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if a.Notebook == nil {
			return errNoOffice
		}
		return handler(c)
	}
}

type questionDocument struct {
	ID        int64     `json:"id"`
	Version   int       `json:"version"`
	Name      string    `json:"name"`
	Query     string    `json:"query"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

func describeQuestion(q *place.KeptQuestion) questionDocument {
	return questionDocument{q.ID, q.Version, q.Name, q.Query, q.CreatedAt.UTC(), q.UpdatedAt.UTC()}
}

func (a *api) questions(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	found, err := a.Notebook.Questions(c.UserContext(), actor(c))
	if err != nil {
		return err
	}
	list := make([]questionDocument, len(found))
	for i := range found {
		list[i] = describeQuestion(&found[i])
	}
	return sendPrivate(c, fiber.StatusOK, map[string]any{"questions": list})
}

func sendQuestion(c *fiber.Ctx, status int, q *place.KeptQuestion) error {
	document := describeQuestion(q)
	body, err := json.Marshal(document)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderETag, versionTag(q.Version, body))
	return sendPrivate(c, status, document)
}

func (a *api) keepQuestion(c *fiber.Ctx) error {
	var body struct {
		Name  string `json:"name"`
		Query string `json:"query"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	made, err := a.Notebook.Keep(c.UserContext(), actor(c), a.ipPrefix(c), place.KeptQuestion{Name: body.Name, Query: body.Query})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, "/api/v1/questions/"+strconv.FormatInt(made.ID, 10))
	return sendQuestion(c, fiber.StatusCreated, &made)
}

func (a *api) changeQuestion(c *fiber.Ctx) error {
	var body struct {
		Name  *string `json:"name"`
		Query *string `json:"query"`
	}
	id, version, err := changeInto(c, pathID, &body)
	if err != nil {
		return err
	}
	now, err := a.Notebook.Change(c.UserContext(), actor(c), a.ipPrefix(c), id, version, body.Name, body.Query)
	if err != nil {
		return a.withCurrentQuestion(c, id, err)
	}
	return sendQuestion(c, fiber.StatusOK, &now)
}

func (a *api) dropQuestion(c *fiber.Ctx) error {
	id, on, err := revisionOf(c, pathID)
	if err != nil {
		return err
	}
	if err := a.Notebook.Drop(c.UserContext(), actor(c), a.ipPrefix(c), id, on.Version); err != nil {
		return a.withCurrentQuestion(c, id, err)
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Status(fiber.StatusNoContent)
	return nil
}

func (a *api) withCurrentQuestion(c *fiber.Ctx, id int64, err error) error {
	if fault.KindOf(err) != fault.Stale {
		return err
	}
	now, failed := a.Notebook.Question(c.UserContext(), actor(c), id)
	if failed != nil {
		return err
	}
	current, failed := json.Marshal(describeQuestion(&now))
	if failed != nil {
		return err
	}
	return &staleError{err, current}
}
