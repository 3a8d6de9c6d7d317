package api

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/people"
)

type accountDocument struct {
	ID         int64         `json:"id"`
	Version    int           `json:"version"`
	Email      string        `json:"email"`
	Name       string        `json:"name"`
	Roles      []people.Role `json:"roles"`
	Desk       string        `json:"desk"`
	Locale     string        `json:"locale"`
	DisabledAt *time.Time    `json:"disabled_at"`
	TOTP       bool          `json:"totp"`
	LastSeenAt *time.Time    `json:"last_seen_at"`
}

type newAccountBody struct {
	Email    string        `json:"email"`
	Name     string        `json:"name"`
	Password string        `json:"password"`
	Roles    []people.Role `json:"roles"`
	Desk     string        `json:"desk"`
	Locale   string        `json:"locale"`
}

type accountChangeBody struct {
	Email     *string        `json:"email"`
	Name      *string        `json:"name"`
	Roles     *[]people.Role `json:"roles"`
	Desk      *string        `json:"desk"`
	Locale    *string        `json:"locale"`
	Disabled  *bool          `json:"disabled"`
	Password  *string        `json:"password"`
	ResetTOTP bool           `json:"reset_totp"`
}

func describeAccount(a people.Account) accountDocument {
	return accountDocument{
		ID: a.ID, Version: a.Version, Email: a.Email, Name: a.Name, Roles: append([]people.Role{}, a.Roles...), Desk: a.Desk, Locale: a.Locale,
		DisabledAt: a.DisabledAt, TOTP: a.TOTP, LastSeenAt: a.LastSeenAt,
	}
}

func (a *api) accounts(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	found, err := a.People.Accounts(c.UserContext(), actor(c))
	if err != nil {
		return err
	}
	list := make([]accountDocument, 0, len(found))
	for _, one := range found {
		list = append(list, describeAccount(one))
	}
	return sendPrivate(c, fiber.StatusOK, map[string]any{"accounts": list})
}

func (a *api) account(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	found, err := a.People.Account(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	return sendAccount(c, fiber.StatusOK, found)
}

func (a *api) addAccount(c *fiber.Ctx) error {
	var body newAccountBody
	if err := decode(c, &body); err != nil {
		return err
	}
	made, err := a.People.AddAccount(c.UserContext(), actor(c), people.NewAccount(body), a.ipPrefix(c))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, accountsAt+strconv.FormatInt(made.ID, 10))
	return sendAccount(c, fiber.StatusCreated, made)
}

func (a *api) changeAccount(c *fiber.Ctx) error {
	var body accountChangeBody
	id, version, err := changeInto(c, pathID, &body)
	if err != nil {
		return err
	}
	changed, err := a.People.ChangeAccount(c.UserContext(), actor(c), id, version, people.AccountChange(body), a.ipPrefix(c))
	if err != nil {
		return err
	}
	return sendAccount(c, fiber.StatusOK, changed)
}

func sendAccount(c *fiber.Ctx, status int, one people.Account) error {
	document := describeAccount(one)
	body, err := json.Marshal(document)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderETag, versionTag(one.Version, body))
	return sendPrivate(c, status, document)
}
