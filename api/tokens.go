package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/people"
)

type tokenDocument struct {
	ID         int64          `json:"id"`
	Label      string         `json:"label"`
	Scopes     []people.Scope `json:"scopes"`
	CreatedAt  time.Time      `json:"created_at"`
	ExpiresAt  time.Time      `json:"expires_at"`
	LastUsedAt *time.Time     `json:"last_used_at"`
	Token      string         `json:"token,omitempty"` // only in the answer that made it
}

type newTokenBody struct {
	Label  string         `json:"label"`
	Scopes []people.Scope `json:"scopes"`
	Days   int            `json:"days"`
}

func describeToken(t people.Token) tokenDocument {
	return tokenDocument{
		ID: t.ID, Label: t.Label, Scopes: t.Scopes, CreatedAt: t.CreatedAt, ExpiresAt: t.ExpiresAt, LastUsedAt: t.LastUsedAt,
	}
}

func (a *api) tokens(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	found, err := a.People.Tokens(c.UserContext(), actor(c))
	if err != nil {
		return err
	}
	list := make([]tokenDocument, 0, len(found))
	for _, t := range found {
		list = append(list, describeToken(t))
	}
	return sendPrivate(c, fiber.StatusOK, map[string]any{"tokens": list})
}

func (a *api) addToken(c *fiber.Ctx) error {
	var body newTokenBody
	if err := decode(c, &body); err != nil {
		return err
	}
	secret, made, err := a.People.AddToken(c.UserContext(), actor(c), people.NewToken(body), a.ipPrefix(c))
	if err != nil {
		return err
	}
	document := describeToken(made)
	document.Token = secret
	return sendPrivate(c, fiber.StatusCreated, document)
}

func (a *api) revokeToken(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if err := a.People.RevokeToken(c.UserContext(), actor(c), id, a.ipPrefix(c)); err != nil {
		return err
	}
	c.Status(fiber.StatusNoContent)
	return nil
}
