package api

import (
	"encoding/base64"

	"github.com/gofiber/fiber/v2"
	"github.com/skip2/go-qrcode"
)

type offerDocument struct {
	Secret string `json:"secret"`
	URI    string `json:"uri"`
	QR     string `json:"qr"` // a picture as data:image/png
}

type codeBody struct {
	Code string `json:"code"`
}

type passwordBody struct {
	Old string `json:"old"`
	New string `json:"new"`
}

// qrPixels is the width of the picture that an authenticator app reads.
const qrPixels = 320

func (a *api) offerTOTP(c *fiber.Ctx) error {
	offer, err := a.People.OfferTOTP(c.UserContext(), *visitorOf(c).session)
	if err != nil {
		return err
	}
	picture, err := qrcode.Encode(offer.URI, qrcode.Medium, qrPixels)
	if err != nil {
		return err
	}
	return sendPrivate(c, fiber.StatusOK, offerDocument{
		Secret: offer.Secret, URI: offer.URI, QR: "data:image/png;base64," + base64.StdEncoding.EncodeToString(picture),
	})
}

// confirmTOTP puts the second factor into force. The session is a new one afterwards, with a new token for its changes.
func (a *api) confirmTOTP(c *fiber.Ctx) error {
	var body codeBody
	if err := decode(c, &body); err != nil {
		return err
	}
	secret, codes, err := a.People.ConfirmTOTP(c.UserContext(), *visitorOf(c).session, body.Code, a.ipPrefix(c))
	if err != nil {
		return err
	}
	return a.sendRotated(c, secret, codes)
}

// stepUp shows a code again, which user administration asks for.
func (a *api) stepUp(c *fiber.Ctx) error {
	var body codeBody
	if err := decode(c, &body); err != nil {
		return err
	}
	if err := a.People.StepUp(c.UserContext(), *visitorOf(c).session, body.Code, a.limitedNetwork(c)); err != nil {
		return err
	}
	c.Status(fiber.StatusNoContent)
	return nil
}

func (a *api) changeOwnPassword(c *fiber.Ctx) error {
	if err := a.wantPrivacy(c); err != nil {
		return err
	}
	var body passwordBody
	if err := decode(c, &body); err != nil {
		return err
	}
	session := *visitorOf(c).session
	secret, err := a.People.ChangeOwnPassword(c.UserContext(), session, body.Old, body.New, a.limitedNetwork(c), a.ipPrefix(c))
	if err != nil {
		return err
	}
	return a.sendRotated(c, secret, nil)
}

// sendRotated describes the session that took the place of the one that asked.
func (a *api) sendRotated(c *fiber.Ctx, secret string, recoveryCodes []string) error {
	session, err := a.People.Session(c.UserContext(), secret)
	if err != nil {
		return err
	}
	a.setSession(c, secret)
	document := describeSession(session)
	document.RecoveryCodes = recoveryCodes
	return sendPrivate(c, fiber.StatusOK, document)
}
