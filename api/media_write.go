package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/vacancy"
)

func (a *api) addPicture(c *fiber.Ctx) error {
	id, err := itemID(c)
	if err != nil {
		return err
	}
	sent, err := readUpload(c)
	if err != nil {
		return err
	}
	edit := sent.members.pictureEdit()
	value(sent.members, "kind", &edit.Kind)
	sent.members.done()
	if sent.file == nil {
		sent.members.refuse("file", "required", "the file is missing")
	}
	if err := sent.members.err(); err != nil {
		return err
	}
	saved, err := a.Register.AddPicture(c.UserContext(), a.registrar(c), id, edit, sent.file)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, staffUnits+string(decimal(id))+"/media")
	c.Status(fiber.StatusCreated)
	return a.sendSavedPicture(c, &saved)
}

func (a *api) changePicture(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	id, version, body, err := changeOf(c, pictureID)
	if err != nil {
		return err
	}
	edit := body.pictureEdit()
	body.done()
	if err := body.err(); err != nil {
		return err
	}
	saved, err := a.Register.ChangePicture(c.UserContext(), a.registrar(c), id, version, edit)
	if err != nil {
		return a.withCurrentPicture(c, id, err)
	}
	return a.sendSavedPicture(c, &saved)
}

func (a *api) deletePicture(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	id, on, err := revisionOf(c, pictureID)
	if err != nil {
		return err
	}
	xid, err := a.Register.DeletePicture(c.UserContext(), a.registrar(c), id, on.Version)
	if err != nil {
		return a.withCurrentPicture(c, id, err)
	}
	a.reach(c.UserContext(), c, xid)
	c.Status(fiber.StatusNoContent)
	return nil
}

// withCurrentPicture adds to a refusal of an old version what is there now.
func (a *api) withCurrentPicture(c *fiber.Ctx, id string, err error) error {
	if fault.KindOf(err) != fault.Stale {
		return err
	}
	now, failed := a.Register.Picture(c.UserContext(), actor(c), id)
	if failed != nil {
		return err
	}
	return &staleError{err, a.pictureDocument(c, &now).b}
}

// sendSavedPicture answers under the tag that a change of the picture has to name.
func (a *api) sendSavedPicture(c *fiber.Ctx, saved *vacancy.SavedPicture) error {
	a.reach(c.UserContext(), c, saved.XID)
	c.Set(fiber.HeaderETag, `"`+string(decimal(int64(saved.Version)))+`"`)
	return sendFor(c, plainJSON, a.pictureDocument(c, &saved.Picture))
}

// pictureEdit reads what a request says of a picture.
func (o *object) pictureEdit() *vacancy.PictureEdit {
	e := &vacancy.PictureEdit{}
	value(o, "alt_text_de", &e.AltTextDe)
	value(o, "alt_text_en", &e.AltTextEn)
	value(o, "creator", &e.Creator)
	value(o, "licence", &e.Licence)
	o.day("taken_on", &e.TakenOn)
	value(o, "faces_checked", &e.FacesChecked)
	value(o, "access_level", &e.AccessLevel)
	value(o, "position", &e.Position)
	return e
}
